"""A user's own places, from a file of theirs: YAML or JSON (a list), or CSV with these columns.

    - name: Osgiliath
      country: MK
      lat: 41.6
      lon: 21.2
      aliases: [Ost-giliath]

`name` and `country` (a code or an English name) must be there; `lat` and `lon` come together or
not at all, and are never made up; `precision` is "exact" where it is not told. `id` is wanted only
where two places of one country share a name. In CSV the aliases are parted by "|".
"""

import csv
import math
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import yaml

from allegiance.errors import BrokenOntology, UnknownPlace
from allegiance.ontology.gazetteer import lands
from allegiance.ontology.gazetteer.place import Kind, KnownPlace
from allegiance.ontology.normal import normal

KEYS = ("name", "country", "lat", "lon", "aliases", "precision", "id")
PRECISIONS: dict[str, Kind] = {
    "exact": "point",
    "town": "town",
    "district": "district",
    "province": "province",
    "region": "region",
}

Own = tuple[KnownPlace, tuple[str, ...]]


class _Entry(NamedTuple):
    """What a file says of one place: each key with its value, and the line where it stands."""

    file: str
    line: int
    values: dict[str, tuple[Any, int]]


def read(path: str | Path) -> tuple[Own, ...]:
    """The places of a file, each with its other names.

    Raises BrokenOntology, naming line and key, for what is no place; nothing of the file is kept.
    """
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenOntology(
            f"the places of {str(path)!r} cannot be read ({error}); name a YAML, JSON or CSV file"
        ) from error
    entries = (
        _of_csv(str(path), text) if file.suffix.lower() == ".csv" else _of_yaml(str(path), text)
    )
    return tuple(_distinct(entries))


def _distinct(entries: Iterable[_Entry]) -> Iterator[Own]:
    """The places of the entries, no two of which may have one id."""
    lines: dict[str, int] = {}
    for entry in entries:
        place, aliases = _place(entry)
        if place.id in lines:
            _broken(
                entry.file,
                entry.line,
                "id",
                f"{place.id.removeprefix('own:')!r} stands in line {lines[place.id]} already;"
                " if these are two places, give one of them an id of its own",
            )
        lines[place.id] = entry.line
        yield place, aliases


def _of_yaml(file: str, text: str) -> Iterator[_Entry]:
    try:
        tree = yaml.compose(text, yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        _broken(
            file, line, "", "this is not YAML; write a list of places, each with name and country"
        )
    if tree is None:
        return
    if not isinstance(tree, yaml.SequenceNode):
        _broken(
            file,
            tree.start_mark.line + 1,
            "",
            "a list of places is wanted; begin each with '- name:'",
        )
    for node in tree.value:
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.MappingNode):
            _broken(file, line, "", "a place is wanted; write '- {name: ..., country: ...}'")
        values: dict[str, tuple[Any, int]] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                _broken(
                    file, key.start_mark.line + 1, "", "a key must be a word, as in 'name: ...'"
                )
            if key.value in values:
                _broken(file, key.start_mark.line + 1, key.value, "the key stands twice; keep one")
            values[key.value] = (_value(file, key.value, value), key.start_mark.line + 1)
        yield _Entry(file, line, values)


def _value(file: str, key: str, node: yaml.Node) -> Any:
    """What stands behind a key; a name or code stays as it is written ("NO" is no false)."""
    try:
        plain = yaml.safe_load(yaml.serialize(node))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        why = " ".join(str(error).split())
        line = node.start_mark.line + 1
        _broken(file, line, key, f"its value cannot be read ({why}); put it in quotes")
    worded = key in _WORDED and isinstance(node, yaml.ScalarNode) and plain is not None
    return node.value if worded else plain


def _of_csv(file: str, text: str) -> Iterator[_Entry]:
    rows = csv.DictReader(StringIO(text), strict=True)
    for key in rows.fieldnames or ():
        if key not in KEYS:
            _broken(file, 1, key, f"there is no such column; write {', '.join(KEYS)}")
    try:
        for row in rows:
            line = rows.line_num
            if None in row or None in row.values():
                _broken(
                    file,
                    line,
                    "",
                    "the row has not as many cells as there are columns; part them by commas",
                )
            told: dict[str, tuple[Any, int]] = {
                key: (value.strip(), line) for key, value in row.items() if value and value.strip()
            }
            if "aliases" in told:
                told["aliases"] = ([each.strip() for each in told["aliases"][0].split("|")], line)
            yield _Entry(file, line, told)
    except csv.Error as error:
        _broken(file, rows.line_num, "", f"this is not CSV ({error}); quote cells that hold commas")


def _place(entry: _Entry) -> Own:
    for key, (_, line) in entry.values.items():
        if key not in KEYS:
            _broken(entry.file, line, key, f"there is no such key; write {', '.join(KEYS)}")
    name = _text(entry, "name")
    country = _country(entry)
    lat, lon = _degrees(entry, "lat", 90), _degrees(entry, "lon", 180)
    if (lat is None) != (lon is None):
        missing = "lon" if lon is None else "lat"
        _broken(entry.file, entry.line, missing, "it is missing; give both lat and lon, or neither")
    precision = entry.values.get("precision", ("exact", 0))
    if not isinstance(precision[0], str) or precision[0] not in PRECISIONS:
        _broken(
            entry.file,
            precision[1],
            "precision",
            f"{precision[0]!r} is none; write one of {', '.join(PRECISIONS)}",
        )
    state = lands.countries()[country][0]
    place = KnownPlace(
        id=f"own:{_id(entry, name, country)}",
        name=name,
        country=state.country,
        lat=lat,
        lon=lon,
        kind=PRECISIONS[precision[0]],
        precision=precision[0],
        within=(state.id, *state.within),
    )
    return place, _aliases(entry)


def _id(entry: _Entry, name: str, country: str) -> str:
    """The id that the file gives, or one of country and name."""
    slug = re.sub(r"\W+", "-", normal(name)).strip("-")
    if not slug:
        line = entry.values["name"][1]
        _broken(entry.file, line, "name", f"{name!r} has no letters; write a name that texts use")
    if "id" not in entry.values:
        return f"{country.lower()}-{slug}"
    value, line = entry.values["id"]
    if not isinstance(value, str) or not _ID.fullmatch(value):
        _broken(
            entry.file, line, "id", f"{value!r} is none; write small letters, digits and hyphens"
        )
    return value


def _text(entry: _Entry, key: str) -> str:
    value, line = entry.values.get(key, (None, entry.line))
    if not isinstance(value, str) or not value.strip():
        _broken(
            entry.file, line, key, "it is missing or empty; every place needs its name and country"
        )
    return value.strip()


def _country(entry: _Entry) -> str:
    told = _text(entry, "country")
    try:
        return country(told)
    except UnknownPlace:
        _broken(
            entry.file,
            entry.values["country"][1],
            "country",
            f"{told!r} is none; write a code of two letters, as in SY",
        )


def _degrees(entry: _Entry, key: str, most: int) -> float | None:
    value, line = entry.values.get(key, (None, entry.line))
    if value is None:
        return None
    try:
        degrees = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        degrees = math.nan
    if not -most <= degrees <= most:
        _broken(
            entry.file, line, key, f"{value!r} is impossible; write degrees from -{most} to {most}"
        )
    return degrees


def _aliases(entry: _Entry) -> tuple[str, ...]:
    value, line = entry.values.get("aliases", ((), entry.line))
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        _broken(entry.file, line, "aliases", f"{value!r} is no list of names; write [one, another]")
    for each in value:
        if not normal(each):
            _broken(entry.file, line, "aliases", f"{each!r} has no letters; leave it out")
    return tuple(value)


def country(name: str) -> str:
    """The ISO code of a country that a user names, by code or name.

    Raises UnknownPlace for what is no country.
    """
    code = name.strip().upper()
    if code in lands.countries():
        return code
    for place in lands.names().get(normal(name).removeprefix("the "), ()):
        if place.kind == "country":
            return place.countries[0]
    raise UnknownPlace(
        f"no country is called {name!r}; write its name in English or its code of two letters"
    )


_WORDED = ("name", "country", "id")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _broken(file: str, line: int, key: str, why: str) -> NoReturn:
    what = f"key {key!r}: " if key else ""
    raise BrokenOntology(f"{file}, line {line}: {what}{why}")
