"""The form of names in which all ours are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.ontology.normal import normal


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Al-Qa’ida  in the Islamic Maghreb", "al qaida in the islamic maghreb"),
        ("Ménaka", "menaka"),
        ("U.S.", "us"),
        ("Şūrān/Suran", "suran suran"),
        ("...", ""),
    ],
)
def test_case_marks_and_hyphens_do_not_count(name: str, form: str) -> None:
    assert normal(name) == form


@given(st.text(max_size=30))
def test_a_normal_form_has_single_spaces_and_no_marks(name: str) -> None:
    form = normal(name)
    assert form == " ".join(form.split())
    assert not set(form) & set("-'’.\"")
