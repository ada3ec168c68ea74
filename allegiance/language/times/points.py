"""From the text to points in time."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from allegiance.language.times.dated import (
    bare_year,
    century,
    day_month,
    decade_named,
    iso_date,
    iso_month,
    month_day,
    month_year,
    quarter_year,
    season_year,
    slashed,
    year_range,
)
from allegiance.language.times.grammar import Match, grammar
from allegiance.language.times.relative import (
    ago,
    bare_month,
    bare_season,
    coming,
    deictic,
    duration,
    earlier_this,
    event,
    month_of_year,
    now,
    recently,
    weekday,
    window,
    word,
)
from allegiance.language.times.stretch import When
from allegiance.language.times.traps import is_time
from allegiance.language.times.words import OPENERS, month_number, whole


class Found(NamedTuple):
    """A piece of text and the time it stands for; `kind` names the pattern that found it.

    `short` is what follows the year in ISO ("-08-05") where the text leaves the year to the reader.
    """

    begin: int
    end: int
    when: When
    kind: str
    short: str = ""


def points(text: str, reference: When) -> Iterator[Found]:
    """Every time the text names, without what stands before it; what only looks like one is left."""
    at, patterns = 0, grammar()
    for piece in _WORD.finditer(text):
        if piece.start() < at or not (piece[0][0] in _DIGITS or piece[0].lower() in OPENERS):
            continue
        match = patterns.match(text, piece.start())
        kind = (match and match.lastgroup) or ""
        if match and is_time(kind, match):
            when = _VIEWS[kind](match, reference)
            yield Found(match.start(), match.end(), when, kind, _short(kind, match))
            at = match.end()


def _short(kind: str, match: Match) -> str:
    if kind == "month":
        return f"-{month_number(match['mo_m']):02}"
    if kind in ("dmy", "mdy") and not match[f"{kind}_y"]:
        month, day = month_number(match[f"{kind}_m"]), whole(match[f"{kind}_d"])
        return f"-{month:02}-{day:02}"
    return ""


_WORD = re.compile(r"[A-Za-z]+|\d+|['’‘](?=\d0s)")


_DIGITS = frozenset("0123456789'’‘")


_VIEWS: dict[str, Callable[[Match, When], When]] = {
    "event": event,
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
    "word": word,
    "now": now,
    "recently": recently,
    "coming": coming,
    "lasting": recently,
    "duration": duration,
    "long": recently,
}
