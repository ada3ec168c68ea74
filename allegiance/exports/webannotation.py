"""Statements as W3C Web Annotations (2017), each on the words of the document that tell it."""

from collections.abc import Iterable
from typing import Any, TextIO

import msgspec

from allegiance.exports.format import Format, Written
from allegiance.exports.names import iri
from allegiance.exports.rows import gist, heard
from allegiance.statements.statement import Statement


def write_annotations(statements: Iterable[Statement], out: TextIO) -> Written:
    """One page of annotations (JSON-LD), one for each statement.

    The target is the sentence, refined to the two mentions and the trigger. Each has a quote and
    a position: `start` and `end` count Unicode code points of the document's stored text, as the
    recommendation says, end exclusive. JavaScript counts UTF-16 units, of which a character
    beyond U+FFFF has two. The body holds the relation, a line for people and the whole record.
    """
    count = 0
    out.write('{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage",')
    out.write('"id":"urn:x-allegiance:annotations","startIndex":0,"items":[')
    for said in statements:
        out.write(("," if count else "") + "\n" + msgspec.json.encode(_annotation(said)).decode())
        count += 1
    out.write("\n]}\n")
    return Written(written=count)


CONTEXT = 30
"""How many characters of the sentence stand before and after a quote."""

FORMATS = (
    Format(
        name="webannotation", gloss="W3C Web Annotations", suffix=".anno.jsonld",
        write=write_annotations,
    ),
)  # fmt: skip


def _annotation(said: Statement) -> dict[str, Any]:
    spans = [
        ("statement", said.begin, said.end),
        ("source", said.source.begin, said.source.end),
        ("trigger", said.trigger.begin, said.trigger.end),
        ("target", said.target.begin, said.target.end),
    ]
    within = [span for span in spans if said.begin <= span[1] < span[2] <= said.end]
    return {
        "id": iri("annotation", said.id),
        "type": "Annotation",
        "motivation": "classifying",
        "generator": {"id": "https://github.com/allegiance/allegiance", "type": "Software"},
        "body": _bodies(said),
        "target": [_target(said, *span) for span in within or spans[:1]],
    }


def _bodies(said: Statement) -> list[dict[str, str]]:
    return [
        {"type": "TextualBody", "purpose": "classifying", "value": said.relation},
        {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "text/plain",
            "value": f"{gist(said)}, according to {heard(said)}",
        },
        {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "application/json",
            "value": msgspec.json.encode(said).decode(),
        },
    ]


def _target(said: Statement, role: str, begin: int, end: int) -> dict[str, Any]:
    first, last = begin - said.begin, end - said.begin
    quote = {"type": "TextQuoteSelector", "exact": said.sentence[first:last]}
    if first > 0:
        quote["prefix"] = said.sentence[max(0, first - CONTEXT) : first]
    if said.sentence[last:]:
        quote["suffix"] = said.sentence[last : last + CONTEXT]
    return {
        "type": "SpecificResource",
        "source": iri("document", said.document),
        "styleClass": role,
        "selector": [quote, {"type": "TextPositionSelector", "start": begin, "end": end}],
    }
