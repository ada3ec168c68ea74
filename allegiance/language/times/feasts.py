"""When the feasts of the calendars fall, by month: the sight of the moon may move them by a day."""

from datetime import date
from typing import NamedTuple

from allegiance.language.times.stretch import (
    UNKNOWN,
    When,
    calendar_date,
    one_month,
    one_year,
    qualified,
    span,
)


class Feast(NamedTuple):
    """A feast by the solar calendar (`month` and, where it is one, `day`) or a lunar month (1 to 12).

    Without both it is Easter. A `day` of a lunar month makes a feast of a few days.
    """

    month: int | None
    day: int | None
    lunar: int | None


def feast(which: Feast, year: int) -> When:
    """The feast in a year: a day where it is fixed, else about a month or two.

    >>> feast(Feast(None, None, 9), 2012).edtf
    '2012-07~/2012-08~'
    """
    if which.lunar:
        return _lunar(which.lunar, which.day, year)
    if which.month and which.day:
        return calendar_date(year, which.month, which.day)
    if which.month:
        return qualified(one_month(year, which.month), "~")
    easter = _easter(year)
    return qualified(one_month(year, easter.month), "~")


def _lunar(month: int, day: int | None, year: int) -> When:
    """By the tabular Islamic calendar; about the whole year where a month begins twice in it."""
    guess = (year - 622) * 33 // 32
    begun = [
        (first, hijri)
        for hijri in range(guess - 1, guess + 3)
        if (first := _first_day(hijri, month, day or 1)).year == year
    ]
    if len(begun) != 1:
        return qualified(one_year(year), "~") if begun else UNKNOWN
    first = begun[0][0]
    last = first if day else date.fromordinal(first.toordinal() + 29)
    when = span(one_month(first.year, first.month), one_month(last.year, last.month))
    return qualified(when, "~")


def _first_day(year: int, month: int, day: int) -> date:
    """A day of the tabular Islamic calendar; its first is 19 July 622, Gregorian.

    >>> _first_day(1433, 9, 1).isoformat()
    '2012-07-20'
    """
    leap = (3 + 11 * year) // 30
    return date.fromordinal(day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + leap + 227014)


def _easter(year: int) -> date:
    """Easter Sunday of the western churches (Meeus, Jones and Butcher).

    >>> _easter(2013).isoformat()
    '2013-03-31'
    """
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)
