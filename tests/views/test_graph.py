from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some

from allegiance.network.ties import tie
from allegiance.views.graph import bundles, draw, layout, nodes
from tests.views import fixtures
from tests.views.fixtures import said, statement

SVG = "{http://www.w3.org/2000/svg}"


def test_ties_of_one_sign_between_two_actors_are_one_line() -> None:
    ties = tie(
        [
            statement("Gondor armed Rohan."),
            statement("Rohan helped Gondor.", said("Rohan", "support", "Gondor", "helped")),
            statement("Rohan fought Gondor.", said("Rohan", "fight", "Gondor", "fought")),
        ]
    )
    hostile, friendly = bundles(ties)
    assert (hostile.sign, hostile.forward, hostile.backward) == (-1, False, True)
    assert (friendly.sign, friendly.relations) == (1, ("arm", "support"))
    assert (friendly.forward, friendly.backward) == (True, True)


def test_a_line_is_dashed_only_where_every_tie_is_alleged() -> None:
    alleged = statement(certainty="possible")
    assert "stroke-dasharray" not in draw(tie([statement(), alleged]))
    assert "stroke-dasharray" in draw(tie([alleged]))


def test_the_picture_is_well_formed_and_escapes_names() -> None:
    root = ElementTree.fromstring(draw(tie(fixtures.statements())))
    assert root.tag == f"{SVG}svg"
    assert "White Hand" in [text.text for text in root.iter(f"{SVG}text")]


def test_places_and_denied_ties_are_left_out() -> None:
    base = said("Rohan", "base", "Kidal", "in")
    assert "Rohan" not in draw(tie([statement("Rohan is in Kidal.", base)]))
    assert "Rohan" not in draw(tie([statement(polarity="negative")]))


def test_nodes_count_their_ties() -> None:
    gondor, rohan = nodes(tie([statement()]))
    assert (gondor.name, gondor.degree, rohan.degree) == ("Gondor", 1, 1)


@given(
    some.lists(some.tuples(some.sampled_from("abcdef"), some.sampled_from("abcdef")), max_size=12)
)
def test_every_actor_has_a_place_in_the_picture(pairs: list[tuple[str, str]]) -> None:
    spots = layout("abcdef", pairs)
    assert ((spots >= 0) & (spots <= 1)).all()
    assert (spots == layout("abcdef", pairs)).all()


@pytest.mark.parametrize("count", [0, 1])
def test_few_actors_need_no_springs(count: int) -> None:
    assert layout("a" * count, []).shape == (count, 2)
