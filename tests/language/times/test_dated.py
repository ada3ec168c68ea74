"""Times that tell their own date."""

import pytest

from allegiance.language.times import find_times


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("15/05/2011, then 03/04/2011", "2011-04-03"),
        ("05/15/2011, then 03/04/2011", "2011-03-04"),
        ("15/05/2011 or 05/15/2011, then 03/04/2011", "2011"),
    ],
)
def test_day_and_month_in_figures_are_read_as_the_text_writes_them(text: str, edtf: str) -> None:
    assert find_times(text)[-1].time.edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The gate must be shut by March.", "../2013-03"),
        ("The gate was shut by March.", "../2012-03"),
    ],
)
def test_a_deadline_lies_ahead(text: str, edtf: str) -> None:
    assert find_times(text, reference="2013-01-14")[0].time.edtf == edtf
