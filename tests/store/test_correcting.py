"""Single statements, corrected and split."""

import pytest

from allegiance.errors import BadDecision
from allegiance.statements.statement import Place
from allegiance.store import Correct, Split
from allegiance.store.correcting import Shown, corrected, fitting, interval, parted
from tests.store.conftest import document, end, say

SAID = say(document(date="3019"), "Gondor", "arm", "Rohan")
OSGILIATH = Place(id="osgiliath", name="Osgiliath", country="GO", lat=1.0, lon=2.0)
ROHAN: Shown = ("Rohan", "state", "RO")


def correct(**told: object) -> Correct:
    return Correct("s", **told)  # type: ignore[arg-type]


def test_a_correction_changes_what_it_tells_and_nothing_else() -> None:
    found = corrected(SAID, correct(source="rohan", polarity="negative"), lambda _: ROHAN)
    assert (found.source.id, found.source.name, found.source.country) == ("rohan", "Rohan", "RO")
    assert (found.source.mention, found.source.begin) == ("Gondor", 0)
    assert found.polarity == "negative"
    assert found.target == SAID.target
    assert corrected(SAID, correct(certainty=SAID.certainty), lambda _: ROHAN) == SAID


def test_a_relation_brings_its_sign_and_event() -> None:
    found = corrected(SAID, correct(relation="fight"), lambda _: ROHAN)
    assert (found.relation, found.sign, found.event) == ("fight", -1, "ASSAULT")


def test_times_places_and_instruments_can_be_taken_away() -> None:
    told = corrected(
        SAID, correct(time="3018/..", place=OSGILIATH, instrument="bows"), lambda _: ROHAN
    )
    assert told.time is not None
    assert (told.time.start, told.time.end, told.theatre) == ("3018-01-01", None, "GO")
    gone = corrected(told, correct(time=None, place=None, instrument=None), lambda _: ROHAN)
    assert gone == SAID


@pytest.mark.parametrize(
    ("told", "start", "last"),
    [
        ("2012", "2012-01-01", "2012-12-31"),
        ("2012-02/2012-03", "2012-02-01", "2012-03-31"),
        ("../2012", None, "2012-12-31"),
    ],
)
def test_times_are_no_finer_than_told(told: str, start: str | None, last: str | None) -> None:
    time = interval(told)
    assert (time.start, time.end, time.edtf) == (start, last, told)


@pytest.mark.parametrize("told", ["spring", "2013/2012", "../..", "", "2012-13"])
def test_what_is_no_time_is_refused(told: str) -> None:
    with pytest.raises(BadDecision, match="is none; write 2012"):
        interval(told)


def test_ends_must_fit_the_relation() -> None:
    fitting(SAID)
    with pytest.raises(BadDecision, match="target 'Rohan' is an actor, and relation 'control'"):
        fitting(corrected(SAID, correct(relation="control"), lambda _: ROHAN))
    fitting(corrected(SAID, correct(relation="control", target=OSGILIATH), lambda _: ROHAN))


@pytest.mark.parametrize(
    ("split", "meant"),
    [
        (Split("rohan", "x", documents=(SAID.document,)), True),
        (Split("rohan", "x", documents=("other",)), False),
        (Split("rohan", "x", statements=(SAID.id,), wordings=("ROHAN",)), True),
        (Split("rohan", "x", statements=("other",)), False),
        (Split("rohan", "x", wordings=("the riders",)), False),
        (Split("rohan", "x", since="3019", until="3019"), True),
        (Split("rohan", "x", since="3020"), False),
        (Split("rohan", "x", until="3018"), False),
        (Split("mordor", "x", since="3000"), False),
    ],
)
def test_a_split_is_about_what_meets_all_its_conditions(split: Split, meant: bool) -> None:
    found = parted(SAID, split, frozenset((split.actor,)), ("x", ("X", "state", None)))
    assert (found.target.id == "x") is meant
    assert found.source == SAID.source


def test_places_are_not_split() -> None:
    there = say(document(), "Gondor", "control", end("Rohan", kind="place"))
    split = Split("rohan", "x", wordings=("Rohan",))
    assert parted(there, split, frozenset(("rohan",)), ("x", ("X", "state", None))) == there
