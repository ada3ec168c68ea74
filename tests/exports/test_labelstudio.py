"""Tasks in Label Studio's full JSON, whose relations join regions of the same task."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.exports import labelstudio
from allegiance.exports.format import Written
from allegiance.statements.statement import Statement
from tests.exports.conftest import FARAMIR, STATEMENTS, end, odd, say, text
from tests.exports.test_passages import told

(LABELSTUDIO,) = labelstudio.FORMATS


def tasks(*statements: Statement) -> tuple[list[dict[str, Any]], Written]:
    written, result = text(LABELSTUDIO, *statements)
    found: list[dict[str, Any]] = json.loads(written)
    return found, result


def results(task: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    (annotation,) = task["annotations"]
    return [each for each in annotation["result"] if each["type"] == kind]


def test_a_sentence_is_a_task() -> None:
    denied = told("Dale", polarity="negative", attribution=(FARAMIR,), mutual=True, id="no")
    (found,), result = tasks(told("Rohan"), denied)
    assert result == Written(written=2)
    assert found["data"] == {"text": denied.sentence, "document": "letter", "begin": 100}
    regions = {each["id"]: each["value"]["text"] for each in results(found, "labels")}
    first, second = results(found, "relation")
    assert (regions[first["from_id"]], regions[first["to_id"]]) == ("Gondor", "Rohan")
    assert (first["labels"], first["direction"]) == (["arm"], "right")
    assert (regions[second["to_id"]], second["direction"]) == ("Dale", "bi")
    assert second["meta"]["polarity"] == "negative"
    assert second["meta"]["according_to"] == "Faramir"


@settings(max_examples=25, deadline=None)
@given(st.lists(STATEMENTS, max_size=3), st.text(min_size=1, max_size=20))
def test_regions_quote_the_text(statements: list[Statement], words: str) -> None:
    said = say(end(words), "arm", end(words), sentence=words, end=len(words))
    found, result = tasks(*statements, said, *odd())
    count = 0
    for task in found:
        regions = results(task, "labels")
        for value in (each["value"] for each in regions):
            assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
        relations = results(task, "relation")
        ids = {each["id"] for each in regions}
        assert {each[name] for each in relations for name in ("from_id", "to_id")} <= ids
        count += len(relations)
    assert count == result.written
