"""Sentences with their regions and relations, for Label Studio."""

from collections.abc import Iterable
from typing import Any, TextIO

import msgspec

from allegiance.exports.format import Format, Written
from allegiance.exports.passages import WHY, Link, Passage, passages
from allegiance.exports.rows import heard
from allegiance.statements.statement import Statement


def write_labelstudio(statements: Iterable[Statement], out: TextIO) -> Written:
    """A list of tasks in Label Studio's full JSON, one for each sentence.

    The labels are named `label`, on a text named `text`. Offsets count code points of the text.
    `meta` of a relation holds what Label Studio has no field for.
    """
    left_out: list[Statement] = []
    count = 0
    out.write("[")
    for number, passage in enumerate(passages(statements, left_out), 1):
        task = msgspec.json.encode(_task(passage, number)).decode()
        out.write(("," if count else "") + "\n" + task)
        count += len(passage.links)
    out.write("\n]\n")
    return Written(written=count, left_out=len(left_out), why=WHY if left_out else None)


FORMATS = (
    Format(
        name="labelstudio", gloss="regions and relations of sentences, for Label Studio",
        suffix=".labelstudio.json", write=write_labelstudio,
    ),
)  # fmt: skip


def _task(passage: Passage, number: int) -> dict[str, Any]:
    regions = [
        {
            "id": f"m{number}-{n}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": each.begin,
                "end": each.end,
                "text": each.text,
                "labels": [each.label],
            },
        }
        for n, each in enumerate(passage.mentions)
    ]
    return {
        "id": number,
        "data": {"text": passage.text, "document": passage.document, "begin": passage.begin},
        "annotations": [
            {"result": [*regions, *(_relation(link, number) for link in passage.links)]}
        ],
    }


def _relation(link: Link, number: int) -> dict[str, Any]:
    said = link.statement
    return {
        "type": "relation",
        "from_id": f"m{number}-{link.source}",
        "to_id": f"m{number}-{link.target}",
        "direction": "bi" if said.mutual else "right",
        "labels": [said.relation],
        "meta": {
            "id": said.id,
            "polarity": said.polarity,
            "certainty": said.certainty,
            "time_status": said.time_status,
            "phase": said.phase,
            "mutual": said.mutual,
            "according_to": heard(said),
        },
    }
