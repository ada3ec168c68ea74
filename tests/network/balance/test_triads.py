"""Frustrated triangles beside chance."""

import numpy as np
import pytest

from allegiance.network.balance import signed, triads
from allegiance.network.balance import triads as public
from allegiance.network.balance.triads import _chances, _Deal
from tests.network.balance.brute import chance, rows


def test_a_triangle_alone_has_no_other_way() -> None:
    found = triads([("a", "b", 1), ("b", "c", 1), ("a", "c", -1)])
    assert (found.triangles, found.frustrated, found.expected, found.moved) == (1, 1, None, 0)


def test_no_triangle_is_no_trouble() -> None:
    found = public([("a", "b", 1), ("b", "c", -1)])
    assert (found.triangles, found.frustrated, found.samples) == (0, 0, 0)


@pytest.mark.parametrize("seed", range(5))
def test_every_actor_keeps_its_negative_ties(seed: int) -> None:
    network = signed(rows(chance(seed + 40, 14)))
    deal = _Deal(network, seed)
    ends = np.r_[network.u, network.v]
    before = np.bincount(ends, np.tile(deal.negative(), 2))
    deal.steps(5000)
    assert (np.bincount(ends, np.tile(deal.negative(), 2)) == before).all()


def test_all_ways_to_deal_come_up_alike() -> None:
    """A ring of four with two signs each has two ways; a complete graph of four has more."""
    network = signed([("a", "b", 1), ("b", "c", -1), ("c", "d", 1), ("d", "a", -1)])
    deal = _Deal(network, 1)
    seen = []
    for _ in range(2000):
        deal.steps(deal.rng.randrange(60))
        seen.append(tuple(deal.negative().tolist()))
    assert len(set(seen)) == 2
    assert 0.45 < seen.count(seen[0]) / len(seen) < 0.55


def test_chances_keep_the_numbers_on_average() -> None:
    network = signed(rows(chance(77, 40)))
    ends = np.r_[network.u, network.v]
    wanted = np.bincount(ends, np.tile(network.weight < 0, 2))
    assert np.bincount(ends, np.tile(_chances(network), 2)) == pytest.approx(wanted, abs=0.01)


def test_two_camps_have_fewer_frustrated_triangles_than_chance() -> None:
    camps = [(str(a), str(b), 1 if (a % 2) == (b % 2) else -1) for a in range(16) for b in range(a)]
    found = triads([*camps[1:], (camps[0][0], camps[0][1], -camps[0][2])])
    assert found.expected is not None
    assert found.frustrated < found.expected / 2
    assert (found.below, found.kept) == (0.0, "exactly")
