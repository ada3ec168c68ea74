"""Label Studio: our own, there and back, and that of others."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings

from allegiance.errors import UnreadableDocument
from allegiance.statements.statement import Statement
from tests.datasets.annotations import goes_and_returns, statements
from tests.datasets.conftest import Said, told


def region(id_: str, start: int, end: int, label: str) -> dict[str, Any]:
    return {
        "id": id_, "type": "labels", "from_name": "label", "to_name": "text",
        "value": {"start": start, "end": end, "labels": [label]},
    }  # fmt: skip


def task(*result: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": 1, "data": {"text": "Rohan was armed by Gondor."}, "annotations": [{"result": list(result)}],
        **more,
    }  # fmt: skip


ENDS = (region("a", 0, 5, "Organization"), region("b", 19, 25, "Organization"))
LEFT = {"type": "relation", "from_id": "a", "to_id": "b", "direction": "left", "labels": ["arm"]}


@settings(max_examples=20)
@given(statements())
def test_what_leaves_comes_back(said: list[Statement]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.labelstudio.json"
        goes_and_returns(said, path, "labelstudio", "label-studio")


def test_a_relation_has_a_direction(said: Said) -> None:
    both = LEFT | {"direction": "bi", "labels": ["fight"]}
    reading, found = said(json.dumps([task(*ENDS, LEFT, both)]), "a.json")
    assert reading.form.name == "label-studio"
    assert told(found) == [("Gondor", "arm", "Rohan"), ("Rohan", "fight", "Gondor")]
    assert [each.mutual for each in found] == [False, True]
    assert found[0].trigger.text == "was armed by"


def test_a_cancelled_annotation_does_not_count(said: Said) -> None:
    cancelled = task()
    cancelled["annotations"] = [
        {"was_cancelled": True, "result": [*ENDS, LEFT]},
        {"result": list(ENDS)},
    ]
    _, found = said(json.dumps([cancelled]), "a.json")
    assert not found


def test_a_relation_without_a_label_is_counted(said: Said) -> None:
    reading, found = said(json.dumps([task(*ENDS, LEFT | {"labels": []})]), "a.json")
    assert not found
    (why,) = reading.silences
    assert why.startswith("relation '(no label)' is not known")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (json.dumps([task(ENDS[0], LEFT)]), "line 1: a relation relates region b"),
        (
            json.dumps([{"data": {"text": "x"}, "annotations": [{}]}]),
            "line 1: the task lacks 'result'",
        ),
        ('[{"data": {}, "annotations": ', "is no JSON"),
    ],
)
def test_what_is_wrong_is_told(said: Said, text: str, message: str) -> None:
    with pytest.raises(UnreadableDocument, match=message):
        said(text, "a.json")


def test_json_min_is_no_list_of_tasks(said: Said) -> None:
    with pytest.raises(UnreadableDocument, match="is no list of tasks"):
        said("{}", "a.json", format="label-studio")
