"""Spellings of one name have one fold, and names that differ have two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.ontology.gazetteer.spelling import alike, bones, fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dayr az Zawr", "Deir ez-Zor"),
        ("Tall Rif'at", "Tel Rifaat"),
        ("Al Hasakah", "Hassakeh"),
        ("Bayt Lahya", "Beit Lahia"),
        ("Khan Shaykhun", "Khan Sheikhoun"),
        ("Ouagadougou", "Wagadugu"),
        ("Ménaka", "Menaka"),
        ("Jalalabad", "Jalal Abad"),
        ("Djebel Chaambi", "Jabal Shaambi"),
        ("Oued Souf", "Wadi Suf"),
        ("Abou Kamal", "Abu Kamal"),
        ("Raqqa", "Ar Raqqah"),
    ],
)
def test_transliterations_of_a_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Hama", "Homs"), ("Gao", "Goma"), ("Kidal", "Kidira"), ("Mosul", "Basel")]
)
def test_other_names_fold_otherwise(one: str, other: str) -> None:
    assert fold(one) != fold(other)
    assert alike(fold(one), fold(other)) == 0


@pytest.mark.parametrize(
    ("one", "other"), [("Menbij", "Manbij"), ("Tadaf", "Tadif"), ("Sarrin", "Sirrin")]
)
def test_names_that_differ_in_a_vowel_are_alike_and_not_one(one: str, other: str) -> None:
    assert 0.8 <= alike(fold(one), fold(other)) < 1 or fold(one) == fold(other)
    assert bones(fold(one)) == bones(fold(other))


def test_a_name_of_articles_alone_is_kept() -> None:
    assert fold("El Al") != ""


@given(st.text(max_size=20))
def test_any_text_has_a_fold_without_spaces(text: str) -> None:
    assert " " not in fold(text)


@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_is_a_share_and_goes_both_ways(one: str, other: str) -> None:
    assert 0 <= alike(one, other) <= 1
    assert alike(one, other) == pytest.approx(alike(other, one))
