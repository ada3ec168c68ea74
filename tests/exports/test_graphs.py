"""Graphs that other programs read, with every tie, its sign, its days and its sentence."""

from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.exports import graphs, write
from allegiance.exports.format import Format, Written
from allegiance.exports.network import LEAST, Value, graph
from allegiance.exports.rows import clean
from allegiance.statements.statement import Statement, Time
from tests.exports.conftest import FARAMIR, ITHILIEN, STATEMENTS, during, end, odd, say, text

nx: Any = import_module("networkx")

GEXF, GRAPHML = graphs.FORMATS
NS = {"g": "http://gexf.net/1.3", "viz": graphs.VIZ}


def gexf(*statements: Statement) -> ET.Element:
    return ET.fromstring(text(GEXF, *statements)[0])


def edges(*statements: Statement) -> list[ET.Element]:
    return gexf(*statements).findall(".//g:edge", NS)


def values(element: ET.Element) -> dict[str | None, str | None]:
    return {each.get("for"): each.get("value") for each in element.iterfind(".//g:attvalue", NS)}


def networkx(form: Format, *statements: Statement) -> Any:
    written, _ = text(form, *statements)
    read = nx.read_gexf if form is GEXF else nx.read_graphml
    options = {} if form is GEXF else {"force_multigraph": True}
    return read(BytesIO(written.encode()), **options)


@pytest.mark.parametrize("form", [GEXF, GRAPHML])
def test_another_program_reads_it(form: Format) -> None:
    arm = say("Gondor", "arm", "Rohan", attribution=(FARAMIR,))
    fight = say("Gondor", "fight", "Rohan", place=ITHILIEN, sentence='"War" & <peace>.')
    drawn = networkx(form, arm, fight, say("Rohan", "fund", "Gondor", certainty="possible"))
    assert set(drawn.nodes) == {"gondor", "rohan"}
    assert drawn.number_of_edges() == 3
    found = {data["relation"]: data for _, _, data in drawn.edges(data=True)}
    assert {name: data["sign"] for name, data in found.items()} == {
        "arm": 1, "fight": -1, "fund": 1,
    }  # fmt: skip
    assert found["fight"]["evidence"] == '"War" & <peace>.'
    assert found["fight"]["theatre"] == "GO"
    assert found["fight"]["alleged"] is False
    assert found["arm"]["alleged"] is True
    assert found["arm"]["voices"] == "Faramir"
    assert found["fund"]["certainty"] == "possible"
    assert all(data["weight"] > 0 for data in found.values())


def test_igraph_reads_signs_weights_and_names(tmp_path: Path) -> None:
    igraph = pytest.importorskip("igraph")
    arm = say("Gondor", "arm", end("Éowyn & <Rohan>"), certainty="possible")
    denied = say("Gondor", "ally", "Mordor", polarity="negative")
    path = tmp_path / "ties.graphml"
    write([arm, say("Gondor", "fight", "Mordor", place=ITHILIEN), denied], path)
    drawn = igraph.Graph.Read_GraphML(str(path))
    names = drawn.vs["name"]
    assert drawn.is_directed()
    assert {
        each["relation"]: (names[each.source], names[each.target], each["sign"])
        for each in drawn.es
    } == {
        "arm": ("Gondor", "Éowyn & <Rohan>", 1),
        "fight": ("Gondor", "Mordor", -1),
        "ally": ("Gondor", "Mordor", 1),
    }
    _, made = graph([arm, say("Gondor", "fight", "Mordor", place=ITHILIEN), denied])
    assert {each["relation"]: each["weight"] for each in drawn.es} == {
        str(each.attributes["relation"]): pytest.approx(each.weight) for each in made
    }
    strengths = {each["relation"]: each["strength"] for each in drawn.es}
    assert strengths["arm"] > 0 > strengths["ally"]
    assert {each["kind"] for each in drawn.vs} == {"state"}


def test_the_graph_is_dynamic_and_names_its_version() -> None:
    written, result = text(GEXF, say("Gondor", "arm", "Rohan"))
    assert written.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<gexf')
    assert result == Written(written=1)
    root = ET.fromstring(written)
    assert root.get("version") == "1.3"
    drawn = root.find("g:graph", NS)
    assert drawn is not None
    assert (drawn.get("mode"), drawn.get("timerepresentation")) == ("dynamic", "interval")
    declared = {each.get("id") for each in root.iterfind(".//g:attribute", NS)}
    used = {each.get("for") for each in root.iterfind(".//g:attvalue", NS)}
    assert used <= declared


def test_parallel_edges_differ_in_kind() -> None:
    both = say("Gondor", "fight", "Mordor", mutual=True, place=ITHILIEN, id="2")
    drawn = edges(
        say("Gondor", "fight", "Mordor"),
        say("Gondor", "fight", "Mordor", place=ITHILIEN, id="1"),
        both,
        say("Gondor", "oppose", "Mordor"),
    )
    assert {each.get("kind") for each in drawn} == {
        "fight", "fight, GO", "fight (mutual), GO", "oppose",
    }  # fmt: skip


def test_a_symmetric_tie_has_no_arrow() -> None:
    ally, arm = sorted(
        edges(say("Gondor", "ally", "Rohan"), say("Gondor", "arm", "Rohan")),
        key=lambda edge: edge.get("kind") or "",
    )
    assert (ally.get("type"), values(ally)["symmetric"]) == ("undirected", "true")
    assert (arm.get("type"), values(arm)["symmetric"]) == ("directed", "false")


@pytest.mark.parametrize(("name", "sign"), [("ally", 1), ("fight", -1), ("negotiate", 0)])
def test_the_colour_is_that_of_the_sign(name: str, sign: int) -> None:
    (edge,) = edges(say("Gondor", name, "Rohan"))
    colour = edge.find("viz:color", NS)
    assert colour is not None
    assert tuple(int(colour.attrib[part]) for part in "rgb") == graphs.COLOURS[sign]


def test_what_is_only_alleged_is_dashed() -> None:
    shapes = [
        edge.find("viz:shape", NS)
        for edge in (
            *edges(say("Gondor", "arm", "Rohan")),
            *edges(say("Gondor", "arm", "Rohan", attribution=(FARAMIR,))),
        )
    ]
    assert [shape.get("value") for shape in shapes if shape is not None] == ["solid", "dashed"]


def test_a_denied_tie_says_so_and_weighs_least() -> None:
    (edge,) = edges(say("Gondor", "arm", "Rohan", polarity="negative"))
    assert values(edge)["certainty"] == "denied"
    assert edge.get("weight") == str(LEAST)
    assert float(values(edge)["strength"] or 0) < 0


def days(*statements: Statement) -> list[tuple[str | None, str | None]]:
    (edge,) = edges(*statements)
    return [(each.get("start"), each.get("end")) for each in edge.iterfind(".//g:spell", NS)]


def test_a_year_is_widened_and_flagged() -> None:
    year = say("Gondor", "arm", "Rohan", time=during("3018-01-01", "3018-12-31", "3018"))
    assert days(year) == [("3018-01-01", "3018-12-31")]
    flags = values(edges(year)[0])
    assert (flags["precision"], flags["widened"]) == ("year", "true")
    exact = say("Gondor", "arm", "Rohan", time=during("3018-02-03", "3018-02-03", "3018-02-03"))
    assert days(exact) == [("3018-02-03", "3018-02-03")]
    assert values(edges(exact)[0])["widened"] == "false"


def test_spells_join_where_they_overlap_and_leave_gaps() -> None:
    times = [
        during("3018-01-01", "3018-03-31"),
        during("3018-03-01", "3018-06-30"),
        during("3019-01-01", "3019-01-31"),
    ]
    told = [say("Gondor", "arm", "Rohan", id=str(n), time=time) for n, time in enumerate(times)]
    assert days(*told) == [("3018-01-01", "3018-06-30"), ("3019-01-01", "3019-01-31")]


def test_a_denial_adds_no_day_to_what_is_affirmed() -> None:
    yes = say("Gondor", "arm", "Rohan", id="yes", time=during("3018-01-01", "3018-01-31"))
    no = say(
        "Gondor", "arm", "Rohan", id="no", time=during("3019-01-01", "3019-01-31"),
        polarity="negative",
    )  # fmt: skip
    assert days(yes, no) == [("3018-01-01", "3018-01-31")]
    assert days(no) == [("3019-01-01", "3019-01-31")]


def test_what_has_no_date_is_always_there() -> None:
    undated = say("Gondor", "arm", "Rohan")
    assert days(undated) == []
    assert values(edges(undated)[0])["precision"] == "none"
    assert values(edges(undated)[0])["widened"] == "false"


@pytest.mark.parametrize(
    ("time", "date", "fineness", "told"),
    [
        (None, "3019", "year", [("3019-01-01", "3019-12-31")]),
        (None, "2012-02", "month", [("2012-02-01", "2012-02-29")]),
        (None, "3019-03-25", "day", [("3019-03-25", "3019-03-25")]),
        (None, None, "none", []),
        (during("2000-01-01", "2009-12-31", "200X"), None, "year", [("2000-01-01", "2009-12-31")]),
        (during("3018-01-01", None, "3018/.."), "3019-03", "year", [("3018-01-01", "3019-03-31")]),
        (during("3018-01-01", "3018-12-31"), None, "year", [("3018-01-01", "3018-12-31")]),
        (during("3018-05-01", "3018-05-31", "3018-05"), None, "month",
         [("3018-05-01", "3018-05-31")]),
        (during("3019-01-01", "3018-01-01"), None, "none", []),
        (during("long ago", "long ago"), None, "none", []),
    ],
)  # fmt: skip
def test_dates_are_no_finer_than_told(
    time: Time | None, date: str | None, fineness: str, told: list[tuple[str, str]]
) -> None:
    said = say("Gondor", "arm", "Rohan", time=time, date=date)
    assert days(said) == told
    assert values(edges(said)[0])["precision"] == fineness


def test_a_place_is_a_node_with_coordinates() -> None:
    town = end("Osgiliath", kind="place", country="GO", lat=3.0, lon=4.0)
    nodes = gexf(say("Gondor", "control", town)).findall(".//g:node", NS)
    found = {node.get("label"): values(node) for node in nodes}
    assert found["Osgiliath"] == {
        "kind": "place", "country": "GO", "latitude": "3.0", "longitude": "4.0",
    }  # fmt: skip
    assert found["Gondor"] == {"kind": "state"}


def test_graphml_keeps_days_and_direction() -> None:
    ally = say("Gondor", "ally", "Rohan", date="3019")
    drawn = networkx(GRAPHML, ally, say("Gondor", "arm", "Rohan"))
    found = {data["relation"]: data for _, _, data in drawn.edges(data=True)}
    assert found["ally"]["spells"] == "3019-01-01/3019-12-31"
    assert (found["ally"]["symmetric"], found["arm"]["symmetric"]) == (True, False)
    assert drawn.nodes["gondor"]["name"] == "Gondor"


@pytest.mark.parametrize("form", [GEXF, GRAPHML])
def test_nothing_gives_an_empty_graph(form: Format) -> None:
    assert networkx(form).number_of_nodes() == 0


@pytest.mark.parametrize("form", [GEXF, GRAPHML])
@given(name=st.text(min_size=1), sentence=st.text())
def test_any_text_gives_a_file_that_parses(form: Format, name: str, sentence: str) -> None:
    said = say(end(name), "arm", "Rohan", sentence=sentence)
    written, _ = text(form, said)
    ET.fromstring(written.encode("utf-8"))


@settings(max_examples=30, deadline=None)
@given(st.lists(STATEMENTS, max_size=4))
def test_graphml_brings_every_tie_back(statements: list[Statement]) -> None:
    """networkx reads what was written: nodes, parallel edges and each attribute with its type."""
    drawn = networkx(GRAPHML, *statements)
    nodes, made = graph(statements)
    assert set(drawn) == {clean(node.id) for node in nodes}
    for node in {clean(node.id): node for node in nodes}.values():
        wanted = {"name": fitting(node.name)} | fits(node.attributes)
        assert wanted.items() <= drawn.nodes[clean(node.id)].items()
    found = {
        identity: (source, target, data)
        for source, target, identity, data in drawn.edges(keys=True, data=True)
    }
    edges = {edge.id: edge for edge in made}
    assert set(found) == set(edges)
    for identity, edge in edges.items():
        source, target, data = found[identity]
        assert (source, target) == (clean(edge.source), clean(edge.target))
        own = {"kind": fitting(edge.kind), "weight": edge.weight}
        assert (own | fits(edge.attributes)).items() <= data.items()


@settings(max_examples=30, deadline=None)
@given(st.lists(STATEMENTS, max_size=4))
def test_gexf_brings_every_tie_back(statements: list[Statement]) -> None:
    """Gephi's reader cannot run here, and networkx reads no graph with both kinds of edges."""
    root = gexf(*statements)
    found = {edge.get("id"): edge for edge in root.iterfind(".//g:edge", NS)}
    _, made = graph(statements)
    edges = list(made)
    assert set(found) == {edge.id for edge in edges}
    for edge in edges:
        element = found[edge.id]
        assert element.get("source") == clean(edge.source)
        assert element.get("kind") == clean(edge.kind)
        assert float(element.attrib["weight"]) == edge.weight > 0
        spells = [(one.get("start"), one.get("end")) for one in element.iterfind(".//g:spell", NS)]
        assert tuple(spells) == edge.spells
        told = {name: as_text(value) for name, value in edge.attributes.items()}
        assert values(element) == told


def test_gexf_keeps_to_the_order_and_names_of_its_schema() -> None:
    """What gexf.net/1.3 asks: declared attributes, known ends, positive weights, one kind a pair."""
    root = gexf(*odd())
    assert [each.tag.partition("}")[2] for each in root] == ["meta", "graph"]
    drawn = root.find("g:graph", NS)
    assert drawn is not None
    tags = [each.tag.partition("}")[2] for each in drawn]
    assert tags == ["attributes", "attributes", "nodes", "edges"]
    nodes = {node.get("id") for node in root.iterfind(".//g:node", NS)}
    kinds = set()
    for edge in root.iterfind(".//g:edge", NS):
        assert {edge.get("source"), edge.get("target")} <= nodes
        kinds.add((edge.get("source"), edge.get("target"), edge.get("kind")))
        assert set(values(edge)) <= set(graphs.EDGE)
        inside = [each.tag.partition("}")[2] for each in edge]
        assert inside in (
            ["attvalues", "color", "shape"],
            ["attvalues", "spells", "color", "shape"],
        )
    assert len(kinds) == len(list(root.iterfind(".//g:edge", NS)))


def as_text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else clean(str(value))


def fitting(text: str) -> str:
    """Text of an element as XML has it: \\r\\n and \\r are \\n."""
    return clean(text).replace("\r\n", "\n").replace("\r", "\n")


def fits(attributes: dict[str, Value]) -> dict[str, Value]:
    return {
        name: fitting(value) if isinstance(value, str) else value
        for name, value in attributes.items()
    }
