"""What passes between the steps of the coder."""

from hypothesis import given
from hypothesis import strategies as st

from allegiance.language.reading import Mention, Referent
from allegiance.ontology.gazetteer import KnownPlace
from allegiance.statements.match import Found, among

MENTION = Mention(0, 0, 6)


def party(name: str) -> Found:
    return Found(MENTION, actor=Referent(id=name, name=name, kind="armed group"))


def test_the_id_of_what_was_found_is_the_actors_else_the_places() -> None:
    town = KnownPlace(
        id="place:bree", name="Bree", country=None, lat=None, lon=None, kind="town", precision="town"
    )  # fmt: skip
    assert party("gondor").id == "gondor"
    assert Found(MENTION, place=town).id == "place:bree"
    assert Found(MENTION).id == ""


def test_every_two_of_three_each_once() -> None:
    gondor, rohan, arnor = map(party, ("gondor", "rohan", "arnor"))
    assert among([gondor, rohan, arnor]) == ((gondor, rohan), (gondor, arnor), (rohan, arnor))


@given(st.lists(st.sampled_from("abcde"), max_size=6))
def test_nobody_is_paired_with_himself(names: list[str]) -> None:
    pairs = among([party(name) for name in names])
    assert all(one.id != other.id for one, other in pairs)
    assert {frozenset((one.id, other.id)) for one, other in pairs} == {
        frozenset((one, other)) for one in names for other in names if one != other
    }
