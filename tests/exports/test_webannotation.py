"""rdflib reads the annotations as JSON-LD; their quotes stand where the positions say."""

import json
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.exports import webannotation
from allegiance.exports.format import Written
from allegiance.statements.statement import Statement, Trigger, load
from tests.exports.conftest import STATEMENTS, end, odd, say, text

rdflib: Any = import_module("rdflib")

# rdflib 7.6 warns of what it does itself.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

(ANNOTATIONS,) = webannotation.FORMATS
OA = "http://www.w3.org/ns/oa#"
CONTEXT = {
    "id": "@id", "type": "@type", "@vocab": OA, "items": {"@id": "urn:items", "@container": "@list"},
    "body": {"@id": "hasBody", "@type": "@id"}, "target": {"@id": "hasTarget", "@type": "@id"},
    "source": {"@id": "hasSource", "@type": "@id"},
    "selector": {"@id": "hasSelector", "@type": "@id"},
    "motivation": {"@id": "motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "hasPurpose", "@type": "@vocab"},
}  # fmt: skip
EMOJI = "😀 Gondor armed Rohan, 𝔰𝔞𝔶 𝔱𝔥𝔢𝔶."


def items(*statements: Statement) -> list[dict[str, Any]]:
    written, result = text(ANNOTATIONS, *statements)
    assert result == Written(written=len(statements))
    page = json.loads(written)
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    found: list[dict[str, Any]] = page["items"]
    return found


def emoji() -> Statement:
    """A statement a hundred characters into its document, after a character beyond U+FFFF."""
    at = {name: 100 + EMOJI.index(name) for name in ("Gondor", "armed", "Rohan")}
    return say(
        end("Gondor", begin=at["Gondor"], end=at["Gondor"] + 6), "arm",
        end("Rohan", begin=at["Rohan"], end=at["Rohan"] + 5),
        sentence=EMOJI, begin=100, end=100 + len(EMOJI),
        trigger=Trigger(text="armed", begin=at["armed"], end=at["armed"] + 5),
    )  # fmt: skip


def test_rdflib_reads_it() -> None:
    written, _ = text(ANNOTATIONS, *odd())
    page = json.loads(written) | {"@context": CONTEXT}
    read = rdflib.Graph().parse(data=json.dumps(page), format="json-ld")
    kinds = rdflib.RDF.type
    made = set(read.subjects(kinds, rdflib.URIRef(f"{OA}Annotation")))
    assert len(made) == len({said.id for said in odd()})
    for each in made:
        assert list(read.objects(each, rdflib.URIRef(f"{OA}hasTarget")))
        assert len(list(read.objects(each, rdflib.URIRef(f"{OA}hasBody")))) >= 3


def test_positions_count_code_points_of_the_document() -> None:
    document = "." * 100 + EMOJI
    (found,) = items(emoji())
    told = {}
    for target in found["target"]:
        quote, position = target["selector"]
        assert document[position["start"] : position["end"]] == quote["exact"]
        before = document[: position["start"]]
        assert before.endswith(quote.get("prefix", ""))
        assert document[position["end"] :].startswith(quote.get("suffix", ""))
        told[target["styleClass"]] = quote["exact"]
    assert told == {"statement": EMOJI, "source": "Gondor", "trigger": "armed", "target": "Rohan"}


@settings(max_examples=25, deadline=None)
@given(st.lists(STATEMENTS, max_size=3))
def test_the_record_is_read_back(statements: list[Statement]) -> None:
    bodies = [each["body"] for each in items(*statements)]
    records = [body["value"] for (_, _, body) in bodies]
    assert list(load(records)) == statements
    assert [body["value"] for (body, _, _) in bodies] == [said.relation for said in statements]


def test_who_says_so_is_told() -> None:
    (found,) = items(odd()[1])
    assert found["body"][1]["value"].endswith(
        "fight Rohan (denied), according to Faramir > scouts, in The Palantír"
    )
