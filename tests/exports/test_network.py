"""Ties as nodes and edges: dates are widened, and say so."""

import pytest

from allegiance.exports.network import days, graph, precision, spells, widened
from tests.exports.conftest import during, say


def test_without_a_date_there_is_no_precision() -> None:
    past = say("Gondor", "arm", "Rohan", time_status="past", date="3019")
    assert precision(past) == "none"
    assert days(past) is None
    assert not widened(past)


@pytest.mark.parametrize(
    ("date", "widest", "is_wider"),
    [
        ("3019", ("3019-01-01", "3019-12-31"), True),
        ("2012-02", ("2012-02-01", "2012-02-29"), True),
        ("3019-03-25", ("3019-03-25", "3019-03-25"), False),
    ],
)
def test_a_year_is_widened_to_its_days(date: str, widest: tuple[str, str], is_wider: bool) -> None:
    said = say("Gondor", "arm", "Rohan", date=date)
    assert days(said) == widest
    assert widened(said) is is_wider


def test_spells_that_overlap_are_one() -> None:
    told = [("3018-01-01", "3018-06-30"), ("3018-05-01", "3018-12-31"), ("3020-01-01", None)]
    said = [say("Gondor", "arm", "Rohan", time=during(*each)) for each in told]
    assert spells(said) == (("3018-01-01", "3018-12-31"), ("3020-01-01", "3020-01-01"))


def test_every_tie_is_an_edge_of_its_own_kind() -> None:
    nodes, edges = graph(
        [say("A", "arm", "B"), say("A", "fight", "B"), say("A", "arm", "B", id="2")]
    )
    assert [node.id for node in nodes] == ["a", "b"]
    assert sorted((edge.kind, edge.sign) for edge in edges) == [("arm", 1), ("fight", -1)]
