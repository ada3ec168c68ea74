"""What stands before, between and after a time."""

import pytest

from allegiance.language.times import find_times


@pytest.mark.parametrize(
    ("text", "edtfs"),
    [
        ("in 2010 and 2011", ["2010/2011"]),
        ("in 1998 and 2011", ["1998", "2011"]),
        ("between 1998 and 2011", ["1998/2011"]),
        ("from 2009 until now", ["2009/.."]),
        ("before the end of 2012", ["../2012-12"]),
        ("the second half of the 1990s", ["1995/1999"]),
        ("possibly since 2012", ["2012?/.."]),
        ("no earlier than 2012", ["2012/.."]),
    ],
)
def test_what_stands_beside_a_time_changes_it(text: str, edtfs: list[str]) -> None:
    assert [each.time.edtf for each in find_times(text)] == edtfs
