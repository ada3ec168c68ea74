"""Militarised disputes."""

import pytest

from allegiance.datasets.cow_disputes import FORMAT
from allegiance.errors import UnreadableDocument
from tests.datasets.conftest import Said, real, told

HEADER = "dispnum,name1,ccode1,name2,ccode2,year,hostlev1,hostlev2,hiact1,hiact2,fatality"


def row(one: object, other: object, number: int = 1) -> str:
    return f"{number},France,220,Mali,432,1979,{one},{other},0,16,0"


def test_each_state_by_its_own_hostility(said: Said) -> None:
    rows = (row(1, 4), row(4, 5, 2), row(2, 4, 3), row(1, 1, 4))
    reading, statements = said("\n".join((HEADER, *rows)))
    assert reading.form is FORMAT
    assert [(*each, s.mutual) for each, s in zip(told(statements), statements, strict=True)] == [
        ("Mali", "fight", "France", False),
        ("France", "fight", "Mali", True),
        ("France", "oppose", "Mali", False),
        ("Mali", "fight", "France", False),
    ]
    assert reading.silences == {"neither side took a hostile step": 1}


def test_a_level_that_there_is_not_is_told(said: Said) -> None:
    with pytest.raises(UnreadableDocument, match="line 2, column 'hostlev1': '9' is no level"):
        said(f"{HEADER}\n{row(9, 1)}")


def test_the_columns_of_the_dyadic_file_are_known(said: Said) -> None:
    header = "disno,namea,statea,nameb,stateb,year,hihosta,hihostb"
    _, [fight] = said(f"{header}\n7,FRN,220,MLI,432,1979,4,4")
    assert (fight.source.id, fight.target.id) == ("FR", "ML")


def test_the_real_file() -> None:
    reading, statements = real("cow/mid_dyad_year_disputes.csv.gz")
    assert (reading.form, reading.rows, reading.rejected) == (FORMAT, 10234, [])
    assert {each.relation for each in statements} == {"fight", "oppose"}
