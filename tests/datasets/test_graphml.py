"""GraphML: our own, there and back, and that of others."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from allegiance.errors import UnreadableDocument
from allegiance.statements.statement import Statement
from tests.datasets.conftest import Said, told, whole
from tests.datasets.graphs import goes_and_returns, statements

YED = """<?xml version="1.0"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
  <key for="node" id="d6" yfiles.type="nodegraphics"/>
  <key for="edge" id="d10" yfiles.type="edgegraphics"/>
  <graph edgedefault="directed" id="G">
    <node id="n0"><data key="d6"><y:ShapeNode><y:NodeLabel>Gondor</y:NodeLabel></y:ShapeNode></data></node>
    <node id="n1"><data key="d6"><y:ShapeNode><y:NodeLabel>Rohan</y:NodeLabel></y:ShapeNode></data></node>
    <edge id="e0" source="n0" target="n1">
      <data key="d10"><y:PolyLineEdge><y:EdgeLabel>arms</y:EdgeLabel></y:PolyLineEdge></data></edge>
  </graph>
</graphml>
"""
PLAIN = """<graphml><key id="k" for="edge" attr.name="relation" attr.type="string"><default>ally</default></key>
<graph edgedefault="undirected"><node id="Gondor"/><node id="Rohan"/><node id="Mordor"/>
<edge source="Gondor" target="Rohan"/>
<edge source="Gondor" target="Mordor" directed="true"><data key="k">fight</data></edge>
<edge source="Gondor" target="Gondor"/></graph></graphml>"""


@settings(max_examples=25)
@given(statements())
def test_what_leaves_comes_back(said: list[Statement]) -> None:
    with TemporaryDirectory() as folder:
        goes_and_returns(said, Path(folder) / "a.graphml", "graphml")


def test_a_graph_of_yed(said: Said) -> None:
    _, found = said(YED, "a.graphml")
    assert told(found) == [("Gondor", "arm", "Rohan")]


def test_defaults_and_directions(said: Said) -> None:
    reading, found = said(PLAIN, "a.graphml")
    assert told(found) == [("Gondor", "ally", "Rohan"), ("Gondor", "fight", "Mordor")]
    assert [each.mutual for each in found] == [True, False]
    assert dict(reading.silences) == {"both ends are one": 1}


def test_networkx_writes_what_we_read(tmp_path: Path) -> None:
    networkx = pytest.importorskip("networkx")
    made = networkx.MultiDiGraph()
    made.add_edge("a", "b", relation="fund", start="2012-03")
    made.add_edge("a", "b", relation="fight", weight=2)
    made.nodes["a"]["name"], made.nodes["b"]["name"] = "Gondor", "Rohan"
    networkx.write_graphml(made, tmp_path / "n.graphml")
    _, found = whole(tmp_path / "n.graphml")
    assert told(found) == [("Gondor", "fund", "Rohan"), ("Gondor", "fight", "Rohan")]
    assert found[0].time
    assert (found[0].time.start, found[0].time.end) == (
        "2012-03-01",
        "2012-03-31",
    )


def test_another_attribute_tells_the_relation_where_the_user_says_so(said: Said) -> None:
    text = PLAIN.replace('attr.name="relation"', 'attr.name="what"')
    _, found = said(text, "a.graphml", columns={"relation": "what"})
    assert len(found) == 2


def test_a_sign_that_is_none_is_told(said: Said) -> None:
    text = PLAIN.replace('attr.name="relation"', 'attr.name="sign"').replace("ally", "maybe")
    with pytest.raises(UnreadableDocument, match="line 3, 'sign': 'maybe' is no sign"):
        said(text, "a.graphml")


def test_another_file_is_no_graphml(said: Said) -> None:
    with pytest.raises(UnreadableDocument, match="is no GraphML"):
        said("<svg/>", "a.svg", format="graphml")
