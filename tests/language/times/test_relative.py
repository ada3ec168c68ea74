"""Times told from the document's date."""

import pytest

from allegiance.language.times import find_times


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("half a decade ago", "2008~"),
        ("two and a half years ago", "2010~"),
        ("two and a half months ago", None),
        ("ten years ago today", "2003-01-14"),
        ("two weeks ago today", "2012-12-31"),
        ("at the turn of the millennium", "2000~"),
        ("It will end at the weekend.", "2013-01-19/2013-01-20"),
        ("It will end within two days.", "2013-01-14/2013-01-16"),
        ("It ended in two days.", "nothing"),
        ("on the 31st.", "2012-12-31"),
    ],
)
def test_seen_from_a_monday(text: str, edtf: str | None) -> None:
    found = [each.time.edtf for each in find_times(text, reference="2013-01-14")]
    assert found == ([] if edtf == "nothing" else [edtf])
