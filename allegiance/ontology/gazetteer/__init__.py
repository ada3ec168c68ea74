"""Known places: names, containment, coordinates.

Countries and regions are kept in `places/*.yaml`, towns (GeoNames) in `places/gazetteer.parquet`,
which is read only when a name that is neither is looked up. Coordinates are those of the files:
none is invented, and `precision` says how fine they are.
"""

import atexit
import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.resources import files
from threading import Lock
from types import MappingProxyType
from typing import Any, Literal

import msgspec
import yaml

from allegiance.errors import BrokenOntology
from allegiance.ontology.actors import normal, registry

Kind = Literal["country", "region", "province", "town", "area", "border", "point"]
TOWNS = "gazetteer.parquet"


class KnownPlace(msgspec.Struct, frozen=True, kw_only=True):
    """One place that the gazetteer knows.

    `id` is "geonames:2457163", "town:ml-konna", "region:northern-mali" or "country:ML". `country`
    is ISO 3166-1 alpha-2, and None where the place spans several countries or its sovereignty is
    disputed; `within` then still holds their ids, and those of the regions that it lies in. `lat`
    and `lon` are degrees of one representative point, as fine as `precision` says: "country",
    "region", "province" or "town".
    """

    id: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    kind: Kind
    precision: str
    population: int = 0
    within: tuple[str, ...] = ()

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries that the place is, lies in or is claimed by, as ISO codes."""
        own = (self.id,) if self.kind == "country" else ()
        held = (where for where in (*own, *self.within) if where.startswith("country:"))
        return tuple(dict.fromkeys(where.removeprefix("country:") for where in held))


class Gazetteer:
    """Places by name."""

    def __init__(
        self, fixed: Mapping[str, tuple[KnownPlace, ...]], acronyms: Collection[str]
    ) -> None:
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
        """Every name of a country or region, in normal form and without its article."""
        return self._fixed

    def acronyms(self) -> frozenset[str]:
        """The fixed names, in normal form, that count only when written in capitals ("us")."""
        return self._acronyms

    def find(self, name: str) -> tuple[KnownPlace, ...]:
        """The places that go by that name: countries first, then regions, then towns by size."""
        return self.find_all((name,))[name]

    def find_all(self, names: Iterable[str]) -> dict[str, tuple[KnownPlace, ...]]:
        """The places of each name, towns being looked up in one go."""
        asked = {name: _readings(name) for name in dict.fromkeys(names)}
        self._load({reading.key for readings in asked.values() for reading in readings})
        return {name: self._places(name, readings) for name, readings in asked.items()}

    def locate(
        self,
        name: str,
        *,
        countries: Collection[str] = (),
        near: Sequence[tuple[float, float]] = (),
    ) -> KnownPlace | None:
        """The place that a name most likely means; None where none is credible.

        `countries` are the ISO codes, and `near` the (lat, lon) of other places, that the text
        speaks of. A country's name means the country. Otherwise a place in one of `countries`
        comes first, then a region, then the town nearest to `near` if that is within 300 km, then
        the largest, one that has the name for a second name counting a quarter. Where no country is told, a town must have 15,000 people or stand in
        `towns.yaml`; outside those told, 50,000. Where its name is an ordinary English word, it
        must have 100,000, or stand there and lie inside them.
        """
        told = frozenset(countries)
        keys = frozenset(reading.key for reading in _readings(name))
        common = not keys.isdisjoint(_ordinary())
        found = [place for place in self.find(name) if self._credible(place, told, common=common)]
        return min(found, key=lambda place: _rank(place, keys, told, near), default=None)

    def _credible(self, place: KnownPlace, told: frozenset[str], *, common: bool) -> bool:
        if place.kind != "town":
            return True
        inside = not told.isdisjoint(place.countries)
        notable = place.id in self._notable
        if common:
            return (inside and notable) or place.population >= _GREAT
        return inside or notable or place.population >= (_LARGE if told else _SMALL)

    def _places(self, name: str, readings: tuple["_Reading", ...]) -> tuple[KnownPlace, ...]:
        capitals = re.sub("^[Tt]he ", "", name).isupper()
        found = [
            place
            for reading in readings
            for place in (*self._lands(reading.key, capitals), *self._towns[reading.key])
            if place.kind in reading.kinds
        ]
        made = None if found else self._made(readings[0].key)
        return tuple(dict.fromkeys(found)) or ((made,) if made else ())

    def _lands(self, key: str, capitals: bool) -> tuple[KnownPlace, ...]:
        return () if key in self._acronyms and not capitals else self._fixed.get(key, ())

    def _made(self, key: str) -> KnownPlace | None:
        """A part of a country or a border that is named by its parts alone."""
        if found := _PART.fullmatch(key):
            country = self._named(found["whole"])
            return part(country, found["direction"]) if country else None
        if found := _BORDER.fullmatch(key):
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
        return self._named(name) or _PREFIXES.get(name) or _state(name)

    def _named(self, name: str) -> str | None:
        places = self._fixed.get(name.removeprefix("the "), ())
        return next((place.countries[0] for place in places if place.kind == "country"), None)

    def _load(self, keys: set[str]) -> None:
        missing = sorted(keys - self._towns.keys())
        if not missing:
            return
        found: dict[str, list[KnownPlace]] = defaultdict(list)
        for key, notable, *columns in _query(missing):
            town = _town(*columns)
            found[key].append(town)
            if notable:
                self._notable.add(town.id)
        for key in missing:
            self._towns[key] = tuple(sorted(found[key], key=lambda town: -town.population))


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that ships with the program.

    Raises BrokenOntology where a file of it is not what it must be.
    """
    names: dict[str, dict[KnownPlace, None]] = defaultdict(dict)
    acronyms = set()
    for place, spelled in (*_countries().values(), *_regions()):
        for form in _forms(place, spelled):
            names[normal(form)][place] = None
            if _acronym(form):
                acronyms.add(normal(form))
    return Gazetteer(MappingProxyType({key: tuple(held) for key, held in names.items()}), acronyms)


def part(country: str, direction: str) -> KnownPlace:
    """A part of a country by the compass ("northern", "north-east", "centre").

    Its coordinates are the country's own, of precision "country", unless the file knows the part.
    Raises KeyError for what is no country or no direction.

    >>> part("SY", "north").id
    'region:northern-sy'
    """
    whole = gazetteer()[f"country:{country}"]
    side = _DIRECTIONS[normal(direction).replace(" ", "")]
    name = f"{side.capitalize()} {whole.name}"
    for place in gazetteer().fixed_names().get(normal(name), ()):
        return place
    return KnownPlace(
        id=f"region:{side}-{country.lower()}",
        name=name,
        country=whole.country,
        lat=whole.lat,
        lon=whole.lon,
        kind="region",
        precision="country",
        within=(whole.id, *whole.within),
    )


def border(country: str, other: str) -> KnownPlace:
    """The border of two countries; without coordinates unless the file knows it.

    Raises KeyError for what is no country.

    >>> border("TD", "LY").name
    'Chad-Libya border'
    """
    ends = tuple(sorted((country, other)))
    for place, _ in _regions():
        if place.kind == "border" and tuple(sorted(place.countries)) == ends:
            return place
    names = sorted(gazetteer()[f"country:{end}"].name for end in ends)
    return KnownPlace(
        id=f"region:{'-'.join(ends).lower()}-border",
        name=f"{'-'.join(names)} border",
        country=None,
        lat=None,
        lon=None,
        kind="border",
        precision="region",
        within=tuple(f"country:{end}" for end in ends),
    )


def distance(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Kilometres between two points (lat, lon in degrees) along the great circle.

    The haversine formula on a sphere of 6371 km.
    """
    (north, east), (north2, east2) = (map(math.radians, point) for point in (here, there))
    half = (
        math.sin((north2 - north) / 2) ** 2
        + math.cos(north) * math.cos(north2) * math.sin((east2 - east) / 2) ** 2
    )
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(half)))


class _Country(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    iso: str
    name: str
    lat: float
    lon: float
    continent: str
    population: int
    aliases: tuple[str, ...] = ()
    claimants: tuple[str, ...] = ()


class _Region(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    name: str
    kind: Kind
    lat: float
    lon: float
    countries: tuple[str, ...] = ()
    disputed: bool = False
    aliases: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    geonames: tuple[str | int, ...] = ()


class _Reading(msgspec.Struct, frozen=True):
    """One way to read a name: the form to look up, and the kinds of place it may then be."""

    key: str
    kinds: frozenset[str]


_Spelled = tuple[KnownPlace, tuple[str, ...]]
_LAND = frozenset({"region", "province", "area", "border", "point"})
_TOWN = frozenset({"town", "point"})
_ANY = _LAND | _TOWN | {"country"}
_FINE = {"country": "country", "province": "province", "town": "town", "point": "town"}
_TOWNISH = r"town|city|village|hamlet"
_PROVINCIAL = r"province|governorate|region|oblast|state|department|division|district|wilaya"
_CLASSES = tuple(
    (re.compile(rf"(?:{words}) of (?:the )?(?P<before>.+)|(?P<after>.+) (?:{words})"), kinds)
    for words, kinds in ((_TOWNISH, _TOWN), (_PROVINCIAL, _LAND), (r"\(.+\)", _ANY))
)
_ARTICLES = re.compile(r"(?:al|el|ar|as|ash|ad|an|at|az|ed|es|er) (?P<bare>\w{4,}.*)")
_SIDES = ("northern", "southern", "eastern", "western", "north-eastern", "north-western",
          "south-eastern", "south-western", "central")  # fmt: skip
_DIRECTIONS = {
    form: side
    for side in _SIDES
    for form in (side.replace("-", ""), side.replace("-", "").removesuffix("ern"))
} | {"centre": "central", "center": "central"}
_COMPASS = r"(?:north|south) ?(?:east|west)(?:ern)?|(?:north|south|east|west)(?:ern)?|central"
_PART = re.compile(
    rf"(?P<direction>{_COMPASS}|centre|center)(?: parts?)?(?: of)?(?: the)? (?P<whole>.+)"
)
_BORDER = re.compile(
    r"(?:border|borders|frontier) (?:between|of) (.+) and (.+)"
    r"|(.+?)s? (?:border|frontier) with (.+)|(.+) (?:border|frontier|borderlands)"
)
_PREFIXES = {
    "russo": "RU", "sino": "CN", "indo": "IN", "franco": "FR", "afghan": "AF", "af": "AF",
    "pak": "PK", "turco": "TR", "turko": "TR", "anglo": "GB", "serbo": "RS", "congolese": "CD",
}  # fmt: skip
_SMALL, _LARGE, _GREAT = 15_000, 50_000, 100_000
_NEAR, _SECOND = 300, 0.25


def _readings(name: str) -> tuple[_Reading, ...]:
    """The ways to read a name, the plainest first: as it is, without its class, its article."""
    key = normal(name).removeprefix("the ").strip()
    read = [_Reading(key, _ANY)]
    for pattern, kinds in _CLASSES:
        if found := pattern.fullmatch(key):
            read.append(_Reading(found["before"] or found["after"], kinds))
    for reading in tuple(read):
        article = _ARTICLES.fullmatch(reading.key)
        read.append(_Reading(article["bare"] if article else f"al {reading.key}", reading.kinds))
    return tuple(read)


def _rank(
    place: KnownPlace,
    keys: frozenset[str],
    told: frozenset[str],
    near: Sequence[tuple[float, float]],
) -> tuple[bool, bool, bool, float, float]:
    """What comes first, smallest best; ties keep the order in which they were found."""
    town = place.kind == "town"
    far = _farness(place, near) if town else 0.0
    weight = 1.0 if normal(place.name) in keys else _SECOND
    return (
        place.kind != "country",
        told.isdisjoint(place.countries),
        town,
        far if far <= _NEAR else math.inf,
        -weight * place.population if town else 0.0,
    )


def _farness(place: KnownPlace, near: Sequence[tuple[float, float]]) -> float:
    if place.lat is None or place.lon is None:
        return math.inf
    return min((distance(point, (place.lat, place.lon)) for point in near), default=math.inf)


def _state(demonym: str) -> str | None:
    """The country that a demonym belongs to, as the registry of actors has it."""
    states = (actor for actor in registry().of_demonym(demonym) if actor.kind == "state")
    return next((state.country for state in states if state.country), None)


def _forms(place: KnownPlace, spelled: tuple[str, ...]) -> Iterator[str]:
    """The names of a place, and of a province also those with another word for province."""
    yield from spelled
    if place.kind == "province":
        for name in spelled:
            bare = re.sub(rf"(?i) (?:{_PROVINCIAL})$", "", name)
            yield from (f"{bare} {word}" for word in _PROVINCIAL.split("|"))


def _acronym(form: str) -> bool:
    return form.isupper() and len(normal(form)) <= 5


@cache
def _countries() -> dict[str, _Spelled]:
    return {country.iso: _country(country) for country in _read("countries.yaml", _Country)}


def _country(country: _Country) -> _Spelled:
    place = KnownPlace(
        id=f"country:{country.iso}",
        name=country.name,
        country=None if country.claimants else country.iso,
        lat=country.lat,
        lon=country.lon,
        kind="country",
        precision="country",
        population=country.population,
        within=(
            *(f"country:{iso}" for iso in country.claimants),
            f"region:{country.continent}",
        ),
    )
    return place, (country.name, *country.aliases)


@cache
def _regions() -> tuple[_Spelled, ...]:
    """The regions of the file, each within all that it lies in, step by step."""
    known = {region.id: region for region in _read("regions.yaml", _Region)}
    return tuple(_region(region, known) for region in known.values())


def _region(region: _Region, known: Mapping[str, _Region]) -> _Spelled:
    single = len(region.countries) == 1 and not region.disputed
    place = KnownPlace(
        id=f"region:{region.id}",
        name=region.name,
        country=region.countries[0] if single else None,
        lat=region.lat,
        lon=region.lon,
        kind=region.kind,
        precision=_FINE.get(region.kind, "region"),
        within=(
            *(f"region:{larger}" for larger in _larger(region, known)),
            *(f"country:{iso}" for iso in region.countries),
        ),
    )
    return place, (region.name, *region.aliases)


def _larger(region: _Region, known: Mapping[str, _Region]) -> tuple[str, ...]:
    try:
        chains = [(larger, *_larger(known[larger], known)) for larger in region.within]
    except (KeyError, RecursionError) as error:
        raise BrokenOntology(
            f"places/regions.yaml puts {region.id!r} within {region.within}; name regions of the"
            " file that do not lie in one another"
        ) from error
    return tuple(dict.fromkeys(larger for chain in chains for larger in chain))


@cache
def _divisions() -> dict[str, KnownPlace]:
    """The region that a GeoNames code ("ML.10") or town id belongs to."""
    return {
        str(code): place
        for region, (place, _) in zip(_read("regions.yaml", _Region), _regions(), strict=True)
        for code in region.geonames
    }


def _town(
    geonameid: int | None,
    name: str,
    country: str,
    admin: str,
    lat: float,
    lon: float,
    population: int,
) -> KnownPlace:
    """A town; where it lies in a land of disputed sovereignty, it belongs to no country either."""
    region = _divisions().get(str(geonameid)) or _divisions().get(f"{country}.{admin}")
    state = _countries()[country][0]
    land = region or state
    slug = normal(name).replace(" ", "-")
    return KnownPlace(
        id=f"geonames:{geonameid}" if geonameid else f"town:{country.lower()}-{slug}",
        name=name,
        country=land.country,
        lat=round(lat, 4),
        lon=round(lon, 4),
        kind="town",
        precision="town",
        population=population,
        within=tuple(dict.fromkeys((land.id, *land.within, *state.within))),
    )


@cache
def _ordinary() -> frozenset[str]:
    """The words of everyday English that are names of towns as well."""
    file = files("allegiance.ontology").joinpath("places/ordinary.txt")
    lines = file.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _query(keys: list[str]) -> list[tuple[Any, ...]]:
    """The rows of the towns of these names; the database is loaded on the first call."""
    file = str(files("allegiance.ontology").joinpath(f"places/{TOWNS}"))
    with _lock:
        rows: list[tuple[Any, ...]] = (
            _database()
            .execute(
                "select key, notable, geonameid, name, country, admin, lat, lon, population"
                " from read_parquet(?) where key in (select unnest(?::varchar[]))",
                [file, keys],
            )
            .fetchall()
        )
    return rows


_lock = Lock()


@cache
def _database() -> Any:
    """A connection that stays open, for opening one takes longer than a look-up."""
    atexit.register(_close)
    return import_module("duckdb").connect(":memory:")


def _close() -> None:
    _database().close()
    _database.cache_clear()


@cache
def _read(name: str, kind: type[Any]) -> list[Any]:
    file = files("allegiance.ontology").joinpath(f"places/{name}")
    try:
        found = yaml.load(file.read_bytes(), yaml.CSafeLoader)
        return msgspec.convert(found, list[kind])  # type: ignore[valid-type]
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise BrokenOntology(f"places/{name} is not a list of places: {error}") from error
