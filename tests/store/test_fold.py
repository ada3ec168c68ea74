"""Decisions folded into one view."""

import pytest

from allegiance.store import (
    Accept,
    Alias,
    Decision,
    Merge,
    Never,
    Reject,
    Rename,
    Retype,
    Split,
    Undo,
)
from allegiance.store.decision import What
from allegiance.store.fold import View, fold

THERE = frozenset("abcdefs")


def view(*deeds: What) -> View:
    """The view of decisions made one after the other; their ids are 1, 2, 3 ..."""
    log = [Decision(id=str(n), when=f"3019-{n:03}", what=what) for n, what in enumerate(deeds, 1)]
    return fold(log, THERE)


@pytest.mark.parametrize(
    ("deeds", "into"),
    [
        ([Merge("a", "b")], {"a": "b"}),
        ([Merge("a", "b"), Merge("b", "c")], {"a": "c", "b": "c"}),
        ([Merge("a", "b"), Merge("a", "c")], {"a": "c"}),
        ([Merge("a", "b"), Merge("b", "a")], {"b": "a"}),
        ([Merge("a", "b"), Merge("b", "c"), Merge("c", "a")], {"b": "a", "c": "a"}),
        ([Merge("a", "b"), Undo("1")], {}),
        ([Merge("a", "b"), Merge("b", "a"), Undo("2")], {"a": "b"}),
        ([Merge("a", "b"), Never("a", "b")], {}),
        ([Merge("a", "b"), Merge("c", "b"), Never("a", "c")], {"a": "b"}),
        ([Never("a", "b"), Merge("a", "b")], {}),
        ([Never("a", "b"), Merge("a", "b", force=True)], {"a": "b"}),
        ([Never("a", "b"), Merge("c", "b"), Merge("c", "a")], {"c": "a"}),
        ([Never("a", "b"), Merge("c", "b"), Merge("a", "c")], {"c": "b"}),
        ([Merge("a", "gone")], {}),
        ([Alias("a", "The A Team")], {"text:the-a-team": "a"}),
    ],
)  # fmt: skip
def test_the_later_of_two_merges_wins(deeds: list[What], into: dict[str, str]) -> None:
    assert view(*deeds).into == into


def test_names_kinds_and_rejections_are_the_last_ones() -> None:
    found = view(
        Rename("a", "A"), Rename("a", "B"), Retype("a", "party"), Retype("a", "state"),
        Reject("s"), Accept("s"), Reject("s"),
    )  # fmt: skip
    assert (found.names, found.kinds) == ({"a": "B"}, {"a": "state"})
    assert found.rejected == {"s"}


def test_a_split_is_from_all_who_are_the_actor_then() -> None:
    found = view(
        Split("a", "x", documents=("d",)), Merge("b", "a"), Split("a", "y", documents=("e",))
    )
    assert [step.members for step in found.steps] == [{"a"}, {"a", "b"}]
    assert set(found.made) == {"x", "y"}
    assert view(Split("a", "x", documents=("d",)), Rename("x", "X")).names == {"x": "X"}


def test_what_has_no_effect_is_told() -> None:
    found = view(
        Merge("a", "gone"), Undo("nothing"), Reject("lost"), Never("a", "b"), Merge("a", "b")
    )
    assert found.idle == {
        "1": "'gone' is not in the store",
        "2": "there is no decision 'nothing' before it",
        "3": "'lost' is not in the store",
        "5": "decision 4 says that they are never merged",
    }
    assert found.members("a") == {"a"}
