"""Statements of one sentence share its mentions; what does not stand in a sentence is left out."""

from allegiance.exports.passages import label, passages
from allegiance.statements.statement import Statement
from tests.exports.conftest import end, say

SENTENCE = "Gondor armed Rohan and Dale."


def told(target: str, name: str = "arm", at: int = 100, **more: object) -> Statement:
    """A statement of Gondor and another, in a sentence that begins at `at`."""
    begin = at + SENTENCE.index(target)
    ends = (
        end("Gondor", begin=at, end=at + 6, kind="armed group"),
        end(target, begin=begin, end=begin + len(target)),
    )
    given = {"sentence": SENTENCE, "begin": at, "end": at + len(SENTENCE)} | more
    return say(ends[0], name, ends[1], **given)


def test_a_sentence_is_one_passage() -> None:
    left_out: list[Statement] = []
    rohan, dale, later = told("Rohan"), told("Dale"), told("Dale", at=500)
    first, second = passages([rohan, dale, later], left_out)
    assert (first.begin, second.begin, first.text) == (100, 500, SENTENCE)
    assert [(each.text, each.label) for each in first.mentions] == [
        ("Gondor", "armed_group"), ("Rohan", "state"), ("Dale", "state"),
    ]  # fmt: skip
    assert all(SENTENCE[each.begin : each.end] == each.text for each in first.mentions)
    assert [(link.source, link.target) for link in first.links] == [(0, 1), (0, 2)]
    assert left_out == []


def test_a_coding_without_its_text_is_left_out() -> None:
    left_out: list[Statement] = []
    nowhere = told("Rohan", begin=400, end=410)
    assert list(passages([nowhere], left_out)) == []
    assert left_out == [nowhere]


def test_labels_are_what_tools_take() -> None:
    assert label("armed group") == "armed_group"
    assert label("état") == "_tat"
    assert label("") == "unknown"
