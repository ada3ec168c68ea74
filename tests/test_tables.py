"""How the command line shows things."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance import tables
from allegiance.tables import Column


@given(st.text())
def test_plain_text_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    shown = tables.plain(text)
    assert not [c for c in shown if ord(c) < 32 or 127 <= ord(c) < 160 or 0xD800 <= ord(c) < 0xE000]
    assert tables.plain(shown) == shown
    shown.encode()


def test_plain_text_keeps_words_in_any_script() -> None:
    assert (
        tables.plain("Éowyn\tof\r\nRohan \u202e[bold]جبهة\x1b[0m") == "Éowyn of Rohan [bold]جبهة[0m"
    )
    assert tables.plain(None) == ""


COLUMNS = (
    Column("Name", lambda r: r["name"]),
    Column("", lambda r: "->"),
    Column("Of age", lambda r: r["age"]),
)


def test_a_csv_has_the_columns_with_a_heading_and_guards_formulas(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = [{"name": "=Sum(A1)", "age": 3}, {"name": "a\x9bb", "age": -1}]
    assert tables.show(rows, COLUMNS, "csv") == 2
    read = list(csv.reader(StringIO(capsys.readouterr().out)))
    assert read == [["name", "of_age"], ["'=Sum(A1)", "3"], ["a\\u009bb", "-1"]]


def test_json_is_one_list_and_jsonl_one_record_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    tables.show([{"a": "\x9b"}, {"a": 2}], (), "json")
    assert capsys.readouterr().out == '[\n{"a":"\\u009b"},\n{"a":2}\n]\n'
    tables.show([{"a": 1}, {"a": 2}], (), "jsonl")
    assert capsys.readouterr().out == '{"a":1}\n{"a":2}\n'
    tables.show([], (), "json")
    assert capsys.readouterr().out == "[\n]\n"


def test_a_table_shows_brackets_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    tables.show([{"name": "[red]a[/]", "age": 1}], COLUMNS, "table")
    assert "[red]a[/]" in capsys.readouterr().out
    tables.show([], COLUMNS, "table")
    assert capsys.readouterr().out == ""


def test_a_note_is_one_line_however_long(capsys: pytest.CaptureFixture[str]) -> None:
    tables.note("word " * 100)
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_number_with_a_sign_is_no_formula(capsys: pytest.CaptureFixture[str]) -> None:
    columns = (Column("Weight", lambda r: f"{r:+.2f}"), Column("Said", lambda r: f"{r:+}+A1"))
    tables.show((1, -2), columns, "csv")
    read = list(csv.reader(StringIO(capsys.readouterr().out)))
    assert read == [["weight", "said"], ["+1.00", "'+1+A1"], ["-2.00", "'-2+A1"]]
