"""The two camps, how far the network is from them, and the ties that break them."""

from collections.abc import Mapping, Sequence

import msgspec

from allegiance.network.balance import Balance, Frustrated, NoBalance, Window, frustration, series
from allegiance.network.brokers import sides_of
from allegiance.network.reading import clause
from allegiance.network.ties import Tie, tie, told, voices
from allegiance.statements.statement import Statement
from allegiance.views.answers.records import Finding, Who, counted, digest, legs, number

LIMIT = 5.0
"""Seconds for the camps of the whole; each window has a tenth."""
WINDOWS = 24


class Years(msgspec.Struct, frozen=True, kw_only=True):
    """The camps of one window of years: bounds on the index, None where it has no signed tie."""

    first: int
    last: int
    statements: int
    ties: int
    lower: float | None
    upper: float | None
    proved: bool


class Camps(msgspec.Struct, frozen=True, kw_only=True):
    """How far a network is from two camps, and what breaks them.

    `lower` and `upper` bound the frustration index, and meet where it is `proved`. `sides` is the
    camp, 1 or 2, of each actor as the texts name it; `wholes` is whom it is read as where that is
    another. `broken` is the least set of ties that breaks the camps, or the least that was found.
    """

    lower: float
    upper: float
    gap: float
    proved: bool
    reading: str
    actors: int
    ties: int
    negative: int
    camps: tuple[tuple[Who, ...], ...]
    sides: dict[str, int]
    wholes: dict[str, Who]
    broken: tuple[Finding, ...]
    years: tuple[Years, ...]
    silence: str | None = None


def camps(said: Sequence[Statement], read: Sequence[Statement]) -> Camps:
    """The camps of statements; `read` are the same, their ends read as the states they stand for."""
    wholes = _wholes(said, read)
    try:
        found = frustration(tie(read, by=()), time_limit=LIMIT)
    except NoBalance as nothing:
        return _none(str(nothing), wholes)
    side = sides_of(found)
    ids = {tied for made in (found.network.u, found.network.v) for tied in made.tolist()}
    members = {found.network.actors[tied] for tied in ids}
    return Camps(
        lower=found.lower,
        upper=found.upper,
        gap=found.gap,
        proved=found.proved,
        reading=_reading(found),
        actors=found.actors,
        ties=found.ties,
        negative=found.negative,
        camps=_camps(found, side, members),
        sides=_sides(said, side, members, wholes),
        wholes=wholes,
        broken=tuple(map(_broken, found.frustrated)),
        years=tuple(_years(read)),
    )


def _none(silence: str, wholes: dict[str, Who]) -> Camps:
    return Camps(
        lower=0, upper=0, gap=0, proved=True, reading="", actors=0, ties=0, negative=0, camps=(),
        sides={}, wholes=wholes, broken=(), years=(), silence=silence,
    )  # fmt: skip


def _reading(found: Balance) -> str:
    network = f"{counted(found.ties, 'tie')} between {counted(found.actors, 'actor')}"
    if not found.upper:
        return f"{network} split into two camps, and no tie breaks them. That is proved."
    least, broken = number(found.upper), len(found.frustrated)
    told = f"{counted(broken, 'tie')} of {network} {'breaks' if broken == 1 else 'break'} the two camps"
    if found.proved:
        return f"{told}, and no other split breaks fewer: that is proved."
    return f"{told}; at least {number(found.lower)} must, and whether {least} must is not proved."


def _camps(
    found: Balance, side: Mapping[str, int], members: set[str]
) -> tuple[tuple[Who, ...], ...]:
    """The two camps, those with most ties first in each."""
    net = found.network
    degree = dict.fromkeys(net.actors, 0)
    for end in (*net.u.tolist(), *net.v.tolist()):
        degree[net.actors[end]] += 1
    names = net.names or {}
    order = sorted(members, key=lambda each: (-degree[each], names.get(each, each)))
    return tuple(
        tuple(Who(id=each, name=names.get(each, each)) for each in order if side[each] == camp)
        for camp in (1, 2)
        if any(side[each] == camp for each in order)
    )


def _wholes(said: Sequence[Statement], read: Sequence[Statement]) -> dict[str, Who]:
    """Whom each actor is read as, where that is another: at the first date that tells it."""
    found: dict[str, Who] = {}
    for before, after in zip(said, read, strict=True):
        for end, whole in ((before.source, after.source), (before.target, after.target)):
            if end.id != whole.id:
                found.setdefault(end.id, Who(id=whole.id, name=whole.name))
    return found


def _sides(
    said: Sequence[Statement],
    side: Mapping[str, int],
    members: set[str],
    wholes: Mapping[str, Who],
) -> dict[str, int]:
    ends = {end.id for one in said for end in (one.source, one.target)} | members
    stands = {end: wholes[end].id if end in wholes else end for end in ends}
    return {end: side[stands[end]] for end in sorted(ends) if stands[end] in members}


def _broken(found: Frustrated) -> Finding:
    for_ = [made for made in found.ties if made.sign == found.sign]
    against = [made for made in found.ties if made.sign == -found.sign]
    how = "friendly across the camps" if found.sign > 0 else "hostile within a camp"
    said = [one for made in for_ for one in made.statements]
    other = [one for made in against for one in made.statements]
    return Finding(
        id=digest(found.source, found.target),
        title=f"{found.source} and {found.target}",
        reading=_told(for_) if for_ else f"{found.source} and {found.target}: {how}.",
        facts=(how, counted(len(said), "sentence")),
        legs=legs(((how.capitalize(), found.sign, said), ("Told otherwise", -found.sign, other))),
    )


def _told(ties: Sequence[Tie]) -> str:
    """The tie that is told most firmly, with who says so."""
    made = max(ties, key=lambda each: each.strength)
    affirmed, denied = (voices(made.statements, which) for which in ("positive", "negative"))
    return f"{clause(made, voices=affirmed, denials=denied)}."


def _years(read: Sequence[Statement]) -> list[Years]:
    """Windows of one year, or of as many as make no more than some two dozen windows."""
    days = [day for one in read for day in told(one) if day]
    if not days:
        return []
    span = int(max(days)[:4]) - int(min(days)[:4]) + 1
    length = -(-span // WINDOWS)
    try:
        found = series(read, years=length, step=length, time_limit=LIMIT / 10)
    except NoBalance:
        return []
    return [_window(window) for window in found] if len(found) > 1 else []


def _window(window: Window) -> Years:
    found = window.balance
    return Years(
        first=window.first,
        last=window.last,
        statements=window.statements,
        ties=found.ties if found else 0,
        lower=found.lower if found else None,
        upper=found.upper if found else None,
        proved=bool(found and found.proved),
    )
