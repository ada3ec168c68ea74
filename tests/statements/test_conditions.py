"""Whether a frame applies: by its words, and by what it asks of its slots."""

from typing import Any

import pytest

from allegiance.statements.arguments import slots
from allegiance.statements.conditions import gerunds, lemma, refusal, speaks
from allegiance.statements.frames import Frame
from tests.statements.reading import token


def frame(**fields: Any) -> Frame:
    """A frame that asks for nothing, with these fields."""
    return Frame(id="arm.test", gloss="X arms Y", example="X arms Y.", relation="arm", **fields)


def refused(text: str, trigger: str, **fields: Any) -> str | None:
    word = token(text, trigger)
    return refusal(frame(**fields), word, slots(word))


@pytest.mark.parametrize(
    ("text", "trigger", "known"),
    [
        ("Gondor retook Osgiliath.", "retook", "retake"),
        ("The Orcs overran Osgiliath.", "overran", "overrun"),
        ("Gondor withdrew from Osgiliath.", "withdrew", "withdraw"),
        ("Gondor armed the Rangers.", "armed", "arm"),
    ],
)
def test_lemmas_of_irregular_forms(text: str, trigger: str, known: str) -> None:
    assert lemma(token(text, trigger)) == known


def test_gerunds_know_their_verbs() -> None:
    assert gerunds()["arming"] == "arm"
    assert gerunds()["supplying"] == "supply"
    assert gerunds()["providing"] == "provide"


@pytest.mark.parametrize(
    ("text", "trigger", "word", "answer"),
    [
        ("Gondor drove the Orcs out of Osgiliath.", "drove", "drive out", True),
        ("Gondor handed over the rifles.", "handed", "hand over", True),
        ("Gondor drove the Orcs to despair.", "drove", "drive out", False),
        ("Gondor attacked Mordor.", "attacked", "attack", True),
        ("Gondor attacked Mordor.", "attacked", "arm", False),
        ("The bombing of Mordor went on.", "bombing", "bomb", True),
    ],
)
def test_words_with_their_particles(text: str, trigger: str, word: str, answer: bool) -> None:
    assert speaks(frame(verb=(word,)), token(text, trigger)) is answer


@pytest.mark.parametrize(
    ("text", "trigger", "where"),
    [
        ("Gondor sent rifles to Rohan.", "sent", {"object": ("weapon",)}),
        ("Gondor sent thousands of rifles to Rohan.", "sent", {"object": ("weapon",)}),
        ("Gondor sent a shipment of rifles to Rohan.", "sent", {"object": ("weapon",)}),
        ("Gondor sent arms shipments to Rohan.", "sent", {"object": ("weapon",)}),
        ("Gondor sent bread to Rohan.", "sent", {"object": ("bread", "weapon")}),
        ("Gondor attacked Mordor.", "attacked", {"object": ("*actor",)}),
        ("Gondor attacked Mordor.", "attacked", {"object": ("*named",)}),
        ("Gondor attacked Osgiliath.", "attacked", {"object": ("*place",)}),
        ("Gondor lost a third of Ithilien.", "lost", {"object": ("*part",)}),
        ("Gondor sent troops to Ithilien.", "sent", {"object": ("*force",)}),
        ("Gondor attacked.", "attacked", {"object": ("*none",)}),
        ("Gondor launched an attack on Mordor.", "attack", {"light": ("launch",)}),
        ("The self-proclaimed capital fell.", "capital", {"modifier": ("proclaimed",)}),
        ("Rohan sees Mordor as a threat.", "sees", {"predicate": ("threat",)}),
        ("Rohan considers Mordor a threat.", "considers", {"predicate": ("threat",)}),
        ("The Rangers are under the command of Gondor.", "command", {"under": ("*self",)}),
    ],
)
def test_where_it_holds_nothing_is_refused(
    text: str, trigger: str, where: dict[str, tuple[str, ...]]
) -> None:
    assert refused(text, trigger, where=where) is None
    assert refused(text, trigger, unless=where) is not None


@pytest.mark.parametrize(
    ("text", "trigger", "where"),
    [
        ("Gondor sent bread to Rohan.", "sent", {"object": ("weapon",)}),
        ("Gondor sent rifles to Rohan.", "sent", {"with": ("weapon",)}),
        ("Gondor attacked rebels.", "attacked", {"object": ("*named",)}),
        ("Gondor attacked Mordor.", "attacked", {"object": ("*none",)}),
        ("Gondor feared an attack on Mordor.", "attack", {"light": ("launch",)}),
        ("Rohan sees Mordor as a friend.", "sees", {"predicate": ("threat",)}),
    ],
)
def test_where_it_does_not_hold_the_reason_names_the_slot(
    text: str, trigger: str, where: dict[str, tuple[str, ...]]
) -> None:
    (slot,) = where
    assert (refused(text, trigger, where=where) or "").startswith(f"its {slot} is not ")
    assert refused(text, trigger, unless=where) is None


def test_a_long_list_of_choices_is_cut_short() -> None:
    where = {"object": ("bread", "salt", "wine", "oil", "cheese")}
    told = refused("Gondor sent rifles to Rohan.", "sent", where=where)
    assert told == "its object is not bread or salt or wine or oil, ..."
