"""What is seen from the document's date."""

import pytest

from allegiance.language.times.document_date import away, back, seen_from, shifted, until
from allegiance.language.times.stretch import UNKNOWN, read_date


@pytest.mark.parametrize(
    ("date", "unit", "shift", "edtf"),
    [
        ("2013-01-14", "month", -1, "2012-12"),
        ("2013-01-14", "quarter", 1, "2013-34"),
        ("2013-01-14", "decade", -1, "200X"),
        ("2013-01-14", "century", 0, "2001/2100"),
        ("2013-01", "day", -1, "2012-12/2013-01"),
        ("2013", "month", 0, "2013"),
    ],
)
def test_a_unit_away_is_no_finer_than_the_date(date: str, unit: str, shift: int, edtf: str) -> None:
    assert seen_from(read_date(date), shifted(unit, shift)).edtf == edtf


def test_windows_end_or_begin_at_the_date() -> None:
    today = read_date("2013-01-14")
    assert back(today, "week", 2).edtf == "2012-12-31/2013-01-14"
    assert until(today, "decade", 1).edtf == "2013-01-14/2023"
    assert seen_from(today, away("hour", -30)).edtf == "2013-01-12"


def test_nothing_is_seen_from_no_date_or_beyond_the_calendar() -> None:
    assert seen_from(UNKNOWN, shifted("day", 1)) == UNKNOWN
    assert seen_from(read_date("9999"), shifted("year", 1)) == UNKNOWN
