"""Paths of goods as a picture."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from allegiance.network.flows import flows
from allegiance.network.flows.result import Path
from allegiance.ontology.actors import Registry
from allegiance.statements.statement import Statement
from allegiance.views.paths import draw, plan
from tests.network.conftest import during, make

Y12, Y13 = (during(f"20{y}-01-01", f"20{y}-12-31") for y in (12, 13))


def paths(*said: Statement) -> list[Path]:
    found = flows(said, "Gondor", known=Registry([]))
    return [*found.paths, *found.denied]


def three() -> list[Path]:
    return paths(
        make("Gondor", "arm", "Rohan", 1, time=Y12),
        make("Rohan", "arm", "Dale", 2, time=Y13),
        make("Rohan", "arm", "Arnor", 3, certainty="possible"),
        make("Dale", "arm", "Erebor", 4, polarity="negative", by="Thorin"),
    )


def test_paths_that_begin_alike_share_their_beginning() -> None:
    spots, strokes = plan(three())
    places = {spot.name: (spot.step, spot.row) for spot in spots}
    assert places["Gondor"][0] == 0
    assert places["Rohan"][0] == 1
    assert len(spots) == 5
    assert len(strokes) == 4
    ends = [places["Erebor"][1], places["Arnor"][1]]
    assert min(ends) <= places["Rohan"][1] <= max(ends)


def test_order_denial_and_the_weakest_step_are_told_in_form_and_words() -> None:
    picture = draw(three())
    assert picture.count("paths-possible") == 1 + 1 + 1
    assert picture.count("paths-denied") == 1 + 1 + 1
    assert ">denied<" in picture
    assert ">weakest<" in picture
    assert ">2012, arms<" in picture
    assert ">no date, arms<" in picture
    assert "prefers-color-scheme:dark" in picture


def test_a_reader_who_sees_nothing_is_told_all() -> None:
    root = ElementTree.fromstring(draw(three()))
    assert root.get("role") == "img"
    told = [each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}desc")]
    assert all(path.reading in told[0] for path in three())


def test_no_path_is_a_picture_that_says_so() -> None:
    assert "No path was found." in draw([])


@given(st.text(min_size=1, max_size=40).filter(str.strip))
def test_names_are_never_markup(name: str) -> None:
    printable = "".join(mark for mark in name if mark.isprintable()) + "<&>"
    ElementTree.fromstring(draw(paths(make("Gondor", "arm", printable))))
