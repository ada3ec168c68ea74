"""Balance over time: one exact answer for each window of years."""

from collections.abc import Iterable, Sequence

import msgspec

from allegiance.network.balance.balance import Balance, frustration
from allegiance.network.balance.signed import NoBalance, Weight
from allegiance.network.ties import tie, told
from allegiance.statements.statement import Statement


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """The balance of one window of years; None where no signed tie is told to hold in it."""

    first: int
    last: int
    statements: int
    balance: Balance | None

    @property
    def label(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


def series(
    statements: Iterable[Statement],
    *,
    years: int = 1,
    step: int = 1,
    weight: Weight = "one",
    time_limit: float | None = None,
) -> list[Window]:
    """The balance of each window of so many years, every `step` years, from the first told to the last.

    A statement counts in every window in which it is told to hold; one without a date in none.
    `time_limit` is for each window. Raises NoBalance where nothing is dated, or a number is none.
    """
    if years < 1 or step < 1:
        raise NoBalance("a window has one year or more, and the next begins a year later or more")
    dated = [said for said in statements if all(told(said))]
    if not dated:
        raise NoBalance("no statement tells when it holds; a series needs dates")
    starts = [int(str(told(said)[0])[:4]) for said in dated]
    ends = [int(str(told(said)[1])[:4]) for said in dated]
    last = max(max(ends) - years + 1, min(starts))
    return [
        _window(dated, first, first + years - 1, weight, time_limit)
        for first in range(min(starts), last + 1, step)
    ]


def _window(
    dated: Sequence[Statement], first: int, last: int, weight: Weight, time_limit: float | None
) -> Window:
    held = [
        s
        for s in dated
        if str(told(s)[0])[:4] <= f"{last:04}" and str(told(s)[1])[:4] >= f"{first:04}"
    ]
    try:
        found = frustration(tie(held, by=()), weight=weight, time_limit=time_limit)
    except NoBalance:
        found = None
    return Window(first=first, last=last, statements=len(held), balance=found)
