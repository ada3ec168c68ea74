"""Rows folded into ties, sides and bonds."""

import numpy as np
import pytest

from allegiance.network.double_games.columns import NEVER, RELATIONS, from_statements
from allegiance.network.double_games.sides import GIVEN, HOSTILE, TAKEN, World, fold
from allegiance.network.ties import tie
from allegiance.ontology.actors import KnownActor, Membership, Registry
from allegiance.statements.statement import Statement
from tests.network.conftest import Say, during, end, land

NOBODY = Registry([])


def world(*said: Statement, known: Registry = NOBODY) -> World:
    return fold(from_statements(said), known)


def test_ties_on_arrays_are_those_of_tie(say: Say) -> None:
    said = [
        say("Gondor", "fight", "Harad", by="Faramir"),
        say("Gondor", "fight", "Harad", by="Faramir", certainty="possible"),
        say("Gondor", "fight", "Harad", polarity="negative", by="Denethor"),
        say("Rohan", "ally", "Gondor", time=during("2011-01-01", "2012-12-31")),
        say("Harad", "arm", "Umbar", place=land("Ithilien", "IT")),
    ]
    made = {(t.source.name, t.relation): t for t in tie(said)}
    ties = world(*said).ties
    actors = from_statements(said).actors
    for number in range(len(ties.source)):
        one = made.pop((actors[ties.source[number]].name, RELATIONS[ties.relation[number]]))
        assert abs(one.weight) == ties.weight[number]
        assert one.affirmed == ties.affirmed[number]
        assert len(one.statements) == len(ties.statements_of(number))
        assert (one.first is None) == (ties.first[number] == NEVER)
    assert not made


def test_help_is_given_and_taken_and_an_alliance_is_both_ways(say: Say) -> None:
    sides = world(say("Gondor", "arm", "Rohan"), say("Rohan", "ally", "Umbar")).sides
    assert sorted(sides.kind.tolist()) == [GIVEN, GIVEN, GIVEN, TAKEN]
    assert sides.held[sides.kind == TAKEN].tolist() == [0.5]


def test_a_side_holds_its_ties_firmest_first(say: Say) -> None:
    made = world(
        say("Gondor", "oppose", "Harad"),
        say("Gondor", "fight", "Harad", by="Faramir"),
        say("Gondor", "fight", "Harad", by="Imrahil"),
    )
    [side] = np.flatnonzero(made.sides.kind == HOSTILE)
    assert made.ties.weight[made.sides.ties_of(int(side))].tolist() == [2.0, 1.0]
    assert made.sides.held[side] == pytest.approx(2.0)


def test_what_one_sentence_alone_tells_is_marked(say: Say) -> None:
    one = world(say("Gondor", "fight", "Harad")).sides
    two = world(say("Gondor", "fight", "Harad"), say("Gondor", "fight", "Harad")).sides
    assert (one.alone.tolist(), two.alone.tolist()) == ([0], [-1])


def test_a_told_bond_goes_before_what_the_registry_knows(say: Say) -> None:
    known = Registry(
        [
            KnownActor(id="mordor", name="Mordor", kind="armed group"),
            KnownActor(
                id="harad", name="Harad", kind="armed group",
                part_of=(Membership(actor="mordor", as_="branch", since="2007", until="2010-05"),),
            ),
        ]
    )  # fmt: skip
    bonds = world(say("Harad", "fight", "Gondor"), known=known).bonds
    assert (bonds.tie.tolist(), bonds.link.tolist()) == ([-1], [0])
    assert (bonds.since.tolist(), bonds.until.tolist()) == ([20070000], [20100599])
    told = world(say("Harad", "support", "Mordor"), known=known).bonds
    assert (told.tie.tolist(), told.weight.tolist()) == ([0], [0.5])


def test_parts_are_their_whole_and_peoples_count_less(say: Say) -> None:
    known = Registry(
        [
            KnownActor(id="gondor", name="Gondor", kind="state", country="GO"),
            KnownActor(id="guard", name="Guard", kind="armed force", part_of=(Membership(actor="gondor"),)),
        ]
    )  # fmt: skip
    made = world(
        say(end("guard", "armed force"), "fight", end("Easterlings", "people")), known=known
    )
    assert [party.id for party in made.wholes] == ["easterlings", "gondor"]
    assert made.named.tolist() == [0.4, 1.0]
    assert made.states.tolist() == [False, True]


def test_nothing_folds_to_nothing() -> None:
    made = world()
    assert (len(made.wholes), len(made.sides.kind), len(made.bonds.one)) == (0, 0, 0)
