"""Rows hold what statements and ties say, and no spreadsheet runs them."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.exports import rows
from allegiance.exports.rows import full, gist, heard, slim
from allegiance.statements.statement import Statement, Time
from tests.exports.conftest import FARAMIR, ITHILIEN, SCOUTS, STATEMENTS, say

ARM = say("Gondor", "arm", "Rohan", place=ITHILIEN, outlet="The Palantir")


def test_every_leaf_of_a_statement_has_a_column() -> None:
    known = set(rows.flat(ARM))
    for field in ARM.__struct_fields__:
        assert any(name == field or name.startswith(f"{field}_") for name in known), field


@pytest.mark.parametrize(
    ("cell", "guarded"),
    [
        ("=HYPERLINK(0)", "'=HYPERLINK(0)"),
        ("+1", "'+1"),
        ("-Rohan", "'-Rohan"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("\tGondor", "'\tGondor"),
        ("\r=1", "'\r=1"),
        ("'=1", "''=1"),
        ("'Ndrangheta", "'Ndrangheta"),
        ("Gondor - Rohan", "Gondor - Rohan"),
        ("", ""),
        (None, None),
        (-2.5, -2.5),
    ],
)
def test_formulas_are_guarded(cell: str | float | None, guarded: str | float | None) -> None:
    assert rows.guard(cell) == guarded


@given(st.text())
def test_a_guarded_cell_gives_its_text_back(cell: str) -> None:
    guarded = str(rows.guard(cell))
    assert guarded[:1] not in tuple("=+-@\t\r\n")
    assert (guarded[1:] if rows.FORMULA.match(guarded) else guarded) == cell


def test_what_xml_cannot_hold_is_marked() -> None:
    assert rows.clean("a\0b\x1bc\ufffe\t\n😀") == "a\ufffdb\ufffdc\ufffd\t\n😀"


@given(st.text())
def test_a_guard_is_taken_away_again(cell: str) -> None:
    assert rows.unguard(str(rows.guard(cell))) == cell


def test_who_says_so_and_where() -> None:
    assert heard(say("Gondor", "arm", "Rohan")) == "the document"
    told = say("Gondor", "arm", "Rohan", attribution=(FARAMIR, SCOUTS), outlet="The Palantir")
    assert heard(told) == "Faramir > scouts, in The Palantir"
    assert heard(say("A", "arm", "B", author="Ori", outlet="Ori")) == "Ori"


def test_a_line_says_what_limits_a_statement() -> None:
    assert gist(say("Gondor", "arm", "Rohan")) == "Gondor arm Rohan"
    denied = say(
        "Gondor", "arm", "Rohan", polarity="negative", certainty="possible", time_status="future"
    )
    assert gist(denied) == "Gondor arm Rohan (denied, possible, future)"


def leaf_names(record: msgspec.Struct, above: str = "") -> set[str]:
    """All that a record holds, nested names joined by an underscore."""
    found = set()
    for name in record.__struct_fields__:
        value = getattr(record, name)
        inner = isinstance(value, msgspec.Struct)
        found |= leaf_names(value, f"{above}{name}_") if inner else {above + name}
    return found


def test_full_holds_every_leaf_of_the_record() -> None:
    everything = say(
        "Gondor", "arm", "Rohan", place=ITHILIEN, origin=ITHILIEN, time=rows_time(),
    )  # fmt: skip
    assert leaf_names(everything) - {"origin_name"} <= set(full(everything))
    assert "origin_name" in full(everything)


def rows_time() -> Time:
    return Time(text="then", start=None, end=None, edtf=None)


@settings(max_examples=30, deadline=None)
@given(STATEMENTS)
def test_a_column_holds_what_it_is_said_to_hold(said: Statement) -> None:
    types = {"string": str, "integer": int, "number": float, "boolean": bool}
    for column, cell in full(said).items():
        assert cell is None or type(cell) is types[rows.type_of(column)], column


def test_a_slim_statement_has_no_sentence() -> None:
    assert slim(ARM) == msgspec.structs.replace(ARM, sentence="")
