"""Balance over time and triangles in a notebook are the analysis' own, drawn."""

import pytest

from allegiance.network.balance import NoBalance, series, triads
from allegiance.network.ties import read_at, tie
from allegiance.notebook import Network, Statements


def test_windows_are_those_of_the_series(statements: Statements, network: Network) -> None:
    said = read_at(list(statements))
    found = network.balance_over_time(years=5, step=5)
    wanted = series(said, years=5, step=5)
    assert [(each.label, each.statements) for each in found] == [
        (each.label, each.statements) for each in wanted
    ]
    for one, other in zip(found, wanted, strict=True):
        assert (one.balance and one.balance.upper) == (other.balance and other.balance.upper)


def test_windows_make_rows_and_a_table(network: Network) -> None:
    found = network.balance_over_time(years=5, step=5)
    rows = found.rows()
    assert [row["first"] for row in rows] == [each.first for each in found]
    empty = [row for row, each in zip(rows, found, strict=True) if each.balance is None]
    assert all(row["upper"] is None for row in empty)
    shown = found._repr_html_()
    assert found[0].label in shown
    assert ("no signed tie" in shown) == bool(empty)


def test_triangles_are_those_of_the_analysis(statements: Statements, network: Network) -> None:
    found = network.triangles(samples=20)
    wanted = triads(tie(read_at(list(statements)), by=()), samples=20)
    assert (found.triangles, found.frustrated, found.expected) == (
        wanted.triangles, wanted.frustrated, wanted.expected,
    )  # fmt: skip
    assert found.rows()[0]["frustrated"] == wanted.frustrated
    assert "triangles are frustrated" in found._repr_html_()


def test_an_empty_network_says_so() -> None:
    with pytest.raises(NoBalance):
        Network().triangles()
    with pytest.raises(NoBalance):
        Network().balance_over_time()
