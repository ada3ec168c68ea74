"""More than two camps: bounds hold, and are met where brute force says so."""

import pytest

from allegiance.network.balance import NoBalance, generalised, verify
from tests.network.balance.brute import chance, least, rows


@pytest.mark.parametrize("camps", [2, 3, 4])
@pytest.mark.parametrize("seed", range(8))
def test_bounds_hold(seed: int, camps: int) -> None:
    ties = chance(seed, 8, heavy=3)
    found = generalised(rows(ties), camps=camps)
    assert found.lower <= least(8, ties, camps) <= found.upper
    checked = verify(found.certificate)
    assert (checked.lower, checked.upper) == (found.lower, found.upper)
    assert len(found.camps) <= camps


def test_three_foes_are_three_camps() -> None:
    found = generalised(
        [("Gondor", "Mordor", -1), ("Mordor", "Isengard", -1), ("Gondor", "Isengard", -1)], camps=3
    )
    assert found.index == 0
    assert len(found.camps) == 3


def test_one_camp_is_no_question() -> None:
    with pytest.raises(NoBalance, match="two camps or more"):
        generalised([("a", "b", 1)], camps=1)


def test_a_time_limit_is_more_than_nothing() -> None:
    with pytest.raises(NoBalance, match="more than zero"):
        generalised([("a", "b", 1)], camps=3, time_limit=-1)
