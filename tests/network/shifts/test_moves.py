"""Actors that go from camp to camp."""

from typing import Any

import pytest

from allegiance.network.shifts import Move, shifts
from allegiance.ontology.actors import KnownActor, Membership, Registry
from allegiance.statements.statement import Statement
from tests.network.conftest import Say, during

NOBODY = Registry([])


def moved(*said: Statement, known: Registry = NOBODY) -> tuple[Move, ...]:
    return shifts(said, known=known).actors


def at(year: int) -> dict[str, Any]:
    return {"time": during(str(year), str(year), str(year))}


def test_leaving_one_for_its_foe_is_a_move(say: Say) -> None:
    [move] = moved(
        say("Dunland", "support", "Isengard", by="Grima", **at(2010)),
        say("Dunland", "support", "Rohan", by="Eowyn", **at(2013)),
        say("Rohan", "fight", "Isengard"),
    )
    assert move.actor.name == "Dunland"
    assert [p.name for p in move.left] == ["Isengard"]
    assert [p.name for p in move.joined] == ["Rohan"]
    assert (move.when, move.order, move.changed, move.kept) == ("2010/2013", "certain", 2, 0)
    assert move.reading == (
        "Dunland moved from Isengard to Rohan between 2010 and 2013: first with Isengard"
        " (according to Grima), then with Rohan (according to Eowyn)."
    )


def test_a_second_friend_who_is_nobodys_foe_is_no_move(say: Say) -> None:
    assert not moved(
        say("Dunland", "support", "Isengard", **at(2010)),
        say("Dunland", "support", "Rohan", **at(2013)),
    )


def test_a_lasting_friend_is_not_joined(say: Say) -> None:
    assert not moved(
        say("Dunland", "support", "Rohan", **at(2008)),
        say("Dunland", "support", "Isengard", **at(2010)),
        say("Dunland", "support", "Rohan", **at(2013)),
        say("Rohan", "fight", "Isengard"),
    )


def test_turning_on_several_at_once_is_a_move_away(say: Say) -> None:
    others = ("Gondor", "Rohan", "Dale")
    said = [say("Harad", "ally", other, **at(2010)) for other in others]
    said += [say("Harad", "fight", other, **at(2012)) for other in others]
    [move] = [m for m in moved(*said) if m.actor.id == "harad"]
    assert [p.name for p in move.left] == ["Dale", "Gondor", "Rohan"]
    assert move.reading.startswith("Harad moved away from Dale, Gondor and Rohan between 2010")


def test_one_tie_among_many_that_stay_is_no_move(say: Say) -> None:
    said = [
        say("Gondor", "ally", f"House {n}", **at(year)) for n in range(4) for year in (2010, 2014)
    ]
    said += [
        say("Gondor", "ally", "Isengard", **at(2010)),
        say("Gondor", "fight", "Isengard", **at(2014)),
    ]
    said += [say("Gondor", "ally", "Ents", **at(2014)), say("Ents", "fight", "Isengard")]
    assert [m.actor.id for m in moved(*said)] == []


def test_a_foe_of_another_self_is_a_foe(say: Say) -> None:
    said = [
        say("Dunland", "support", "Isengard", **at(2010)),
        say("Dunland", "support", "Rohan", **at(2013)),
        say("Rohan", "fight", "Uruks"),
        say("Uruks", "member", "Somebody"),
    ]
    assert not moved(*said)
    [move] = moved(*said, say("Uruks", "member", "Isengard"))
    assert [p.name for p in move.joined] == ["Rohan"]
    known = Registry(
        [
            KnownActor(id="isengard", name="Isengard", kind="armed group"),
            KnownActor(
                id="uruks", name="Uruks", kind="armed group",
                part_of=(Membership(actor="isengard", as_="branch"),),
            ),
        ]
    )  # fmt: skip
    named = say("Isengard", "oppose", "Somebody")
    assert len(moved(*said, named, known=known)) == 1


def test_a_split_that_words_tell_makes_a_possible_move_certain(say: Say) -> None:
    wide = during("2010-01-01", "2013-12-31", "2010/2013")
    said = [
        say("Dunland", "support", "Isengard", time=wide),
        say("Dunland", "support", "Rohan", time=during("2013-12-01", "2013-12-31", "2013-12")),
        say("Rohan", "fight", "Isengard"),
    ]
    [move] = moved(*said)
    assert (move.order, move.basis) == ("possible", "statements")
    split = say("Isengard", "ally", "Dunland", phase="ends", time_status="past")
    [move] = moved(*said, split)
    assert (move.order, move.basis, move.told) == ("certain", "both", (split,))


def test_there_and_back_again_are_two_moves(say: Say) -> None:
    said = [say("Rohan", "fight", "Isengard")]
    for camp, start in (("Isengard", 1990), ("Rohan", 2000), ("Isengard", 2010)):
        said += [say("Dunland", "support", camp, outlet=str(n), **at(start + n)) for n in range(8)]
    moves = moved(*said)
    assert {m.actor.id for m in moves} == {"dunland"}
    ways = {m.when: ([p.name for p in m.left], [p.name for p in m.joined]) for m in moves}
    assert ways == {
        "1997/2000": (["Isengard"], ["Rohan"]),
        "2007/2010": (["Rohan"], ["Isengard"]),
    }


@pytest.mark.parametrize("outlets", [1, 3])
def test_many_days_are_thinned_and_the_division_finds_the_day(say: Say, outlets: int) -> None:
    said = [say("Rohan", "fight", "Isengard")]
    for n in range(300):
        camp = "Isengard" if n < 150 else "Rohan"
        when = during(f"{1700 + n}-01-01", f"{1700 + n}-01-01")
        said.append(say("Dunland", "support", camp, outlet=str(n % outlets), time=when))
    [move] = moved(*said)
    assert move.when == "1849-01-01/1850-01-01"
