"""Names for others' formats are legal there, and the same thing has the same name."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.exports.names import iri, uuid_of, word


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        ("letter 1", "urn:x-allegiance:document:letter%201"),
        ("https://a.example/b?c=d#e", "https://a.example/b?c=d#e"),
        ('https://a.example/"><', "urn:x-allegiance:document:https%3A%2F%2Fa.example%2F%22%3E%3C"),
        ("urn:isbn:1", "urn:isbn:1"),
        ("javascript:alert(1)", "urn:x-allegiance:document:javascript%3Aalert%281%29"),
        ("", "urn:x-allegiance:document:"),
    ],
)
def test_an_id_becomes_an_iri(identity: str, expected: str) -> None:
    assert iri("document", identity) == expected


@given(st.text())
def test_an_iri_has_nothing_that_ends_it(identity: str) -> None:
    made = iri("actor", identity)
    assert made.isascii()
    assert not set(made) & set(' <>"{}|\\^`\n\t')
    assert urlsplit(made).scheme


def test_a_uuid_is_the_same_each_time_and_tells_its_parts_apart() -> None:
    assert uuid_of("actor", "a") == uuid_of("actor", "a")
    assert uuid_of("actor", "a", "b") != uuid_of("actor", "ab")
    assert uuid_of("actor", "a") != uuid_of("place", "a")


@given(st.text(min_size=1))
def test_a_word_is_plain(text: str) -> None:
    made = word(text)
    assert made
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789_")


def test_words_tell_names_apart() -> None:
    assert word("The Palantir") == "the_palantir"
    assert len({word(name) for name in ("The Palantír", "The Palant!r", "صحيفة", "газета")}) == 4
