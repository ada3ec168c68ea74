"""Who fills which slot, in one clause after another; the parser runs, the coder does not."""

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from allegiance.statements.arguments import (
    bearers,
    conjuncts,
    light_verb,
    objects,
    owners,
    passive,
    slots,
    subjects,
)
from tests.statements.reading import token


def filled(text: str, trigger: str, *names: str) -> dict[str, list[str]]:
    """The slots asked for, by the words that head them."""
    found = slots(token(text, trigger))
    return {name: [each.text for each in found.get(name, [])] for name in names}


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Gondor attacked Mordor in Ithilien.", "attacked"),
        ("Mordor was attacked by Gondor in Ithilien.", "attacked"),
        ("Gondor is trying to attack Mordor.", "attack"),
        ("Gondor wants to attack Mordor.", "attack"),
        ("Isengard urged Gondor to attack Mordor.", "attack"),
        ("Rohan forced Gondor to attack Mordor.", "attack"),
        ("Gondor is believed to attack Mordor.", "attack"),
        ("Gondor, which attacked Mordor, fled.", "attacked"),
        ("Mordor, which Gondor attacked, fled.", "attacked"),
        ("The men of Mordor, whom Gondor attacked, fled.", "attacked"),
        ("Gondor, attacking Mordor, lost its bridge.", "attacking"),
        ("Gondor armed the Corsairs and attacked Mordor.", "attacked"),
        ("Gondor attacked and destroyed Mordor.", "attacked"),
        ("Having attacked Mordor, Gondor fled.", "attacked"),
        ("Gondor lost its bridge by attacking Mordor.", "attacking"),
        ("Gondor was accused of attacking Mordor.", "attacking"),
        ("Rohan accused Gondor of attacking Mordor.", "attacking"),
        ("Rohan said that Gondor attacked Mordor.", "attacked"),
    ],
)
def test_a_verb_has_one_doer_and_one_whom_it_is_done_to(text: str, trigger: str) -> None:
    found = filled(text, trigger, "subject", "object")
    assert found["subject"] == ["Gondor"]
    assert found["object"] in (["Mordor"], ["men"])


def test_the_town_seized_by_somebody() -> None:
    found = filled("The town seized by Gondor is quiet.", "seized", "subject", "object")
    assert found == {"subject": ["Gondor"], "object": ["town"]}


def test_a_passive_without_a_doer_leaves_the_subject_empty() -> None:
    found = filled("Mordor was attacked on Monday.", "attacked", "subject", "object")
    assert found == {"subject": [], "object": ["Mordor"]}


@pytest.mark.parametrize(
    ("text", "trigger", "answer"),
    [
        ("Mordor was attacked.", "attacked", True),
        ("Mordor has been attacked by Gondor.", "attacked", True),
        ("The town seized by Gondor is quiet.", "seized", True),
        ("Gondor attacked Mordor.", "attacked", False),
        ("Gondor has attacked Mordor.", "attacked", False),
        ("The Corsairs attacking Gondor fled.", "attacking", False),
    ],
)
def test_passive(text: str, trigger: str, answer: bool) -> None:
    assert passive(token(text, trigger)) is answer


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Gondor gave Rohan rifles.", "gave"),
        ("Gondor gave rifles to Rohan.", "gave"),
        ("Rohan was given rifles by Gondor.", "given"),
    ],
)
def test_who_is_given_something(text: str, trigger: str) -> None:
    assert filled(text, trigger, "dative", "object") == {"dative": ["Rohan"], "object": ["rifles"]}


@pytest.mark.parametrize(
    ("text", "trigger", "slot", "heads"),
    [
        ("Gondor attacked Mordor in Ithilien.", "attacked", "in", ["Ithilien"]),
        ("Gondor supplied Rohan with rifles.", "supplied", "with", ["rifles"]),
        ("Gondor fought against Mordor.", "fought", "against", ["Mordor"]),
        ("The delivery of rifles to Rohan went on.", "delivery", "of", ["rifles"]),
        ("The delivery of rifles to Rohan went on.", "delivery", "to", ["Rohan"]),
        ("An attack by Gondor on Mordor failed.", "attack", "by", ["Gondor"]),
        ("An attack by Gondor on Mordor failed.", "attack", "on", ["Mordor"]),
        ("Gondor remains hostile to Mordor.", "hostile", "to", ["Mordor"]),
        ("Gondor said that Rohan attacked Mordor.", "said", "content", ["attacked"]),
    ],
)
def test_prepositions_and_content(text: str, trigger: str, slot: str, heads: list[str]) -> None:
    assert filled(text, trigger, slot) == {slot: heads}


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Gondor's attack on Mordor failed.", "attack"),
        ("The Gondorian attack on Mordor failed.", "attack"),
        ("Gondor, whose army attacked Mordor, fled.", "army"),
    ],
)
def test_whose_a_noun_is(text: str, noun: str) -> None:
    assert [each.text for each in owners(token(text, noun))] in (["Gondor"], ["Gondorian"])


@pytest.mark.parametrize(
    ("text", "noun", "verb"),
    [
        ("Gondor launched an attack on Mordor.", "attack", "launched"),
        ("Gondor provided support to Rohan.", "support", "provided"),
        ("Gondor provided food and support to Rohan.", "support", "provided"),
        ("Gondor is in talks with Mordor.", "talks", "is"),
    ],
)
def test_a_light_verb_lends_its_subject(text: str, noun: str, verb: str) -> None:
    lent = light_verb(token(text, noun))
    assert lent is not None
    assert lent.text == verb
    assert filled(text, noun, "subject") == {"subject": ["Gondor"]}


def test_a_verb_of_telling_lends_nothing() -> None:
    assert filled("Rohan denounced an attack on Mordor.", "attack", "subject") == {"subject": []}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Gondor is an ally of Rohan.", "ally"),
        ("Gondor became an ally of Rohan.", "ally"),
        ("Gondor, an ally of Rohan, fled.", "ally"),
        ("Gondor is one of the allies of Rohan.", "allies"),
        ("Rohan sees Gondor as an ally.", "ally"),
        ("Gondor is hostile to Mordor.", "hostile"),
    ],
)
def test_what_a_noun_or_adjective_is_said_of(text: str, word: str) -> None:
    assert [each.text for each in bearers(token(text, word))] == ["Gondor"]


@pytest.mark.parametrize(
    ("text", "head", "all_"),
    [
        ("Gondor, Rohan and Arnor attacked Mordor.", "Gondor", ["Gondor", "Rohan", "Arnor"]),
        ("Both Gondor and Rohan attacked Mordor.", "Gondor", ["Gondor", "Rohan"]),
        ("Gondor attacked Mordor and Rohan fled.", "Gondor", ["Gondor"]),
        ("Gondor attacked Mordor and Isengard.", "Mordor", ["Mordor", "Isengard"]),
    ],
)
def test_conjuncts(text: str, head: str, all_: list[str]) -> None:
    assert [each.text for each in conjuncts(token(text, head))] == all_


def test_conjuncts_of_a_list_of_any_length() -> None:
    names = ["Gondor", *["Rohan"] * 1500]
    heads = [max(at - 1, 0) for at in range(len(names))]
    deps = ["ROOT", *["conj"] * 1500]
    doc = Doc(Vocab(), words=names, heads=heads, deps=deps, pos=["PROPN"] * len(names))
    assert [each.i for each in conjuncts(doc[0])] == list(range(len(names)))


def test_the_next_clauses_subject_is_no_conjunct() -> None:
    head = token("Gondor attacked Mordor, and the Corsairs fled.", "Mordor")
    assert [each.text for each in conjuncts(head)] == ["Mordor"]


def test_subjects_and_objects_are_what_the_slots_say() -> None:
    verb = token("Gondor attacked Mordor.", "attacked")
    found = slots(verb)
    assert found["subject"] == subjects(verb)
    assert found["object"] == objects(verb)
