"""A reader of tables reads the events, 40 columns of POLECAT and then ours."""

import csv
from io import StringIO
from pathlib import Path

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.exports import events, polecat
from allegiance.exports.format import Written
from allegiance.statements.statement import Statement
from tests.exports.conftest import FARAMIR, STATEMENTS, during, end, odd, say, text

(POLECAT,) = polecat.FORMATS


def rows(*statements: Statement) -> tuple[list[dict[str, str]], Written]:
    written, result = text(POLECAT, *statements)
    lines = csv.DictReader(
        StringIO(written, newline=""), dialect="excel-tab", quoting=csv.QUOTE_NONE
    )
    return list(lines), result


def test_there_are_forty_columns_and_ours() -> None:
    assert len(set(polecat.COLUMNS)) == 40
    written, _ = text(POLECAT)
    assert written.rstrip("\n").split("\t") == [*polecat.COLUMNS, *events.OWN]


def test_an_event_keeps_who_says_so_and_how_surely() -> None:
    france = end("France", country="FR")
    (row,), _ = rows(
        say(
            france, "arm", "Rohan", attribution=(FARAMIR,), outlet="The Palantir",
            certainty="possible", time=during("2018-01-01", "2018-12-31", "2018"),
        )
    )  # fmt: skip
    assert (row["Event Type"], row["Event Date"], row["Date Precision"]) == (
        "AID",
        "2018-01-01",
        "year",
    )
    assert (row["Actor Name"], row["Actor Country"], row["Actor COW"]) == ("France", "FRA", "220")
    assert (row["Recipient Name"], row["Recipient Country"]) == ("Rohan", "None")
    assert (row["Certainty"], row["Attribution"]) == ("possible", "Faramir, in The Palantir")
    assert row["Intensity"] == row["Event Mode"] == "None"


@settings(max_examples=25, deadline=None)
@given(st.lists(STATEMENTS, max_size=4))
def test_every_row_has_every_column(statements: list[Statement]) -> None:
    written, result = text(POLECAT, *statements)
    lines = written.rstrip("\n").split("\n")
    assert {line.count("\t") for line in lines} == {len(polecat.COLUMNS) + len(events.OWN) - 1}
    assert len(lines) == result.written + 1
    assert result.written == sum(map(events.happened, statements))
    assert result.written + result.left_out == len(statements)


def test_duckdb_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "events.txt"
    path.write_text(text(POLECAT, *odd())[0], "utf-8")
    read = duckdb.connect().read_csv(
        str(path), sep="\t", quotechar="", header=True, all_varchar=True
    )
    assert read.columns == [*polecat.COLUMNS, *events.OWN]
    assert len(read.fetchall()) == rows(*odd())[1].written
