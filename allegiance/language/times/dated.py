"""Times that tell their own date: days, months, seasons, years, decades, centuries."""

import re
from datetime import date
from functools import lru_cache

from allegiance.language.times.document_date import latest, seen_from
from allegiance.language.times.grammar import Match
from allegiance.language.times.stretch import (
    UNKNOWN,
    When,
    calendar_date,
    hundred,
    one_decade,
    one_half,
    one_month,
    one_quarter,
    one_season,
    one_year,
    qualified,
    span,
    years,
)
from allegiance.language.times.words import (
    DECADES,
    MONTHS,
    ORDINALS,
    SEASONS,
    month_number,
    whole,
    whole_year,
)


def iso_date(match: Match, _: When) -> When:
    return calendar_date(int(match["iso_y"]), int(match["iso_m"]), int(match["iso_d"]))


def slashed(match: Match, _: When) -> When:
    """Day and month in either order: the day where only one reading is a date, else the year."""
    one, two, year = int(match["sl_a"]), int(match["sl_b"]), int(match["sl_y"])
    if match["sl_s"] == ".":
        return calendar_date(year, two, one)
    readings = {
        calendar_date(year, two or 13, one or 32),
        calendar_date(year, one or 13, two or 32),
    }
    known = readings - {UNKNOWN}
    if len(known) > 1 and (order := _habit(match.string)):
        return calendar_date(year, *((two, one) if order == "day" else (one, two)))
    return known.pop() if len(known) == 1 else one_year(year) if known else UNKNOWN


@lru_cache(maxsize=16)
def _habit(text: str) -> str | None:
    """Whether a text writes the day or the month first: by those of its dates that tell, if they agree."""
    told = {
        "day" if int(day_or_month) > 12 else "month"
        for day_or_month, other in _NUMERALS.findall(text)
        if (int(day_or_month) > 12) != (int(other) > 12)
    }
    return told.pop() if len(told) == 1 else None


_NUMERALS = re.compile(r"(?<![\d/])(\d\d?)/(\d\d?)/(?:1[5-9]|20)\d\d(?![\d/])")


def dates(
    reference: When, year: str | None, month: str, *days: str | None, ahead: bool = False
) -> When:
    """A month, or a day or days of it; without a year the latest past one, or the next if `ahead`."""
    number = month_number(month)
    counted = [whole(day) for day in days if day] or [0]

    def of(year: int) -> When:
        return span(
            calendar_date(year, number, counted[0]), calendar_date(year, number, counted[-1])
        )

    if year:
        return of(int(year))

    def past(today: date) -> When:
        if counted[0] and calendar_date(today.year, number, counted[0]) is UNKNOWN:
            return next(
                (of(y) for y in range(today.year, today.year - 9, -1) if of(y).edtf), UNKNOWN
            )
        here = of(today.year)
        return here if here.start and here.start <= today else of(today.year - 1)

    def coming(today: date) -> When:
        here = of(today.year)
        return here if here.end and here.end >= today else of(today.year + 1)

    return seen_from(reference if ahead else latest(reference), coming if ahead else past)


def is_ahead(match: Match) -> bool:
    """Whether the clause up to here speaks of what is to come: "will meet on 8 August"."""
    text = match.string
    clause = _CLAUSE_END.split(text[max(0, match.start() - 80) : match.start()])[-1]
    if _COMING.search(clause):
        return True
    if not _BY.search(clause):
        return False
    rest = _CLAUSE_END.split(text[match.end() : match.end() + 80])[0]
    return bool(_DUE.search(clause) or _COMING.search(rest))


_CLAUSE_END = re.compile(r"[,;:.!?—–“”\"]")
_BY = re.compile(r"\bby\s+(?:early\s+|late\s+|mid-?|the\s+(?:end|middle|start)\s+of\s+)?$", re.I)
_DUE = re.compile(r"\b(?:must|should|has\s+to|have\s+to|would|wants?|plans?|hopes?)\b", re.I)


_COMING = re.compile(
    r"(?:\b(?:will|shall|going\s+to|scheduled|due|planned|plans|slated|upcoming|(?:is|are)\s+expected)\b"
    r"|won['’]t|['’]ll\b)(?!.*\b(?:said|says|told|announced|after|since)\b)",
    re.I,
)


def day_month(match: Match, reference: When) -> When:
    return dates(
        reference,
        match["dmy_y"],
        match["dmy_m"],
        match["dmy_d"],
        match["dmy_e"],
        ahead=is_ahead(match),
    )


def month_day(match: Match, reference: When) -> When:
    last = match["mdy_e"] or match["mdy_f"]
    return dates(
        reference, match["mdy_y"], match["mdy_m"], match["mdy_d"], last, ahead=is_ahead(match)
    )


def month_year(match: Match, _: When) -> When:
    year, first = whole_year(match["my_y"]), month_number(match["my_m"])
    last = month_number(match["my_e"]) if match["my_e"] else first
    return span(one_month(year - (first > last), first), one_month(year, last))


def season_year(match: Match, _: When) -> When:
    year, first = int(match["se_y"]), SEASONS[match["se_s"].lower()]
    if not match["se_t"]:
        return one_season(year, first)
    last = SEASONS[match["se_t"].lower()]
    return span(one_season(year - (first > last), first), one_season(year, last))


def quarter_year(match: Match, _: When) -> When:
    year, word = int(match["qu_y"] or match["qu_r"]), (match["qu_w"] or "").lower()
    if match["qu_h"]:
        return one_half(year, int(match["qu_h"]))
    if (match["qu_k"] or "").lower() == "half":
        return one_half(year, 1 if word == "first" else 2)
    return one_quarter(year, int(match["qu_n"] or match["qu_b"] or ORDINALS.get(word, 4)))


def decade_named(match: Match, _: When) -> When:
    if match["de_w"]:
        return one_decade(DECADES[match["de_w"].lower()])
    if match["de_t"]:
        return one_decade(1900 + int(match["de_t"]))
    year = int(match["de_y"])
    return hundred(year) if year % 100 == 0 and year < 2000 else one_decade(year)


def century(match: Match, _: When) -> When:
    number = whole(match["ce_n"])
    if match["ce_k"] and 0 < number < 30:
        first = 100 * number - 99 + 10 * (ORDINALS.get(match["ce_k"].lower(), 10) - 1)
        return years(first, first + 9)
    return years(100 * number - 99, 100 * number) if 0 < number < 30 else UNKNOWN


def year_range(match: Match, _: When) -> When:
    first, last = int(match["ys_a"]), match["ys_b"]
    if len(last) == 4:
        return years(first, int(last))
    if int(last) > first % 100:
        return years(first, first - first % 100 + int(last))
    return calendar_date(first, int(last)) if "-" in match.group() else UNKNOWN


def iso_month(match: Match, _: When) -> When:
    return calendar_date(int(match["ym_y"]), int(match["ym_m"]))


def fiscal_year(match: Match, _: When) -> When:
    """A year of the books, which begins in another month in each country: about that year."""
    first, last = int(match["fi_y"]), match["fi_z"] or match["fi_y"]
    return qualified(years(first, first - first % 100 + int(last[-2:])), "~")


def date_time_group(match: Match, _: When) -> When:
    """The day of a military date-time group: 151200Z MAY 11."""
    month, year = match["dt_m"].title(), match["dt_y"]
    if month not in MONTHS:
        return UNKNOWN
    return calendar_date(whole_year(year), MONTHS[month], int(match["dt_d"]))


def hyphened(match: Match, _: When) -> When:
    return calendar_date(int(match["hy_y"]), month_number(match["hy_m"]), whole(match["hy_d"]))


def short_year(match: Match, _: When) -> When:
    return one_year(whole_year(match["sy_y"]))


def bare_year(match: Match, _: When) -> When:
    return one_year(int(match["ye_y"]))
