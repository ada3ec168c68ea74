"""A parser of openCypher reads every command of the script, and its strings hold what was said."""

import json
import re
from importlib import import_module
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.exports import cypher
from allegiance.exports.network import graph
from allegiance.statements.statement import Statement
from tests.exports.conftest import STATEMENTS, odd, say, text

antlr4: Any = import_module("antlr4")
opencypher: Any = import_module("antlr4_cypher")

(CYPHER,) = cypher.FORMATS

STRING = r'"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-f]{4})*"'
VALUE = rf"(?:{STRING}|true|false|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)"
MAP = rf"\{{(?:\w+: {VALUE}(?:, \w+: {VALUE})*)?\}}"
NODE = re.compile(rf"MERGE \(p:Party \{{id: ({STRING})\}}\) SET p:(Actor|Place), p \+= ({MAP});")
EDGE = re.compile(
    rf"MATCH \(a:Party \{{id: ({STRING})\}}\), \(b:Party \{{id: ({STRING})\}}\) "
    rf"MERGE \(a\)-\[t:([A-Z_]+) \{{kind: ({STRING})\}}\]->\(b\) SET t \+= ({MAP});"
)


def commands(*statements: Statement) -> list[str]:
    written, result = text(CYPHER, *statements)
    comment, constraint, *lines = written.split("\n")
    assert comment.startswith("// ")
    assert constraint.startswith("CREATE CONSTRAINT")
    assert lines.pop() == ""
    assert result.written == sum(line.startswith("MATCH") for line in lines)
    return lines


def read(given: str) -> dict[str, object]:
    found = re.findall(rf"(\w+): ({VALUE})", given)
    return {name: json.loads(value) for name, value in found}


@settings(max_examples=25, deadline=None)
@given(st.lists(STATEMENTS, max_size=3))
def test_every_tie_is_read_back(statements: list[Statement]) -> None:
    nodes, made = graph(statements)
    edges = list(made)
    lines = commands(*statements)
    assert len(lines) == len(nodes) + len(edges)
    for line, node in zip(lines, nodes, strict=False):
        found = NODE.fullmatch(line)
        assert found, line
        assert json.loads(found[1]) == node.id
        assert read(found[3]) == {"name": node.name} | node.attributes
    for line, edge in zip(lines[len(nodes) :], edges, strict=True):
        found = EDGE.fullmatch(line)
        assert found, line
        assert (json.loads(found[1]), json.loads(found[2])) == (edge.source, edge.target)
        assert json.loads(found[4]) == edge.kind
        assert edge.attributes.items() <= read(found[5]).items()


def test_a_place_is_labelled_and_a_relation_is_a_type() -> None:
    lines = commands(*odd())
    assert any('{id: "osgiliath"}) SET p:Place' in line for line in lines)
    assert any("[t:ARM " in line for line in commands(say("Gondor", "arm", "Rohan")))


def test_a_parser_takes_every_command() -> None:
    """The constraint apart, which is Neo4j's and no part of openCypher."""
    for line in commands(*odd()):
        tokens = antlr4.CommonTokenStream(opencypher.CypherLexer(antlr4.InputStream(line)))
        parser = opencypher.CypherParser(tokens)
        parser.removeErrorListeners()
        parser.script()
        assert parser.getNumberOfSyntaxErrors() == 0, line
