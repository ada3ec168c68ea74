"""Solving: bounds meet, cases are told where cycles do not do, and ties that cannot break settle."""

from itertools import combinations

import numpy as np
import pytest

from allegiance.network.balance.reduction import Graph
from allegiance.network.balance.solving import fineness, solve


def complete(n: int) -> Graph:
    u, v = np.triu_indices(n, 1)
    return Graph(n, u, v, [-1] * len(u))


@pytest.mark.parametrize(("n", "index"), [(5, 4), (6, 6), (7, 9), (8, 12), (9, 16)])
def test_where_everybody_is_hostile_cases_are_needed(n: int, index: int) -> None:
    found = solve(complete(n))
    assert found.met
    assert found.upper == index * found.fine
    bound = sum(part.bound for part in found.parts)
    assert bound == found.lower
    assert -(-bound // found.fine) == index


def test_two_blocks_that_both_need_cases() -> None:
    first = [*combinations(range(7), 2)]
    second = [(a + 6, b + 6) for a, b in first]
    u, v = np.array(sorted(first + second)).T
    found = solve(Graph(13, u, v, [-1] * len(u)))
    assert found.met
    assert found.upper == 18 * found.fine


def test_units_are_divided_no_finer_than_a_double_holds() -> None:
    u, v = np.array([0]), np.array([1])
    assert fineness(Graph(2, u, v, [1])) == 1 << 40
    assert fineness(Graph(2, u, v, [2**31])) * 2**31 < 2**52
