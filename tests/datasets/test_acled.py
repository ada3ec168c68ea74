"""ACLED's events, of small files with its columns; its rows may not be passed on, so none are here."""

import pytest

from allegiance.datasets.acled import FORMAT
from allegiance.errors import UnreadableDocument
from tests.datasets.conftest import Said, told

HEADER = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,"
    "admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,"
    "tags,timestamp"
)
BEFORE_2023 = (
    "data_id,iso,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,sub_event_type,"
    "actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,region,country,admin1,admin2,"
    "admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,timestamp,iso3"
)


def row(header: str = HEADER, **cells: object) -> str:
    """An event of an invented war in Mali; what is told replaces its cells."""
    base: dict[str, object] = {
        "event_id_cnty": "MLI1", "event_date": "2024-11-01", "year": 2024, "time_precision": 1,
        "event_type": "Battles", "sub_event_type": "Armed clash", "actor1": "Gondor", "inter1": "Rebel group",
        "actor2": "Mordor", "inter2": "Political militia", "country": "Mali", "location": "Osgiliath",
        "latitude": 14.5, "longitude": -4.2, "geo_precision": 1, "source": "Gondor Herald; Shire Post",
        "notes": "Gondor and Mordor met at the river.", "fatalities": 3, **cells,
    }  # fmt: skip
    return ",".join(f'"{base.get(column, "")}"' for column in header.split(","))


def file(*rows: str, header: str = HEADER) -> str:
    return "\n".join((header, *rows, ""))


def test_a_battle_is_a_fight_of_both_sides_for_no_direction_is_told(said: Said) -> None:
    reading, [fight] = said(file(row()))
    assert reading.form is FORMAT
    assert told([fight]) == [("Gondor", "fight", "Mordor")]
    assert (fight.mutual, fight.certainty, fight.outlet) == (True, "certain", "ACLED")
    assert (fight.source.kind, fight.target.kind) == ("armed group", "armed group")
    assert [link.name for link in fight.attribution] == ["Gondor Herald", "Shire Post"]
    assert fight.time
    assert (fight.time.start, fight.time.edtf) == ("2024-11-01", "2024-11-01")
    assert fight.place
    assert (fight.theatre, fight.place.name, fight.place.precision) == ("ML", "Osgiliath", "town")
    assert "notes: Gondor and Mordor met at the river." in fight.sentence
    assert sorted(reading.unknown) == [("acled:gondor", "Gondor"), ("acled:mordor", "Mordor")]


def test_both_forms_of_dates_and_of_kinds_and_columns_of_before_2023(said: Said) -> None:
    old = row(BEFORE_2023, event_date="01 November 2024", inter1=2, inter2="3", data_id=7)
    reading, [fight] = said(file(old, header=BEFORE_2023))
    assert reading.form is FORMAT
    assert fight.source.kind == "armed group"
    assert fight.time
    assert (fight.time.start, fight.time.text) == ("2024-11-01", "01 November 2024")


def test_files_of_the_download_page_are_parted_by_semicolons(said: Said) -> None:
    text = file(row(source="Gondor Herald")).replace(",", ";")
    assert len(said(text)[1]) == 1


def test_answers_of_the_interface_are_read_as_they_come(said: Said) -> None:
    _, statements = said(
        '{"success": true, "count": 1, "data": [{"event_id_cnty": "MLI1", "event_date": "2024-11-01",'
        ' "event_type": "Battles", "sub_event_type": "Armed clash", "actor1": "Gondor",'
        ' "inter1": 2, "actor2": "Mordor", "inter2": 3, "location": "Osgiliath"}]}',
        name="acled.json",
    )
    assert told(statements) == [("Gondor", "fight", "Mordor")]


def test_those_beside_an_actor_are_possible_allies(said: Said) -> None:
    _, statements = said(file(row(assoc_actor_1="Rohan; Dale; Rohan", assoc_actor_2="Harad")))
    assert [(*told([each])[0], each.certainty, each.mutual) for each in statements] == [
        ("Gondor", "fight", "Mordor", "certain", True),
        ("Gondor", "ally", "Rohan", "possible", True),
        ("Gondor", "ally", "Dale", "possible", True),
        ("Mordor", "ally", "Harad", "possible", True),
    ]


def test_whom_crowds_and_civilians_belong_to_is_no_alliance(said: Said) -> None:
    killed = row(
        event_type="Violence against civilians", sub_event_type="Attack", actor2="Civilians (Mali)",
        inter2="Civilians", assoc_actor_2="Farmers (Mali)",
    )  # fmt: skip
    reading, [fight] = said(file(killed))
    assert (fight.target.id, fight.mutual) == ("text:civilians", False)
    assert list(reading.unknown) == [("acled:gondor", "Gondor")]


def test_the_side_that_is_hurt_is_told_whichever_column_it_stands_in(said: Said) -> None:
    shot = row(
        event_type="Protests", sub_event_type="Excessive force against protesters",
        actor1="Protesters (Mali)", inter1=6, actor2="Police Forces of Mali (2020-)", inter2=1,
    )  # fmt: skip
    _, [fight] = said(file(shot))
    assert told([fight]) == [("Police Forces of Mali (2020-)", "fight", "Protesters (Mali)")]
    assert (fight.source.country, fight.source.kind, fight.target.kind) == ("ML", "body", "people")


def test_an_arrest_is_of_the_one_side_that_is_a_states(said: Said) -> None:
    arrest = {"event_type": "Strategic developments", "sub_event_type": "Arrests"}
    _, [by] = said(file(row(**arrest, actor2="Police Forces of Mali (2020-)", inter2=1)))
    assert told([by]) == [("Police Forces of Mali (2020-)", "sanction", "Gondor")]
    _, [both] = said(file(row(**arrest)))
    assert both.mutual


def test_ground_that_is_taken_is_controlled_from_then_on(said: Said) -> None:
    taken = row(sub_event_type="Non-state actor overtakes territory", actor2="Military Forces of Mali (2020-)", inter2="State forces")  # fmt: skip
    _, [fight, control] = said(file(taken))
    assert told([fight]) == [("Gondor", "fight", "Malian armed forces")]
    assert (control.source.name, control.relation, control.target.name) == (
        "Gondor", "control", "Osgiliath",
    )  # fmt: skip
    assert (control.phase, control.target.lat) == ("starts", 14.5)
    _, [fight] = said(file(row(sub_event_type="Non-state actor overtakes territory")))
    assert fight.relation == "fight"
    base = row(event_type="Strategic developments", sub_event_type="Headquarters or base established", actor2="")  # fmt: skip
    _, [base_] = said(file(base))
    assert (base_.relation, base_.target.kind, base_.certainty) == ("base", "place", "certain")
    given = row(
        event_type="Strategic developments", sub_event_type="Non-violent transfer of territory"
    )
    _, [control] = said(file(given))
    assert (control.relation, control.phase, control.certainty) == ("control", "starts", "possible")


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Military Forces of Mali (2020-2021)", "ML/armed-forces"),
        ("Government of Mali (2020-)", "ML/government"),
        ("JNIM: Group for Support of Islam and Muslims", "jnim"),
        ("Islamic State (Sahel)", "isgs"),
        ("Islamic State (Gondor)", "acled:islamic-state-gondor"),
        ("Unidentified Armed Group (Mali)", "acled:unidentified-armed-group-mali"),
    ],
)
def test_names_lead_to_actors(said: Said, name: str, actor: str) -> None:
    assert said(file(row(actor1=name)))[1][0].source.id == actor


def test_what_says_nothing_of_two_actors_is_counted(said: Said) -> None:
    rows = (
        row(actor2="", inter2=""),
        row(event_id_cnty="MLI2", event_type="Strategic developments", sub_event_type="Other"),
        row(event_id_cnty="MLI3", event_type="Sorcery"),
    )
    reading, statements = said(file(*rows))
    assert statements == []
    assert reading.silences == {
        "only one side is named": 1,
        "a development that is no relation of two actors": 1,
        "the event type 'Sorcery' is none of ACLED's": 1,
    }


def test_no_finer_date_than_is_known(said: Said) -> None:
    _, [week, month] = said(
        file(row(time_precision=2), row(event_id_cnty="MLI2", time_precision=3))
    )
    assert week.time
    assert month.time
    assert week.time.edtf == "2024-11-01~"
    assert (month.time.start, month.time.end) == ("2024-11-01", "2024-11-30")


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"event_date": "31 November 2024"}, "line 2, column 'event_date': .* no calendar has"),
        ({"event_date": "last week"}, "column 'event_date': 'last week' is no date"),
        ({"year": 2023}, "column 'year': '2023' is not the year of '2024-11-01'"),
        ({"inter1": 9}, "column 'inter1': '9' is no kind of actor"),
        ({"latitude": 120}, "column 'latitude': '120' is no coordinate"),
    ],
)
def test_what_cannot_be_right_is_told_by_line_and_column(
    said: Said, cells: dict[str, object], why: str
) -> None:
    with pytest.raises(UnreadableDocument, match=why):
        said(file(row(HEADER, **cells)))
    reading, statements = said(file(row(HEADER, **cells), row(event_id_cnty="MLI2")), skip_bad=True)
    assert (len(statements), len(reading.rejected)) == (1, 1)


def test_an_event_that_stands_twice_is_told(said: Said) -> None:
    with pytest.raises(UnreadableDocument, match=r"line 3, .*: MLI1 stands in line 2 already"):
        said(file(row(), row()))


def test_columns_that_this_years_release_renamed_can_be_named(said: Said) -> None:
    text = file(row()).replace("sub_event_type", "subevent_type")
    with pytest.raises(UnreadableDocument, match="--column sub_event_type=subevent_type"):
        said(text, format="acled")
    assert len(said(text, format="acled", columns={"sub_event_type": "subevent_type"})[1]) == 1
