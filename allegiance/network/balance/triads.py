"""Frustrated triangles: as many as observed, and as many as chance would make.

A triangle is frustrated where one or three of its ties are negative. Chance deals the signs
anew on the ties there are, and leaves every actor as many negative ties as it has: hostile actors
stay hostile. Signs are dealt by flipping closed trails on which negative and positive ties
alternate, so that no actor's count changes; the walk that finds them is as likely in the one
direction as in the other, so that all such networks come up alike. On many ties that takes too
long: there every tie is dealt by itself, with chances fitted so that every actor has on average
as many negative ties as it has (Gallo, Garlaschelli, Lambiotte, Saracco and Squartini 2024, "Testing
structural balance theories in heterogeneous signed networks", Communications Physics 7).
"""

import random
from collections.abc import Iterator
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from allegiance.network.balance.cycles import every_triangle
from allegiance.network.balance.signed import Given, NoBalance, Signed, Weight, signed

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Triads(msgspec.Struct, frozen=True, kw_only=True):
    """Triangles, frustrated ones, and what chance makes of those: mean and standard deviation.

    `ratio` is observed over expected; below one there is more balance than by chance. `below` is the
    share of the `samples` with no more frustrated triangles than observed, `above` with no fewer.
    `kept` tells whether each actor kept its negative ties "exactly" or "on average". `moved` is how
    many ties changed sign between samples on average; where it is zero there is no other way to deal
    the signs, and nothing can be said. None where there is no sample.
    """

    triangles: int
    frustrated: int
    negatives: tuple[int, int, int, int]
    expected: float | None
    deviation: float | None
    ratio: float | None
    below: float | None
    above: float | None
    samples: int
    moved: float
    kept: Literal["exactly", "on average"]


def triads(given: Given, *, weight: Weight = "one", samples: int = 200, seed: int = 0) -> Triads:
    """Frustrated triangles, observed and expected with each actor's own number of negative ties.

    Raises NoBalance where there is no signed tie, or too many triangles to list.
    """
    network = signed(given, weight=weight)
    sides = _triangles(network)
    negative = network.weight < 0
    counts = np.bincount(negative[sides].sum(axis=1), minlength=4)
    observed = int(counts[1] + counts[3])
    dealt, moved = _dealt(network, sides, samples, seed) if len(sides) else ([], 0.0)
    known = bool(dealt) and moved > 0
    mean = float(np.mean(dealt)) if known else None
    return Triads(
        triangles=len(sides),
        frustrated=observed,
        negatives=(int(counts[0]), int(counts[1]), int(counts[2]), int(counts[3])),
        expected=mean,
        deviation=float(np.std(dealt)) if known else None,
        ratio=observed / mean if mean else None,
        below=float(np.mean(np.array(dealt) <= observed)) if known else None,
        above=float(np.mean(np.array(dealt) >= observed)) if known else None,
        samples=len(dealt),
        moved=moved,
        kept="exactly" if network.ties <= EXACTLY else "on average",
    )


MOST_TRIANGLES = 20_000_000


def _triangles(network: Signed) -> Ints:
    portions = list(every_triangle(network.size, network.u, network.v, most=2e9))
    if sum(map(len, portions)) > MOST_TRIANGLES:
        raise NoBalance(f"the network has more than {MOST_TRIANGLES:,} triangles, too many to list")
    return np.concatenate([np.zeros((0, 3), np.int64), *portions])


def _dealt(network: Signed, sides: Ints, samples: int, seed: int) -> tuple[list[int], float]:
    """The frustrated triangles of each sample, and how many ties changed sign between two."""
    deals = _exactly if network.ties <= EXACTLY else _on_average
    dealt, moved, before = [], 0, network.weight < 0
    for negative in deals(network, samples, seed):
        moved += int((negative != before).sum())
        before = negative
        dealt.append(int((negative[sides].sum(axis=1) % 2).sum()))
    return dealt, moved / samples if samples else 0.0


EXACTLY = 3000
"""Up to so many ties, every actor keeps its number of negative ones exactly."""


def _exactly(network: Signed, samples: int, seed: int) -> Iterator[Flags]:
    deal = _Deal(network, seed)
    deal.steps(40 * network.ties)
    for _ in range(samples):
        deal.steps(3 * network.ties)
        yield deal.negative()


def _on_average(network: Signed, samples: int, seed: int) -> Iterator[Flags]:
    rng = np.random.default_rng(seed)
    chance = _chances(network)
    for _ in range(samples):
        yield rng.random(network.ties) < chance


def _chances(network: Signed) -> Floats:
    """How likely each tie is negative: x y / (1 + x y), fitted to every actor's own number."""
    ends = np.r_[network.u, network.v]
    wanted = np.bincount(ends, np.tile(network.weight < 0, 2), network.size)
    many = np.bincount(ends, minlength=network.size)
    pull = np.log((wanted + 1e-9) / (many - wanted + 1e-9)) / 2
    for _ in range(500):
        chance = 1 / (1 + np.exp(-np.clip(pull[network.u] + pull[network.v], -40, 40)))
        had = np.bincount(ends, np.tile(chance, 2), network.size)
        spread = np.bincount(ends, np.tile(chance * (1 - chance), 2), network.size)
        off = wanted - had
        if np.abs(off).max() < 1e-3:
            break
        pull += np.clip(0.7 * off / np.maximum(spread, 1e-6), -1, 1)
    return np.asarray(chance)


class _Deal:
    """Signs on fixed ties, walked about with every actor's negatives kept."""

    def __init__(self, network: Signed, seed: int) -> None:
        self.rng = random.Random(seed)
        self.ends = list(zip(network.u.tolist(), network.v.tolist(), strict=True))
        self.sign = [bool(w < 0) for w in network.weight]
        self.near: list[list[list[tuple[int, int]]]] = [[[], []] for _ in range(network.size)]
        self.place = [[0, 0] for _ in self.ends]
        for tie in range(len(self.ends)):
            self._put(tie)

    def negative(self) -> Flags:
        return np.array(self.sign)

    def steps(self, count: int) -> None:
        """Walk so many steps in all, trail after trail."""
        while count > 0:
            trail = self._trail()
            count -= max(abs(len(trail)), 1)
            for tie in trail:
                self._flip(tie)

    def _trail(self) -> list[int]:
        """An alternating closed trail from a random end of a random tie; empty where it fails."""
        start = at = self.ends[self.rng.randrange(len(self.ends))][self.rng.random() < 0.5]
        trail: list[int] = []
        used = set()
        for step in range(LONGEST):
            choice = self.near[at][step % 2 == 0]
            if not choice:
                return []
            at, tie = choice[int(self.rng.random() * len(choice))]
            if tie in used:
                return []
            used.add(tie)
            trail.append(tie)
            if at == start and step % 2 == 1:
                return trail
        return []

    def _put(self, tie: int) -> None:
        for side, at in enumerate(self.ends[tie]):
            choice = self.near[at][self.sign[tie]]
            self.place[tie][side] = len(choice)
            choice.append((self.ends[tie][1 - side], tie))

    def _flip(self, tie: int) -> None:
        for side, at in enumerate(self.ends[tie]):
            choice = self.near[at][self.sign[tie]]
            last = choice.pop()
            if last[1] != tie:
                place = self.place[tie][side]
                choice[place] = last
                self.place[last[1]][self.ends[last[1]].index(at)] = place
        self.sign[tie] = not self.sign[tie]
        self._put(tie)


LONGEST = 60
