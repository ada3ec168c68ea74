"""GEXF: graphs of Gephi, networkx and our own export, versions 1.1 to 1.3 (https://gexf.net)."""

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


def documents(reading: Reading, given: Given) -> Iterator[Block]:
    """Each edge is a row. The nodes may stand anywhere in the file, so it is read twice."""
    checksum(reading.path)
    nodes: dict[str, Node] = {}
    ours = False
    for found in _parts(reading.path):
        if isinstance(found, Node):
            nodes[found.id] = found
        elif isinstance(found, str):
            ours = found.strip() == "Allegiance"
    edges = (found for found in _parts(reading.path) if isinstance(found, Edge))
    rows = graph.cells(nodes, edges, ours=ours)
    yield from from_rows(reading, given, rows, graph.claims(labels(given.labels)))


def _parts(path: Path) -> Iterator[Node | Edge | str]:
    """The nodes and edges, and who made the file.

    A node may hold others (1.1), so what is open is a stack.
    """
    titles: dict[tuple[str, str], str] = {}
    kind, open_nodes, known = "", list[_Open](), False
    edge: _Open | None = None
    directed = True
    for event in markup.events(path):
        if isinstance(event, markup.Start):
            told = event.attributes
            if event.name == "gexf":
                known = True
            elif event.name == "graph":
                directed = told.get("defaultedgetype", "undirected") != "undirected"
            elif event.name == "attributes":
                kind = told.get("class", "")
            elif event.name == "attribute":
                titles[kind, told.get("id", "")] = told.get("title") or told.get("id", "")
            elif event.name == "node":
                open_nodes.append(_Open(told, event.line))
            elif event.name == "edge":
                edge = _Open(told, event.line)
            elif event.name in ("attvalue", "spell", "slice"):
                holder = edge or (open_nodes[-1] if open_nodes else None)
                if holder is not None:
                    holder.take(event, titles, "edge" if edge else "node")
        elif event.name == "creator":
            yield event.text
        elif event.name == "node" and open_nodes:
            yield open_nodes.pop().node()
        elif event.name == "edge" and edge is not None:
            yield edge.edge(directed)
            edge = None
    if not known:
        raise UnreadableDocument(
            f"{path} is no GEXF: it has no element `gexf`; name another format"
        )


class _Open:
    """A node or an edge whose values are coming."""

    def __init__(self, told: Mapping[str, str], line: int) -> None:
        self._told = told
        self._line = line
        self._values: dict[str, str] = {}
        self._spells: list[tuple[str, str]] = []

    def take(self, event: markup.Start, titles: dict[tuple[str, str], str], kind: str) -> None:
        told = event.attributes
        if event.name == "attvalue":
            key = told.get("for") or told.get("id", "")
            self._values[titles.get((kind, key), key)] = told.get("value", "")
        else:
            self._spells.append(_interval(told))

    def node(self) -> Node:
        name = self._told.get("label") or self._told.get("id", "")
        return Node(self._told.get("id", ""), name, self._values)

    def edge(self, directed: bool) -> Edge:
        own = {
            name: self._told[name] for name in ("label", "kind", "weight", "relation")
            if self._told.get(name)
        }  # fmt: skip
        type_ = self._told.get("type")
        spells = self._spells or [each for each in [_interval(self._told)] if any(each)]
        return Edge(
            source=self._told.get("source", ""),
            target=self._told.get("target", ""),
            attributes=own | self._values,
            directed=directed if type_ is None else type_ != "undirected",
            spells=tuple(spells),
            line=self._line,
        )


def _interval(told: Mapping[str, str]) -> tuple[str, str]:
    """Start and end, or the one moment; an open side is where the other stands."""
    moment = told.get("timestamp", "")
    first = told.get("start") or told.get("startopen") or moment
    last = told.get("end") or told.get("endopen") or moment
    return first or last, last or first


FORMAT = Source(
    name="gexf",
    gloss="GEXF graphs: of Gephi, networkx and our own export",
    outlet="GEXF graph",
    licence="that of the graph",
    columns=graph.COLUMNS,
    also=graph.ALSO,
    names=graph.NAMES,
    shown=graph.SHOWN,
    fits=lambda path, head: b"<gexf" in head,
    open=documents,
)
