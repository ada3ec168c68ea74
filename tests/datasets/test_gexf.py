"""GEXF: our own, there and back, and that of others."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from allegiance.errors import UnreadableDocument
from allegiance.statements.statement import Statement
from tests.datasets.conftest import Said, told
from tests.datasets.graphs import goes_and_returns, statements

GEPHI = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">
  <meta lastmodifieddate="2016-01-01"><creator>Gephi 0.9</creator></meta>
  <graph defaultedgetype="undirected" mode="static">
    <attributes class="edge"><attribute id="7" title="Relationship" type="string"/></attributes>
    <nodes><node id="0" label="Gondor"/><node id="1" label="Mordor"/><node id="2" label="Rohan"/></nodes>
    <edges>
      <edge id="0" source="0" target="1" start="2012" end="2013"><attvalues><attvalue for="7" value="Enemies"/></attvalues></edge>
      <edge id="1" source="0" target="2" type="directed"><attvalues><attvalue for="7" value="armed by"/></attvalues></edge>
      <edge id="2" source="1" target="2"><attvalues><attvalue for="7" value="cousins"/></attvalues></edge>
      <edge id="3" source="1" target="2" weight="-2.0"/>
    </edges>
  </graph>
</gexf>
"""


@settings(max_examples=25)
@given(statements())
def test_what_leaves_comes_back(said: list[Statement]) -> None:
    with TemporaryDirectory() as folder:
        goes_and_returns(said, Path(folder) / "a.gexf", "gexf")


def test_a_graph_of_gephi(said: Said) -> None:
    reading, found = said(GEPHI, "a.gexf")
    assert reading.form.name == "gexf"
    assert told(found) == [
        ("Gondor", "oppose", "Mordor"),
        ("Rohan", "arm", "Gondor"),
        ("Mordor", "oppose", "Rohan"),
    ]
    assert [each.mutual for each in found] == [True, False, True]
    assert found[0].time
    assert found[0].time.edtf == "2012/2013"
    assert "relationship: Enemies" in found[0].sentence
    (why,) = reading.silences
    assert why.startswith("relationship 'cousins' is no relation that is known")


def test_a_label_that_the_user_explains(said: Said, tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("relations:\n  cousins: {relation: ally}\n")
    reading, found = said(GEPHI, "a.gexf", labels=mine)
    assert ("Mordor", "ally", "Rohan") in told(found)
    assert not reading.silences


def test_networkx_writes_what_we_read(tmp_path: Path) -> None:
    networkx = pytest.importorskip("networkx")
    made = networkx.DiGraph()
    made.add_edge("Gondor", "Rohan", sign=1)
    made.add_edge("Gondor", "Mordor", sign=-1)
    networkx.write_gexf(made, tmp_path / "n.gexf")
    from tests.datasets.conftest import whole

    _, found = whole(tmp_path / "n.gexf")
    assert told(found) == [("Gondor", "ally", "Rohan"), ("Gondor", "oppose", "Mordor")]


def test_an_edge_without_an_end_is_told_or_left_out(said: Said) -> None:
    wrong = GEPHI.replace('target="1" start', 'target="9" start')
    with pytest.raises(UnreadableDocument, match=r"a.gexf, line 8: the edge's end '9' is no node"):
        said(wrong, "a.gexf")
    reading, found = said(wrong, "a.gexf", skip_bad=True)
    assert len(found) == 2
    assert [each.line for each in reading.rejected] == [8]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GEPHI[:-30], "line 1[0-9]: the XML cannot be read on from here"),
        ("<gexf><graph><nodes><node id='a'></nodes></graph></gexf>", "mismatched tag"),
        ('<!DOCTYPE gexf [<!ENTITY a "b">]><gexf>&a;</gexf>', "line 1: the file declares the entity"),
        ('<!DOCTYPE gexf [<!ENTITY a SYSTEM "file:///etc/passwd">]><gexf>&a;</gexf>', "declares"),
    ],
)  # fmt: skip
def test_a_file_that_is_broken_or_dangerous_is_refused(said: Said, text: str, message: str) -> None:
    with pytest.raises(UnreadableDocument, match=message):
        said(text, "a.gexf")


def test_another_file_is_no_gexf(said: Said) -> None:
    with pytest.raises(UnreadableDocument, match="is no GEXF"):
        said("<svg/>", "a.svg", format="gexf")
