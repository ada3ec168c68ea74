"""Formal alliances."""

import pytest

from allegiance.datasets.cow_alliances import FORMAT
from allegiance.errors import UnreadableDocument
from tests.datasets.conftest import Said, real, told

HEADER = (
    "version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,dyad_st_month,dyad_st_year,"
    "dyad_end_day,dyad_end_month,dyad_end_year,left_censor,right_censor,defense,neutrality,"
    "nonaggression,entente,version"
)
YEARLY = HEADER.replace(",version", ",year,version").replace(",year,version4id", "version4id")


def row(end: str = "12,3,1825", censored: int = 0, types: str = "1,0,1,0") -> str:
    return f"4,220,France,2,United States of America,6,2,1778,{end},0,{censored},{types},4.1"


def test_an_alliance_has_its_days_and_types(said: Said) -> None:
    reading, statements = said(f"{HEADER}\n{row()}")
    assert reading.form is FORMAT
    assert told(statements) == [
        ("France", "ally", "United States"), ("France", "negotiate", "United States"),
    ]  # fmt: skip
    assert [each.instrument for each in statements] == ["defence pact", "non-aggression pact"]
    time = statements[0].time
    assert time
    assert (time.start, time.end) == ("1778-02-06", "1825-03-12")


def test_one_that_holds_is_open(said: Said) -> None:
    _, [ally, _] = said(f"{HEADER}\n{row(',,', 1)}")
    assert ally.time
    assert (ally.time.end, ally.time_status) == (None, "ongoing")


def test_a_year_of_peacesciencer_is_a_year(said: Said) -> None:
    header = "ccode1,name1,ccode2,name2,year,cow_defense,cow_neutral,cow_nonagg,cow_entente"
    reading, [ally] = said(
        f"{header}\n2.0,United States of America,20.0,Canada,1949.0,1.0,0.0,0.0,0.0\n"
        "2.0,United States of America,20.0,Canada,1950.0,0.0,0.0,0.0,0.0\n"
    )
    assert reading.form is FORMAT
    assert (ally.source.id, ally.target.id) == ("US", "CA")
    assert ally.time
    assert ally.time.edtf == "1949"
    assert reading.silences == {"no type of alliance is told": 1}


def test_the_successor_of_a_code_is_told_by_the_year(said: Said) -> None:
    header = "ccode1,name1,ccode2,name2,year,cow_defense,cow_neutral,cow_nonagg,cow_entente"
    rows = "365,Russia,2,United States of America,1943,1,0,0,0\n365,Russia,2,US,1994,1,0,0,0\n"
    _, statements = said(f"{header}\n{rows}")
    assert [each.source.id for each in statements] == ["SU", "RU"]


def test_an_alliance_that_ends_before_it_begins_is_told(said: Said) -> None:
    with pytest.raises(
        UnreadableDocument, match="column 'dyad_end_year': '1700-03-12' lies before"
    ):
        said(f"{HEADER}\n{row('12,3,1700')}")
    with pytest.raises(UnreadableDocument, match="'1825-02-30' is a day that no calendar has"):
        said(f"{HEADER}\n{row('30,2,1825')}")


def test_the_real_file() -> None:
    reading, statements = real("cow/alliances_dyad_year.csv.gz", limit=20_000)
    assert (reading.form, reading.rejected) == (FORMAT, [])
    assert len(statements) > reading.rows
    assert {each.relation for each in statements} == {"ally", "negotiate"}
