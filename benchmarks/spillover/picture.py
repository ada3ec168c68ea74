"""The calibration of forecasts as a drawing: forecast across, what came true up, both in logs."""

from collections.abc import Mapping, Sequence
from html import escape
from math import log10

from allegiance.network.forecast import Band

SIDE, LEFT, TOP = 360, 64, 40
LEAST = 0.001
COLOURS = ("#1b6ca8", "#b3541e")


def draw(bands: Mapping[str, Sequence[Band]], title: str) -> str:
    """One point a band, its area by the cases in it, with a bar of 90 % (Wilson) around what came true.

    A point on the diagonal is a forecast that came true as often as it said.
    """
    marks = [0.001, 0.01, 0.1, 1.0]
    parts = [_text(LEFT + SIDE / 2, 22, title, "middle", 14)]
    for mark in marks:
        x, y = _x(mark), _y(mark)
        shown = f"{mark * 100:g} %"
        parts += [
            f'<path d="M{x} {TOP}V{TOP + SIDE}M{LEFT} {y}H{LEFT + SIDE}" stroke="#ddd"/>',
            _text(x, TOP + SIDE + 18, shown, "middle"),
            _text(LEFT - 8, y + 4, shown, "end"),
        ]
    parts += [
        f'<path d="M{_x(LEAST)} {_y(LEAST)}L{_x(1)} {_y(1)}" stroke="#888" stroke-dasharray="4 4"/>',
        _text(LEFT + SIDE / 2, TOP + SIDE + 40, "forecast", "middle"),
        f'<g transform="rotate(-90 16 {TOP + SIDE / 2})">'
        f"{_text(16, TOP + SIDE / 2, 'came true', 'middle')}</g>",
    ]
    for number, (name, found) in enumerate(bands.items()):
        shift = (number - (len(bands) - 1) / 2) * 5
        parts += [_point(band, COLOURS[number], shift) for band in found]
        y = TOP + 18 + 20 * number
        parts += [
            f'<circle cx="{LEFT + 16}" cy="{y}" r="5" fill="{COLOURS[number]}"/>',
            _text(LEFT + 28, y + 4, name, "start"),
        ]
    width, height = LEFT + SIDE + 24, TOP + SIDE + 56
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" role="img" aria-label="{escape(title)}" font-family="sans-serif">'
        f'<rect width="{width}" height="{height}" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


def _point(band: Band, colour: str, shift: float) -> str:
    x, y = _x(band.forecast) + shift, _y(band.observed)
    low, high = wilson(band.observed, band.cases)
    radius = 2 + log10(band.cases)
    told = f"{band.cases} cases, forecast {band.forecast:.3f}, came true {band.observed:.3f}"
    return (
        f'<g stroke="{colour}" fill="{colour}"><title>{told}</title>'
        f'<path d="M{x:.1f} {_y(low):.1f}V{_y(high):.1f}"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill-opacity=".6"/></g>'
    )


def wilson(share: float, cases: int, z: float = 1.645) -> tuple[float, float]:
    """The interval of a share (Wilson 1927), without the dependence of cases on one another."""
    middle = share + z * z / (2 * cases)
    spread = z * ((share * (1 - share) + z * z / (4 * cases)) / cases) ** 0.5
    whole = 1 + z * z / cases
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def _x(value: float) -> float:
    return round(LEFT + SIDE * (1 - log10(max(value, LEAST)) / log10(LEAST)), 1)


def _y(value: float) -> float:
    return round(TOP + SIDE * log10(max(value, LEAST)) / log10(LEAST), 1)


def _text(x: float, y: float, words: str, anchor: str, size: int = 12) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="#222">'
        f"{escape(words)}</text>"
    )
