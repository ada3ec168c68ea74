"""Dates of publication, as precise as they were told and no more."""

import re
from datetime import date


def stated_date(text: str) -> str | None:
    """The ISO date, or prefix of one, that a file or a user states; None where it states none.

    >>> stated_date("Monday, 14 January 2013, 10:30 GMT")
    '2013-01-14'
    >>> stated_date("January 2013")
    '2013-01'

    A date and time keep their own day, whatever the time zone. "03/04/2013" names two different
    days on two sides of an ocean, so it is no date.
    """
    line = _LABEL.sub("", " ".join(text.split()))
    for shape in _SHAPES:
        if found := shape.fullmatch(line):
            return _iso(**found.groupdict())
    numbers = _NUMBERS.fullmatch(line)
    return _settle(**numbers.groupdict()) if numbers else None


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[12]\d{3})"
_TIME = r"(?:,? ?(?:at |- |\| )?\d{1,2}[:.h]\d{2}.{0,40})?"
_LABEL = re.compile(
    r"^(?:(?:first |originally |date )?(?:published|posted|issued|released)(?: on| at)?|dated?"
    r"|publication date|date of publication|on)\b ?:? ?",
    re.IGNORECASE,
)
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE | re.ASCII)
    for shape in (
        _YEAR,
        rf"{_YEAR}-(?P<month>\d\d)",
        rf"{_YEAR}([-/.])(?P<month>\d\d?)\2(?P<day>\d\d?)(?:Z|[T ]\d.{{0,40}})?",
        rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?:T\d{{4,6}}.{{0,10}})?",
        rf"{_MONTH},? (?:of )?{_YEAR}",
        rf"{_WEEKDAY}(?:the )?{_DAY} (?:of )?{_MONTH},? {_YEAR}{_TIME}",
        rf"{_WEEKDAY}{_DAY}-{_MONTH}-{_YEAR}{_TIME}",
        rf"{_WEEKDAY}{_MONTH} {_DAY},? {_YEAR}{_TIME}",
        rf"{_WEEKDAY}{_MONTH} {_DAY} \d\d:\d\d(?::\d\d)?(?: [A-Z]{{3,5}})? {_YEAR}",
    )
)
_NUMBERS = re.compile(
    rf"{_WEEKDAY}(?P<one>\d\d?)(?P<mark>[/.-])(?P<two>\d\d?)(?P=mark){_YEAR}{_TIME}",
    re.IGNORECASE | re.ASCII,
)


def _iso(year: str, month: str | None = None, day: str | None = None) -> str | None:
    """The parts as one ISO date, None where the calendar has no such day."""
    if month is None:
        return year
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    try:
        found = date(int(year), number, int(day or 1)).isoformat()
    except ValueError:
        return None
    return found if day else found[:7]


def _settle(one: str, mark: str, two: str, year: str) -> str | None:
    """Day and month in figures, where only one order is possible: dots put the day first."""
    if mark == "." or one == two or int(one) > 12:
        return _iso(year, two, one)
    return _iso(year, one, two) if int(two) > 12 else None
