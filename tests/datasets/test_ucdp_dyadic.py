"""Dyad-years. No real file of it is in the shared data."""

import pytest

from allegiance.datasets.ucdp_dyadic import FORMAT
from allegiance.errors import UnreadableDocument
from tests.datasets.conftest import Said, told

HEADER = (
    "dyad_id,conflict_id,location,side_a,side_a_id,side_a_2nd,side_b,side_b_id,side_b_2nd,"
    "incompatibility,territory_name,year,intensity_level,type_of_conflict,start_date,start_prec,"
    "start_date2,start_prec2,gwno_a,gwno_a_2nd,gwno_b,gwno_b_2nd,gwno_loc,region,version"
)
ROW = "406,205,Mali,Gondor,9001,,AQIM,539,Harad,1,,2012,1,3,2012-01-17,1,2012-01-17,1,432,,,,432,4,22.1"


def test_a_dyad_is_a_fight_with_its_helpers(said: Said) -> None:
    reading, statements = said(f"{HEADER}\n{ROW}")
    assert reading.form is FORMAT
    assert told(statements) == [
        ("Gondor", "fight", "Al-Qaeda in the Islamic Maghreb"),
        ("Harad", "ally", "Al-Qaeda in the Islamic Maghreb"),
        ("Harad", "fight", "Gondor"),
    ]
    assert statements[0].target.id == "aqim"


def test_a_column_of_an_earlier_release_is_known_and_a_cut_line_is_told(said: Said) -> None:
    _, statements = said(f"{HEADER.replace('location', 'location_inc')}\n{ROW}")
    assert statements[0].theatre == "ML"
    with pytest.raises(UnreadableDocument, match="line 2: 3 cells where the header has 25"):
        said(f"{HEADER}\n406,205,Mali")
