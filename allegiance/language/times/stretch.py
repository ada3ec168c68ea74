"""Stretches of the calendar: days, months, seasons, years and what lies between them, with their EDTF."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple


class When(NamedTuple):
    """An interval of days, either side open where None, with its EDTF."""

    start: date | None
    end: date | None
    edtf: str | None


UNKNOWN = When(None, None, None)


def one_day(day: date) -> When:
    return When(day, day, day.isoformat())


def one_month(year: int, month: int) -> When:
    last = monthrange(year, month)[1]
    return When(date(year, month, 1), date(year, month, last), f"{year:04}-{month:02}")


def one_year(year: int) -> When:
    return When(date(year, 1, 1), date(year, 12, 31), f"{year:04}")


def years(first: int, last: int) -> When:
    return span(one_year(first), one_year(last))


def hundred(year: int) -> When:
    """The hundred years of a "1800s"."""
    first = year - year % 100
    return When(date(first, 1, 1), date(first + 99, 12, 31), f"{first // 100:02}XX")


def one_decade(year: int) -> When:
    first = year - year % 10
    return When(date(first, 1, 1), date(first + 9, 12, 31), f"{first // 10:03}X")


def one_week(day: date) -> When:
    monday = day - timedelta(days=day.weekday())
    return span(one_day(monday), one_day(monday + timedelta(days=6)))


def one_weekend(day: date) -> When:
    saturday = day - timedelta(days=day.weekday()) + timedelta(days=5)
    return span(one_day(saturday), one_day(saturday + timedelta(days=1)))


def one_quarter(year: int, quarter: int) -> When:
    months = span(one_month(year, 3 * quarter - 2), one_month(year, 3 * quarter))
    return months._replace(edtf=f"{year:04}-{32 + quarter}")


def one_half(year: int, half: int) -> When:
    months = span(one_month(year, 6 * half - 5), one_month(year, 6 * half))
    return months._replace(edtf=f"{year:04}-{39 + half}")


def one_season(year: int, season: int) -> When:
    """Seasons of the northern hemisphere, by months; 1 is spring. A winter ends in the next year."""
    if season == 4:
        months = span(one_month(year, 12), one_month(year + 1, 2))
    else:
        months = span(one_month(year, 3 * season), one_month(year, 3 * season + 2))
    return months._replace(edtf=f"{year:04}-{20 + season}")


def span(first: When, last: When) -> When:
    """From the start of one to the end of the other; unknown where they do not follow in order."""
    if first.edtf is None or last.edtf is None:
        return UNKNOWN
    if first.start and last.end and first.start > last.end:
        return UNKNOWN
    left, right = first_of(first.edtf), last_of(last.edtf)
    return When(first.start, last.end, left if left == right else f"{left}/{right}")


def first_of(edtf: str) -> str:
    return edtf.split("/")[0].replace("X", "0")


def last_of(edtf: str) -> str:
    return edtf.split("/")[-1].replace("X", "9")


def third(when: When, part: str) -> When:
    """The early, middle or late third of a time; the early nineties are 1990 to 1993."""
    if not when.start or not when.end or not when.edtf:
        return when
    if part in ("first", "second"):
        return _half_of(when, first=part == "first")
    third = {"early": 0, "mid": 1, "late": 2}[part]
    first, length = when.start, (when.end - when.start).days + 1
    if re.fullmatch(r"\d{3}X", when.edtf):
        return years(first.year + 3 * third, first.year + 3 * third + 3)
    if length > 360:
        count = when.end.year - first.year + 1
        if count > 1:
            third_of = count // 3 or 1
            last = when.end.year if third == 2 else first.year + (third + 1) * third_of - 1
            return years(first.year + third * third_of, last)
        return span(one_month(first.year, 4 * third + 1), one_month(first.year, 4 * third + 4))
    if 88 < length < 93:
        months = 12 * first.year + first.month - 1 + third
        return one_month(months // 12, months % 12 + 1)
    if 27 < length < 32:
        last = 10 * third + 10 if third < 2 else length
        return span(one_day(first.replace(day=10 * third + 1)), one_day(first.replace(day=last)))
    return when


def _half_of(when: When, *, first: bool) -> When:
    """The first or second half of a month, a year, a decade or a century."""
    if not when.start or not when.end:
        return when
    start, end = when.start, when.end
    count = end.year - start.year + 1
    if count > 1:
        middle = start.year + count // 2
        return years(start.year, middle - 1) if first else years(middle, end.year)
    if (end - start).days > 360:
        return one_half(start.year, 1 if first else 2)
    if 27 <= (end - start).days < 31:
        middle_day = start.replace(day=15)
        if first:
            return span(one_day(start), one_day(middle_day))
        return span(one_day(middle_day + timedelta(days=1)), one_day(end))
    return when


def qualified(when: When, mark: str) -> When:
    """The time with EDTF's "~" (about) or "?" (perhaps) at each of its ends."""
    if not when.edtf:
        return when
    ends = (end if end == ".." or end[-1] in "~?" else end + mark for end in when.edtf.split("/"))
    return when._replace(edtf="/".join(ends))


def read_date(given: str | None) -> When:
    """The day, month or year that an ISO prefix names; unknown where it names none."""
    match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?!\d))?)?(?![\d-])", given or "")
    if not match:
        return UNKNOWN
    year, month, day = (int(part) if part else 0 for part in match.groups())
    return calendar_date(year, month, day)


def calendar_date(year: int, month: int = 0, day: int = 0) -> When:
    try:
        if day:
            return one_day(date(year, month, day))
        return one_month(year, month) if month else one_year(year)
    except (ValueError, OverflowError):
        return UNKNOWN


def open_before(when: When) -> When:
    return When(None, when.end, f"../{last_of(when.edtf)}") if when.edtf else UNKNOWN


def open_after(when: When) -> When:
    if not when.edtf or not when.start:
        return UNKNOWN
    return When(when.start, None, f"{first_of(when.edtf)}/..")


def beside(when: When, preposition: str, *, inclusive: bool) -> When:
    """The side of a time that a preposition names.

    After 2011 is 2012 and on; after the 2011 war, which lies somewhere in 2011, is 2011 and on.
    """
    word = " ".join(preposition.split())
    if word == "not until":
        return when
    if "since" in word or "earlier than" in word or word == "not before":
        return open_after(when)
    if word in _UNTIL or "later than" in word:
        return open_before(when)
    if "after" in word or word in _AFTER:
        return open_after(edge(when, last_of) if inclusive else neighbour(when, 1))
    if "before" in word or word in ("prior to", "pre"):
        return open_before(edge(when, first_of) if inclusive else neighbour(when, -1))
    if re.search(r"run-?up to|eve of|ahead of", word):
        return open_before(edge(when, first_of))
    return when


_UNTIL = {"until", "till", "up to", "up until", "through", "by"}
_AFTER = {"following", "post", "in the wake of"}


def edge(when: When, side: Callable[[str], str]) -> When:
    """The unit at one side of an interval: after a war of 1939/1945 is 1945 and on."""
    return read_date(side(when.edtf)) if when.edtf and "/" in when.edtf else when


def neighbour(when: When, step: int) -> When:
    """The unit next to a year, a month or a day; next to a longer time, the day."""
    edge = when.end if step > 0 else when.start
    if not edge or not when.edtf:
        return UNKNOWN
    try:
        day = edge + timedelta(days=step)
    except OverflowError:
        return UNKNOWN
    if re.fullmatch(r"\d{3}X", when.edtf):
        return one_year(day.year)
    parts = when.edtf.count("-") if re.fullmatch(r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?", when.edtf) else 2
    return calendar_date(day.year, day.month if parts else 0, day.day if parts > 1 else 0)
