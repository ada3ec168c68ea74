"""The packing fits, and its bound is that of the simplex on the same cycles."""

import numpy as np
import pytest

from allegiance.network.balance.covering import Covering
from allegiance.network.balance.cycles import triangles
from allegiance.network.balance.packing import Packer, fitting
from tests.network.balance.brute import chance


@pytest.mark.parametrize("seed", range(10))
def test_the_bound_is_that_of_the_simplex(seed: int) -> None:
    ties = chance(seed, 20, heavy=4)
    u, v = np.array(list(ties)).T
    sign, weight = np.sign(list(ties.values())), np.abs(list(ties.values())).astype(float)
    rows = triangles(20, u, v, sign < 0)
    program = Covering(weight)
    program.add(rows)
    solved = program.solve(np.inf)
    assert solved is not None
    packer = Packer(rows, weight)
    bound = packer.run(steps=4000, close=1e-4, goal=np.inf, deadline=np.inf)
    assert bound == pytest.approx(float(weight @ solved[0]), abs=1e-2)
    assert (packer.best.rows.T @ packer.best.y <= weight + 1e-9).all()


def test_whatever_is_packed_is_made_to_fit() -> None:
    ties = chance(1, 12)
    u, v = np.array(list(ties)).T
    rows = triangles(12, u, v, np.array(list(ties.values())) < 0)
    weight = np.ones(len(u))
    y = fitting(rows, rows.T.tocsr(), weight, np.full(rows.shape[0], 5.0))
    assert (rows.T @ y <= weight + 1e-9).all()
    assert y.sum() > 0
