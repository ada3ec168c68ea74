"""Ties as a script in Cypher, for Neo4j, Memgraph and other graph databases."""

import re
from collections.abc import Iterable
from typing import TextIO

import msgspec

from allegiance.exports.format import Format, Written
from allegiance.exports.network import Edge, Node, Value, graph
from allegiance.statements.statement import Statement


def write_cypher(statements: Iterable[Statement], out: TextIO) -> Written:
    """A node for each actor and place, a relationship for each tie; one command a line.

    The script can be run again: it merges. The direction of a symmetric tie means nothing.
    """
    nodes, edges = graph(statements)
    out.write(HEAD)
    for node in nodes:
        out.write(_node(node) + "\n")
    count = 0
    for edge in edges:
        out.write(_edge(edge) + "\n")
        count += 1
    return Written(written=count)


HEAD = """// What documents say of these actors, each tie with its sentences; not what is true.
CREATE CONSTRAINT allegiance_party IF NOT EXISTS FOR (p:Party) REQUIRE p.id IS UNIQUE;
"""
FORMATS = (Format(name="cypher", gloss="a script for Neo4j", suffix=".cypher", write=write_cypher),)


def _node(node: Node) -> str:
    label = "Place" if node.attributes.get("kind") == "place" else "Actor"
    given = _map({"name": node.name, **node.attributes})
    return f"MERGE (p:Party {{id: {_text(node.id)}}}) SET p:{label}, p += {given};"


def _edge(edge: Edge) -> str:
    name = re.sub(r"\W", "_", str(edge.attributes["relation"])).upper()
    own: dict[str, Value] = {
        "weight": edge.weight,
        "spells": "; ".join(f"{first}/{last}" for first, last in edge.spells),
    }
    return (
        f"MATCH (a:Party {{id: {_text(edge.source)}}}), (b:Party {{id: {_text(edge.target)}}}) "
        f"MERGE (a)-[t:{name} {{kind: {_text(edge.kind)}}}]->(b) "
        f"SET t += {_map(own | edge.attributes)};"
    )


def _map(values: dict[str, Value]) -> str:
    return "{" + ", ".join(f"{name}: {_value(value)}" for name, value in values.items()) + "}"


def _value(value: Value) -> str:
    return _text(value) if isinstance(value, str) else str(value).lower()


def _text(text: str) -> str:
    """A string of Cypher, whose escapes are those of JSON."""
    return msgspec.json.encode(text).decode()
