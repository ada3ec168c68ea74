"""Is a confidence what it says? Of the statements given with .7, are seven in ten right?

    python -m benchmarks.accuracy.calibration [--part dev] [--diagram docs/assets/reliability.svg]

On a part of our corpus: the expected calibration error (Naeini et al. 2015) is the mean distance, over
ten bins of confidence, between the mean confidence and the share that is right. The votes of a model
are fitted on the dev part; so on that part they are fitted anew here for each fifth, on the other four.
The frames' own weights are fitted to nothing. The picture of it is drawn to
build/benchmarks, and to the path that `--diagram` names.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from allegiance.documents.document import Document
from allegiance.language import annotate
from allegiance.language.encoder import model
from allegiance.statements.coder import code
from allegiance.statements.votes import likely
from benchmarks.accuracy.results import (
    DIAGRAM,
    DRAWS,
    KEPT,
    ROOT,
    SEED,
    Floats,
    Report,
    Result,
    Score,
    command,
    parser,
    present,
)
from training.corpus_parts import Part, parts
from training.markup import Item
from training.voting import Judged, calibration_error, fit, judge, matching

Kept = NDArray[np.bool_]
CORPUS = ROOT / "training/corpus"
BINS = 10
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Bin:
    """The statements of one bin: how many, how sure they are on average, how many of them are right."""

    count: int
    said: float
    so: float


def measure(
    shared: Path, coders: Sequence[str], part: Part = "dev", diagram: Path | None = None
) -> Report:
    """The calibration error of each coder. The shared data are not asked."""
    del shared
    present(CORPUS / "batches")
    items = parts(CORPUS)[part]
    report = Report()
    lines: dict[str, list[Bin]] = {}
    for coder in coders:
        said, right, given = _frames(items) if coder == "frames" else _votes(items, coder, part)
        lines[coder] = list(bins(said, right))
        for which, chosen in (("every candidate", said >= 0), ("statements given", given)):
            if chosen.any() and not (coder == "frames" and which == "every candidate"):
                ours = {coder: error(said[chosen], right[chosen])}
                name = f"calibration error, {which}, {part} part"
                report.results.append(Result("calibration", name, int(chosen.sum()), ours))
        told = ", ".join(f"{each.said:.2f}: {each.so:.2f}" for each in lines[coder])
        report.remarks.append(f"{coder}, confidence and share that is right, by bins: {told}")
    for path in (KEPT / DIAGRAM, *([] if diagram is None else [diagram])):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(drawn(lines), encoding="utf-8")
    return report


def error(said: Floats, right: Floats) -> Score:
    """The expected calibration error with its interval, over draws of statements."""
    chance = np.random.default_rng(SEED)
    draws = chance.integers(len(said), size=(DRAWS, len(said)))
    low, high = np.percentile(
        [calibration_error(said[draw], right[draw], BINS) for draw in draws], [2.5, 97.5]
    )
    return Score(calibration_error(said, right, BINS), float(low), float(high))


def bins(said: Floats, right: Floats) -> Iterator[Bin]:
    """What is in each bin of confidence that is not empty, the least sure first."""
    which = np.minimum((said * BINS).astype(int), BINS - 1)
    for number in range(BINS):
        inside = which == number
        if inside.any():
            yield Bin(int(inside.sum()), float(said[inside].mean()), float(right[inside].mean()))


def _frames(items: Sequence[Item]) -> tuple[Floats, Floats, Kept]:
    """How sure the frames are of each statement that they give, and whether it is right."""
    said, right = [], []
    for item in items:
        gold = {(each.relation, each.source, each.target) for each in item.statements}
        for each in code(annotate(Document(id=item.id, text=item.text), coder="frames")):
            said.append(each.confidence)
            right.append(matching(each, item, gold) is not None)
    return np.array(said), np.array(right, dtype=float), np.ones(len(said), dtype=bool)


def _votes(items: Sequence[Item], coder: str, part: Part) -> tuple[Floats, Floats, Kept]:
    """How likely each candidate is found, by votes that have not seen its item; whether it is right, and
    whether so likely a one is given."""
    reader = model(coder)
    judged = judge(items, reader)
    right = np.array(judged.right, dtype=float)
    weights = reader.calibration["votes"]
    needed = np.array(
        [weights["least"]["framed" if row[0] else "alone"] for row in judged.features]
    )
    if part != "dev":
        said = np.array([likely(each, weights) for each in judged.features])
        return said, right, said >= needed
    folds = np.array(judged.groups) * FOLDS // (max(judged.groups, default=0) + 1)
    said = np.zeros(len(right))
    for fold in range(FOLDS):
        learned = fit(_those(judged, folds != fold))
        for number in np.flatnonzero(folds == fold):
            said[number] = likely(judged.features[number], learned)  # type: ignore[arg-type]
    return said, right, said >= needed


def _those(judged: Judged, chosen: np.ndarray) -> Judged:
    """The chosen candidates alone."""
    kept = np.flatnonzero(chosen)
    return Judged(
        [judged.features[n] for n in kept],
        [judged.right[n] for n in kept],
        [judged.statements[n] for n in kept],
        [judged.groups[n] for n in kept],
        judged.wanted,
    )


# --- the diagram -------------------------------------------------------------------------------

SIDE, EDGE = 320, 48
INKS = {"frames": "#8a8f98", "small": "#2f6db3", "base": "#b3582f"}


def drawn(lines: dict[str, list[Bin]]) -> str:
    """A reliability diagram: confidence to the right, share that is right upwards, the diagonal grey.

    A dot is as large as its bin is full. It needs no library and reads on light and dark pages.
    """
    size = SIDE + 2 * EDGE
    parts_ = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img"'
        ' font-family="sans-serif" font-size="12" fill="#777">',
        "<title>Confidence, and the share of statements that are right</title>",
        f'<rect x="{EDGE}" y="{EDGE}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#999"/>',
        f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#999"'
        ' stroke-dasharray="4 4"/>',
        *_scale(),
    ]
    for number, (coder, those) in enumerate(lines.items()):
        parts_ += _line(coder, those, number)
    return "\n".join([*parts_, "</svg>", ""])


def _scale() -> Iterator[str]:
    for tenth in range(0, 11, 2):
        value = tenth / 10
        yield f'<text x="{_x(value)}" y="{_y(0) + 18}" text-anchor="middle">{value:.1f}</text>'
        yield f'<text x="{_x(0) - 8}" y="{_y(value) + 4}" text-anchor="end">{value:.1f}</text>'
    yield f'<text x="{_x(0.5)}" y="{_y(0) + 38}" text-anchor="middle">confidence</text>'
    middle = f"{_x(0) - 36} {_y(0.5)}"
    yield (
        f'<text x="{_x(0) - 36}" y="{_y(0.5)}" text-anchor="middle"'
        f' transform="rotate(-90 {middle})">share that is right</text>'
    )


def _line(coder: str, those: Sequence[Bin], number: int) -> Iterator[str]:
    ink = INKS.get(coder, "#555")
    points = " ".join(f"{_x(each.said)},{_y(each.so)}" for each in those)
    yield f'<polyline points="{points}" fill="none" stroke="{ink}" stroke-width="1.5"/>'
    most = max((each.count for each in those), default=1)
    for each in those:
        radius = 2 + 6 * (each.count / most) ** 0.5
        told = f"{each.count} statements of confidence {each.said:.2f}: {each.so:.2f} right"
        yield (
            f'<circle cx="{_x(each.said)}" cy="{_y(each.so)}" r="{radius:.1f}" fill="{ink}">'
            f"<title>{told}</title></circle>"
        )
    yield f'<text x="{_x(0.04)}" y="{_y(0.94) + 16 * number}" fill="{ink}">{coder}</text>'


def _x(value: float) -> float:
    return round(EDGE + value * SIDE, 1)


def _y(value: float) -> float:
    return round(EDGE + (1 - value) * SIDE, 1)


def main(arguments: Sequence[str] | None = None) -> int:
    made: argparse.ArgumentParser = parser(__doc__)
    made.add_argument("--part", choices=("dev", "test"), default="dev")
    made.add_argument("--diagram", type=Path)
    given = made.parse_args(arguments)
    task = partial(measure, part=given.part, diagram=given.diagram)
    return command("calibration", task, given)


if __name__ == "__main__":
    sys.exit(main())
