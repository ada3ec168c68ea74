"""Countries, regions, borders and the parts of countries, as the files of our own have them.

The files also lie compiled in `lands.jsonl`, which loads thirty times as fast; it counts only as
long as it was made of the files that lie beside it.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

import msgspec

from allegiance.errors import BrokenOntology
from allegiance.ontology.gazetteer.names import PROVINCIAL
from allegiance.ontology.gazetteer.place import Kind, KnownPlace
from allegiance.ontology.normal import normal

COMPILED = "lands.jsonl"

Spelled = tuple[KnownPlace, tuple[str, ...]]
"""A place with its names."""


class Land(msgspec.Struct, frozen=True):
    """A country or region with its names, all their forms (`keys`), and its divisions of GeoNames."""

    place: KnownPlace
    names: tuple[str, ...]
    keys: tuple[str, ...]
    divisions: tuple[str, ...] = ()


@cache
def names() -> Mapping[str, tuple[KnownPlace, ...]]:
    """Every country and region by each of its names, in normal form.

    Raises BrokenOntology where a file is not what it must be.
    """
    found: dict[str, dict[KnownPlace, None]] = defaultdict(dict)
    for land in _lands():
        for key in land.keys:
            found[key][land.place] = None
    return MappingProxyType({key: tuple(held) for key, held in found.items()})


@cache
def acronyms() -> frozenset[str]:
    """The names that count only when written in capitals ("us")."""
    spelled = (each for land in _lands() for each in land.names)
    return frozenset(normal(form) for form in spelled if _acronym(form))


@cache
def by_id() -> Mapping[str, KnownPlace]:
    """Every country and region by its id."""
    return {place.id: place for places in names().values() for place in places}


def part(country: str, direction: str) -> KnownPlace:
    """A part of a country by the compass ("northern", "north-east", "centre").

    Its coordinates are the country's own, of precision "country", unless the file knows the part.
    Raises KeyError for what is no country or no direction.

    >>> part("SY", "north").id
    'region:northern-sy'
    """
    whole = by_id()[f"country:{country}"]
    side = _DIRECTIONS[normal(direction).replace(" ", "")]
    name = f"{side.capitalize()} {whole.name}"
    for place in names().get(normal(name), ()):
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
    for place, _ in regions():
        if place.kind == "border" and tuple(sorted(place.countries)) == ends:
            return place
    ends_ = sorted(by_id()[f"country:{end}"].name for end in ends)
    return KnownPlace(
        id=f"region:{'-'.join(ends).lower()}-border",
        name=f"{'-'.join(ends_)} border",
        country=None,
        lat=None,
        lon=None,
        kind="border",
        precision="region",
        within=tuple(f"country:{end}" for end in ends),
    )


@cache
def countries() -> dict[str, Spelled]:
    """The countries by their ISO codes."""
    return {
        land.place.id.removeprefix("country:"): (land.place, land.names)
        for land in _lands()
        if land.place.id.startswith("country:")
    }


@cache
def regions() -> tuple[Spelled, ...]:
    """The regions of the file, each within all that it lies in, step by step."""
    return tuple(
        (land.place, land.names) for land in _lands() if not land.place.id.startswith("country:")
    )


@cache
def divisions() -> dict[str, KnownPlace]:
    """The region that a GeoNames code ("ML.10") or town id belongs to."""
    return {code: land.place for land in _lands() for code in land.divisions}


@cache
def _lands() -> tuple[Land, ...]:
    """Countries, then regions, from the compiled file where that is up to date."""
    try:
        head, _, lines = _home().joinpath(COMPILED).read_bytes().partition(b"\n")
    except FileNotFoundError:
        return from_yaml()
    if head.decode() != digest():
        return from_yaml()
    return tuple(msgspec.json.Decoder(Land).decode_lines(lines))


def from_yaml() -> tuple[Land, ...]:
    """The lands from the files that people edit.

    Raises BrokenOntology where a file of them is not what it must be.
    """
    found = [(_country(country), ()) for country in _read("countries.yaml", _Country)]
    known = {region.id: region for region in _read("regions.yaml", _Region)}
    found += [(_region(region, known), region.geonames) for region in known.values()]
    return tuple(
        Land(
            place,
            names,
            tuple(dict.fromkeys(normal(form) for form in _forms(place, names))),
            tuple(map(str, codes)),
        )
        for (place, names), codes in found
    )


def compiled() -> str:
    """The text of the compiled file: what it was made of, then one land a line."""
    lines = (msgspec.json.encode(land).decode() for land in from_yaml())
    return "\n".join((digest(), *lines, ""))


def digest() -> str:
    """A checksum over the files that the lands are made of."""
    found = hashlib.sha256()
    for name in ("countries.yaml", "regions.yaml"):
        found.update(_home().joinpath(name).read_bytes() + b"\0")
    return found.hexdigest()


def _home() -> Traversable:
    return files("allegiance.ontology").joinpath("places")


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


_FINE = {"country": "country", "province": "province", "town": "town", "point": "town"}
_SIDES = ("northern", "southern", "eastern", "western", "north-eastern", "north-western",
          "south-eastern", "south-western", "central")  # fmt: skip
_DIRECTIONS = {
    form: side
    for side in _SIDES
    for form in (side.replace("-", ""), side.replace("-", "").removesuffix("ern"))
} | {"centre": "central", "center": "central"}
_COMPASS = r"(?:north|south) ?(?:east|west)(?:ern)?|(?:north|south|east|west)(?:ern)?|central"
PART = re.compile(
    rf"(?P<direction>{_COMPASS}|centre|center)(?: parts?)?(?: of)?(?: the)? (?P<whole>.+)"
)
BORDER = re.compile(
    r"(?:border|borders|frontier) (?:between|of) (.+) and (.+)"
    r"|(.+?)s? (?:border|frontier) with (.+)|(.+) (?:border|frontier|borderlands)"
)
PREFIXES = {
    "russo": "RU", "sino": "CN", "indo": "IN", "franco": "FR", "afghan": "AF", "af": "AF",
    "pak": "PK", "turco": "TR", "turko": "TR", "anglo": "GB", "serbo": "RS", "congolese": "CD",
}  # fmt: skip


def state(demonym: str) -> str | None:
    """The country that a demonym belongs to, as the registry of actors has it."""
    from allegiance.ontology.actors import registry

    states = (actor for actor in registry().of_demonym(demonym) if actor.kind == "state")
    return next((state.country for state in states if state.country), None)


def _forms(place: KnownPlace, spelled: tuple[str, ...]) -> Iterator[str]:
    """The names of a place, and of a province also those with another word for province."""
    yield from spelled
    if place.kind == "province":
        for name in spelled:
            short = re.sub(rf"(?i) (?:{PROVINCIAL})$", "", name)
            yield from (f"{short} {word}" for word in PROVINCIAL.split("|"))


def _acronym(form: str) -> bool:
    return form.isupper() and len(normal(form)) <= 5


def _country(country: _Country) -> Spelled:
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


def _region(region: _Region, known: Mapping[str, _Region]) -> Spelled:
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


def _read(name: str, kind: type[Any]) -> list[Any]:
    import yaml

    try:
        found = yaml.load(_home().joinpath(name).read_bytes(), yaml.CSafeLoader)
        return msgspec.convert(found, list[kind])  # type: ignore[valid-type]
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise BrokenOntology(f"places/{name} is not a list of places: {error}") from error
