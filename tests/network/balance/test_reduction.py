"""Reduction leaves the index as it is, and lifts camps and cycles back."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from allegiance.network.balance.reduction import Graph, reduce
from tests.network.balance.brute import chance, least

FINE = 1 << 12


def graph(n: int, ties: dict[tuple[int, int], int]) -> Graph:
    u, v = np.array(list(ties), np.int64).reshape(-1, 2).T
    return Graph(n, u, v, [w * FINE for w in ties.values()])


@pytest.mark.parametrize("seed", range(40))
def test_the_index_is_that_of_the_core_and_what_was_lost(seed: int) -> None:
    ties = chance(seed, 9, heavy=1 + seed % 4)
    level = reduce(graph(9, ties))
    core = {
        (int(a), int(b)): int(w)
        for a, b, w in zip(level.core.u, level.core.v, level.core.w, strict=True)
    }
    inside = least(level.core.n, core) if core else 0
    assert inside + level.constant == least(9, ties) * FINE


@pytest.mark.parametrize("seed", range(40))
def test_camps_of_the_core_cost_as_much_when_spread(seed: int) -> None:
    ties = chance(seed, 12)
    level = reduce(graph(12, ties))
    rng = np.random.default_rng(seed)
    side = rng.choice([-1, 1], level.core.n).tolist()
    spread = level.spread(side)
    inside = sum(
        abs(int(w))
        for a, b, w in zip(level.core.u, level.core.v, level.core.w, strict=True)
        if side[a] * side[b] * w < 0
    )
    whole = sum(FINE * abs(w) for (a, b), w in ties.items() if spread[a] * spread[b] * w < 0)
    assert whole == inside + level.constant


@pytest.mark.parametrize("seed", range(30))
def test_walks_behind_ties_share_no_weight_and_keep_their_sign(seed: int) -> None:
    ties = chance(seed, 14, heavy=3)
    level = reduce(graph(14, ties))
    up = level.lifting()
    load: Counter[tuple[int, int]] = Counter()
    for a, b, w in zip(level.core.u.tolist(), level.core.v.tolist(), level.core.w, strict=True):
        pieces = up([(abs(w), (a, b))], closed=False)
        assert sum(part for part, _ in pieces) == abs(w)
        for part, path in pieces:
            assert _sign(path, ties) == np.sign(w)
            load.update({step: int(part) for step in _steps(path)})
    for part, walk in level.lost:
        assert _sign((*walk, walk[0]), ties) == -1
        for step in _steps((*walk, walk[0])):
            load[step] += int(part)
    assert all(held <= abs(ties[step]) * FINE for step, held in load.items())


def _steps(path: tuple[int, ...]) -> list[tuple[int, int]]:
    return [(min(a, b), max(a, b)) for a, b in pairwise(path)]


def _sign(path: tuple[int, ...], ties: dict[tuple[int, int], int]) -> int:
    return int(np.prod([np.sign(ties[step]) for step in _steps(path)]))


def test_a_chain_and_a_tree_come_to_nothing() -> None:
    level = reduce(graph(5, {(0, 1): -1, (1, 2): 1, (2, 3): -1, (2, 4): 1}))
    assert (level.core.n, level.constant) == (0, 0)
