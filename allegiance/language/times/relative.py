"""Times told from the document's date: "last year", "two days ago", "on Monday", "by the end of the year"."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from allegiance.language.times.dated import dates, is_ahead
from allegiance.language.times.document_date import away, back, seen_from, shifted, until
from allegiance.language.times.grammar import Match
from allegiance.language.times.stretch import (
    UNKNOWN,
    When,
    calendar_date,
    one_day,
    one_month,
    one_season,
    one_weekend,
    one_year,
    open_after,
    open_before,
    qualified,
    span,
    third,
)
from allegiance.language.times.words import DAYS, SEASONS, month_number, singular, whole


def month_of_year(match: Match, reference: When) -> When:
    """ "May of last year", "12 March this year"."""
    number, day = month_number(match["ml_m"]), whole(match["ml_d"] or "")
    shift = {"last": -1, "this": 0, "next": 1}[match["ml_w"]]
    return seen_from(reference, lambda today: calendar_date(today.year + shift, number, day))


def window(match: Match, reference: When) -> When:
    """ "last year" is the year before; "the last year" and "the last two years" end now."""
    word, unit = match["wi_w"].lower(), singular(match["wi_u"])
    counted = match["wi_n"] or match["wi_v"] or match["wi_s"]
    if word in ("previous", "following") or (word == "next" and match["wi_t"] and not counted):
        return UNKNOWN
    ahead = word in ("next", "coming")
    if not counted and not match["wi_t"] and word != "past":
        return seen_from(reference, shifted(unit, 1 if ahead else -1))
    if match["wi_v"] or (match["wi_s"] and not match["wi_n"]) or word == "recent":
        return open_after(reference) if ahead else open_before(reference)
    number = whole(match["wi_n"] or "one")
    return until(reference, unit, number) if ahead else back(reference, unit, number)


def earlier_this(match: Match, reference: When) -> When:
    """ "earlier this month" ends now, "later this year" starts now, "late last year" is its third."""
    word, which = match["ea_p"].lower(), match["ea_w"].lower()
    if which not in ("this", "last", "next"):
        return UNKNOWN
    shift = {"this": 0, "last": -1, "next": 1}[which]
    unit = seen_from(reference, shifted(singular(match["ea_u"]), shift))
    if which == "this" and word in ("earlier", "later"):
        return span(unit, reference) if word == "earlier" else span(reference, unit)
    return third(unit, word) if word in ("early", "late") else unit


def ago(match: Match, reference: When) -> When:
    """A calendar unit back from the document's date; "two years later" hangs on the story's."""
    if match["ag_d"].lower() != "ago":
        return UNKNOWN
    if match["ag_v"]:
        return open_before(reference)
    unit, number = singular(match["ag_u"]), whole(match["ag_n"])
    if match["ag_t"]:
        return seen_from(reference, _to_the_day(unit, number))
    far = away if unit in ("hour", "decade", "century") else shifted
    when = seen_from(reference, far(unit, -number))
    match (match["ag_p"] or "").lower().split():
        case ["more", _] | ["over"] | ["at", _]:
            return open_before(when)
        case ["less" | "fewer", _]:
            return span(when, reference)
        case ["about" | "around" | "nearly" | "almost" | "some"]:
            return qualified(when, "~")
    return when


def _to_the_day(unit: str, number: int) -> Callable[[date], When]:
    """ "twelve years ago today"; of units other than years and weeks, the unit alone."""

    def view(today: date) -> When:
        if unit == "year":
            return calendar_date(today.year - number, today.month, today.day)
        if unit == "week":
            return one_day(today - timedelta(weeks=number))
        return shifted(unit, -number)(today)

    return view


def half_ago(match: Match, reference: When) -> When:
    """ "a year and a half ago", about a year; unknown for halves of months, weeks and days."""
    if match["hg_d"].lower() != "ago":
        return UNKNOWN
    unit = singular(match["hg_h"] or match["hg_v"] or match["hg_w"])
    years = {"year": 1, "decade": 10, "century": 100}.get(unit)
    if years is None:
        return UNKNOWN
    number = 0 if match["hg_h"] else whole(match["hg_n"])
    when = seen_from(reference, shifted("month", -(12 * number + 6) * years))
    if not when.start or not when.end:
        return UNKNOWN
    return qualified(span(one_year(when.start.year), one_year(when.end.year)), "~")


def within(match: Match, reference: When) -> When:
    """ "in two weeks" is the week after next; "within two weeks" is all the time until then."""
    unit, number = singular(match["in_u"]), whole(match["in_n"])
    if match["in_w"].lower() == "within":
        return until(reference, unit, number)
    far = away if unit in ("hour", "decade", "century") else shifted
    return seen_from(reference, far(unit, number))


def bare_unit(match: Match, reference: When) -> When:
    """The unit the document is in: "the end of the year"; "the weekend" is the latest begun."""
    unit, ahead = match["bu_u"].lower(), is_ahead(match)
    if unit != "weekend":
        return seen_from(reference, shifted(unit, 0))

    def view(today: date) -> When:
        return one_weekend(today - timedelta(weeks=not ahead and today.weekday() < 5))

    return seen_from(reference, view)


def turn(match: Match, reference: When) -> When:
    """About the first year of the document's century or millennium."""
    size = 100 if match["tu_u"].lower() == "century" else 1000

    def view(today: date) -> When:
        return one_year(today.year - today.year % size)

    return qualified(seen_from(reference, view), "~")


def day_of_month(match: Match, reference: When) -> When:
    """ "on the 27th": the latest one, seen from the document."""
    wanted = whole(match["nt_d"])

    def view(today: date) -> When:
        months = 12 * today.year + today.month - 1 - (wanted > today.day)
        return calendar_date(months // 12, months % 12 + 1, wanted)

    return seen_from(reference, view)


def day_of_week(match: Match, reference: When) -> When:
    wanted = DAYS.index(match["dw_d"])
    weeks = {"last": -1, "this": 0, "next": 1}[match["dw_w"].lower()]

    def view(today: date) -> When:
        return one_day(today + timedelta(weeks=weeks, days=wanted - today.weekday()))

    return seen_from(reference, view)


def until_present(match: Match, reference: When) -> When:
    first = one_year(int(match["pr_y"]))
    return span(first, reference) if reference.edtf else open_after(first)


def deictic(match: Match, reference: When) -> When:
    if match["dx_w"].lower() != "this":  # "that year" hangs on the story
        return UNKNOWN
    unit = singular(match["dx_u"])
    return reference if unit == "hour" else seen_from(reference, shifted(unit, 0))


def weekday(match: Match, reference: When) -> When:
    """The latest past one, the reference's own day among them unless the text says "last"."""
    wanted, ahead = DAYS.index(match["wd_d"]), not match["wd_w"] and is_ahead(match)
    word = " ".join((match["wd_w"] or "").lower().split())

    def view(today: date) -> When:
        back = (today.weekday() - wanted) % 7
        if word in ("next", "this coming"):
            return one_day(today + timedelta(days=7 - back))
        if word == "this":
            return one_day(today + timedelta(days=wanted - today.weekday()))
        if ahead:
            return one_day(today + timedelta(days=(7 - back) % 7))
        return one_day(today - timedelta(days=7 if word == "last" and not back else back))

    return seen_from(reference, view)


def bare_month(match: Match, reference: When) -> When:
    word = " ".join((match["mo_w"] or "").lower().split())
    if word in ("next", "this coming"):
        number = month_number(match["mo_m"])
        return seen_from(
            reference, lambda today: one_month(today.year + (number <= today.month), number)
        )
    if word == "this":
        number = month_number(match["mo_m"])
        return seen_from(reference, lambda today: one_month(today.year, number))
    return dates(reference, None, match["mo_m"], ahead=not word and is_ahead(match))


def bare_season(match: Match, reference: When) -> When:
    number, word = SEASONS[match["bs_s"].lower()], match["bs_w"].lower()

    def view(today: date) -> When:
        if word == "this":
            return one_season(today.year - (number == 4 and today.month < 3), number)
        seasons = [one_season(today.year + shift, number) for shift in (-2, -1, 0, 1)]
        if word.split()[-1] in ("next", "coming"):
            return next(s for s in seasons if s.start and s.start > today)
        return next(s for s in reversed(seasons) if s.end and s.end < today)

    return seen_from(reference, view)


def word(match: Match, reference: When) -> When:
    word = " ".join(match["wo"].lower().split())
    if word == "overnight":
        return seen_from(reference, _night)
    shifts = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2}
    shift = shifts.get(word, 2 if word == "the day after tomorrow" else 0)
    return seen_from(reference, shifted("day", shift))


def _night(today: date) -> When:
    return span(one_day(today - timedelta(days=1)), one_day(today))


def now(match: Match, reference: When) -> When:
    word = " ".join(match["no"].lower().split())
    closed = (
        "until",
        "up to",
        "till",
        "to the present",
        "by now",
        "to date",
        "so far",
        "to this day",
    )
    return open_before(reference) if word.startswith(closed) else open_after(reference)


def recently(_: Match, reference: When) -> When:
    return open_before(reference)


def coming(_: Match, reference: When) -> When:
    return open_after(reference)


def duration(match: Match, reference: When) -> When:
    """ "for two years" reaches to the document's date where the sentence has a perfect tense."""
    before = match.string[max(0, match.start() - 80) : match.start()]
    clause = re.split(r"[.;:!?]\s", before)[-1]
    if not re.search(r"\b(?:has|have)\b|['’]ve\b", clause):
        return UNKNOWN
    return back(reference, singular(match["du_u"]), whole(match["du_n"]))
