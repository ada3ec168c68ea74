"""The words of time: months, days, numbers, and what numbers count. The lists are in words.yaml."""

import re
from importlib.resources import files
from typing import Any

import yaml

_LISTS: dict[str, Any] = yaml.load(
    files("allegiance.language.times").joinpath("words.yaml").read_bytes(), yaml.CSafeLoader
)

MONTHS: dict[str, int] = {
    name: number for number, names in enumerate(_LISTS["months"], 1) for name in names
}
SAFE_MONTHS = frozenset(_LISTS["safe_months"])
DAYS: list[str] = _LISTS["days"]
SEASONS: dict[str, int] = _LISTS["seasons"]
NUMBERS: dict[str, int] = _LISTS["numbers"]
ORDINALS: dict[str, int] = {word: number for number, word in enumerate(_LISTS["ordinals"], 1)}
DECADES: dict[str, int] = _LISTS["decades"]
NAMED_TIMES = frozenset(
    [*_LISTS["before_a_year"].split(), *(name.lower() for name in (*MONTHS, *DAYS))]
)
NOUNS_OF_GROUPS, NUMBERED, COUNTED = (
    "|".join(_LISTS[key]) for key in ("nouns_of_groups", "numbered", "counted")
)


def openers() -> dict[str, frozenset[str]]:
    """The names of the patterns that each first word can open, in small letters.

    "0" stands for figures, "'" for an apostrophe before two of them.
    """
    found: dict[str, set[str]] = {}
    groups = {"figures": ["0"], "quote": ["'"]}
    for group, kinds in _LISTS["openers_of_lists"].items():
        for word in groups.get(group) or _words(_LISTS[group]):
            found.setdefault(word.split()[0].lower(), set()).update(kinds.split())
    for word, kinds in _LISTS["openers"].items():
        found.setdefault(word, set()).update(kinds.split())
    found["twenty"].add("century")
    return {word: frozenset(kinds) for word, kinds in found.items()}


def _words(listed: Any) -> list[str]:
    """The words of a list, of a table, or of a list of lists."""
    return [word for each in listed for word in (each if isinstance(each, list) else [each])]


def whole(text: str) -> int:
    """A number in digits or letters, with or without an ordinal ending."""
    word = " ".join(text.lower().split())
    if word in NUMBERS:
        return NUMBERS[word]
    return ORDINALS.get(word) or int(re.sub(r"\D", "", word) or 0)


def whole_year(text: str) -> int:
    """A year of four figures, or of two: '68 is 1968 and '12 is 2012."""
    figures = int(re.sub(r"\D", "", text))
    return figures if figures > 99 else figures + (1900 if figures > 30 else 2000)


def month_number(name: str) -> int:
    return MONTHS[name.rstrip(".").title()]


def singular(unit: str) -> str:
    word = unit.lower()
    return "century" if word == "centurie" else word
