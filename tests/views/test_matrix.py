"""The matrix of ties by side: it is well formed, complete, and read without its colours."""

from xml.etree import ElementTree

import pytest

from allegiance.network.claims import Comparison, compare, sides_by
from allegiance.ontology.actors import Registry
from allegiance.views.matrix import draw
from tests.network.conftest import make

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def found() -> Comparison:
    said = [
        make("Gondor", "fight", "Mordor", 0, outlet="Palantir <1>", story="s", document="a"),
        make("Gondor", "fight", "Mordor", 1, outlet="Annals", polarity="negative"),
        make("Gondor", "fight", "Mordor", 2, outlet="Red Book", certainty="possible"),
        make("Gondor", "fight", "Mordor", 3, outlet="Songs", story="s", document="b"),
        make("Gondor", "arm", "Rohan", 4, outlet="Annals"),
        make("Elves", "aid", "Dwarves", 5, outlet="Elves' News"),
    ]
    return compare(sides_by(said), known=Registry([]))


def test_each_stance_has_a_shape_and_words(found: Comparison) -> None:
    picture = ElementTree.fromstring(draw(found))
    cells = {
        (group.findtext(f"{SVG}title") or "").split(":")[0]: [each.tag for each in group]
        for group in picture.iter(f"{SVG}g")
    }
    assert {"Palantir <1> asserts", "Annals denies", "Red Book hedges", "Songs asserts (a copy)",
            "Elves' News asserts"} <= set(cells)  # fmt: skip
    assert "Elves' News is silent" not in cells
    shapes = {name: tags[1:] for name, tags in cells.items()}
    assert shapes["Palantir <1> asserts"] == [f"{SVG}circle"]
    assert shapes["Annals denies"] == [f"{SVG}path"]
    assert shapes["Red Book hedges"] == [f"{SVG}path", f"{SVG}circle"]
    assert shapes["Songs asserts (a copy)"] == [f"{SVG}circle", f"{SVG}circle"]


def test_it_can_be_heard(found: Comparison) -> None:
    picture = ElementTree.fromstring(draw(found))
    assert picture.get("role") == "img"
    heard = picture.findtext(f"{SVG}desc") or ""
    assert "Gondor fights Mordor: Annals denies" in heard
    assert "Palantir <1> is silent" in heard
    assert (picture.findtext(f"{SVG}title") or "").endswith("say of 3 ties")


def test_it_suits_light_and_dark_and_leads_nowhere(found: Comparison) -> None:
    picture = draw(found, limit=1)
    assert "prefers-color-scheme:dark" in picture
    assert "say of 1 ties" in picture
    assert "url(" not in picture
    assert "href" not in picture
