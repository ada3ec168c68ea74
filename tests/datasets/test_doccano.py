"""doccano: our own, there and back, and that of others."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from allegiance.errors import UnreadableDocument
from allegiance.statements.statement import Statement
from tests.datasets.annotations import goes_and_returns, statements
from tests.datasets.conftest import Said, told

TEXT = "Gondor armed Rohan. It rained for 3 days."
EXAMPLE = {
    "id": 1,
    "text": TEXT,
    "entities": [
        {"id": 1, "label": "ORG", "start_offset": 0, "end_offset": 6},
        {"id": 2, "label": "ORG", "start_offset": 13, "end_offset": 18},
        {"id": 3, "label": "DATE", "start_offset": 34, "end_offset": 40},
    ],
    "relations": [
        {"id": 1, "from_id": 1, "to_id": 2, "type": "Arms"},
        {"id": 2, "from_id": 1, "to_id": 2, "type": "cousins"},
        {"id": 3, "from_id": 1, "to_id": 3, "type": "arms"},
    ],
}


@settings(max_examples=20)
@given(statements())
def test_what_leaves_comes_back(said: list[Statement]) -> None:
    with TemporaryDirectory() as folder:
        blocks = goes_and_returns(said, Path(folder) / "a.doccano.jsonl", "doccano", "doccano")
    assert len(blocks) == len({each.document for each in said})


def test_entities_are_mentions_and_relations_statements(said: Said) -> None:
    reading, (found,) = said(json.dumps(EXAMPLE) + "\n", "a.jsonl")
    assert reading.form.name == "doccano"
    assert told([found]) == [("Gondor", "arm", "Rohan")]
    assert found.sentence == "Gondor armed Rohan."
    assert found.trigger.text == "armed"
    assert found.source.kind == "organisation"
    assert dict(reading.silences) == {
        "relation 'cousins' is not known; --labels can tell what it means": 1,
        "a relation of what is no actor (DATE)": 1,
    }
    assert dict(reading.left_out) == {"DATE": 1}


def test_spans_without_relations_are_mentions(said: Said) -> None:
    line = json.dumps({"text": TEXT, "label": [[0, 6, "ORG"], [13, 18, "Dragon"]]})
    reading, found = said(line + "\n", "a.jsonl")
    assert (reading.form.name, found) == ("doccano", [])


@pytest.mark.parametrize(
    ("example", "message"),
    [
        ({**EXAMPLE, "text": "Gondor"}, "lie outside the text of 6 characters"),
        ({**EXAMPLE, "entities": []}, "relation 1 relates entity 1, which the text has not"),
        ({**EXAMPLE, "entities": [{"id": 1}]}, "the example lacks 'start_offset'"),
        ("[", "the line is no JSON"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_or_left_out(
    said: Said, example: object, message: str
) -> None:
    line = example if isinstance(example, str) else json.dumps(example)
    text = json.dumps(EXAMPLE) + "\n" + line + "\n"
    with pytest.raises(UnreadableDocument, match=f"line 2: .*{message}"):
        said(text, "a.jsonl")
    reading, found = said(text, "a.jsonl", skip_bad=True)
    assert (len(found), len(reading.rejected)) == (1, 1)
