"""Which words share a statement's clause."""

import pytest

from allegiance.statements.reach import clause, has_subject, over
from tests.statements.reading import token


@pytest.mark.parametrize(
    ("text", "word", "words"),
    [
        ("Gondor attacked Mordor in May.", "attacked", "Gondor attacked Mordor in May."),
        ("Faramir said that Gondor attacked Mordor.", "attacked", "that Gondor attacked Mordor"),
        ("Gondor left and attacked Mordor.", "attacked", "Gondor left and attacked Mordor."),
        ("Rohan left and Gondor attacked Mordor.", "attacked", "Gondor attacked Mordor."),
    ],
)
def test_the_clause_around_a_word(text: str, word: str, words: str) -> None:
    trigger = token(text, word)
    begin, end = clause(trigger)
    assert trigger.doc[begin:end].text == words


def test_a_word_is_over_itself_and_what_hangs_on_it() -> None:
    trigger = token("Faramir said that Gondor attacked Mordor.", "attacked")
    assert over(trigger, trigger)
    assert over(trigger.head, trigger)
    assert not over(trigger, trigger.head)


def test_a_verb_may_have_no_subject() -> None:
    trigger = token("Gondor left and attacked Mordor.", "attacked")
    assert not has_subject(trigger)
    assert has_subject(trigger.head)
