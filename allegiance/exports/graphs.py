"""Ties as graphs: GEXF 1.3 for Gephi, GraphML for everything else.

GEXF 1.3 (https://gexf.net) draws edges over time and in parallel, by their `kind`. GraphML
(Brandes et al. 2002, Graph Drawing, LNCS 2265) has no time: `first` and `last` are attributes.
"""

from collections.abc import Iterable, Iterator
from typing import TextIO
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import msgspec

from allegiance.exports.format import Format, Written
from allegiance.exports.network import Edge, Node, Value, graph
from allegiance.exports.rows import clean
from allegiance.statements.statement import Statement


def write_gexf(statements: Iterable[Statement], out: TextIO) -> Written:
    """A dynamic graph, an edge for each tie.

    Symmetric ties are undirected edges. Gephi reads such mixed graphs; a library that does not
    (networkx) reads the GraphML.
    """
    nodes, edges = graph(statements)
    out.write(GEXF_HEAD.format(escape(DISCLAIMER)))
    for kind, names in (("node", NODE), ("edge", EDGE)):
        declared = ET.Element("attributes", {"class": kind, "mode": "static"})
        for name, type_ in names.items():
            ET.SubElement(declared, "attribute", {"id": name, "title": name, "type": type_.gexf})
        _element(declared, 2, out)
    out.write("    <nodes>\n")
    _all(map(_gexf_node, nodes), 3, out)
    out.write("    </nodes>\n    <edges>\n")
    count = _all(map(_gexf_edge, edges), 3, out)
    out.write("    </edges>\n  </graph>\n</gexf>\n")
    return Written(written=count)


def write_graphml(statements: Iterable[Statement], out: TextIO) -> Written:
    """A directed graph, an edge for each tie; `symmetric` marks those that are read both ways."""
    nodes, edges = graph(statements)
    out.write(GRAPHML_HEAD.format(escape(DISCLAIMER)))
    for kind, names in (("node", GRAPHML_NODE), ("edge", GRAPHML_EDGE)):
        for name, type_ in names.items():
            key = {"id": f"{kind}_{name}", "for": kind}
            key |= {"attr.name": name, "attr.type": type_.graphml}
            _element(ET.Element("key", key), 1, out)
    out.write('  <graph id="ties" edgedefault="directed">\n')
    _all(map(_graphml_node, nodes), 2, out)
    count = _all(map(_graphml_edge, edges), 2, out)
    out.write("  </graph>\n</graphml>\n")
    return Written(written=count)


class Type(msgspec.Struct, frozen=True, kw_only=True):
    """What the two formats call one type of value."""

    gexf: str
    graphml: str


TEXT = Type(gexf="string", graphml="string")
WHOLE = Type(gexf="integer", graphml="int")
REAL = Type(gexf="double", graphml="double")
TRUTH = Type(gexf="boolean", graphml="boolean")

NODE = {"kind": TEXT, "country": TEXT, "latitude": REAL, "longitude": REAL}
EDGE = {
    "relation": TEXT, "sign": WHOLE, "symmetric": TRUTH, "theatre": TEXT, "certainty": TEXT,
    "alleged": TRUTH, "strength": REAL, "affirmed": WHOLE, "denied": WHOLE, "certain": WHOLE,
    "probable": WHOLE, "possible": WHOLE, "unknown": WHOLE, "documents": WHOLE, "sources": WHOLE,
    "first": TEXT, "last": TEXT, "precision": TEXT, "widened": TRUTH, "voices": TEXT,
    "evidence": TEXT, "statements": TEXT,
}  # fmt: skip
GRAPHML_NODE = {"name": TEXT} | NODE
GRAPHML_EDGE = {"kind": TEXT, "weight": REAL, "spells": TEXT} | EDGE

VIZ = "http://gexf.net/1.3/viz"
COLOURS = {1: (31, 138, 91), -1: (196, 62, 58), 0: (128, 128, 128)}
DISCLAIMER = "What documents say of these actors, each edge with a sentence; not what is true."
GEXF_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
  <meta>
    <creator>Allegiance</creator>
    <description>{}</description>
  </meta>
  <graph mode="dynamic" defaultedgetype="directed" idtype="string" timeformat="date" timerepresentation="interval">
"""
GRAPHML_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <desc>{}</desc>
"""
FORMATS = (
    Format(
        name="gexf", gloss="a graph over time, for Gephi", suffix=".gexf", write=write_gexf
    ),
    Format(
        name="graphml", gloss="a graph, for yEd, igraph or networkx", suffix=".graphml",
        write=write_graphml,
    ),
)  # fmt: skip


def _gexf_node(node: Node) -> ET.Element:
    element = ET.Element("node", {"id": clean(node.id), "label": clean(node.name)})
    _attvalues(element, node.attributes)
    return element


def _gexf_edge(edge: Edge) -> ET.Element:
    element = ET.Element(
        "edge",
        {
            "id": edge.id,
            "source": clean(edge.source),
            "target": clean(edge.target),
            "type": "undirected" if edge.symmetric else "directed",
            "label": clean(str(edge.attributes["relation"])),
            "kind": clean(edge.kind),
            "weight": str(edge.weight),
        },
    )
    _attvalues(element, edge.attributes)
    if edge.spells:
        told_of = ET.SubElement(element, "spells")
        for first, last in edge.spells:
            ET.SubElement(told_of, "spell", {"start": first, "end": last})
    red, green, blue = COLOURS[edge.sign]
    ET.SubElement(element, "viz:color", {"r": str(red), "g": str(green), "b": str(blue)})
    ET.SubElement(element, "viz:shape", {"value": "dashed" if edge.alleged else "solid"})
    return element


def _graphml_node(node: Node) -> ET.Element:
    element = ET.Element("node", {"id": clean(node.id)})
    _data(element, "node", {"name": node.name, **node.attributes})
    return element


def _graphml_edge(edge: Edge) -> ET.Element:
    ends = {"source": clean(edge.source), "target": clean(edge.target)}
    element = ET.Element("edge", {"id": edge.id} | ends)
    stretches = "; ".join(f"{first}/{last}" for first, last in edge.spells)
    own: dict[str, Value] = {"kind": edge.kind, "weight": edge.weight, "spells": stretches}
    _data(element, "edge", own | edge.attributes)
    return element


def _attvalues(parent: ET.Element, attributes: dict[str, Value]) -> None:
    values = ET.SubElement(parent, "attvalues")
    for name, value in attributes.items():
        ET.SubElement(values, "attvalue", {"for": name, "value": _written(value)})


def _data(parent: ET.Element, kind: str, attributes: dict[str, Value]) -> None:
    for name, value in attributes.items():
        ET.SubElement(parent, "data", {"key": f"{kind}_{name}"}).text = _written(value)


def _written(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else clean(str(value))


def _all(elements: Iterator[ET.Element], level: int, out: TextIO) -> int:
    """Write elements as they come, so that no whole file is ever in memory; how many."""
    count = 0
    for element in elements:
        _element(element, level, out)
        count += 1
    return count


def _element(element: ET.Element, level: int, out: TextIO) -> None:
    ET.indent(element, level=level)
    out.write("  " * level + ET.tostring(element, encoding="unicode") + "\n")
