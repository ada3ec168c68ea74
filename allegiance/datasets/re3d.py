"""re3d, Relationship and Entity Extraction Evaluation Dataset (Dstl 2017): one document a line.

`doc_id`, `text`, `source_name`, `source_url`, `entities` (`begin`, `end`, `type`) and `relations`
(`type`, `source_begin` ..., `target_begin` ..., `cue_begin` ..., `confidence`).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from allegiance.datasets.annotated import Arc, Span, Text, Wrong, from_texts
from allegiance.datasets.blocks import Block
from allegiance.datasets.reading import Reading
from allegiance.datasets.rows import BadRow
from allegiance.datasets.sources import Given, Source, json_lines

SURE = 0.5
"""What the annotators together hold for less likely than this, they rejected."""


def documents(reading: Reading, given: Given) -> Iterator[Block]:
    yield from from_texts(reading, given, _texts(reading.path))


def _texts(path: Path) -> Iterator[Text | Wrong]:
    for line, told in json_lines(path):
        if isinstance(told, BadRow):
            yield Wrong(line, told)
            continue
        try:
            yield _text(told, line)
        except (KeyError, TypeError, ValueError, AttributeError) as lacking:
            yield Wrong(
                line, BadRow(f"the document lacks {lacking} or has it otherwise than re3d has it")
            )


def _text(told: Mapping[str, Any], line: int) -> Text:
    types = {(each["begin"], each["end"]): str(each["type"]) for each in told["entities"]}
    spans = {f"{a}-{b}": Span(a, b, label) for (a, b), label in types.items()}
    arcs = []
    for each in told["relations"]:
        ends = []
        for end in ("source", "target"):
            at = (each[f"{end}_begin"], each[f"{end}_end"])
            spans.setdefault(f"{at[0]}-{at[1]}", Span(*at, _label(types, at)))
            ends.append(f"{at[0]}-{at[1]}")
        confidence = float(each.get("confidence", 1.0))
        cue = (each["cue_begin"], each["cue_end"])
        arcs.append(
            Arc(
                label=str(each["type"]), source=ends[0], target=ends[1], line=line,
                cue=cue if _sound(cue, len(told["text"])) else None,
                confidence=confidence,
                why=None if confidence >= SURE else "its annotators rejected it (confidence below 0.5)",
            )
        )  # fmt: skip
    return Text(
        text=told["text"], spans=spans, arcs=arcs, line=line, name=str(told["doc_id"]),
        title=_words(told, "title"), outlet=_words(told, "source_name"), url=_words(told, "source_url"),
    )  # fmt: skip


def _sound(cue: tuple[Any, Any], length: int) -> bool:
    begin, end = cue
    return type(begin) is int and type(end) is int and 0 <= begin < end <= length


def _words(told: Mapping[str, Any], name: str) -> str | None:
    value = told.get(name)
    return value if isinstance(value, str) else None


def _label(types: Mapping[tuple[int, int], str], at: tuple[int, int]) -> str:
    """The type of the longest entity that shares words with a span."""
    near = [(min(b, at[1]) - max(a, at[0]), label) for (a, b), label in types.items()]
    shared, label = max(near, default=(0, ""))
    return label if shared > 0 else "unknown"


FORMAT = Source(
    name="re3d",
    gloss="re3d: documents with entities and relations",
    outlet="re3d",
    licence="by subset: OGL v3, public domain, CC BY, CC BY-SA, CC BY-NC; cite Dstl",
    fits=lambda path, head: b'"doc_id"' in head and b'"text"' in head and head.lstrip()[:1] == b"{",
    open=documents,
)
