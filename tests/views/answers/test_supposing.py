import pytest

from allegiance.network.ties import read_at
from allegiance.network.what_if import Before, NothingChanges
from allegiance.views.answers.supposing import Kind, Supposed, suppose
from tests.views import fixtures


def ask(kind: Kind, asked: str) -> Supposed:
    said = fixtures.statements()
    return suppose(read_at(said), Before(said), kind, asked)


def index(found: Supposed) -> tuple[object, object]:
    [one] = [one for one in found.figures if one.figure == "frustration index"]
    return one.before, one.after


def fight() -> str:
    """A statement that Gondor fights the White Hand."""
    return next(
        one.id
        for one in fixtures.statements()
        if (one.source.id, one.relation, one.target.id) == ("gondor", "fight", "white-hand")
    )


def test_a_tie_is_dropped_with_all_its_statements() -> None:
    found = ask("drop", fight())
    assert found.reading == "Without: Gondor fight White Hand"
    assert fight() in found.left_out
    assert len(found.left_out) == 3
    assert index(found)[0] == 4


def test_the_camps_come_alone_where_they_are_asked_for() -> None:
    said = fixtures.statements()
    before = Before(said)
    soon = suppose(read_at(said), before, "drop", fight(), camps_alone=True)
    whole = suppose(read_at(said), before, "drop", fight())
    assert (soon.reading, soon.camps, soon.moved) == (whole.reading, whole.camps, whole.moved)
    assert index(soon) == index(whole)
    assert soon.differences == ()
    assert len(whole.differences) == 6


def test_a_tie_is_turned_round() -> None:
    found = ask("flip", fight())
    assert [text.startswith("Supposed:") for text in found.supposed] == [True]
    assert index(found) == (4, 3)


def test_what_is_not_told_cannot_be_supposed() -> None:
    with pytest.raises(NothingChanges, match="no statement has the id"):
        ask("drop", "none")
