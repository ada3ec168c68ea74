"""Balance over time."""

import pytest

from allegiance.network.balance import NoBalance, series
from tests.network.conftest import during, make


def test_one_answer_for_each_window() -> None:
    said = [
        make("Gondor", "ally", "Rohan", 0, time=during("3018-01-01", "3020-12-31")),
        make("Rohan", "fight", "Mordor", 1, time=during("3018-01-01", "3020-12-31")),
        make("Gondor", "ally", "Mordor", 2, time=during("3020-01-01", "3020-12-31")),
    ]
    found = series(said)
    assert [(w.label, w.balance and w.balance.index) for w in found] == [
        ("3018", 0),
        ("3019", 0),
        ("3020", 1),
    ]
    (whole,) = series(said, years=5)
    assert (whole.label, whole.statements) == ("3018-3022", 3)


def test_a_window_of_nothing_is_empty() -> None:
    said = [
        make("Gondor", "ally", "Rohan", 0, time=during("3018", "3018")),
        make("Gondor", "fight", "Rohan", 1, time=during("3020", "3020")),
    ]
    assert [w.balance is None for w in series(said)] == [False, True, False]


def test_dates_are_needed() -> None:
    undated = make("Gondor", "ally", "Rohan", 0, date=None, time=None, time_status="past")
    with pytest.raises(NoBalance, match="needs dates"):
        series([undated])


def test_a_window_is_a_year_or_more() -> None:
    with pytest.raises(NoBalance, match="one year or more"):
        series([], years=0)
