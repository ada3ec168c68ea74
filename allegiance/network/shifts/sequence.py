"""Statements in the order of their dates, where a date may be an interval.

What one voice tells of one side and one time counts once, however often and wherever it says so:
that is an observation. Its weight is by certainty, less denials, and spreads evenly over the days of its time.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allegiance.errors import AllegianceError
from allegiance.network.shifts.division import Stretch, divide, fit, losses, majority
from allegiance.network.ties import CERTAINTY, source_of, told
from allegiance.statements.statement import Statement


class ContradictoryDates(AllegianceError):
    """A statement whose time ends before it begins, or is no date."""


class Spell(NamedTuple):
    """The first and the last day of a time told, as ordinals of the proleptic Gregorian calendar."""

    first: int
    last: int

    def meets(self, first: int, last: int) -> bool:
        return self.first <= last and first <= self.last

    def within(self, first: int, last: int) -> bool:
        return first <= self.first and self.last <= last

    def share(self, first: int, last: int) -> float:
        """How much of it lies between two days, from 0 to 1."""
        days = min(self.last, last) - max(self.first, first) + 1
        return max(days, 0) / (self.last - self.first + 1)


class Observation(NamedTuple):
    """What one voice tells of one side (1 or -1) at one time; below zero where it denies more."""

    side: int
    weight: float
    spell: Spell
    statements: tuple[Statement, ...]


class Period(NamedTuple):
    """A stretch of time of one side; 0 where it is even."""

    side: int
    first: int
    last: int
    friendly: float
    hostile: float


class Change(NamedTuple):
    """Where one period gives way to the next, between two days, and how sure that is."""

    before: Period
    after: Period
    old: tuple[Observation, ...]
    new: tuple[Observation, ...]
    others: tuple[Observation, ...]
    earliest: int
    latest: int
    when: str
    certain: bool
    strength: float


class Row(NamedTuple):
    """Observations divided into periods, and the changes between these."""

    observations: tuple[Observation, ...]
    periods: tuple[Period, ...]
    changes: tuple[Change, ...]


def spell(statement: Statement) -> Spell | None:
    """The days on which a statement may hold; None where it tells no date (`ties.told`).

    Raises ContradictoryDates where it is told to end before it begins, or a date is none.
    """
    first, last = told(statement)
    if first is None or last is None:
        return None
    try:
        found = Spell(_bound(first, last=False), _bound(last, last=True))
    except ValueError:
        found = Spell(1, 0)
    if found.last < found.first:
        raise ContradictoryDates(
            f"the statement {statement.id} of document {statement.document} is told to hold from"
            f" {first} to {last}, which is no time; it is read as undated, and a correction of its"
            " date would count it"
        )
    return found


def observe(said: Iterable[tuple[Statement, int, Spell]]) -> tuple[Observation, ...]:
    """Observations of statements with their side and time, in the order of time."""
    groups: dict[tuple[int, Spell, str], list[Statement]] = defaultdict(list)
    for statement, side, when in said:
        groups[side, when, source_of(statement)].append(statement)
    made = (
        Observation(side, _weight(group), when, tuple(group))
        for (side, when, _), group in groups.items()
    )
    return tuple(sorted(made, key=lambda o: (o.spell, -o.side, o.statements[0].id)))


def order(observations: Sequence[Observation]) -> Row:
    """The observations, divided where a change of side is worth its penalty."""
    cells = _spread(observations)
    penalty = _penalty(observations)
    parts = divide(cells.friendly, cells.hostile, penalty)
    periods = tuple(_period(part, cells) for part in parts)
    if len(parts) < 2:
        return Row(tuple(observations), periods, ())
    worth = losses(cells.friendly, cells.hostile, parts, penalty)
    changes = tuple(
        _change(observations, before, after, loss, penalty)
        for (before, after), loss in zip(pairwise(periods), worth, strict=True)
    )
    return Row(tuple(observations), periods, changes)


def sides(observations: Sequence[Observation]) -> tuple[int, ...]:
    """The sides of the best division alone, one after the other; days need not be of a calendar."""
    cells = _spread(observations)
    parts = divide(cells.friendly, cells.hostile, _penalty(observations))
    return tuple(part.side for part in parts)


def edtf(first: int, last: int) -> str:
    """Two days as the coarsest EDTF that says just that: a year, a month, a day, or an interval."""
    start, end = date.fromordinal(first), date.fromordinal(last)
    if start == end:
        return start.isoformat()
    if start.day == 1 and _ends_month(end):
        if (start.month, end.month) == (1, 12):
            return _interval(f"{start.year:04}", f"{end.year:04}")
        return _interval(start.isoformat()[:7], end.isoformat()[:7])
    return _interval(start.isoformat(), end.isoformat())


def day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def _penalty(observations: Sequence[Observation]) -> float:
    return log(max(len(observations), 2))


class _Cells(NamedTuple):
    """Times that no observation begins or ends within, with the weights that fall into them."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    friendly: NDArray[np.float64]
    hostile: NDArray[np.float64]


def _bound(told_: str, *, last: bool) -> int:
    """The first or the last day of an ISO date or a prefix of one."""
    parts = [int(part) for part in told_[:10].split("-")]
    if not last or len(parts) == 3:
        return date(*parts, *(1,) * (3 - len(parts))).toordinal()
    year, month = (parts[0], 12) if len(parts) == 1 else (parts[0], parts[1])
    if month == 12:
        return date(year, 12, 31).toordinal()
    return date(year, month + 1, 1).toordinal() - 1


def _weight(group: Iterable[Statement]) -> float:
    best = {"positive": 0.0, "negative": 0.0}
    for statement in group:
        best[statement.polarity] = max(best[statement.polarity], CERTAINTY[statement.certainty])
    return best["positive"] - best["negative"]


def _spread(observations: Sequence[Observation]) -> _Cells:
    """The cells that hold any weight, in the order of time."""
    if not observations:
        none, nothing = np.zeros(0, dtype=np.int64), np.zeros(0)
        return _Cells(none, none, nothing, nothing)
    first = np.array([o.spell.first for o in observations])
    after = np.array([o.spell.last + 1 for o in observations])
    bounds = np.unique(np.concatenate((first, after)))
    daily = np.array([o.weight for o in observations]) / (after - first)
    friendly = np.array([o.side > 0 for o in observations])
    begin, end = np.searchsorted(bounds, first), np.searchsorted(bounds, after)
    rows = []
    for chosen in (friendly, ~friendly):
        density = np.zeros(len(bounds))
        np.add.at(density, begin[chosen], daily[chosen])
        np.add.at(density, end[chosen], -daily[chosen])
        rows.append(np.round(np.cumsum(density)[:-1] * np.diff(bounds), 10) + 0.0)
    held = (rows[0] != 0) | (rows[1] != 0)
    return _Cells(bounds[:-1][held], bounds[1:][held] - 1, rows[0][held], rows[1][held])


def _period(part: Stretch, cells: _Cells) -> Period:
    here = slice(part.begin, part.end)
    return Period(
        part.side,
        int(cells.first[part.begin]),
        int(cells.last[part.end - 1]),
        float(max(cells.friendly[here].sum(), 0.0)),
        float(max(cells.hostile[here].sum(), 0.0)),
    )


def _change(
    observations: Sequence[Observation],
    before: Period,
    after: Period,
    strength: float,
    penalty: float,
) -> Change:
    near = [o for o in observations if o.spell.meets(before.first, after.last)]
    old, new = _telling(near, before, after), _telling(near, after, before)
    used = {id(o) for o in (*old, *new)}
    last_old = max(old, key=lambda o: o.spell)
    first_new = min(new, key=lambda o: (o.spell.last, o.spell.first))
    return Change(
        before,
        after,
        old,
        new,
        tuple(o for o in near if id(o) not in used),
        last_old.spell.first,
        first_new.spell.last,
        _interval(_wording(last_old)[0], _wording(first_new)[1]),
        _forced(near, before, after, penalty),
        strength,
    )


def _telling(near: Sequence[Observation], period: Period, other: Period) -> tuple[Observation, ...]:
    """Who tells the side of a period: most of it falls there, or, where none does, some of it."""
    same = [
        o
        for o in near
        if o.side == period.side and o.weight > 0 and o.spell.meets(period.first, period.last)
    ]
    mostly = [
        o
        for o in same
        if o.spell.share(period.first, period.last) >= o.spell.share(other.first, other.last)
    ]
    return tuple(mostly or same)


def _forced(near: Sequence[Observation], before: Period, after: Period, penalty: float) -> bool:
    """Whether no choice of days within the times told undoes the change.

    A statement whose time reaches over the change is taken to lie where it harms the change most:
    moving weight to the other side never helps, so that this is the worst choice of all.
    """
    start, middle, end = before.first, after.first, after.last
    if all(o.spell.within(start, middle - 1) or o.spell.within(middle, end) for o in near):
        return True
    old, new = before.side, after.side
    worst = {(period, side): 0.0 for period in (0, 1) for side in (old, new)}
    for o in near:
        if o.spell.within(start, middle - 1) or o.spell.within(middle, end):
            period = int(o.spell.first >= middle)
        else:
            period = int((o.side == old) == (o.weight > 0))
        worst[period, o.side] += o.weight
    sums = [[worst[period, 1], worst[period, -1]] for period in (0, 1)]
    if majority(*sums[0]) != old or majority(*sums[1]) != new:
        return False
    whole = sums[0][0] + sums[1][0], sums[0][1] + sums[1][1]
    return fit(*sums[0]) + fit(*sums[1]) - fit(*whole) > penalty


def _wording(observation: Observation) -> tuple[str, str]:
    """Both sides of a time in EDTF, no finer than the text has them."""
    time = observation.statements[0].time
    text = (time.edtf if time else None) or ""
    if not text or ".." in text:
        text = edtf(*observation.spell)
    first, _, last = text.partition("/")
    return first, last or first


def _interval(first: str, last: str) -> str:
    return first if first == last else f"{first}/{last}"


def _ends_month(end: date) -> bool:
    return (end + timedelta(days=1)).day == 1
