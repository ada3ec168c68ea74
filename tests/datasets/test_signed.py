"""Signed lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.datasets.rows import BadRow, Row
from allegiance.datasets.signed import FORMAT, claims
from allegiance.errors import UnreadableDocument
from tests.datasets.conftest import REAL, Said, told, whole


def test_signs_are_allies_and_opponents(said: Said) -> None:
    reading, statements = said("u\tv\tsign\tweight\nGondor\tRohan\t1\t2.5\nGondor\tMordor\t-1\t\n")
    assert reading.form is FORMAT
    assert told(statements) == [("Gondor", "ally", "Rohan"), ("Gondor", "oppose", "Mordor")]
    assert all(each.mutual for each in statements)
    assert statements[0].source.id == "signed:gondor"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Gondor,Rohan,0,1", "line 2, column 'sign': '0' is no sign"),
        ("Gondor,Rohan,1,-3", "column 'weight': '-3' is no weight"),
        ("Gondor,Gondor,1,1", "column 'v': 'Gondor' stands at both ends"),
        (",Rohan,1,1", "column 'u': the cell is empty"),
    ],
)
def test_bad_rows_are_told(said: Said, row: str, why: str) -> None:
    with pytest.raises(UnreadableDocument, match=why):
        said(f"u,v,sign,weight\n{row}\n")


@given(st.text(), st.text(), st.text(), st.text())
def test_any_cells_are_a_claim_or_a_bad_row(u: str, v: str, sign: str, weight: str) -> None:
    row = Row({"u": 0, "v": 1, "sign": 2, "weight": 3}, [u, v, sign, weight], 2)
    try:
        [claim] = claims(row)
    except BadRow:
        return
    assert claim.relation in ("ally", "oppose")


def test_a_real_list() -> None:
    path = REAL.parent / "signed/highland_tribes.tsv"
    if not path.exists():
        pytest.skip("the shared data (signed/highland_tribes.tsv) are not here")
    reading, statements = whole(path)
    assert (reading.rows, len(statements)) == (58, 58)
    assert {each.sign for each in statements} == {1, -1}
