"""The precision of an interval."""

import pytest

from allegiance.language.times import Interval


@pytest.mark.parametrize(
    ("edtf", "precision"),
    [
        ("2012-03-05", "day"), ("2012-03", "month"), ("2012-21", "season"), ("2012-33", "quarter"),
        ("2012-40", "half"), ("2012~", "year"), ("199X", "decade"), ("18XX", "century"),
        ("1801/1900", "century"), ("../2012-03?", "month"), ("2011/2013-01-14", "year"), (None, None),
    ],
)  # fmt: skip
def test_precision_is_the_unit_of_the_coarser_end(edtf: str | None, precision: str | None) -> None:
    assert Interval(text="", start=None, end=None, edtf=edtf).precision == precision
