"""Ties as the CSV files that `neo4j-admin database import` loads, in one ZIP."""

from collections.abc import Iterable
from typing import Any, BinaryIO, TextIO
from zipfile import ZipFile

from allegiance.exports.format import Format, Written, member
from allegiance.exports.network import Edge, Node, graph
from allegiance.exports.rows import spelled, table
from allegiance.statements.statement import Statement


def write_neo4j(statements: Iterable[Statement], out: BinaryIO) -> Written:
    """`nodes.csv`, `ties.csv` and the command that loads them.

    The headers name the types. Text that a spreadsheet would run gets an apostrophe, as in `csv`.
    """
    nodes, edges = graph(statements)
    with ZipFile(out, "w") as archive:
        with member(archive, "nodes.csv") as stream:
            _rows(NODE, map(_node, nodes), stream)
        with member(archive, "ties.csv") as stream:
            count = _rows(EDGE, map(_edge, edges), stream)
        with member(archive, "README.txt") as stream:
            stream.write(README)
    return Written(written=count)


NODE = {
    "id": "id:ID", "name": "name", "kind": "kind", "country": "country",
    "latitude": "latitude:double", "longitude": "longitude:double", "label": ":LABEL",
}  # fmt: skip
EDGE = {
    "source": ":START_ID", "target": ":END_ID", "type": ":TYPE", "kind": "kind",
    "weight": "weight:double", "spells": "spells", "relation": "relation", "sign": "sign:int",
    "symmetric": "symmetric:boolean", "theatre": "theatre", "certainty": "certainty",
    "alleged": "alleged:boolean", "strength": "strength:double", "affirmed": "affirmed:int",
    "denied": "denied:int", "certain": "certain:int", "probable": "probable:int",
    "possible": "possible:int", "unknown": "unknown:int", "documents": "documents:int",
    "sources": "sources:int", "first": "first", "last": "last", "precision": "precision",
    "widened": "widened:boolean", "voices": "voices", "evidence": "evidence",
    "statements": "statements",
}  # fmt: skip
README = """What documents say of these actors, each tie with its sentences; not what is true.

neo4j-admin database import full --nodes=nodes.csv --relationships=ties.csv \\
    --multiline-fields=true neo4j
"""
FORMATS = (
    Format(
        name="neo4j", gloss="CSV files for Neo4j's import, in a ZIP", suffix=".neo4j.zip",
        write=write_neo4j, binary=True,
    ),
)  # fmt: skip


def _node(node: Node) -> dict[str, Any]:
    label = "Place" if node.attributes.get("kind") == "place" else "Actor"
    return {"id": node.id, "name": node.name, "label": f"Party;{label}"} | node.attributes


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "source": edge.source,
        "target": edge.target,
        "type": str(edge.attributes["relation"]).upper(),
        "kind": edge.kind,
        "weight": edge.weight,
        "spells": "; ".join(f"{first}/{last}" for first, last in edge.spells),
    } | edge.attributes


def _rows(columns: dict[str, str], rows: Iterable[dict[str, Any]], out: TextIO) -> int:
    lines = table(out)
    lines.writerow(columns.values())
    count = 0
    for row in rows:
        lines.writerow(spelled(row.get(name)) for name in columns)
        count += 1
    return count
