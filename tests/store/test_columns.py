"""What a statement puts into its columns."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.statements.statement import Attribution, End, Place, Time
from allegiance.store.columns import Row, span, speakers, statement_rows, widen
from tests.store.conftest import document, end, say

LETTER = document(outlet="The Palantir", date="3019-03")


def row(target: str | End = "Osgiliath", **more: object) -> Row:
    return statement_rows([say(LETTER, "Gondor", "control", target, **more)])[0]


@pytest.mark.parametrize(
    ("prefix", "first", "last"),
    [
        ("3019", date(3019, 1, 1), date(3019, 12, 31)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
        ("3019-03-25", date(3019, 3, 25), date(3019, 3, 25)),
        ("3019-03-25T10:00:00", date(3019, 3, 25), date(3019, 3, 25)),
        ("3019-13", None, None),
        ("in spring", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_a_partial_date_is_as_wide_as_it_says(
    prefix: str | None, first: date | None, last: date | None
) -> None:
    assert widen(prefix) == (first, last)


@given(st.dates())
def test_the_day_lies_in_its_month_and_its_year(day: date) -> None:
    for length in (4, 7, 10):
        first, last = widen(day.isoformat()[:length])
        assert first is not None
        assert last is not None
        assert first <= day <= last


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_none(text: str) -> None:
    first, last = widen(text)
    assert (first is None) == (last is None)


def when(start: str | None, stop: str | None) -> Time:
    return Time(text="then", start=start, end=stop)


@pytest.mark.parametrize(
    ("time", "status", "first", "last"),
    [
        (when("3018-01-01", "3018-12-31"), "past", "3018-01-01", "3018-12-31"),
        (when("3018-01-01", None), "ongoing", "3018-01-01", "3019-03-31"),
        (when("3018-01-01", None), "past", "3018-01-01", "3018-01-01"),
        (when("3020-01-01", None), "ongoing", "3020-01-01", "3020-01-01"),
        (when(None, "3018-12-31"), "past", "3018-12-31", "3018-12-31"),
        (when(None, None), "ongoing", "3019-03-01", "3019-03-31"),
        (None, "ongoing", "3019-03-01", "3019-03-31"),
        (None, "past", None, None),
        (None, "hypothetical", None, None),
    ],
)
def test_a_statement_spans_what_the_text_tells(
    time: Time | None, status: str, first: str | None, last: str | None
) -> None:
    said = say(LETTER, "Gondor", "arm", "Rohan", time=time, time_status=status)
    assert [each and each.isoformat() for each in span(said)] == [first, last]


def test_the_place_is_where_it_plays_out() -> None:
    target = end("Osgiliath", kind="place", country="GO", lat=1.0, lon=2.0)
    assert row(target=target)["place"] == "Osgiliath"
    field = Place(id="p", name="Pelennor", country=None, lat=3.0, lon=4.0)
    told = row(target=target, place=field)
    assert (told["place"], told["lat"], told["theatre"]) == ("Pelennor", 3.0, "p")
    assert row()["place"] is None


def test_everyone_in_the_chain_is_a_speaker() -> None:
    chain = (
        Attribution(id="faramir", name="Faramir", kind="person", verb="writes"),
        Attribution(id="reportedly", name="reportedly", kind="impersonal", verb=None),
    )
    said = say(LETTER, "Gondor", "arm", "Rohan", attribution=chain)
    assert speakers(said) == ["Faramir", "faramir", "reportedly"]
    assert speakers(say(LETTER, "Gondor", "arm", "Rohan")) == ["The Palantir"]


def test_of_two_statements_with_one_id_the_first_is_kept() -> None:
    one, two = (say(LETTER, "Gondor", "arm", "Rohan", begin=n) for n in (3, 4))
    assert [told["begin"] for told in statement_rows([one, two])] == [3]
