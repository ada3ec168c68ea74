"""Structural balance: how far a signed network is from two camps, exactly.

Friends of friends are friends, foes of friends are foes, where a network is balanced: it splits
into two camps, friendly ties inside and hostile ties across (Cartwright and Harary 1956). How far
from that it is tells the frustration index,

    L = min over partitions of sum of |w(e)| over the ties e that the partition breaks,

friendly ties across and hostile ties inside (Harary 1959, "On the measurement of structural
balance", Behavioral Science 4; Aref, Mason and Wilson 2020, "A modeling and computational study of
the frustration index in signed networks", Networks 75). To find it is NP-hard; what is told here are
a lower and an upper bound with their proof, and they meet where it is found.
"""

from functools import cached_property
from math import inf
from time import monotonic
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from allegiance.network.balance.certificate import Certificate, write
from allegiance.network.balance.reduction import Graph
from allegiance.network.balance.signed import (
    Given,
    NoBalance,
    Signed,
    Weight,
    as_number,
    signed,
)
from allegiance.network.balance.solving import Solution, solve
from allegiance.network.ties import Tie
from allegiance.statements.statement import Statement


class Frustrated(msgspec.Struct, frozen=True, kw_only=True):
    """A tie that the camps break: friendly across them, or hostile within one.

    `ties` are those of the store that it sums up, with their statements; none for other networks.
    """

    source: str
    target: str
    sign: int
    weight: int | float
    ties: tuple[Tie, ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The sentences behind the tie, those that speak for its sign first."""
        ordered = sorted(self.ties, key=lambda made: made.sign != self.sign)
        return tuple(said for made in ordered for said in made.statements)


class Balance(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """How far a network is from balance, and the camps that come nearest.

    `lower` and `upper` are bounds on the frustration index, `gap` is what they are apart, as a
    share of the upper one. They meet where it is `proved`; `upper` alone is not the index, only
    what these `camps` break. `by` tells how the lower bound is proved: "cycles", or "cases" where
    branching was needed. The camps are sets of names, the larger first; an actor whose ties all
    come to nothing is in neither. `frustrated` are the ties that the camps break, the heaviest first.
    `most` is how many camps there may be: 2 but in generalised balance.
    """

    lower: int | float
    upper: int | float
    gap: float
    proved: bool
    by: str
    seconds: float
    actors: int
    ties: int
    negative: int
    total: int | float
    most: int = 2
    camps: tuple[tuple[str, ...], ...]
    frustrated: tuple[Frustrated, ...]
    network: Signed
    solution: Solution

    @cached_property
    def certificate(self) -> Certificate:
        """What proves it, as plain data: see `verify`."""
        return write(self.network, self.solution, self.most)

    @property
    def index(self) -> int | float | None:
        """The frustration index, where it is proved."""
        return self.upper if self.proved else None

    @property
    def summary(self) -> dict[str, Any]:
        """Bounds and camps as plain data."""
        return {
            "lower": self.lower,
            "upper": self.upper,
            "gap": self.gap,
            "proved": self.proved,
            "by": self.by,
            "seconds": self.seconds,
            "actors": self.actors,
            "ties": self.ties,
            "negative": self.negative,
            "total": self.total,
            "most": self.most,
            "camps": [list(camp) for camp in self.camps],
        }


def frustration(
    given: Given, *, weight: Weight = "one", time_limit: float | None = None, seed: int = 0
) -> Balance:
    """How far ties, or rows (u, v, sign) or (u, v, sign, weight), are from two camps.

    `time_limit` are seconds; where they run out, the bounds are those of that moment.

    Raises NoBalance where there is no signed tie between two actors, a weight is no number, or the
    time is none.

    >>> frustration([("Gondor", "Rohan", 1), ("Rohan", "Mordor", -1), ("Gondor", "Mordor", 1)]).lower
    1
    """
    begun = monotonic()
    network = signed(given, weight=weight)
    if time_limit is not None and not time_limit > 0:
        raise NoBalance(f"a time limit of {time_limit} seconds is none; give more than zero")
    deadline = begun + time_limit if time_limit is not None else inf
    graph = Graph(network.size, network.u, network.v, network.weight.tolist())
    solution = solve(graph, deadline=deadline, seed=seed)
    return _balance(network, solution, monotonic() - begun)


def _balance(network: Signed, solution: Solution, seconds: float) -> Balance:
    lower = -(-solution.lower // solution.fine)
    upper = solution.upper // solution.fine
    side = np.array(solution.side)
    broken = side[network.u] * side[network.v] * np.sign(network.weight) < 0
    return Balance(
        lower=as_number(network.value(lower)),
        upper=as_number(network.value(upper)),
        gap=(upper - lower) / upper if upper else 0.0,
        proved=lower == upper,
        by=solution.by,
        seconds=seconds,
        actors=network.size,
        ties=network.ties,
        negative=int((network.weight < 0).sum()),
        total=as_number(network.value(int(np.abs(network.weight).sum()))),
        camps=_camps(network, solution),
        frustrated=broken_ties(network, np.flatnonzero(broken)),
        network=network,
        solution=solution,
    )


def _camps(network: Signed, solution: Solution) -> tuple[tuple[str, ...], ...]:
    """The two sides of those who have a tie, the larger first; one where all are on one side."""
    tied = set(network.u.tolist()) | set(network.v.tolist())
    sides: dict[int, list[str]] = {1: [], -1: []}
    for actor in sorted(tied):
        sides[solution.side[actor]].append(network.name(actor))
    made = sorted(sides.values(), key=lambda camp: (-len(camp), camp))
    return tuple(tuple(camp) for camp in made if camp)


def broken_ties(network: Signed, broken: NDArray[np.int64]) -> tuple[Frustrated, ...]:
    """These ties of a network, the heaviest first."""
    order = broken[np.argsort(-np.abs(network.weight[broken]), kind="stable")]
    return tuple(
        Frustrated(
            source=network.name(int(network.u[tie])),
            target=network.name(int(network.v[tie])),
            sign=1 if network.weight[tie] > 0 else -1,
            weight=as_number(network.value(abs(int(network.weight[tie])))),
            ties=network.said[tie] if network.said else (),
        )
        for tie in order.tolist()
    )
