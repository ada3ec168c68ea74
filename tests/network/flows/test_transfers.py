"""Statements as transfers: who, what, between which days."""

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.network.flows.transfers import Told, days, of_goods, span, transfers
from allegiance.network.temporal import ALWAYS, FOREVER
from allegiance.ontology.actors import KnownActor, Registry
from allegiance.statements.statement import Statement
from tests.network.conftest import Say, during, end, land, make

HARAD = KnownActor(id="HA", name="Harad", kind="state", country="HA", demonyms=("Haradan",))
WORLD = Registry([HARAD])
UNKNOWN = msgspec.structs.replace(end("unknown", "unknown"), id="unknown")


def told(*said: Statement, hand_on: bool = False) -> Told:
    return transfers(said, hand_on=hand_on, known=WORLD)


def ways(found: Told) -> list[tuple[str, str | None, str]]:
    return [(each.giver.name, each.goods, each.holder.name) for each in found.transfers]


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("relation", "goods"),
    [
        ("arm", "arms"), ("fund", "money"), ("train", "training"), ("shelter", "shelter"),
        ("aid", "relief"),
    ],
)  # fmt: skip
def test_each_giving_relation_passes_its_goods(say: Say, relation: str, goods: str) -> None:
    assert ways(told(say("Gondor", relation, "Rohan"))) == [("Gondor", goods, "Rohan")]
    assert goods in of_goods()


def test_an_instrument_tells_what_support_passes(say: Say) -> None:
    found = told(
        say("Gondor", "support", "Rohan", instrument="rifles"),
        say("Gondor", "support", "Arnor", instrument="cash"),
        say("Gondor", "support", "Dale"),
        say("Gondor", "fight", "Mordor", instrument="rifles"),
        say("Gondor", "move", end("Osgiliath", "place"), instrument="rifles"),
    )
    assert ways(found) == [
        ("Gondor", "arms", "Rohan"), ("Gondor", "money", "Arnor"), ("Gondor", "arms", "Osgiliath"),
    ]  # fmt: skip


def test_two_unknown_givers_are_two(say: Say) -> None:
    found = told(say(UNKNOWN, "arm", "Rohan"), say(UNKNOWN, "arm", "Arnor"))
    givers = [each.giver for each in found.transfers]
    assert {giver.name for giver in givers} == {"an unknown giver"}
    assert len({giver.id for giver in givers}) == 2
    assert "an unknown taker" in ways(told(say("Gondor", "arm", UNKNOWN)))[0]


def test_a_body_without_a_name_is_one_in_its_document_alone(say: Say) -> None:
    rebels = msgspec.structs.replace(end("rebels"), id="text:rebels")
    found = told(say("Gondor", "arm", rebels), say("Gondor", "arm", rebels, document="other"))
    assert len({each.holder.id for each in found.transfers}) == 2


@pytest.mark.parametrize(
    "more",
    [
        {"origin": land("Umbar", "HA")},
        {"instrument": "Haradan rifles"},
    ],
)
def test_what_left_a_country_comes_from_its_stocks_too(say: Say, more: dict[str, Any]) -> None:
    assert ways(told(say("Gondor", "arm", "Rohan", **more))) == [
        ("Gondor", "arms", "Rohan"), ("Harad", "arms", "Rohan"),
    ]  # fmt: skip


def test_what_an_unknown_gave_in_a_country_comes_from_its_stocks(say: Say) -> None:
    found = told(say(UNKNOWN, "arm", "Rohan", place=land("Umbar", "HA")))
    assert [(each.giver.id, each.giver.kind) for each in found.transfers][1] == (
        "stock:HA",
        "stock",
    )


def test_taking_an_arsenal_is_coming_into_its_arms(say: Say) -> None:
    arsenal = end("the Umbar arsenal", "place", "HA")
    assert ("Harad", "arms", "Rohan") in ways(told(say("Rohan", "control", arsenal)))
    assert ways(told(say("Rohan", "control", arsenal, phase="ends"))) == []
    assert ways(told(say("Rohan", "control", end("Umbar", "place", "HA")))) == []


def test_members_and_merged_bodies_hand_on_where_asked(say: Say) -> None:
    said = say("Rangers", "member", "Gondor")
    assert ways(told(said)) == []
    assert ways(told(said, hand_on=True)) == [
        ("Rangers", None, "Gondor"), ("Gondor", None, "Rangers"),
    ]  # fmt: skip
    assert not told(said, hand_on=True).transfers[0].forces


def test_a_denial_is_no_transfer_and_is_kept(say: Say) -> None:
    found = told(say("Gondor", "arm", "Rohan", polarity="negative"))
    assert found.transfers == ()
    assert [each.holder.name for each in found.denied] == ["Rohan"]


def test_statements_of_one_time_are_one_transfer(say: Say) -> None:
    when = during("2012-01-01", "2012-12-31")
    found = told(
        say("Gondor", "arm", "Rohan", time=when),
        say("Gondor", "support", "Rohan", time=when, instrument="rifles", by="Faramir"),
        say("Gondor", "arm", "Rohan", time=during("2013-01-01", "2013-12-31")),
    )
    assert [len(each.statements) for each in found.transfers] == [2, 1]


@pytest.mark.parametrize(
    ("more", "first", "last", "dated"),
    [
        ({}, ALWAYS, FOREVER, False),
        ({"date": "2013-01"}, ALWAYS, day("2013-01-31"), False),
        ({"date": "2013", "time_status": "future"}, day("2013-01-01"), FOREVER, False),
        ({"time": during("2011-01-01", "2011-12-31")}, day("2011-01-01"), day("2011-12-31"), True),
        ({"time": during(None, "2011-12-31")}, ALWAYS, day("2011-12-31"), True),
        ({"time": during("2011-02-01"), "date": "2013"}, day("2011-02-01"), day("2013-12-31"), True),
        ({"time": during("2014-01-01"), "date": "2013"}, day("2014-01-01"), FOREVER, True),
        (
            {"time": during("2014-01-01", "2014-12-31"), "time_status": "future", "date": "2013"},
            day("2014-01-01"), day("2014-12-31"), False,
        ),
        ({"time": during("2011-01-01", "2011-12-31"), "phase": "ends"}, ALWAYS, day("2011-12-31"), True),
    ],
)  # fmt: skip
def test_the_days_of_a_statement(more: dict[str, Any], first: int, last: int, dated: bool) -> None:
    assert span(make("Gondor", "arm", "Rohan", **more)) == (first, last, dated)


def test_what_has_begun_goes_on(say: Say) -> None:
    when = {"time": during("2007-01-01", "2007-12-31"), "date": "2013", "time_status": "past"}
    begun = span(say("Gondor", "merge", "Rohan", **when), lasting=True)
    assert begun is not None
    assert begun.last == FOREVER
    ended = span(say("Gondor", "member", "Rohan", phase="ends", **when), lasting=True)
    assert ended == (ALWAYS, day("2007-12-31"), True)


def test_dates_that_contradict_each_other_are_told_and_not_used(say: Say) -> None:
    said = say("Gondor", "arm", "Rohan", time=during("2013-01-01", "2012-01-01"))
    assert span(said) is None
    found = told(said, say("Gondor", "arm", "Arnor", date="in spring"))
    assert len(found.transfers) == 2
    assert not any(each.dated for each in found.transfers)
    assert len(found.notes) == 2
    assert "contradict" in found.notes[0]
    assert said.id in found.notes[0]


def test_who_arms_itself_is_left_out_and_told(say: Say) -> None:
    found = told(say("Gondor", "arm", "Gondor"))
    assert found.transfers == ()
    assert "relates Gondor to itself" in found.notes[0]


@given(st.dates(), st.sampled_from((4, 7, 10)))
def test_a_prefix_is_all_its_days(one: date, length: int) -> None:
    found = days(one.isoformat()[:length])
    assert found is not None
    assert found[0] <= one.toordinal() <= found[1]
    assert (found[0] == found[1]) == (length == 10)


@given(st.text(alphabet="0123456789-", max_size=10))
def test_any_text_is_days_or_none(text: str) -> None:
    found = days(text)
    assert found is None or found[0] <= found[1]
