"""Times told from the story."""

import pytest

from allegiance.language.times import find_times


def last(text: str, date: str | None = None) -> str | None:
    return find_times(text, reference=date)[-1].time.edtf


@pytest.mark.parametrize(
    ("before", "edtf"), [("It began in 1990.", "1991"), ("It began.", None), ("1990-94.", None)]
)
def test_a_year_later_needs_one_year_before_it(before: str, edtf: str | None) -> None:
    assert last(f"{before} A year later it fell.", "2013") == edtf


def test_a_time_of_another_paragraph_is_not_the_storys() -> None:
    assert last("It began in 1990\n\nA year later it fell.") is None


def test_a_time_of_the_same_sentence_goes_before_one_of_the_sentence_before() -> None:
    assert last("It began in 1990. It fell in 1995 and rose a year later.") == "1996"


def test_a_day_of_the_month_is_of_the_month_that_is_told() -> None:
    assert last("In March 1990 it began. It fell on the 27th.", "2013-01-14") == "1990-03-27"
    assert last("In 1990 it began. It fell on the 27th.", "2013-01-14") is None
    assert last("It fell on the 27th.", "2013-01-14") == "2012-12-27"
