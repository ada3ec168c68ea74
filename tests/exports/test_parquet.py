"""DuckDB reads the Parquet files, and nothing of a statement is lost."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.exports import parquet
from allegiance.exports.format import Format, Written
from allegiance.exports.rows import flat_tie, slim
from allegiance.network.ties import tie
from allegiance.statements.statement import Statement, load
from tests.exports.conftest import STATEMENTS, data, odd, say

PARQUET, TIES = parquet.FORMATS


def rows(form: Format, *statements: Statement) -> list[dict[str, Any]]:
    packed, written = data(form, *statements)
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.parquet")
        path.write_bytes(packed)
        read = duckdb.connect().read_parquet(str(path))
        found = [dict(zip(read.columns, row, strict=True)) for row in read.fetchall()]
    assert written == Written(written=len(found))
    return found


def back(row: dict[str, Any]) -> str:
    """A row as a line of JSON, without what is not told: the record leaves such fields away."""
    ends = {
        name: {
            field: value
            for field, value in row[name].items()
            if value is not None or field == "country"
        }
        for name in ("source", "target")
    }
    return json.dumps(row | ends)


@settings(max_examples=15, deadline=None)
@given(st.lists(STATEMENTS, max_size=3))
def test_statements_are_read_back(statements: list[Statement]) -> None:
    assert list(load(map(back, rows(PARQUET, *statements)))) == statements


def test_odd_statements_are_read_back() -> None:
    assert list(load(map(back, rows(PARQUET, *odd())))) == list(odd())


def test_no_statement_still_has_the_columns() -> None:
    packed, _ = data(PARQUET)
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.parquet")
        path.write_bytes(packed)
        assert duckdb.connect().read_parquet(str(path)).columns == list(Statement.__struct_fields__)


def test_a_tie_is_a_row_with_its_statements() -> None:
    again = say("Gondor", "arm", "Rohan", id="again")
    (row,) = rows(TIES, say("Gondor", "arm", "Rohan"), again)
    assert row["statements"] == ["again", "gondor-arm-rohan"]
    assert row["voices"] == ["the document"]
    (tied,) = tie(map(slim, (say("Gondor", "arm", "Rohan"), again)))
    assert {
        **row,
        "voices": "; ".join(row["voices"]),
        "statements": "; ".join(row["statements"]),
    } == flat_tie(tied)
