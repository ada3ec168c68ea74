"""Entities that FollowTheMoney takes: known schemata and properties, ends that fit, dates as told.

The library needs ICU, which is no package of Python, so it is asked where it is installed; the
schemata that we use are written down here, as version 4.11 has them.
"""

import json
import re
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.exports import ftm
from allegiance.exports.format import Written
from allegiance.statements.statement import Statement
from tests.exports.conftest import FARAMIR, STATEMENTS, during, end, odd, say, text

(FTM,) = ftm.FORMATS

LINK = {
    "role", "status", "startDate", "endDate", "summary", "description", "publisher", "recordId",
    "proof",
}  # fmt: skip
PARTY = {"name", "country"}
SCHEMATA = {
    "Article": {"title", "publisher", "author", "date"},
    "PublicBody": PARTY,
    "Organization": PARTY,
    "Person": PARTY,
    "LegalEntity": PARTY,
    "Address": {"name", "full", "country", "latitude", "longitude"},
    "UnknownLink": LINK | {"subject", "object"},
    "Membership": LINK | {"member", "organization"},
    "Control": LINK | {"controller", "controlled"},
}
ID = re.compile(r"[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?")
LEGAL = {"PublicBody", "Organization", "Person", "LegalEntity"}
RANGES = {
    "member": LEGAL,
    "organization": {"Organization", "PublicBody"},
    "controller": LEGAL,
    "controlled": LEGAL,
    "subject": LEGAL | {"Address"},
    "object": LEGAL | {"Address"},
    "proof": {"Article"},
}


def entities(*statements: Statement) -> list[dict[str, Any]]:
    written, result = text(FTM, *statements)
    assert result == Written(written=len(statements))
    return [json.loads(line) for line in written.split("\n") if line]


def link(*statements: Statement) -> dict[str, Any]:
    (found,) = (each for each in entities(*statements) if each["id"].startswith("statement-"))
    return found


@settings(max_examples=25, deadline=None)
@given(st.lists(STATEMENTS, max_size=3))
def test_every_entity_keeps_to_its_schema(statements: list[Statement]) -> None:
    check(entities(*statements))


def test_odd_statements_keep_to_the_schema() -> None:
    found = entities(*odd())
    check(found)
    library(found)


def check(found: list[dict[str, Any]]) -> None:
    schemata: dict[str, set[str]] = {}
    for each in found:
        schemata.setdefault(each["id"], set()).add(each["schema"])
    for each in found:
        properties = each["properties"]
        assert set(properties) <= SCHEMATA[each["schema"]]
        assert all(isinstance(value, str) for values in properties.values() for value in values)
        assert len(each["datasets"]) == 1
        assert ID.fullmatch(each["id"])
        for name in RANGES.keys() & properties.keys():
            (end_id,) = properties[name]
            assert schemata[end_id] & RANGES[name] or len(schemata[end_id]) > 1


def library(found: list[dict[str, Any]]) -> None:
    if find_spec("followthemoney") is None:
        return
    model = import_module("followthemoney").model
    for each in found:
        proxy = model.get_proxy(each, cleaned=False)
        assert proxy.schema.name == each["schema"]
        for name in each["properties"]:
            if name not in ("startDate", "endDate", "date", "country"):
                assert proxy.get(name), (each, name)


def test_a_link_keeps_who_says_so_and_where() -> None:
    said = say(
        "Gondor", "arm", "Rohan", attribution=(FARAMIR,), outlet="The Palantir", author="Ori",
        date="3019-03-25", time=during("3018-01-01", "3018-12-31", "3018"),
    )  # fmt: skip
    found = link(said)
    assert found["schema"] == "UnknownLink"
    assert found["datasets"] == ["the_palantir"]
    assert found["properties"] == {
        "subject": ["actor-gondor"], "object": ["actor-rohan"], "role": ["arm"],
        "status": ["alleged"], "startDate": ["3018"], "endDate": ["3018"],
        "summary": ["Gondor arm Rohan."], "publisher": ["The Palantir"],
        "description": ["Gondor arm Rohan, according to Faramir, in The Palantir"],
        "recordId": [said.id], "proof": ["article-letter"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({}, "stated"),
        ({"attribution": (FARAMIR,)}, "alleged"),
        ({"certainty": "possible"}, "possible"),
        ({"polarity": "negative", "certainty": "possible"}, "denied"),
    ],
)
def test_the_status_says_how_it_stands(more: dict[str, Any], status: str) -> None:
    assert link(say("Gondor", "arm", "Rohan", **more))["properties"]["status"] == [status]


def test_closer_schemata_only_where_the_ends_fit() -> None:
    band = end("Rangers", kind="armed group")
    assert link(say("Gondor", "member", band))["schema"] == "Membership"
    assert link(say("Gondor", "member", end("Ori", kind="person")))["schema"] == "UnknownLink"
    assert link(say("Gondor", "command", band))["schema"] == "Control"
    assert link(say("Gondor", "control", end("Osgiliath", kind="place")))["schema"] == "UnknownLink"


def test_each_outlet_is_a_dataset_and_nobody_gets_a_topic() -> None:
    orcs = end("Orcs", kind="armed group")
    found = entities(
        say("Gondor", "fight", orcs, outlet="A"), say("Gondor", "fight", orcs, id="2", outlet="B")
    )
    assert [each["datasets"] for each in found if each["id"] == "actor-orcs"] == [["a"], ["b"]]
    assert not any("topics" in each["properties"] for each in found)


def test_ids_with_other_signs_stay_apart() -> None:
    one, other = (entities(say("A", "arm", "B", document=name))[0]["id"] for name in ("a/b", "a:b"))
    assert one != other
    assert one.startswith("article-a-b-")
