"""Cleaning: what is broken is mended, what is said stays."""

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.documents.cleaning import clean, decode
from allegiance.errors import UnreadableDocument

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\r\n\t\v\f\x1b\x00\x85\u2028\u200b\u202e\ufeff\xad\xa0Ã©â€œ™\ud800\udc00ﬁé"
        ),
    )
)


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\u2028two\ftwo", "one\ntwo\ntwo"),
        ("Gondor\xa0armed\u202fRohan", "Gondor armed Rohan"),
        ("Gon\xaddor ar\u200bmed\ufeff", "Gondor armed"),
        ("\u202eRohan\u202c \u200fand", "Rohan and"),
        ("Gondor\x07\x08 armed", "Gondor armed"),
        ("\x1b[31mGondor\x1b[0m", "Gondor"),
        ("ThÃ©oden rides", "Théoden rides"),
        ("itâ€™s Gondor", "it’s Gondor"),
        ("The\u0301oden", "Théoden"),
        ("e\ufb03gy", "effigy"),
        ("Gondor  \nRohan\t", "Gondor\nRohan"),
        ("\n\nGondor\n\n", "Gondor"),
        ("a\ud800b", "a\ufffdb"),
        ("\ud83d\ude00", "\U0001f600"),
    ],
)
def test_what_is_broken_is_mended(broken: str, mended: str) -> None:
    assert clean(broken) == mended


@pytest.mark.parametrize(
    "text",
    [
        "“Gondor,” he said, ‘will fight’ — perhaps…",
        "one\n\ntwo\nthree",
        "  indented",
        "two  spaces",
        "Théoden, Éowyn & <b> &amp; 100 %",
    ],
)
def test_what_is_said_stays(text: str) -> None:
    assert clean(text) == text


@given(HOSTILE)
def test_clean_text_has_nothing_invisible_and_stays_clean(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not [c for c in once if c != "\n" and unicodedata.category(c) in {"Cc", "Cf", "Cs"}]
    assert not any(line != line.rstrip() for line in once.split("\n"))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_any_usual_encoding_is_found(encoding: str) -> None:
    text = "Théoden of Rohan rode to Gondor’s aid, and Éowyn with him."
    assert clean(decode(text.encode(encoding), "a.txt")) == text


def test_writing_in_other_letters_is_decoded() -> None:
    text = "Гондор вооружил Рохан, сообщил представитель Минас-Тирита в среду вечером."
    assert decode(text.encode("cp1251"), "a.txt") == text


def test_a_stray_byte_in_utf8_is_read_as_windows_has_it() -> None:
    content = "Théoden, Éowyn and Éomer of ".encode() + b"Rohan\x92s house"
    assert decode(content, "a.txt") == "Théoden, Éowyn and Éomer of Rohan’s house"


def test_writing_that_is_valid_nowhere_is_still_english() -> None:
    assert decode(b"Gondor \xc3\x28 armed \xa0\xa1 Rohan", "a.txt").startswith("Gondor Ã( armed")


@pytest.mark.parametrize("content", [b"Gon\0dor", bytes(range(1, 32)) * 4, b"\0" * 100])
def test_binary_data_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"^a\.txt is binary data"):
        decode(content, "a.txt")


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(content: bytes) -> None:
    try:
        text = decode(content, "a.txt")
    except UnreadableDocument:
        return
    assert clean(clean(text)) == clean(text)


def test_a_mark_alone_is_an_empty_text() -> None:
    assert clean(decode(codecs.BOM_UTF8, "a.txt")) == ""
