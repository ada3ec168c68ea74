"""SQLite reads the file, and nothing of a statement is lost."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.exports import sqlite
from allegiance.statements.statement import Statement
from tests.exports.conftest import FARAMIR, SCOUTS, STATEMENTS, data, odd, say

(SQLITE,) = sqlite.FORMATS


class Opened:
    """The file, opened as any client does."""

    def __init__(self, *statements: Statement) -> None:
        self._folder = TemporaryDirectory()
        path = Path(self._folder.name, "a.sqlite")
        packed, self.written = data(SQLITE, *statements)
        path.write_bytes(packed)
        self._base = sqlite3.connect(path)
        self._base.row_factory = sqlite3.Row

    def __enter__(self) -> "Opened":
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()
        self._folder.cleanup()

    def rows(self, query: str) -> list[dict[str, Any]]:
        return [dict(row) for row in self._base.execute(query)]

    def statements(self) -> Iterator[Statement]:
        for row in self.rows("SELECT * FROM statements ORDER BY number"):
            links = self.rows(
                f"SELECT * FROM attributions WHERE statement = {row['number']} ORDER BY place"
            )
            yield msgspec.convert(record(row) | {"attribution": links}, Statement)


def record(row: dict[str, Any]) -> dict[str, Any]:
    """The codebook's record that a row was made of."""
    told: dict[str, Any] = {name: row.get(name) for name in Statement.__struct_fields__}
    for name in ("source", "target", "trigger", "time", "place", "origin"):
        inner = {
            column.removeprefix(f"{name}_"): value
            for column, value in row.items()
            if column.startswith(f"{name}_") and column != "time_status"
        }
        nothing = name in ("time", "place", "origin") and inner.get("id", inner.get("text")) is None
        told[name] = None if nothing else inner
    return told | {"mutual": bool(row["mutual"])}


@settings(max_examples=15, deadline=None)
@given(st.lists(STATEMENTS, max_size=3))
def test_statements_are_read_back(statements: list[Statement]) -> None:
    with Opened(*statements) as base:
        assert list(base.statements()) == statements


def test_odd_statements_are_read_back() -> None:
    with Opened(*odd()) as base:
        assert list(base.statements()) == list(odd())
        assert base.rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
        assert base.rows("PRAGMA foreign_key_check") == []


def test_a_tie_leads_to_its_statements() -> None:
    denied = say(
        "Gondor", "arm", "Rohan", id="no", polarity="negative", attribution=(FARAMIR, SCOUTS)
    )
    with Opened(say("Gondor", "arm", "Rohan"), denied) as base:
        (tied,) = base.rows("SELECT * FROM ties")
        assert (tied["affirmed"], tied["denied"]) == (1, 1)
        found = base.rows(
            "SELECT s.id, s.polarity FROM tie_statements t JOIN statements s ON s.number = t.statement "
            f"WHERE t.tie = {tied['number']} ORDER BY s.id"
        )
        assert [row["id"] for row in found] == ["gondor-arm-rohan", "no"]
        chain = base.rows("SELECT name FROM attributions ORDER BY place")
        assert [row["name"] for row in chain] == ["Faramir", "scouts"]


def test_sentences_are_searched() -> None:
    with closing(sqlite3.connect(":memory:")) as here:
        names = {name for (name,) in here.execute("SELECT name FROM pragma_module_list")}
    if "fts5" not in names:
        pytest.skip("this SQLite has no FTS5")
    with Opened(say("Gondor", "arm", "Rohan"), say("A", "aid", "B")) as base:
        query = "SELECT sentence FROM statements_fts WHERE statements_fts MATCH 'gondor'"
        assert base.rows(query) == [{"sentence": "Gondor arm Rohan."}]
