"""Actors that go from camp to camp: they leave some and join others who are hostile to the first.

A statement of an actor's friendship with one camp, or of its hostility to the other, puts it with
the first; the others put it with the second. So an actor between two camps has one row of
statements, which is divided like that of a pair. The camps are those that change most at one day,
which is sought among the days on which statements begin.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from allegiance.network.reading import according_to
from allegiance.network.shifts.division import fits
from allegiance.network.shifts.pairs import forces, mark_of, statements_of, when_in_words
from allegiance.network.shifts.records import Move, Order, Shift
from allegiance.network.shifts.sequence import (
    Change,
    ContradictoryDates,
    Observation,
    Spell,
    observe,
    order,
    spell,
)
from allegiance.network.shifts.sorting import Memory, Pair, Sorted, by_theatre, ends, pair_of, side
from allegiance.network.ties import Party, strength, voices
from allegiance.ontology.actors import Registry
from allegiance.statements.statement import Statement

_Chosen = NDArray[np.bool_]
_Sides = tuple[NDArray[np.float64], NDArray[np.float64]]

DAYS = 200
"""At most so many days of an actor are tried for its camps; the division then finds the day."""


def moves(
    sorted_: Sorted,
    found: Sequence[Shift],
    by: Collection[str],
    known: Registry,
    memory: Memory,
) -> tuple[Move, ...]:
    """The moves of all actors, the surest first; an actor has one move for each change of camps."""
    foes = _Foes(sorted_, known)
    changes: dict[str, list[Shift]] = defaultdict(list)
    for shift in found:
        for actor in shift.ends:
            changes[actor].append(shift)
    made = (
        move
        for actor, numbers in sorted(_by_actor(sorted_).items())
        for theatre, group in by_theatre(numbers, sorted_.statements, by).items()
        for move in _recalled(_Actor(actor, theatre, group, sorted_), changes[actor], foes, memory)
    )
    return tuple(sorted(made, key=_rank))


def _by_actor(sorted_: Sorted) -> dict[str, list[int]]:
    own: dict[str, list[int]] = defaultdict(list)
    for pair, numbers in sorted_.pairs.items():
        for actor in pair:
            own[actor] += numbers
    return own


def _rank(move: Move) -> tuple[bool, float, float, str, str, str]:
    order_ = move.order != "certain", -move.strength, -strength(move.after)
    return *order_, move.actor.id, move.when or "~", move.theatre or ""


class _Camps(NamedTuple):
    """Those an actor leaves, those it joins, and how many of its ties stay as they are."""

    left: frozenset[str]
    joined: frozenset[str]
    kept: int


class _Actor:
    """What is told of one actor in one theatre, with a date: its observations of each other one."""

    def __init__(
        self, actor: str, theatre: str | None, numbers: Iterable[int], sorted_: Sorted
    ) -> None:
        self.id = actor
        self.theatre = theatre
        self.parties = sorted_.parties
        said: dict[str, list[tuple[Statement, int, Spell]]] = defaultdict(list)
        for n in sorted(numbers):
            statement, when = sorted_.statements[n], sorted_.spells[n]
            if when is not None and not ends(statement):
                one, other = pair_of(statement)
                said[other if one == actor else one].append((statement, side(statement), when))
        self.said = dict(sorted(said.items()))

    def mixes(self) -> bool:
        """Whether it can have moved at all: told of two others, and a friend of one."""
        sides = {side_ for group in self.said.values() for _, side_, _ in group}
        return len(self.said) > 1 and 1 in sides

    def may_move(self, foes: Mapping[str, Set[str]]) -> bool:
        """Whether two others could be turned from or to, or a friend left for another who is its foe."""
        sides = {other: {side_ for _, side_, _ in group} for other, group in self.said.items()}
        friends = {other for other, told in sides.items() if 1 in told}
        turned = sum(len(told) > 1 for told in sides.values())
        return turned > 1 or any(foes[friend] & friends for friend in friends)

    def row(self, camps: _Camps) -> tuple[Observation, ...]:
        """What is told of it and both camps in the order of time: 1 is with those it leaves."""
        return observe(
            (statement, side_ * (1 if other in camps.left else -1), when)
            for other in sorted(camps.left | camps.joined)
            for statement, side_, when in self.said[other]
        )


class _Weights:
    """How friendly and how hostile an actor is told to be to each other, before and after a day.

    A row is a day and how many years around it are looked at, since an actor may go back.
    """

    def __init__(self, actor: _Actor, foes: Mapping[str, Set[str]]) -> None:
        self.others = list(actor.said)
        observed = [observe(actor.said[other]) for other in self.others]
        flat = list(chain.from_iterable(observed))
        self.counts = np.array([len(each) for each in observed])
        self._starts = np.cumsum([0, *self.counts[:-1]])
        self._first = np.array([o.spell.first for o in flat])
        self._length = np.array([o.spell.last for o in flat]) + 1 - self._first
        days = np.array(_thinned(_turning_days(observed)))
        self.before, self.after = self._around(days, flat)
        at = {other: number for number, other in enumerate(self.others)}
        pairs = [(at[one], at[other]) for one, many in foes.items() for other in many]
        ends = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        both = np.concatenate([ends, ends[::-1]], axis=1)
        self._foes = csr_array((np.ones(both.shape[1]), tuple(both)), shape=(len(at), len(at)))

    def _around(
        self, days: NDArray[np.int64], flat: Sequence[Observation]
    ) -> tuple[_Sides, _Sides]:
        """The friendly and hostile weights in each row for each other one, before the day and after."""
        told = [(o.weight, 0.0) if o.side > 0 else (0.0, o.weight) for o in flat]
        weights = np.array(told).T.copy()
        here = self._until(days, weights)
        sums = [
            (here - self._until(days - width, weights), self._until(days + width, weights) - here)
            for width in _WINDOWS
        ]
        joined = (np.concatenate(each, axis=1) for each in zip(*sums, strict=True))
        before, after = (np.maximum(each, 0) for each in joined)
        return (before[0], before[1]), (after[0], after[1])

    def _until(self, days: NDArray[np.int64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """By side, day and other one: the weight of the time that has passed until the day."""
        passed = (days[:, None] - self._first) / self._length
        np.maximum(passed, 0, out=passed)
        np.minimum(passed, 1, out=passed)
        held = passed * weights[:, None, :]
        summed: NDArray[np.float64] = np.add.reduceat(held, self._starts, axis=2)
        return summed

    def best(self, apart_from: Sequence[_Camps]) -> _Camps | None:
        """The camps whose change fits best, if it is worth its penalty, other than those found."""
        before, after = (_signs(f - h) for f, h in (self.before, self.after))
        turned = before * after < 0
        leaves, joins = (before > 0) & (after <= 0), (before <= 0) & (after > 0)
        leaves, joins = (
            leaves & (turned | self._foes_of(joins)),
            joins & (turned | self._foes_of(leaves)),
        )
        for camps in apart_from:
            same = ((leaves | joins) & self._are(camps.left | camps.joined)).any(axis=1)
            leaves[same], joins[same] = False, False
        kept = (before * after > 0).sum(axis=1)
        changed = leaves | joins
        both = leaves.any(axis=1) & joins.any(axis=1)
        enough = (both | ((changed & turned).sum(axis=1) > 1)) & (changed.sum(axis=1) > kept)
        worth = np.where(enough, self._worth(leaves, joins), -1.0)
        if not len(worth) or worth.max() <= 0:
            return None
        at = int(worth.argmax())
        return _Camps(self._names(leaves[at]), self._names(joins[at]), int(kept[at]))

    def _foes_of(self, chosen: _Chosen) -> _Chosen:
        """Who is hostile to one that is chosen, in each row."""
        hostile: _Chosen = (self._foes @ chosen.T.astype(np.float64)).T > 0
        return hostile

    def _worth(self, leaves: _Chosen, joins: _Chosen) -> NDArray[np.float64]:
        """What a change at each day is worth, less its penalty."""
        rows = [
            (
                (friendly * leaves + hostile * joins).sum(axis=1),
                (hostile * leaves + friendly * joins).sum(axis=1),
            )
            for friendly, hostile in (self.before, self.after)
        ]
        whole = fits(rows[0][0] + rows[1][0], rows[0][1] + rows[1][1])
        penalty = np.log(np.maximum((leaves | joins) @ self.counts, 2))
        worth: NDArray[np.float64] = fits(*rows[0]) + fits(*rows[1]) - whole - penalty
        return worth

    def _are(self, actors: Set[str]) -> _Chosen:
        return np.array([other in actors for other in self.others])

    def _names(self, chosen: _Chosen) -> frozenset[str]:
        return frozenset(self.others[at] for at in np.flatnonzero(chosen))


_WINDOWS = [round(365.25 * years) for years in (3000, 10, 3, 1)]


def _turning_days(observed: Iterable[Sequence[Observation]]) -> list[int]:
    """The days on which a side toward another is first told, or told again after the other side."""
    days = set()
    for group in observed:
        last = 0
        for o in group:
            if o.side != last:
                days.add(o.spell.first)
            last = o.side
        days.add(max(o.spell.last for o in group) + 1)
    return sorted(days)


def _thinned(days: Sequence[int]) -> list[int]:
    """All days, or as many as are tried of them, evenly among them."""
    if len(days) <= DAYS:
        return list(days)
    return [days[round(at)] for at in np.linspace(0, len(days) - 1, DAYS)]


def _signs(weights: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.where(np.abs(weights) <= _SLIGHT, 0, np.sign(weights)).astype(np.int64)


_SLIGHT = 0.05
"""A trace of an interval beyond a day tells no side."""


class _Foes:
    """Who is told to be hostile to whom: itself, or a branch or another self of one to one of the other."""

    def __init__(self, sorted_: Sorted, known: Registry) -> None:
        self._foes: dict[str, set[str]] = defaultdict(set)
        self._selves: dict[str, set[str]] = defaultdict(set)
        self._reached: dict[str, set[str]] = {}
        for pair, numbers in sorted_.pairs.items():
            said = [sorted_.statements[n] for n in numbers if not ends(sorted_.statements[n])]
            self._read(pair, said, sorted_)
        self._know(sorted_, known)

    def among(self, others: Set[str], *, without: str) -> dict[str, set[str]]:
        """Who of these is hostile to whom of them, other than through one of the actors."""
        through = without in self._selves
        reach = (self._against(one, without) if through else self._reach(one) for one in others)
        return {one: foes & others - {one} for one, foes in zip(others, reach, strict=True)}

    def _reach(self, one: str) -> set[str]:
        """Whom one or its other selves are hostile to, and their other selves, worked out once."""
        if one not in self._reached:
            self._reached[one] = self._against(one, None)
        return self._reached[one]

    def _against(self, one: str, without: str | None) -> set[str]:
        near = {one, *self._selves.get(one, ())} - {without}
        hostile = set[str]().union(*(self._foes.get(each, ()) for each in near)) - {without}
        return hostile.union(*(self._selves[each] for each in hostile & self._selves.keys()))

    def _read(self, pair: Pair, said: Sequence[Statement], sorted_: Sorted) -> None:
        friendly = [s for s in said if side(s) > 0]
        hostile = [s for s in said if side(s) < 0]
        if hostile and strength(hostile) > max(strength(friendly), 0.0):
            self._join(self._foes, *pair)
        same = [s for s in friendly if s.relation in ("member", "merge")]
        if same and strength(same) > 0:
            self._join_selves(*(sorted_.parties[actor] for actor in pair))

    def _know(self, sorted_: Sorted, known: Registry) -> None:
        for actor, party in sorted_.parties.items():
            for link in known[actor].part_of if actor in known else ():
                if link.as_ in ("part", "branch", "successor") and link.actor in sorted_.parties:
                    self._join_selves(party, sorted_.parties[link.actor])

    def _join_selves(self, one: Party, other: Party) -> None:
        if {one.kind, other.kind} <= {"armed group"}:
            self._join(self._selves, one.id, other.id)

    @staticmethod
    def _join(index: dict[str, set[str]], one: str, other: str) -> None:
        index[one].add(other)
        index[other].add(one)


def _recalled(actor: _Actor, found: Sequence[Shift], foes: _Foes, memory: Memory) -> Sequence[Move]:
    if not actor.mixes():
        return ()
    against = foes.among(actor.said.keys(), without=actor.id)
    if not actor.may_move(against):
        return ()
    given = (
        [[id(said) for said, _, _ in group] for group in actor.said.values()],
        [actor.parties[each] for each in (actor.id, *actor.said)],
        [id(shift) for shift in found],
        against,
    )
    work = partial(_of_actor, actor, found, against)
    return memory.recall((actor.id, actor.theatre), given, lambda: list(work()))


def _of_actor(
    actor: _Actor, found: Sequence[Shift], against: Mapping[str, Set[str]]
) -> Iterator[Move]:
    """The moves of one actor, one pair of camps after the other, the best first."""
    weights = _Weights(actor, against)
    seen: list[_Camps] = []
    while (camps := weights.best(seen)) is not None:
        seen.append(camps)
        for change in order(actor.row(camps)).changes:
            back = _Camps(camps.joined, camps.left, camps.kept)
            yield _record(actor, camps if change.before.side > 0 else back, change, found)


def _record(actor: _Actor, camps: _Camps, change: Change, found: Sequence[Shift]) -> Move:
    said = [s for shift in found for s in _words(shift, actor.id, camps, change)]
    told = tuple({s.id: s for s in said}.values())
    ending = [s for s in told if ends(s)]
    sure: Order = "certain" if change.certain or forces(ending) else "possible"
    party = actor.parties[actor.id]
    left, joined = (tuple(actor.parties[o] for o in sorted(camp)) for camp in camps[:2])
    before, after = statements_of(change.old), statements_of(change.new)
    contrary = statements_of(change.others, denied=True)
    denied = [s for s in statements_of(change.new, denied=True) if s.polarity == "negative"]
    denials = voices(denied, "negative")
    return Move(
        actor=party,
        theatre=actor.theatre,
        left=left,
        joined=joined,
        changed=len(left) + len(joined),
        kept=camps.kept,
        when=change.when,
        order=sure,
        basis="both" if told else "statements",
        strength=round(change.strength, 4),
        before=before,
        after=after,
        contrary=(*contrary, *denied),
        mark=mark_of(change.new),
        told=told,
        voices=voices(after, "positive"),
        denials=denials,
        reading=_reading(party, left, joined, change.when, sure, before, after, denials),
    )


def _words(shift: Shift, actor: str, camps: _Camps, change: Change) -> Iterator[Statement]:
    """The sentences that tell of a pair's change, where it is part of a move and of its time."""
    (other,) = shift.ends - {actor}
    leaves = other in camps.left and shift.from_ == "friendly"
    joins = other in camps.joined and shift.to == "friendly"
    if leaves or joins:
        for said in shift.told:
            when = _spell(said)
            if when is None or when.meets(change.earliest, change.latest):
                yield said


def _spell(said: Statement) -> Spell | None:
    try:
        return spell(said)
    except ContradictoryDates:
        return None


def _reading(
    actor: Party,
    left: Sequence[Party],
    joined: Sequence[Party],
    when: str | None,
    sure: Order,
    before: Sequence[Statement],
    after: Sequence[Statement],
    denials: Sequence[str],
) -> str:
    hedge = "" if sure == "certain" else "possibly "
    name = f"{actor.name[:1].upper()}{actor.name[1:]}"
    then = according_to(voices(after, "positive"), denials)
    if not (left and joined):
        way = f"away from {_listed(left)}" if left else f"over to {_listed(joined)}"
        return f"{name} {hedge}moved {way} {when_in_words(when)}{then}."
    first = according_to(voices(before, "positive"))
    return (
        f"{name} {hedge}moved from {_listed(left)} to {_listed(joined)} {when_in_words(when)}:"
        f" first with {_listed(left)}{first}, then with {_listed(joined)}{then}."
    )


def _listed(parties: Sequence[Party]) -> str:
    names = [party.name for party in parties[:_SHOWN]]
    if rest := len(parties) - len(names):
        names.append(f"{rest} other{'s' if rest > 1 else ''}")
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


_SHOWN = 5
"""A sentence names so many of a camp; the record has them all."""
