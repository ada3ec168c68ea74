"""What the words around a name say of its kind."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.errors import BrokenOntology
from allegiance.ontology.gazetteer import names
from allegiance.ontology.gazetteer.names import bare, senses


@pytest.mark.parametrize(
    ("name", "key", "off"),
    [
        ("Osgiliath", "osgiliath", ""),
        ("the town of Osgiliath", "osgiliath", "class"),
        ("Osgiliath district", "osgiliath", "class"),
        ("Cercle de Osgiliath", "osgiliath", "class"),
        ("Osgiliath airbase", "osgiliath", "feature"),
        ("near Osgiliath", "osgiliath", "near"),
        ("outskirts of Osgiliath town", "osgiliath", "near"),
        ("Osgiliath (Cair Andros)", "cair andros", "part"),
        ("Osgiliath - Pelargir road", "pelargir", "part"),
        ("Osgiliath/Pelargir", "osgiliath", "part"),
        ("Osgiliath province", "osgiliath", "order"),
        ("Osgiliath town", "osgiliath", "seat"),
        ("Osgiliath border post", "osgiliath", "feature"),
    ],
)
def test_what_surrounds_a_name_is_taken_off(name: str, key: str, off: str) -> None:
    assert (key, off) in {(sense.key, sense.off) for sense in senses(name)}


def test_a_class_word_says_what_kinds_a_place_may_be() -> None:
    (village,) = [sense for sense in senses("Osgiliath village") if sense.off == "class"]
    assert village.small
    assert "town" in village.kinds
    assert "province" not in village.kinds
    (district,) = [sense for sense in senses("Osgiliath municipality") if sense.off == "class"]
    assert district.kinds == {"district"}


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Manbij District", "manbij"),
        ("Cercle de Kidal", "kidal"),
        ("Aleppo Governorate", "aleppo"),
        ("Kidal", "kidal"),
    ],
)
def test_a_division_is_named_without_its_word(name: str, short: str) -> None:
    assert bare(name) == short


@given(st.text(max_size=40))
def test_any_text_has_a_first_sense(text: str) -> None:
    assert senses(text)[0].off == ""


def test_a_file_without_the_words_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "places").mkdir()
    (tmp_path / "places/classes.yaml").write_text("town: [town]", encoding="utf-8")
    monkeypatch.setattr(names, "files", lambda _: tmp_path)
    with pytest.raises(BrokenOntology, match=r"classes\.yaml"):
        names.classes.__wrapped__()
