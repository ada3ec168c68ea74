"""re3d: entities and relations by their offsets, small and as it is."""

import json
from typing import Any

import pytest

from allegiance.errors import UnreadableDocument
from tests.datasets.conftest import Said, told, whole
from tests.test_real_texts import SHARED

TEXT = "Gondor is allied with Rohan in Mali."


def document(**more: Any) -> str:
    def relation(
        type_: str, source: tuple[int, int], target: tuple[int, int], sure: float
    ) -> dict[str, Any]:
        return {
            "id": "r", "type": type_, "cue_begin": 7, "cue_end": 22, "cue": "", "source_begin": source[0],
            "source_end": source[1], "target_begin": target[0], "target_end": target[1], "confidence": sure,
        }  # fmt: skip

    told = {
        "doc_id": "d", "text": TEXT, "source_name": "The Palantir", "source_url": "https://example.org",
        "title": "t",
        "entities": [
            {"id": "1", "begin": 0, "end": 6, "type": "Organisation", "value": ""},
            {"id": "2", "begin": 22, "end": 27, "type": "Organisation", "value": ""},
            {"id": "3", "begin": 31, "end": 35, "type": "Location", "value": ""},
        ],
        "relations": [
            relation("AlliesOf", (0, 6), (22, 27), 0.9),
            relation("AlliesOf", (22, 27), (0, 6), 0.9),
            relation("CoLocated", (31, 35), (22, 27), 0.9),
            relation("InChargeOf", (0, 6), (31, 35), 0.9),
            relation("FightingAgainst", (0, 6), (22, 27), 0.1),
            relation("HasAttrOf", (0, 6), (22, 27), 0.9),
        ],
    }  # fmt: skip
    return json.dumps({**told, **more}) + "\n"


def test_relations_are_statements_with_their_cue(said: Said) -> None:
    reading, found = said(document(), "a.jsonl")
    assert reading.form.name == "re3d"
    assert told(found) == [
        ("Gondor", "ally", "Rohan"), ("Rohan", "base", "Mali"), ("Gondor", "control", "Mali"),
    ]  # fmt: skip
    assert found[0].trigger.text == "is allied with"
    assert (found[0].outlet, found[0].confidence) == ("The Palantir", 0.9)
    assert found[1].target.id == "country:ML"
    assert dict(reading.silences) == {
        "its annotators rejected it (confidence below 0.5)": 1,
        "relation 'HasAttrOf' is not known; --labels can tell what it means": 1,
    }


def test_a_document_that_is_otherwise_is_told(said: Said) -> None:
    with pytest.raises(UnreadableDocument, match="line 2: the document lacks 'begin'"):
        said(document() + document(entities=[{}]), "a.jsonl")
    with pytest.raises(UnreadableDocument, match="lie outside the text"):
        said(document(text="x"), "a.jsonl")


def test_the_real_documents() -> None:
    path = SHARED / "data/text/re3d/documents.jsonl"
    if not path.exists():
        pytest.skip("the shared data (re3d) are not here")
    reading, found = whole(path)
    assert reading.rows == 832
    assert len(found) > 350
    assert {"fight", "ally", "base", "member"} <= {each.relation for each in found}
