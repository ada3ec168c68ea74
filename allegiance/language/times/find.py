"""Text in, expressions of time out."""

from datetime import date

from allegiance.language.times.expression import Interval, TimeExpression
from allegiance.language.times.points import Found, points
from allegiance.language.times.prepositions import joined, related
from allegiance.language.times.story import told_from_story
from allegiance.language.times.stretch import read_date


def find_times(text: str, *, reference: str | None = None) -> list[TimeExpression]:
    """The temporal expressions of an English text, in order and without overlaps.

    `reference` is the document's date, an ISO 8601 date or a prefix of one. What is told relative
    to it ("last week") is resolved no finer than it is known; without a reference, or with one that
    is no date, such an expression keeps its text and an interval of None.

    >>> [when.time.edtf for when in find_times("Gondor has held Osgiliath since 2007.")]
    ['2007/..']
    """
    plain, floor = text.translate(_ODD_LETTERS), 0
    told: list[Found] = []
    for point in joined(plain, points(plain, read_date(reference))):
        complete = related(plain, floor, told_from_story(plain, told, point))
        told.append(complete)
        floor = complete.end
    return [_expression(text, found) for found in told]


# Letters that a pattern without case takes for an i or an s, but that no table of words knows; one
# code point for one, so that offsets hold.
_ODD_LETTERS = str.maketrans("\u0130\u0131\u017f", "Iis")


def _expression(text: str, found: Found) -> TimeExpression:
    start, end, edtf = found.when
    wording = text[found.begin : found.end]
    time = Interval(text=wording, start=_iso(start), end=_iso(end), edtf=edtf)
    return TimeExpression(begin=found.begin, end=found.end, time=time)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
