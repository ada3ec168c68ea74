"""What an edge asserts, attribute by attribute."""

from collections.abc import Mapping

import pytest

from allegiance.datasets.format import Claim, Silent
from allegiance.datasets.graph import Edge, Node, cells, claims
from allegiance.datasets.labels import labels
from allegiance.datasets.rows import BadRow, Row

NODES = {"g": Node("g", "Gondor", {"kind": "state"}), "r": Node("r", "Rohan", {}),
         "m": Node("m", "Mali", {"kind": "place", "country": "ml"})}  # fmt: skip


def told(attributes: Mapping[str, str], *, target: str = "r", ours: bool = False) -> list[Claim]:
    edge = Edge("g", target, attributes, True, (), 7)
    (found,) = cells(NODES, [edge], ours=ours)
    assert not isinstance(found.cells, BadRow)
    at = {name: place for place, name in enumerate(found.cells)}
    return list(claims(labels())(Row(at, list(found.cells.values()), found.line)))


def test_the_relation_is_found_before_the_sign() -> None:
    assert [each.relation for each in told({"relation": "arm", "sign": "-1"})] == ["arm"]
    assert [each.relation for each in told({"sign": "-1"})] == ["oppose"]
    assert [each.relation for each in told({"label": "Gift", "kind": "funds"})] == ["fund"]


@pytest.mark.parametrize(
    ("attributes", "target", "why"),
    [
        ({}, "r", "tells neither a relation nor a sign"),
        ({"relation": "cousins"}, "r", "relation 'cousins' is no relation"),
        ({"sign": "0"}, "r", "the sign is 0"),
        ({"relation": "base"}, "r", "`base` of an actor"),
        ({"relation": "ally"}, "m", "`ally` of a place"),
        ({"relation": "ally"}, "g", "both ends are one"),
    ],
)
def test_what_asserts_nothing_says_why(attributes: dict[str, str], target: str, why: str) -> None:
    with pytest.raises(Silent, match=why):
        told(attributes, target=target)


def test_each_voice_affirms_and_the_least_certainty_is_taken() -> None:
    found = told({"relation": "arm", "voices": "Faramir; Boromir", "certain": "1", "possible": "1"})
    assert [(each.voices[0].name, each.certainty) for each in found] == [
        ("Faramir", "possible"),
        ("Boromir", "possible"),
    ]
    (one,) = told({"relation": "arm", "voices": "Faramir", "certain": "1", "possible": "1"})
    assert one.certainty == "certain"


def test_denials_are_statements_of_their_own() -> None:
    found = told({"relation": "arm", "affirmed": "2", "denied": "1"})
    assert [each.polarity for each in found] == ["positive", "negative"]
    (only,) = told({"relation": "arm", "certainty": "denied", "denied": "1"})
    assert only.polarity == "negative"


def test_dates_are_no_finer_than_told() -> None:
    for first, last, edtf in (
        ("2012", "2012", "2012"), ("2012-02", "2012-02", "2012-02"), ("2012", "2013-05", "2012/2013-05"),
        ("2012-01-01", "2012-12-31", "2012-01-01/2012-12-31"),
    ):  # fmt: skip
        (found,) = told({"relation": "arm", "first": first, "last": last})
        assert found.time is not None
        assert found.time.edtf == edtf
    (year,) = told(
        {"relation": "arm", "first": "2012-01-01", "last": "2012-12-31", "precision": "year"}
    )
    assert year.time is not None
    assert year.time.edtf == "2012"
    (none,) = told({"relation": "arm", "first": "3.0"})
    assert none.time is None
    with pytest.raises(BadRow, match="lies before the start"):
        told({"relation": "arm", "spells": "2013/2012"})


def test_an_edge_to_nowhere_is_wrong() -> None:
    (found,) = cells(NODES, [Edge("g", "x", {}, True, (), 7)], ours=False)
    assert isinstance(found.cells, BadRow)
    assert found.line == 7
