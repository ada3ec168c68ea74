"""Annealing finds good camps, the same ones with the same seed."""

import numpy as np

from allegiance.network.balance.camps import Annealer, colours
from tests.network.balance.brute import chance, least


def annealer(ties: dict[tuple[int, int], int], n: int) -> Annealer:
    u, v = np.array(list(ties)).T
    return Annealer(n, u, v, np.array(list(ties.values()), float))


def test_small_networks_are_solved() -> None:
    for seed in range(10):
        ties = chance(seed, 10)
        side, cost = annealer(ties, 10).search(sweeps=60)
        assert cost == least(10, ties)
        assert cost == sum(abs(w) for (a, b), w in ties.items() if side[a] * side[b] * w < 0)


def test_one_seed_gives_one_answer() -> None:
    ties = chance(3, 12)
    first, again = (annealer(ties, 12).search(sweeps=5, seed=7)[0] for _ in range(2))
    assert (first == again).all()


def test_no_tie_joins_two_actors_of_one_colour() -> None:
    u, v = np.array(list(chance(5, 14))).T
    colour = colours(14, np.r_[u, v], np.r_[v, u])
    assert (colour[u] != colour[v]).all()
