"""Who says what: a row for each tie, a column for each side, a sign for each stance.

Every stance has a shape besides its colour: a disc asserts, a cross denies, half a disc hedges, a dash
is silent; an empty place is a side that had no chance to tell. A ring around it is a copy of another side's story.
The picture brings its own ground, so that it is read on light and dark pages alike.
"""

from collections.abc import Iterator, Sequence
from html import escape

from allegiance.network.claims import Cell, Claim, Comparison

WORDS = {
    "asserts": "asserts", "denies": "denies", "hedges": "hedges", "silent": "is silent",
}  # fmt: skip


def draw(found: Comparison, *, limit: int | None = None) -> str:
    """The ties in their order, and the sides in theirs, as one standalone SVG picture."""
    claims, names = found.claims[:limit], [side.name for side in found.sides]
    width, height = LABELS + STEP * len(names) + EDGE, HEAD + ROW * len(claims) + FOOT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        'role="img" aria-labelledby="t d" font-family="system-ui, sans-serif" font-size="12">',
        f'<title id="t">What {_listed(names)} say of {len(claims)} ties</title>',
        f'<desc id="d">{escape("; ".join(map(_spoken, claims)))}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect class="ground" width="{width}" height="{height}" rx="6"/>',
        *_heads(names),
        *(piece for number, claim in enumerate(claims) for piece in _row(claim, number, names)),
        *_legend(HEAD + ROW * len(claims) + 26),
    ]
    return "\n".join([*parts, "</svg>\n"])


LABELS, STEP, ROW, HEAD, FOOT, EDGE = 520, 48, 26, 150, 48, 110
"""Pixels: the width of the ties' names, of a side, the height of a row, of what is above and below."""

STYLE = (
    ".ground{fill:#fff}text{fill:#2b3038}.dim{fill:#5c6370}.line{stroke:#e3e5e9}"
    ".asserts{fill:#1f7a4d;stroke:#1f7a4d}.denies{fill:none;stroke:#b3362b}"
    ".hedges{fill:#8a6100;stroke:#8a6100}.silent,.copy{fill:none;stroke:#6b7078}.hole{fill:none}"
    "@media (prefers-color-scheme:dark){.ground{fill:#1b1e24}text{fill:#e6e8ec}.dim{fill:#a9b0bc}"
    ".line{stroke:#343a44}.asserts{fill:#4cc38a;stroke:#4cc38a}.denies{stroke:#ff8a7d}"
    ".hedges{fill:#e2b04a;stroke:#e2b04a}.silent,.copy{stroke:#a9b0bc}}"
)


def _heads(names: Sequence[str]) -> Iterator[str]:
    for number, name in enumerate(names):
        x = LABELS + STEP * number + STEP // 2
        yield (
            f'<text x="{x}" y="{HEAD - 16}" transform="rotate(-40 {x} {HEAD - 16})">'
            f"{escape(_short(name, 26))}<title>{escape(name)}</title></text>"
        )


def _row(claim: Claim, number: int, names: Sequence[str]) -> Iterator[str]:
    y = HEAD + ROW * number + ROW // 2
    right = LABELS + STEP * len(names)
    yield f'<line class="line" x1="12" x2="{right}" y1="{y + 13}" y2="{y + 13}"/>'
    yield (
        f'<text x="12" y="{y + 4}">{escape(_short(claim.reading, 80))}'
        f"<title>{escape(claim.reading)}</title></text>"
    )
    for cell in claim.cells:
        x = LABELS + STEP * names.index(cell.side) + STEP // 2
        yield f"<g><title>{escape(_told(cell, claim))}</title>{_sign(cell, x, y)}</g>"


def _sign(cell: Cell, x: int, y: int) -> str:
    """The shape of a stance about a point."""
    ring = f'<circle class="copy" cx="{x}" cy="{y}" r="10" stroke-dasharray="2 2"/>'
    return _shape(cell.stance, x, y) + (ring if cell.copied else "")


def _shape(stance: str, x: int, y: int) -> str:
    if stance == "asserts":
        return f'<circle class="asserts" cx="{x}" cy="{y}" r="6"/>'
    if stance == "denies":
        arms = f"M{x - 6} {y - 6}l12 12M{x + 6} {y - 6}l-12 12"
        return f'<path class="denies" stroke-width="2.5" d="{arms}"/>'
    if stance == "hedges":
        half = f'<path class="hedges" d="M{x} {y - 6}a6 6 0 0 0 0 12z"/>'
        return f'{half}<circle class="hedges hole" cx="{x}" cy="{y}" r="6" style="fill:none"/>'
    return f'<path class="silent" stroke-width="1.5" d="M{x - 5} {y}h10"/>'


def _legend(y: int) -> Iterator[str]:
    x = 20
    for stance, word in WORDS.items():
        yield f'{_shape(stance, x, y)}<text class="dim" x="{x + 14}" y="{y + 4}">{word}</text>'
        x += 84
    ring = f'<circle class="copy" cx="{x}" cy="{y}" r="10" stroke-dasharray="2 2"/>'
    yield f'{ring}<text class="dim" x="{x + 16}" y="{y + 4}">a copy</text>'
    yield f'<text class="dim" x="{x + 80}" y="{y + 4}">empty: no chance to tell</text>'


def _told(cell: Cell, claim: Claim) -> str:
    """A cell in words, with the sentences behind it."""
    how = " (a copy)" if cell.copied else " (both ways)" if cell.torn else ""
    sentences = "".join(f"\n{said.sentence}" for said in cell.statements[:3])
    return f"{cell.side} {WORDS[cell.stance]}{how}: {claim.reading}{sentences}"


def _spoken(claim: Claim) -> str:
    cells = ", ".join(f"{cell.side} {WORDS[cell.stance]}" for cell in claim.cells)
    return f"{claim.reading}: {cells}"


def _listed(names: Sequence[str]) -> str:
    return escape(", ".join(names))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
