"""Dates as precise as told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.documents.dates import stated_date


@pytest.mark.parametrize(
    ("told", "iso"),
    [
        ("2013", "2013"),
        ("2013-01", "2013-01"),
        ("2013-01-14", "2013-01-14"),
        ("2013/1/4", "2013-01-04"),
        ("20130114", "2013-01-14"),
        ("14 January 2013", "2013-01-14"),
        ("14th of January, 2013", "2013-01-14"),
        ("January 14, 2013", "2013-01-14"),
        ("Sept. 3, 2012", "2012-09-03"),
        ("January 2013", "2013-01"),
        ("Mon, 14 Jan 2013 10:30:00 +0000", "2013-01-14"),
        ("Mon Jan 14 10:00:00 2013", "2013-01-14"),
        ("2013-01-14T23:30:00-05:00", "2013-01-14"),
        ("2013-01-14Z", "2013-01-14"),
        ("14-Jan-2013", "2013-01-14"),
        ("14.1.2013", "2013-01-14"),
        ("14/01/2013", "2013-01-14"),
        ("01/14/2013", "2013-01-14"),
        ("01/01/2013", "2013-01-01"),
        ("Published on January 14, 2013 at 10:30 AM", "2013-01-14"),
        ("  14\n January   2013 ", "2013-01-14"),
    ],
)
def test_a_stated_date_is_read(told: str, iso: str) -> None:
    assert stated_date(told) == iso


@pytest.mark.parametrize(
    "told",
    [
        "",
        "yesterday",
        "May",
        "13",
        "03/04/2013",
        "2013-13",
        "2013-02-30",
        "20131399",
        "14 Narvi 2013",
        "Updated 3 May 2013",
        "from 2012 to 2013",
        "٢٠١٣",
        "0013-01-01",
    ],
)
def test_what_is_no_single_date_gives_none(told: str) -> None:
    assert stated_date(told) is None


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)))
def test_every_day_survives_its_spellings(day: date) -> None:
    months = "January February March April May June July August September October November December"
    month = months.split()[day.month - 1]
    for told in (f"{day}", f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}"):
        assert stated_date(told) == day.isoformat()


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = stated_date(text)
    assert found is None or stated_date(found) == found
