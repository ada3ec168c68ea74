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

    `id` is "geonames:2457163", "region:northern-mali" or "country:ML". `country` is ISO 3166-1
    alpha-2, and None where the place spans several countries or its sovereignty is disputed;
    `within` then still holds their ids, and those of larger regions. `lat` and `lon` are degrees
    of one representative point, as fine as `precision` says: "country", "region", "province" or
    "town".
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

    def __init__(self, fixed: Mapping[str, tuple[KnownPlace, ...]], acronyms: Collection[str]):
        self._fixed = fixed
        self._acronyms = frozenset(acronyms)
        self._towns: dict[str, tuple[KnownPlace, ...]] = {}
        self._by_id = {place.id: place for places in fixed.values() for place in places}

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
        the largest. A town elsewhere must have 15,000 people, and one that bears an ordinary
        English word as its name 100,000.
        """
        wanted = frozenset(countries)
        credible = [place for place in self.find(name) if _credible(place, name, wanted)]
        return min(credible, key=lambda place: _rank(place, wanted, near), default=None)

    def _places(self, name: str, readings: tuple["_Reading", ...]) -> tuple[KnownPlace, ...]:
        for reading in readings:
            fixed = self._fixed.get(reading.key, ())
            if reading.key in self._acronyms and not name.isupper():
                fixed = ()
            towns = self._towns[reading.key]
            found = tuple(place for place in (*fixed, *towns) if place.kind in reading.kinds)
            if found:
                return found
        made = self._made(normal(name))
        return (made,) if made else ()

    def _made(self, key: str) -> KnownPlace | None:
        """A part of a country or a border that is named by its parts alone."""
        key = key.removeprefix("the ")
        if found := _PART.fullmatch(key):
            country = self._country(found["whole"])
            return country and part(country, found["direction"])
        if found := _BORDER.fullmatch(key):
            return self._border(*(end for end in found.groups() if end))
        return None

    def _border(self, *ends: str) -> KnownPlace | None:
        if len(ends) == 1:
            words = ends[0].split()
            cuts = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
        else:
            cuts = ((first, second) for first, second in [ends])
        for first, second in cuts:
            one, other = self._country(first), self._country(second)
            if one and other and one != other:
                return border(one, other)
        return None

    def _country(self, name: str) -> str | None:
        """The ISO code of the country that a name, demonym or prefix ("Russo") tells."""
        name = name.removeprefix("the ")
        for place in self._fixed.get(name, ()):
            if place.kind == "country":
                return place.id.removeprefix("country:")
        states = (actor for actor in registry().of_demonym(name) if actor.kind == "state")
        return next((actor.country for actor in states if actor.country), _PREFIXES.get(name))

    def _load(self, keys: set[str]) -> None:
        missing = sorted(keys - self._towns.keys())
        if not missing:
            return
        found: dict[str, list[KnownPlace]] = defaultdict(list)
        for key, *columns in _query(missing):
            found[key].append(_town(*columns))
        for key in missing:
            self._towns[key] = tuple(sorted(found[key], key=lambda town: -town.population))


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that ships with the program.

    Raises BrokenOntology where a file of it is not what it must be.
    """
    places = [*_countries().values(), *_regions()]
    names: dict[str, list[KnownPlace]] = defaultdict(list)
    acronyms = set()
    for place, spelled in places:
        for form in _forms(place, spelled):
            key = normal(form)
            if place not in names[key]:
                names[key].append(place)
            if _acronym(form):
                acronyms.add(key)
    return Gazetteer(MappingProxyType({key: tuple(held) for key, held in names.items()}), acronyms)


def part(country: str, direction: str) -> KnownPlace:
    """A part of a country by the compass ("northern", "north-east", "the centre of").

    Its coordinates are the country's own, of precision "country", unless the file knows the part.

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
        within=(whole.id,),
    )


def border(country: str, other: str) -> KnownPlace:
    """The border of two countries; without coordinates unless the file knows it.

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


class _Reading(msgspec.Struct, frozen=True):
    """One way to read a name: the form to look up, and the kinds of place it may then be."""

    key: str
    kinds: frozenset[str]


_Spelled = tuple[KnownPlace, tuple[str, ...]]
_LAND = frozenset({"country", "region", "province", "area", "border", "point"})
_TOWN = frozenset({"town", "point"})
_ANY = _LAND | _TOWN
_FINE = {"country": "country", "province": "province", "town": "town", "point": "town"}
_TOWNISH = r"town|city|village|hamlet"
_PROVINCIAL = r"province|governorate|region|oblast|state|department|division|district|wilaya"
_CLASSES = (
    (re.compile(rf"(?:the )?(?:{_TOWNISH}) of (?P<bare>.+)|(?P<bare2>.+) (?:{_TOWNISH})"), _TOWN),
    (
        re.compile(rf"(?:the )?(?:{_PROVINCIAL}) of (?P<bare>.+)|(?P<bare2>.+) (?:{_PROVINCIAL})"),
        _LAND - {"country"},
    ),
)
_SIDES = ("northern", "southern", "eastern", "western", "north-eastern", "north-western",
          "south-eastern", "south-western", "central")  # fmt: skip
_DIRECTIONS = {
    form: side
    for side in _SIDES
    for form in (side.replace("-", ""), side.replace("-", "").removesuffix("ern"))
} | {"centre": "central", "center": "central"}
_COMPASS = r"(?:north|south)[ ]?(?:east|west)(?:ern)?|(?:north|south|east|west)(?:ern)?|central"
_PART = re.compile(
    rf"(?P<direction>{_COMPASS}|centre|center)(?: part| parts)?(?: of)?(?: the)? (?P<whole>.+)"
)
_BORDER = re.compile(
    r"(?:border|frontier|borders) (?:between|of) (.+) and (.+)|(.+) (?:border|frontier|borderlands)"
)
_PREFIXES = {
    "russo": "RU", "sino": "CN", "indo": "IN", "franco": "FR", "afghan": "AF", "af": "AF",
    "pak": "PK", "turco": "TR", "turko": "TR", "anglo": "GB", "serbo": "RS", "thai": "TH",
    "us": "US", "uae": "AE", "drc": "CD", "congolese": "CD", "iraqi": "IQ",
}  # fmt: skip
_ARTICLES = re.compile(r"(?:al|el|ar|as|ash|ad|an|at|az|ed|es|er) (?P<bare>\w{4,}.*)")
_CREDIBLE, _PROMINENT, _NEAR = 15_000, 100_000, 300


def _readings(name: str) -> tuple[_Reading, ...]:
    """The ways to read a name, the plainest first: as it is, without its class, its article."""
    key = normal(name).removeprefix("the ")
    read = [_Reading(key, _ANY)]
    for pattern, kinds in _CLASSES:
        if found := pattern.fullmatch(key):
            read.append(_Reading(found["bare"] or found["bare2"], kinds))
    for reading in tuple(read):
        found = _ARTICLES.fullmatch(reading.key)
        bare = found["bare"] if found else f"al {reading.key}"
        read.append(_Reading(bare, reading.kinds))
    return tuple(read)


def _credible(place: KnownPlace, name: str, countries: frozenset[str]) -> bool:
    if place.kind != "town":
        return True
    if normal(name) in _ordinary():
        return place.population >= _PROMINENT
    return place.population >= _CREDIBLE or not countries.isdisjoint(place.countries)


def _rank(
    place: KnownPlace, countries: frozenset[str], near: Sequence[tuple[float, float]]
) -> tuple[bool, bool, bool, float, int]:
    """What comes first, smallest best; ties keep the order in which they were found."""
    town = place.kind == "town"
    at = (place.lat, place.lon)
    far = min((distance(point, at) for point in near), default=math.inf) if town else 0.0  # type: ignore[arg-type]
    return (
        place.kind != "country",
        countries.isdisjoint(place.countries),
        town,
        far if far <= _NEAR else math.inf,
        -place.population if town else 0,
    )


def _forms(place: KnownPlace, spelled: tuple[str, ...]) -> Iterator[str]:
    """The names of a place, and of a province also those with another word for province."""
    for name in spelled:
        yield name
        bare = re.sub(rf"(?i) (?:{_PROVINCIAL})$", "", name)
        if place.kind == "province":
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
    return tuple(_region(region) for region in _read("regions.yaml", _Region))


def _region(region: _Region) -> _Spelled:
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
            *(f"region:{larger}" for larger in region.within),
            *(f"country:{iso}" for iso in region.countries),
        ),
    )
    return place, (region.name, *region.aliases)


def _town(
    geonameid: int, name: str, country: str, lat: float, lon: float, population: int
) -> KnownPlace:
    return KnownPlace(
        id=f"geonames:{geonameid}",
        name=name,
        country=country,
        lat=round(lat, 4),
        lon=round(lon, 4),
        kind="town",
        precision="town",
        population=population,
        within=(f"country:{country}",),
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
                "select key, geonameid, name, country, lat, lon, population from read_parquet(?)"
                " where key in (select unnest(?::varchar[]))",
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


def _read(name: str, kind: type[Any]) -> list[Any]:
    file = files("allegiance.ontology").joinpath(f"places/{name}")
    try:
        found = yaml.load(file.read_bytes(), yaml.CSafeLoader)
        return msgspec.convert(found, list[kind])  # type: ignore[valid-type]
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise BrokenOntology(f"places/{name} is not a list of places: {error}") from error
