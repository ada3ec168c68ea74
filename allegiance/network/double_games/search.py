"""The best double games, found on arrays: only what could still be listed is looked at.

A game scores no more than its weakest leg allows, so once as many games are found as are asked for,
legs too faint to beat the last of them are left out of the search. The list is the same as without.
"""

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import NamedTuple

import numpy as np

from allegiance.network.double_games import factors
from allegiance.network.double_games.columns import NEVER
from allegiance.network.double_games.cycles import (
    Flags,
    Floats,
    Ints,
    Rows,
    arrange,
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


def find_games(
    world: World,
    limit: int | None = None,
    *,
    players: Ints | None = None,
    patterns: Collection[Pattern] = (),
) -> tuple[Found, Ints]:
    """The best double games in the order of the list, and how many weaker ones each stands for.

    `players` are the wholes that may play, all where it is None; `patterns` those that are asked for,
    all where there is none.
    """
    best, index = _nothing(), _Index(world, patterns)
    for hunt in (_direct, _triangles, _four_cycles):
        graph = _Graph(index, least=_bar(best, limit), actors=players)
        for found in hunt(graph):
            best = _best(world, best, found)
    best = _spread(world, best)
    chosen = best.at(np.arange(len(best.score))[:limit])
    return chosen, _folded(index, chosen)


def every(world: World) -> Iterator[Found]:
    """Each double game there is, in no order; one twice where two middles make it."""
    graph = _Graph(_Index(world))
    for hunt in (_direct, _triangles, _four_cycles):
        yield from hunt(graph)


class _Index:
    """What every search of a world asks, worked out once."""

    def __init__(self, world: World, patterns: Collection[Pattern] = ()) -> None:
        self.world = world
        self.size = len(world.wholes)
        self.patterns = np.array([not patterns or name in patterns for name in PATTERNS])

    @cached_property
    def hostile(self) -> Ints:
        """Who is hostile to whom, as one sorted number each."""
        sides = self.world.sides
        some = np.flatnonzero(sides.kind == HOSTILE)
        return sides.actor[some] * self.size + sides.other[some]

    @cached_property
    def wars(self) -> Ints:
        """The firmest hostile side between each two, in the order of their numbers."""
        sides = self.world.sides
        some = np.flatnonzero(sides.kind == HOSTILE)
        one, other = sides.actor[some], sides.other[some]
        pairs = group(np.minimum(one, other) * self.size + np.maximum(one, other))
        return some[arrange(pairs, one, sides.theatre[some], -sides.held[some]).first]

    @cached_property
    def helps(self) -> Ints:
        """What each does for each other: the firmest help it gives, else it takes; no relief."""
        sides = self.world.sides
        some = np.flatnonzero((sides.kind != HOSTILE) & ~sides.relief)
        pairs = group(sides.actor[some] * self.size + sides.other[some])
        bound = 2 * (sides.kind[some] == TAKEN) + sides.belonging[some]
        return some[arrange(pairs, sides.theatre[some], -sides.held[some], bound).first]

    @cached_property
    def links(self) -> Ints:
        """How many bonds each whole has."""
        bonds = self.world.bonds
        return np.bincount(np.concatenate([bonds.one, bonds.other]), minlength=self.size)

    def fights(self, one: Ints, other: Ints) -> Flags:
        """Whether the one is hostile to the other."""
        fights: Flags = find(self.hostile, one * self.size + other) >= 0
        return fights


class _Graph:
    """Who is hostile to, helps, and is one side with whom, as far as a game could score `least`.

    With `actors`, only those actors play, and `foes` are those that they play against.
    """

    def __init__(
        self,
        index: _Index,
        *,
        least: float = -np.inf,
        actors: Ints | None = None,
        pairs: Ints | None = None,
    ) -> None:
        self.index = index
        self.world = index.world
        self.size = index.size
        self.least = least
        self._actors = None if actors is None else self.mask(actors)
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

    def beside(self, bonds: Ints, of: Ints | None = None) -> Rows:
        """Bonds by either end, or by those ends that are asked for."""
        one, other = self.world.bonds.one[bonds], self.world.bonds.other[bonds]
        ends, far = np.concatenate([one, other]), np.concatenate([other, one])
        bonds = np.tile(bonds, 2)
        if of is not None:
            kept = self.mask(of)[ends]
            ends, far, bonds = ends[kept], far[kept], bonds[kept]
        return self.rows(ends, far, bonds)

    def mask(self, actors: Ints) -> Flags:
        flags = np.zeros(self.size, dtype=np.bool_)
        flags[actors] = True
        return flags


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
    beside = graph.beside(graph.bonds(factor), foes.other)
    for found in meet(helped, foes.one, beside, foes.other):
        none = np.full(len(found.at), -1, dtype=np.int64)
        yield _legs(graph, foes, friends, found.at, found.one, found.other, none, factor)
    helpers, helping = _helpers(graph)
    yield from _between(graph, _wars(graph, helpers), helpers, helping)


def _four_cycles(graph: _Graph) -> Iterator[Found]:
    """The same, where another self stands in for one of the two."""
    factor = factors.THROUGH_TWO
    foes = graph.hostile(graph.players(graph.sides(HOSTILE, factor)))
    friends = _pairs(graph.world, graph.players(graph.sides(GIVEN, factor)))
    helped = graph.rows(friends.one, friends.other, np.arange(len(friends.one)))
    for selves in _other_selves(graph, factor, foes.other, friends.other):
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

    def at(self, rows: Ints | Flags) -> "_Selves":
        return _Selves._make(column[rows] for column in self)


def _other_selves(graph: _Graph, factor: float, of: Ints, to: Ints) -> Iterator[_Selves]:
    """Other selves two bonds away, by the firmest path and then by the next: one middle may play."""
    paths = _paths(graph, factor, of, to)
    bonds = graph.world.bonds
    firm = np.minimum(*(bonds.held[b] * bonds.weight[b] for b in (paths.bond, paths.beyond)))
    groups = arrange(group(paths.one * graph.size + paths.other), paths.middle, -firm)
    yield paths.at(groups.first)
    yield paths.at(groups.order[groups.starts[groups.sizes > 1] + 1])


def _paths(graph: _Graph, factor: float, of: Ints, to: Ints) -> _Selves:
    """Two close bonds in a row between two that no bond ties, the one of these and the other of those.

    Not through a state: two governments that claim one state are rivals.
    """
    bonds = graph.world.bonds
    close = graph.bonds(factor, factors.OTHER_SELF)
    body = ~graph.world.states & (graph.index.links <= factors.OTHER_SELVES)
    here, there = graph.beside(close, of), graph.beside(close, np.flatnonzero(body))
    ends = np.repeat(np.arange(graph.size), here.degrees)
    steps, places = _all(wedges(here.columns, there))
    paths = _Selves(
        ends[steps], there.columns[places], here.columns[steps], here.values[steps],
        there.values[places],
    )  # fmt: skip
    paths = paths.at(graph.mask(to)[paths.other] & (paths.one != paths.other))
    low, high = np.minimum(paths.one, paths.other), np.maximum(paths.one, paths.other)
    return paths.at(find(bonds.one * graph.size + bonds.other, low * graph.size + high) < 0)


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


def _wars(graph: _Graph, helpers: Rows) -> _Wars:
    """The firmest hostile side between each two that somebody helps."""
    sides, wars = graph.world.sides, graph.index.wars
    wars = wars[graph.enough(sides.held[wars], factors.BOTH)]
    helped = helpers.degrees > 0
    wars = wars[helped[sides.actor[wars]] & helped[sides.other[wars]]]
    none = np.full(len(wars), -1, dtype=np.int64)
    return _Wars(sides.actor[wars], sides.other[wars], wars, none, none)


def _wars_of_selves(graph: _Graph, helpers: Rows) -> Iterator[_Wars]:
    """Wars of another self, between two that are helped and in none themselves."""
    sides, wars = graph.world.sides, graph.index.wars
    helped = helpers.degrees > 0
    few = np.flatnonzero(helped & (graph.index.links <= factors.OTHER_SELVES))
    beside = graph.beside(graph.bonds(factors.BOTH, factors.OTHER_SELF), few)
    ends = np.repeat(np.arange(graph.size), beside.degrees)
    wars = wars[graph.enough(sides.held[wars], factors.BOTH)]
    one, other = sides.actor[wars], sides.other[wars]
    selves, foes = np.concatenate([one, other]), np.concatenate([other, one])
    kept = helped[foes] & graph.mask(beside.columns)[selves]
    against = graph.rows(selves[kept], foes[kept], np.tile(wars, 2)[kept])
    for step, place in wedges(beside.columns, against):
        one, other = ends[step], against.columns[place]
        kept = (one != other) & ~graph.index.fights(one, other) & ~graph.index.fights(other, one)
        step, side = step[kept], against.values[place[kept]]
        yield _Wars(one[kept], other[kept], side, beside.values[step], beside.columns[step])


def _between(graph: _Graph, wars: _Wars, helpers: Rows, helping: Ints) -> Iterator[Found]:
    """Who helps both sides of a war; relief does not count."""
    for found in meet(helpers, wars.one, helpers, wars.other):
        apart = found.common != wars.self[found.at]
        one, other = helping[found.one[apart]], helping[found.other[apart]]
        yield _helped(graph, wars, found.at[apart], one, other)


def _helpers(graph: _Graph) -> tuple[Rows, Ints]:
    """By the one that is helped: who helps it, or takes its help and is not told to give any."""
    sides, best = graph.world.sides, graph.index.helps
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
    acts = [(sides.kind[side] == GIVEN) & ~sides.belonging[side] for side in (one, other)]
    bound, free = np.where(acts[0], other, one), np.where(acts[0], one, other)
    fights = graph.index.fights(sides.other[bound], sides.other[free])
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
    kept = (found.score >= graph.least) & graph.index.patterns[found.pattern]
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


def _folded(index: _Index, chosen: Found) -> Ints:
    """How many other games there are of each chosen actor against the same one."""
    pairs = np.unique(chosen.actor * index.size + chosen.against)
    graph = _Graph(index, actors=chosen.actor, pairs=pairs)
    kinds = index.size * len(PATTERNS)
    seen = [np.empty(0, dtype=np.int64)]
    for hunt in (_direct, _triangles, _four_cycles):
        for found in hunt(graph):
            pair = find(pairs, found.actor * index.size + found.against)
            games = pair * kinds + found.towards * len(PATTERNS) + found.pattern
            seen.append(games[group(games).first])
    games = np.concatenate(seen)
    counts = np.bincount(games[group(games).first] // max(kinds, 1), minlength=len(pairs))
    return counts[find(pairs, chosen.actor * index.size + chosen.against)] - 1
