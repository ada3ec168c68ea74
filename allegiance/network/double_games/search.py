"""The best double games, found on arrays: only what could still be listed is looked at.

A game scores no more than its weakest leg allows, so once as many games are found as are asked for,
legs too faint to beat the last of them are left out of the search. The list is the same as without.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from allegiance.network.double_games import factors
from allegiance.network.double_games.columns import NEVER
from allegiance.network.double_games.cycles import (
    Flags,
    Floats,
    Ints,
    Rows,
    compress,
    find,
    group,
    meet,
    spread,
    wedges,
)
from allegiance.network.double_games.game import Pattern
from allegiance.network.double_games.sides import GIVEN, HOSTILE, TAKEN, World

BOTH, DIRECT, THROUGH = 0, 1, 2
PATTERNS: tuple[Pattern, ...] = ("both", "direct", "through")


class Found(NamedTuple):
    """One row for each game. Actors are numbers of wholes; legs are sides of the world.

    `hostile` and `friendly` number sides. In `both`, `second` is the side of what the actor does for
    `against`; elsewhere -1. `near` and `far` number bonds, -1 where there is none: `near` touches
    `towards`, `far` is the next. In `both`, `near` is the bond of an other self.
    """

    score: Floats
    actor: Ints
    against: Ints
    towards: Ints
    pattern: Ints
    hostile: Ints
    friendly: Ints
    second: Ints
    near: Ints
    far: Ints

    def at(self, rows: Ints | Flags) -> "Found":
        return Found._make(column[rows] for column in self)


def find_games(world: World, limit: int | None = None) -> tuple[Found, Ints]:
    """The best double games in the order of the list, and how many weaker ones each stands for."""
    best = _nothing()
    for hunt in (_direct, _triangles, _four_cycles):
        least = _bar(best, limit)
        for found in hunt(_Graph(world, least=least)):
            best = _best(world, best, found)
    best = _spread(world, best)
    chosen = best.at(np.arange(len(best.score))[:limit])
    return chosen, _folded(world, chosen)


def every(world: World) -> Iterator[Found]:
    """Each double game there is, in no order; one twice where two middles make it."""
    graph = _Graph(world)
    for hunt in (_direct, _triangles, _four_cycles):
        yield from hunt(graph)


class _Graph:
    """Who is hostile to, helps, and is one side with whom, as far as a game could score `least`.

    With `actors`, only those actors play, and `foes` are those that they play against.
    """

    def __init__(
        self,
        world: World,
        *,
        least: float = -np.inf,
        actors: Flags | None = None,
        pairs: Ints | None = None,
    ) -> None:
        self.world = world
        self.size = len(world.wholes)
        self.least = least
        self._actors = actors
        self.wanted = pairs

    def enough(self, held: Floats, factor: float) -> Flags:
        """Whether a leg or link so firm could be in a game that is listed."""
        strong: Flags = held * (factor * factors.FARTHEST) >= self.least - 1e-4
        return strong

    def sides(self, kind: int, factor: float) -> Ints:
        sides = self.world.sides
        return np.flatnonzero((sides.kind == kind) & self.enough(sides.held, factor))

    def players(self, sides: Ints) -> Ints:
        """Those sides whose actor may play."""
        return sides if self._actors is None else sides[self._actors[self.world.sides.actor[sides]]]

    def hostile(self, sides: Ints) -> "_Pairs":
        """The pairs of an actor and the one it is hostile to, that are asked for."""
        pairs = _pairs(self.world, sides)
        if self.wanted is None:
            return pairs
        kept = find(self.wanted, pairs.one * self.size + pairs.other) >= 0
        return _Pairs._make([*(column[kept] for column in pairs[:-1]), pairs.sides])

    def bonds(self, factor: float, closest: float = 0.0) -> Ints:
        bonds = self.world.bonds
        close = bonds.weight >= closest
        return np.flatnonzero(close & self.enough(bonds.held * bonds.weight, factor))

    def rows(self, one: Ints, other: Ints, values: Ints) -> Rows:
        return compress(one, other, values, self.size)

    def beside(self, bonds: Ints) -> Rows:
        """Bonds by either end."""
        one, other = self.world.bonds.one[bonds], self.world.bonds.other[bonds]
        return self.rows(
            np.concatenate([one, other]), np.concatenate([other, one]), np.tile(bonds, 2)
        )

    def links(self) -> Ints:
        """How many bonds each whole has, faint ones too."""
        bonds = self.world.bonds
        return np.bincount(np.concatenate([bonds.one, bonds.other]), minlength=self.size)


class _Pairs(NamedTuple):
    """Sides by their ends: pair `i` is of `one` and `other` and holds `sides[starts[i]:][:sizes[i]]`."""

    one: Ints
    other: Ints
    starts: Ints
    sizes: Ints
    sides: Ints


def _pairs(world: World, sides: Ints) -> _Pairs:
    actor, other = world.sides.actor[sides], world.sides.other[sides]
    groups = group(actor * len(world.wholes) + other)
    first = groups.first
    return _Pairs(actor[first], other[first], groups.starts, groups.sizes, sides[groups.order])


def _direct(graph: _Graph) -> Iterator[Found]:
    """Hostile to one that it helps, or that helps it."""
    world, factor = graph.world, factors.DIRECT
    foes = graph.hostile(graph.players(graph.sides(HOSTILE, factor)))
    helped = np.concatenate([graph.sides(kind, factor) for kind in (GIVEN, TAKEN)])
    friends = _pairs(world, helped)
    keys = friends.one * graph.size + friends.other
    place = find(keys, foes.one * graph.size + foes.other)
    at = np.flatnonzero(place >= 0)
    none = np.full(len(at), -1, dtype=np.int64)
    yield _legs(graph, foes, friends, at, place[at], none, none, factor)


def _triangles(graph: _Graph) -> Iterator[Found]:
    """Hostile to one and a helper of what is one side with it; or a helper of both of two foes."""
    factor = factors.THROUGH_ONE
    foes = graph.hostile(graph.players(graph.sides(HOSTILE, factor)))
    friends = _pairs(graph.world, graph.players(graph.sides(GIVEN, factor)))
    helped = graph.rows(friends.one, friends.other, np.arange(len(friends.one)))
    beside = graph.beside(graph.bonds(factor))
    for found in meet(helped, foes.one, beside, foes.other):
        none = np.full(len(found.at), -1, dtype=np.int64)
        yield _legs(graph, foes, friends, found.at, found.one, found.other, none, factor)
    yield from _between(graph, _wars(graph), *_helpers(graph))


def _four_cycles(graph: _Graph) -> Iterator[Found]:
    """The same, where another self stands in for one of the two."""
    factor = factors.THROUGH_TWO
    foes = graph.hostile(graph.players(graph.sides(HOSTILE, factor)))
    friends = _pairs(graph.world, graph.players(graph.sides(GIVEN, factor)))
    helped = graph.rows(friends.one, friends.other, np.arange(len(friends.one)))
    for selves in _other_selves(graph, factor, foes.other):
        ahead = graph.rows(selves.one, selves.other, np.arange(len(selves.one)))
        for found in meet(helped, foes.one, ahead, foes.other):
            apart = selves.middle[found.other] != foes.one[found.at]
            at, friend, path = found.at[apart], found.one[apart], found.other[apart]
            near, far = selves.beyond[path], selves.bond[path]
            yield _legs(graph, foes, friends, at, friend, near, far, factor)
    helpers, helping = _helpers(graph)
    for wars in _wars_of_selves(graph, helpers):
        yield from _between(graph, wars, helpers, helping)


class _Selves(NamedTuple):
    """Two that are linked to one body: `bond` ties `one` to the `middle`, `beyond` ties it to `other`."""

    one: Ints
    other: Ints
    middle: Ints
    bond: Ints
    beyond: Ints


def _other_selves(graph: _Graph, factor: float, of: Ints) -> Iterator[_Selves]:
    """Other selves two bonds away, by the firmest path and then by the next: one middle may play.

    Not through a state: two governments that claim one state are rivals.
    """
    bonds = graph.world.bonds
    close = graph.bonds(factor, factors.OTHER_SELF)
    body = ~graph.world.states & (graph.links() <= factors.OTHER_SELVES)
    one, other = bonds.one[close], bonds.other[close]
    ends, middles = np.concatenate([one, other]), np.concatenate([other, one])
    asked = np.zeros(graph.size, dtype=np.bool_)
    asked[of] = True
    kept = body[middles] & asked[ends]
    ends, middles, entered = ends[kept], middles[kept], np.tile(close, 2)[kept]
    beside = graph.beside(close)
    steps, places = _all(wedges(middles, beside))
    found = _Selves(
        ends[steps], beside.columns[places], middles[steps], entered[steps], beside.values[places]
    )
    joined = bonds.one * graph.size + bonds.other
    between = np.minimum(found.one, found.other) * graph.size + np.maximum(found.one, found.other)
    found = _Selves(
        *(column[(found.one != found.other) & (find(joined, between) < 0)] for column in found)
    )
    firm = np.minimum(*(bonds.held[b] * bonds.weight[b] for b in (found.bond, found.beyond)))
    order = np.lexsort((found.middle, -firm))
    found = _Selves(*(column[order] for column in found))
    groups = group(found.one * graph.size + found.other)
    yield _Selves(*(column[groups.first] for column in found))
    second = groups.order[groups.starts[groups.sizes > 1] + 1]
    yield _Selves(*(column[second] for column in found))


def _all(chunks: Iterator[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    kept = list(chunks)
    if not kept:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    return np.concatenate([a for a, _ in kept]), np.concatenate([b for _, b in kept])


class _Wars(NamedTuple):
    """Two that somebody may help both of: `side` is what is hostile between them.

    Where `bond` is not -1, it makes `self` an other self of `one`, and the war is that one's.
    """

    one: Ints
    other: Ints
    side: Ints
    bond: Ints
    self: Ints


def _wars(graph: _Graph) -> _Wars:
    """The firmest hostile side between each two, in the order of their numbers."""
    sides = graph.world.sides
    hostile = graph.sides(HOSTILE, factors.BOTH)
    one = np.minimum(sides.actor[hostile], sides.other[hostile])
    other = np.maximum(sides.actor[hostile], sides.other[hostile])
    order = np.lexsort((sides.theatre[hostile], -sides.held[hostile], other, one))
    best = order[group((one * graph.size + other)[order]).first]
    none = np.full(len(best), -1, dtype=np.int64)
    return _Wars(one[best], other[best], hostile[best], none, none)


def _wars_of_selves(graph: _Graph, helpers: Rows) -> Iterator[_Wars]:
    """Wars of another self, between two that are helped and in none themselves."""
    sides, straight = graph.world.sides, _wars(graph)
    fought = np.flatnonzero(sides.kind == HOSTILE)
    at_war = np.unique(
        np.minimum(sides.actor[fought], sides.other[fought]) * graph.size
        + np.maximum(sides.actor[fought], sides.other[fought])
    )
    against = graph.rows(
        np.concatenate([straight.one, straight.other]),
        np.concatenate([straight.other, straight.one]),
        np.tile(straight.side, 2),
    )
    beside = graph.beside(graph.bonds(factors.BOTH, factors.OTHER_SELF))
    everybody = np.arange(graph.size)
    helped = helpers.degree(everybody) > 0
    ends = np.repeat(everybody, beside.degree(everybody))
    few = helped[ends] & (graph.links()[ends] <= factors.OTHER_SELVES)
    ends, selves, bonds = ends[few], beside.columns[few], beside.values[few]
    for step, place in wedges(selves, against):
        one, other = ends[step], against.columns[place]
        key = np.minimum(one, other) * graph.size + np.maximum(one, other)
        kept = (one != other) & helped[other] & (find(at_war, key) < 0)
        step, place = step[kept], place[kept]
        side = against.values[place]
        yield _Wars(one[kept], other[kept], side, bonds[step], selves[step])


def _between(graph: _Graph, wars: _Wars, helpers: Rows, helping: Ints) -> Iterator[Found]:
    """Who helps both sides of a war; relief does not count."""
    for found in meet(helpers, wars.one, helpers, wars.other):
        apart = found.common != wars.self[found.at]
        one, other = helping[found.one[apart]], helping[found.other[apart]]
        yield _helped(graph, wars, found.at[apart], one, other)


def _helpers(graph: _Graph) -> tuple[Rows, Ints]:
    """By the one that is helped: who helps it, or takes its help and is not told to give any."""
    sides = graph.world.sides
    some = np.flatnonzero((sides.kind != HOSTILE) & ~sides.relief)
    bound = 2 * (sides.kind[some] == TAKEN) + sides.belonging[some]
    some = some[np.lexsort((sides.theatre[some], -sides.held[some], bound))]
    best = some[group(sides.actor[some] * graph.size + sides.other[some]).first]
    best = graph.players(best[graph.enough(sides.held[best], factors.BOTH)])
    return graph.rows(sides.other[best], sides.actor[best], np.arange(len(best))), best


def _helped(graph: _Graph, wars: _Wars, at: Ints, one: Ints, other: Ints) -> Found:
    """The game of who helps two that are hostile; `towards` is helped more firmly."""
    world = graph.world
    sides, bonds = world.sides, world.bonds
    kept = _is_game_of_helper(graph, wars.bond[at] < 0, one, other)
    at, one, other = at[kept], one[kept], other[kept]
    firmer = (sides.held[one] > sides.held[other]) | (
        (sides.held[one] == sides.held[other]) & (sides.other[one] < sides.other[other])
    )
    friendly, second = np.where(firmer, one, other), np.where(firmer, other, one)
    hostile, bond = wars.side[at], wars.bond[at]
    held = np.minimum.reduce([sides.held[hostile], sides.held[one], sides.held[other]])
    linked = np.flatnonzero(bond >= 0)
    some = bond[linked]
    held[linked] = np.minimum(held[linked], bonds.held[some] * bonds.weight[some])
    actor, towards, against = sides.actor[friendly], sides.other[friendly], sides.other[second]
    score = factors.BOTH * held * _named(world, actor, towards, against)
    score *= _distance(world, friendly, second)
    return _listed(graph, Found(
        score, actor, against, towards, np.full(len(at), BOTH), hostile, friendly, second, bond,
        np.full(len(at), -1, dtype=np.int64),
    ))  # fmt: skip


def _is_game_of_helper(graph: _Graph, straight: Flags, one: Ints, other: Ints) -> Flags:
    """Whether who helps two foes plays, or one of the foes through it.

    It plays where it does something for both. Where it only belongs to one, or takes its help, it
    plays if that one does not fight the other: else it is that one's game.
    """
    sides = graph.world.sides
    hostile = sides.kind == HOSTILE
    keys = np.unique(sides.actor[hostile] * graph.size + sides.other[hostile])
    acts = [(sides.kind[side] == GIVEN) & ~sides.belonging[side] for side in (one, other)]
    bound, free = np.where(acts[0], other, one), np.where(acts[0], one, other)
    fights = find(keys, sides.other[bound] * graph.size + sides.other[free]) >= 0
    plays: Flags = (acts[0] & acts[1]) | ((acts[0] ^ acts[1]) & straight & ~fights)
    return plays


def _legs(
    graph: _Graph,
    foes: _Pairs,
    friends: _Pairs,
    foe: Ints,
    friend: Ints,
    near: Ints,
    far: Ints,
    factor: float,
) -> Found:
    """The games of pairs of legs, each of the sides of the one with each of the other."""
    world = graph.world
    sides, bonds = world.sides, world.bonds
    run, place = spread(foes.sizes[foe] * friends.sizes[friend])
    foe, friend, near, far = foe[run], friend[run], near[run], far[run]
    hostile = foes.sides[foes.starts[foe] + place // friends.sizes[friend]]
    friendly = friends.sides[friends.starts[friend] + place % friends.sizes[friend]]
    held = np.minimum(sides.held[hostile], sides.held[friendly])
    score = np.full(len(held), factor)
    for bond in (near, far):
        linked = np.flatnonzero(bond >= 0)
        some = bond[linked]
        held[linked] = np.minimum(held[linked], bonds.held[some])
        score[linked] *= bonds.weight[some]
    alone = (sides.alone[hostile] >= 0) & (sides.alone[hostile] == sides.alone[friendly])
    actor, against, towards = sides.actor[hostile], sides.other[hostile], sides.other[friendly]
    score *= held * _named(world, actor, against, towards) * _distance(world, hostile, friendly)
    score *= np.where(alone, factors.ONE_SENTENCE, 1.0)
    timely = _in_time(world, near, hostile, friendly) & _in_time(world, far, hostile, friendly)
    pattern = np.full(len(held), DIRECT if factor == factors.DIRECT else THROUGH)
    none = np.full(len(held), -1, dtype=np.int64)
    return _listed(
        graph,
        Found(score, actor, against, towards, pattern, hostile, friendly, none, near, far).at(
            timely
        ),
    )


def _listed(graph: _Graph, found: Found) -> Found:
    """Those that could still be in the list, with scores as they are shown."""
    found = found._replace(score=np.round(found.score, 4))
    kept = found.score >= graph.least
    if graph.wanted is not None:
        kept &= find(graph.wanted, found.actor * graph.size + found.against) >= 0
    return found.at(kept)


def _named(world: World, *actors: Ints) -> Floats:
    product = np.ones(len(actors[0]))
    for actor in actors:
        product *= world.named[actor]
    return product


def theatres_apart(world: World, one: Ints, other: Ints) -> Flags:
    here, there = world.sides.theatre[one], world.sides.theatre[other]
    apart: Flags = (here > 0) & (there > 0) & (here != there)
    return apart


def periods_apart(world: World, one: Ints, other: Ints) -> Flags:
    """The two are told of dates that do not meet, or one as past and the other as not."""
    sides = world.sides
    dated = (sides.first[one] != NEVER) & (sides.first[other] != NEVER)
    meeting = (sides.first[one] <= sides.last[other]) & (sides.first[other] <= sides.last[one])
    parted: Flags = (sides.past[one] != sides.past[other]) | (dated & ~meeting)
    return parted


def _distance(world: World, one: Ints, other: Ints) -> Floats:
    table = np.array(factors.DISTANCE)
    theatres, periods = theatres_apart(world, one, other), periods_apart(world, one, other)
    distance: Floats = table[theatres.astype(np.int64), periods.astype(np.int64)]
    return distance


def _in_time(world: World, bond: Ints, *legs: Ints) -> Flags:
    """Whether a dated membership may hold at the time of one of the legs, as far as it is told."""
    timely = np.ones(len(bond), dtype=np.bool_)
    linked = np.flatnonzero(bond >= 0)
    some = bond[linked]
    sides, bonds = world.sides, world.bonds
    undated, held = np.ones(len(linked), np.bool_), np.zeros(len(linked), np.bool_)
    for leg in legs:
        first, last = sides.first[leg[linked]], sides.last[leg[linked]]
        undated &= first == NEVER
        held |= (first != NEVER) & (last >= bonds.since[some]) & (first <= bonds.until[some])
    timely[linked] = undated | held
    return timely


def _nothing() -> Found:
    none = np.empty(0, dtype=np.int64)
    return Found(np.empty(0), *(none for _ in Found._fields[1:]))


def _best(world: World, *found: Found) -> Found:
    """The best game of each actor against each other."""
    both = _joined(*found)
    pairs = group(both.actor * len(world.wholes) + both.against)
    top = pairs.most(both.score)[pairs.numbers()] == both.score
    return _once(world, both.at(top))


def _joined(*found: Found) -> Found:
    return Found._make(np.concatenate(columns) for columns in zip(*found, strict=True))


def _once(world: World, found: Found) -> Found:
    """Of equals of one pair, the first by their names, so that two runs agree."""
    size = len(world.wholes)
    pairs = group(found.actor * size + found.against)
    if len(pairs.starts) == len(found.score):
        return found
    theatre, taken = world.sides.theatre, world.sides.kind == TAKEN
    several = np.repeat(pairs.sizes > 1, pairs.sizes)
    some = found.at(pairs.order[several])
    order = np.lexsort((
        some.hostile, some.far, some.near, taken[some.friendly], theatre[some.friendly],
        theatre[some.hostile], some.pattern, some.towards, some.against, some.actor,
    ))  # fmt: skip
    some = some.at(order)
    first = some.at(group(some.actor * size + some.against).first)
    single = found.at(pairs.order[~several])
    return _joined(single, first)


def _turns(found: Found, order: Ints) -> Ints:
    """How often an actor had its two games before each of the games in such an order, by row."""
    ranks = group(found.actor[order])
    _, place = spread(ranks.sizes)
    turns = np.empty(len(order), dtype=np.int64)
    turns[order[ranks.order]] = place // 2
    return turns


def _spread(world: World, found: Found) -> Found:
    """Best first, but an actor's third game after the first two of everybody else."""
    order = np.lexsort((
        found.pattern, found.towards, found.against, found.actor, -found.score
    ))  # fmt: skip
    turns = _turns(found, order)
    return found.at(order[np.argsort(turns[order], kind="stable")])


def _bar(found: Found, limit: int | None) -> float:
    """The score of the last game of the list so far: what is below it will not be listed."""
    if limit is None:
        return -np.inf
    turns = _turns(found, np.argsort(-found.score, kind="stable"))
    scores = found.score[turns == 0]
    if limit == 0 or len(scores) < limit:
        return -np.inf if limit else np.inf
    return float(np.partition(scores, len(scores) - limit)[len(scores) - limit])


def _folded(world: World, chosen: Found) -> Ints:
    """How many other games there are of each chosen actor against the same one."""
    size = len(world.wholes)
    pairs = np.unique(chosen.actor * size + chosen.against)
    players = np.zeros(size, dtype=np.bool_)
    players[chosen.actor] = True
    graph = _Graph(world, actors=players, pairs=pairs)
    kinds = size * len(PATTERNS)
    seen = np.empty(0, dtype=np.int64)
    for hunt in (_direct, _triangles, _four_cycles):
        for found in hunt(graph):
            pair = find(pairs, found.actor * size + found.against)
            seen = np.union1d(seen, pair * kinds + found.towards * len(PATTERNS) + found.pattern)
    counts = np.bincount(seen // kinds, minlength=len(pairs)) if kinds else seen
    return counts[find(pairs, chosen.actor * size + chosen.against)] - 1
