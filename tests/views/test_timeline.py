from datetime import date
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as some

from allegiance.network.ties import tie
from allegiance.views.timeline import bar, draw, span
from tests.views import fixtures
from tests.views.fixtures import statement, when


def test_a_year_is_a_bar_of_a_year() -> None:
    found = bar(statement(time=fixtures.Y2007))
    assert found is not None
    assert (found.start, found.end, found.precision, found.told) == (
        "2007-01-01",
        "2007-12-31",
        "year",
        True,
    )


def test_an_open_interval_stays_open() -> None:
    found = bar(statement(time=fixtures.SINCE2012))
    assert found is not None
    assert (found.start, found.end, found.precision) == ("2012-01-01", None, "interval")


def test_a_month_and_a_day_keep_their_grain() -> None:
    month = bar(statement(time=fixtures.JAN2013))
    day = bar(statement(time=when("today", "2013-01-11", "2013-01-11")))
    assert month is not None
    assert day is not None
    assert (month.precision, day.precision) == ("month", "day")


def test_without_a_time_a_statement_stands_at_its_documents_date() -> None:
    found = bar(statement())
    assert found is not None
    assert (found.start, found.precision, found.told) == ("2013-01-01", "year", False)


def test_without_any_date_a_statement_stands_nowhere() -> None:
    assert bar(statement(date=None)) is None
    assert bar(statement(date=None, time=when("then", None, None))) is None


def test_a_february_ends_when_it_ends() -> None:
    assert span("2012-02") == ("2012-02-01", "2012-02-29", "month")


@given(some.dates())
def test_a_prefix_of_a_date_holds_it(day: date) -> None:
    for length in (4, 7, 10):
        start, end, _ = span(day.isoformat()[:length])
        assert start <= day.isoformat() <= end


def test_the_picture_has_a_row_for_each_dated_tie() -> None:
    ties = tie(fixtures.statements())
    root = ElementTree.fromstring(draw(ties))
    rows = [text.text for text in root.iter() if text.text and "Gondor fight" in text.text]
    assert rows == ["Gondor fight White Hand"]
    assert "rect" not in draw(tie([statement(date=None)]))
