"""CAMEO's codes in the words of the codebook."""

import pytest

from allegiance.datasets import cameo
from allegiance.datasets.codes import codes
from allegiance.ontology.actors import registry
from allegiance.ontology.relations import relations


@pytest.mark.parametrize(
    ("code", "relation"),
    [
        ("190", "fight"),
        ("1823", "fight"),
        ("0331", "fund"),
        ("075", "shelter"),
        ("043", "negotiate"),
    ],
)
def test_the_longest_beginning_counts(code: str, relation: str) -> None:
    found = cameo.coding(code)
    assert isinstance(found, cameo.Coding)
    assert found.relation == relation


def test_what_asserts_nothing_says_why() -> None:
    assert cameo.coding("010") == "a public statement"
    assert cameo.coding("") == "the event has no code"
    assert cameo.coding("---") == "the event code '---' is none of CAMEO's"


def test_every_root_is_known_and_every_relation_is_the_codebooks() -> None:
    for root in range(1, 21):
        found = cameo.coding(f"{root:02}9")
        assert isinstance(found, str) or found.relation in relations()
    for told in codes("cameo")["events"].values():
        assert isinstance(told, str) or told["relation"] in relations()


def test_codes_lead_to_states_their_governments_and_forces() -> None:
    known = registry()
    found = [
        cameo.coded(code, known) for code in ("MLI", "MLIGOV", "MLIMIL", "MLICOP", "REB", "ROM")
    ]
    assert [each and each.id for each in found] == [
        "ML", "ML/government", known.armed_forces("ML").id, None, None, "RO",
    ]  # fmt: skip


def test_whoever_has_no_id_has_a_title_a_kind_and_a_country() -> None:
    assert (cameo.title("MLICOP"), cameo.kind("MLICOP"), cameo.country("MLICOP")) == (
        "Mali, police", "body", "ML",
    )  # fmt: skip
    assert (cameo.title("XYZREB"), cameo.kind("XYZREB"), cameo.country("XYZREB")) == (
        "XYZ, rebels", "armed group", None,
    )  # fmt: skip
    assert cameo.title("AFR") == "Africa"
