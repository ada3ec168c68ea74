"""Features of the network: who stands with and against an actor across a border, and who pays.

They are the back-test's and do not ship, since they did not forecast better than history alone.
"""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np

from allegiance.datasets.country_years import CountryYear, Kin
from allegiance.network.forecast import Case, Matrix, World, armed
from allegiance.ontology.borders import neighbours


class Support(NamedTuple):
    """Who supported whom in a year; `base` where that one was given territory or bases that year."""

    supporter: str
    recipient: str
    year: int
    base: bool = False


def support(path: Path) -> Iterator[Support]:
    """UCDP External Support 18.1, actor-years (Meier et al. 2022)."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            based = any(row[key] not in ("", "0", "0.0") for key in ("ext_p", "ext_y", "ext_l"))
            for name in filter(None, row["ext_name"].split(", ")):
                yield Support(name.strip(), row["actor_name"].strip(), int(row["year"]), based)


class Surroundings(World):
    """A world with who fought whom, who supported whom, and which peoples live where."""

    def __init__(
        self, rows: Iterable[CountryYear], given: Iterable[Support] = (), kin: Iterable[Kin] = ()
    ) -> None:
        super().__init__(rows)
        self.given = tuple(given)
        self.kin = tuple(kin)
        self._foes: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in self.rows.values():
            for clash in row.clashes:
                for one, other in ((clash.one, clash.other), (clash.other, clash.one)):
                    for actor in one:
                        self._foes[row.year][actor].update(other)
        self.peoples: dict[str, set[str]] = defaultdict(set)
        for each in self.kin:
            self.peoples[each.country].add(each.people)

    def until(self, year: int) -> "Surroundings":
        rows = (row for row in self.rows.values() if row.year <= year)
        return Surroundings(rows, (each for each in self.given if each.year <= year), self.kin)

    def foes(self, actor: str, years: Iterable[int]) -> Set[str]:
        """Whom an actor fought in these years."""
        return frozenset().union(*(self._foes[y].get(actor, ()) for y in years if y in self._foes))

    def government(self, country: str, year: int) -> str:
        row = self.rows.get((country, year))
        return row.government if row else ""


NETWORK: Mapping[str, str] = {
    "countries": "log(1 + countries where the actor fights)",
    "borders": "log(1 + borders of the country with those where the actor fights)",
    "its foe rules": "the actor fought its government in the last three years, anywhere",
    "foes there": "log(1 + other foes of the last three years that fight there)",
    "friends there": "log(1 + actors there that fought a foe of the actor in the last three years)",
    "fights abroad": "its government fights where the actor does",
    "neighbours at war": "share of its neighbours with organised violence",
    "spread of foes": "log(1 + countries where the actor's armed foes fight)",
    "supported by it": "its government supported the actor in the last five years",
    "base there": "its government supported the actor when it was given territory or bases",
    "supports a foe": "its government supported a foe of the actor in the last five years",
    "supporters": "log(1 + who supported the actor in the last five years)",
    "shared supporter": "one supported both the actor and an armed actor there that is no foe",
    "double game": "one supported both the actor and a foe of it in the last five years",
    "mutual rebels": "its government and one where the actor fights support each other's rebels",
    "kin": "log(1 + peoples that live both there and where the actor fights)",
}
FIGHTING = tuple(NETWORK)[:8]
SUPPORT = tuple(NETWORK)[8:15]
KIN = tuple(NETWORK)[15:]


def network(world: Surroundings, known: int, of: Sequence[Case]) -> Matrix:
    """The features of cases: a row each, columns as in NETWORK; nothing after `known` enters."""
    past = _Past(world, known)
    return np.array([past.of(case) for case in of], dtype=float).reshape(len(of), len(NETWORK))


class _Past:
    """A world as known at the end of one year."""

    def __init__(self, world: Surroundings, known: int) -> None:
        self.world = world
        self.known = known
        self.three = range(known - 2, known + 1)
        self.supporters: dict[str, set[str]] = defaultdict(set)
        self.bases: set[tuple[str, str]] = set()
        for each in world.given:
            if known - 4 <= each.year <= known:
                self.supporters[each.recipient].add(each.supporter)
                if each.base:
                    self.bases.add((each.supporter, each.recipient))
        self.foes = cache(lambda actor: world.foes(actor, self.three))
        self.friends = cache(self._friends)
        self.rebels = cache(self._rebels)

    def of(self, case: Case) -> tuple[float, ...]:
        return (*self.fighting(case), *self.support(case), self.kin(case))

    def fighting(self, case: Case) -> tuple[float, ...]:
        world, known = self.world, self.known
        near, home = self.near(case), set(case.home) - {case.country}
        there = world.actors(case.country, known) - {case.actor}
        government = world.government(case.country, known)
        foes = set(filter(armed, self.foes(case.actor)))
        spread = set().union(*(world.where(foe, known) for foe in foes))
        at_war = sum(bool(world.actors(place, known)) for place in near)
        return (
            np.log1p(len(case.home)),
            np.log1p(len(near & home)),
            government in self.foes(case.actor),
            np.log1p(len(there & foes)),
            np.log1p(len(there & self.friends(case.actor))),
            bool(world.where(government, known) & home),
            at_war / max(1, len(near)),
            np.log1p(len(spread)),
        )

    def support(self, case: Case) -> tuple[float, ...]:
        actor, mine, foes = case.actor, self.supporters[case.actor], self.foes(case.actor)
        government = self.world.government(case.country, self.known)
        theirs = set().union(*(self.supporters[foe] for foe in foes))
        others = set(filter(armed, self.world.actors(case.country, self.known))) - foes - {actor}
        home = set(case.home) - {case.country}
        return (
            government in mine,
            (government, actor) in self.bases,
            government in theirs,
            np.log1p(len(mine)),
            any(mine & self.supporters[other] for other in others),
            bool(mine & theirs),
            any(self.back(case.country, at) and self.back(at, case.country) for at in home),
        )

    def kin(self, case: Case) -> float:
        home = set(case.home) - {case.country}
        around = set().union(*(self.world.peoples[place] for place in home))
        return float(np.log1p(len(self.world.peoples[case.country] & around)))

    def near(self, case: Case) -> set[str]:
        return set(neighbours(case.country, str(self.known)))

    def back(self, one: str, other: str) -> bool:
        """Whether the government of one country supports rebels of another."""
        government = self.world.government(one, self.known)
        return any(government in self.supporters[rebel] for rebel in self.rebels(other))

    def _friends(self, actor: str) -> Set[str]:
        """Who fought a foe of an actor and is none itself."""
        others = (self.foes(foe) for foe in self.foes(actor))
        return frozenset().union(*others) - self.foes(actor) - {actor}

    def _rebels(self, country: str) -> Set[str]:
        """The armed foes that a government fights in its own country."""
        there = chain.from_iterable(self.world.actors(country, y) for y in self.three)
        return self.foes(self.world.government(country, self.known)) & set(filter(armed, there))
