"""rdflib reads the TriG; each nanopublication has its four graphs, and asserts no tie."""

from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.exports import nanopub
from allegiance.exports.format import Written
from allegiance.exports.names import HOME, iri
from allegiance.statements.statement import Statement
from tests.exports.conftest import FARAMIR, SCOUTS, STATEMENTS, during, odd, say, text

rdflib: Any = import_module("rdflib")

# rdflib 7.6 warns of what it does itself.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

(NANOPUB,) = nanopub.FORMATS
NP, PROV = "http://www.nanopub.org/nschema#", "http://www.w3.org/ns/prov#"


def dataset(*statements: Statement) -> Any:
    written, result = text(NANOPUB, *statements)
    assert result == Written(written=len(statements))
    made = rdflib.Dataset()
    made.parse(data=written, format="trig")
    return made


def ref(name: str) -> Any:
    return rdflib.URIRef(name)


def values(graph: Any, name: str) -> set[str]:
    return {str(value) for value in graph.objects(None, ref(name))}


@settings(max_examples=20, deadline=None)
@given(st.lists(STATEMENTS, max_size=3, unique_by=lambda said: said.id))
def test_every_statement_is_four_graphs(statements: list[Statement]) -> None:
    made = dataset(*statements)
    for said in statements:
        base = iri("statement", said.id)
        for part in ("head", "assertion", "provenance", "pubinfo"):
            assert len(made.graph(ref(f"{base}#{part}"))), part
        quoted = made.graph(ref(f"{base}#provenance"))
        assert said.sentence in values(quoted, f"{PROV}value")
        assertion = made.graph(ref(f"{base}#assertion"))
        assert {said.source.name, said.target.name} == values(assertion, str(rdflib.RDFS.label))


def test_odd_statements_are_read() -> None:
    assert len(dataset(*odd())) > 0


def test_no_triple_says_that_the_tie_is_true() -> None:
    made = dataset(say("Gondor", "arm", "Rohan", polarity="negative"))
    relations = {predicate for _, predicate, _, _ in made.quads()}
    assert ref(f"{HOME}#arm") not in relations
    base = iri("statement", "gondor-arm-rohan")
    assertion = made.graph(ref(f"{base}#assertion"))
    assert list(assertion.objects(ref(base), rdflib.RDF.predicate)) == [ref(f"{HOME}#arm")]
    assert values(assertion, f"{HOME}#polarity") == {"negative"}


def test_the_head_names_the_other_three() -> None:
    made = dataset(say("Gondor", "arm", "Rohan"))
    base = iri("statement", "gondor-arm-rohan")
    head = made.graph(ref(f"{base}#head"))
    for name in ("Assertion", "Provenance"):
        assert values(head, f"{NP}has{name}") == {f"{base}#{name.lower()}"}
    assert values(head, f"{NP}hasPublicationInfo") == {f"{base}#pubinfo"}


def test_the_provenance_has_the_chain_of_sources_and_the_document() -> None:
    said = say(
        "Gondor", "arm", "Rohan", attribution=(FARAMIR, SCOUTS), outlet="The Palantir",
        time=during("2018-01-01", "2018-12-31", "2018"),
    )  # fmt: skip
    made = dataset(said)
    base = iri("statement", said.id)
    origin = made.graph(ref(f"{base}#provenance"))
    agents = sorted(values(origin, f"{PROV}wasAttributedTo"))
    assert agents == [f"{base}#source0", f"{base}#source1"]
    assert values(origin, str(rdflib.RDFS.label)) == {"Faramir", "scouts"}
    assert values(origin, "http://purl.org/dc/terms/publisher") == {"The Palantir"}
    assertion = made.graph(ref(f"{base}#assertion"))
    assert values(assertion, f"{HOME}#datePrecision") == {"year"}
    assert values(assertion, f"{HOME}#from") == {"2018-01-01"}
