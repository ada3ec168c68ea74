"""Which countries share a land border: the table that ships, read at a date.

Borders are those of today (GeoNames). A country that was not yet independent at a date is read as
the state it was part of, so that Sudan borders Uganda until 2011 and South Sudan does after.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from allegiance.errors import BrokenOntology


def neighbours(country: str, when: str | None = None) -> tuple[str, ...]:
    """The countries that share a land border with one, as ISO codes in their order.

    `when` is an ISO date, or a prefix of one that is read at its end; without it the borders are today's. Nothing for an
    island, for what is no country, and for a country that was part of another then.

    >>> neighbours("UG")
    ('CD', 'KE', 'RW', 'SS', 'TZ')
    >>> neighbours("UG", "2005")
    ('CD', 'KE', 'RW', 'SD', 'TZ')
    """
    return _at(when[:10] if when else None).get(country, ())


def sovereign(country: str, when: str | None = None) -> str:
    """The state that a country was part of at a date; itself where it was independent.

    >>> sovereign("SS", "2005"), sovereign("SS", "2012")
    ('SD', 'SS')
    """
    while when is not None and (held := _table().before.get(country)) and f"{when}~" <= held.until:
        country = held.of
    return country


class _Before(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    iso: str
    of: str
    until: str


class _LeftOut(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pair: tuple[str, str]
    why: str


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    before: tuple[_Before, ...]
    left_out: tuple[_LeftOut, ...]
    pairs: tuple[tuple[str, str], ...]


class _Table(msgspec.Struct, frozen=True):
    before: Mapping[str, _Before]
    pairs: tuple[tuple[str, str], ...]


@cache
def _table() -> _Table:
    file = files("allegiance.ontology").joinpath("places/borders.yaml")
    try:
        found = msgspec.convert(yaml.load(file.read_bytes(), yaml.CSafeLoader), _File)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise BrokenOntology(f"places/borders.yaml is not a table of borders: {error}") from error
    return _Table({each.iso: each for each in found.before}, found.pairs)


@cache
def _at(when: str | None) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for pair in _table().pairs:
        one, other = (sovereign(end, when) for end in pair)
        if one != other:
            found[one].add(other)
            found[other].add(one)
    return {country: tuple(sorted(others)) for country, others in found.items()}
