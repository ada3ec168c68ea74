"""Ties as graphs: GEXF 1.3 for Gephi, GraphML for everything else.

GEXF 1.3 (https://gexf.net) draws edges over time and in parallel, by their `kind`. GraphML
(Brandes et al. 2002, Graph Drawing, LNCS 2265) has no time: `first` and `last` are attributes.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO, get_args
from xml.etree import ElementTree as ET

import msgspec

from allegiance.exports.format import Format, Written
from allegiance.network.ties import Party, Tie, tie, told
from allegiance.ontology.relations import relation
from allegiance.statements.statement import Certainty, Statement

Value = str | int | float | bool
Spell = tuple[str, str]


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """A tie as graphs know it.

    `kind` keeps parallel edges apart: the relation, and the theatre where one is told. `weight`
    is above zero, as layouts need it; the sign is an attribute. `spells` are the days it is told
    of (denied, where nobody affirms it), first to last, each stretch on its own; without any the edge is always there.
    """

    id: str
    source: str
    target: str
    kind: str
    symmetric: bool
    weight: float
    sign: int
    alleged: bool
    attributes: dict[str, Value]
    spells: tuple[Spell, ...]


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """An actor or a place that a tie relates."""

    id: str
    name: str
    attributes: dict[str, Value]


def write_gexf(statements: Iterable[Statement], out: TextIO) -> Written:
    """A dynamic graph, an edge for each tie.

    Symmetric ties are undirected edges. Gephi reads such mixed graphs; a library that does not
    (networkx) reads the GraphML.
    """
    nodes, edges = graph(statements)
    ET.register_namespace("viz", VIZ)
    gexf = ET.Element("gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"})
    meta = ET.SubElement(gexf, "meta")
    ET.SubElement(meta, "creator").text = "Allegiance"
    ET.SubElement(meta, "description").text = DISCLAIMER
    root = ET.SubElement(
        gexf,
        "graph",
        {
            "mode": "dynamic",
            "defaultedgetype": "directed",
            "idtype": "string",
            "timeformat": "date",
            "timerepresentation": "interval",
        },
    )
    for kind, names in (("node", NODE), ("edge", EDGE)):
        declared = ET.SubElement(root, "attributes", {"class": kind, "mode": "static"})
        for name, type_ in names.items():
            ET.SubElement(declared, "attribute", {"id": name, "title": name, "type": type_.gexf})
    drawn = ET.SubElement(root, "nodes")
    for node in nodes:
        element = ET.SubElement(drawn, "node", {"id": clean(node.id), "label": clean(node.name)})
        _attvalues(element, node.attributes)
    drawn = ET.SubElement(root, "edges")
    for edge in edges:
        _gexf_edge(drawn, edge)
    return _finish(gexf, out, len(edges))


def write_graphml(statements: Iterable[Statement], out: TextIO) -> Written:
    """A directed graph, an edge for each tie; `symmetric` marks those that are read both ways."""
    nodes, edges = graph(statements)
    graphml = ET.Element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    ET.SubElement(graphml, "desc").text = DISCLAIMER
    for kind, names in (("node", {"name": TEXT} | NODE), ("edge", GRAPHML_EDGE)):
        for name, type_ in names.items():
            ET.SubElement(
                graphml,
                "key",
                {
                    "id": f"{kind}_{name}",
                    "for": kind,
                    "attr.name": name,
                    "attr.type": type_.graphml,
                },
            )
    root = ET.SubElement(graphml, "graph", {"id": "ties", "edgedefault": "directed"})
    for node in nodes:
        element = ET.SubElement(root, "node", {"id": clean(node.id)})
        _data(element, "node", {"name": node.name, **node.attributes})
    for edge in edges:
        ends = {"source": clean(edge.source), "target": clean(edge.target)}
        element = ET.SubElement(root, "edge", {"id": edge.id} | ends)
        stretches = "; ".join(f"{first}/{last}" for first, last in edge.spells)
        own: dict[str, Value] = {"kind": edge.kind, "weight": edge.weight, "spells": stretches}
        _data(element, "edge", own | edge.attributes)
    return _finish(graphml, out, len(edges))


def graph(statements: Iterable[Statement]) -> tuple[list[Node], list[Edge]]:
    """The nodes and edges of the ties that statements make, in the order of the ties."""
    ties = tie(statements)
    return list(_nodes(ties)), [_edge(tied, f"tie{n}") for n, tied in enumerate(ties)]


def spells(statements: Iterable[Statement]) -> tuple[Spell, ...]:
    """The days that statements are told of, in order, overlapping ones joined."""
    joined: list[Spell] = []
    for first, last in sorted(filter(None, map(_days, statements))):
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return tuple(joined)


def precision(said: Statement) -> str:
    """How fine its date is told: "day", "month" or "year"; "none" where no date is told."""
    first, last = told(said)
    if first is None or last is None:
        return "none"
    edtf = said.time.edtf if said.time else None
    if edtf:
        told_as = min((date.count("-") for date in DATES.findall(edtf)), default=0)
    else:
        told_as = 0 if first.endswith("-01-01") and last.endswith("-12-31") else 2
    return ("year", "month", "day")[min(told_as, first.count("-"), last.count("-"))]


def clean(text: str) -> str:
    """Text without the characters that XML cannot hold: each becomes U+FFFD."""
    return UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)


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
GRAPHML_EDGE = {"kind": TEXT, "weight": REAL, "spells": TEXT} | EDGE

VIZ = "http://gexf.net/1.3/viz"
COLOURS = {1: (31, 138, 91), -1: (196, 62, 58), 0: (128, 128, 128)}
LEAST = 0.01
DISCLAIMER = "What documents say of these actors, each edge with a sentence; not what is true."
UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FINENESS = ("year", "month", "day")
DATES = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")

FORMATS = (
    Format(
        name="gexf", gloss="a graph over time, for Gephi", suffix=".gexf", write=write_gexf
    ),
    Format(
        name="graphml", gloss="a graph, for yEd, igraph or networkx", suffix=".graphml",
        write=write_graphml,
    ),
)  # fmt: skip


def _nodes(ties: Sequence[Tie]) -> Iterator[Node]:
    parties: dict[str, tuple[Party, Statement]] = {}
    for tied in ties:
        for party in (tied.source, tied.target):
            parties.setdefault(party.id, (party, tied.statements[0]))
    for party, said in parties.values():
        end = next((end for end in (said.source, said.target) if end.id == party.id), None)
        attributes: dict[str, Value | None] = {
            "kind": party.kind,
            "country": party.country,
            "latitude": end.lat if end else None,
            "longitude": end.lon if end else None,
        }
        yield Node(id=party.id, name=party.name, attributes=_known(attributes))


def _edge(tied: Tie, identity: str) -> Edge:
    said = tied.statements
    affirmed = [each for each in said if each.polarity == "positive"] or said
    dated = {precision(each) for each in affirmed if _days(each)}
    fineness = min(dated, key=FINENESS.index, default="none")
    attributes: dict[str, Value | None] = {
        "relation": tied.relation,
        "sign": tied.sign,
        "symmetric": tied.symmetric,
        "theatre": tied.theatre,
        "certainty": _certainty(tied),
        "alleged": tied.alleged,
        "strength": tied.strength,
        "affirmed": tied.affirmed,
        "denied": tied.denied,
        "certain": tied.certain,
        "probable": tied.probable,
        "possible": tied.possible,
        "unknown": tied.unknown,
        "documents": tied.documents,
        "sources": tied.sources,
        "first": tied.first,
        "last": tied.last,
        "precision": fineness,
        "widened": fineness in ("year", "month"),
        "voices": "; ".join(tied.voices),
        "evidence": " | ".join(dict.fromkeys(each.sentence for each in said)),
        "statements": "; ".join(each.id for each in said),
    }
    return Edge(
        id=identity,
        source=tied.source.id,
        target=tied.target.id,
        kind=_kind(tied),
        symmetric=tied.symmetric,
        weight=max(tied.strength, LEAST),
        sign=tied.sign,
        alleged=tied.alleged,
        attributes=_known(attributes),
        spells=spells(affirmed),
    )


def _kind(tied: Tie) -> str:
    """What keeps it apart from the other edges of the pair: "fight (mutual), ML"."""
    told_of_both = tied.symmetric and not relation(tied.relation).symmetric
    name = f"{tied.relation} (mutual)" if told_of_both else tied.relation
    return f"{name}, {tied.theatre}" if tied.theatre else name


def _certainty(tied: Tie) -> str:
    """The firmest certainty that anyone affirms it with; "denied" where nobody does."""
    levels = {
        "certain": tied.certain,
        "probable": tied.probable,
        "possible": tied.possible,
        "unknown": tied.unknown,
    }
    return next((level for level in get_args(Certainty) if levels[level]), "denied")


def _known(attributes: dict[str, Value | None]) -> dict[str, Value]:
    return {name: value for name, value in attributes.items() if value is not None}


def _days(said: Statement) -> Spell | None:
    """The first and last day of what it is told of, widened from a year or a month."""
    first, last = told(said)
    if not (first and last and DATE.fullmatch(first) and DATE.fullmatch(last)):
        return None
    days = first + "-01-01"[len(first) - 4 :], _last_day(last)
    return days if days[0] <= days[1] else None


def _last_day(date: str) -> str:
    """The last day of an ISO date or prefix: of the year, of the month, or itself."""
    if len(date) == len("2012"):
        return f"{date}-12-31"
    if len(date) == len("2012-02"):
        return f"{date}-{monthrange(int(date[:4]), int(date[5:]))[1]}"
    return date


def _gexf_edge(parent: ET.Element, edge: Edge) -> None:
    element = ET.SubElement(
        parent,
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
    colour = {"r": str(red), "g": str(green), "b": str(blue)}
    ET.SubElement(element, f"{{{VIZ}}}color", colour)
    ET.SubElement(element, f"{{{VIZ}}}shape", {"value": "dashed" if edge.alleged else "solid"})


def _attvalues(parent: ET.Element, attributes: dict[str, Value]) -> None:
    values = ET.SubElement(parent, "attvalues")
    for name, value in attributes.items():
        ET.SubElement(values, "attvalue", {"for": name, "value": _written(value)})


def _data(parent: ET.Element, kind: str, attributes: dict[str, Value]) -> None:
    for name, value in attributes.items():
        ET.SubElement(parent, "data", {"key": f"{kind}_{name}"}).text = _written(value)


def _written(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else clean(str(value))


def _finish(root: ET.Element, out: TextIO, edges: int) -> Written:
    ET.indent(root)
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(ET.tostring(root, encoding="unicode"))
    out.write("\n")
    return Written(written=edges)
