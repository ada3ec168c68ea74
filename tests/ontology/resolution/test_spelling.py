"""Spellings of one name have one fold, and names that differ have two."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.ontology.resolution import spelling
from allegiance.ontology.resolution.spelling import alike, bare, consonants, fold


@pytest.mark.parametrize(
    "spellings",
    [
        ("Qaeda", "al-Qa'ida", "El Kaida", "Al-Kaeda", "al-Qaidah"),
        ("Gaddafi", "Qadhafi", "Kadhafi", "Khadafy", "Qaddafi"),
        ("Zawahiri", "al-Dhawahiri", "Zawahiry"),
        ("Touareg", "Tuareg", "Toureg", "Tuaregs", "Twareg"),
        ("Houthi", "Huthis", "al-Huthi"),
        ("Abdelmalek", "Abd al-Malik", "Abdoul Malik", "Abdul-Malik"),
        ("Abu Bakr al-Baghdadi", "Aboubakr el-Bagdadi"),
        ("Jama'at Nusrat al-Islam wal-Muslimin", "Jamaa Nosrat ul-Islam wa al-Mouslimin"),
        ("Front de libération de l’Azawad", "Front liberation Azawad"),
    ],
)
def test_transliterations_of_a_name_fold_alike(spellings: tuple[str, ...]) -> None:
    assert len({fold(each) for each in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Niger", "Nigeria"),
        ("Austria", "Australia"),
        ("Sudan", "Saudi"),
        ("Iran", "Iraq"),
        ("Ansar Dine", "Ansaru"),
        ("NSCN-IM", "NSCN-K"),
        ("US", "UN"),
    ],
)
def test_other_names_fold_otherwise(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_what_is_written_around_a_name_goes() -> None:
    assert bare("the Taliban's") == "taliban"
    assert bare("Rebels’ Front") == "rebels front"


def test_consonants_are_what_vowels_leave() -> None:
    assert consonants("kadafi") == "kdf"


@given(st.text(max_size=20))
def test_any_text_has_a_fold_of_words_without_spaces(text: str) -> None:
    assert not any(" " in word or not word for word in fold(text))


@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_is_a_share_and_goes_both_ways(one: str, other: str) -> None:
    assert 0 <= alike(one, other) <= 1
    assert alike(one, other) == pytest.approx(alike(other, one))


def test_the_examples_are_true() -> None:
    assert doctest.testmod(spelling).failed == 0
