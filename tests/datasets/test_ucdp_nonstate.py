"""Fights of groups that are no state."""

import pytest

from allegiance.datasets.ucdp_nonstate import FORMAT
from allegiance.errors import UnreadableDocument
from tests.datasets.conftest import Said, real, told

HEADER = (
    "conflict_id,dyad_id,org,side_a_name,side_a_name_fulltext,side_a_name_mothertongue,side_a_id,"
    "side_a_components,side_a_2nd,gwno_a_2nd,side_b_name,side_b_name_fulltext,"
    "side_b_name_mothertongue,side_b_id,side_b_components,side_b_2nd,gwno_b_2nd,start_date,"
    "start_prec,start_date2,start_prec2,ep_end,ep_end_date,ep_end_prec,year,"
    "best_fatality_estimate,low_fatality_estimate,high_fatality_estimate,location,gwno_location,"
    "region,version"
)


def row(a: str, parts: str = "", best: str = "98") -> str:
    return (
        f'9637,10247,3,"{a}",,,9001,"{parts}",,,Orcs,,,9002,,,,2013-07-15,1,2013-07-15,2,1,2013-07-17,'
        f"2.0,2013,{best},98,98,Guinea,438,4,22.1"
    )


def test_two_groups_fight_on_the_days_that_are_told(said: Said) -> None:
    reading, [fight] = said(f"{HEADER}\n{row('Dwarves')}")
    assert reading.form is FORMAT
    assert told([fight]) == [("Dwarves", "fight", "Orcs")]
    assert fight.mutual
    assert fight.time
    assert fight.time.edtf == "2013-07-15/2013-07-17"
    assert fight.theatre == "GN"


def test_a_side_of_several_fights_as_allies(said: Said) -> None:
    _, statements = said(f"{HEADER}\n{row('AQIM, Dwarves', '9003, 539')}")
    assert told(statements) == [
        ("Al-Qaeda in the Islamic Maghreb", "fight", "Orcs"),
        ("Dwarves", "fight", "Orcs"),
        ("Al-Qaeda in the Islamic Maghreb", "ally", "Dwarves"),
    ]
    assert statements[1].source.id == "ucdp:9003"


def test_a_year_too_few_is_told(said: Said) -> None:
    with pytest.raises(UnreadableDocument, match="column 'year': '' is no year"):
        said(f"{HEADER}\n{row('Dwarves').replace(',2013,98', ',,98')}")


def test_the_real_file() -> None:
    reading, statements = real("ucdp/nonstate_22.1.csv")
    assert (reading.form, reading.rows, reading.rejected) == (FORMAT, 1055, [])
    assert len(statements) > 1055
    assert {each.relation for each in statements} == {"fight", "ally"}
