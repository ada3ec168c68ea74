"""Where each tie plays out: places as marks, theatres as shaded countries.

Borders are drawn as Natural Earth has them; disputed borders are a convention, not a judgement.
A text that names no town gives its country a shade and no point.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, Literal

import msgspec

from allegiance.network.ties import Tie
from allegiance.statements.statement import Statement

NOTE = "Borders are drawn as Natural Earth has them; disputed borders are a convention, not a judgement."


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """Where one statement stands on the map.

    `lat` and `lon` in degrees. `grain` is "country" where the place is no finer than a country,
    "region" where it is a land with no one point, and else "point".
    """

    place: str
    name: str
    country: str | None
    lat: float
    lon: float
    grain: Literal["country", "region", "point"]


def draw(ties: Iterable[Tie], *, world: dict[str, Any] | None = None, width: int = 960) -> str:
    """The places of the ties as one standalone SVG picture, each with its statements counted.

    `world` is a TopoJSON topology with an object "countries", drawn beneath; without it the
    places stand on an empty ground.
    """
    statements = [statement for tie in ties for statement in tie.statements]
    return _svg(statements, world, width)


def spot(statement: Statement) -> Spot | None:
    """Where a statement stands: its place, else its target where that is a place; None if nowhere."""
    place = statement.place
    if place is not None and place.lat is not None and place.lon is not None:
        return Spot(
            place=place.id,
            name=place.name,
            country=place.country,
            lat=place.lat,
            lon=place.lon,
            grain=_grain(place.precision),
        )
    target = statement.target
    if target.kind == "place" and target.lat is not None and target.lon is not None:
        return Spot(
            place=target.id,
            name=target.name,
            country=target.country,
            lat=target.lat,
            lon=target.lon,
            grain=_grain(target.id.partition(":")[0]),
        )
    return None


def _grain(precision: str | None) -> Literal["country", "region", "point"]:
    if precision in ("country", "state"):
        return "country"
    if precision in ("region", "province", "district", "area", "theatre"):
        return "region"
    return "point"


def _svg(statements: Sequence[Statement], world: dict[str, Any] | None, width: int) -> str:
    spots = [found for statement in statements if (found := spot(statement)) is not None]
    where = {found.place: found for found in spots}
    counts = Counter(found.place for found in spots)
    west, east, south, north = _frame(spots)
    scale = width / (east - west)
    height = round((_mercator(north) - _mercator(south)) * scale * 180 / math.pi)

    def put(lon: float, lat: float) -> tuple[float, float]:
        return (lon - west) * scale, (_mercator(north) - _mercator(lat)) * scale * 180 / math.pi

    shapes = []
    for ring in _rings(world):
        if any(west <= lon <= east and south <= lat <= north for lon, lat in ring):
            path = "".join(
                f"{'L' if number else 'M'}{x:.1f} {y:.1f}"
                for number, (x, y) in enumerate(put(lon, lat) for lon, lat in ring)
            )
            shapes.append(path + "Z")
    marks = []
    for place, count in sorted(counts.items()):
        x, y = put(where[place].lon, where[place].lat)
        marks.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{4 + 2 * math.sqrt(count):.1f}" fill="#2f3a4a" '
            f'fill-opacity="0.6"/><text x="{x + 12:.1f}" y="{y + 4:.1f}" fill="#2f3a4a">'
            f"{escape(where[place].name)} {count}</text>"
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height + 20}" role="img" '
        'aria-label="Places of ties" font-family="system-ui, sans-serif" font-size="12">'
        f'<path d="{"".join(shapes)}" fill="#ece8df" stroke="#c9c3b6" stroke-width="0.6"/>'
        f'{"".join(marks)}<text x="4" y="{height + 14}" fill="#6b7078" font-size="11">{NOTE}</text>'
        "</svg>"
    )


def _mercator(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(max(min(lat, 84.0), -84.0)) / 2))


def _frame(spots: Sequence[Spot]) -> tuple[float, float, float, float]:
    """West, east, south and north of the picture: the places and some ground around them."""
    if not spots:
        return -180.0, 180.0, -56.0, 74.0
    lons, lats = [found.lon for found in spots], [found.lat for found in spots]
    pad = max(max(lons) - min(lons), max(lats) - min(lats), 10) * 0.2
    return (
        max(min(lons) - pad, -180.0),
        min(max(lons) + pad, 180.0),
        max(min(lats) - pad, -80.0),
        min(max(lats) + pad, 80.0),
    )


def _rings(world: dict[str, Any] | None) -> Iterable[list[tuple[float, float]]]:
    """The outlines of a topology's countries. Arcs are joined as the TopoJSON format says."""
    if world is None:
        return
    arcs = _arcs(world)
    polygons: dict[str, Any] = defaultdict(lambda: lambda _: ())
    polygons["Polygon"] = lambda rings: rings
    polygons["MultiPolygon"] = lambda parts: [ring for part in parts for ring in part]
    for shape in world["objects"]["countries"]["geometries"]:
        for ring in polygons[shape["type"]](shape.get("arcs")):
            points: list[tuple[float, float]] = []
            for number in ring:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                points.extend(arc[1:] if points else arc)
            yield points


def _arcs(world: dict[str, Any]) -> list[list[tuple[float, float]]]:
    (kx, ky), (dx, dy) = world["transform"]["scale"], world["transform"]["translate"]
    arcs = []
    for arc in world["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * kx + dx, y * ky + dy))
        arcs.append(points)
    return arcs
