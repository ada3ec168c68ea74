"""A game in one sentence."""

from allegiance.network.double_games import Leg, Link
from allegiance.network.double_games.wording import reading
from allegiance.network.ties import tie
from allegiance.statements.statement import Statement
from tests.network.conftest import Say


def leg(said: Statement) -> Leg:
    [made] = tie([said])
    return Leg(tie=made, also=(), voices=made.voices, denials=())


def link(said: Statement) -> Link:
    [made] = tie([said])
    return Link(
        source=made.source, relation=made.relation, target=made.target, basis="statement",
        tie=made, voices=made.voices,
    )  # fmt: skip


def test_a_link_follows_the_friend_where_it_can(say: Say) -> None:
    foe, friend = leg(say("Gondor", "fight", "Harad")), leg(say("Gondor", "arm", "Umbar"))
    ally = link(say("Umbar", "support", "Harad"))
    assert reading("through", foe, friend, [ally], last="umbar") == (
        "Gondor fights Harad (according to the document) and Gondor arms Umbar"
        " (according to the document), which supports Harad (according to the document)."
    )
    assert reading("through", foe, friend, [ally]).endswith(
        "; Umbar supports Harad (according to the document)."
    )


def test_the_war_comes_after_the_help_for_both(say: Say) -> None:
    war, one = leg(say("Harad", "fight", "Rohan")), leg(say("Gondor", "arm", "Harad"))
    told = reading("both", war, one, [link(say("Gondor", "fund", "Rohan"))])
    assert told.startswith("Gondor arms Harad (according to the document) and Gondor funds Rohan")
    assert told.endswith(", while Harad fights Rohan (according to the document).")
