"""FollowTheMoney: our own, there and back, and that of others."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from allegiance import datasets
from allegiance.errors import UnreadableDocument
from allegiance.exports import write
from allegiance.statements.statement import Statement
from tests.datasets.conftest import Said, told
from tests.datasets.graphs import statements


def lines(*entities: dict[str, Any]) -> str:
    return "".join(json.dumps(each) + "\n" for each in entities)


def entity(id_: str, schema: str, **properties: str | list[str]) -> dict[str, Any]:
    values = {name: [each] if isinstance(each, str) else each for name, each in properties.items()}
    return {"id": id_, "schema": schema, "properties": values, "datasets": ["annals"]}


GONDOR = entity("g", "PublicBody", name="Gondor")
ROHAN = entity("r", "Organization", name="Rohan")
FARAMIR = entity("f", "Person", name="Faramir", country="fr")


def kept(said: Statement) -> tuple[object, ...]:
    """What of a statement a link keeps."""
    time = (said.time.start, said.time.end) if said.time else None
    target = said.target.name
    voices = tuple(link.name for link in said.attribution)
    return (
        said.source.name, said.relation, target, said.polarity, said.certainty, time, voices,
    )  # fmt: skip


@settings(max_examples=25)
@given(statements())
def test_what_leaves_comes_back(said: list[Statement]) -> None:
    said = [msgspec.structs.replace(each, outlet="The Palantir") for each in said]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.ftm.json"
        write(said, path)
        if not said:
            return
        reading = datasets.read(path)
        back = [each for block in reading.blocks for each in block.statements]
    assert reading.form.name == "ftm"
    assert not reading.silences
    assert {each.id: kept(each) for each in back} == {each.id: kept(each) for each in said}
    assert {each.outlet for each in back} == {"The Palantir"}
    known = {each.id: each.source.id for each in said if each.source.id == "aqim"}
    assert known.items() <= {each.id: each.source.id for each in back}.items()


def test_each_schema_has_its_relation(said: Said) -> None:
    links = [
        entity("1", "Membership", member="f", organization="r", startDate="2012"),
        entity("2", "Control", controller="f", controlled="r"),
        entity("3", "Succession", predecessor="g", successor="r"),
        entity("4", "Sanction", entity="r", authority="Mordor", startDate="2012-05"),
        entity("5", "Payment", payer="g", beneficiary="r"),
        entity("6", "UnknownLink", subject="r", object="g", role="armed by"),
        entity("7", "Directorship", director="f", organization="r", role="leader"),
        entity("8", "UnknownLink", subject=["g", "f"], object="r", role="fights", status="alleged"),
    ]
    reading, found = said(lines(GONDOR, ROHAN, FARAMIR, *links), "a.json")
    assert told(found) == [
        ("Faramir", "member", "Rohan"), ("Faramir", "command", "Rohan"), ("Gondor", "merge", "Rohan"),
        ("Mordor", "sanction", "Rohan"), ("Gondor", "fund", "Rohan"), ("Gondor", "arm", "Rohan"),
        ("Faramir", "command", "Rohan"), ("Gondor", "fight", "Rohan"), ("Faramir", "fight", "Rohan"),
    ]  # fmt: skip
    assert [each.time.edtf if each.time else None for each in found[:4]] == [
        "2012",
        None,
        None,
        "2012-05",
    ]
    assert found[-1].certainty == "possible"
    assert (found[0].source.id, found[0].source.kind, found[0].source.country) == (
        "ftm:f",
        "person",
        "FR",
    )
    assert {each.outlet for each in found} == {"annals"}
    assert reading.rows == 8


def test_what_has_no_relation_is_counted(said: Said) -> None:
    links = [
        entity("1", "UnknownLink", subject="g", object="r", role="cousins"),
        entity("2", "Family", person="f", relative="f", relationship="brother"),
        entity("3", "Membership", member="f"),
        entity("4", "UnknownLink", subject="g", object="r"),
    ]
    reading, found = said(lines(GONDOR, ROHAN, FARAMIR, *links), "a.json")
    assert not found
    assert dict(reading.silences) == {
        "UnknownLink with role 'cousins'; --labels can tell what a role means": 1,
        "Family with role 'brother'; --labels can tell what a role means": 1,
        "Membership without organization": 1,
        "UnknownLink with no role; --labels can tell what a role means": 1,
    }


def test_a_publisher_is_the_outlet_and_proof_the_evidence(said: Said) -> None:
    link = entity(
        "1", "UnknownLink", subject="g", object="r", role="arms", publisher="The Palantir",
        proof="article-1", summary="Gondor armed Rohan.", sourceUrl="https://example.org/1",
    )  # fmt: skip
    _, (found,) = said(lines(GONDOR, ROHAN, link), "a.json")
    assert found.outlet == "The Palantir"
    assert "summary: Gondor armed Rohan." in found.sentence
    assert "proof: article-1" in found.sentence


def test_a_known_actor_is_found_by_its_name(said: Said) -> None:
    aqim = entity("Q1", "Organization", name="AQIM")
    _, (found,) = said(
        lines(aqim, ROHAN, entity("1", "Control", controller="Q1", controlled="r")), "a.json"
    )
    assert found.source.id == "aqim"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (lines(GONDOR) + "{broken\n", "line 2: the line is no JSON"),
        (lines(GONDOR, {"id": "x"}), "line 2: the line is no entity"),
        (
            lines(GONDOR, ROHAN, entity("1", "Control", controller="g", controlled="r",
                                        startDate="2013", endDate="2012")),
            "line 3: the end '2012' lies before the start",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line_or_left_out(
    said: Said, text: str, message: str
) -> None:
    with pytest.raises(UnreadableDocument, match=message):
        said(text, "a.json")
    reading, found = said(text, "a.json", skip_bad=True)
    assert len(reading.rejected) == 1
    assert not found
