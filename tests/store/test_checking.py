"""Decisions that are refused, each with one sentence, and change nothing."""

from collections.abc import Iterator

import msgspec
import pytest

from allegiance.errors import AllegianceError, BadDecision, UnknownActor, UnknownRelation
from allegiance.store import (
    Alias,
    Correct,
    Merge,
    Never,
    Reject,
    Rename,
    Retype,
    Split,
    Store,
    Undo,
)
from allegiance.store.decision import What
from tests.store.conftest import document, end, keep, say

LETTER = document()
ARM = say(LETTER, "Gondor", "arm", "Rohan", id="arm")
CONGO = (
    msgspec.structs.replace(end("Congo"), id="CG"),
    msgspec.structs.replace(end("Congo"), id="CD"),
)
FIGHT = msgspec.structs.replace(
    say(LETTER, "Congo", "fight", CONGO[1], id="fight"), source=CONGO[0]
)


@pytest.fixture
def told() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        keep(opened, LETTER, ARM, FIGHT)
        yield opened


@pytest.mark.parametrize(
    ("before", "what", "error", "told_"),
    [
        ([], Merge("gondor", "mordor"), UnknownActor, "actor 'mordor' is neither in :memory:"),
        ([], Merge("gondor", "gondor"), BadDecision, "'gondor' is one with itself"),
        ([], Merge("CG", "CD"), BadDecision, r"never.yaml says: two states are called Congo\); --force"),
        ([Merge("gondor", "rohan")], Merge("rohan", "gondor"), BadDecision, "are one already, since Éowyn"),
        ([Merge("gondor", "rohan")], Merge("gondor", "rohan"), BadDecision, "undo that first"),
        ([Merge("gondor", "rohan")], Rename("gondor", "G"), BadDecision, "is merged into 'rohan'"),
        ([Merge("gondor", "rohan")], Split("rohan", "gondor", documents=("d",)), BadDecision, "already"),
        ([Never("gondor", "rohan")], Merge("gondor", "rohan"), BadDecision, "Éowyn decided it on"),
        ([Merge("gondor", "CG")], Merge("gondor", "CD"), None, ""),
        ([Merge("gondor", "CG")], Merge("CD", "gondor"), BadDecision, "two states are called Congo"),
        ([], Alias("gondor", "Mali"), BadDecision, "'Mali' is a name of 'ML' already"),
        ([], Alias("gondor", ""), BadDecision, "the name is empty"),
        ([], Retype("gondor", "horde"), BadDecision, "kind: Invalid enum value"),  # type: ignore[arg-type]
        ([], Reject("lost"), BadDecision, "statement 'lost' is not in :memory:"),
        ([], Correct("arm", relation="armed"), UnknownRelation, "did you mean 'arm'"),
        ([], Correct("arm", relation="control"), BadDecision, "takes a place there"),
        ([], Correct("arm", source="mordor"), UnknownActor, "actor 'mordor'"),
        ([], Correct("arm"), BadDecision, "nothing is corrected"),
        ([], Split("gondor", "x"), BadDecision, "nothing says what"),
        ([], Undo("nothing"), BadDecision, "there is no decision 'nothing'"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(
    told: Store,
    before: list[What],
    what: What,
    error: type[AllegianceError] | None,
    told_: str,
) -> None:
    for each in before:
        told.decide(each, who="Éowyn")
    log, version = told.log(), told.version
    if error is None:
        told.decide(what)
        return
    with pytest.raises(error, match=told_) as caught:
        told.decide(what)
    assert "\n" not in str(caught.value)
    assert (told.log(), told.version) == (log, version)


def test_a_forced_merge_is_recorded(told: Store) -> None:
    made = told.decide(Merge("CG", "CD", force=True), who="Éowyn", why="a test of force")
    assert told.view().into == {"CG": "CD"}
    assert told.log() == [made]
    assert told.log()[0].what == Merge("CG", "CD", force=True)


def test_the_same_decision_at_the_same_time_is_made_once(told: Store) -> None:
    told.decide(Reject("arm"), when="3019-01-01")
    with pytest.raises(BadDecision, match="was made already"):
        told.decide(Reject("arm"), when="3019-01-01")
