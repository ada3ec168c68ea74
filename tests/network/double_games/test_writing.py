"""Games become records with the ties and sentences that they were found in."""

from typing import Any

import pytest

from allegiance.network.double_games import double_games
from allegiance.network.ties import tie
from allegiance.ontology.actors import Registry
from tests.network.conftest import Say, during, land

NOBODY = Registry([])


def test_a_leg_holds_every_tie_of_its_side(say: Say) -> None:
    said = [
        say("Gondor", "fight", "Harad"),
        say("Gondor", "sanction", "Harad", by="Faramir"),
        say("Gondor", "arm", "Harad", place=land("Umbar", "UM")),
    ]
    [game] = double_games(said, known=NOBODY)
    assert {t.relation for t in (game.hostile.tie, *game.hostile.also)} == {"fight", "sanction"}
    assert game.hostile.voices == ("the document", "Faramir")
    assert {each.id for each in (*game.hostile.statements, *game.friendly.statements)} == {
        each.id for each in said
    }


def test_ties_that_came_made_stay_as_they_are(say: Say) -> None:
    said = [say("Gondor", name, "Harad", date="2013") for name in ("fight", "arm")]
    made = tie(said, by=("theatre", "period"))
    [game] = double_games(made, known=NOBODY)
    assert game.hostile.tie.period == "2013"
    assert any(game.hostile.tie is each for each in made)


def test_ties_and_statements_may_come_together(say: Say) -> None:
    fight, arm = (say("Gondor", name, "Harad") for name in ("fight", "arm"))
    mixed: Any = [*tie([fight]), arm]
    [game] = double_games(mixed, known=NOBODY)
    assert (game.hostile.tie.statements, game.friendly.tie.statements) == ((fight,), (arm,))


@pytest.mark.parametrize("soft", ["member", "arm"])
def test_who_belongs_to_one_side_and_helps_the_other_plays(say: Say, soft: str) -> None:
    """A branch that helps whom its body is attacked by; or who takes arms from one and helps its foe."""
    bound = say("Guard", soft, "Gondor") if soft == "member" else say("Gondor", soft, "Guard")
    said = [bound, say("Guard", "support", "Harad"), say("Harad", "fight", "Gondor")]
    [game] = double_games(said, known=NOBODY)
    assert (game.actor.name, game.pattern, len(game.links)) == ("Guard", "both", 1)
    assert {game.against.name, game.towards.name} == {"Gondor", "Harad"}
    assert "while Harad fights Gondor" in game.reading


def test_two_patrons_of_one_client_are_on_its_side(say: Say) -> None:
    said = [say("Gondor", "fight", "Harad"), *(say(a, "arm", "Umbar") for a in ("Gondor", "Harad"))]
    [game] = double_games(said, known=NOBODY)
    assert (game.actor.name, game.towards.name, game.pattern) == ("Gondor", "Umbar", "through")
    assert game.reading.endswith("Gondor arms Umbar (according to the document), which Harad arms (according to the document).")  # fmt: skip


def test_dates_that_overlap_in_part_are_one_period(say: Say) -> None:
    said = [
        say("Gondor", "fight", "Harad", time=during("2011-01-01", "2012-12-31")),
        say("Gondor", "arm", "Harad", time=during("2012-01-01", "2013-12-31")),
    ]
    [game] = double_games(said, known=NOBODY)
    assert game.apart == ("relation",)
