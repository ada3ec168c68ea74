from allegiance.network.ties import read_at
from allegiance.views.answers.changes import changes
from tests.views import fixtures


def test_a_change_shows_the_sentence_that_marks_it_first() -> None:
    found = changes(read_at(fixtures.statements()))
    assert found.silence is None
    known = {one.id: one for one in fixtures.statements()}
    for change in found.changes:
        assert change.legs[0].name == "The sentence that marks it"
        assert len(change.legs[0].statements) == 1
        assert {one for leg in change.legs for one in leg.statements} <= known.keys()
    moved = found.changes[0]
    assert moved.title == "Haradrim Front: from White Hand to Gondor"
    assert moved.facts[0] == "2007/2011"


def test_a_frame_bears_the_reading_of_its_change() -> None:
    found = changes(read_at(fixtures.statements()))
    readings = {change.reading for change in found.changes}
    frames = [frame for lane in found.lanes for frame in lane.marks]
    assert frames
    assert {frame.reading for frame in frames} <= readings


def test_no_change_says_what_was_looked_for() -> None:
    assert "no statement" in str(changes([]).silence)
