"""Negative cycles: triangles all of them, longer ones truly cycles, negative and short."""

from itertools import combinations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from allegiance.network.balance.cycles import ShortCycles, any_cycles, triangles
from tests.network.balance.brute import chance


def arrays(seed: int, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    ties = chance(seed, n)
    u, v = np.array(list(ties)).T
    return u, v, np.array(list(ties.values())) < 0


@pytest.mark.parametrize("seed", range(15))
def test_all_negative_triangles_are_listed(seed: int) -> None:
    u, v, negative = arrays(seed, 11)
    number = {(a, b): i for i, (a, b) in enumerate(zip(u.tolist(), v.tolist(), strict=True))}
    known = {
        frozenset(sides)
        for three in combinations(range(11), 3)
        if all(pair in number for pair in combinations(three, 2))
        and sum(negative[(sides := [number[pair] for pair in combinations(three, 2)])]) % 2
    }
    rows = triangles(11, u, v, negative)
    assert {frozenset(rows[i].indices.tolist()) for i in range(rows.shape[0])} == known


def check(rows: csr_matrix, u: np.ndarray, v: np.ndarray, negative: np.ndarray) -> None:
    for i in range(rows.shape[0]):
        ties = rows[i].indices
        assert negative[ties].sum() % 2 == 1
        assert (np.bincount(np.r_[u[ties], v[ties]]) % 2 == 0).all()


@pytest.mark.parametrize("seed", range(15))
def test_longer_ones_are_negative_and_even_everywhere(seed: int) -> None:
    u, v, negative = arrays(seed, 14)
    length = np.random.default_rng(seed).random(len(u)) / 4
    rows = ShortCycles(14, u, v, negative).find(length, hops=5)
    check(rows, u, v, negative)
    assert (rows @ length < 0.98).all()
    check(any_cycles(14, u, v, negative, length), u, v, negative)


@pytest.mark.parametrize("seed", range(15))
def test_none_is_found_only_where_none_is_short(seed: int) -> None:
    u, v, negative = arrays(seed, 9)
    length = np.full(len(u), 0.26)
    found = any_cycles(9, u, v, negative, length).shape[0]
    assert bool(found) == bool(triangles(9, u, v, negative).shape[0])
