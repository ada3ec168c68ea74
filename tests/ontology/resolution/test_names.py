"""Who goes by a name, in an invented registry."""

import pytest

from allegiance.ontology.resolution.names import Names
from tests.ontology.resolution.arda import ARDA

NAMES = Names(ARDA)


def exact(name: str) -> list[tuple[str, str]]:
    return [(bearer.actor.id, bearer.how) for bearer in NAMES.exact(name)]


def spelled(name: str) -> list[tuple[str, str]]:
    return [(found.bearer.actor.id, found.way) for found in NAMES.spelled(name)]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("the Rangers of Ithilien", [("rangers", "name")]),
        ("Rangers of Ithilien's", [("rangers", "name")]),
        ("RI", [("rangers", "name"), ("hillmen", "in context")]),
        ("Grey Riders", [("band", "called")]),
        ("Grey Company", [("band", "name")]),
        ("Gondorian", [("GO", "demonym")]),
        ("Osgiliath", [("GO/government", "capital")]),
        ("wardens", [("wardens", "id")]),
        ("Rohan", []),
    ],
)
def test_a_name_is_found_with_what_kind_of_name_it_is(
    name: str, found: list[tuple[str, str]]
) -> None:
    assert exact(name) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Jebhat ar-Rangers", [("rangers", "spelling")]),
        ("Halbarad el-Zunedain", [("halbarad", "spelling")]),
        ("Ithilien Rangers", [("rangers", "order")]),
        ("Rangers of Ithylen", [("rangers", "spelling")]),
        ("Rangers of Ithilin", [("rangers", "spelling")]),
        ("Rangers of Ithilean", [("rangers", "near")]),
        ("Ringers of Ithilien", [("rangers", "near")]),
        ("Ithilien Wardens", []),
        ("Northern Rangers of Ithilien", []),
        ("Rangers", []),
        ("R.I.", []),
        ("Grei", []),
        ("", []),
    ],
)
def test_each_word_of_a_name_spelled_otherwise_has_its_fellow(
    name: str, found: list[tuple[str, str]]
) -> None:
    assert spelled(name) == found


def test_the_most_alike_comes_first() -> None:
    found = NAMES.spelled("Order of the Eies")
    assert [each.bearer.actor.id for each in found][:1] == ["branch"]
    shares = [each.likeness for each in found]
    assert shares == sorted(shares, reverse=True)


def test_the_nearest_names_are_told_however_far() -> None:
    found = NAMES.nearest("Rangers of Anorien", 2)
    assert found[0][0].actor.id == "rangers"
    assert 0.5 <= found[0][1] < 1
    assert len(found) <= 2


def test_rare_words_weigh_most_among_those_shared() -> None:
    rangers = ARDA["rangers"]
    assert NAMES.shared("Ithilien Scouts", rangers) == 1
    assert 0 < NAMES.shared("Ithilien Host", rangers) < 1
    assert NAMES.shared("", rangers) == 0
