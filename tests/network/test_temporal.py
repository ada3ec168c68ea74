"""Time-respecting paths, against every path of small graphs."""

import time
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.network import temporal
from allegiance.network.temporal import ALWAYS, FOREVER, NEVER, Arcs

Arc = tuple[int, int, int, int]
NODES = 5


def arcs_of(arcs: list[Arc], nodes: int = NODES) -> Arcs:
    source, target, first, last = zip(*arcs, strict=True) if arcs else ((), (), (), ())
    return Arcs(source, target, first, last, nodes=nodes)


@st.composite
def worlds(draw: st.DrawFn) -> list[Arc]:
    """Up to eight arcs among five nodes: of a day, of some days, open to one side or both."""
    day, node = st.integers(0, 6), st.integers(0, NODES - 1)
    found = []
    for _ in range(draw(st.integers(0, 8))):
        begin, length = draw(day), draw(st.sampled_from((0, 0, 1, 3)))
        ends = draw(st.sampled_from(("closed", "closed", "from", "until", "open")))
        first = ALWAYS if ends in ("until", "open") else begin
        last = FOREVER if ends in ("from", "open") else begin + length
        found.append((draw(node), draw(node), first, last))
    return found


def walks(arcs: list[Arc], start: int, since: int, *, forced: bool) -> Iterator[list[int]]:
    """Every path from a node that visits no node twice and respects time, by definition alone."""
    waiting: list[list[int]] = [[]]
    while waiting:
        path = waiting.pop()
        seen = {start, *(arcs[arc][1] for arc in path)}
        at = arcs[path[-1]][1] if path else start
        for number, (source, target, _, _) in enumerate(arcs):
            longer = [*path, number]
            if source == at and target not in seen and in_time(arcs, longer, since, forced=forced):
                waiting.append(longer)
                yield longer


def in_time(arcs: list[Arc], path: list[int], since: int, *, forced: bool) -> bool:
    days = [arcs[arc][2:] for arc in path]
    if forced:
        return days[0][0] >= since and all(a[1] < b[0] for a, b in pairwise(days))
    return days[0][1] >= since and all(
        days[i][0] <= days[j][1] and since <= days[j][1] for j in range(len(days)) for i in range(j)
    )


def brute(arcs: list[Arc], start: int, since: int, *, forced: bool) -> tuple[list[int], list[int]]:
    """The earliest arrival at each node and the fewest arcs to it."""
    when, hops = [NEVER] * NODES, [-1] * NODES
    for path in walks(arcs, start, since, forced=forced):
        at, days = arcs[path[-1]][1], [arcs[arc][2:] for arc in path]
        arrival = days[-1][1] if forced else max(since, *(first for first, _ in days))
        when[at] = min(when[at], arrival)
        hops[at] = len(path) if hops[at] < 0 else min(hops[at], len(path))
    when[start], hops[start] = since, 0
    return when, hops


SINCE = st.sampled_from((ALWAYS, ALWAYS, 0, 3))


@given(worlds(), st.integers(0, NODES - 1), SINCE, st.sampled_from((1, 2, 1 << 16)), st.booleans())
def test_arrivals_and_fewest_arcs_are_those_of_all_paths(
    world: list[Arc], start: int, since: int, block: int, dense: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(temporal, "BLOCK", block)
        patch.setattr(temporal, "_LONG", 2)
        as_if_dense(patch, dense)
        arcs = arcs_of(world)
        for forced in (False, True):
            when, hops = brute(world, start, since, forced=forced)
            ask = arcs.forced if forced else arcs.earliest
            assert ask([start], since=since).tolist() == when
            assert arcs.shortest([start], since=since, forced=forced).hops.tolist() == hops


def as_if_dense(patch: pytest.MonkeyPatch, dense: bool) -> None:
    """Look up new arcs of nodes, and those that lead to missing ones, in the smallest of graphs."""
    if dense:
        patch.setattr(temporal, "_MANY", 0)
        patch.setattr(temporal, "_RARE", 0)


@given(worlds(), st.integers(0, NODES - 1), SINCE, st.booleans(), st.booleans())
def test_shortest_paths_are_paths(
    world: list[Arc], start: int, since: int, forced: bool, dense: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        as_if_dense(patch, dense)
        found = arcs_of(world).shortest([start], since=since, forced=forced)
    for node, hops in enumerate(found.hops.tolist()):
        path = list(found.to(node))
        assert len(path) == max(hops, 0)
        if path:
            ends = [world[arc][:2] for arc in path]
            assert (ends[0][0], ends[-1][1]) == (start, node)
            assert all(a[1] == b[0] for a, b in pairwise(ends))
            assert in_time(world, path, since, forced=forced)


@given(worlds(), st.integers(0, NODES - 1), st.integers(0, NODES - 1), st.booleans())
def test_whom_it_reaches_backwards_reached_it(
    world: list[Arc], one: int, other: int, forced: bool
) -> None:
    arcs = arcs_of(world)
    there = arcs.shortest([one], forced=forced).hops[other]
    assert arcs.backwards.shortest([other], forced=forced).hops[one] == there


def test_days_of_one_day_do_not_force_an_order() -> None:
    arcs = arcs_of([(0, 1, 5, 5), (1, 2, 5, 5)])
    assert arcs.earliest([0])[2] == 5
    assert arcs.forced([0])[2] == NEVER


def test_what_cannot_be_an_arc_is_refused() -> None:
    with pytest.raises(ValueError, match="arc 1 ends before it begins"):
        Arcs([0, 0], [1, 1], [1, 3], [2, 2], nodes=2)
    with pytest.raises(ValueError, match="leaves the nodes 0 to 1"):
        Arcs([0], [2], [1], [1], nodes=2)
    with pytest.raises(ValueError, match="one length"):
        Arcs([0], [1, 0], [1], [1], nodes=2)


def test_more_days_than_sixteen_bits_hold() -> None:
    count = 70_000
    arcs = Arcs(range(count), range(1, count + 1), range(count), range(count), nodes=count + 1)
    assert arcs.ranks.dtype == np.uint32
    assert arcs.forced([count - 9])[count] == count - 1


def test_a_hundred_thousand_arcs_take_milliseconds() -> None:
    chance = np.random.default_rng(7)
    source, target, day = (chance.integers(0, high, 100_000) for high in (9_000, 9_000, 7_000))
    arcs = Arcs(source, target, day, day, nodes=9_000)
    arcs.earliest([0])
    begin = time.process_time()
    arcs.earliest([1])
    assert time.process_time() - begin < 0.2
