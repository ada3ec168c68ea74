"""A place, and how far it is from another."""

import math
from collections.abc import Iterable
from typing import Literal

import msgspec

Kind = Literal["country", "region", "province", "district", "town", "area", "border", "point"]


class KnownPlace(msgspec.Struct, frozen=True, kw_only=True):
    """One place that the gazetteer knows.

    `id` is "geonames:2457163", "town:ml-konna", "region:northern-mali", "country:ML", or "own:ml-..."
    where a user's own file has it. `country`
    is ISO 3166-1 alpha-2, and None where the place spans several countries or its sovereignty is
    disputed; `within` then still holds their ids, and those of the regions and of GeoNames'
    divisions that it lies in. `lat` and `lon` are degrees of one representative point, as fine as
    `precision` says: "country", "region", "province", "district", "town" or "exact".
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

    @property
    def own(self) -> bool:
        """Whether it is of a user's own file."""
        return self.id.startswith("own:")

    @property
    def at(self) -> tuple[float, float] | None:
        """Its point, latitude first; None where it has none."""
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)


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


def farness(place: KnownPlace, near: Iterable[tuple[float, float]]) -> float:
    """Kilometres to the nearest of some points; infinite where either has none."""
    here = place.at
    if here is None:
        return math.inf
    return min((distance(point, here) for point in near), default=math.inf)
