"""JSON as rows: one object a line, a list of them, or a list under a name, as interfaces give it.

What lies within an object is a column of its own, "place.country"; of a list the values stand in one
cell, parted by semicolons, each in its turn: "VEN; USA".
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple


class Record(NamedTuple):
    """An object as cells by column, or what is wrong with it and how it is written; and its line."""

    line: int
    cells: Mapping[str, str] | str
    text: str = ""


class BrokenJson(ValueError):
    """A text that is no JSON from some line on."""


def is_json(first: str) -> bool:
    """Whether a file that begins with this line holds objects."""
    start = "".join(first.split())
    return start.startswith(("{", "[{")) or start in ("[", "[]")


def records(lines: Iterable[str]) -> Iterator[Record]:
    """The objects of a file, in their order. Raises BrokenJson where the text cannot be read on."""
    rest = iter(lines)
    first = next(rest, "")
    if _whole(first):
        for number, line in enumerate(chain((first,), rest), 1):
            if line.strip():
                told = _told(line)
                yield Record(number, told, line.strip() if isinstance(told, str) else "")
    else:
        yield from _listed(first + "".join(rest))


def columns(found: Iterable[Record]) -> tuple[str, ...]:
    """All columns that objects have, in the order they come up."""
    names: dict[str, None] = {}
    for each in found:
        if not isinstance(each.cells, str):
            names |= dict.fromkeys(each.cells)
    return tuple(names)


def flat(told: object, name: str = "") -> Iterator[tuple[str, str]]:
    """The values within, each under its way: `place.country`."""
    if isinstance(told, dict):
        for key, value in told.items():
            yield from flat(value, f"{name}.{key}" if name else str(key))
    elif isinstance(told, list) and any(isinstance(each, dict) for each in told):
        within = [dict(flat(each)) if isinstance(each, dict) else {} for each in told]
        for key in dict.fromkeys(key for each in within for key in each):
            yield f"{name}.{key}", _joined(each.get(key, "") for each in within)
    elif isinstance(told, list):
        yield name, _joined(map(_text, told))
    else:
        yield name, _text(told)


def _whole(line: str) -> bool:
    """Whether a line is an object by itself, and not one that holds the list of them."""
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and not _inner(told)


def _told(line: str) -> Mapping[str, str] | str:
    try:
        return _cells(json.loads(line.strip()))
    except (ValueError, RecursionError) as error:
        at = getattr(error, "pos", 0)
        return f"the line is no JSON from its character {at + 1} on"


def _cells(told: object) -> Mapping[str, str] | str:
    if isinstance(told, dict):
        return dict(flat(told))
    return f"an object was to stand here, and not {json.dumps(told)[:40]}"


def _listed(text: str) -> Iterator[Record]:
    """The objects of a text that is one value: a list, or an object that holds one."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise BrokenJson(f"no JSON from line {line} on: {getattr(error, 'msg', error)}") from error
    if isinstance(told, list):
        for each, line in zip(told, _lines(text), strict=True):
            yield Record(line, _cells(each))
    else:
        for each in _inner(told) or [told]:
            yield Record(1, _cells(each))


def _lines(text: str) -> Iterator[int]:
    """The line in which each value of a list begins."""
    decoder = json.JSONDecoder()
    at, line, counted = text.index("[") + 1, 1, 0
    while True:
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        if at >= len(text) or text[at] == "]":
            return
        line += text.count("\n", counted, at)
        counted = at
        yield line
        _, at = decoder.raw_decode(text, at)


def _inner(told: object) -> list[object]:
    """The list of objects that an answer of an interface holds: {"count": 2, "data": [{...}, {...}]}."""
    found = told.get("data") if isinstance(told, dict) else None
    return found if isinstance(found, list) else []


def _joined(values: Iterable[str]) -> str:
    told = [each.replace(";", ",") for each in values]
    return "; ".join(told) if any(told) else ""


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)
