"""A network to be solved: its packing in whole numbers fits to the last part."""

import numpy as np
import pytest

from allegiance.network.balance.core import Core
from allegiance.network.balance.packing import Packing
from allegiance.network.balance.reduction import Graph
from tests.network.balance.brute import chance


def core(seed: int, n: int) -> Core:
    ties = chance(seed, n)
    u, v = np.array(sorted(ties)).T
    return Core(Graph(n, u, v, [ties[pair] * 1000 for pair in sorted(ties)]))


@pytest.mark.parametrize("seed", range(10))
def test_whole_numbers_fit_even_where_the_packing_did_not(seed: int) -> None:
    made = core(seed, 12)
    side = made.search(np.inf)
    packing, side = made.pack(side, goal=made.cost(side), deadline=np.inf)
    y, room = made.whole(Packing(packing.rows, packing.y * 1.01 + 7, packing.x))
    assert (y >= 0).all()
    assert (room >= 0).all()
    assert (np.abs(made.whole_weight) - packing.rows.T.astype(int) @ y == room).all()
    assert y.sum() <= made.cost(side)


def test_walks_are_negative_cycles() -> None:
    made = core(4, 12)
    packing, _ = made.pack(made.search(np.inf), goal=np.inf, deadline=np.inf)
    y, _ = made.whole(packing)
    for weight, walk in made.walks(packing, y):
        steps = zip(walk, (*walk[1:], walk[0]), strict=True)
        assert weight > 0
        assert np.prod([made.sign[made.tie(a, b)] for a, b in steps]) == -1
