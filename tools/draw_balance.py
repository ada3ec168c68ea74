"""Draws docs/images/balance-cow.svg: the balance of states 1946-1999, every figure proved.

    python tools/draw_balance.py [FOLDER]

FOLDER holds the windows of the Correlates of War as signed networks, cow_YYYY_YYYY.tsv (by default
those of the shared data). Each window is solved and its certificate verified before it is drawn.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from allegiance.network.balance import frustration, verify

ROOT = Path(__file__).parents[1]
WINDOWS = ROOT.parent / "shared/data/signed/cow_international"
PICTURE = ROOT / "docs/images/balance-cow.svg"
BLUE, RED, INK, FAINT = "#1f5f99", "#c4552d", "#222222", "#d8d8d8"
LEFT, STEP, BAR = 52, 27, 19
HEIGHT = 150


class Window(NamedTuple):
    """The figures of one window of years."""

    first: str
    last: str
    broken: int
    ties: int
    hostile: int
    with_america: int
    others: int
    russia: str


def main(folder: Path = WINDOWS) -> None:
    windows = [solved(path) for path in sorted(folder.glob("cow_*.tsv"))]
    if not windows:
        sys.exit(f"{folder} holds no cow_YYYY_YYYY.tsv")
    PICTURE.write_text("\n".join(drawn(windows)) + "\n", "utf-8")
    for window in windows:
        print(*window)


def solved(path: Path) -> Window:
    lines = path.read_text("utf-8").splitlines()[1:]
    found = frustration([(u, v, int(s)) for u, v, s in (line.split("\t") for line in lines)])
    assert verify(found.certificate).proved
    one, other = (*found.camps, ())[:2]
    if "USA" not in one:
        one, other = other, one
    _, first, last = path.stem.split("_")
    russia = "with" if "RUS" in one else "across" if "RUS" in other else "absent"
    sizes = len(one), len(other)
    return Window(first, last, int(found.upper), found.ties, found.negative, *sizes, russia)


def drawn(windows: Sequence[Window]) -> Iterator[str]:
    width = LEFT + STEP * len(windows) + 20
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 500" role="img" '
        f'font-family="sans-serif" font-size="11" fill="{INK}">'
    )
    yield "<title>Balance among states, 1946-1999</title>"
    yield f"<desc>{'; '.join(f'{w.first}-{w.last}: {w.broken} of {w.ties} ties frustrated' for w in windows)}</desc>"
    yield f'<rect width="{width}" height="500" fill="white"/>'
    yield from bars(windows, 44)
    yield from camps(windows, 250)
    yield from years(windows, 270 + HEIGHT)
    yield (
        f'<text x="{LEFT}" y="484" fill="#555555">Alliances and disputes of the Correlates of War, '
        "windows of four years; each is proved and its certificate verified.</text>"
    )
    yield "</svg>"


def heading(top: int, title: str) -> str:
    return f'<text x="{LEFT}" y="{top - 22}" font-size="14" font-weight="bold">{title}</text>'


def grid(windows: Sequence[Window], y: float, mark: int) -> str:
    right = LEFT + STEP * len(windows)
    return (
        f'<line x1="{LEFT}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}" stroke="{FAINT}"/>'
        f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#555555">{mark}</text>'
    )


def bars(windows: Sequence[Window], top: int) -> Iterator[str]:
    """The index of each window."""
    yield heading(top, "Ties that break two camps: the frustration index, exact")
    most = max(window.broken for window in windows)
    for mark in range(0, most + 1, 10):
        yield grid(windows, top + HEIGHT - HEIGHT * mark / most, mark)
    for number, window in enumerate(windows):
        tall, x = HEIGHT * window.broken / most, LEFT + STEP * number + (STEP - BAR) / 2
        y = top + HEIGHT - tall
        yield f'<rect x="{x}" y="{y:.1f}" width="{BAR}" height="{tall:.1f}" fill="{INK}"/>'
        yield (
            f'<text x="{x + BAR / 2}" y="{y - 4:.1f}" text-anchor="middle" font-size="10">'
            f"{window.broken}</text>"
        )


def camps(windows: Sequence[Window], top: int) -> Iterator[str]:
    """The camp of the United States upward, the other one downward, and where Russia is."""
    yield heading(
        top,
        f'States in the camp of the <tspan fill="{BLUE}">United States</tspan>, in '
        f'<tspan fill="{RED}">the other one</tspan>; the circle is Russia',
    )
    highest = max(window.with_america for window in windows)
    scale = HEIGHT / (highest + max(window.others for window in windows))
    zero = top + highest * scale
    for mark in (50, 0, -50):
        yield grid(windows, zero - mark * scale, abs(mark))
    for number, window in enumerate(windows):
        x, tall = LEFT + STEP * number + (STEP - BAR) / 2, window.with_america * scale
        yield f'<rect x="{x}" y="{zero - tall:.1f}" width="{BAR}" height="{tall:.1f}" fill="{BLUE}"/>'
        deep = window.others * scale
        yield f'<rect x="{x}" y="{zero:.1f}" width="{BAR}" height="{deep:.1f}" fill="{RED}"/>'
        if window.russia != "absent":
            y = zero + (11 if window.russia == "across" else -11)
            yield f'<circle cx="{x + BAR / 2}" cy="{y:.1f}" r="5" fill="white" stroke="{INK}"/>'


def years(windows: Sequence[Window], bottom: int) -> Iterator[str]:
    for number, window in enumerate(windows):
        x = LEFT + STEP * (number + 0.5) + 4
        label = f"{window.first}-{window.last[2:]}"
        yield f'<text transform="translate({x},{bottom + 10}) rotate(-60)" text-anchor="end">{label}</text>'


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
