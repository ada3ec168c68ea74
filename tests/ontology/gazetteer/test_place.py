"""A place's point, and how far it is from others."""

import math

from allegiance.ontology.gazetteer.place import KnownPlace, farness


def at(lat: float | None, lon: float | None) -> KnownPlace:
    return KnownPlace(
        id="own:x", name="Bree", country=None, lat=lat, lon=lon, kind="point", precision="exact"
    )


def test_a_place_without_coordinates_is_near_nothing() -> None:
    assert at(None, None).at is None
    assert farness(at(None, None), [(0, 0)]) == math.inf
    assert farness(at(0, 0), []) == math.inf


def test_the_nearest_of_several_counts() -> None:
    assert farness(at(0, 0), [(0, 10), (0, 0)]) == 0
