"""Between camps: who has friends in both, on whom the camps rest, and who could speak to both sides.

The camps are those of `balance`: the two that break the least weight of ties. A *broker* has
friendly ties into both, or with both ends of a hostile tie (Gould and Fernandez 1989, "Structures of mediation",
Sociological Methodology 19). Whether the camps rest on an actor is not guessed from its place
but recomputed: the frustration index of the network without it, and of the networks in which it
takes one side in all its ties, each with its bounds. An *entry point* for mediation talks with, or is a
friend of, both ends of a hostile tie. This is what is told of them; whether anyone should be asked is for people to judge.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from math import log2
from time import monotonic
from typing import Literal, NamedTuple

import msgspec

from allegiance.network.balance import Balance, NoBalance, frustration, signed
from allegiance.network.balance.signed import Weight
from allegiance.network.reading import clause
from allegiance.network.ties import Party, Tie, voices
from allegiance.statements.statement import Statement

How = Literal["gone", "with its camp", "with the other camp"]


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """The network once an actor is gone, or takes the side of a camp in all its ties.

    `lower` and `upper` bound its frustration index. `changes` is True where none of the best camps of
    the rest stays among the best, False where one does, None where the bounds do not tell. `moved`
    are those of the rest who change sides between the camps that were found; others may be as good.
    """

    how: How
    lower: int | float
    upper: int | float
    proved: bool
    changes: bool | None
    moved: tuple[str, ...]


class Broker(msgspec.Struct, frozen=True, kw_only=True):
    """An actor of camp 1 or 2, its friendly ties into its camp and into the other, and its hostile ones.

    `between` are pairs of friends of it who are told to be hostile to each other. `turns` is
    what would become of the camps, empty where it was not recomputed.
    """

    actor: Party
    camp: int
    near: tuple[Tie, ...]
    far: tuple[Tie, ...]
    hostile: tuple[Tie, ...]
    between: tuple[tuple[str, str], ...]
    turns: tuple[Turn, ...]

    @property
    def bridges(self) -> bool:
        """Whether it has friends in both camps, or on both sides of a hostile tie."""
        return bool(self.near and self.far) or bool(self.between)

    @property
    def decisive(self) -> bool:
        """Whether the camps of the rest change for certain without it, or once it takes a side."""
        return any(turn.changes for turn in self.turns)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The sentences behind its friendly ties."""
        return tuple(chain.from_iterable(made.statements for made in (*self.near, *self.far)))


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An actor with ties or talks on both sides of hostile ties.

    `contacts` are its friendly ties and talks with the ends of the hostile pairs `between`; `against` its
    own hostile ties. `reasons` say each contact in words with its voices, `doubts` what speaks against.

        score = sum over pairs of min over its two ends of log2(1 + strength of the contacts with it)
                / (1 + log2(1 + strength of the ties against))

    The weaker side decides. It does not depend on which of several best camps were found.
    """

    actor: Party
    contacts: tuple[Tie, ...]
    between: tuple[tuple[str, str], ...]
    against: tuple[Tie, ...]
    score: float
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The sentences behind its contacts."""
        return tuple(chain.from_iterable(made.statements for made in self.contacts))


class Between(msgspec.Struct, frozen=True, kw_only=True):
    """The camps, who stands between them, on whom they rest, and who could speak to both.

    `brokers` bridge the camps, those between most hostile pairs first; `pivots` do not, but the camps
    change for certain without them. `tried` of `candidates` actors were recomputed.
    """

    lower: int | float
    upper: int | float
    proved: bool
    camps: tuple[tuple[str, ...], ...]
    brokers: tuple[Broker, ...]
    pivots: tuple[Broker, ...]
    entries: tuple[Entry, ...]
    tried: int
    candidates: int


def brokers(
    ties: Iterable[Tie],
    *,
    weight: Weight = "one",
    most: int = 40,
    time_limit: float | None = 10.0,
    total: float = 60.0,
) -> Between:
    """Who stands between the camps of these ties.

    The network is recomputed for `most` actors, brokers first and then those with most ties, each time with
    `time_limit` seconds, and for no more of them once `total` seconds have gone. An actor with one tie alone is no candidate: nothing rests on it.

    Raises NoBalance as `balance.frustration` does.
    """
    made = list(ties)
    world = _World(frustration(signed(made, weight=weight), time_limit=time_limit), made)
    order = sorted(world.candidates(), key=world.rank)
    begun, drafts = monotonic(), []
    for number, actor in enumerate(order):
        recompute = number < most and monotonic() - begun < total
        drafts.append(world.broker(actor, recompute=recompute, limit=time_limit))
    found = world.found
    return Between(
        lower=found.lower,
        upper=found.upper,
        proved=found.proved,
        camps=found.camps,
        brokers=tuple(each for each in drafts if each.bridges),
        pivots=tuple(each for each in drafts if not each.bridges and each.decisive),
        entries=tuple(sorted(world.entries(), key=lambda entry: (-entry.score, entry.actor.id))),
        tried=sum(bool(each.turns) for each in drafts),
        candidates=len(order),
    )


def between_camps(found: Balance, ties: Iterable[Tie]) -> tuple[list[Party], list[Party]]:
    """Who bridges these camps and who could speak to both sides, in the order of `brokers`: names alone."""
    world = _World(found, list(ties))
    order = sorted(world.candidates(), key=world.rank)
    scored = sorted((-world.score(*each), each[0]) for each in world.quarrels())
    return (
        [world.parties[actor] for actor in order if world.bridges(actor)],
        [world.parties[actor] for _, actor in scored],
    )


class _Row(NamedTuple):
    """A pair of the network: two ids, and a signed weight in units."""

    one: str
    other: str
    weight: int


class _World:
    """The network by ids: sides, rows, and the ties behind each pair."""

    def __init__(self, found: Balance, ties: Sequence[Tie]) -> None:
        net = found.network
        self.found = found
        self._unit = net.unit
        self.rows = [
            _Row(net.actors[u], net.actors[v], w)
            for u, v, w in zip(net.u.tolist(), net.v.tolist(), net.weight.tolist(), strict=True)
        ]
        self._of: dict[str, dict[str, int]] = defaultdict(dict)
        for one, other, w in self.rows:
            self._of[one][other] = self._of[other][one] = w
        self.side = sides_of(found)
        self._told: dict[frozenset[str], list[Tie]] = defaultdict(list)
        self.parties: dict[str, Party] = {}
        self._strength: dict[int, float] = {}
        self._quarrelling: dict[str, list[tuple[str, str]]] = {}
        for made in ties:
            if _stands(made):
                self._strength[id(made)] = made.strength
                self._told[frozenset((made.source.id, made.target.id))].append(made)
                self.parties.update({end.id: end for end in (made.source, made.target)})
        for told in self._told.values():
            told.sort(key=lambda made: (-self._strength[id(made)], made.relation, made.source.id))

    def candidates(self) -> list[str]:
        return [actor for actor, others in self._of.items() if len(others) > 1]

    def rank(self, actor: str) -> tuple[bool, int, int, str]:
        """Brokers first, those between most hostile pairs, then those with most ties."""
        friends = {self.side[other] for other, w in self._of[actor].items() if w > 0}
        between = len(self._between(actor))
        return not between and len(friends) < 2, -between, -len(self._of[actor]), actor

    def bridges(self, actor: str) -> bool:
        """Whether it has friends in both camps, or on both sides of a hostile tie."""
        near, far, _ = self._sorted(actor)
        return bool(near and far) or bool(self._between(actor))

    def _sorted(self, actor: str) -> tuple[list[Tie], list[Tie], list[Tie]]:
        """Its friendly ties into its camp and into the other, and its hostile ones."""
        near: list[Tie] = []
        far: list[Tie] = []
        hostile: list[Tie] = []
        for other, w in sorted(self._of[actor].items()):
            ties = self._ties(actor, other, 1 if w > 0 else -1)
            home = self.side[other] == self.side[actor]
            (hostile if w < 0 else near if home else far).extend(ties)
        return near, far, hostile

    def broker(self, actor: str, *, recompute: bool, limit: float | None) -> Broker:
        near, far, hostile = self._sorted(actor)
        return Broker(
            actor=self.parties[actor],
            camp=self.side[actor],
            near=tuple(near),
            far=tuple(far),
            hostile=tuple(hostile),
            between=self._named(self._between(actor)),
            turns=tuple(self._turns(actor, limit)) if recompute else (),
        )

    def entries(self) -> Iterator[Entry]:
        """Those who reach both ends of a hostile tie."""
        return (self._entry(actor, between) for actor, between in self.quarrels())

    def quarrels(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Who reaches both ends of hostile ties, and of which."""
        reach: dict[str, set[str]] = defaultdict(set)
        for pair, ties in self._told.items():
            one, other = sorted(pair) if len(pair) > 1 else (*pair, *pair)
            weight = self._of.get(one, {}).get(other, 0)
            if one != other and weight >= 0 and any(made.sign >= 0 for made in ties):
                reach[one].add(other)
                reach[other].add(one)
        opposed = [(one, other) for one, other, w in self.rows if w < 0]
        for actor, contacts in reach.items():
            between = [(a, b) for a, b in opposed if a in contacts and b in contacts]
            if between:
                yield actor, between

    def score(self, actor: str, between: Sequence[tuple[str, str]]) -> float:
        """As in `Entry`."""
        held = {other: self._held(ties) for other, ties in self._contacts(actor, between).items()}
        reached = sum(min(held[one], held[other]) for one, other in between)
        return round(reached / (1 + self._held(self._against(actor))), 6)

    def _contacts(
        self, actor: str, between: Sequence[tuple[str, str]]
    ) -> Mapping[str, Sequence[Tie]]:
        return {
            other: self._ties(actor, other, 1) + self._ties(actor, other, 0)
            for other in sorted(set(chain.from_iterable(between)))
        }

    def _against(self, actor: str) -> list[Tie]:
        foes = [other for other, w in self._of.get(actor, {}).items() if w < 0]
        return [made for other in sorted(foes) for made in self._ties(actor, other, -1)]

    def _held(self, ties: Iterable[Tie]) -> float:
        return log2(1 + sum(self._strength[id(made)] for made in ties))

    def _entry(self, actor: str, between: Sequence[tuple[str, str]]) -> Entry:
        told = list(chain.from_iterable(self._contacts(actor, between).values()))
        against = self._against(actor)
        return Entry(
            actor=self.parties[actor],
            contacts=tuple(told),
            between=self._named(between),
            against=tuple(against),
            score=self.score(actor, between),
            reasons=tuple(map(_told, told)),
            doubts=tuple(map(_told, against)),
        )

    def _ties(self, one: str, other: str, sign: int) -> list[Tie]:
        """The ties of that sign behind a pair, the firmest first."""
        return [made for made in self._told[frozenset((one, other))] if made.sign == sign]

    def _between(self, actor: str) -> list[tuple[str, str]]:
        """Pairs of its friends that are hostile to each other."""
        if actor not in self._quarrelling:
            self._quarrelling[actor] = self._hostile_friends(actor)
        return self._quarrelling[actor]

    def _hostile_friends(self, actor: str) -> list[tuple[str, str]]:
        friends = sorted(other for other, w in self._of[actor].items() if w > 0)
        return [
            (one, other)
            for at, one in enumerate(friends)
            for other in friends[at + 1 :]
            if self._of[one].get(other, 0) < 0
        ]

    def _named(self, pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        return tuple((self.parties[a].name, self.parties[b].name) for a, b in pairs)

    def _turns(self, actor: str, limit: float | None) -> Iterator[Turn]:
        """The network without the actor, and with all its ties fitted to a camp.

        Where the camps stay the best without it, they stay so on either side too, for they break nothing
        of its fitted ties: no partition breaks less than the index of the rest.
        """
        side = self.side
        turned: dict[How, Callable[[_Row], _Row | None]] = {
            "gone": lambda row: None,
            "with its camp": lambda row: _fitted(row, side[row.one] == side[row.other]),
            "with the other camp": lambda row: _fitted(row, side[row.one] != side[row.other]),
        }
        settled: Turn | None = None
        for how, turn in turned.items():
            if settled is not None:
                yield msgspec.structs.replace(settled, how=how)
                continue
            rows = [turn(row) if actor in row[:2] else row for row in self.rows]
            made = self._turn(how, actor, [row for row in rows if row is not None], limit)
            if how == "gone" and self._settles(actor, made):
                settled = made
            yield made

    def _settles(self, actor: str, gone: Turn) -> bool:
        """Whether the camps that were found are proved to be among the best without the actor."""
        broken = sum(
            abs(weight)
            for one, other, weight in self.rows
            if actor not in (one, other) and (weight > 0) != (self.side[one] == self.side[other])
        )
        proved = self.found.proved and gone.proved
        return proved and self._unit * broken == _exact(gone.lower)

    def _lasts(self, rows: Iterable[_Row], actor: str, found: Balance) -> bool:
        """Whether the very camps that were found are among the best, on whichever side the actor is."""
        broken = [0, 0]
        for one, other, weight in rows:
            fits = (weight > 0) == (self.side[one] == self.side[other])
            broken[0] += 0 if fits else abs(weight)
            broken[1] += abs(weight) if fits == (actor in (one, other)) else 0
        return self.found.proved and self._unit * min(broken) <= _exact(found.lower)

    def _turn(self, how: How, actor: str, rows: Sequence[_Row], limit: float | None) -> Turn:
        try:
            found = frustration(_weighed(rows, self._unit), time_limit=limit)
        except NoBalance:
            return Turn(how=how, lower=0, upper=0, proved=True, changes=False, moved=())
        changes: bool | None = False
        if not self._lasts(rows, actor, found):
            apart = [_renamed(row, actor) for row in rows]
            both = _weighed([*self.rows, *apart], self._unit)
            changes = camps_change(self.found, found, both, time_limit=limit)
        moved = changed_sides(self.side, sides_of(found), rows, actor) if changes else ()
        return Turn(
            how=how,
            lower=found.lower,
            upper=found.upper,
            proved=found.proved,
            changes=changes,
            moved=tuple(self.parties[each].name for each in moved),
        )


def camps_change(
    before: Balance,
    after: Balance,
    both: Sequence[tuple[str, str, int, float]],
    *,
    time_limit: float | None = None,
) -> bool | None:
    """Whether no best camps before are among the best after; None where the bounds do not tell.

    `both` are the rows of the two networks together. Camps that are best in each exist exactly where

        L(both) = L(before) + L(after),

    since no partition breaks less in one of them than its index. So the answer does not depend on
    which of several best camps were found.
    """
    try:
        together = frustration(both, time_limit=time_limit)
        lower, upper = _exact(together.lower), _exact(together.upper)
    except NoBalance:
        lower = upper = Fraction(0)
    rest = _cancelled(both)
    if lower + rest > _exact(before.upper) + _exact(after.upper):
        return True
    return False if upper + rest <= _exact(before.lower) + _exact(after.lower) else None


def _cancelled(rows: Iterable[tuple[str, str, int, float]]) -> Fraction:
    """What any camps break where the rows of one pair have both signs: the lighter side of them."""
    for_: dict[frozenset[str], Fraction] = defaultdict(Fraction)
    against: dict[frozenset[str], Fraction] = defaultdict(Fraction)
    for one, other, sign, weight in rows:
        held = (for_ if sign > 0 else against)[frozenset((one, other))]
        (for_ if sign > 0 else against)[frozenset((one, other))] = held + abs(sign) * _exact(weight)
    return sum((min(held, against[pair]) for pair, held in for_.items()), Fraction(0))


def _weighed(rows: Iterable[_Row], unit: Fraction) -> list[tuple[str, str, int, float]]:
    return [(one, other, weight, float(unit)) for one, other, weight in rows]


def _renamed(row: _Row, actor: str) -> _Row:
    """The actor under another name, as it may stand elsewhere before and after."""
    one, other = (f"{end}'" if end == actor else end for end in row[:2])
    return _Row(one, other, row.weight)


def sides_of(found: Balance) -> dict[str, int]:
    """The camp of each actor, 1 or 2; 1 is the larger."""
    net = found.network
    side = {name: found.solution.side[number] for number, name in enumerate(net.actors)}
    tied = set(net.u.tolist()) | set(net.v.tolist())
    first = sum(found.solution.side[number] for number in tied) >= 0
    return {name: 1 if (s > 0) == first else 2 for name, s in side.items()}


def _stands(made: Tie) -> bool:
    """Whether a tie is affirmed more firmly than denied, between two actors that are named."""
    kinds = {made.source.kind, made.target.kind}
    return made.strength > 0 and not kinds & {"place", "unknown"}


def _fitted(row: _Row, friendly: bool) -> _Row:
    return row._replace(weight=abs(row.weight) if friendly else -abs(row.weight))


def _exact(value: int | float) -> Fraction:
    return Fraction(str(value))


def changed_sides(
    before: Mapping[str, int],
    after: Mapping[str, int],
    rows: Iterable[tuple[str, str, int]],
    actor: str | None = None,
) -> list[str]:
    """Who changes sides, but for the actor itself: in each part of the network, the fewer."""
    near: dict[str, list[str]] = defaultdict(list)
    for one, other, _ in rows:
        near[one].append(other)
        near[other].append(one)
    found: list[str] = []
    seen: set[str] = set()
    for start in near:
        if start in seen:
            continue
        part, waiting = [], [start]
        seen.add(start)
        while waiting:
            here = waiting.pop()
            part.append(here)
            fresh = [each for each in near[here] if each not in seen]
            seen.update(fresh)
            waiting.extend(dict.fromkeys(fresh))
        rest = [each for each in part if each != actor]
        changed = [each for each in rest if before[each] != after[each]]
        same = [each for each in rest if before[each] == after[each]]
        found += changed if len(changed) <= len(same) else same
    return sorted(found)


def _told(made: Tie) -> str:
    return clause(
        made,
        voices=voices(made.statements, "positive"),
        denials=voices(made.statements, "negative"),
    )
