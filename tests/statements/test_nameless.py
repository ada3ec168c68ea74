"""Ends that no mention tells."""

from allegiance.language.reading import Mention, Referent, reading
from allegiance.statements.ends import ACTOR, PLACE
from allegiance.statements.nameless import ground, nameless
from tests.statements.reading import parse, statements, token


def test_a_body_is_what_it_is_called() -> None:
    (found,) = nameless(token("The ministry denied it.", "ministry"), ACTOR)
    assert found.actor is not None
    assert (found.actor.kind, found.mention.generic) == ("body", True)


def test_men_by_their_trade_are_people_and_one_of_them_is_a_person() -> None:
    (many,) = nameless(token("They took two miners away.", "miners"), ACTOR)
    (one,) = nameless(token("They took a miner away.", "miner"), ACTOR)
    assert many.actor is not None
    assert one.actor is not None
    assert (many.actor.kind, one.actor.kind) == ("people", "person")


def test_a_thing_is_nobody() -> None:
    assert nameless(token("They took a lantern away.", "lantern"), ACTOR) == []


def test_ground_without_a_name_is_a_place_where_one_is_meant() -> None:
    told = nameless(token("They hold the valley.", "valley"), PLACE)
    assert [found.place.name for found in told if found.place] == ["valley"]
    assert nameless(token("They hold a valley.", "valley"), PLACE) == []
    assert nameless(token("They hold the valley.", "valley"), ACTOR) == []


def test_an_unknown_name_is_ground_only_where_the_recogniser_says_so() -> None:
    head = token("They fled the lantern.", "lantern")
    actor = Referent(id="text:lantern", name="lantern", kind="organisation")
    assert ground(head, Mention(head.i, 10, 17, actor=actor)) is None


def test_a_pronoun_or_a_known_actor_is_no_ground() -> None:
    doc = parse("They fled Gondor.")
    known = reading(doc).mentions[2]
    assert ground(doc[2], known) is None


def test_a_place_lies_where_the_ground_around_it_is() -> None:
    told = {
        (each.relation, each.target.name)
        for each in statements("The Rangers hold the hills of Ithilien.")
    }
    assert told == {("control", "Ithilien")}
