"""Words, their shapes and their pieces."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from allegiance.language.wordpieces import SHAPES, Vocabulary, Word, shape, words

ENTRIES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "gond", "##or", "arm", "##ed", "'", "s", "."]


def vocabulary() -> Vocabulary:
    return Vocabulary(ENTRIES)


def cut(text: str) -> list[str]:
    return [ENTRIES[number] for number in vocabulary().pieces(words(text)).ids]


def test_words_are_runs_of_letters_and_single_signs() -> None:
    assert [word.text for word in words("Gondor's U.S.-led 3,000")] == [
        "Gondor", "'", "s", "U", ".", "S", ".", "-", "led", "3", ",", "000",
    ]  # fmt: skip


def test_a_word_is_cut_into_the_longest_pieces_that_are_known() -> None:
    assert cut("Gondor armed.") == ["[CLS]", "gond", "##or", "arm", "##ed", ".", "[SEP]"]


def test_accents_and_curly_quotes_are_read_as_their_plain_selves() -> None:
    assert cut("Góndor’s") == ["[CLS]", "gond", "##or", "'", "s", "[SEP]"]


def test_what_no_piece_covers_is_one_unknown_piece() -> None:
    assert cut("Zxqy") == ["[CLS]", "[UNK]", "[SEP]"]
    assert cut("a" * 5000) == ["[CLS]", "[UNK]", "[SEP]"]


def test_each_word_knows_its_first_piece() -> None:
    pieces = vocabulary().pieces(words("Gondor armed."))
    assert list(pieces.first) == [1, 3, 5]


def test_the_shape_of_a_word_keeps_what_small_letters_lose() -> None:
    said = [SHAPES[shape(word)] for word in ("gondor", "Gondor", "GONDOR", "McGondor", "12th", "-")]
    assert said == ["lower", "Title", "UPPER", "miXed", "number", "sign"]


@given(st.text())
def test_words_are_stretches_of_the_text_in_its_order(text: str) -> None:
    found = words(text)
    assert all(text[word.begin : word.end] == word.text for word in found)
    assert all(one.end <= other.begin for one, other in itertools.pairwise(found))


@given(st.text())
def test_any_text_can_be_cut(text: str) -> None:
    line = words(text)
    pieces = vocabulary().pieces(line)
    assert len(pieces.first) == len(line)
    assert len(pieces.ids) == 2 + sum(vocabulary().count(word) for word in line)


def test_a_stretch_of_a_text_keeps_the_offsets_of_the_text() -> None:
    assert words("Gondor armed Rohan", 7, 12) == [Word("armed", 7, 12, 1)]
