"""Each line is an example of doccano's relation extraction."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.exports import doccano
from allegiance.exports.format import Written
from allegiance.statements.statement import Statement
from tests.exports.conftest import FARAMIR, STATEMENTS, end, odd, say, text
from tests.exports.test_passages import told

(DOCCANO,) = doccano.FORMATS


def examples(*statements: Statement) -> tuple[list[dict[str, Any]], Written]:
    written, result = text(DOCCANO, *statements)
    return [json.loads(line) for line in written.split("\n") if line], result


def test_a_sentence_is_an_example() -> None:
    denied = told("Dale", polarity="negative", attribution=(FARAMIR,), id="no")
    (found,), result = examples(told("Rohan"), denied)
    assert result == Written(written=2)
    spans = [
        (each["label"], found["text"][each["start_offset"] : each["end_offset"]])
        for each in found["entities"]
    ]
    assert spans == [("armed_group", "Gondor"), ("state", "Rohan"), ("state", "Dale")]
    assert [(each["from_id"], each["to_id"], each["type"]) for each in found["relations"]] == [
        (0, 1, "arm"), (0, 2, "arm"),
    ]  # fmt: skip
    assert found["statements"][1] == {
        "id": "no", "polarity": "negative", "certainty": "certain", "time_status": "ongoing",
        "phase": "holds", "mutual": False, "according_to": "Faramir",
    }  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(STATEMENTS, max_size=3), st.text(min_size=1, max_size=20))
def test_ids_are_unique_and_known(statements: list[Statement], words: str) -> None:
    said = say(end(words), "arm", end(words), sentence=words, end=len(words))
    found, result = examples(*statements, said, *odd())
    entities = {each["id"] for one in found for each in one["entities"]}
    relations = [each for one in found for each in one["relations"]]
    assert len(entities) == sum(len(one["entities"]) for one in found)
    assert {each[name] for each in relations for name in ("from_id", "to_id")} <= entities
    assert len({each["id"] for each in relations} | entities) == len(relations) + len(entities)
    assert len(relations) == result.written
    assert all(
        0 <= each["start_offset"] < each["end_offset"] <= len(one["text"])
        for one in found
        for each in one["entities"]
    )
