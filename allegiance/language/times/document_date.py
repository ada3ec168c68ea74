"""The document's own date, and what is seen from it."""

from collections.abc import Callable
from datetime import date, timedelta

from allegiance.language.times.stretch import (
    UNKNOWN,
    When,
    one_day,
    one_decade,
    one_month,
    one_quarter,
    one_week,
    one_weekend,
    one_year,
    span,
    years,
)


def seen_from(reference: When, view: Callable[[date], When]) -> When:
    """What `view` shows from every day the reference can be.

    Where the first and the last of these days agree, that; otherwise all between, told at the
    precision of the reference.
    """
    if not reference.start or not reference.end or not reference.edtf:
        return UNKNOWN
    try:
        early, late = view(reference.start), view(reference.end)
        if early == late or early.start is None or late.end is None:
            return early
        size = one_month if len(reference.edtf) == 7 else lambda year, _: one_year(year)
        return span(size(early.start.year, early.start.month), size(late.end.year, late.end.month))
    except (ValueError, OverflowError):
        return UNKNOWN


def shifted(unit: str, shift: int) -> Callable[[date], When]:
    """The calendar unit that lies `shift` units from a day's own."""

    def view(day: date) -> When:
        months = 12 * day.year + day.month - 1 + shift
        match unit:
            case "day":
                return one_day(day + timedelta(days=shift))
            case "week":
                return one_week(day + timedelta(weeks=shift))
            case "fortnight":
                return one_week(day + timedelta(weeks=2 * shift))
            case "weekend":
                return one_weekend(day + timedelta(weeks=shift))
            case "month":
                return one_month(months // 12, months % 12 + 1)
            case "quarter":
                quarters = 4 * day.year + (day.month - 1) // 3 + shift
                return one_quarter(quarters // 4, quarters % 4 + 1)
            case "year":
                return one_year(day.year + shift)
            case "decade":
                return one_decade(day.year + 10 * shift)
        first = (day.year - 1) // 100 * 100 + 1 + 100 * shift
        return years(first, first + 99)

    return view


def latest(reference: When) -> When:
    """A reference of a month or a day, narrowed to its last day; one of a year stays whole."""
    if reference.edtf and len(reference.edtf) > 4 and reference.end:
        return one_day(reference.end)
    return reference


def back(reference: When, unit: str, number: int) -> When:
    """The `number` units that end now."""
    return span(seen_from(reference, away(unit, -number)), reference)


def until(reference: When, unit: str, number: int) -> When:
    return span(reference, seen_from(reference, away(unit, number)))


def away(unit: str, number: int) -> Callable[[date], When]:
    """The end of a window: windows of weeks and hours are counted in days, decades in years."""
    if unit == "hour":
        days = (abs(number) + 23) // 24 if abs(number) >= 24 else 0
        return shifted("day", -days if number < 0 else days)
    sizes = {"week": ("day", 7), "weekend": ("day", 7), "fortnight": ("day", 14)}
    sizes |= {"decade": ("year", 10), "century": ("year", 100), "quarter": ("month", 3)}
    smaller, size = sizes.get(unit, (unit, 1))
    return shifted(smaller, number * size)
