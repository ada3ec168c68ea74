"""How long a word and a sentence may be."""

import pytest
from spacy.tokens import Doc

from allegiance.documents.document import Document, identify
from allegiance.language import annotate
from allegiance.language.limits import LONGEST_SENTENCE, LONGEST_WORD


def read(text: str) -> Doc:
    return annotate(Document(id=identify(text), text=text), coder="frames")


def opened(doc: Doc) -> list[str]:
    """The first word of each sentence."""
    return [sentence[0].text for sentence in doc.sents]


@pytest.mark.parametrize(
    "text",
    [
        "Mordor attacked Gondor and " * 500 + "Rohan slept.",
        "Gondor\t12\tDale\n" * 300,
        "Mordor, " * 900,
        ", " * 900,
        "Gondor and its " * 300 + "allies",
    ],
)
def test_no_sentence_is_longer_and_each_has_one_root(text: str) -> None:
    doc = read(text)
    assert doc.text == text
    assert max(map(len, doc.sents)) <= LONGEST_SENTENCE
    for sentence in doc.sents:
        assert sum(token.head == token for token in sentence) == 1
        assert all(token.head in sentence for token in sentence)


def test_a_long_sentence_is_cut_where_it_rests() -> None:
    assert {*opened(read("Mordor attacked Gondor in the north and " * 200))} == {"Mordor", "and"}
    lines = read("Gondor\t12\tDale\n" * 300)
    assert {*opened(lines)} == {"Gondor"}


def test_a_sentence_within_the_limit_stays_whole() -> None:
    text = "Gondor armed " + "Rohan, " * ((LONGEST_SENTENCE - 6) // 2) + "and Dale."
    [sentence] = read(text).sents
    assert LONGEST_SENTENCE - 6 < len(sentence) <= LONGEST_SENTENCE


@pytest.mark.parametrize("sign", [",", "a", "-", "a/", "é", "\u200b"])
def test_a_run_without_white_space_is_read_in_pieces(sign: str) -> None:
    text = f"Gondor  slept {sign * 999}  in Dale."
    doc = read(text)
    assert doc.text == text
    assert max(map(len, doc)) <= LONGEST_WORD
    assert [token.text for token in doc[-3:]] == ["in", "Dale", "."]


def test_words_of_a_page_are_read_as_they_were() -> None:
    text = f"Rohan   slept. See https://example.org/{'a' * 100} now."
    assert [token.text for token in read(text)][-3:] == [text.split()[-2], "now", "."]
