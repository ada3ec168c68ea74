"""Statements as events: what the tables of coded events have in common."""

import csv
from collections.abc import Callable, Iterable
from functools import cache
from typing import TextIO

from allegiance.exports.format import Written
from allegiance.exports.network import days, precision
from allegiance.exports.rows import Cell, guard, heard, spelled
from allegiance.ontology.actors import KnownActor, registry
from allegiance.statements.statement import Statement

Row = dict[str, Cell]


def write(
    statements: Iterable[Statement],
    columns: Iterable[str],
    row: Callable[[Statement, int], Row | None],
    out: TextIO,
    *,
    empty: str,
) -> Written:
    """A tab-separated table of the statements that tell of an event, and our columns after it.

    An event table counts every row as something that happened, so denials, plans, questions and
    conditions are left out and counted, and so is what `row` finds no event for (None).
    """
    table = csv.writer(
        out, "excel-tab", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n"
    )
    table.writerow((*columns, *OWN))
    names = [*columns, *OWN]
    written = left_out = 0
    for said in statements:
        cells = row(said, written + 1) if happened(said) else None
        if cells is None:
            left_out += 1
            continue
        cells |= _own(said)
        table.writerow(_cell(cells.get(name), empty) for name in names)
        written += 1
    return Written(written=written, left_out=left_out, why=WHY if left_out else None)


def happened(said: Statement) -> bool:
    """Whether a statement affirms something of the past or present, if only as possible."""
    return (
        said.polarity == "positive"
        and said.certainty != "unknown"
        and said.time_status in ("past", "ongoing")
    )


def first_day(said: Statement) -> str | None:
    """The first day of what it is told of, as a table with one date a row needs it."""
    span = days(said)
    return span[0] if span else None


def codes(country: str | None) -> tuple[str | None, int | None]:
    """The three letters of ISO and the Correlates of War number of a country."""
    state = _states().get(country) if country else None
    return (state.iso3, state.cow) if state else (None, None)


def name(country: str | None) -> str | None:
    """A country's name; the code itself where nobody knows it."""
    state = _states().get(country) if country else None
    return state.name if state else country


@cache
def _states() -> dict[str, KnownActor]:
    return {each.country: each for each in registry() if each.kind == "state" and each.country}


OWN = (
    "Statement", "Date Start", "Date End", "Date Precision", "Certainty", "Attribution",
    "Theatre", "Sentence", "Relation", "Phase", "Time Status", "Mutual",
)  # fmt: skip
WHY = "denied, planned, asked or conditional, or a state of affairs: no event"


def _own(said: Statement) -> Row:
    first, last = days(said) or (None, None)
    cells = (
        said.id, first, last, precision(said), said.certainty, heard(said), said.theatre,
        said.sentence, said.relation, said.phase, said.time_status, spelled(said.mutual),
    )  # fmt: skip
    return dict(zip(OWN, cells, strict=True))


def _cell(value: Cell, empty: str) -> Cell:
    """A cell in one line: such tables have no quotes."""
    if isinstance(value, str):
        value = " ".join(value.split())
    return empty if value in (None, "") else guard(value)
