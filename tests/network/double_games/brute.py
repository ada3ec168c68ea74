"""Double games of a few ties by trying every actor in every part: slow, and plain to read."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations, product
from math import inf, log2
from typing import NamedTuple

from allegiance.network.double_games import factors
from allegiance.ontology.relations import relation


class Told(NamedTuple):
    """One tie between two numbers, in years."""

    source: int
    target: int
    relation: str
    theatre: str
    strength: float
    first: int
    last: int


class Side(NamedTuple):
    held: float
    theatre: str
    first: int
    last: int
    taken: bool
    belonging: bool
    relief: bool


class Game(NamedTuple):
    score: float
    actor: int
    against: int
    towards: int
    pattern: str


def games(ties: Sequence[Told]) -> list[Game]:
    """Every game once, by actor, against, towards and pattern, with its best score."""
    best: dict[tuple[int, int, int, str], float] = {}
    for game in Brute(ties).all():
        key = game.actor, game.against, game.towards, game.pattern
        best[key] = max(best.get(key, 0.0), game.score)
    return [Game(score, *key) for key, score in best.items()]


def listed(found: Sequence[Game]) -> dict[tuple[int, int], tuple[float, int]]:
    """The best score of each actor against each other, and how many other games there are."""
    scores = defaultdict(list)
    for game in found:
        scores[game.actor, game.against].append(game.score)
    return {pair: (max(each), len(each) - 1) for pair, each in scores.items()}


class Brute:
    def __init__(self, ties: Sequence[Told]) -> None:
        self.people = sorted({end for tie in ties for end in (tie.source, tie.target)})
        groups = defaultdict(list)
        bonds: dict[frozenset[int], list[tuple[float, float, float]]] = defaultdict(list)
        for tie in ties:
            sign = relation(tie.relation).sign
            if tie.source == tie.target or sign == 0:
                continue
            groups[sign, tie.source, tie.target, tie.theatre, False].append(tie)
            both = relation(tie.relation).symmetric or tie.relation in factors.BOTH_WAYS
            if both or sign > 0:
                groups[sign, tie.target, tie.source, tie.theatre, not both].append(tie)
            if weight := factors.LINKS.get(tie.relation):
                held = log(tie.strength)
                bonds[frozenset({tie.source, tie.target})].append((held * weight, held, weight))
        self.bonds = {pair: max(each)[1:] for pair, each in bonds.items()}
        self.hostile: dict[tuple[int, int], list[Side]] = defaultdict(list)
        self.given: dict[tuple[int, int], list[Side]] = defaultdict(list)
        self.taken: dict[tuple[int, int], list[Side]] = defaultdict(list)
        for (sign, one, other, theatre, taken), told in groups.items():
            index = self.hostile if sign < 0 else self.taken if taken else self.given
            index[one, other].append(side(told, theatre, taken))

    def all(self) -> Iterator[Game]:
        for actor, foe in permutations(self.people, 2):
            yield from self.direct(actor, foe)
            for friend in self.people:
                if friend not in (actor, foe):
                    yield from self.through(actor, foe, friend)
        for actor in self.people:
            others = [each for each in self.people if each != actor]
            for one, other in combinations(others, 2):
                yield from self.both(actor, one, other)

    def direct(self, actor: int, foe: int) -> Iterator[Game]:
        helps = self.given[actor, foe] + self.taken[actor, foe]
        for here, there in product(self.hostile[actor, foe], helps):
            score = factors.DIRECT * apart(here, there) * min(here.held, there.held)
            yield Game(round(score, 4), actor, foe, foe, "direct")

    def through(self, actor: int, foe: int, friend: int) -> Iterator[Game]:
        if bond := self.bonds.get(frozenset({foe, friend})):
            paths, factor = [[bond]], factors.THROUGH_ONE
        else:
            paths, factor = self.paths(actor, foe, friend), factors.THROUGH_TWO
        for path in paths:
            for here, there in product(self.hostile[actor, foe], self.given[actor, friend]):
                score = (
                    factor
                    * apart(here, there)
                    * min(here.held, there.held, *(held for held, _ in path))
                )
                for _, weight in path:
                    score *= weight
                yield Game(round(score, 4), actor, foe, friend, "through")

    def paths(self, actor: int, foe: int, friend: int) -> list[list[tuple[float, float]]]:
        """The firmest way from foe to friend through another that is not the actor."""
        found = []
        for middle in self.people:
            near = self.bonds.get(frozenset({middle, friend}))
            far = self.bonds.get(frozenset({middle, foe}))
            if near and far and min(near[1], far[1]) >= factors.OTHER_SELF:
                firm = min(near[0] * near[1], far[0] * far[1])
                found.append((-firm, middle, [near, far]))
        return [path for _, middle, path in sorted(found)[:2] if middle != actor][:1]

    def both(self, actor: int, one: int, other: int) -> Iterator[Game]:
        helps = self.help(actor, one), self.help(actor, other)
        if None in helps:
            return
        here, there = (each for each in helps if each is not None)
        acts = [not each.taken and not each.belonging for each in (here, there)]
        straight = self.hostile[one, other] + self.hostile[other, one]
        if straight:
            bound, free = (other, one) if acts[0] else (one, other)
            if not all(acts) and not (any(acts) and not self.hostile[bound, free]):
                return
            wars = [(max(each.held for each in straight), inf)]
        else:
            wars = list(self.wars_of_selves(actor, one, other)) if all(acts) else []
        for hostile, linked in wars:
            firmer = (-here.held, one) < (-there.held, other)
            towards, against = (one, other) if firmer else (other, one)
            held = min(hostile, here.held, there.held, linked)
            score = factors.BOTH * apart(here, there) * held
            yield Game(round(score, 4), actor, against, towards, "both")

    def wars_of_selves(self, actor: int, one: int, other: int) -> Iterator[tuple[float, float]]:
        for friend, foe in ((one, other), (other, one)):
            for self_ in self.people:
                bond = self.bonds.get(frozenset({friend, self_}))
                if self_ in (actor, foe, friend) or not bond or bond[1] < factors.OTHER_SELF:
                    continue
                for war in self.hostile[self_, foe] + self.hostile[foe, self_]:
                    yield war.held, bond[0] * bond[1]

    def help(self, actor: int, other: int) -> Side | None:
        told = [
            each for each in self.given[actor, other] + self.taken[actor, other] if not each.relief
        ]
        key = lambda each: (each.taken, each.belonging, -each.held, each.theatre)  # noqa: E731
        return min(told, key=key, default=None)


def side(told: Sequence[Told], theatre: str, taken: bool) -> Side:
    acts = factors.ACTS
    firmest = min(
        told,
        key=lambda tie: (-tie.strength * acts.get(tie.relation, 1.0), tie.relation, tie.source),
    )
    held = log(sum(tie.strength for tie in told)) * max(acts.get(t.relation, 1.0) for t in told)
    return Side(
        held * (factors.TAKEN if taken else 1.0),
        theatre,
        min(tie.first for tie in told),
        max(tie.last for tie in told),
        taken,
        firmest.relation in factors.BELONGING,
        firmest.relation == factors.RELIEF,
    )


def log(strength: float) -> float:
    return log2(1 + max(round(strength, 6), factors.FAINT))


def apart(one: Side, other: Side) -> float:
    theatres = bool(one.theatre and other.theatre and one.theatre != other.theatre)
    return factors.DISTANCE[theatres][one.last < other.first or other.last < one.first]
