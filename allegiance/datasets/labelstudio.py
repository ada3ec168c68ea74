"""Label Studio's full JSON: tasks with regions and relations (JSON-MIN and CoNLL drop the relations)."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from allegiance.datasets.annotated import Arc, Span, Text, Wrong, choice, from_texts, voices
from allegiance.datasets.blocks import Block
from allegiance.datasets.reading import Reading
from allegiance.datasets.rows import BadRow, plainly, unpacked
from allegiance.datasets.sources import Given, Source
from allegiance.errors import UnreadableDocument
from allegiance.statements.statement import Certainty, Phase, Polarity, TimeStatus


def documents(reading: Reading, given: Given) -> Iterator[Block]:
    """Of each task the first annotation that was not cancelled; a place is told by the task's number."""
    yield from from_texts(reading, given, _texts(reading.path))


def _texts(path: Path) -> Iterator[Text | Wrong]:
    for number, task in enumerate(_tasks(path), 1):
        try:
            yield _text(task, number)
        except BadRow as wrong:
            yield Wrong(number, wrong)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as lacking:
            yield Wrong(
                number, BadRow(f"the task lacks {lacking}, or has it otherwise than Label Studio")
            )


def _tasks(path: Path) -> list[Any]:
    try:
        with plainly(path), unpacked(path) as file:
            told = json.loads(file.read())
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise UnreadableDocument(f"{path} is no JSON ({error}); export it again") from error
    if not isinstance(told, list):
        raise UnreadableDocument(
            f"{path} is no list of tasks; export it from Label Studio as JSON, not JSON-MIN"
        )
    return told


def _text(task: Mapping[str, Any], number: int) -> Text:
    data = task["data"]
    done = [each for each in task["annotations"] if not each.get("was_cancelled")]
    result = done[0]["result"] if done else []
    spans = {
        str(each["id"]): Span(
            each["value"]["start"], each["value"]["end"], str(each["value"]["labels"][0])
        )
        for each in result
        if each["type"] != "relation" and each.get("value", {}).get("labels")
    }
    arcs = [
        arc for each in result if each["type"] == "relation" for arc in _arcs(each, spans, number)
    ]
    name = data.get("document")
    return Text(
        text=_words(data), spans=spans, arcs=arcs, line=number, name=str(name) if name else None
    )


def _words(data: Mapping[str, Any]) -> str:
    """The text of a task: under `text`, else the longest that it has."""
    texts = [value for value in data.values() if isinstance(value, str)]
    return str(data.get("text") or max(texts, key=len))


def _arcs(told: Mapping[str, Any], spans: Mapping[str, Span], number: int) -> Iterator[Arc]:
    ends = [str(told["from_id"]), str(told["to_id"])]
    for end in ends:
        if end not in spans:
            raise BadRow(f"a relation relates region {end}, which the task has not")
    if told.get("direction") == "left":
        ends.reverse()
    said = told.get("meta") or {}
    for label in told.get("labels") or ["(no label)"]:
        yield Arc(
            label=str(label), source=ends[0], target=ends[1], line=number, id=said.get("id"),
            polarity=choice(said.get("polarity", "positive"), get_args(Polarity), "polarity"),
            certainty=choice(said.get("certainty", "certain"), get_args(Certainty), "certainty"),
            time_status=choice(said.get("time_status", "ongoing"), get_args(TimeStatus), "time status"),
            phase=choice(said.get("phase", "holds"), get_args(Phase), "phase"),
            mutual=bool(said.get("mutual", told.get("direction") == "bi")),
            voices=voices(said.get("according_to")),
        )  # fmt: skip


FORMAT = Source(
    name="label-studio",
    gloss="Label Studio: tasks with regions and relations, ours too",
    outlet="Label Studio",
    licence="that of the texts",
    fits=lambda path, head: (
        head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"[")
        and b'"data"' in head
        and (b'"annotations"' in head or b'"result"' in head)
    ),
    open=documents,
)
