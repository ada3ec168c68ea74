"""GDELT's events: version 1.0 (57 or 58 columns) and 2.0 (61), as the project ships them.

Leetaru and Schrodt (2013), GDELT: Global Data on Events, Location and Tone, 1979-2012, ISA Annual
Convention. The files are tab-separated, without a header and without quotes, one event a row.
"""

import re
from collections.abc import Iterator

from allegiance.datasets import cameo
from allegiance.datasets.bulk import Bulk, Cell
from allegiance.datasets.codes import codes
from allegiance.datasets.format import Claim, Format, Party, Silent, Spot, Story
from allegiance.datasets.rows import BadRow, Row, day_time

UNNAMED = "an end is not named"
ONE = "both ends are one actor"


def claims(row: Row) -> Iterator[Claim]:
    """One event: what its code says of the two actors, on its day and at the place of the action."""
    if not (row["Actor1Code"] and row["Actor2Code"]):
        raise Silent(UNNAMED)
    event, day = row.whole("GLOBALEVENTID"), row.day("SQLDATE")
    for column, told in (("GLOBALEVENTID", event), ("SQLDATE", day)):
        if told is None:
            raise BadRow("the cell is empty", column)
    lat, lon = row.degrees("ActionGeo_Lat", 90), row.degrees("ActionGeo_Long", 180)
    asserted = cameo.coding(row["EventCode"])
    if isinstance(asserted, str):
        raise Silent(asserted)
    if row["Actor1Code"] == row["Actor2Code"]:
        raise Silent(ONE)
    yield Claim(
        id=f"gdelt:{event}",
        source=party(row["Actor1Name"], row["Actor1Code"], "", "Actor1"),
        relation=asserted.relation,
        target=party(row["Actor2Name"], row["Actor2Code"], "", "Actor2"),
        by="EventCode",
        time=day_time(str(day), None),
        place=spot(row["ActionGeo_Type"], row["ActionGeo_FullName"], row["ActionGeo_CountryCode"], lat, lon),
        certainty=asserted.certainty,
        time_status=asserted.time_status,
        phase=asserted.phase,
        instrument=asserted.instrument,
        confidence=codes("cameo")["confidence"],
    )  # fmt: skip


def party(name: str, code: str, _home: str, side: str) -> Party:
    """An actor, by its code; the name is that of the wording, so it may be a town's."""
    return Party(
        name=name or code,
        column=f"{side}Name" if name else f"{side}Code",
        scheme="cameo",
        code=code,
        kind=cameo.kind(code),
        title=cameo.title(code),
        country=cameo.country(code),
    )


def spot(precision: str, name: str, home: str, lat: float | None, lon: float | None) -> Spot | None:
    """Where it happened; the letters of the country are those of FIPS 10-4."""
    if not name:
        return None
    return Spot(
        name=name,
        column="ActionGeo_FullName",
        country=codes("fips").get(home),
        lat=lat,
        lon=lon,
        precision=_PRECISION.get(precision),
    )


def story(row: Row) -> Story:
    """The writing that told of it first, where that is an address; else what the row calls it."""
    if not (row["Actor1Code"] and row["Actor2Code"]):
        return Story(outlet="GDELT")
    address = row["SOURCEURL"]
    added = row["DATEADDED"]
    if added and not re.fullmatch(r"\d{8}(\d{6})?", added):
        raise BadRow(f"{added!r} is no date; 20140123 is one", "DATEADDED")
    host = re.match(HOST, address, re.IGNORECASE)
    return Story(
        outlet=(host[1].lower() if host else address) or "GDELT",
        url=address if host else None,
        date=_day(added),
    )


def _day(told: str) -> str | None:
    from allegiance.datasets.rows import read_day

    return read_day(told[:8], "DATEADDED") if told else None


_PRECISION = {"1": "country", "2": "province", "3": "town", "4": "town", "5": "province"}
HOST = r"^[a-z][a-z0-9+.-]*://(?:www\.)?([^/:?#\s]+)"

_ACTOR = (
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code "
    "Type1Code Type2Code Type3Code"
).split()
_GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()
SECOND = (
    *"GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split(),
    *(f"Actor{side}{each}" for side in (1, 2) for each in _ACTOR),
    *(
        "IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions "
        "NumSources NumArticles AvgTone"
    ).split(),
    *(f"{side}Geo_{each}" for side in ("Actor1", "Actor2", "Action") for each in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
FIRST = tuple(each for each in SECOND if not each.endswith("_ADM2Code"))

CELLS = (
    Cell("GLOBALEVENTID", "event"),
    Cell("SQLDATE", "day"),
    Cell("Actor1Code", "source_code"),
    Cell("Actor1Name", "source_name"),
    Cell("EventCode", "code"),
    Cell("Actor2Code", "target_code"),
    Cell("Actor2Name", "target_name"),
    Cell("ActionGeo_FullName", "place_name"),
    Cell("NumArticles", "number"),
    Cell("SOURCEURL", "writing"),
)

FORMAT = Format(
    name="gdelt",
    gloss="GDELT events, 1.0 and 2.0",
    outlet="GDELT",
    licence="open, with a mention of the GDELT Project",
    columns=("GLOBALEVENTID", "SQLDATE", "Actor1Code", "Actor2Code", "EventCode"),
    also=(
        "Actor1Name", "Actor2Name", "ActionGeo_Type", "ActionGeo_FullName", "ActionGeo_CountryCode",
        "ActionGeo_Lat", "ActionGeo_Long", "NumArticles", "DATEADDED", "SOURCEURL",
    ),
    shown=(
        "GLOBALEVENTID", "SQLDATE", "Actor1Code", "Actor1Name", "EventCode", "Actor2Code",
        "Actor2Name", "ActionGeo_FullName", "NumArticles", "SOURCEURL",
    ),
    key=("GLOBALEVENTID",),
    header=(FIRST[:-1], FIRST, SECOND),
    read=claims,
    story=story,
    bulk=Bulk(
        types={
            "GLOBALEVENTID": "BIGINT", "SQLDATE": "DATE", "NumArticles": "INTEGER",
            "ActionGeo_Lat": "DOUBLE", "ActionGeo_Long": "DOUBLE",
        },
        days="%Y%m%d",
        event="GLOBALEVENTID",
        day="SQLDATE",
        date="try_strptime(left(DATEADDED, 8), '%Y%m%d')::DATE",
        source=("Actor1Name", "Actor1Code", "''"),
        target=("Actor2Name", "Actor2Code", "''"),
        named="trim(Actor1Code) <> '' AND trim(Actor2Code) <> ''",
        one="trim(Actor1Code) = trim(Actor2Code)",
        code=("EventCode", "''"),
        place=("ActionGeo_Type", "ActionGeo_FullName", "ActionGeo_CountryCode"),
        degrees=("ActionGeo_Lat", "ActionGeo_Long"),
        writing="SOURCEURL",
        outlet=f"coalesce(nullif(lower(regexp_extract(writing, '{HOST}', 1, 'i')), ''), nullif(writing, ''), 'GDELT')",
        number="NumArticles",
        wrong="DATEADDED IS NOT NULL AND NOT regexp_full_match(DATEADDED, '\\d{8}(\\d{6})?') "
        "OR GLOBALEVENTID IS NULL OR SQLDATE IS NULL",
        confidence="50",
        party=party,
        spot=spot,
        coding=cameo.coding,
        cells=CELLS,
    ),
)  # fmt: skip
