"""Well-known events that writers date other things by."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import yaml

from allegiance.errors import BrokenOntology
from allegiance.language.times.stretch import When, read_date, span


def forms() -> str:
    return "|".join(
        re.escape(form).replace("'", "['’]") for form in sorted(events(), key=len, reverse=True)
    )


@cache
def events() -> dict[str, tuple[When, ...]]:
    """Forms of well-known events, in small letters, with the dates they may stand for.

    Raises BrokenOntology where the file is not what it must be.
    """
    file = files("allegiance.language").joinpath("events.yaml")
    found: dict[str, tuple[When, ...]] = {}
    try:
        for event in yaml.load(file.read_bytes(), yaml.CSafeLoader):
            dates = tuple(_dated(edtf) for edtf in event["dates"])
            for form in _forms_of(event):
                found[form.lower()] = dates
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise BrokenOntology(f"events.yaml is not a list of events: {error}") from error
    return found


def _forms_of(event: dict[str, list[str]]) -> Iterator[str]:
    yield from event.get("forms", ())
    for act in event.get("acts", ()):
        for whom in event["of"]:
            yield f"{act} of {whom}"
            yield f"{whom}'s {act}"


def _dated(edtf: str) -> When:
    first, _, last = edtf.partition("/")
    return span(read_date(first), read_date(last or first))
