"""What only looks like a time: a count, a number, a name, a verb."""

import re
from collections.abc import Callable

from allegiance.language.times.dated import is_ahead
from allegiance.language.times.grammar import Match
from allegiance.language.times.words import (
    COUNTED,
    MONTHS,
    NAMED_TIMES,
    NOUNS_OF_GROUPS,
    NUMBERED,
    SAFE_MONTHS,
)

_TEMPORAL = (
    r"(?:in|since|by|until|till|during|from|through|throughout|before|after|around|of|to|early|mid|"
    r"late|last|next|this|between|and|over|circa|c\.|as of|year|and|or|end|beginning|start)"
)


_AFTER_PREPOSITION = re.compile(
    rf"(?:^|\W){_TEMPORAL}[\s-]+(?:the\s+|early\s+|late\s+|at least\s+)?$", re.I
)


AFTER_DETERMINER = re.compile(
    r"(?:\b(?:the|a|an|its|their|his|her|our|this|that|these|those)|['’]s|s['’])\s+$", re.I
)


_AFTER_NUMBERED = re.compile(rf"(?:^|\W)(?:{NUMBERED})\s*(?:\d+(?:,\s*|\s+(?:and|or)\s+))*$", re.I)


_ABOUT_WHEN = re.compile(
    r"\b(?:since|by|until|from|before|after|as\s+early\s+as)\s+"
    r"(?:at least|about|approximately|roughly|sometime)\s+$|\b(?:later|earlier)\s+than\s+$",
    re.I,
)


_AFTER_NAME = re.compile(r"\b([A-Z][\w-]*)\s+(?:\d+(?:,\s*|\s+(?:and|or)\s+))*$")


_BEFORE_COUNTED = re.compile(rf"\s+(?:[a-z]+ly\s+|[a-z]+ed\s+|[A-Z][a-z]+\s+)?(?:{COUNTED})\b")


_BEFORE_GROUP = re.compile(rf"\s+(?:[A-Z][\w.]*\s+){{0,2}}(?:{NOUNS_OF_GROUPS})\b")


_BEFORE_LOWER_GROUP = re.compile(r"\s+(?:alliance|movement|coalition|brigades?)\b")


_BEFORE_PAPER = re.compile(
    r"\s+(?:Times|Telegraph|Mail|Express|Mirror|Mercury|Herald|Post|Group|Movement)\b"
)


_AFTER_FEAST = re.compile(r"\b(?:Good|Bloody|Black|Red|Palm|Easter|Ash|Holy|Girl)\s+$")


_AFTER_MONTH = re.compile(
    rf"\b(?:{'|'.join(MONTHS)})\.?(?:\s+(?:to|and|through|until|till)\s+|[-–—])$"
)
_NUMBERED_NAME = re.compile(rf"Resolution|Article|{NOUNS_OF_GROUPS}")
_AFTER_NUMBERED_NAME = re.compile(rf"\b(?:Resolution|Article|{NOUNS_OF_GROUPS})\s+\d\d?\s+$")
_CLOCK_TIME = re.compile(r"\s*(?:GMT|UTC|hrs|h|Z|[Ll]ocal\s+time|hours)\b")
_ALWAYS_COUNTED = re.compile(
    r"\s+(?:[kMG]Hz|votes|seats|points|met(?:re|er)s|crowns|dollars|euros)\b"
)
_SET = re.compile(r"\b(?:every|each)\s+(?:other\s+)?$", re.I)
_PRAYERS = re.compile(r"\s+(?:prayers?|sermons?)\b")
_PART_OF = re.compile(
    r"(?:\b(?:end|close|beginning|start|outset|middle|part|half)\s+of|"
    r"\b(?:first|last|final|opening|closing)\s+(?:days|weeks?|months)\s+of|"
    r"\b(?:early|late|earlier|later)\s+in)\s+$",
    re.I,
)


def is_time(kind: str, match: Match) -> bool:
    check = _CHECKS.get(kind)
    return check is None or check(match)


def _around(match: Match) -> tuple[str, str]:
    text = match.string
    return text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 60]


def _is_year(match: Match) -> bool:
    """Whether four digits are a year rather than a count, a number or part of a name."""
    before, after = _around(match)
    if _BEFORE_GROUP.match(after):
        return False
    if _CLOCK_TIME.match(after) or re.search(r"\bat\s+$", before, re.I):
        return False
    if _AFTER_NUMBERED.search(before):
        return bool(_ABOUT_WHEN.search(before) or _is_over_years(before, after))
    name = _AFTER_NAME.search(before)
    if name and name.group(1).lower() not in NAMED_TIMES:
        return False
    if _ALWAYS_COUNTED.match(after):
        return False
    if _BEFORE_COUNTED.match(after):
        told = _AFTER_PREPOSITION.search(before) and not match.group().endswith("00")
        return bool(told or AFTER_DETERMINER.search(before))
    return True


def _is_over_years(before: str, after: str) -> bool:
    """Whether figures are one of two years: "over 2012 and 2013 the camp doubled"."""
    first = re.search(r"\bover\s+$", before, re.I) and re.match(r"\s+and\s+(?:19|20)\d\d\b", after)
    last = re.search(r"\bover\s+(?:19|20)\d\d\s+and\s+$", before, re.I)
    return bool(first or last) and not re.search(rf"\b(?:{COUNTED})\b", after[:25])


def _is_decade(match: Match) -> bool:
    before, after = _around(match)
    if _BEFORE_GROUP.match(after):
        return False
    return not re.match(r"\s+[A-Z]", after) or bool(_AFTER_PREPOSITION.search(before))


def _is_month(match: Match) -> bool:
    """Whether a month without day or year is one: "May" may be a verb or a name."""
    before, after = _around(match)
    word = match["mo_m"].rstrip(".")
    if _BEFORE_GROUP.match(after) or re.match(r"[-–]?\d|['’]s\s+[A-Z]", after):
        return False
    if (
        _AFTER_NUMBERED_NAME.search(before)
        or word.isupper()
        or _SET.search(before)
        or _AFTER_FEAST.search(before)
    ):
        return False
    if match["mo_w"] or _AFTER_MONTH.search(before):
        return True
    if _AFTER_PREPOSITION.search(before):
        named = re.match(r"\s+[A-Z]", after) and word not in SAFE_MONTHS
        return not (named and re.search(r"\b(?:of|and|or|to|by|from|after|before)\s+$", before))
    return word in SAFE_MONTHS


def _is_month_and_day(match: Match) -> bool:
    before, after = _around(match)
    if _BEFORE_GROUP.match(after) or _BEFORE_LOWER_GROUP.match(after):
        return False
    name = _AFTER_NAME.search(before)
    return not (name and _NUMBERED_NAME.fullmatch(name.group(1)))


def _is_weekday(match: Match) -> bool:
    before, after = _around(match)
    if (match["wd_w"] or "").lower() == "last" and re.search(r"\bthe\s+$", before, re.I):
        return False
    if _SET.search(before) or (_PRAYERS.match(after) and not _AFTER_PREPOSITION.search(before)):
        return False
    return not (_AFTER_FEAST.search(before) or _BEFORE_PAPER.match(after))


def _is_short_year(match: Match) -> bool:
    return bool(_AFTER_PREPOSITION.search(_around(match)[0]))


def _is_bare_unit(match: Match) -> bool:
    """Whether "the year" is the document's own: "by the end of the year"; "over the weekend"."""
    before, _ = _around(match)
    if match["bu_u"].lower() == "weekend":
        return bool(
            _AFTER_PREPOSITION.search(before) or re.search(r"\b(?:at|on)\s+$", before, re.I)
        )
    return bool(_PART_OF.search(before))


def _is_within(match: Match) -> bool:
    """ "in two weeks" is a time where it tells of what will be; else it tells how long."""
    return is_ahead(match)


def _is_date_time_group(match: Match) -> bool:
    return match["dt_m"].title() in MONTHS


def _is_now(match: Match) -> bool:
    return not match.group().isupper() or len(match.group()) > 3


def _is_always(match: Match) -> bool:
    before, _ = _around(match)
    return not (match["la"].lower() == "always" and re.search(r"\bnot\s+$|n['’]t\s+$", before))


_CHECKS: dict[str, Callable[[Match], bool]] = {
    "year": _is_year,
    "decade": _is_decade,
    "month": _is_month,
    "weekday": _is_weekday,
    "dmy": _is_month_and_day,
    "mdy": _is_month_and_day,
    "now": _is_now,
    "lasting": _is_always,
    "shortyear": _is_short_year,
    "bareunit": _is_bare_unit,
    "within": _is_within,
    "dtg": _is_date_time_group,
}
