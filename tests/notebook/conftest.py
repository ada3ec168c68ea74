"""Statements of an invented world, some of whose words would run in a page that took them for markup."""

from typing import Any

import pytest

from allegiance.notebook import Network, Statements
from allegiance.statements.statement import End, Statement
from tests.network.conftest import during, end, land, make

SCRIPT = "<script>alert(1)</script>"


def told() -> list[Statement]:
    """A quarrel with two outlets, arms that go on, a change of side, a double game and a base."""
    ithilien = land("Ithilien", "IT")
    wire = {"outlet": f"The {SCRIPT} Wire", "document": "wire"}
    gazette = {"outlet": "Gazette", "document": "gazette"}
    said: list[tuple[str, str, str | End, dict[str, Any]]] = [
        ("Gondor", "fight", "Mordor", {**wire, "place": ithilien, "time": during("2001-01-01")}),
        ("Gondor", "fight", "Mordor", {**gazette, "place": ithilien, "polarity": "negative"}),
        ("Rohan", "ally", "Gondor", {**wire, "time": during("2002-01-01"), "by": SCRIPT}),
        ("Rohan", "arm", "Mordor", {**gazette, "time": during("2004-01-01")}),
        ("Gondor", "arm", "Rohan", {**wire, "time": during("2003-01-01")}),
        ("Dunland", "support", "Isengard", {**wire, "time": during("2001-01-01")}),
        ("Dunland", "fight", "Isengard", {**wire, "time": during("2009-01-01")}),
        (f"Band {SCRIPT}", "fight", "Rohan", {**wire, "time": during("2005-01-01")}),
        (
            "Gondor",
            "fight",
            "Mordor",
            {"outlet": "Herald", "document": "herald", "place": ithilien},
        ),
        ("Mordor", "base", end("Harad", "place", "HA"), {**wire, "place": land("Harad", "HA")}),
    ]
    return [
        make(one, relation, other, n, **{"sentence": f"{SCRIPT} {n}", **more})
        for n, (one, relation, other, more) in enumerate(said)
    ]


@pytest.fixture
def statements() -> Statements:
    return Statements(told())


@pytest.fixture
def network(statements: Statements) -> Network:
    return statements.tie()
