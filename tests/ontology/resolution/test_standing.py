"""Whether an actor existed at a date, and what became of it."""

import pytest

from allegiance.ontology.resolution.standing import heirs, since_when, standing
from tests.ontology.resolution.arda import ARDA


@pytest.mark.parametrize(
    ("actor", "date", "how"),
    [
        ("rangers", "2900-12", "not yet"),
        ("rangers", "2901", "active"),
        ("rangers", "2950-06", "active"),
        ("rangers", "2951-01-01", "former"),
        ("wardens", "3000", "active"),
        ("rangers", None, None),
        ("order", "2950", None),
    ],
)
def test_an_actor_exists_between_its_dates(actor: str, date: str | None, how: str | None) -> None:
    assert standing(ARDA[actor], date) == how


def test_a_date_is_told_with_what_the_actor_was_called_and_became() -> None:
    assert list(since_when(ARDA, ARDA["band"], "2910")) == [
        "existed in 2910 (2900/..)",
        "called Grey Riders then",
    ]
    assert list(since_when(ARDA, ARDA["rangers"], "2960")) == [
        "no longer existed in 2960 (2901/2950)",
        "merged into Wardens of the South (2950)",
    ]
    assert list(since_when(ARDA, ARDA["rangers"], "2900")) == ["did not exist in 2900 (2901/2950)"]
    assert list(since_when(ARDA, ARDA["order"], "2900")) == []


def test_heirs_are_those_who_exist_at_the_date() -> None:
    assert [heir.id for heir, _ in heirs(ARDA, ARDA["rangers"], "2960")] == ["wardens"]
    assert list(heirs(ARDA, ARDA["wardens"], "2940")) == []
