"""Double games: who is hostile to an actor and friendly to it, or to its other self, elsewhere.

A double game is a triangle or a pair whose signs do not fit together (Heider 1946; Cartwright
and Harary 1956, "Structural balance", Psychological Review 63). It is what is told, by
the voices on each leg: a game that one author alleges is not one that two sides admit.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, islice, product
from math import inf, log2, prod
from typing import Literal, NamedTuple

import msgspec

from allegiance.network.reading import according_to, clause, words
from allegiance.network.ties import Party, Tie, Wholes, acted, holds, strength, tie, voices
from allegiance.ontology.actors import Registry, registry
from allegiance.statements.statement import Statement

Apart = Literal["theatre", "period", "relation"]
Pattern = Literal["direct", "through", "both"]


class Leg(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a game: what the actor, or a part of it, is told to do to the other.

    `tie` is the most firmly held tie of this side, with the ends that the texts name; `also` are
    the others of the same sign and theatre, between the same two wholes. `voices` affirm it,
    `denials` deny it.
    """

    tie: Tie
    also: tuple[Tie, ...]
    voices: tuple[str, ...]
    denials: tuple[str, ...]

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(chain.from_iterable(t.statements for t in (self.tie, *self.also)))


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """What makes two actors one side: a tie, or a membership that the registry knows.

    `basis` says which; `tie` is None where it is the registry, and `since` and `until` are its
    dates then.
    """

    source: Party
    relation: str
    target: Party
    basis: Literal["statement", "registry"]
    tie: Tie | None
    voices: tuple[str, ...]
    since: str | None = None
    until: str | None = None

    @property
    def ends(self) -> tuple[str, str]:
        return self.source.id, self.target.id


class DoubleGame(msgspec.Struct, frozen=True, kw_only=True):
    """`actor` is hostile to `against` and friendly to `towards`, which is the same side.

    `direct`: `towards` is `against`. `through`: one or two `links` tie them. `both`: the actor is
    friendly to both sides of a hostile tie, or to a side and another self of the other; `hostile` is
    then the tie between the two sides, and the first of `links` what the actor does for `against`. `apart` says in what the hostile and the friendly leg differ:
    theatre, period, or no more than relation. `others` counts the weaker games of the same actor
    against the same one, which are folded into this one.
    """

    actor: Party
    against: Party
    towards: Party
    pattern: Pattern
    hostile: Leg
    friendly: Leg
    links: tuple[Link, ...]
    apart: tuple[Apart, ...]
    score: float
    reading: str
    others: int = 0

    @property
    def according_to(self) -> tuple[tuple[str, ...], ...]:
        """The voices of the hostile leg, of the friendly leg, and of each link."""
        return (self.hostile.voices, self.friendly.voices, *(link.voices for link in self.links))


def double_games(
    said: Iterable[Statement] | Iterable[Tie],
    *,
    limit: int | None = None,
    known: Registry | None = None,
) -> list[DoubleGame]:
    """The double games that statements (or ties) tell, the best held and furthest apart first.

    Parts are read as their whole, so that a leg of French troops and a leg of the French
    government are a game of France. One actor has one game against one other, and its third game
    comes after the first two of everybody else.

        score = pattern * apart * links * min over legs and links of log2(1 + strength)

    with `strength` as in `ties.strength`: voices by certainty, less denials.
    """
    known = registry() if known is None else known
    sides = _Sides(_as_ties(said), known)
    best: dict[tuple[str, str], _Draft] = {}
    folded: dict[tuple[str, str], int] = defaultdict(int)
    for draft in chain(_direct(sides), _through(sides), _both(sides)):
        pair = draft.actor, draft.against
        folded[pair] += 1
        if pair not in best or draft.goes_before(best[pair]):
            best[pair] = draft
    chosen = islice(_spread(best.values()), limit)
    return [_game(draft, sides, folded[draft.actor, draft.against] - 1) for draft in chosen]


class _Draft(NamedTuple):
    """A game before it is written down: ids of wholes, legs, links and score."""

    score: float
    actor: str
    against: str
    towards: str
    pattern: Pattern
    hostile: "_Side"
    friendly: "_Side"
    links: tuple["_Bond", ...]
    apart: tuple[Apart, ...]

    @property
    def order(self) -> tuple[float, str, str, str, tuple[str, ...]]:
        """Best first; equals in the order of their names, so that two runs agree."""
        theatres = self.hostile.theatre or "", self.friendly.theatre or ""
        ends = chain.from_iterable(bond.link.ends for bond in self.links)
        rest = self.pattern, *theatres, str(self.friendly.taken), *ends
        return -self.score, self.actor, self.against, self.towards, rest

    def goes_before(self, other: "_Draft") -> bool:
        if self.score != other.score:
            return self.score > other.score
        return self.order < other.order


class _Side(NamedTuple):
    """All ties of one sign from one whole to another in one theatre, best first."""

    ties: tuple[Tie, ...]
    held: float
    theatre: str | None
    period: tuple[str, str] | None
    past: bool
    taken: bool
    alone: tuple[str, int] | None
    """The document and place of the one sentence that tells it, None where several do."""


class _Bond(NamedTuple):
    """A link before it is written down."""

    link: Link
    held: float
    weight: float


class _Path(NamedTuple):
    """Two links that meet in a body."""

    middle: str
    near: _Bond
    far: _Bond


class _Sides:
    """Ties indexed by the wholes at their ends: who is hostile, friendly and linked to whom."""

    def __init__(self, ties: Iterable[Tie], known: Registry) -> None:
        self.known = known
        self.parties: dict[str, Party] = {}
        self.hostile: _Index = {}
        self.friendly: _Index = {}
        self.taken: _Index = {}
        self.links: dict[str, dict[str, _Bond]] = defaultdict(dict)
        self._wholes = Wholes(known)
        self._read(ties)
        self._know()

    def _read(self, ties: Iterable[Tie]) -> None:
        groups: dict[tuple[int, str, str, str | None, bool], list[Tie]] = defaultdict(list)
        for made in ties:
            if made.sign == 0 or made.affirmed == 0 or "place" in _kinds(made):
                continue
            source, target = (self._whole(end, made) for end in (made.source, made.target))
            if source == target or "unknown" in _kinds(made):
                continue
            groups[made.sign, source, target, made.theatre, False].append(made)
            both_ways = made.symmetric or made.relation in _BOTH_WAYS
            if both_ways or made.sign > 0:
                groups[made.sign, target, source, made.theatre, not both_ways].append(made)
            if made.relation in LINKS:
                self._link(source, target, _told_bond(made))
        for (sign, source, target, theatre, taken), group in groups.items():
            index = self.hostile if sign < 0 else self.taken if taken else self.friendly
            side = _side(group, theatre, taken)
            index.setdefault(source, {}).setdefault(target, []).append(side)

    def _whole(self, end: Party, made: Tie) -> str:
        when = made.first or min(filter(None, map(acted, made.statements)), default=None)
        whole = self._wholes.of(end, when)
        self.parties.setdefault(whole.id, whole)
        return whole.id

    def end_of(self, made: Tie, whole: str) -> str | None:
        """The end of a tie that is that whole or a part of it."""
        ends = (made.source, made.target)
        return next((end.id for end in ends if self._whole(end, made) == whole), None)

    def _know(self) -> None:
        """Add the registry's memberships among the actors that the ties speak of."""
        for actor in [actor for actor in self.parties if actor in self.known]:
            for known in self.known[actor].part_of:
                if known.as_ not in MEMBERSHIPS or known.actor not in self.known:
                    continue
                above = self.known[known.actor]
                self.parties.setdefault(
                    above.id,
                    Party(id=above.id, name=above.name, kind=above.kind, country=above.country),
                )
                relation, weight = MEMBERSHIPS[known.as_]
                link = Link(
                    source=self.parties[actor],
                    relation=relation,
                    target=self.parties[above.id],
                    basis="registry",
                    tie=None,
                    voices=("the registry",),
                    since=known.since,
                    until=known.until,
                )
                self._link(actor, above.id, _Bond(link, 1.0, weight))

    def _link(self, one: str, other: str, bond: _Bond) -> None:
        """Keep the best bond of a pair; what is told goes before what the registry knows."""
        kept = self.links[one].get(other)
        if kept is None or _firmness(bond) > _firmness(kept):
            self.links[one][other] = self.links[other][one] = bond


_Index = dict[str, dict[str, list[_Side]]]

_BOTH_WAYS = {"ally", "merge", "member", "command"}
LINKS: Mapping[str, float] = {
    "merge": 1.0, "member": 0.9, "command": 0.9, "ally": 0.8, "support": 0.5,
}  # fmt: skip
MEMBERSHIPS: Mapping[str, tuple[str, float]] = {
    "part": ("member", 0.9), "branch": ("member", 0.9), "successor": ("merge", 0.9),
    "leader": ("command", 0.9), "ally": ("ally", 0.6),
}  # fmt: skip
OTHER_SELVES = 64
"""A body with more links than this is no other self of its members, but a world they share."""


def _as_ties(said: Iterable[Statement] | Iterable[Tie]) -> list[Tie]:
    mixed = list(said)
    made = [one for one in mixed if isinstance(one, Tie)]
    return made + tie(one for one in mixed if isinstance(one, Statement))


def _kinds(made: Tie) -> set[str]:
    return {made.source.kind, made.target.kind}


def _side(group: Sequence[Tie], theatre: str | None, taken: bool) -> _Side:
    """Fold ties into one side; help that is taken and not given counts half."""
    ordered = tuple(sorted(group, key=_firmest))
    statements = [s for made in ordered for s in made.statements]
    affirmed = [s for s in statements if s.polarity == "positive"]
    dates = [(t.first, t.last) for t in ordered if t.first and t.last]
    period = (min(f for f, _ in dates), max(last for _, last in dates)) if dates else None
    past = all(s.time_status == "past" or s.phase == "ends" for s in affirmed)
    factor = max(_ACTS.get(made.relation, 1.0) for made in ordered)
    factor *= 0.5 if taken else 1.0
    held = _log(ordered[0].sign * ordered[0].weight) if len(ordered) == 1 else _held(statements)
    said = {(s.document, s.begin) for s in statements}
    alone = next(iter(said)) if len(said) == 1 else None
    return _Side(ordered, factor * held, theatre, period, past, taken, alone)


_ACTS = {"aid": 0.5, "oppose": 0.8, "member": 0.8, "ally": 0.95, "merge": 0.95}


def _firmest(made: Tie) -> tuple[float, int, str, str, str]:
    firm = made.sign * made.weight * _ACTS.get(made.relation, 1.0)
    return -firm, -made.affirmed, made.relation, made.source.id, made.target.id


def _held(statements: Iterable[Statement]) -> float:
    return _log(strength(statements))


def _log(told: float) -> float:
    """A leg that all deny who could is still told by somebody: it holds a little."""
    return log2(1 + max(told, 0.05))


def _told_bond(made: Tie) -> _Bond:
    ended = all(s.phase == "ends" for s in made.statements if s.polarity == "positive")
    return _Bond(
        _as_link(made), _held(made.statements), LINKS[made.relation] * (0.5 if ended else 1.0)
    )


def _as_link(made: Tie) -> Link:
    return Link(
        source=made.source,
        relation=made.relation,
        target=made.target,
        basis="statement",
        tie=made,
        voices=voices(made.statements, "positive"),
    )


def _firmness(bond: _Bond) -> tuple[bool, float, str, str, str]:
    told = bond.link.tie is not None
    ends = bond.link.source.id, bond.link.relation, bond.link.target.id
    return told, bond.held * bond.weight, *ends


def _direct(sides: _Sides) -> Iterator[_Draft]:
    """Hostile to one that it helps, or that helps it."""
    for actor, foes in sides.hostile.items():
        given, taken = sides.friendly.get(actor, {}), sides.taken.get(actor, {})
        for foe in foes.keys() & (given.keys() | taken.keys()):
            yield from _best(sides, actor, foe, foe, given.get(foe, []) + taken.get(foe, []))


def _through(sides: _Sides) -> Iterator[_Draft]:
    """Hostile to one, and a helper of what is linked to it or of another self of the same body."""
    selves = _Selves(sides)
    for actor, foes in sides.hostile.items():
        friends = sides.friendly.get(actor, {})
        for foe in foes if friends else ():
            for friend in selves.near(foe).keys() & friends.keys() - {actor, foe}:
                bond = selves.near(foe)[friend]
                yield from _best(sides, actor, foe, friend, friends[friend], (bond,))
            for friend in selves.far(foe).keys() & friends.keys() - {actor, foe}:
                path = selves.far(foe)[friend]
                if path.middle != actor:
                    bonds = path.near, path.far
                    yield from _best(sides, actor, foe, friend, friends[friend], bonds)


class _Selves:
    """Who is on one side with an actor: linked to it, or with it to one body."""

    def __init__(self, sides: _Sides) -> None:
        self._links = sides.links
        self._parties = sides.parties
        self._far: dict[str, dict[str, _Path]] = {}

    def near(self, actor: str) -> Mapping[str, _Bond]:
        return self._links.get(actor, {})

    def far(self, actor: str) -> Mapping[str, _Path]:
        """Its other selves two links away, by the firmer of several paths.

        Not through a state: two governments that claim one state are rivals.
        """
        if actor not in self._far:
            self._far[actor] = self._two_links_away(actor)
        return self._far[actor]

    def _two_links_away(self, actor: str) -> dict[str, _Path]:
        near = self.near(actor)
        found: dict[str, _Path] = {}
        for middle, bond in near.items():
            beyond = self._links[middle]
            if bond.weight < _OTHER_SELF or len(beyond) > OTHER_SELVES:
                continue
            if self._parties[middle].kind == "state":
                continue
            for friend, other in beyond.items():
                if other.weight >= _OTHER_SELF and friend not in near and friend != actor:
                    path = _Path(middle, other, bond)
                    found[friend] = min(found.get(friend, path), path, key=_firmer)
        return found


def _firmer(path: _Path) -> tuple[float, str]:
    near, far = path.near, path.far
    return -min(near.held * near.weight, far.held * far.weight), path.middle


_OTHER_SELF = 0.9


def _both(sides: _Sides) -> Iterator[_Draft]:
    """Who helps both sides of a hostile tie; relief does not count."""
    wars = _Wars(sides)
    for actor, friends in sides.friendly.items():
        helped = {
            friend: max(helping, key=lambda side: side.held)
            for friend, legs in friends.items()
            if (helping := [leg for leg in legs if leg.ties[0].relation in _HELP])
        }
        firmest = sorted(helped, key=lambda friend: (-helped[friend].held, friend))[:OTHER_SELVES]
        for towards, against in combinations(firmest, 2):
            if war := wars.between(towards, against, without=actor):
                yield _between(sides, actor, towards, against, helped, war)


class _War(NamedTuple):
    """What is hostile between two, or between one and another self of the other."""

    hostile: _Side
    by: str
    bonds: tuple[_Bond, ...]

    @property
    def held(self) -> float:
        return min((bond.held * bond.weight for bond in self.bonds), default=inf)

    @property
    def order(self) -> tuple[float, str, str]:
        """Best held first."""
        return -min(self.held, self.hostile.held), self.by, self.hostile.theatre or ""


class _Wars:
    """The wars between two sides, each pair looked up once."""

    def __init__(self, sides: _Sides) -> None:
        self._sides = sides
        self._found: dict[tuple[str, str], list[_War]] = {}

    def between(self, one: str, other: str, *, without: str) -> _War | None:
        """The best held war of two, in which an actor is not itself the other self of one."""
        pair = min(one, other), max(one, other)
        if pair not in self._found:
            self._found[pair] = sorted(self._search(*pair), key=lambda war: war.order)
        return next((war for war in self._found[pair] if war.by != without), None)

    def _search(self, one: str, other: str) -> Iterator[_War]:
        straight = _fought(self._sides, one, other)
        yield from (_War(side, one, ()) for side in straight)
        if straight:
            return
        for friend, foe in ((one, other), (other, one)):
            near = self._sides.links.get(friend, {})
            for self_, bond in near.items() if len(near) <= OTHER_SELVES else ():
                if bond.weight >= _OTHER_SELF and self_ != foe:
                    for side in _fought(self._sides, self_, foe):
                        yield _War(side, self_, (bond,))


def _fought(sides: _Sides, one: str, other: str) -> list[_Side]:
    index = sides.hostile
    return index.get(one, {}).get(other, []) + index.get(other, {}).get(one, [])


_HELP = {"ally", "support", "arm", "fund", "train", "shelter"}


def _best(
    sides: _Sides,
    actor: str,
    foe: str,
    friend: str,
    helping: Sequence[_Side],
    bonds: tuple[_Bond, ...] = (),
) -> Iterator[_Draft]:
    """The strongest game of an actor with a foe and a friend, if a link holds at its time."""
    pattern: Pattern = "through" if bonds else "direct"
    weight = _PATTERNS[pattern, len(bonds)] * prod(bond.weight for bond in bonds)
    weight *= _named(sides, actor, foe, friend)
    firmest = min((bond.held for bond in bonds), default=inf)
    best: tuple[float, str, str, bool] | None = None
    for hostile, friendly in product(sides.hostile[actor][foe], helping):
        if bonds and not all(_in_time(bond.link, hostile, friendly) for bond in bonds):
            continue
        score = weight * _DISTANCE[_apart(hostile, friendly)]
        score *= min(hostile.held, friendly.held, firmest)
        if hostile.alone is not None and hostile.alone == friendly.alone:
            score *= _ONE_SENTENCE
        order = -score, hostile.theatre or "", friendly.theatre or "", friendly.taken
        if best is None or order < best:
            best, legs = order, (hostile, friendly)
    if best is not None:
        score, apart = round(-best[0], 4), _apart(*legs)
        yield _Draft(score, actor, foe, friend, pattern, *legs, bonds, apart)


def _between(
    sides: _Sides,
    actor: str,
    towards: str,
    against: str,
    helped: Mapping[str, _Side],
    war: _War,
) -> _Draft:
    """The game of an actor that helps two who are hostile; `towards` is helped more firmly."""
    friendly, other = helped[towards], helped[against]
    apart = _apart(friendly, other)
    weight = _PATTERNS["both", 1] * _named(sides, actor, towards, against)
    held = min(war.held, war.hostile.held, friendly.held, other.held)
    score = round(weight * _DISTANCE[apart] * held, 4)
    bonds = (_Bond(_as_link(other.ties[0]), other.held, 1.0), *war.bonds)
    return _Draft(score, actor, against, towards, "both", war.hostile, friendly, bonds, apart)


def _in_time(link: Link, *legs: _Side) -> bool:
    """Whether a dated membership may hold at the time of one of the legs, as far as it is told."""
    periods = [leg.period for leg in legs if leg.period]
    if not periods:
        return True
    return any(
        holds(link.since, None, last) and holds(None, link.until, first) for first, last in periods
    )


_PATTERNS: Mapping[tuple[Pattern, int], float] = {
    ("direct", 0): 1.5, ("through", 1): 1.0, ("through", 2): 0.6, ("both", 1): 0.5,
}  # fmt: skip
_ONE_SENTENCE = 0.6
"""A sentence that tells both legs alone may have meant one of them."""
_DISTANCE: Mapping[tuple[Apart, ...], float] = {
    ("theatre", "period"): 1.8, ("theatre",): 1.6, ("period",): 1.3, ("relation",): 1.0,
}  # fmt: skip


def _apart(one: _Side, other: _Side) -> tuple[Apart, ...]:
    found: list[Apart] = []
    if one.theatre and other.theatre and one.theatre != other.theatre:
        found.append("theatre")
    if _periods_apart(one, other):
        found.append("period")
    return tuple(found) or ("relation",)


def _periods_apart(one: _Side, other: _Side) -> bool:
    """The two are told of dates that do not meet, or one as past and the other as not."""
    if one.past != other.past:
        return True
    if one.period is None or other.period is None:
        return False
    return not holds(*one.period, other.period[1]) or not holds(*other.period, one.period[1])


def _named(sides: _Sides, *actors: str) -> float:
    """Less for peoples that the registry does not know: two texts may mean two of them."""
    return prod(
        0.4 if sides.parties[actor].kind == "people" and actor not in sides.known else 1.0
        for actor in actors
    )


def _spread(drafts: Iterable[_Draft]) -> list[_Draft]:
    """Best first, but an actor's third game after the first two of everybody else."""
    ordered = sorted(drafts, key=lambda draft: draft.order)
    seen: dict[str, int] = defaultdict(int)
    turns = []
    for draft in ordered:
        turns.append((seen[draft.actor] // 2, draft.order, draft))
        seen[draft.actor] += 1
    return [draft for _, _, draft in sorted(turns, key=lambda turn: turn[:2])]


def _game(draft: _Draft, sides: _Sides, others: int) -> DoubleGame:
    hostile, friendly = _leg(draft.hostile), _leg(draft.friendly)
    links = tuple(bond.link for bond in draft.links)
    return DoubleGame(
        actor=sides.parties[draft.actor],
        against=sides.parties[draft.against],
        towards=sides.parties[draft.towards],
        pattern=draft.pattern,
        hostile=hostile,
        friendly=friendly,
        links=links,
        apart=draft.apart,
        score=draft.score,
        reading=_reading(draft, sides, hostile, friendly),
        others=others,
    )


def _leg(side: _Side) -> Leg:
    statements = [s for made in side.ties for s in made.statements]
    return Leg(
        tie=side.ties[0],
        also=side.ties[1:],
        voices=voices(statements, "positive"),
        denials=voices(statements, "negative"),
    )


def _reading(draft: _Draft, sides: _Sides, hostile: Leg, friendly: Leg) -> str:
    """The game in one sentence, each part with its voices, the actor first where it can be."""
    told = _told(draft, sides, hostile, friendly)
    return f"{told[0].upper()}{told[1:]}."


def _told(draft: _Draft, sides: _Sides, hostile: Leg, friendly: Leg) -> str:
    foe, friend = (
        clause(
            leg.tie,
            voices=leg.voices,
            denials=leg.denials,
            subject=sides.end_of(leg.tie, draft.actor),
        )
        for leg in (hostile, friendly)
    )
    links = [bond.link for bond in draft.links]
    if draft.pattern == "both":
        rest = (f"; {_link_clause(link)}" for link in links[1:])
        return "".join([f"{friend} and {_link_clause(links[0])}, while {foe}", *rest])
    last = sides.end_of(friendly.tie, draft.towards)
    if len(links) == 1 and last in links[0].ends and _ends_with(friendly.tie, last):
        return f"{foe} and {friend}, {_link_clause(links[0], last)}"
    return "; ".join([f"{foe} and {friend}", *map(_link_clause, links)])


def _ends_with(made: Tie, party: str) -> bool:
    """Whether the clause of a tie names that party last, so that "which" can follow."""
    return made.symmetric or made.target.id == party


def _link_clause(link: Link, relative: str | None = None) -> str:
    """A link in words, or as a relative clause about one of its ends."""
    if link.tie is not None:
        return clause(link.tie, voices=link.voices, relative=relative)
    told = words(link.source, link.relation, link.target, relative=relative)
    return f"{told}{according_to(link.voices)}"
