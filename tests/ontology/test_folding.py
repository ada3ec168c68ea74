"""Rules of spelling do what their file says, and a file without rules is named."""

from pathlib import Path

import pytest

from allegiance.errors import BrokenOntology
from allegiance.ontology import folding
from allegiance.ontology.folding import Folding, Spellings, spellings

RULES = Folding(
    Spellings(articles=("al",), words={"nusra": ("nosra",)}, letters=(("ou", "u"), ("e$", "")))
)


def test_articles_go_and_words_are_spelled_in_one_way() -> None:
    assert RULES.words("al nosra front") == ["nusra", "front"]


def test_a_name_of_articles_alone_keeps_them() -> None:
    assert RULES.words("al al") == ["al", "al"]


def test_letters_are_replaced_in_their_order() -> None:
    assert RULES.letters("toure") == "tur"


@pytest.mark.parametrize("text", ["articles: [al]", "articles: [", "- 1"])
def test_a_file_without_rules_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str
) -> None:
    (tmp_path / "rules.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(folding, "files", lambda _: tmp_path)
    with pytest.raises(BrokenOntology, match=r"rules\.yaml does not hold"):
        spellings("rules.yaml")


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(BrokenOntology, match=r"none\.yaml"):
        spellings("none.yaml")
