"""NGEC's objects."""

import json
from typing import Any

import pytest

from allegiance.datasets.ngec import FORMAT
from allegiance.errors import UnreadableDocument
from tests.datasets.conftest import Said, told


def event(**told: Any) -> dict[str, Any]:
    """An event of an invented war; what is told replaces its parts."""
    return {
        "id": "20190801-1_ASSAULT", "event_type": "ASSAULT", "event_mode": ["firearms"],
        "contexts": ["military"], "pub_date": "2019-08-02", "date_resolved": "2019-07-31",
        "date_raw": "on Wednesday", "publisher": "Gondor Herald", "story_id": "S1",
        "event_text": "Riders of Gondor met Mordor at Osgiliath on Wednesday.",
        "attributes": {
            "ACTOR": [{
                "text": "Riders of Gondor", "wiki": "Gondor", "country": "MLI", "code_1": "REB",
                "code_2": "", "qa_score": 0.3, "qa_start_char": 0, "qa_end_char": 16,
            }],
            "RECIP": [{"text": "Mordor", "wiki": "", "country": "NER", "code_1": "REB", "code_2": ""}],
            "LOC": [{"text": "Osgiliath"}],
        },
        "event_geolocation": {
            "reason": "found",
            "geo": {
                "resolved_placename": "Osgiliath", "country_code3": "MLI", "lat": 14.5, "lon": -4.2,
                "feature_class": "P",
            },
        },
        **told,
    }  # fmt: skip


def lines(*events: object) -> str:
    return "".join(f"{json.dumps(each)}\n" for each in events)


def test_an_event_is_told_by_its_publisher(said: Said) -> None:
    reading, [fight] = said(lines(event()), name="events_processed.jsonl")
    assert reading.form is FORMAT
    assert told([fight]) == [("Gondor", "fight", "Mordor")]
    assert (fight.source.id, fight.target.id) == ("ngec:gondor", "ngec:mordor-ner")
    assert (fight.outlet, fight.date, fight.voice) == ("NGEC", "2019-08-02", "Gondor Herald")
    assert (fight.confidence, fight.source.kind, fight.source.country) == (0.5, "armed group", "ML")
    assert fight.time
    assert (fight.time.text, fight.time.start) == ("on Wednesday", "2019-07-31")
    assert fight.place
    assert (fight.place.name, fight.theatre, fight.place.lat) == ("Osgiliath", "ML", 14.5)
    assert "event_text: Riders of Gondor met Mordor" in fight.sentence


def test_a_list_of_events_and_the_older_form_of_places_are_read(said: Said) -> None:
    place = {"resolved_placename": "Bree", "lat": 1.0, "lon": 2.0, "country_code3": "NER"}
    old = event(event_geolocation=place, date_raw="No date detected--using publication date")
    _, [fight] = said(json.dumps([old], indent=1))
    assert fight.place
    assert (fight.place.name, fight.theatre) == ("Bree", "NE")
    assert fight.time
    assert fight.time.text == "2019-07-31"


def test_several_actors_each_act(said: Said) -> None:
    told_ = event()
    told_["attributes"]["ACTOR"].append({"text": "Rohan", "country": "", "code_1": ""})
    _, statements = said(lines(told_))
    assert told(statements) == [("Gondor", "fight", "Mordor"), ("Rohan", "fight", "Mordor")]


def test_events_without_an_end_or_a_place_are_kept_as_evidence(said: Said) -> None:
    bare = event(id="b", event_geolocation={"reason": "none", "geo": None})
    bare["attributes"] = {"ACTOR": [], "RECIP": [{"text": "Mordor"}]}
    reading, statements = said(lines(event(), bare))
    assert len(statements) == 1
    assert reading.silences == {"an end is not named": 1}


def test_what_cannot_be_right_is_told_by_line_and_column(said: Said) -> None:
    bad = event(id="b", date_resolved="2019-02-30")
    with pytest.raises(
        UnreadableDocument, match="line 2, column 'date_resolved': '2019-02-30' is a"
    ):
        said(lines(event(), bad))
    with pytest.raises(UnreadableDocument, match="line 2: the line is no JSON"):
        said(lines(event()) + '{"id": "c", "event\n')
    reading, statements = said(lines(event()) + '{"id": "c", "event\n', skip_bad=True)
    assert (len(statements), len(reading.rejected)) == (1, 1)
    with pytest.raises(UnreadableDocument, match="cut short or damaged: no JSON from line 1 on"):
        said(json.dumps([event()])[:-9])
