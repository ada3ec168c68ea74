"""The simplex on negative cycles gives the bound of all of them."""

import numpy as np

from allegiance.network.balance.covering import cover


def test_five_actors_all_hostile_are_bounded_by_ten_thirds() -> None:
    """The complete graph of five with all ties negative: L is 4, its cycles prove 10/3."""
    u, v = np.triu_indices(5, 1)
    found = cover(
        5, u, v, np.ones(10), lambda: np.ones(10, bool), improve=lambda _: 4.0, seed=None,
        upper=4.0, goal=3.9, deadline=np.inf,
    )  # fmt: skip
    assert abs(found.bound - 10 / 3) < 1e-6


def test_it_stops_where_the_goal_is_passed() -> None:
    u, v = np.array([0, 0, 1]), np.array([1, 2, 2])
    found = cover(
        3, u, v, np.ones(3), lambda: np.array([True, False, False]), improve=lambda _: 1.0, seed=None,
        upper=1.0, goal=0.5, deadline=np.inf,
    )  # fmt: skip
    assert found.bound == 1
