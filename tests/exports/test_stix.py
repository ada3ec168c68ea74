"""stix2 reads the bundle; nobody is a threat actor, and denials are opinions."""

import json
from importlib import import_module
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.exports import stix
from allegiance.exports.format import Written
from allegiance.statements.statement import Statement
from tests.exports.conftest import FARAMIR, ITHILIEN, STATEMENTS, during, end, odd, say, text

stix2: Any = import_module("stix2")

(STIX,) = stix.FORMATS


def objects(*statements: Statement) -> list[Any]:
    written, _ = text(STIX, *statements)
    return list(stix2.parse(written, allow_custom=False).objects)


def of(kind: str, found: list[Any]) -> list[Any]:
    return [each for each in found if each["type"] == kind]


def test_every_reference_is_in_the_bundle() -> None:
    found = objects(*odd())
    ids = {each["id"] for each in found}
    assert len(ids) == len(found)
    for each in found:
        named = [each.get("source_ref"), each.get("target_ref"), each.get("created_by_ref")]
        named += each.get("object_refs", [])
        assert set(filter(None, named)) <= ids
    assert {each["type"] for each in found} == {"identity", "location", "relationship", "opinion"}


@settings(max_examples=15, deadline=None)
@given(st.lists(STATEMENTS, max_size=3))
def test_any_statements_make_a_bundle(statements: list[Statement]) -> None:
    written, result = text(STIX, *statements)
    found = json.loads(written)["objects"]
    assert result.written == sum(each["type"] == "relationship" for each in found)
    opinions = sum(each["type"] == "opinion" for each in found)
    assert opinions <= sum(said.polarity == "negative" for said in statements)


def test_a_relationship_keeps_each_voice_and_its_days() -> None:
    said = say(
        "Gondor", "arm", "Rohan", attribution=(FARAMIR,), outlet="The Palantir", place=ITHILIEN,
        certainty="possible", time=during("2018-01-01", "2018-12-31", "2018"),
    )  # fmt: skip
    (related,) = of("relationship", objects(said))
    assert related["relationship_type"] == "arms"
    assert str(related["start_time"]).startswith("2018-01-01")
    assert str(related["stop_time"]).startswith("2018-12-31")
    assert related["labels"] == [
        "alleged", "certainty:possible", "precision:year", "relation:arm", "sign:1", "theatre:GO",
    ]  # fmt: skip
    (reference,) = related["external_references"]
    assert (reference["source_name"], reference["external_id"]) == ("The Palantir", said.id)
    assert reference["description"].startswith("Faramir, in The Palantir (possible, ongoing): ")
    assert "confidence" not in related


def test_a_denial_is_an_opinion_on_what_others_affirm() -> None:
    denied = say("Gondor", "arm", "Rohan", id="no", polarity="negative", attribution=(FARAMIR,))
    found = objects(say("Gondor", "arm", "Rohan"), denied)
    (related,), (opinion,) = of("relationship", found), of("opinion", found)
    assert opinion["object_refs"] == [related["id"]]
    assert opinion["opinion"] == "strongly-disagree"
    assert opinion["authors"] == ["Faramir"]
    assert denied.sentence in opinion["explanation"]
    assert [each["external_id"] for each in related["external_references"]] == ["gondor-arm-rohan"]
    assert "denied" in related["labels"]


def test_what_nobody_affirms_says_so() -> None:
    (related,) = of("relationship", objects(say("A", "arm", "B", polarity="negative")))
    assert {"denied", "not-affirmed"} <= set(related["labels"])
    assert "external_references" not in related
    assert "start_time" not in related


def test_a_place_without_a_country_or_coordinates_is_no_location() -> None:
    sahel = say("Gondor", "base", end("Sahel", kind="place"))
    _, result = text(STIX, sahel)
    assert result == Written(
        written=0, left_out=1, why="their place has neither a country nor coordinates"
    )
    town = end("Osgiliath", kind="place", lat=3.0, lon=4.0)
    (place,) = of("location", objects(say("Gondor", "control", town)))
    assert (place["latitude"], place["longitude"]) == (3.0, 4.0)


def test_kinds_are_identity_classes() -> None:
    classes = {"open-vocab": {"individual", "group", "system", "organization", "class", "unknown"}}
    assert set(stix.CLASSES.values()) <= classes["open-vocab"]
