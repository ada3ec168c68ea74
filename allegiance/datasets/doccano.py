"""doccano's JSONL: texts with entities and relations, or with spans alone (Nakayama et al. 2018)."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from allegiance.datasets.annotated import Arc, Span, Text, Wrong, choice, from_texts, voices
from allegiance.datasets.blocks import Block
from allegiance.datasets.reading import Reading
from allegiance.datasets.rows import BadRow
from allegiance.datasets.sources import Given, Source, json_lines
from allegiance.statements.statement import Certainty, Phase, Polarity, TimeStatus


def documents(reading: Reading, given: Given) -> Iterator[Block]:
    yield from from_texts(reading, given, _texts(reading.path))


def _texts(path: Path) -> Iterator[Text | Wrong]:
    for line, told in json_lines(path):
        if isinstance(told, BadRow):
            yield Wrong(line, told)
            continue
        try:
            yield _text(told, line)
        except BadRow as wrong:
            yield Wrong(line, wrong)
        except (KeyError, TypeError, ValueError, AttributeError) as lacking:
            yield Wrong(
                line, BadRow(f"the example lacks {lacking}, or has it otherwise than doccano")
            )


def _text(told: Mapping[str, Any], line: int) -> Text:
    spans = {
        str(each["id"]): Span(each["start_offset"], each["end_offset"], str(each["label"]))
        for each in told.get("entities", ())
    }
    for number, (begin, end, label) in enumerate(told.get("label") or told.get("labels") or ()):
        spans[f"label {number}"] = Span(begin, end, str(label))
    relations, more = told.get("relations", ()), told.get("statements", ())
    meanings = more if len(more) == len(relations) else [{}] * len(relations)
    arcs = [_arc(each, said, spans, line) for each, said in zip(relations, meanings, strict=True)]
    name = told.get("document")
    return Text(
        text=told["text"], spans=spans, arcs=arcs, line=line, name=str(name) if name else None
    )


def _arc(
    told: Mapping[str, Any], said: Mapping[str, Any], spans: Mapping[str, Span], line: int
) -> Arc:
    ends = str(told["from_id"]), str(told["to_id"])
    for end in ends:
        if end not in spans:
            raise BadRow(f"relation {told.get('id')} relates entity {end}, which the text has not")
    return Arc(
        label=str(told["type"]), source=ends[0], target=ends[1], line=line, id=said.get("id"),
        polarity=choice(said.get("polarity", "positive"), get_args(Polarity), "polarity"),
        certainty=choice(said.get("certainty", "certain"), get_args(Certainty), "certainty"),
        time_status=choice(said.get("time_status", "ongoing"), get_args(TimeStatus), "time status"),
        phase=choice(said.get("phase", "holds"), get_args(Phase), "phase"),
        mutual=bool(said.get("mutual")), voices=voices(said.get("according_to")),
    )  # fmt: skip


def _fits(path: Path, head: bytes) -> bool:
    first = head.lstrip(b"\xef\xbb\xbf \r\n").partition(b"\n")[0]
    marked = any(
        name in first for name in (b'"entities"', b'"relations"', b'"label"', b'"start_offset"')
    )
    return first.startswith(b"{") and b'"text"' in first and marked and b'"doc_id"' not in first


FORMAT = Source(
    name="doccano",
    gloss="doccano: texts with entities and relations, ours too",
    outlet="doccano",
    licence="that of the texts",
    fits=_fits,
    open=documents,
)
