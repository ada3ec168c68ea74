"""Whose word a game is."""

import pytest

from allegiance.network.double_games import DoubleGame, double_games
from allegiance.network.double_games.standing import carrier, carriers
from allegiance.ontology.actors import KnownActor, Membership, Registry
from allegiance.statements.statement import Attribution, Statement
from tests.network.conftest import Say

NOBODY = Registry([])
MINAS = Registry(
    [
        KnownActor(id="gondor", name="Gondor", kind="state", country="GO"),
        KnownActor(
            id="denethor", name="Denethor", kind="person",
            part_of=(Membership(actor="gondor", as_="leader"),),
        ),
        KnownActor(
            id="gondor/council", name="Council", kind="body", part_of=(Membership(actor="gondor"),)
        ),
    ]
)  # fmt: skip


def game(*said: Statement, known: Registry = NOBODY) -> DoubleGame:
    return double_games(said, known=known)[0]


def test_one_author_alleges_it(say: Say) -> None:
    said = [say("Gondor", each, "Harad", author="Wormtongue") for each in ("fight", "arm")]
    found = game(*said)
    assert (found.standing, found.carriers) == ("alleged by one voice", ("Wormtongue",))


def test_one_author_alleges_it_though_he_lets_another_speak(say: Say) -> None:
    found = game(
        say("Gondor", "fight", "Harad", author="Wormtongue"),
        say("Gondor", "arm", "Umbar", author="Wormtongue"),
        say("Umbar", "merge", "Harad", author="Wormtongue", by="Saruman"),
    )
    assert found.standing == "alleged by one voice"


def test_one_speaker_in_two_papers_is_one_voice(say: Say) -> None:
    said = [
        say("Gondor", each, "Harad", by="Wormtongue", outlet=outlet, document=outlet)
        for each in ("fight", "arm")
        for outlet in ("The Palantir", "The Eye")
    ]
    found = game(*said)
    assert found.standing == "alleged by one voice"
    assert set(found.carriers) == {"The Palantir", "The Eye"}


def test_two_that_tell_the_whole_are_several(say: Say) -> None:
    said = [
        say("Gondor", each, "Harad", outlet=outlet, document=outlet)
        for each in ("fight", "arm")
        for outlet in ("The Palantir", "The Eye")
    ]
    assert game(*said).standing == "told by several"


def test_copies_of_one_story_are_one_carrier(say: Say) -> None:
    said = [
        say("Gondor", each, "Harad", outlet=outlet, document=outlet, story="wire 1")
        for each in ("fight", "arm")
        for outlet in ("The Palantir", "The Eye")
    ]
    found = game(*said)
    assert (found.standing, found.carriers) == ("alleged by one voice", ("The Eye",))
    assert carrier(said[0]) == "story wire 1"
    assert carriers(()) == ()


def test_legs_that_nobody_tells_together_are_pieced_together(say: Say) -> None:
    found = game(
        say("Gondor", "fight", "Harad", outlet="The Palantir", document="a"),
        say("Gondor", "arm", "Harad", outlet="The Eye", document="b"),
    )
    assert found.standing == "pieced together"


def test_many_who_tell_of_the_war_do_not_make_the_help_more_than_alleged(say: Say) -> None:
    wars = [say("Gondor", "fight", "Harad", by=name) for name in ("Faramir", "Boromir", "Imrahil")]
    found = game(*wars, say("Gondor", "fight", "Harad", by="Saruman"), say("Gondor", "arm", "Harad", by="Saruman", document="b"))  # fmt: skip
    assert found.standing == "alleged by one voice"


@pytest.mark.parametrize(
    ("speaker", "kind"), [("gondor", "state"), ("gondor/council", "body"), ("denethor", "person")]
)
def test_the_actor_itself_or_who_speaks_for_it_admits_it(say: Say, speaker: str, kind: str) -> None:
    voice = Attribution(id=speaker, name=speaker, kind=kind, verb="says")
    found = game(
        *(say("Gondor", each, "Harad", attribution=(voice,)) for each in ("fight", "arm")),
        known=MINAS,
    )
    assert found.standing == "admitted by the actor"


def test_both_sides_admit_it(say: Say) -> None:
    found = game(
        say("Gondor", "fight", "Harad", by="Harad"),
        say("Gondor", "arm", "Harad", by="Gondor"),
    )
    assert found.standing == "admitted by both sides"


def test_the_word_of_the_other_side_alone_is_no_admission(say: Say) -> None:
    said = [say("Gondor", each, "Harad", by="Harad") for each in ("fight", "arm")]
    assert game(*said).standing == "alleged by one voice"


def test_one_leg_that_no_side_tells_is_not_admitted(say: Say) -> None:
    found = game(
        say("Gondor", "fight", "Harad", by="Gondor"),
        say("Gondor", "arm", "Umbar", by="Umbar"),
        say("Umbar", "ally", "Harad", by="Saruman"),
    )
    assert found.standing == "alleged by one voice"


def test_a_membership_of_the_registry_needs_nobody_to_tell_it(say: Say) -> None:
    known = Registry(
        [
            KnownActor(id="mordor", name="Mordor", kind="armed group"),
            KnownActor(
                id="harad", name="Harad", kind="armed group",
                part_of=(Membership(actor="mordor", as_="branch"),),
            ),
        ]
    )  # fmt: skip
    found = game(
        say("Gondor", "fight", "Harad", by="Gondor"),
        say("Gondor", "arm", "Mordor", by="Gondor"),
        known=known,
    )
    assert (found.links[0].basis, found.standing) == ("registry", "admitted by the actor")


def test_hearsay_is_nobodys_admission(say: Say) -> None:
    hearsay = Attribution(id="gondor", name="reportedly", kind="impersonal", verb=None)
    said = [say("Gondor", each, "Harad", attribution=(hearsay,)) for each in ("fight", "arm")]
    assert game(*said).standing == "alleged by one voice"
