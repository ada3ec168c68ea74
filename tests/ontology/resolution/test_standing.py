"""Whether an actor existed at a date, and what became of it."""

import pytest

from allegiance.ontology.actors import registry
from allegiance.ontology.resolution import resolver
from allegiance.ontology.resolution.standing import heirs, out_of_office, since_when, standing
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


def test_a_present_state_keeps_its_name_before_it_was_one() -> None:
    known = registry()
    assert list(since_when(known, known["DZ"], "1957")) == [
        "not listed as a state in 1957 (1962/..)"
    ]
    (best,) = resolver().resolve("Algeria", date="1957").candidates
    assert (best.id, best.score, best.standing) == ("DZ", 1.0, "not yet")
    assert resolver().resolve("East Germany", date="2005").candidates[0].score < 1


def test_heirs_are_those_who_exist_at_the_date() -> None:
    assert [heir.id for heir, _ in heirs(ARDA, ARDA["rangers"], "2960")] == ["wardens"]
    assert list(heirs(ARDA, ARDA["wardens"], "2940")) == []


@pytest.mark.parametrize(
    ("actor", "date", "out"),
    [
        ("halbarad", "2929", True),
        ("halbarad", "2930-01", False),
        ("halbarad", None, False),
        ("branch", "2929", False),
    ],
)
def test_a_person_is_out_of_office_before_the_first_and_after_the_last(
    actor: str, date: str | None, out: bool
) -> None:
    assert out_of_office(ARDA[actor], date) is out


def test_a_chain_of_names_tells_the_heir_of_the_date() -> None:
    known = registry()
    told = list(since_when(known, known["nusra-front"], "2018"))
    assert told[-1] == "its heir in 2018: Hayat Tahrir al-Sham"
    assert not any("heir" in each for each in since_when(known, known["nusra-front"], "2017-01"))
