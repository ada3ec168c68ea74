"""Promises of states to each other."""

import pytest

from allegiance.datasets.atop import FORMAT
from allegiance.errors import UnreadableDocument
from tests.datasets.conftest import Said, real, told

OWN = "dyad,mem1,mem2,year,atopally,defense,offense,neutral,nonagg,consul,transyr,atopid1"
DIRECTED = "ddyad,stateA,stateB,year,atopally,defense,offense,neutral,nonagg,consul"


def test_each_promise_is_a_statement_of_its_year(said: Said) -> None:
    reading, statements = said(f"{OWN}\n2020,2,20,1949,1,1,0,0,1,1,0,3180\n")
    assert reading.form is FORMAT
    assert told(statements) == [
        ("United States", "ally", "Canada"),
        ("United States", "negotiate", "Canada"),
        ("United States", "negotiate", "Canada"),
    ]
    assert [each.instrument for each in statements] == [
        "defence pact", "non-aggression pact", "consultation pact",
    ]  # fmt: skip
    assert statements[0].time
    assert statements[0].time.edtf == "1949"
    assert (statements[0].mutual, statements[0].outlet) == (True, "ATOP")


def test_a_directed_pair_is_told_once(said: Said) -> None:
    rows = "2020,2,20,1949,1,1,0,0,1,1\n20002,20,2,1949,1,1,0,0,1,1\n"
    reading, statements = said(f"{DIRECTED}\n{rows}")
    assert reading.form is FORMAT
    assert len(statements) == 3


def test_what_only_one_side_promised_is_kept_from_either_row(said: Said) -> None:
    rows = "2740,2,740,1961,1,1,0,0,0,1\n740002,740,2,1961,1,0,0,0,0,1\n"
    _, statements = said(f"{DIRECTED}\n{rows}")
    assert told(statements) == [
        ("United States", "ally", "Japan"), ("United States", "negotiate", "Japan"),
    ]  # fmt: skip


def test_a_pair_without_a_promise_is_counted(said: Said) -> None:
    reading, statements = said(f"{OWN}\n2020,2,20,1949,1,0,0,0,0,0,0,\n")
    assert (statements, reading.silences) == ([], {"no obligation is told": 1})


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ("2,x,1949,1,1", "column 'ccode2': 'x' is no code"),
        ("2,20,soon,1,1", "column 'year': 'soon' is no whole number"),
        ("2,20,1949,1,9", "column 'defense': '9' is neither 0 nor 1"),
    ],
)
def test_what_cannot_be_right_is_told(said: Said, cells: str, why: str) -> None:
    with pytest.raises(UnreadableDocument, match=f"line 2, {why}"):
        said(f"{OWN}\n2020,{cells},0,0,0,0,0,\n")


def test_the_real_file() -> None:
    reading, statements = real("cow/atop_alliances_dyad_year.csv.gz", limit=20_000)
    assert (reading.form, reading.rejected, reading.rows) == (FORMAT, [], 20_000)
    assert {each.relation for each in statements} == {"ally", "negotiate"}
    assert not reading.unknown
