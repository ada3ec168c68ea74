"""Spillover as told: who is pressed where, and what speaks for the places next to it."""

import re
import time
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from allegiance.datasets.country_years import Kin
from allegiance.network.spillover import Refuge, Spillover, spillover
from allegiance.network.ties import tie
from allegiance.ontology.actors import KnownActor, Membership, Registry
from allegiance.statements.statement import End, Statement
from tests.network.conftest import Say, end, land, make

MALI, ALGERIA = land("Mali", "ML"), land("Algeria", "DZ")
NOBODY = Registry([])


def place(name: str, country: str) -> End:
    return end(name, "place", country)


def only(*said: Statement, world: Registry = NOBODY, kin: tuple[Kin, ...] = ()) -> Spillover:
    (found,) = spillover(said, known=world, kin=kin)
    return found


def at(found: Spillover, country: str) -> Refuge:
    return next(refuge for refuge in found.refuges if refuge.place == country)


def test_a_base_across_the_border_comes_before_a_border_alone(say: Say) -> None:
    base = say("Mordor", "base", place("Tamanrasset", "DZ"), by="Faramir")
    found = only(say("Gondor", "fight", "Mordor", place=MALI), base)
    assert (found.actor.name, found.pressed_in) == ("Mordor", ("ML",))
    assert [each.how for each in found.pressure] == ["fought"]
    first, *others = found.refuges
    assert (first.place, first.borders) == ("DZ", ("ML",))
    (reason,) = first.reasons
    assert (reason.why, reason.voices, reason.statements) == ("base", ("Faramir",), (base,))
    assert first.score == pytest.approx(1.5)
    assert first.reading == (
        "Algeria: Mordor is based in Tamanrasset (according to Faramir); it borders Mali."
    )
    assert {each.place for each in others} == {"BF", "CI", "GN", "MR", "NE", "SN"}
    assert {each.score for each in others} == {0.0}


def test_a_base_that_is_not_next_door_counts_without_the_border(say: Say) -> None:
    found = only(
        say("Gondor", "fight", "Mordor", place=MALI), say("Mordor", "base", place("Sirte", "LY"))
    )
    assert (at(found, "LY").score, at(found, "LY").borders) == (1.0, ())


def test_losing_a_base_is_pressure_and_no_refuge(say: Say) -> None:
    found = only(say("Mordor", "base", place("Gao", "ML"), phase="ends"))
    (pressure,) = found.pressure
    assert pressure.how == "losing ground"
    assert pressure.reading.endswith("which is told to weaken or to end")
    assert "ML" not in {each.place for each in found.refuges}


def test_leaving_a_place_presses_there_and_points_where_it_goes(say: Say) -> None:
    found = only(say("Mordor", "move", place("Djanet", "DZ"), origin=MALI))
    assert found.pressed_in == ("ML",)
    assert [each.how for each in found.pressure] == ["leaving"]
    assert [each.why for each in at(found, "DZ").reasons] == ["going there"]


def test_a_state_that_shelters_gives_its_own_country(say: Say) -> None:
    found = only(
        say("Gondor", "fight", "Mordor", place=MALI),
        say(end("Algeria", "state", "DZ"), "shelter", "Mordor"),
    )
    assert [each.why for each in at(found, "DZ").reasons] == ["shelter"]


def test_a_friends_base_keeps_the_friendship_with_its_sentences(say: Say) -> None:
    friendship = say("Mordor", "ally", "Harad", by="Gollum")
    held = say("Harad", "control", place("Libya", "LY"))
    found = only(say("Gondor", "fight", "Mordor", place=MALI), friendship, held)
    (reason,) = at(found, "LY").reasons
    assert (reason.why, reason.friend and reason.friend.name) == ("friend's control", "Harad")
    assert reason.statements == (held, friendship)
    assert reason.reading.endswith("; Harad is an ally of Mordor (according to Gollum)")
    assert reason.weight == pytest.approx(0.6)


def test_an_alliance_that_ended_lends_no_base(say: Say) -> None:
    found = only(
        say("Gondor", "fight", "Mordor", place=MALI),
        say("Mordor", "ally", "Harad", phase="ends"),
        say("Harad", "control", place("Libya", "LY")),
    )
    assert "LY" not in {each.place for each in found.refuges}


def test_a_state_that_is_a_friend_is_no_refuge_by_being_at_home(say: Say) -> None:
    said = [
        say("Gondor", "fight", "Mordor", place=MALI),
        say(end("Rhun", "state", "DZ"), "arm", "Mordor"),
        say(end("Rhun", "state", "DZ"), "fight", "Dale", place=ALGERIA),
    ]
    (found,) = spillover(said, actor={"mordor"}, known=NOBODY)
    assert at(found, "DZ").reasons == ()


def test_the_registry_knows_homes_and_branches(say: Say) -> None:
    world = Registry(
        [
            KnownActor(id="mordor", name="Mordor", kind="armed group", countries=("ML", "NE"),
                       part_of=(Membership(actor="harad", as_="branch"),)),
            KnownActor(id="harad", name="Harad", kind="armed group", country="DZ"),
        ]
    )  # fmt: skip
    found = only(
        say("Gondor", "fight", "Mordor", place=MALI), say("Harad", "oppose", "Dale"), world=world
    )
    assert [each.why for each in at(found, "NE").reasons] == ["home"]
    (friend,) = at(found, "DZ").reasons
    assert (friend.why, friend.friendship, friend.voices) == (
        "friend's home",
        None,
        ("the registry",),
    )


def test_kin_count_where_the_user_has_the_data(say: Say) -> None:
    kin = (
        Kin(people="1", country="ML"),
        Kin(people="1", country="NE"),
        Kin(people="2", country="DZ"),
    )
    found = only(say("Gondor", "fight", "Mordor", place=MALI), kin=kin)
    assert found.refuges[0].place == "NE"
    (reason,) = found.refuges[0].reasons
    assert (reason.why, reason.reading) == (
        "kin", "1 people of Mali also in Niger (according to the user's data on kin)",
    )  # fmt: skip


def test_what_is_denied_presses_nobody(say: Say) -> None:
    assert spillover([say("Gondor", "fight", "Mordor", place=MALI, polarity="negative")]) == []


def test_fighting_in_no_place_presses_nowhere(say: Say) -> None:
    assert spillover([say("Gondor", "fight", "Mordor")]) == []


def test_empty_self_ties_and_neutral_ties_press_nobody(say: Say) -> None:
    assert spillover([]) == []
    assert spillover([say("Mordor", "fight", "Mordor", place=MALI)], known=NOBODY) == []
    assert spillover([say("Gondor", "negotiate", "Mordor", place=MALI)], known=NOBODY) == []


def test_persons_are_never_told_of_and_states_only_when_asked(say: Say) -> None:
    said = [
        say("Gondor", "fight", end("Gollum", "person"), place=MALI),
        say("Mordor", "fight", end("Rohan", "state", "ML"), place=MALI),
    ]
    assert spillover(said, known=NOBODY) == []
    assert spillover(said, actor={"gollum"}, known=NOBODY) == []
    (found,) = spillover(said, actor={"rohan"}, known=NOBODY)
    assert found.actor.name == "Rohan"


def test_those_pressed_most_firmly_come_first_and_ties_give_the_same(say: Say) -> None:
    said = [
        say("Gondor", "fight", "Mordor", place=MALI, document="one"),
        say("Gondor", "fight", "Harad", place=MALI, document="one"),
        say("Gondor", "fight", "Harad", place=MALI, document="two"),
    ]
    found = spillover(said, known=NOBODY)
    assert [each.actor.name for each in found] == ["Harad", "Mordor"]
    assert spillover(tie(said), known=NOBODY) == found
    assert all(len(each.refuges) == 1 for each in spillover(said, known=NOBODY, limit=1))


def test_a_large_network_is_read_in_time() -> None:
    lands = [("Mali", "ML"), ("Niger", "NE"), ("Chad", "TD"), ("Libya", "LY")]
    said = []
    for n in range(3000):
        name, code = lands[n % 4]
        said.append(
            make(f"A{n % 300}", "fight", f"A{(n * 7 + 1) % 300}", n, place=land(name, code))
        )
        said.append(make(f"A{n % 300}", "ally", f"A{(n * 3 + 2) % 300}", n))
        said.append(make(f"A{n % 300}", "base", end(name, "place", code), n))
    ties = tie(said)
    begun = time.perf_counter()
    found = spillover(ties, known=NOBODY)
    assert len(found) > 100
    assert time.perf_counter() - begun < 60


def test_a_known_people_and_a_body_that_only_a_text_names_may_fight(say: Say) -> None:
    world = Registry(
        [
            KnownActor(id="tuaregs", name="Tuaregs", kind="people"),
            KnownActor(id="red-cross", name="Red Cross", kind="organisation"),
        ]
    )
    ends = ("Tuaregs", "people"), ("Civilians", "people"), ("Red Cross", "organisation")
    said = [
        say("Gondor", "fight", end(name, kind), place=MALI)
        for name, kind in (*ends, ("Uruk Front", "organisation"), ("The West", "collective"))
    ]
    found = {each.actor.name for each in spillover(said, known=world)}
    assert found == {"Tuaregs", "Uruk Front"}


def test_the_example_of_the_page_runs(say: Say) -> None:
    page = (Path(__file__).parents[2] / "docs/spillover.md").read_text()
    [code] = re.findall(r"```python\n(.*?)```", page, re.S)
    said = [
        say("Gondor", "fight", "Mordor", place=MALI),
        say("Mordor", "base", place("Tamanrasset", "DZ"), sentence="Mordor has a base there."),
        say("Mordor", "base", place("Sirte", "LY"), sentence="Mordor is in Sirte."),
    ]
    with redirect_stdout(StringIO()) as out:
        exec(compile(code, "docs/spillover.md", "exec"), {"statements": said})
    assert "Mordor is pressed in ML" in out.getvalue()
    assert "['Mordor has a base there.']" in out.getvalue()
