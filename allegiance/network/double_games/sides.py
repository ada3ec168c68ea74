"""Rows folded into sides: all that one whole is told to do to another, of one sign and theatre.

Parts are read as their whole. What makes two wholes one side - a tie, or a membership that the
registry knows - is a bond.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from allegiance.network.double_games import factors
from allegiance.network.double_games.columns import ALWAYS, NEVER, RELATIONS, Columns, interval
from allegiance.network.double_games.cycles import Flags, Floats, Groups, Ints, arrange, group, pack
from allegiance.network.double_games.cycles import spread as runs
from allegiance.network.double_games.game import Link
from allegiance.network.ties import Party, Wholes
from allegiance.ontology.actors import KnownActor, Membership, Registry
from allegiance.ontology.relations import relation

HOSTILE, GIVEN, TAKEN = 0, 1, 2


class Ties(NamedTuple):
    """One row for each tie; `rows` puts its statements together.

    `source` and `target` number the actors that the texts name, `whole` and `other` the wholes that
    they stand for. `weight` is `ties.strength`. `first` and `last` are days, `NEVER` where none is told.
    """

    source: Ints
    target: Ints
    relation: Ints
    theatre: Ints
    mutual: Flags
    whole: Ints
    other: Ints
    counts: Flags
    weight: Floats
    affirmed: Ints
    first: Ints
    last: Ints
    past: Flags
    ended: Flags
    rows: Groups

    def statements_of(self, tie: int) -> Ints:
        """The rows that a tie is made of."""
        begin = self.rows.starts[tie]
        return self.rows.order[begin : begin + self.rows.sizes[tie]]


class Sides(NamedTuple):
    """One row for each side, those of one `kind` together, by actor, other, and theatre.

    `kind` is `HOSTILE`, `GIVEN` help, or `TAKEN` help. `held` is how firmly, as a logarithm; `belonging` and `relief`
    tell of its firmest tie. `alone` is the sentence that alone tells it, -1 where several do. `ties` are the
    ties of each side, firmest first.
    """

    kind: Ints
    actor: Ints
    other: Ints
    theatre: Ints
    held: Floats
    first: Ints
    last: Ints
    past: Flags
    alone: Ints
    belonging: Flags
    relief: Flags
    ties: Groups
    tie: Ints

    def ties_of(self, side: int) -> Ints:
        """The ties of a side, firmest first."""
        begin = self.ties.starts[side]
        return self.tie[self.ties.order[begin : begin + self.ties.sizes[side]]]


class Bonds(NamedTuple):
    """One row for each two wholes that are one side, `one` before `other`, in the order of both.

    `tie` is the tie that says so, or -1 where `link` numbers the registry's memberships. `since` and
    `until` are days.
    """

    one: Ints
    other: Ints
    tie: Ints
    link: Ints
    held: Floats
    weight: Floats
    since: Ints
    until: Ints


class World(NamedTuple):
    """Everything that is searched; `wholes` are numbered in the order of their ids.

    `named` is less than 1 for peoples that the registry does not know.
    """

    wholes: tuple[Party, ...]
    named: Floats
    states: Flags
    ties: Ties
    sides: Sides
    bonds: Bonds
    links: tuple[Link, ...]


def fold(columns: Columns, known: Registry) -> World:
    """Ties, sides and bonds of what is told, parts read as their wholes."""
    rows = _tie_rows(columns)
    wholes, whole, other = _wholes(columns, rows, known)
    links = _memberships(wholes, known)
    parties = {party.id: party for party in wholes}
    for link, _ in links:
        parties.setdefault(link.target.id, link.target)
    ordered = tuple(parties[actor] for actor in sorted(parties))
    place = {party.id: number for number, party in enumerate(ordered)}
    moved = np.array([place[party.id] for party in wholes], dtype=np.int64)
    ties = _ties(columns, rows, moved[whole], moved[other])
    kinds = [party.kind for party in ordered]
    people = [party.kind == "people" and party.id not in known for party in ordered]
    return World(
        ordered,
        np.where(np.array(people, dtype=np.bool_), factors.NAMELESS_PEOPLE, 1.0),
        np.array([kind == "state" for kind in kinds], dtype=np.bool_),
        ties,
        _sides(columns, ties),
        _bonds(ties, links, place),
        tuple(link for link, _ in links),
    )


_SIGN = np.array([relation(name).sign for name in RELATIONS])
_SYMMETRIC = np.array([relation(name).symmetric for name in RELATIONS])
_BOTH_WAYS = np.array([name in factors.BOTH_WAYS for name in RELATIONS])
_BELONGING = np.array([name in factors.BELONGING for name in RELATIONS])
_ACT = np.array([factors.ACTS.get(name, 1.0) for name in RELATIONS])
_LINK = np.array([factors.LINKS.get(name, 0.0) for name in RELATIONS])
_RELIEF = RELATIONS.index(factors.RELIEF)


def _tie_rows(columns: Columns) -> Groups:
    """Rows by the tie that they make: as `ties.tie` splits them, or as they came made."""
    both = columns.mutual | _SYMMETRIC[columns.relation]
    one = np.where(both, np.minimum(columns.source, columns.target), columns.source)
    other = np.where(both, np.maximum(columns.source, columns.target), columns.target)
    return group(pack(one, other, columns.relation, both, columns.theatre, columns.made + 1))


def _wholes(
    columns: Columns, rows: Groups, known: Registry
) -> tuple[tuple[Party, ...], Ints, Ints]:
    """What the ends of each tie stand for at its time: the wholes, and which each end is."""
    acted = np.where(columns.acted == NEVER, ALWAYS, columns.acted)
    first = np.where(columns.first == NEVER, ALWAYS, columns.first)
    told = rows.least(first)
    when = np.where(told == ALWAYS, rows.least(acted), told)
    ends = np.concatenate([columns.source[rows.first], columns.target[rows.first]])
    place: dict[str, int] = {}
    parties: list[Party] = []
    read = Wholes(known)

    def number(actor: int, day: int) -> int:
        """The number of the whole that an actor stands for at a date."""
        end = columns.actors[actor]
        whole = read.of(end, _prefix(day)) if end.country or end.id in known else end
        if whole.id not in place:
            place[whole.id] = len(parties)
            parties.append(whole)
        return place[whole.id]

    found = np.full(len(columns.actors), -1, dtype=np.int64)
    dated = np.array([actor.id in known for actor in columns.actors], dtype=np.bool_)
    for actor in np.flatnonzero(np.bincount(ends, minlength=len(dated))).tolist():
        if not dated[actor]:
            found[actor] = number(actor, ALWAYS)
    of_ends = found[ends]
    known_ends = np.flatnonzero(of_ends < 0)
    days = np.concatenate([when, when])[known_ends]
    cases = group(pack(ends[known_ends], days))
    of_case = [
        number(int(ends[known_ends[case]]), int(days[case])) for case in cases.first.tolist()
    ]
    of_ends[known_ends] = np.array(of_case, dtype=np.int64)[cases.numbers()]
    return tuple(parties), of_ends[: len(when)], of_ends[len(when) :]


def _prefix(day: int) -> str | None:
    """A day as an ISO prefix: 20120300 is "2012-03"."""
    if day == ALWAYS:
        return None
    year, month, rest = day // 10_000, day // 100 % 100, day % 100
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{rest:02d}" if rest else "")


def _memberships(wholes: Sequence[Party], known: Registry) -> list[tuple[Link, float]]:
    """The registry's memberships of the actors that are told of, and how far each makes one side."""
    return [
        (_link(party, known[above.actor], above), factors.MEMBERSHIPS[above.as_][1])
        for party in wholes
        if party.id in known
        for above in known[party.id].part_of
        if above.as_ in factors.MEMBERSHIPS and above.actor in known and above.actor != party.id
    ]


def _link(party: Party, above: KnownActor, membership: Membership) -> Link:
    return Link(
        source=party,
        relation=factors.MEMBERSHIPS[membership.as_][0],
        target=Party(id=above.id, name=above.name, kind=above.kind, country=above.country),
        basis="registry",
        tie=None,
        voices=("the registry",),
        since=membership.since,
        until=membership.until,
    )


def _ties(columns: Columns, rows: Groups, whole: Ints, other: Ints) -> Ties:
    first = rows.first
    affirming = columns.yes > 0
    both = columns.mutual | _SYMMETRIC[columns.relation]
    turned = both[first] & (columns.source[first] > columns.target[first])
    source = np.where(turned, columns.target[first], columns.source[first])
    target = np.where(turned, columns.source[first], columns.target[first])
    kinds = [actor.kind for actor in columns.actors]
    players = np.array([kind not in ("place", "unknown") for kind in kinds], dtype=np.bool_)
    affirmed = rows.total(affirming.astype(np.int64))
    relations = columns.relation[first]
    ends = np.where(turned, other, whole), np.where(turned, whole, other)
    days = rows.least(np.where(columns.first == NEVER, ALWAYS, columns.first))
    return Ties(
        source,
        target,
        relations,
        columns.theatre[first],
        both[first],
        *ends,
        (_SIGN[relations] != 0)
        & (affirmed > 0)
        & (ends[0] != ends[1])
        & (players[source] & players[target] if len(source) else source > 0),
        _strength(columns, rows.order, rows.numbers()[rows.order], len(first)),
        affirmed,
        np.where(days == ALWAYS, NEVER, days),
        rows.most(columns.last),
        rows.every(columns.past | ~affirming),
        rows.every(columns.ended | ~affirming),
        rows,
    )


def _strength(columns: Columns, rows: Ints, owner: Ints, owners: int) -> Floats:
    """`ties.strength` of each owner of rows: the sum over its voices of the surest yes less the surest no."""
    if not len(rows):
        return np.zeros(owners)
    voices = group(pack(owner, columns.voice[rows]))
    net = voices.most(columns.yes[rows]) - voices.most(columns.no[rows])
    return np.round(np.bincount(owner[voices.first], weights=net, minlength=owners), 6)


def _sides(columns: Columns, ties: Ties) -> Sides:
    kept = np.flatnonzero(ties.counts)
    friendly = _SIGN[ties.relation] > 0
    both = ties.mutual | _BOTH_WAYS[ties.relation]
    mirrored = np.flatnonzero(ties.counts & (both | friendly))
    tie = np.concatenate([kept, mirrored])
    straight = np.arange(len(tie)) < len(kept)
    actor = np.where(straight, ties.whole[tie], ties.other[tie])
    other = np.where(straight, ties.other[tie], ties.whole[tie])
    kind = np.where(friendly[tie], np.where(straight | both[tie], GIVEN, TAKEN), HOSTILE)
    sides = _firmest_first(group(pack(kind, actor, other, ties.theatre[tie])), ties, tie)
    first = tie[sides.first]
    rounded = _side_strength(columns, ties, sides, tie)
    factor = sides.most(_ACT[ties.relation[tie]]) * np.where(
        kind[sides.first] == TAKEN, factors.TAKEN, 1.0
    )
    dated = (ties.first[tie] != NEVER) & (ties.last[tie] != NEVER)
    begun = sides.least(np.where(dated, ties.first[tie], ALWAYS))
    begins, ends = _sentences(columns, ties)
    least, most = sides.least(begins[tie]), sides.most(ends[tie])
    return Sides(
        kind[sides.first],
        actor[sides.first],
        other[sides.first],
        ties.theatre[first],
        factor * _log(rounded),
        np.where(begun == ALWAYS, NEVER, begun),
        sides.most(np.where(dated, ties.last[tie], NEVER)),
        sides.every(ties.past[tie]),
        np.where(least == most, least, -1),
        _BELONGING[ties.relation[first]],
        ties.relation[first] == _RELIEF,
        sides,
        tie,
    )


def _log(strength: Floats) -> Floats:
    held: Floats = np.log2(1 + np.maximum(strength, factors.FAINT))
    return held


def _firmest_first(sides: Groups, ties: Ties, tie: Ints) -> Groups:
    """The same groups, the ties of each in the order in which a reader would name them."""
    firm = ties.weight * _ACT[ties.relation]
    ranks = ties.target, ties.source, ties.relation, -ties.affirmed, -firm
    return arrange(sides, *(rank[tie] for rank in ranks))


def _side_strength(columns: Columns, ties: Ties, sides: Groups, tie: Ints) -> Floats:
    """That of its tie, or of the rows of all its ties together: a voice counts once in a side."""
    strength = ties.weight[tie[sides.first]]
    several = np.flatnonzero(sides.sizes > 1)
    if len(several):
        sizes = sides.sizes[several]
        run, place = runs(sizes)
        members = tie[sides.order[sides.starts[several][run] + place]]
        counts = ties.rows.sizes[members]
        which, inner = runs(counts)
        rows = ties.rows.order[ties.rows.starts[members][which] + inner]
        strength[several] = _strength(columns, rows, run[which], len(several))
    return strength


def _sentences(columns: Columns, ties: Ties) -> tuple[Ints, Ints]:
    return ties.rows.least(columns.sentence), ties.rows.most(columns.sentence)


def _bonds(ties: Ties, links: Sequence[tuple[Link, float]], place: Mapping[str, int]) -> Bonds:
    """The best bond of each two; what is told goes before what the registry knows."""
    told, known = _told_bonds(ties), _known_bonds(links, place)
    every = Bonds._make(np.concatenate(pair) for pair in zip(told, known, strict=True))
    best = group(every.one * len(place) + every.other).first
    return Bonds._make(column[best] for column in every)


def _told_bonds(ties: Ties) -> Bonds:
    """The firmest of the ties that make two wholes one side."""
    tie = np.flatnonzero(ties.counts & (_LINK[ties.relation] > 0))
    held = _log(ties.weight[tie])
    weight = _LINK[ties.relation[tie]] * np.where(ties.ended[tie], 0.5, 1.0)
    one = np.minimum(ties.whole[tie], ties.other[tie])
    other = np.maximum(ties.whole[tie], ties.other[tie])
    order = arrange(group(pack(one, other)), -held * weight).first
    never = np.full(len(order), NEVER, dtype=np.int64)
    return Bonds(
        one[order], other[order], tie[order], never, held[order], weight[order], never,
        np.full(len(order), ALWAYS, dtype=np.int64),
    )  # fmt: skip


def _known_bonds(links: Sequence[tuple[Link, float]], place: Mapping[str, int]) -> Bonds:
    """The registry's memberships, the closest of each two first."""
    order = sorted(range(len(links)), key=lambda at: (-links[at][1], links[at][0].ends))
    ends = np.array(
        [sorted(map(place.__getitem__, links[at][0].ends)) for at in order], dtype=np.int64
    ).reshape(-1, 2)
    return Bonds(
        ends[:, 0],
        ends[:, 1],
        np.full(len(order), -1, dtype=np.int64),
        np.array(order, dtype=np.int64),
        np.ones(len(order)),
        np.array([links[at][1] for at in order], dtype=np.float64),
        np.array([interval(links[at][0].since)[0] for at in order], dtype=np.int64),
        np.array([_end(links[at][0].until) for at in order], dtype=np.int64),
    )


def _end(until: str | None) -> int:
    return ALWAYS if until is None else interval(until)[1]
