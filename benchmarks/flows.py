"""How long it takes to find whom one source can have reached, among a million dated arcs.

    python benchmarks/flows.py [ARCS]

Networks are made by chance: arcs over twenty years among 10,000 and 100,000 parties, some of which
give and get far more than others. In one, every arc has a day; in one, three in ten have no more than a
year; in one, none has. Each source is asked twice: whom can something have reached (`possible`), and
whom in an order that the dates force (`forced`); and twice for the paths of fewest hops, which are those
shown (`possible, shown`). Beside the first two, in the same run and with the same answers,
stand the plain ways: for arcs of a day one pass over the arcs by date (Wu et al. 2014, algorithm 1), for
the others a search by earliest arrival with a heap. Both are pure Python over lists, indexed once as well.
Times are of one source, in processor time, the middle and the worst of SOURCES, each the best of three
runs (the plain way runs once); the index is built once. On the command line, reading the statements
takes longer than all of this.
"""

import heapq
import sys
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from allegiance.network.temporal import ALWAYS, NEVER, Arcs

SOURCES = 15
PEERED = 3
SPAN = 20 * 365


class Made(NamedTuple):
    """A network made by chance; `first` and `last` are days."""

    source: NDArray[np.int64]
    target: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    parties: int


def main(count: int = 1_000_000) -> None:
    print(f"{count:,} arcs; one source, in milliseconds")
    head = ("parties", "with a year alone", "order", "index", "reached", "middle", "worst", "plain")
    print(" ".join(f"{each:>18}" for each in (*head, "ratio")))
    for parties in (10_000, 100_000):
        for share in (0.0, 0.3, 1.0):
            network = made(count, parties, share)
            for row in measured(network):
                print(
                    " ".join(f"{each:>18}" for each in (parties, f"{share:.0%}", *row)), flush=True
                )


def made(count: int, parties: int, years: float, *, seed: int = 1) -> Made:
    """Arcs of a day, a share of them known by the year alone."""
    chance = np.random.default_rng(seed)
    source, target = ((parties * chance.random(count) ** 2).astype(np.int64) for _ in "st")
    first = chance.integers(0, SPAN, count)
    last = first.copy()
    coarse = chance.random(count) < years
    first[coarse] = first[coarse] // 365 * 365
    last[coarse] = first[coarse] + 364
    return Made(source, chance.permutation(parties)[target], first, last, parties)


def measured(network: Made) -> list[tuple[str, ...]]:
    """For each order: the index, how many are reached, our times, the plain way's and the ratio.

    Raises AssertionError where the two differ.
    """
    begin = time.process_time()
    arcs = Arcs(*network[:4], nodes=network.parties)
    arcs.earliest([0])
    index = time.process_time() - begin
    plain = Plain(network)
    sources = np.random.default_rng(2).integers(0, network.parties, SOURCES).tolist()
    rows: list[tuple[str, ...]] = []
    for name, ours, theirs in (
        ("possible", arcs.earliest, plain.possible),
        ("forced", arcs.forced, plain.forced),
    ):
        answers, times = timed(ours, sources, runs=3)
        expected, slow = timed(theirs, sources[:PEERED], runs=1)
        for one, other in zip(answers, expected, strict=False):
            assert one.tolist() == list(other)
        reached = median(int((each < NEVER).sum()) for each in answers)
        middle, peer = median(times), median(slow)
        rows.append(
            (
                name, f"{index * 1e3:.0f}", f"{reached:.0f}", f"{middle * 1e3:.1f}",
                f"{max(times) * 1e3:.1f}", f"{peer * 1e3:.0f}", f"{peer / middle:.0f}x",
            )
        )  # fmt: skip
    return rows + [shown(arcs, sources, forced=forced) for forced in (False, True)]


def shown(arcs: Arcs, sources: list[int], *, forced: bool) -> tuple[str, ...]:
    """The paths of fewest hops. Raises AssertionError where they do not reach whom they should."""
    arcs.shortest([0], forced=forced)
    answers, times = timed(lambda starts: arcs.shortest(starts, forced=forced), sources, runs=3)
    for source, paths in zip(sources, answers, strict=True):
        when = arcs.forced([source]) if forced else arcs.earliest([source])
        assert ((when < NEVER) == (paths.hops >= 0)).all()
    reached = median(int((paths.hops >= 0).sum()) for paths in answers)
    name = "forced, shown" if forced else "possible, shown"
    middle, worst = (f"{time * 1e3:.1f}" for time in (median(times), max(times)))
    return name, "-", f"{reached:.0f}", middle, worst, "-", "-"


def timed(
    ask: Callable[[list[int]], Any], sources: Sequence[int], *, runs: int
) -> tuple[list[Any], list[float]]:
    """The answers, and the best time of some runs for each source."""
    answers, times = [], []
    for source in sources:
        best = float("inf")
        for _ in range(runs):
            begin = time.process_time()
            answer = ask([source])
            best = min(best, time.process_time() - begin)
        answers.append(answer)
        times.append(best)
    return answers, times


class Plain:
    """The plain ways, in pure Python."""

    def __init__(self, network: Made) -> None:
        rows = zip(*(each.tolist() for each in network[:4]), strict=True)
        self._arcs = sorted(rows, key=lambda arc: (arc[2], arc[3]))
        self._parties = network.parties
        self._out: list[list[tuple[int, int, int]]] = [[] for _ in range(network.parties)]
        for source, target, first, last in self._arcs:
            self._out[source].append((target, first, last))

    def possible(self, starts: list[int]) -> list[int]:
        """Earliest arrivals, by a heap: an arc of several days may pass on what comes late."""
        when = [NEVER] * self._parties
        when[starts[0]] = ALWAYS
        waiting = [(ALWAYS, starts[0])]
        while waiting:
            day, party = heapq.heappop(waiting)
            if day > when[party]:
                continue
            for target, first, last in self._out[party]:
                arrival = max(day, first)
                if day <= last and arrival < when[target]:
                    when[target] = arrival
                    heapq.heappush(waiting, (arrival, target))
        return when

    def forced(self, starts: list[int]) -> list[int]:
        """Earliest arrivals in forced order, in one pass over the arcs by their first days."""
        when = [NEVER] * self._parties
        when[starts[0]] = ALWAYS
        for source, target, first, last in self._arcs:
            if when[source] < first and last < when[target]:
                when[target] = last
        return when


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
