"""Sentences with their entities and relations, for doccano."""

from collections.abc import Iterable
from typing import Any, TextIO

import msgspec

from allegiance.exports.format import Format, Written
from allegiance.exports.passages import WHY, Link, Passage, passages
from allegiance.exports.rows import heard
from allegiance.statements.statement import Statement


def write_doccano(statements: Iterable[Statement], out: TextIO) -> Written:
    """One sentence a line, in the JSONL of relation extraction.

    Offsets count code points of `text`. Under `statements` is what a relation of doccano has no
    field for, in the order of `relations`.
    """
    left_out: list[Statement] = []
    count = number = 0
    for passage in passages(statements, left_out):
        out.write(msgspec.json.encode(_example(passage, number)).decode() + "\n")
        number += len(passage.mentions) + len(passage.links)
        count += len(passage.links)
    return Written(written=count, left_out=len(left_out), why=WHY if left_out else None)


FORMATS = (
    Format(
        name="doccano", gloss="entities and relations of sentences, for doccano",
        suffix=".doccano.jsonl", write=write_doccano,
    ),
)  # fmt: skip


def _example(passage: Passage, number: int) -> dict[str, Any]:
    """Ids go on through the file, as doccano's do."""
    first = number + len(passage.mentions)
    return {
        "text": passage.text,
        "entities": [
            {
                "id": number + n,
                "label": each.label,
                "start_offset": each.begin,
                "end_offset": each.end,
            }
            for n, each in enumerate(passage.mentions)
        ],
        "relations": [
            {
                "id": first + n,
                "from_id": number + each.source,
                "to_id": number + each.target,
                "type": each.statement.relation,
            }
            for n, each in enumerate(passage.links)
        ],
        "document": passage.document,
        "begin": passage.begin,
        "statements": list(map(_told, passage.links)),
    }


def _told(link: Link) -> dict[str, Any]:
    said = link.statement
    return {
        "id": said.id,
        "polarity": said.polarity,
        "certainty": said.certainty,
        "time_status": said.time_status,
        "phase": said.phase,
        "mutual": said.mutual,
        "according_to": heard(said),
    }
