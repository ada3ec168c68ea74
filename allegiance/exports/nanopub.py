"""Statements as nanopublications (TriG): an assertion, where it comes from, and who published it.

Groth, Gibson and Velterop (2010), The anatomy of a nanopublication. The assertion is a reified
statement, so that no triple says that the tie is true; it says that it was said, or denied.
"""

from collections.abc import Iterable, Iterator
from typing import TextIO

import msgspec

from allegiance.exports.format import Format, Written, stamp
from allegiance.exports.names import HOME, iri
from allegiance.exports.network import days, precision
from allegiance.exports.rows import heard
from allegiance.statements.statement import End, Statement


def write_nanopubs(statements: Iterable[Statement], out: TextIO) -> Written:
    """Four named graphs for each statement: head, assertion, provenance (PROV-O), publication.

    The names are URNs; give them a base of your own, or a trusty URI, before publishing.
    """
    made = stamp()
    out.write(PREFIXES)
    count = 0
    for said in statements:
        out.write("\n".join(_nanopub(said, made)) + "\n")
        count += 1
    return Written(written=count)


PREFIXES = f"""@prefix np: <http://www.nanopub.org/nschema#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix al: <{HOME}#> .

"""
FORMATS = (
    Format(
        name="nanopub", gloss="nanopublications in TriG", suffix=".trig", write=write_nanopubs
    ),
)  # fmt: skip


def _nanopub(said: Statement, made: str) -> Iterator[str]:
    base = iri("statement", said.id)
    head, pub, claim, origin, info = (
        f"<{base}#{part}>" for part in ("head", "nanopub", "assertion", "provenance", "pubinfo")
    )
    yield f"{head} {{"
    yield f"  {pub} a np:Nanopublication ; np:hasAssertion {claim} ;"
    yield f"    np:hasProvenance {origin} ; np:hasPublicationInfo {info} ."
    yield "}"
    yield f"{claim} {{"
    yield from _assertion(said, f"<{base}>")
    yield "}"
    yield f"{origin} {{"
    yield from _provenance(said, claim, base)
    yield "}"
    yield f"{info} {{"
    yield f'  {pub} dct:created "{made}"^^xsd:dateTime ; prov:wasAttributedTo <{HOME}> ;'
    yield f"    al:coder {_text(said.coder)} ; al:confidence {_number(said.confidence)} ."
    yield "}"


def _assertion(said: Statement, name: str) -> Iterator[str]:
    source, target = _end(said.source), _end(said.target)
    yield f"  {name} a al:Statement, rdf:Statement ; rdf:subject {source} ;"
    yield f"    rdf:predicate al:{said.relation} ; rdf:object {target} ;"
    yield f"    al:polarity {_text(said.polarity)} ; al:certainty {_text(said.certainty)} ;"
    yield f"    al:phase {_text(said.phase)} ; al:mutual {str(said.mutual).lower()} ;"
    if span := days(said):
        yield f'    al:from "{span[0]}"^^xsd:date ; al:until "{span[1]}"^^xsd:date ;'
        yield f"    al:datePrecision {_text(precision(said))} ;"
    if said.time and said.time.edtf:
        yield f"    al:edtf {_text(said.time.edtf)} ;"
    if said.place:
        yield f"    al:place <{iri('place', said.place.id)}> ; al:placeName {_text(said.place.name)} ;"
    if said.theatre:
        yield f"    al:theatre {_text(said.theatre)} ;"
    if said.instrument:
        yield f"    al:instrument {_text(said.instrument)} ;"
    yield f"    al:timeStatus {_text(said.time_status)} ."
    for node, end in ((source, said.source), (target, said.target)):
        yield f"  {node} rdfs:label {_text(end.name)} ; al:kind {_text(end.kind)} ."


def _provenance(said: Statement, claim: str, base: str) -> Iterator[str]:
    document = f"<{iri('document', said.document)}>"
    yield f"  {claim} prov:wasQuotedFrom {document} ; prov:value {_text(said.sentence)} ;"
    yield f"    al:begin {said.begin} ; al:end {said.end} ; al:accordingTo {_text(heard(said))} ."
    chain = [f"<{base}#source{place}>" for place in range(len(said.attribution))]
    for order, (node, link) in enumerate(zip(chain, said.attribution, strict=True)):
        yield f"  {claim} prov:wasAttributedTo {node} ."
        yield f"  {node} a prov:Agent ; rdfs:label {_text(link.name)} ;"
        yield f"    al:kind {_text(link.kind)} ; al:order {order} ."
    for name, value in (("publisher", said.outlet), ("creator", said.author), ("date", said.date)):
        if value:
            yield f"  {document} dct:{name} {_text(value)} ."


def _end(end: End) -> str:
    return f"<{iri('place' if end.kind == 'place' else 'actor', end.id)}>"


def _text(text: str) -> str:
    """A literal; the escapes of JSON strings are those of Turtle."""
    return msgspec.json.encode(text).decode()


def _number(number: float) -> str:
    return f'"{number}"^^xsd:double'
