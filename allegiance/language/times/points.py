"""From the text to points in time."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from allegiance.language.times.dated import (
    bare_year,
    century,
    date_time_group,
    day_month,
    decade_named,
    fiscal_year,
    hyphened,
    iso_date,
    iso_month,
    month_day,
    month_year,
    quarter_year,
    season_year,
    short_year,
    slashed,
    year_range,
)
from allegiance.language.times.events import first_words, told_by_name
from allegiance.language.times.grammar import Match, patterns
from allegiance.language.times.relative import (
    ago,
    bare_month,
    bare_season,
    bare_unit,
    coming,
    day_of_month,
    day_of_week,
    deictic,
    duration,
    earlier_this,
    half_ago,
    month_of_year,
    now,
    recently,
    turn,
    until_present,
    weekday,
    window,
    within,
)
from allegiance.language.times.relative import (
    word as day_word,
)
from allegiance.language.times.stretch import When
from allegiance.language.times.traps import is_time
from allegiance.language.times.words import month_number, singular, whole


class Found(NamedTuple):
    """A piece of text and the time it stands for; `kind` names the pattern that found it.

    `step` is the unit and how many of them an expression lies from the story ("two years later"), and
    `short` is what follows the year in ISO ("-08-05") where the text leaves the year to the reader.
    """

    begin: int
    end: int
    when: When
    kind: str
    short: str = ""
    step: tuple[str, int] | None = None


def points(text: str, reference: When) -> Iterator[Found]:
    """Every time the text names, without what stands before it; what only looks like one is left."""
    at, openings, names = 0, patterns(), first_words()
    for piece in _WORD.finditer(text):
        word = piece[0].lower()
        figures = word[0] in _DIGITS
        pattern = openings.get(_LEADING.get(word[0], word))
        if piece.start() < at or not (pattern or word in names):
            continue
        if word in names or (figures and len(word) == 4):
            told = told_by_name(text, at, piece.start(), reference)
            if told:
                yield Found(told.begin, told.end, told.when, told.kind)
                at = told.end
                continue
        match = pattern and pattern.match(text, piece.start())
        kind = (match and match.lastgroup) or ""
        if match and is_time(kind, match):
            when = _VIEWS[kind](match, reference)
            yield Found(
                match.start(), match.end(), when, kind, _short(kind, match), _step(kind, match)
            )
            at = match.end()


def _short(kind: str, match: Match) -> str:
    if kind == "month":
        return f"-{month_number(match['mo_m']):02}"
    if kind in ("dmy", "mdy") and not match[f"{kind}_y"]:
        month, day = month_number(match[f"{kind}_m"]), whole(match[f"{kind}_d"])
        return f"-{month:02}-{day:02}"
    return ""


def _step(kind: str, match: Match) -> tuple[str, int] | None:
    """How far from the story's own time: "the following year" is one year on, "that day" none."""
    if kind == "window" and not (match["wi_n"] or match["wi_v"] or match["wi_s"]):
        shift = {"previous": -1, "following": 1, "next": 1}.get(match["wi_w"].lower())
        return (singular(match["wi_u"]), shift) if shift else None
    if kind == "ago" and match["ag_n"] and not match["ag_p"]:
        word, number = match["ag_d"].lower(), whole(match["ag_n"])
        return singular(match["ag_u"]), -number if word in ("earlier", "before") else number
    if kind in ("deictic", "earlier"):
        return singular(match["dx_u" if kind == "deictic" else "ea_u"]), 0
    return None


_WORD = re.compile(r"[A-Za-z]+|\d+|['’‘](?=\d\d)")


_DIGITS = frozenset("0123456789")
_LEADING = dict.fromkeys("0123456789", "0") | dict.fromkeys("'’‘", "'")


_VIEWS: dict[str, Callable[[Match, When], When]] = {
    "iso": iso_date,
    "slashed": slashed,
    "dmy": day_month,
    "mdy": month_day,
    "mly": month_of_year,
    "my": month_year,
    "season": season_year,
    "quarter": quarter_year,
    "decade": decade_named,
    "century": century,
    "years": year_range,
    "yearmonth": iso_month,
    "year": bare_year,
    "window": window,
    "earlier": earlier_this,
    "ago": ago,
    "deictic": deictic,
    "weekday": weekday,
    "month": bare_month,
    "bareseason": bare_season,
    "word": day_word,
    "dtg": date_time_group,
    "hyphened": hyphened,
    "present": until_present,
    "fiscal": fiscal_year,
    "turn": turn,
    "shortyear": short_year,
    "halfago": half_ago,
    "within": within,
    "bareunit": bare_unit,
    "nth": day_of_month,
    "dayofweek": day_of_week,
    "now": now,
    "recently": recently,
    "coming": coming,
    "lasting": recently,
    "duration": duration,
    "long": recently,
}
