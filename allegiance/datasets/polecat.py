"""POLECAT: events that the Next Generation Event Coder read from news since 2018, in PLOVER's words.

Halterman, Bagozzi, Beger, Schrodt and Scarborough (2023), PLOVER and POLECAT: A New Political Event
Ontology and Dataset, SocArXiv. Forty columns, tab-separated, latin-1, "None" where nothing is told.
"""

from collections.abc import Iterator, Sequence

from allegiance.datasets import own, plover
from allegiance.datasets.format import Claim, Format, Party, Silent, Spot, Story, Voice
from allegiance.datasets.rows import Row, day_time, read_day

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW",
    "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw",
    "Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude",
    "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date",
    "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
SPARE = 24
"""So many columns may follow the forty."""


def claims(row: Row) -> Iterator[Claim]:
    """One event: what its type says of each actor and each recipient, by the publisher's account."""
    actors, recipients = _side(row, "Actor"), _side(row, "Recipient")
    if not (actors and recipients):
        raise Silent("an end is not named")
    told = plover.coding(
        row["Event Type"], plover.words(row["Event Mode"]), plover.words(row["Contexts"])
    )
    day = read_day(row.needed("Event Date"), "Event Date")
    place = _place(row)
    if isinstance(told, str):
        raise Silent(told)
    pairs = [(one, other) for one in actors for other in recipients if one.name != other.name]
    if not pairs:
        raise Silent("both ends are one actor")
    voices = (Voice(name=row["Source"], column="Source", kind="body"),) if row["Source"] else ()
    for one, other in pairs:
        yield Claim(
            source=one,
            relation=told.relation,
            target=other,
            by="Event Type",
            time=day_time(day, None),
            place=place,
            certainty=told.certainty,
            time_status=told.time_status,
            phase=told.phase,
            instrument=told.instrument,
            voices=voices,
            confidence=plover.confidence(),
        )


def story(row: Row) -> Story:
    """The day on which it was published; the outlet is the dataset."""
    day = row["Publication Date"]
    return Story(outlet="POLECAT", date=read_day(day, "Publication Date") if day else None)


def lay(cells: Sequence[str]) -> list[str]:
    """Empty what says "None"; keep columns that a header names after the forty, and no others.

    Some files of the dataset name columns that their rows lack, and have tabs too many at the ends of
    lines, so a row of forty cells has empty ones after them.
    """
    names = [each.strip() for each in cells]
    if set(COLUMNS) - {"Intensity"} <= set(names):
        return _named(names)
    told = ["" if each == "None" else cell for each, cell in zip(names, cells, strict=True)]
    return told + [""] * SPARE if len(told) == len(COLUMNS) else told


def _named(header: Sequence[str]) -> list[str]:
    first, more = header[: len(COLUMNS)], header[len(COLUMNS) : len(COLUMNS) + SPARE]
    if more and set(COLUMNS) - {"Intensity"} - set(first):
        return list(COLUMNS)
    while more and not more[-1]:
        more = more[:-1]
    return [*first, *more]


def _side(row: Row, side: str) -> tuple[Party, ...]:
    name = f"{side} Name" if row[f"{side} Name"] else f"{side} Name Raw"
    return plover.parties(
        name, row[name], row[f"{side} Country"], row[f"Primary {side} Sector"],
        row[f"Wikipedia {side} ID"], "polecat",
    )  # fmt: skip


def _place(row: Row) -> Spot | None:
    column = next(
        (each for each in ("Placename", "City", "Province", "Country") if row[each]), None
    )
    lat, lon = row.degrees("Latitude", 90), row.degrees("Longitude", 180)
    if column is None:
        return None
    home = plover.country(row["Country"]) if row["Country"] else None
    sure = "town" if row["City"] else "province" if row["Province"] else "country"
    return Spot(name=row[column], column=column, country=home, lat=lat, lon=lon, precision=sure)


FORMAT = Format(
    name="polecat",
    gloss="POLECAT events",
    outlet="POLECAT",
    licence="CC0 1.0; cite Halterman et al. 2023",
    columns=("Event ID", "Event Date", "Event Type", "Actor Name", "Recipient Name", "Source", "Publication Date"),
    also=tuple(
        each for each in COLUMNS
        if each not in (
            "Event ID", "Event Date", "Event Type", "Actor Name", "Recipient Name", "Source", "Publication Date",
        )
    ),
    shown=(
        "Event ID", "Event Date", "Event Type", "Event Mode", "Contexts", "Actor Name", "Actor Name Raw",
        "Actor Country", "Primary Actor Sector", "Recipient Name", "Recipient Name Raw",
        "Recipient Country", "Primary Recipient Sector", "Placename", "City", "Province", "Country",
        "Source", "Publication Date",
    ),
    spare={"Actor Name Raw": "Actor Name", "Recipient Name Raw": "Recipient Name"},
    key=("Event ID",),
    names={"Intensity": ("Event Intensity",)},
    encoding="latin-1",
    read=claims,
    story=story,
    lay=lay,
    ours=own.ours(
        "polecat",
        "POLECAT",
        own.Layout(
            source=own.Side(name="Actor Name", kind="Primary Actor Sector", country="Actor Country"),
            target=own.Side(
                name="Recipient Name", kind="Primary Recipient Sector", country="Recipient Country",
            ),
            place="Placename", outlet="Source", published="Publication Date",
        ),
    ),
)  # fmt: skip
