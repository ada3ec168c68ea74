"""How goods can have passed from hand to hand, as a picture: one line of parties for each path.

Paths that begin alike share their beginning, so that the picture is a tree from left to right. A
step whose order the dates force is a whole line, one that they allow is dashed, and one that is only
denied is dotted and crossed out; the weakest step of each path is named so. Nothing is told by
colour alone, and the picture follows the reader's light or dark.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

import msgspec

from allegiance.network.flows import Hop, Path


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A party in the picture: its name and where it stands, in steps and in rows from the top."""

    name: str
    step: int
    row: float


class Stroke(msgspec.Struct, frozen=True, kw_only=True):
    """A step between two spots; `weakest` where it is the weakest of every path that takes it."""

    begin: Spot
    end: Spot
    hop: Hop
    goods: str
    weakest: bool


def draw(paths: Iterable[Path], *, width: int = 960) -> str:
    """The paths as one standalone SVG picture, the same for the same paths, in the given order."""
    told = list(paths)
    spots, strokes = plan(told)
    across = max([spot.step for spot in spots], default=0) + 1
    return _svg(told, spots, strokes, width, width / across)


def plan(paths: Sequence[Path]) -> tuple[list[Spot], list[Stroke]]:
    """Where each party stands and which steps lie between them."""
    rows: dict[_Key, list[int]] = {}
    takers: dict[_Key, list[tuple[Path, int]]] = {}
    ends = {key for path in paths for key in list(_keys(path))[-1:]}
    lines = [path for path in paths if _ends_here(path, ends, paths)]
    for row, path in enumerate(lines):
        for key in _keys(path):
            rows.setdefault(key, []).append(row)
    for path in paths:
        for number, key in enumerate(list(_keys(path))[1:]):
            takers.setdefault(key, []).append((path, number))
    names = {key: name for path in paths for key, name in _named(path)}
    spots = {
        key: Spot(name=names[key], step=len(key) - 2, row=sum(at) / len(at))
        for key, at in rows.items()
    }
    strokes = [
        Stroke(
            begin=spots[key[:-1]],
            end=spots[key],
            hop=taken[0][0].hops[taken[0][1]],
            goods=taken[0][0].goods,
            weakest=all(len(p.hops) > 1 and p.weakest == number for p, number in taken),
        )
        for key, taken in takers.items()
    ]
    return list(spots.values()), strokes


_Key = tuple[str, ...]


def _keys(path: Path) -> Iterator[_Key]:
    """The spots of a path: the goods, and the parties so far."""
    parties = [path.source.id, *(hop.holder.id for hop in path.hops)]
    for length in range(1, len(parties) + 1):
        yield (path.goods, *parties[:length])


def _named(path: Path) -> Iterator[tuple[_Key, str]]:
    names = [path.source.name, *(hop.holder.name for hop in path.hops)]
    yield from zip(_keys(path), names, strict=True)


def _ends_here(path: Path, ends: set[_Key], paths: Sequence[Path]) -> bool:
    """Whether no other path goes on from where this one ends: then it has a row of its own."""
    last = list(_keys(path))[-1]
    longer = (key for other in paths for key in _keys(other) if len(key) == len(last) + 1)
    return last in ends and all(key[:-1] != last for key in longer)


def _svg(
    paths: Sequence[Path],
    spots: Sequence[Spot],
    strokes: Sequence[Stroke],
    width: int,
    step: float,
) -> str:
    rows = max([spot.row for spot in spots], default=0.0)
    height = int(_TOP + (rows + 1) * _ROW + _LEGEND)
    told = " ".join(path.reading for path in paths) or "No path was found."
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'aria-labelledby="paths-title paths-told" font-family="system-ui, sans-serif" '
        'font-size="12">',
        '<title id="paths-title">Who can have come into what, and from whom</title>',
        f'<desc id="paths-told">{escape(told)}</desc>',
        _STYLE,
        *(_stroke(each, step) for each in strokes),
        *(_spot(each, step) for each in spots),
        _legend(height, width),
        "</svg>",
    ]
    return "".join(parts)


_ROW, _TOP, _LEGEND = 64, 16, 36
_HALF = 13
_STYLE = (
    "<style>.paths-ink{fill:#1d2733}.paths-quiet{fill:#55606e}.paths-box{fill:#fff;stroke:#55606e}"
    ".paths-line{stroke:#1d2733;fill:none;stroke-width:1.6}"
    ".paths-possible{stroke-dasharray:7 4}.paths-denied{stroke-dasharray:2 4}"
    ".paths-paper{fill:#fff}"
    "@media (prefers-color-scheme:dark){.paths-ink{fill:#e8edf3}.paths-quiet{fill:#a9b4c0}"
    ".paths-box{fill:#1a212b;stroke:#a9b4c0}.paths-line{stroke:#e8edf3}.paths-paper{fill:#1a212b}}"
    '</style><rect class="paths-paper" width="100%" height="100%"/>'
)


def _at(spot: Spot, step: float) -> tuple[float, float]:
    return spot.step * step + 8, _TOP + spot.row * _ROW + _ROW / 2


def _room(step: float) -> float:
    """How wide a box is."""
    return min(150.0, step * 0.6)


def _spot(spot: Spot, step: float) -> str:
    x, y = _at(spot, step)
    room = _room(step)
    most = max(int(room / 6.6), 3)
    name = spot.name if len(spot.name) <= most else f"{spot.name[: most - 1]}…"
    return (
        f"<g><title>{escape(spot.name)}</title>"
        f'<rect class="paths-box" x="{x:.1f}" y="{y - _HALF:.1f}" width="{room:.1f}" '
        f'height="{2 * _HALF}" rx="4"/>'
        f'<text class="paths-ink" x="{x + 6:.1f}" y="{y + 4:.1f}">{escape(name)}</text></g>'
    )


def _stroke(stroke: Stroke, step: float) -> str:
    """A line with its date above it and what is to be said of it below."""
    begin, top = _at(stroke.begin, step)
    end, bottom = _at(stroke.end, step)
    begin += _room(step)
    middle, half = (begin + end) / 2, (top + bottom) / 2
    look = "" if stroke.hop.order == "certain" else f" paths-{stroke.hop.order}"
    curve = f"M{begin:.1f} {top:.1f}C{middle:.1f} {top:.1f} {middle:.1f} {bottom:.1f} {end - 6:.1f} {bottom:.1f}"
    head = f"M{end - 6:.1f} {bottom - 4:.1f}l6 4l-6 4z"
    label = ", ".join(filter(None, (_when(stroke.hop), _what(stroke))))
    note = "denied" if stroke.hop.order == "denied" else "weakest" if stroke.weakest else ""
    cross = (
        f'<path class="paths-line" d="M{middle - 5:.1f} {half - 5:.1f}l10 10m0 -10l-10 10"/>'
        if stroke.hop.order == "denied"
        else ""
    )
    falls = bottom > top
    label_at, note_at = (bottom + 14, bottom + 26) if falls else (bottom - 6, bottom + 15)
    return (
        f"<g><title>{escape(stroke.hop.reading)}</title>"
        f'<path class="paths-line{look}" d="{curve}"/><path class="paths-ink" d="{head}"/>{cross}'
        f'<text class="paths-quiet" x="{end - 10:.1f}" y="{label_at:.1f}" text-anchor="end" '
        f'font-size="10">{escape(label)}</text>'
        f'<text class="paths-ink" x="{end - 10:.1f}" y="{note_at:.1f}" text-anchor="end" '
        f'font-size="10" font-weight="bold">{note}</text></g>'
    )


def _what(stroke: Stroke) -> str:
    return stroke.goods if stroke.hop.how == "given" else "handed on?"


def _when(hop: Hop) -> str:
    """When a step was, no finer than a year."""
    first, last = (day[:4] if day else None for day in (hop.first, hop.last))
    if not hop.dated:
        return "no date"
    if first and last:
        return first if first == last else f"{first}-{last}"
    return f"since {first}" if first else f"until {last}"


def _legend(height: int, width: int) -> str:
    y = height - 14
    told = (
        ("", "order forced by the dates"),
        (" paths-possible", "order possible"),
        (" paths-denied", "denied"),
    )
    across = min(260, width // 3)
    return "".join(
        f'<path class="paths-line{look}" d="M{8 + n * across} {y}h34"/>'
        f'<text class="paths-quiet" x="{48 + n * across}" y="{y + 4}">{text}</text>'
        for n, (look, text) in enumerate(told)
    )
