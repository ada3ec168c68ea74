"""UCDP's events, of small files with their columns and of real ones."""

import pytest

from allegiance.datasets import made_by
from allegiance.datasets.ucdp_ged import CANDIDATE, FORMAT
from allegiance.errors import UnreadableDocument
from tests.datasets.conftest import Said, real, told

HEADER = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,"
    "conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,"
    "side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,source_date,"
    "source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,"
    "latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,"
    "date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"
)


def row(**cells: object) -> str:
    """An event of an invented war; what is told replaces its cells."""
    base: dict[str, object] = {
        "id": 1, "year": 2014, "code_status": "Clear", "type_of_violence": 1, "side_a_new_id": 9001,
        "side_a": "Government of Gondor", "side_b_new_id": 9002, "side_b": "Mordor", "where_prec": 1,
        "where_coordinates": "Osgiliath town", "latitude": 10.5, "longitude": -3.25, "country": "Mali",
        "country_id": 432, "date_start": "2014-01-23", "date_end": "2014-01-24", "best": 3,
        "source_office": "Reuters;Gondor Herald;Reuters", "source_original": "a ranger", **cells,
    }  # fmt: skip
    return ",".join(str(base.get(column, "")) for column in HEADER.split(","))


def test_an_event_is_a_fight_of_both_sides_with_who_told_it(said: Said) -> None:
    reading, [fight] = said(f"{HEADER}\n{row()}\n")
    assert reading.form is FORMAT
    assert told([fight]) == [("Government of Gondor", "fight", "Mordor")]
    assert (fight.source.id, fight.target.id, fight.mutual) == ("ucdp:9001", "ucdp:9002", True)
    assert fight.certainty == "certain"
    assert fight.time
    assert (fight.time.start, fight.time.end) == ("2014-01-23", "2014-01-24")
    assert fight.place
    assert (fight.theatre, fight.place.lat, fight.place.lon) == ("ML", 10.5, -3.25)
    assert [link.name for link in fight.attribution] == ["Reuters", "Gondor Herald", "a ranger"]
    assert (fight.voice, fight.outlet, fight.coder) == ("a ranger", "UCDP GED", made_by(FORMAT))
    assert "side_a: Government of Gondor; side_b: Mordor; type_of_violence: 1" in fight.sentence
    assert sorted(reading.unknown) == [
        ("ucdp:9001", "Government of Gondor"), ("ucdp:9002", "Mordor"),
    ]  # fmt: skip


def test_known_numbers_and_governments_are_actors_of_the_registry(said: Said) -> None:
    text = f"{HEADER}\n{row(side_a='Government of Mali', side_a_new_id=72, side_b='AQIM', side_b_new_id=539)}"
    reading, [fight] = said(text)
    assert (fight.source.id, fight.target.id) == ("ML/government", "aqim")
    assert not reading.unknown


def test_an_alliance_of_known_groups_is_each_of_them(said: Said) -> None:
    text = f"{HEADER}\n" + row(side_b='"AQIM, MUJAO"', side_b_new_id=3873)
    _, statements = said(text)
    assert statements[0].target.id == "aqim"
    assert len(statements) == 2


def test_civilians_are_killed_and_do_not_fight_back(said: Said) -> None:
    reading, [fight] = said(f"{HEADER}\n{row(type_of_violence=3, side_b='Civilians')}")
    assert not fight.mutual
    assert (fight.target.kind, fight.target.id) == ("people", "text:civilians")
    assert list(reading.unknown) == [("ucdp:9001", "Government of Gondor")]


def test_what_the_coders_will_check_is_possible(said: Said) -> None:
    rows = "\n".join(
        (row(), row(id=2, code_status="Check dyad"), row(id=3, code_status="Check deaths"))
    )
    _, statements = said(f"{HEADER}\n{rows}")
    assert [each.certainty for each in statements] == ["certain", "possible", "certain"]


def test_candidate_events_have_an_outlet_of_their_own(said: Said) -> None:
    text = f"{HEADER}\n{row(code_status='Check dyad')}\n"
    reading, [fight] = said(text, format="ucdp-candidate")
    assert (reading.form, fight.outlet) == (CANDIDATE, "UCDP Candidate Events")
    assert (fight.certainty, fight.voice) == ("possible", "a ranger")
    assert said(text)[0].form is FORMAT


def test_older_files_tell_their_offices_in_the_article(said: Said) -> None:
    article = '"""Gondor Herald,2014-01-25,Battle at Osgiliath"";""Shire Post,2014-01-26,War"""'
    _, [fight] = said(f"{HEADER}\n{row(source_office='', source_article=article)}")
    assert [link.name for link in fight.attribution] == ["Gondor Herald", "Shire Post", "a ranger"]
    assert "Battle at Osgiliath" in fight.sentence


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (
            {"date_start": "2014-02-30"},
            "line 2, column 'date_start': '2014-02-30' is a day that no",
        ),
        ({"date_end": "2013-01-01"}, "column 'date_end': '2013-01-01' lies before the start"),
        ({"type_of_violence": 4}, "column 'type_of_violence': '4' is none of"),
        ({"latitude": 95}, "column 'latitude': '95' is no coordinate"),
        ({"year": "soon"}, "column 'year': 'soon' is no whole number"),
        ({"side_a": ""}, "column 'side_a': the cell is empty"),
    ],
)
def test_what_cannot_be_right_is_told_by_line_and_column(
    said: Said, cells: dict[str, object], why: str
) -> None:
    with pytest.raises(UnreadableDocument, match=why):
        said(f"{HEADER}\n{row(**cells)}\n")
    reading, statements = said(f"{HEADER}\n{row(**cells)}\n{row(id=2)}\n", skip_bad=True)
    assert (len(statements), len(reading.rejected), reading.rejected[0].line) == (1, 1, 2)


def test_the_real_events() -> None:
    reading, statements = real("ucdp/ged_events.csv.gz", skip_bad=True)
    assert reading.form is FORMAT
    silent = sum(reading.silences.values())
    assert reading.rows == 26017
    assert len(statements) >= reading.rows - len(reading.rejected) - silent
    assert len(reading.rejected) < 30
    malian = [each for each in statements if each.theatre == "ML"]
    assert {"ML/government", "aqim", "ansar-dine"} <= {
        end.id for each in malian for end in (each.source, each.target)
    }
    assert any(each.voice == "SOHR" or "Observatory" in each.voice for each in statements)
