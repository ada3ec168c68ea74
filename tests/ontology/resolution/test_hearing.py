"""What a text tells of who is meant in it."""

import doctest
from collections.abc import Iterable

import pytest

from allegiance.ontology.actors import registry
from allegiance.ontology.gazetteer import Gazetteer, KnownPlace, gazetteer
from allegiance.ontology.resolution import hearing
from allegiance.ontology.resolution.hearing import NOTHING, expands, hear, introductions, prepare
from allegiance.ontology.resolution.names import Names
from tests.ontology.resolution.arda import ARDA

NAMES = Names(ARDA)


def test_countries_and_actors_are_heard_by_name_and_adjective() -> None:
    heard = hear("A Gondorian captain, Halbarad, met the Wardens of the South.", NAMES)
    assert heard.countries == {"GO"}
    assert heard.actors == {"halbarad", "wardens"}


def test_the_longest_name_counts_and_an_ambiguous_one_does_not() -> None:
    assert hear("the Order of the Eyes fled", NAMES).actors == {"branch"}
    assert hear("RI fled", NAMES).actors == frozenset()


def test_small_letters_are_no_name() -> None:
    assert hear("the wardens and the mordor", NAMES) == NOTHING
    assert hear("  ", NAMES) is NOTHING


def test_provinces_and_narrow_regions_tell_their_countries() -> None:
    assert hear("fighting in North Kivu", NAMES).countries == {"CD"}
    assert hear("fighting in Africa", NAMES).countries == frozenset()


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("shells fell on Aleppo", {"SY"}),
        ("clashes in Tripoli", {"LY"}),
        ("clashes in Tripoli, northern Lebanon", {"LB"}),
        ("Tripoli is the capital of Libya, not of Lebanon", {"LY", "LB"}),
        ("a man called Abu Salah in Hyderabad", set()),
        ("He came to Victoria", set()),
    ],
)
def test_towns_tell_their_country_where_hardly_anybody_else_has_their_name(
    text: str, countries: set[str]
) -> None:
    assert hear(text, Names(registry())).countries - {"SC"} == countries


def test_the_towns_of_many_texts_are_looked_up_together(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    look = gazetteer().find_all

    def noted(_: Gazetteer, names: Iterable[str]) -> dict[str, tuple[KnownPlace, ...]]:
        asked.append(list(names))
        return look(asked[-1])

    monkeypatch.setattr(Gazetteer, "find_all", noted)
    prepare(["shells fell on Aleppo", "The Army fled from Kirkuk"])
    assert asked == [["Aleppo", "The Army", "Kirkuk"]]


def test_names_do_not_run_over_the_end_of_a_sentence() -> None:
    assert hear("He saw the Grey. Company came.", NAMES).actors == frozenset()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Army of Arda (AA) came", [("the Army of Arda", "AA")]),
        ("the Army of Arda (“AA”) came", [("the Army of Arda", "AA")]),
        ("the Army of Arda (or AA, in short)", [("the Army of Arda", "AA")]),
        ("he came (late)", []),
    ],
)
def test_introductions_are_found(text: str, found: list[tuple[str, str]]) -> None:
    assert list(introductions(text)) == found


def test_they_are_kept_by_the_short_name() -> None:
    assert hear("the Army of Arda (A.A.) came", NAMES).introduced == {"aa": "the Army of Arda"}


@pytest.mark.parametrize(
    ("long", "short", "whole"),
    [
        ("Army of Arda", "AA", "Army of Arda"),
        ("Front de Libération de Khand", "FLK", "Front de Libération de Khand"),
        ("said the Army of Arda", "AA", "Army of Arda"),
        ("Army of Arda", "BA", None),
        ("Army", "A", None),
    ],
)
def test_an_acronym_is_made_of_initials(long: str, short: str, whole: str | None) -> None:
    assert expands(long, short) == whole


def test_the_examples_are_true() -> None:
    assert doctest.testmod(hearing).failed == 0
