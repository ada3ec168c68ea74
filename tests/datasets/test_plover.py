"""What PLOVER's types, modes and contexts assert, and who takes part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.datasets import plover
from allegiance.datasets.cameo import Coding
from allegiance.datasets.codes import codes
from allegiance.datasets.parties import Parties
from allegiance.ontology.relations import CODEBOOK

TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST "
    "SANCTION MOBILIZE COERCE ASSAULT"
).split()


def test_all_types_lead_to_relations_of_the_codebook() -> None:
    assert list(codes("plover")["events"]) == TYPES
    for kinds in codes("plover")["events"].values():
        for mode in kinds:
            found = kinds[mode] if isinstance(kinds[mode], str) else kinds[mode]["relation"]
            assert isinstance(kinds[mode], str) or found in CODEBOOK


@pytest.mark.parametrize(
    ("event", "modes", "contexts", "asserted"),
    [
        ("ASSAULT", ["firearms"], ["military"], Coding(relation="fight")),
        ("AID", [], ["military", "economic"], Coding(relation="support", instrument="military aid")),
        ("AID", [], ["economic"], Coding(relation="fund")),
        ("RETREAT", ["withdraw"], ["military"], Coding(relation="fight", phase="weakens")),
        ("REQUEST", ["assist"], [], Coding(relation="negotiate")),
        ("consult", [], ["future"], Coding(relation="negotiate", certainty="probable", time_status="future")),
        ("SANCTION", [], ["hypothetical"], Coding(relation="sanction", certainty="unknown", time_status="hypothetical")),
    ],
)  # fmt: skip
def test_a_type_asserts_by_its_modes_and_contexts(
    event: str, modes: list[str], contexts: list[str], asserted: Coding
) -> None:
    assert plover.coding(event, modes, contexts) == asserted


def test_what_asserts_nothing_says_why() -> None:
    assert plover.coding("RETREAT", ["resign"], []) == "somebody leaves an office"
    assert plover.coding("CRIME", [], []) == "the event type 'CRIME' is none of PLOVER's"
    assert plover.coding("", [], []) == "the event has no type"


def found(names: str, countries: str = "", sectors: str = "", wiki: str = "") -> list[str]:
    parties = Parties("polecat")
    return [
        parties.find(each).id
        for each in plover.parties("c", names, countries, sectors, wiki, "polecat")
    ]


def test_who_takes_part_is_the_one_named_or_a_states_body() -> None:
    assert found("Russian forces", "RUS", "MIL") == ["RU/armed-forces"]
    assert found("soldiers; officials", "MLI; MLI", "MIL; GOV") == [
        "ML/armed-forces",
        "ML/government",
    ]
    assert found("Mali", "MLI", "GOV", "Mali") == ["ML"]
    assert found("Denethor", "MLI", "GOV") == ["polecat:denethor-mli"]
    assert found("Denethor", "MLI", "GOV", "Denethor") == ["polecat:denethor"]
    assert found("rebels", "MLI", "REB") == ["polecat:rebels-mli"]
    assert found("None; AQIM", "None; None") == ["aqim"]


def test_countries_are_letters_or_names() -> None:
    assert plover.country("MLI") == plover.country("Mali") == "ML"
    assert plover.country("Gondor") is None
    assert plover.country("ZZZ") is None


@given(st.text(), st.text(), st.text(), st.text())
def test_any_cells_are_read(names: str, countries: str, sectors: str, wiki: str) -> None:
    for each in plover.parties("c", names, countries, sectors, wiki, "polecat"):
        assert each.name
        assert each.code


@given(st.text(), st.lists(st.text()), st.lists(st.text()))
def test_any_type_is_a_coding_or_a_reason(
    event: str, modes: list[str], contexts: list[str]
) -> None:
    assert plover.coding(event, modes, contexts)
