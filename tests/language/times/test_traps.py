"""What only looks like a time."""

import pytest

from allegiance.language.times import find_times


@pytest.mark.parametrize(
    "text",
    [
        "the Movement 19 April", "Black September men", "at 1930 local time", "every other Friday",
        "by 1910 votes", "1503 kHz", "two weeks of the year", "over 2012 and 2013 men",
    ],
)  # fmt: skip
def test_it_is_left_alone(text: str) -> None:
    assert find_times(text, reference="2013-01-14") == []


@pytest.mark.parametrize("text", ["after Friday prayers", "over 2012 and 2013", "since July"])
def test_its_neighbours_are_not(text: str) -> None:
    assert find_times(text, reference="2014-01-14")
