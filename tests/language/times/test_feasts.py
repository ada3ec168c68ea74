"""When feasts fall."""

import pytest

from allegiance.language.times.feasts import Feast, feast


@pytest.mark.parametrize(
    ("month", "day", "lunar", "year", "edtf"),
    [
        (12, 25, None, 2010, "2010-12-25"),
        (3, None, None, 2010, "2010-03~"),
        (None, None, None, 2008, "2008-03~"),
        (None, None, None, 2011, "2011-04~"),
        (None, None, 9, 2014, "2014-06~/2014-07~"),
        (None, 1, 10, 2016, "2016-07~"),
        (None, None, 9, 1997, "1997~"),
    ],
)
def test_a_feast_in_a_year(
    month: int | None, day: int | None, lunar: int | None, year: int, edtf: str
) -> None:
    assert feast(Feast(month, day, lunar), year).edtf == edtf
