"""Every result makes a flat table and draws itself, and text in it is only ever text."""

import re
from base64 import b64decode
from collections.abc import Callable
from typing import Any

import pytest

from allegiance.notebook import Network
from allegiance.notebook.results import Balance

ASKED: dict[str, Callable[[Network], Any]] = {
    "balance": lambda network: network.balance(),
    "camps": lambda network: network.balance(camps=3),
    "double games": lambda network: network.double_games(),
    "shifts": lambda network: network.shifts(),
    "flows": lambda network: network.flows("Gondor"),
    "brokers": lambda network: network.brokers(),
    "what if": lambda network: network.what_if(flip="Rohan arm Mordor", expel="Mordor from HA"),
    "compare": lambda network: network.compare(),
    "spillover": lambda network: network.spillover(),
}
DRAWN = {"balance", "camps", "shifts", "flows", "compare"}


@pytest.mark.parametrize("name", ASKED)
def test_a_result_has_rows_of_its_columns(network: Network, name: str) -> None:
    found = ASKED[name](network)
    rows, columns = found.rows(), found._columns()
    assert rows
    for row in rows:
        assert set(row) == set(columns)
        for column, value in row.items():
            assert value is None or isinstance(value, (columns[column], int)), column
    assert "statements" not in columns or any("s" in str(row["statements"]) for row in rows)


@pytest.mark.parametrize("name", ASKED)
def test_a_result_draws_itself_and_no_text_of_a_document_is_markup(
    network: Network, name: str
) -> None:
    shown = ASKED[name](network)._repr_html_()
    assert "<script" not in shown
    assert "&lt;script&gt;alert(1)" in shown
    pictures = [b64decode(data).decode() for data in re.findall(r"base64,([^\"]+)", shown)]
    assert bool(pictures) == (name in DRAWN)
    assert all(picture.startswith("<svg") and "<script" not in picture for picture in pictures)


@pytest.mark.parametrize("most", [2, 3])
def test_the_rows_of_balance_are_its_camps_and_its_broken_ties(network: Network, most: int) -> None:
    found = network.balance(camps=most)
    rows = found.rows()
    camp = {row["source"]: row["camp"] for row in rows} | {
        row["target"]: row["target_camp"] for row in rows
    }
    for number, names in enumerate(found.camps, start=1):
        assert {camp[name] for name in names} == {number}
    assert sum(float(row["weight"] or 0) for row in rows if row["frustrated"]) == found.upper
    assert len(rows) == found.ties


def test_nothing_found_is_shown_in_words(network: Network) -> None:
    alone = network[:1]
    assert "<img" not in alone.shifts()._repr_html_()
    assert "no double game" in alone.double_games()._repr_html_()
    assert "no path to Isengard" in network.flows(to="Rohan").__class__(
        asked="to Isengard", paths=(), denied=(), holders={}, notes=("one note",)
    )._repr_html_()  # fmt: skip


def test_a_large_network_is_not_drawn(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    found: Balance = network.balance()
    monkeypatch.setattr("allegiance.notebook.results.SEEN", found.actors - 1)
    assert "<img" not in found._repr_html_()
