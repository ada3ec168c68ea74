"""What only looks like a time: a count, a number, a name, a verb."""

import re
from collections.abc import Callable

from allegiance.language.times.grammar import Match
from allegiance.language.times.words import (
    COUNTED,
    NAMED_TIMES,
    NOUNS_OF_GROUPS,
    NUMBERED,
    SAFE_MONTHS,
)

_TEMPORAL = (
    r"(?:in|since|by|until|till|during|from|through|throughout|before|after|around|of|to|early|mid|"
    r"late|last|next|this|between|and|between|over|circa|c\.|as of|year|and|or|end|beginning|start)"
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
    r"(?:at least|about|approximately|roughly|sometime)\s+$",
    re.I,
)


_AFTER_NAME = re.compile(r"\b([A-Z][\w-]*)\s+(?:\d+(?:,\s*|\s+(?:and|or)\s+))*$")


_BEFORE_COUNTED = re.compile(rf"\s+(?:[a-z]+ly\s+|[a-z]+ed\s+|[A-Z][a-z]+\s+)?(?:{COUNTED})\b")


_BEFORE_GROUP = re.compile(rf"\s+(?:[A-Z][\w.]*\s+){{0,2}}(?:{NOUNS_OF_GROUPS})\b")


_BEFORE_LOWER_GROUP = re.compile(r"\s+(?:alliance|movement|coalition|brigades?)\b")


_BEFORE_PAPER = re.compile(
    r"\s+(?:Times|Telegraph|Mail|Express|Mirror|Mercury|Herald|Post|Group|Movement)\b"
)


_AFTER_FEAST = re.compile(r"\b(?:Good|Bloody|Black|Palm|Easter|Ash|Holy|Girl)\s+$")


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
    if _AFTER_NUMBERED.search(before):
        return bool(_ABOUT_WHEN.search(before))
    name = _AFTER_NAME.search(before)
    if name and name.group(1).lower() not in NAMED_TIMES:
        return False
    if _BEFORE_COUNTED.match(after):
        told = _AFTER_PREPOSITION.search(before) and not match.group().endswith("00")
        return bool(told or AFTER_DETERMINER.search(before))
    return True


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
    if match["mo_w"] or _AFTER_PREPOSITION.search(before):
        named = re.match(r"\s+[A-Z]", after) and word not in SAFE_MONTHS
        return not (named and re.search(r"\b(?:of|and|or|to|by|from|after|before)\s+$", before))
    return word in SAFE_MONTHS


def _is_month_and_day(match: Match) -> bool:
    before, after = _around(match)
    if _BEFORE_GROUP.match(after) or _BEFORE_LOWER_GROUP.match(after):
        return False
    name = _AFTER_NAME.search(before)
    return not (name and name.group(1) in {"Resolution", "Article"})


def _is_weekday(match: Match) -> bool:
    before, after = _around(match)
    if (match["wd_w"] or "").lower() == "last" and re.search(r"\bthe\s+$", before, re.I):
        return False
    return not (_AFTER_FEAST.search(before) or _BEFORE_PAPER.match(after))


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
}
