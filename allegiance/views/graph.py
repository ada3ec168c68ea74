"""Who stands with whom, as a picture: nodes are actors, lines are ties.

`draw` makes the still picture, for a document or a page without scripts; the page draws the
same ties with a graph that can be moved. In both, friendly ties are green, hostile ones red and
cut by small strokes, neutral ones grey, and a tie that is only alleged is dashed.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from html import escape

import msgspec
import numpy as np
from numpy.typing import NDArray

from allegiance.network.ties import Tie


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """One actor, and in how many ties it stands. `x` and `y` are from 0 to 1, y downwards."""

    id: str
    name: str
    kind: str
    degree: int
    x: float
    y: float


class Bundle(msgspec.Struct, frozen=True, kw_only=True):
    """All ties of one sign between two actors: one line of the picture.

    `source` comes before `target` in the order of ids; `forward` and `backward` say which way
    its ties point. `alleged` where every one of its ties is; `relations` are their names.
    """

    source: str
    target: str
    sign: int
    forward: bool
    backward: bool
    alleged: bool
    relations: tuple[str, ...]
    statements: int


def draw(ties: Iterable[Tie], *, width: int = 960, height: int = 640) -> str:
    """The ties between actors as one standalone SVG picture, the same for the same ties.

    Ties with a place at one end, and those that are only denied, are left out.
    """
    shown = [tie for tie in ties if _between_actors(tie)]
    return _svg(nodes(shown), bundles(shown), width, height)


def nodes(ties: Sequence[Tie]) -> tuple[Node, ...]:
    """The actors of the ties with their places in the picture, in the order of ids."""
    parties = {end.id: end for tie in ties for end in (tie.source, tie.target)}
    degree = Counter(end for tie in ties for end in (tie.source.id, tie.target.id))
    order = sorted(parties)
    spots = layout(order, {(tie.source.id, tie.target.id) for tie in ties})
    return tuple(
        Node(
            id=actor,
            name=parties[actor].name,
            kind=parties[actor].kind,
            degree=degree[actor],
            x=round(float(x), 4),
            y=round(float(y), 4),
        )
        for actor, (x, y) in zip(order, spots, strict=True)
    )


def bundles(ties: Sequence[Tie]) -> tuple[Bundle, ...]:
    """One line for each pair of actors and sign, in the order of ids."""
    groups: dict[tuple[str, str, int], list[Tie]] = defaultdict(list)
    for tie in ties:
        first, last = sorted((tie.source.id, tie.target.id))
        groups[first, last, tie.sign].append(tie)
    return tuple(_bundle(key, groups[key]) for key in sorted(groups))


def layout(actors: Sequence[str], pairs: Iterable[tuple[str, str]]) -> NDArray[np.float64]:
    """Places for actors by springs and repulsion, each coordinate from 0 to 1.

    Starts on a circle in the given order and takes 300 cooling steps, so that the same ties
    always give the same picture. After Fruchterman and Reingold 1991, "Graph drawing by
    force-directed placement", doi:10.1002/spe.4380211102.
    """
    count = len(actors)
    index = {actor: number for number, actor in enumerate(actors)}
    angle = np.arange(count) * (2 * math.pi / max(count, 1))
    spots = np.column_stack((np.cos(angle), np.sin(angle)))
    if count < 2:
        return spots * 0 + 0.5
    springs = sorted({(index[a], index[b]) for a, b in pairs if a != b})
    left, right = np.array(springs, dtype=np.intp).reshape(-1, 2).T
    rest = 1.6 / math.sqrt(count)
    for step in range(300):
        spots = spots + _pull(spots, left, right, rest, reach=0.12 * (1 - step / 300))
    low, high = spots.min(axis=0), spots.max(axis=0)
    spread: NDArray[np.float64] = (spots - low) / np.maximum(high - low, 1e-9)
    return spread


def _pull(
    spots: NDArray[np.float64],
    left: NDArray[np.intp],
    right: NDArray[np.intp],
    rest: float,
    *,
    reach: float,
) -> NDArray[np.float64]:
    """How far each actor moves in one step, no further than `reach`."""
    apart = spots[:, None, :] - spots[None, :, :]
    distance = np.maximum(np.linalg.norm(apart, axis=2), 1e-6)
    move = (apart * (rest**2 / distance**2)[:, :, None]).sum(axis=1) - 0.15 * spots
    spring = spots[left] - spots[right]
    spring = spring * (np.linalg.norm(spring, axis=1) / rest)[:, None]
    np.subtract.at(move, left, spring)
    np.add.at(move, right, spring)
    length = np.maximum(np.linalg.norm(move, axis=1), 1e-9)
    step: NDArray[np.float64] = move * (np.minimum(length, reach) / length)[:, None]
    return step


def _between_actors(tie: Tie) -> bool:
    return "place" not in (tie.source.kind, tie.target.kind) and tie.affirmed > 0


def _bundle(key: tuple[str, str, int], ties: Sequence[Tie]) -> Bundle:
    first, last, sign = key
    return Bundle(
        source=first,
        target=last,
        sign=sign,
        forward=any(tie.symmetric or tie.source.id == first for tie in ties),
        backward=any(tie.symmetric or tie.source.id == last for tie in ties),
        alleged=all(tie.alleged for tie in ties),
        relations=tuple(sorted({tie.relation for tie in ties})),
        statements=sum(len(tie.statements) for tie in ties),
    )


_COLOURS = {1: "#1f7a4d", -1: "#b3362b", 0: "#6b7078"}
_SIGNS = {1: "friendly", -1: "hostile", 0: "neither friendly nor hostile"}


def _svg(actors: Sequence[Node], lines: Sequence[Bundle], width: int, height: int) -> str:
    margin = 90, 40
    spots = {
        node.id: (
            margin[0] + node.x * (width - 2 * margin[0]),
            margin[1] + node.y * (height - 2 * margin[1]),
        )
        for node in actors
    }
    names = {node.id: node.name for node in actors}
    beside = Counter((line.source, line.target) for line in lines)
    seen: Counter[tuple[str, str]] = Counter()
    drawn = []
    for line in lines:
        pair = line.source, line.target
        bend = (seen[pair] - (beside[pair] - 1) / 2) * 0.22
        seen[pair] += 1
        drawn.append(_line(line, spots, names, bend))
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            'role="img" aria-label="Ties between actors" '
            'font-family="system-ui, sans-serif" font-size="13">',
            _heads(),
            *drawn,
            *(_dot(node, *spots[node.id]) for node in actors),
            "</svg>",
        )
    )


def _heads() -> str:
    """An arrowhead for each sign: a marker cannot take the colour of its line everywhere."""
    return "".join(
        f'<marker id="head{sign + 1}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
        f'markerHeight="8" markerUnits="userSpaceOnUse" orient="auto-start-reverse">'
        f'<path d="M0 0 8 4 0 8Z" fill="{colour}"/></marker>'
        for sign, colour in _COLOURS.items()
    )


def _line(
    line: Bundle, spots: dict[str, tuple[float, float]], names: dict[str, str], bend: float
) -> str:
    path = _path(spots[line.source], spots[line.target], bend)
    colour = _COLOURS[line.sign]
    told = f"{names[line.source]} and {names[line.target]}: {', '.join(line.relations)}"
    head = f"url(#head{line.sign + 1})"
    ends = (f' marker-start="{head}"' if line.backward else "") + (
        f' marker-end="{head}"' if line.forward else ""
    )
    dashes = ' stroke-dasharray="6 4"' if line.alleged else ""
    strokes = (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="7" '
        'stroke-dasharray="1.4 12.6"/>'
        if line.sign < 0
        else ""
    )
    return (
        f"<g><title>{escape(told)} ({_SIGNS[line.sign]})</title>{strokes}"
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.8"{dashes}{ends}/></g>'
    )


def _path(start: tuple[float, float], end: tuple[float, float], bend: float) -> str:
    """A curve between two nodes that stops short of both."""
    (x1, y1), (x2, y2) = start, end
    dx, dy = x2 - x1, y2 - y1
    middle = (x1 + x2) / 2 - dy * bend, (y1 + y2) / 2 + dx * bend
    (ax, ay), (bx, by) = _towards(start, middle), _towards(end, middle)
    return f"M{ax:.1f} {ay:.1f}Q{middle[0]:.1f} {middle[1]:.1f} {bx:.1f} {by:.1f}"


def _towards(spot: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    dx, dy = other[0] - spot[0], other[1] - spot[1]
    share = 10 / max(math.hypot(dx, dy), 10)
    return spot[0] + dx * share, spot[1] + dy * share


def _dot(node: Node, x: float, y: float) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="#2f3a4a"/>'
        f'<text x="{x:.1f}" y="{y + 21:.1f}" text-anchor="middle" fill="#2f3a4a" stroke="#fff" '
        f'stroke-width="3" paint-order="stroke">{escape(node.name)}</text>'
    )
