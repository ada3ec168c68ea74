"""networkx reads the signed network."""

from importlib import import_module
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from allegiance.exports import pajek
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


def test_a_denial_is_no_hostility() -> None:
    denied = say("Gondor", "ally", "Rohan", polarity="negative")
    drawn, result = read(denied, say("Gondor", "negotiate", "Rohan"))
    assert drawn.number_of_edges() == 0
    assert result == Written(written=0, left_out=2, why="they have no sign, or nobody affirms them")


def test_two_actors_of_one_name_stay_two() -> None:
    namesake = replace(end("Rohan"), id="rohan-2")
    drawn, _ = read(say("Gondor", "arm", "Rohan"), say("Gondor", "fund", namesake))
    assert set(drawn.nodes) == {"Gondor", "Rohan", "Rohan (rohan-2)"}


@settings(max_examples=25, deadline=None)
@given(st.lists(STATEMENTS, max_size=4))
def test_any_names_are_read(statements: list[Statement]) -> None:
    drawn, result = read(*statements, *odd())
    assert drawn.number_of_edges() == result.written
