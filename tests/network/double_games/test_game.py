"""A game knows its sentences and their voices."""

from allegiance.network.double_games import Leg, Link
from allegiance.network.ties import tie
from tests.network.conftest import Say


def test_a_leg_and_a_link_hold_all_their_sentences(say: Say) -> None:
    said = [say("Gondor", "fight", "Harad"), say("Gondor", "oppose", "Harad")]
    one, other = tie(said)
    leg = Leg(tie=one, also=(other,), voices=("the document",), denials=())
    assert {each.id for each in leg.statements} == {each.id for each in said}
    told = Link(
        source=one.source, relation="ally", target=one.target, basis="statement", tie=one,
        voices=("the document",),
    )  # fmt: skip
    assert (told.ends, told.statements) == (("gondor", "harad"), one.statements)
    known = Link(
        source=one.source, relation="member", target=one.target, basis="registry", tie=None,
        voices=("the registry",),
    )  # fmt: skip
    assert known.statements == ()
