"""GraphML: graphs of networkx, igraph, yEd, Gephi and our own export.

Brandes, Eiglsperger, Herman, Himsolt and Marshall (2002), GraphML Progress Report, Graph Drawing,
LNCS 2265.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from allegiance.datasets import graph, markup
from allegiance.datasets.blocks import Block
from allegiance.datasets.graph import Edge, Node
from allegiance.datasets.labels import labels
from allegiance.datasets.reading import Reading
from allegiance.datasets.rows import checksum
from allegiance.datasets.sources import Given, Source, from_rows
from allegiance.errors import UnreadableDocument

NAMES = ("name", "label", "Label", "title", "NodeLabel", "d_label")
OURS = "What documents say of these actors, each edge with a sentence; not what is true."


def documents(reading: Reading, given: Given) -> Iterator[Block]:
    """Each edge is a row. The nodes may stand anywhere in the file, so it is read twice."""
    checksum(reading.path)
    nodes: dict[str, Node] = {}
    ours = False
    for found in _parts(reading.path):
        if isinstance(found, Node):
            nodes[found.id] = found
        elif isinstance(found, str):
            ours = ours or found.strip() == OURS
    edges = (found for found in _parts(reading.path) if isinstance(found, Edge))
    rows = graph.cells(nodes, edges, ours=ours)
    yield from from_rows(reading, given, rows, graph.claims(labels(given.labels)))


class _Open:
    """A node or an edge whose data are coming."""

    def __init__(self, event: markup.Start, directed: bool) -> None:
        self.event = event
        self.directed = directed
        self.values: dict[str, str] = {}


def _parts(path: Path) -> Iterator[Node | Edge | str]:
    """The nodes and edges, and what the file says of itself."""
    titles: dict[str, str] = {}
    defaults: dict[str, dict[str, str]] = {"node": {}, "edge": {}, "all": {}}
    open_: list[_Open] = []
    key, kind, known, directed = "", "", False, True
    for event in markup.events(path):
        if isinstance(event, markup.Start):
            told = event.attributes
            if event.name == "graphml":
                known = True
            elif event.name == "key":
                key, kind = told.get("id", ""), told.get("for", "all")
                titles[key] = told.get("attr.name") or told.get("yfiles.type") or key
            elif event.name == "graph":
                directed = told.get("edgedefault", "directed") != "undirected"
            elif event.name in ("node", "edge"):
                open_.append(_Open(event, directed))
            elif event.name == "data":
                key = told.get("key", "")
        elif event.name == "default":
            defaults.setdefault(kind, {})[titles.get(key, key)] = event.text.strip()
        elif event.name in ("data", "NodeLabel", "EdgeLabel") and open_:
            _take(open_[-1].values, event, titles.get(key, key))
        elif event.name == "desc" and not open_:
            yield event.text
        elif event.name in ("node", "edge") and open_:
            done = open_.pop()
            values = {**defaults["all"], **defaults[event.name], **done.values}
            yield _node(done, values) if event.name == "node" else _edge(done, values)
    if not known:
        raise UnreadableDocument(
            f"{path} is no GraphML: it has no element `graphml`; name another format"
        )


def _take(values: dict[str, str], event: markup.End, title: str) -> None:
    """A value under its title; what yEd writes on a node or an edge is its label."""
    name = title if event.name == "data" else "label"
    if event.text.strip():
        values.setdefault(name, event.text.strip())


def _node(done: _Open, values: Mapping[str, str]) -> Node:
    id_ = done.event.attributes.get("id", "")
    name = next((values[each] for each in NAMES if values.get(each)), id_)
    return Node(id_, name, values)


def _edge(done: _Open, values: Mapping[str, str]) -> Edge:
    told = done.event.attributes
    way = told.get("directed")
    return Edge(
        source=told.get("source", ""),
        target=told.get("target", ""),
        attributes=values,
        directed=done.directed if way is None else way == "true",
        spells=(),
        line=done.event.line,
    )


FORMAT = Source(
    name="graphml",
    gloss="GraphML graphs: of networkx, igraph, yEd and our own export",
    outlet="GraphML graph",
    licence="that of the graph",
    columns=graph.COLUMNS,
    also=graph.ALSO,
    names=graph.NAMES,
    shown=graph.SHOWN,
    fits=lambda path, head: b"<graphml" in head,
    open=documents,
)
