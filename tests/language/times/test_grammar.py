"""The patterns and the words that open them."""

import pytest

from allegiance.language.times.grammar import patterns


@pytest.mark.parametrize(
    ("word", "text", "kind"),
    [
        ("0", "2012-03-05", "iso"), ("0", "2012", "year"), ("0", "151200Z MAY 11", "dtg"),
        ("'", "'80s", "decade"), ("may", "May 2012", "my"), ("sunday", "Sunday, 15 May", "dmy"),
        ("the", "the following year", "window"), ("half", "half a year ago", "halfago"),
    ],
)  # fmt: skip
def test_a_word_opens_its_pattern(word: str, text: str, kind: str) -> None:
    match = patterns()[word].match(text)
    assert match
    assert match.lastgroup == kind


def test_a_pattern_does_not_begin_inside_a_word_or_a_sum() -> None:
    year = patterns()["0"]
    assert year.match("M2011", 1) is None
    assert year.match("$2011", 1) is None
