"""Times told from the document's date, and those of well-known events."""

import re
from datetime import date, timedelta

from allegiance.language.times.dated import dates, is_ahead
from allegiance.language.times.document_date import away, back, seen_from, shifted, until
from allegiance.language.times.events import events
from allegiance.language.times.grammar import Match
from allegiance.language.times.stretch import (
    UNKNOWN,
    When,
    beside,
    calendar_date,
    one_day,
    one_month,
    one_season,
    open_after,
    open_before,
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
    if unit in ("hour", "decade", "century"):
        return seen_from(reference, away(unit, -number))
    return seen_from(reference, shifted(unit, -number))


def deictic(match: Match, reference: When) -> When:
    if match["dx_w"].lower() != "this":
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
    shifts = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2}
    shift = shifts.get(word, 2 if word == "the day after tomorrow" else 0)
    return seen_from(reference, shifted("day", shift))


def now(match: Match, reference: When) -> When:
    word = " ".join(match["no"].lower().split())
    closed = ("until", "up to", "till", "by now", "to date", "so far", "to this day")
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


def event(match: Match, reference: When) -> When:
    """Where a well-known event lies, or the side of it that the preposition names."""
    dates = events()[" ".join(match["ev_f"].lower().replace("’", "'").split())]
    known = [when for when in dates if _by_then(when, reference)]
    if match["ev_y"]:
        known = [calendar_date(int(match["ev_y"]))]
    elif reference.edtf is None and len(dates) > 1:
        known = []
    return beside(known[-1], match["ev_p"].lower(), inclusive=True) if known else UNKNOWN


def _by_then(when: When, reference: When) -> bool:
    return reference.end is None or (when.start is not None and when.start <= reference.end)
