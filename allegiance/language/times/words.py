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
OPENERS = frozenset(
    [*_LISTS["openers"].split(), *NUMBERS, *ORDINALS, *SEASONS]
    + [name.lower() for name in (*MONTHS, *DAYS)]
)
NOUNS_OF_GROUPS, NUMBERED, COUNTED = (
    "|".join(_LISTS[key]) for key in ("nouns_of_groups", "numbered", "counted")
)


def whole(text: str) -> int:
    """A number in digits or letters, with or without an ordinal ending."""
    word = " ".join(text.lower().split())
    if word in NUMBERS:
        return NUMBERS[word]
    return ORDINALS.get(word) or int(re.sub(r"\D", "", word) or 0)


def month_number(name: str) -> int:
    return MONTHS[name.rstrip(".")]


def singular(unit: str) -> str:
    word = unit.lower()
    return "century" if word == "centurie" else word
