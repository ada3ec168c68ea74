"""Stretches of the calendar."""

import pytest

from allegiance.language.times.stretch import (
    UNKNOWN,
    beside,
    hundred,
    one_decade,
    one_month,
    one_year,
    qualified,
    read_date,
    span,
    third,
)


def test_a_span_goes_from_the_first_to_the_last_and_never_back() -> None:
    assert span(one_decade(1980), one_decade(1990)).edtf == "1980/1999"
    assert span(one_year(2012), one_month(2011, 3)) == UNKNOWN


@pytest.mark.parametrize(
    ("edtf", "part", "answer"),
    [("2012", "second", "2012-41"), ("2012-03", "first", "2012-03-01/2012-03-15"), ("2012-03-05", "mid", "2012-03-05")],
)  # fmt: skip
def test_parts(edtf: str, part: str, answer: str) -> None:
    assert third(read_date(edtf), part).edtf == answer


def test_both_ends_are_qualified_and_open_ones_are_not() -> None:
    assert qualified(beside(one_year(2012), "since", inclusive=False), "~").edtf == "2012~/.."
    assert qualified(UNKNOWN, "~") == UNKNOWN
    assert qualified(qualified(one_year(2012), "~"), "~").edtf == "2012~"


def test_the_years_before_and_after_a_decade_and_a_century() -> None:
    assert beside(one_decade(1990), "after", inclusive=False).edtf == "2000/.."
    assert hundred(1850).edtf == "18XX"
