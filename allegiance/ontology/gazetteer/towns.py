"""The file of towns and divisions, read row by row through DuckDB.

GeoNames (CC BY 4.0), as `tools/build_gazetteer.py` lays it out: towns first, then divisions, each
part sorted by the consonants of the names, so that names that are spelled alike lie together; last
each division once more without a key, sorted by number.
"""

import atexit
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.resources import files
from threading import Lock
from typing import Any

import msgspec

from allegiance.ontology.gazetteer import lands
from allegiance.ontology.gazetteer.place import Kind, KnownPlace
from allegiance.ontology.gazetteer.spelling import bones, folded
from allegiance.ontology.normal import normal

TOWNS = "gazetteer.parquet"


class Row(msgspec.Struct, frozen=True, array_like=True):
    """One name of a town or division: the file's columns in their order, less the consonants."""

    key: str
    kind: Kind
    notable: bool
    geonameid: int | None
    name: str
    country: str
    admin: str
    district: int | None
    province: int | None
    lat: float | None
    lon: float | None
    population: int


def named(keys: Iterable[str], *, divisions: bool) -> dict[str, list[Row]]:
    """The towns of these names in normal form, and the divisions where they are wanted."""
    wanted = sorted(set(keys))
    where = f"{_AMONG.format('bones')} and {_AMONG.format('key')}"
    kinds = "" if divisions else " and kind = 'town'"
    found: dict[str, list[Row]] = defaultdict(list)
    for row in _query(where + kinds, sorted({bones(folded(key)) for key in wanted}), wanted):
        found[row.key].append(row)
    return found


def spelled(asked: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[Row]]:
    """The towns and divisions by country and the consonants of a name, which both are asked for."""
    wanted = set(asked)
    if not wanted:
        return {}
    countries, consonants = (sorted(set(part)) for part in zip(*wanted, strict=True))
    where = f"{_AMONG.format('bones')} and {_AMONG.format('country')}"
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in _query(where, consonants, countries):
        found[row.country, bones(folded(row.key))].append(row)
    return found


def divisions(ids: Iterable[int]) -> dict[int, Row]:
    """Divisions by GeoNames' number."""
    missing = sorted(set(ids) - _divided.keys())
    if missing:
        where = "key is null and geonameid in (select unnest(?::integer[]))"
        _divided.update((row.geonameid or 0, row) for row in _query(where, missing))
    return {each: _divided[each] for each in ids if each in _divided}


def place(row: Row) -> KnownPlace:
    """A row as a place; in a land of disputed sovereignty it belongs to no country either."""
    code = f"{row.country}.{row.admin}"
    region = lands.divisions().get(str(row.geonameid)) or lands.divisions().get(code)
    if row.kind == "province" and region is not None and region.kind == "province":
        return region
    state = lands.countries()[row.country][0]
    land = region or state
    slug = normal(row.name).replace(" ", "-")
    held = (f"geonames:{each}" for each in (row.district, row.province) if each)
    ours = f"geonames:{row.geonameid}" if row.geonameid else f"town:{row.country.lower()}-{slug}"
    return KnownPlace(
        id=ours,
        name=row.name,
        country=land.country,
        lat=None if row.lat is None else round(row.lat, 4),
        lon=None if row.lon is None else round(row.lon, 4),
        kind=row.kind,
        precision=row.kind,
        population=row.population,
        within=tuple(
            each
            for each in dict.fromkeys((land.id, *land.within, *state.within, state.id, *held))
            if each != ours
        ),
    )


_COLUMNS = ", ".join(("coalesce(key, '')", *Row.__struct_fields__[1:]))
_AMONG = "{} in (select unnest(?::varchar[]))"
_divided: dict[int, Row] = {}
_lock = Lock()


def _query(where: str, *wanted: list[Any]) -> list[Row]:
    rows = _rows(f"select {_COLUMNS} from read_parquet(?) where {where}", *wanted)
    return [Row(*row) for row in rows]


def _rows(question: str, *asked: Any) -> list[tuple[Any, ...]]:
    """The answer of the database, which is loaded on the first call."""
    file = str(files("allegiance.ontology").joinpath(f"places/{TOWNS}"))
    with _lock:
        rows: list[tuple[Any, ...]] = _database().execute(question, [file, *asked]).fetchall()
    return rows


@cache
def _database() -> Any:
    """A connection that stays open, for opening one takes longer than a look-up."""
    atexit.register(_close)
    base = import_module("duckdb").connect(":memory:", config={"threads": 1})
    base.execute("set parquet_metadata_cache = true")
    return base


def _close() -> None:
    _database().close()
    _database.cache_clear()
