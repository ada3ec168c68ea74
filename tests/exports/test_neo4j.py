"""The CSV files have the headers and the references that Neo4j's import asks for."""

import csv
from io import StringIO

from allegiance.exports import neo4j
from allegiance.exports.network import graph
from tests.exports.conftest import data, members, odd

(NEO4J,) = neo4j.FORMATS


def rows(written: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(written, newline="")))


def test_ends_are_nodes_and_types_are_told() -> None:
    packed, written = data(NEO4J, *odd())
    files = members(packed)
    nodes, ties = rows(files["nodes.csv"]), rows(files["ties.csv"])
    ids = [node["id:ID"] for node in nodes]
    assert len(ids) == len(set(ids))
    assert {end for tied in ties for end in (tied[":START_ID"], tied[":END_ID"])} == set(ids)
    assert {node[":LABEL"] for node in nodes} == {"Party;Actor", "Party;Place"}
    assert written.written == len(ties)
    for tied in ties:
        assert tied[":TYPE"] == tied["relation"].upper()
        assert float(tied["weight:double"]) > 0
        assert int(tied["sign:int"]) in (-1, 0, 1)
        assert tied["alleged:boolean"] in ("true", "false")


def test_every_attribute_of_an_edge_has_a_column() -> None:
    _, edges = graph(odd())
    assert all(set(edge.attributes) <= set(neo4j.EDGE) for edge in edges)


def test_no_cell_is_a_formula() -> None:
    packed, _ = data(NEO4J, *odd())
    for name in ("nodes.csv", "ties.csv"):
        for row in rows(members(packed)[name]):
            for column, cell in row.items():
                assert (
                    ":int" in column or ":double" in column or not cell.startswith(("=", "@", "+"))
                )
