"""Whom or what a slot's head stands for."""

import pytest

from allegiance.statements.arguments import slots
from allegiance.statements.ends import (
    ACTOR,
    PLACE,
    apart,
    companions,
    fill,
    first,
    holder,
    may_act,
    resolve,
)
from allegiance.statements.match import Found
from tests.statements.reading import token, told


def ids(found: list[Found]) -> list[str]:
    return [each.id for each in found]


def filled(text: str, trigger: str, names: tuple[str, ...], wanted: tuple[str, ...]) -> list[str]:
    """The ids of the first of these slots that is filled."""
    word = token(text, trigger)
    return ids(first(names, word, slots(word), wanted))


@pytest.mark.parametrize(
    ("text", "head", "meant"),
    [
        ("Gondor fled.", "Gondor", ["gondor"]),
        ("Thousands of Corsairs fled.", "Thousands", ["corsairs"]),
        ("Some of the Rangers fled.", "Some", ["rangers"]),
        ("Members of the Rangers fled.", "Members", ["rangers"]),
        ("The Rangers left. They fled.", "They", ["rangers"]),
        ("Gondor and Rohan met. They fled.", "They", ["gondor", "rohan"]),
        ("The hills fled.", "hills", []),
    ],
)
def test_actors(text: str, head: str, meant: list[str]) -> None:
    assert ids(resolve(token(text, head), ACTOR)) == meant


def test_a_thing_is_its_owner_only_in_a_loose_reading() -> None:
    convoys = token("Mordor's plans failed.", "plans")
    assert ids(resolve(convoys, ACTOR)) == ["mordor"]
    assert resolve(convoys, ACTOR, loose=False) == []


@pytest.mark.parametrize(
    ("text", "head", "meant"),
    [
        ("Gondor holds Osgiliath.", "Osgiliath", ["place:osgiliath"]),
        ("Gondor holds parts of Ithilien.", "parts", ["place:ithilien"]),
        ("Gondor holds the city of Osgiliath.", "city", ["place:osgiliath"]),
        ("Gondor holds Mordor.", "Mordor", ["place:mordor"]),
        ("Gondor holds the Rangers.", "Rangers", []),
    ],
)
def test_places(text: str, head: str, meant: list[str]) -> None:
    assert ids(resolve(token(text, head), PLACE)) == meant


def test_the_press_is_no_end() -> None:
    assert resolve(token("Gondor's newspapers attacked Mordor.", "newspapers"), ACTOR) == []


@pytest.mark.parametrize(
    ("text", "trigger", "names", "meant"),
    [
        ("Gondor gave rifles to Rohan.", "gave", ("to", "object"), ["rohan"]),
        ("Gondor attacked Mordor.", "attacked", ("to", "object"), ["mordor"]),
        ("Gondor attacked Mordor and Isengard.", "attacked", ("object",), ["mordor", "isengard"]),
        ("Rifles fell into the hands of Rohan.", "fell", ("into hands",), ["rohan"]),
        ("Rifles fell into Rohan's hands.", "fell", ("into hands",), ["rohan"]),
        ("Gondor uses Rohan's airspace.", "uses", ("object owner",), ["rohan"]),
        ("Rifles were sent to Rohan.", "sent", ("subject", "?"), ["unknown"]),
        ("Gondor sent rifles to Rohan.", "sent", ("subject", "?"), ["gondor"]),
        ("The hills sent rifles to Rohan.", "sent", ("subject", "?"), []),
    ],
)
def test_the_first_slot_that_is_filled(
    text: str, trigger: str, names: tuple[str, ...], meant: list[str]
) -> None:
    assert filled(text, trigger, names, ACTOR) == meant


def test_whoever_is_taken_is_avoided() -> None:
    word = token("Gondor attacked Mordor.", "attacked")
    (gondor,) = first(("subject",), word, slots(word), ACTOR)
    assert first(("subject",), word, slots(word), ACTOR, avoid={gondor.mention.head}) == []


def test_the_trigger_itself_can_be_an_end() -> None:
    word = token("Local rebels fled.", "rebels")
    assert ids(fill("*self", word, slots(word), ACTOR)) == ["text:local-rebels"]


def test_nobody_is_an_actor_without_a_name() -> None:
    word = token("Rifles were sent to Rohan.", "sent")
    (nobody,) = first(("?",), word, slots(word), ACTOR)
    assert nobody.actor is not None
    assert nobody.actor.kind == "unknown"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Gondor, with Rohan and Arnor, attacked Mordor.", ["rohan", "arnor"]),
        ("Gondor, alongside Rohan, attacked Mordor.", ["rohan"]),
        ("Gondor attacked Mordor with rockets.", []),
    ],
)
def test_companions(text: str, meant: list[str]) -> None:
    word = token(text, "attacked")
    assert ids(companions(word, slots(word))) == meant


def test_who_holds_a_place_that_is_attacked() -> None:
    word = token("Gondor attacked Mordor-held Osgiliath.", "attacked")
    (town,) = first(("object",), word, slots(word), PLACE)
    held = holder(town, word)
    assert held is not None
    assert held.id == "mordor"


def test_a_place_of_nobody_has_no_holder() -> None:
    word = token("Then Gondor attacked old Osgiliath.", "attacked")
    (town,) = first(("object",), word, slots(word), PLACE)
    assert holder(town, word) is None


def test_ends_are_apart_where_they_are_two_actors() -> None:
    (gondor,) = resolve(token("Gondor attacked Mordor.", "Gondor"), ACTOR)
    (mordor,) = resolve(token("Gondor attacked Mordor.", "Mordor"), ACTOR)
    assert apart(gondor, mordor)
    assert not apart(gondor, gondor)


def test_people_without_a_name_move_and_protest_but_attack_nobody() -> None:
    (people,) = resolve(token("The refugees fled.", "refugees"), ACTOR)
    (rangers,) = resolve(token("The Rangers fled.", "Rangers"), ACTOR)
    assert may_act("move", people)
    assert may_act("oppose", people)
    assert not may_act("fight", people)
    assert may_act("fight", rangers)


def test_sorties_spoken_of_again_are_of_those_who_flew_them() -> None:
    text = "Gondor conducted raids in Ithilien. Near Osgiliath, the raids killed the Corsairs."
    assert ("Gondor", "fight", "Corsairs of Umbar") in told(text)
    assert told("Near Osgiliath, the raids killed the Corsairs.") == set()


def test_a_place_can_stand_for_the_state_that_sits_there() -> None:
    text = "Gondor closed its embassy in Fornost."
    assert filled(text, "closed", ("object in seat", "in seat"), ACTOR) == ["arnor"]
    assert filled("Gondor closed its embassy in May.", "closed", ("in seat",), ACTOR) == []
