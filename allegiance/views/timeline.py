"""When each tie is told to hold: a row for each tie, a bar for each statement.

A bar is as wide as what the text says. A year that is only a year is a bar of a year; an
interval that the text leaves open has no end. A statement without a time of its own is placed at
its document's date under another mark, and where there is no date at all it is only counted.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from html import escape
from typing import Literal

import msgspec

from allegiance.network.ties import Tie
from allegiance.statements.statement import Statement

Precision = Literal["day", "month", "year", "interval"]


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """One statement on the timeline: ISO dates of the first and the last day.

    `start` or `end` is None where the text leaves that side open, never both. `told` is False
    where the text gives no time, and the bar stands at the document's date.
    """

    start: str | None
    end: str | None
    precision: Precision
    told: bool


def draw(ties: Iterable[Tie], *, width: int = 960) -> str:
    """The ties in time as one standalone SVG picture, one row each, in the given order."""
    rows = [(tie, bars) for tie in ties if (bars := _bars(tie.statements))]
    return _svg(rows, width)


def bar(statement: Statement) -> Bar | None:
    """Where a statement stands on the timeline; None where neither text nor document has a date.

    >>> from allegiance.views.timeline import span
    >>> span("2007")
    ('2007-01-01', '2007-12-31', 'year')
    """
    time = statement.time
    if time is not None and (time.start or time.end):
        return Bar(start=time.start, end=time.end, precision=_precision(statement), told=True)
    if statement.date is None:
        return None
    start, end, precision = span(statement.date)
    return Bar(start=start, end=end, precision=precision, told=False)


def span(text: str) -> tuple[str, str, Precision]:
    """The first and last day of an ISO date or a prefix of one, and how fine it is."""
    parts = [int(part) for part in text[:10].split("-")]
    if len(parts) == 1:
        return f"{parts[0]:04}-01-01", f"{parts[0]:04}-12-31", "year"
    if len(parts) == 2:
        first = date(parts[0], parts[1], 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return first.isoformat(), last.isoformat(), "month"
    return text[:10], text[:10], "day"


def _precision(statement: Statement) -> Precision:
    """How fine the text is: by its EDTF where it has one, else by the days that bound it."""
    time = statement.time
    if time is None:
        return "interval"
    edtf = (time.edtf or "").strip("~?%")
    if edtf and "/" not in edtf:
        return {4: "year", 7: "month", 10: "day"}.get(len(edtf), "interval")  # type: ignore[return-value]
    return "day" if time.start and time.start == time.end else "interval"


def _bars(statements: Sequence[Statement]) -> list[Bar]:
    return [found for statement in statements if (found := bar(statement)) is not None]


_COLOURS = {1: "#1f7a4d", -1: "#b3362b", 0: "#6b7078"}


def _svg(rows: Sequence[tuple[Tie, Sequence[Bar]]], width: int) -> str:
    days = [
        date.fromisoformat(day)
        for _, bars in rows
        for one in bars
        for day in (one.start, one.end)
        if day
    ]
    height = 30 + 22 * len(rows)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'aria-label="Ties in time" font-family="system-ui, sans-serif" font-size="12">'
    )
    if not days:
        return opening + "</svg>"
    first, last = min(days), max(days)
    room = max((last - first).days, 1)

    def across(day: str | None, otherwise: float) -> float:
        if day is None:
            return otherwise
        return 300 + (date.fromisoformat(day) - first).days / room * (width - 320)

    drawn = [opening]
    for year in range(first.year, last.year + 1):
        x = across(max(f"{year:04}-01-01", first.isoformat()), 300)
        drawn.append(f'<text x="{x:.1f}" y="14" fill="#6b7078">{year}</text>')
    for number, (tie, bars) in enumerate(rows):
        y = 30 + 22 * number
        label = f"{tie.source.name} {tie.relation} {tie.target.name}"
        drawn.append(f'<text x="0" y="{y + 9}" fill="#2f3a4a">{escape(label[:46])}</text>')
        drawn.extend(
            _mark(across(one.start, 300), across(one.end, width - 20), y, _COLOURS[tie.sign], one)
            for one in bars
        )
    return "".join([*drawn, "</svg>"])


def _mark(left: float, right: float, y: float, colour: str, one: Bar) -> str:
    look = (
        f'fill="{colour}" fill-opacity="0.55"'
        if one.told
        else f'fill="none" stroke="{colour}" stroke-dasharray="2 2"'
    )
    return f'<rect x="{left:.1f}" y="{y}" width="{max(right - left, 4):.1f}" height="11" rx="2" {look}/>'
