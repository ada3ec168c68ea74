"""networkx and igraph read the signed network."""

from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from allegiance.exports import pajek, write
from allegiance.exports.format import Written
from allegiance.statements.statement import Statement
from tests.exports.conftest import ITHILIEN, STATEMENTS, end, odd, say, text

nx: Any = import_module("networkx")

(PAJEK,) = pajek.FORMATS


def read(*statements: Statement) -> tuple[Any, Written]:
    written, result = text(PAJEK, *statements)
    return nx.parse_pajek(written.split("\n")), result


def test_the_sign_is_the_sign_of_the_value() -> None:
    fight = say("Gondor", "fight", "Mordor", place=ITHILIEN, certainty="possible")
    drawn, result = read(say("Gondor", "arm", "Rohan"), fight, say("Rohan", "ally", "Gondor"))
    assert result == Written(written=3)
    found = {(one, other): data for one, other, data in drawn.edges(data=True)}
    assert found["Gondor", "Rohan"]["weight"] > 0
    assert found["Gondor", "Mordor"] == {"weight": -0.4, "l": "fight, GO"}


def test_igraph_reads_signs_weights_and_names(tmp_path: Path) -> None:
    igraph = pytest.importorskip("igraph")
    fight = say("Gondor", "fight", "Mordor", place=ITHILIEN, certainty="possible")
    elves = end('Éowyn\'s "Elves"')
    path = tmp_path / "ties.net"
    write([say("Gondor", "arm", "Rohan"), fight, say("Gondor", "fund", elves)], path)
    drawn, found = by_igraph(igraph, path)
    assert drawn.is_directed()
    assert found == {
        ("Gondor", "Rohan"): pytest.approx(1.0),
        ("Gondor", "Mordor"): pytest.approx(-0.4),
        ("Gondor", "Éowyn's 'Elves'"): pytest.approx(1.0),
    }


def test_edges_take_no_direction_from_arcs(tmp_path: Path) -> None:
    igraph = pytest.importorskip("igraph")
    path = tmp_path / "ties.net"
    ally = say("Rohan", "ally", "Ents")
    write([ally], path)
    drawn, found = by_igraph(igraph, path)
    assert not drawn.is_directed()
    assert len(found) == 1
    write([ally, say("Rohan", "arm", "Gondor")], path)
    for directed, weights in (
        (by_igraph(igraph, path)[0].is_directed(), by_igraph(igraph, path)[1]),
        (nx.read_pajek(path).is_directed(), nx.get_edge_attributes(nx.read_pajek(path), "weight")),
    ):
        assert directed
        assert ("Rohan", "Gondor") in {edge[:2] for edge in weights}


def test_a_denial_is_no_hostility() -> None:
    denied = say("Gondor", "ally", "Rohan", polarity="negative")
    drawn, result = read(denied, say("Gondor", "negotiate", "Rohan"))
    assert drawn.number_of_edges() == 0
    assert result == Written(written=0, left_out=2, why="they have no sign, or nobody affirms them")


def test_two_actors_of_one_name_stay_two() -> None:
    namesake = replace(end("Rohan"), id="rohan-2")
    drawn, _ = read(say("Gondor", "arm", "Rohan"), say("Gondor", "fund", namesake))
    assert set(drawn.nodes) == {"Gondor", "Rohan", "Rohan (rohan-2)"}


def by_igraph(igraph: Any, path: Path) -> tuple[Any, dict[tuple[str, str], float]]:
    """What igraph reads, and the weight of each line by the names of its ends."""
    drawn = igraph.Graph.Read_Pajek(str(path))
    names = drawn.vs["name"]
    return drawn, {(names[each.source], names[each.target]): each["weight"] for each in drawn.es}


@settings(max_examples=25, deadline=None)
@given(st.lists(STATEMENTS, max_size=4))
def test_any_names_are_read(statements: list[Statement]) -> None:
    drawn, result = read(*statements, *odd())
    assert drawn.number_of_edges() == result.written
    igraph = pytest.importorskip("igraph")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ties.net"
        write([*statements, *odd()], path)
        by_another, _ = by_igraph(igraph, path)
    assert by_another.ecount() == result.written
    assert set(by_another.vs["name"]) == set(drawn.nodes)
