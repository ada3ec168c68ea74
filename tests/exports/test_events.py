"""An event table holds what happened, as far as somebody affirms it, and nothing else."""

import pytest

from allegiance.exports.events import OWN, codes, first_day, happened, name
from tests.exports.conftest import during, say


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, True),
        ({"certainty": "possible", "time_status": "past"}, True),
        ({"polarity": "negative"}, False),
        ({"certainty": "unknown"}, False),
        ({"time_status": "future"}, False),
        ({"time_status": "hypothetical"}, False),
    ],
)
def test_what_is_denied_planned_or_asked_is_no_event(more: dict[str, str], expected: bool) -> None:
    assert happened(say("Gondor", "arm", "Rohan", **more)) is expected


def test_the_day_is_the_first_one() -> None:
    said = say("Gondor", "arm", "Rohan", time=during("2018-01-01", "2018-12-31", "2018"))
    assert first_day(said) == "2018-01-01"
    assert first_day(say("Gondor", "arm", "Rohan")) is None


def test_countries_have_codes_and_names() -> None:
    assert codes("FR") == ("FRA", 220)
    assert codes("GO") == codes(None) == (None, None)
    assert (name("FR"), name("GO"), name(None)) == ("France", "GO", None)


def test_our_columns_follow() -> None:
    assert OWN[0] == "Statement"
    assert len(set(OWN)) == len(OWN)
