"""Conflict-years."""

import pytest

from allegiance.datasets.ucdp_armed_conflict import FORMAT
from allegiance.errors import UnreadableDocument
from tests.datasets.conftest import Said, real, told

HEADER = (
    "conflict_id,location,side_a,side_a_id,side_a_2nd,side_b,side_b_id,side_b_2nd,incompatibility,"
    "territory_name,year,intensity_level,cumulative_intensity,type_of_conflict,start_date,start_prec,"
    "start_date2,start_prec2,ep_end,ep_end_date,ep_end_prec,gwno_a,gwno_a_2nd,gwno_b,gwno_b_2nd,"
    "gwno_loc,region,version"
)


def row(year: int = 2012, start: str = "2012-01-17", version: str = "22.1") -> str:
    return (
        f"9,Mali,Gondor,9001,Government of France,Mordor,9002,,1,,{year},1,0,3,{start},1,{start},1,0,,,"
        f"432,220,,,432,4,{version}"
    )


def test_sides_fight_and_those_beside_them_are_allies(said: Said) -> None:
    reading, statements = said(f"{HEADER}\n{row()}")
    assert reading.form is FORMAT
    assert told(statements) == [
        ("Gondor", "fight", "Mordor"),
        ("Government of France", "ally", "Gondor"),
        ("Government of France", "fight", "Mordor"),
    ]
    assert {each.theatre for each in statements} == {"ML"}
    assert all(each.mutual and each.time and each.time.edtf == "2012" for each in statements)


def test_bad_rows_are_told(said: Said) -> None:
    with pytest.raises(
        UnreadableDocument, match=r"'9, 2012' stands|9, 2012 stands in line 2 already"
    ):
        said(f"{HEADER}\n{row()}\n{row()}")
    with pytest.raises(
        UnreadableDocument, match=r"line 3, column 'version': version '23\.1' in a file"
    ):
        said(f"{HEADER}\n{row()}\n{row(2013, version='23.1')}")
    with pytest.raises(
        UnreadableDocument, match="column 'start_date': '2012-13-01' is a day that no"
    ):
        said(f"{HEADER}\n{row(start='2012-13-01')}")


def test_the_real_file() -> None:
    reading, statements = real("ucdp/prio_acd_22.1.csv")
    assert (reading.form, reading.rows, reading.rejected) == (FORMAT, 2073, [])
    mali = [each for each in statements if each.theatre == "ML"]
    assert mali
    assert any(each.relation == "ally" for each in statements)
