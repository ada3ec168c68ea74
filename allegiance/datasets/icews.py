"""ICEWS: coded events of the Integrated Crisis Early Warning System.

Boschee, Lautenschlager, O'Brien, Shellman, Starz and Ward (2015), ICEWS Coded Event Data, Harvard
Dataverse. Tab-separated with a header of capital letters, or as CSV with `event_id` and so on.
"""

from collections.abc import Iterator

from allegiance.datasets import cameo, own
from allegiance.datasets.bulk import Bulk, Cell
from allegiance.datasets.codes import codes
from allegiance.datasets.format import Claim, Format, Party, Silent, Spot, Story
from allegiance.datasets.parties import slug
from allegiance.datasets.rows import BadRow, Row, day_time
from allegiance.ontology.actors import registry

UNNAMED = "an end is not named"
ONE = "both ends are one actor"


def claims(row: Row) -> Iterator[Claim]:
    """One event: what its code says of the two actors, on its day and where it happened."""
    if not (row["Source Name"] and row["Target Name"]):
        raise Silent(UNNAMED)
    event, day = row.whole("Event ID"), row.day("Event Date")
    for column, told in (("Event ID", event), ("Event Date", day)):
        if told is None:
            raise BadRow("the cell is empty", column)
    lat, lon = row.degrees("Latitude", 90), row.degrees("Longitude", 180)
    asserted = cameo.coding(row["CAMEO Code"])
    if isinstance(asserted, str):
        raise Silent(asserted)
    if row["Source Name"] == row["Target Name"]:
        raise Silent(ONE)
    column = next((each for each in ("City", "Province", "Country") if row[each]), "")
    yield Claim(
        id=f"icews:{event}",
        source=party(row["Source Name"], row["Source Sectors"], row["Source Country"], "Source "),
        relation=asserted.relation,
        target=party(row["Target Name"], row["Target Sectors"], row["Target Country"], "Target "),
        by="CAMEO Code",
        time=day_time(str(day), None),
        place=spot(column, row[column], row["Country"], lat, lon),
        certainty=asserted.certainty,
        time_status=asserted.time_status,
        phase=asserted.phase,
        instrument=asserted.instrument,
        confidence=codes("cameo")["confidence"],
    )


def party(name: str, sectors: str, home: str, side: str) -> Party:
    """An actor by its name, "Police (India)", of the kind that its sectors tell."""
    told = codes("cameo")["sectors"]
    mine = [each.strip() for each in sectors.split(",")]
    role = next((code for words, code in told.items() if words in mine), "")
    at_home = _home(home)
    return Party(
        name=name,
        column=f"{side}Name",
        scheme="icews",
        code=slug(name),
        kind=cameo.kind(role),
        country=at_home,
    )


def spot(column: str, name: str, home: str, lat: float | None, lon: float | None) -> Spot | None:
    """Where it happened: the town, else the province, else the country."""
    if not name:
        return None
    return Spot(
        name=name,
        column=column,
        country=_home(home),
        lat=lat,
        lon=lon,
        precision={"City": "town", "Province": "province"}.get(column, "country"),
    )


def story(row: Row) -> Story:
    return Story(outlet=row["Publisher"] or "ICEWS", date=row.day("Event Date"))


def _home(name: str) -> str | None:
    """The country (ISO alpha-2) of a name."""
    found = [each for each in registry().find(name) if each.kind == "state" and not each.until]
    return found[0].country if len(found) == 1 else None


_NAMES = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
    "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID",
    "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
    "Longitude",
)  # fmt: skip

FORMAT = Format(
    name="icews",
    gloss="ICEWS coded events",
    outlet="ICEWS",
    licence="CC0 1.0; cite Boschee et al. 2015",
    columns=("Event ID", "Event Date", "Source Name", "CAMEO Code", "Target Name"),
    also=(
        "Source Sectors", "Source Country", "Event Text", "Target Sectors", "Target Country",
        "Publisher", "City", "Province", "Country", "Latitude", "Longitude",
    ),
    shown=(
        "Event ID", "Event Date", "Source Name", "Event Text", "CAMEO Code", "Target Name", "City",
        "Province", "Country", "Publisher",
    ),
    spare={"Province": "City", "Country": "City"},
    key=("Event ID",),
    names={each: (each.lower().replace(" ", "_"),) for each in _NAMES},
    encoding="latin-1",
    read=claims,
    story=story,
    ours=own.ours(
        "icews",
        "ICEWS",
        own.Layout(
            source=own.Side(name="Source Name", kind="Source Sectors", country="Source Country"),
            target=own.Side(name="Target Name", kind="Target Sectors", country="Target Country"),
            place="City", outlet="Publisher",
        ),
    ),
    bulk=Bulk(
        types={
            "Event ID": "BIGINT", "Event Date": "DATE", "Latitude": "DOUBLE", "Longitude": "DOUBLE",
        },
        days="%Y-%m-%d",
        event='"Event ID"',
        day='"Event Date"',
        date='"Event Date"',
        source=('"Source Name"', '"Source Sectors"', '"Source Country"'),
        target=('"Target Name"', '"Target Sectors"', '"Target Country"'),
        named="""trim("Source Name") <> '' AND trim("Target Name") <> ''""",
        one='trim("Source Name") = trim("Target Name")',
        code=('"CAMEO Code"', '"Event Text"'),
        place=(
            "CASE WHEN trim(City) <> '' THEN 'City' WHEN trim(Province) <> '' THEN 'Province' "
            "WHEN trim(Country) <> '' THEN 'Country' END",
            "coalesce(nullif(trim(City), ''), nullif(trim(Province), ''), Country)",
            "Country",
        ),
        degrees=("Latitude", "Longitude"),
        writing="Publisher",
        outlet="coalesce(nullif(writing, ''), 'ICEWS')",
        wrong='"Event ID" IS NULL OR "Event Date" IS NULL',
        confidence="50",
        party=party,
        spot=spot,
        coding=cameo.coding,
        cells=(
            Cell("Event ID", "event"), Cell("Event Date", "day"), Cell("Source Name", "source_name"),
            Cell("Event Text", "text"), Cell("CAMEO Code", "code"), Cell("Target Name", "target_name"),
            Cell("City", "place_name", "City"), Cell("Province", "place_name", "Province"),
            Cell("Country", "place_home", "Province"), Cell("Country", "place_name", "Country"),
            Cell("Publisher", "writing"),
        ),
    ),
)  # fmt: skip
