"""Decisions as records: their order, what stands of them, and their flat form."""

import pytest

from allegiance.statements.statement import Place
from allegiance.store import Correct, Decision, Merge, Reject, Rename, Split, Undo
from allegiance.store.decision import (
    What,
    decided,
    flat,
    in_force,
    in_order,
    moment,
    subjects,
    unflat,
    unknown,
)


def made(name: str, what: What, when: str = "3019-03-15") -> Decision:
    return Decision(id=name, when=when, what=what)


def test_decisions_are_read_in_the_order_of_time_each_once() -> None:
    one, two = made("b", Reject("1"), "3019"), made("a", Reject("1"), "3020")
    assert in_order([two, one, two]) == [one, two]


def test_an_undoing_can_be_undone() -> None:
    log = [made("a", Reject("1"), "1"), made("b", Undo("a"), "2"), made("c", Undo("b"), "3")]
    assert [each.id for each in in_force(log[:2])] == ["b"]
    assert [each.id for each in in_force(log)] == ["a", "c"]


def test_what_comes_later_is_not_undone() -> None:
    log = [made("b", Undo("a"), "1"), made("a", Reject("1"), "2")]
    assert [each.id for each in in_force(log)] == ["b", "a"]


def test_a_new_decision_is_always_the_last() -> None:
    assert moment(None) < "3000"
    assert moment("3019-03-15") == "3019-03-15T00:00:00.000001+00:00"
    first = decided(Reject("1"), after=None, who=None, why=None)
    second = decided(Reject("1"), after=first.when, who=None, why=None)
    assert second.when > first.when
    assert second.id != first.id


@pytest.mark.parametrize(
    "what",
    [
        Merge("a", "b", force=True),
        Split("a", "b", name="B", kind="party", documents=("d",), since="2012"),
        Correct("s", time=None, mutual=False, target=Place(id="p", name="P", country=None, lat=1.5, lon=2)),
        Undo("x"),
    ],
)  # fmt: skip
def test_a_decision_comes_back_from_its_flat_form(what: What) -> None:
    told = Decision(id="x", when="3019", what=what, who="Éowyn", why="")
    assert unflat(flat(told)) == told
    assert list(flat(told))[:4] == ["id", "when", "who", "decision"]


def test_what_a_decision_is_about() -> None:
    assert subjects(Rename("a", "A"))["actors"] == {"a"}
    assert subjects(Correct("s", source="a"))["statements"] == {"s"}
    assert subjects(Correct("s", source="a"))["actors"] == {"a"}


def test_an_unknown_actor_has_the_id_that_a_reader_gives_it() -> None:
    from allegiance.language.reading import slug

    for name in ("Riders of the Mark", "Al-Qa’ida", "  Éomer's  men "):
        assert unknown(name) == f"text:{slug(name)}"
