"""Events that we wrote in the columns of others: what our own columns after theirs say, comes back.

The columns of POLECAT or ICEWS have no room for who says so and how surely; `allegiance export` puts
that into columns of its own behind them, and here it is read in the place of the codes.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

import msgspec

from allegiance.datasets import plover
from allegiance.datasets.format import Claim, Format, Party, Silent, Spot, Story, Voice
from allegiance.datasets.rows import BadRow, Row, table
from allegiance.errors import UnknownRelation
from allegiance.ontology.relations import relation
from allegiance.statements.statement import Certainty, Phase, Time, TimeStatus

COLUMNS = (
    "Statement", "Date Start", "Date End", "Date Precision", "Certainty", "Attribution", "Theatre",
    "Sentence", "Relation", "Phase", "Time Status", "Mutual",
)  # fmt: skip


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """The columns that tell of one end: its name, its kind, and its country."""

    name: str
    kind: str
    country: str


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """Where the columns of others tell what ours do not; `published` where they have the day of the writing."""

    source: Side
    target: Side
    place: str
    outlet: str
    published: str | None = None


def wrote(path: Path) -> bool:
    """Whether a table has our columns after those of others."""
    first: list[str] = []
    with table(path, encoding="latin-1", heading=lambda cells: first.extend(cells)):
        pass
    return set(COLUMNS) <= set(first)


def ours(name: str, dataset: str, layout: Layout) -> Format:
    """The format, of that name, of files that we wrote in the columns of a dataset; always UTF-8."""
    ends = tuple(
        column
        for side in (layout.source, layout.target)
        for column in (side.name, side.kind, side.country)
    )
    where = (layout.place, "Country", "Latitude", "Longitude")
    told = tuple(filter(None, (layout.outlet, layout.published)))
    return Format(
        name=name,
        gloss=f"statements of ours in the columns of {dataset}",
        outlet=dataset,
        licence="that of the texts",
        columns=(layout.source.name, layout.target.name, *COLUMNS),
        also=(*ends, *where, *told),
        shown=(
            layout.source.name, "Relation", layout.target.name, layout.place, "Date Start", "Date End",
            "Certainty", "Attribution", "Sentence",
        ),
        read=_reader(layout),
        story=lambda row: _story(row, layout),
        lay=_lay,
    )  # fmt: skip


def unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    rest = cell.lstrip("'")
    risky = rest.lstrip()[:1] in tuple("=+-@＝＋－＠") or rest[:1] in ("\t", "\r", "\n")
    return cell[1:] if cell.startswith("'") and rest and risky else cell


def _lay(cells: Sequence[str]) -> list[str]:
    return ["" if cell == "None" else unguarded(cell) for cell in cells]


def _reader(layout: Layout) -> Callable[[Row], Iterator[Claim]]:
    def claims(row: Row) -> Iterator[Claim]:
        """One statement, as it was before it became an event."""
        names = [row[side.name] for side in (layout.source, layout.target)]
        if not all(names):
            raise Silent("an end is not named")
        if names[0] == names[1]:
            raise Silent("both ends are one actor")
        target = _end(row, layout.target)
        place = _place(row, layout.place)
        if target.kind == "place":
            there = place if place and place.name == target.name else None
            spot = _spot(target, there)
            place = None if there else place
        yield Claim(
            id=row["Statement"] or None,
            source=_end(row, layout.source),
            relation=_relation(row),
            target=spot if target.kind == "place" else target,
            by="Relation",
            time=_time(row),
            place=place,
            certainty=_one_of(row, "Certainty", Certainty),
            time_status=_one_of(row, "Time Status", TimeStatus),
            phase=_one_of(row, "Phase", Phase),
            mutual=row["Mutual"] == "true",
            voices=tuple(
                Voice(name=name, column="Attribution", kind="group")
                for name in _chain(row["Attribution"], row[layout.outlet])
            ),
            confidence=plover.confidence(),
        )

    return claims


def _story(row: Row, layout: Layout) -> Story:
    day = row[layout.published] if layout.published else ""
    dated = re.fullmatch(r"\d{4}(-\d\d){0,2}", day)
    return Story(outlet=row[layout.outlet] or "the document", date=day if dated else None)


def _end(row: Row, side: Side) -> Party:
    return Party(
        name=row[side.name],
        column=side.name,
        kind=row[side.kind] or "unknown",
        country=plover.country(row[side.country]) if row[side.country] else None,
        exact=True,
    )


def _place(row: Row, column: str) -> Spot | None:
    lat, lon = row.degrees("Latitude", 90), row.degrees("Longitude", 180)
    if not row[column]:
        return None
    home = plover.country(row["Country"]) if row["Country"] else None
    return Spot(name=row[column], column=column, country=home, lat=lat, lon=lon)


def _spot(party: Party, there: Spot | None) -> Spot:
    """A place as an end; where the event took place there, its degrees are known."""
    return Spot(
        name=party.name,
        column=party.column,
        country=party.country,
        lat=there.lat if there else None,
        lon=there.lon if there else None,
    )


def _relation(row: Row) -> str:
    try:
        return relation(row["Relation"]).name
    except UnknownRelation as error:
        raise BadRow(str(error), "Relation") from error


def _one_of(row: Row, column: str, values: Any) -> Any:
    told = row[column]
    if told not in get_args(values):
        raise BadRow(f"{told!r} is none of {', '.join(get_args(values))}", column)
    return told


def _time(row: Row) -> Time | None:
    """The days, no finer than `Date Precision`."""
    first, last = row.day("Date Start"), row.day("Date End")
    if first is None or last is None:
        return None
    if last < first:
        raise BadRow(f"the end {last!r} lies before the start {first!r}", "Date End")
    length = {"year": 4, "month": 7}.get(row["Date Precision"], 10)
    fine = dict.fromkeys((first[:length], last[:length]))
    edtf = "/".join(fine)
    return Time(text=edtf, start=first, end=last, edtf=edtf)


def _chain(told: str, outlet: str) -> list[str]:
    """Who says so, outermost first; nobody where the document speaks in its own voice."""
    said = told.removesuffix(f", in {outlet}") if outlet else told
    return [] if said in ("", "the document") else [each for each in said.split(" > ") if each]
