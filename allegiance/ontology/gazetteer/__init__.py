"""Known places: names, containment, coordinates.

Countries and regions are kept in `places/*.yaml`, towns and divisions (GeoNames) in
`places/gazetteer.parquet`, which is read only when a name that is neither is looked up.
Coordinates are those of the files: none is invented, and `precision` says how fine they are.
"""

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from allegiance.ontology.gazetteer import lands, towns
from allegiance.ontology.gazetteer.lands import border, part
from allegiance.ontology.gazetteer.names import Reading, ordinary, readings
from allegiance.ontology.gazetteer.place import Kind, KnownPlace, distance, farness
from allegiance.ontology.normal import normal

__all__ = [
    "Gazetteer", "Kind", "KnownPlace", "border", "distance", "gazetteer", "gazetteer_with", "part",
]  # fmt: skip


class Gazetteer:
    """Places by name.

    `fixed` are those kept by name, towns being looked up in the file; `acronyms` are the names of
    these that count only in capitals. `own` are a user's own places with their names: under these
    names they come before all others.
    """

    def __init__(
        self,
        fixed: Mapping[str, tuple[KnownPlace, ...]],
        acronyms: Collection[str],
        *,
        own: Iterable[lands.Spelled] = (),
    ) -> None:
        fixed = _before(fixed, own)
        self._fixed = fixed
        self._acronyms = frozenset(acronyms)
        self._by_id = {place.id: place for places in fixed.values() for place in places}
        self._towns: dict[str, tuple[KnownPlace, ...]] = {}
        self._notable: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return bool(self.find(name))

    def __getitem__(self, place: str) -> KnownPlace:
        """The country or region of that id. Raises KeyError where there is none."""
        return self._by_id[place]

    def fixed_names(self) -> Mapping[str, tuple[KnownPlace, ...]]:
        """Every name of a country, a region or a place of the user's own, in normal form."""
        return self._fixed

    def acronyms(self) -> frozenset[str]:
        """The fixed names, in normal form, that count only when written in capitals ("us")."""
        return self._acronyms

    def find(self, name: str) -> tuple[KnownPlace, ...]:
        """The places that go by that name: countries first, then regions, then towns by size."""
        return self.find_all((name,))[name]

    def find_all(self, names: Iterable[str]) -> dict[str, tuple[KnownPlace, ...]]:
        """The places of each name, towns being looked up in one go."""
        asked = {name: readings(name) for name in dict.fromkeys(names)}
        self._load({reading.key for ways in asked.values() for reading in ways})
        return {name: self._places(name, ways) for name, ways in asked.items()}

    def locate(
        self,
        name: str,
        *,
        countries: Collection[str] = (),
        near: Sequence[tuple[float, float]] = (),
    ) -> KnownPlace | None:
        """The place that a name most likely means; None where none is credible.

        `countries` are the ISO codes, and `near` the (lat, lon) of other places, that the text
        speaks of. A place of the user's own comes before all others. A country's name means the
        country. Otherwise a region in one of `countries` comes first, then the town of most people: those
        of a second name count a quarter, those outside `countries` an eighth, and those close by
        `near` up to twenty times. Where no country is told, a town must have 15,000 people or stand in
        `towns.yaml`; outside those told, 50,000. Where its name is an ordinary English word, it
        must have 100,000, or stand there and lie inside them.
        """
        told = frozenset(countries)
        keys = frozenset(reading.key for reading in readings(name))
        common = not keys.isdisjoint(ordinary())
        found = [place for place in self.find(name) if self._credible(place, told, common=common)]
        return min(found, key=lambda place: _rank(place, keys, told, near), default=None)

    def _credible(self, place: KnownPlace, told: frozenset[str], *, common: bool) -> bool:
        if place.kind != "town" or place.own:
            return True
        inside = not told.isdisjoint(place.countries)
        notable = place.id in self._notable
        if common:
            return (inside and notable) or place.population >= _GREAT
        return inside or notable or place.population >= (_LARGE if told else _SMALL)

    def _places(self, name: str, ways: tuple[Reading, ...]) -> tuple[KnownPlace, ...]:
        capitals = re.sub("^[Tt]he ", "", name).isupper()
        found = [
            place
            for reading in ways
            for place in (*self._lands(reading.key, capitals), *self._towns[reading.key])
            if place.kind in reading.kinds or (place.own and place.kind == "district")
        ]
        made = None if found else self._made(ways[0].key)
        return tuple(dict.fromkeys(found)) or ((made,) if made else ())

    def _lands(self, key: str, capitals: bool) -> tuple[KnownPlace, ...]:
        return () if key in self._acronyms and not capitals else self._fixed.get(key, ())

    def _made(self, key: str) -> KnownPlace | None:
        """A part of a country or a border that is named by its parts alone."""
        if found := lands.PART.fullmatch(key):
            country = self._named(found["whole"])
            return part(country, found["direction"]) if country else None
        if found := lands.BORDER.fullmatch(key):
            return self._border(*(end for end in found.groups() if end))
        return None

    def _border(self, *ends: str) -> KnownPlace | None:
        words = ends[0].split()
        cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
        for first, second in [ends] if len(ends) == 2 else cuts:
            one, other = self._country(first), self._country(second)
            if one and other and one != other:
                return border(one, other)
        return None

    def _country(self, name: str) -> str | None:
        """The ISO code of the country that a name, demonym or prefix ("Russo") tells."""
        return self._named(name) or lands.PREFIXES.get(name) or lands.state(name)

    def _named(self, name: str) -> str | None:
        places = self._fixed.get(name.removeprefix("the "), ())
        return next((place.countries[0] for place in places if place.kind == "country"), None)

    def _load(self, keys: set[str]) -> None:
        missing = sorted(keys - self._towns.keys())
        if not missing:
            return
        found = towns.named(missing, divisions=False)
        for key in missing:
            held = [(towns.place(row), row.notable) for row in found.get(key, ())]
            self._notable.update(town.id for town, notable in held if notable)
            self._towns[key] = tuple(
                sorted((town for town, _ in held), key=lambda town: -town.population)
            )


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that ships with the program.

    Raises BrokenOntology where a file of it is not what it must be.
    """
    return Gazetteer(lands.names(), lands.acronyms())


def gazetteer_with(own: Iterable[lands.Spelled]) -> Gazetteer:
    """The same with places of a user's own, as `own.read` gives them, before all others."""
    return Gazetteer(lands.names(), lands.acronyms(), own=own)


def _before(
    fixed: Mapping[str, tuple[KnownPlace, ...]], own: Iterable[lands.Spelled]
) -> Mapping[str, tuple[KnownPlace, ...]]:
    """The places by name, those of the user's own first under each of theirs."""
    mine: dict[str, dict[KnownPlace, None]] = defaultdict(dict)
    for place, names in own:
        for name in (place.name, *names):
            mine[normal(name)][place] = None
    return {**fixed, **{key: (*held, *fixed.get(key, ())) for key, held in mine.items()}}


_SMALL, _LARGE, _GREAT = 15_000, 50_000, 100_000
_SECOND, _OUTSIDE, _BESIDE = 0.25, 0.12, 20.0
_NEAR = 80.0  # kilometres in which nearness falls to a third
_FEWEST = 300  # people, where nobody counted them
_REGION = 50_000  # people of a town that is as likely meant as a region of its name


def _rank(
    place: KnownPlace,
    keys: frozenset[str],
    told: frozenset[str],
    near: Sequence[tuple[float, float]],
) -> tuple[bool, bool, float]:
    """What comes first, smallest best; ties keep the order in which they were found."""
    town = place.kind == "town"
    outside = bool(told) and told.isdisjoint(place.countries)
    weight = float(max(place.population, _FEWEST)) if town else _REGION
    if not town and not outside:
        weight = math.inf
    if town and normal(place.name) not in keys:
        weight *= _SECOND
    if town and near:
        weight *= 1 + _BESIDE * math.exp(-farness(place, near) / _NEAR)
    return not place.own, place.kind != "country", -weight * (_OUTSIDE if outside else 1)
