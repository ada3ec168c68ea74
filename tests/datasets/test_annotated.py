"""Annotated texts: sentences, ends and places, whatever tool the annotations come from."""

import json
from pathlib import Path

import pytest

from allegiance import datasets
from allegiance.datasets import Block
from allegiance.datasets.annotated import voices
from tests.datasets.conftest import sound


def read(
    tmp_path: Path, text: str, ends: tuple[str, str], labels: tuple[str, str], type_: str
) -> Block:
    entities = [
        {
            "id": n,
            "label": label,
            "start_offset": text.index(end),
            "end_offset": text.index(end) + len(end),
        }
        for n, (end, label) in enumerate(zip(ends, labels, strict=True))
    ]
    relations = [{"id": 9, "from_id": 0, "to_id": 1, "type": type_}]
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": text, "entities": entities, "relations": relations}) + "\n")
    (block,) = datasets.read(path).blocks
    sound(block)
    return block


def test_sentences_end_at_their_marks_and_a_relation_holds_them_together(tmp_path: Path) -> None:
    text = "Gondor slept. Rohan woke.\nMordor came, too. It rained."
    block = read(tmp_path, text, ("Gondor", "Rohan"), ("ORG", "ORG"), "ally")
    told = [text[each.begin : each.end] for each in block.sentences]
    assert told == ["Gondor slept. Rohan woke.", "Mordor came, too.", "It rained."]
    assert block.statements[0].sentence == "Gondor slept. Rohan woke."
    assert block.sentences[1].reason == "no relation is annotated here"


@pytest.mark.parametrize(
    ("ends", "labels", "type_", "expected"),
    [
        (("France", "Mali"), ("GPE", "GPE"), "supports", ("FR", "support", "ML")),
        (("France", "Mali"), ("GPE", "GPE"), "based in", ("FR", "base", "country:ML")),
        (("French", "Mali"), ("NORP", "GPE"), "leads", ("FR", "command", "ML")),
        (("France", "Gao"), ("GPE", "LOC"), "attack", ("FR", "fight", "text:gao")),
        (("Gao", "France"), ("LOC", "GPE"), "armed by", ("FR", "arm", None)),
        (("France", "them"), ("GPE", "ORG"), "arms", None),
        (("Gao", "France"), ("LOC", "GPE"), "arms", None),
    ],
)
def test_a_country_acts_where_the_relation_is_of_actors(
    tmp_path: Path,
    ends: tuple[str, str],
    labels: tuple[str, str],
    type_: str,
    expected: tuple[str, str, str | None] | None,
) -> None:
    text = "France, the French, Mali, Gao and them."
    block = read(tmp_path, text, ends, labels, type_)
    told = [(each.source.id, each.relation, each.target.id) for each in block.statements]
    assert told == ([expected] if expected and expected[2] else [])


def test_who_says_so_as_our_exports_write_it() -> None:
    assert voices("Faramir > scouts, in The Palantir") == ("Faramir", "scouts")
    assert voices("Faramir") == ("Faramir",)
    assert voices("the document, in The Palantir") == voices(None) == ()
