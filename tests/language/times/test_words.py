"""The words of time."""

import pytest

from allegiance.language.times.words import month_number, openers, singular, whole, whole_year


@pytest.mark.parametrize(
    ("text", "number"),
    [("twelve", 12), ("a dozen", 12), ("3rd", 3), ("third", 3), ("1,500", 1500), ("none", 0)],
)
def test_numbers(text: str, number: int) -> None:
    assert whole(text) == number


def test_years_of_two_figures() -> None:
    assert [whole_year(text) for text in ("'68", "'12", "11", "2009")] == [1968, 2012, 2011, 2009]


def test_months_and_units() -> None:
    assert [month_number(name) for name in ("Sept.", "MAY", "January")] == [9, 5, 1]
    assert singular("Centurie") == "century"


def test_each_opener_opens_something() -> None:
    assert all(openers().values())
    assert openers()["may"] == openers()["march"]
