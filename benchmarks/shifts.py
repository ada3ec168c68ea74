"""How well changes of side are found, and how fast, beside PELT of the package ruptures.

    python benchmarks/shifts.py [ROWS]

Plants none to four changes in rows of 180 months, with up to three statements a month, a part of
which is of the wrong side, and asks both for the months of the changes. A change is found where one is
given within three months of it, each once. PELT (Killick, Fearnhead and Eckley 2012) runs with its cost
"l2" on the share of friendly statements in each month that tells any, least stretch 1 and step 1, which is exact
for that cost. Its penalty is a multiple of variance * log n, with the variance of the first differences:
2 is the BIC of a normal row, and "best penalty" the multiple of 2, 4, 8 and 16 that answers these very rows
best, which nobody can know beforehand. `pip install ruptures`; without it our figures stand alone.
"""

import importlib
import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import log
from random import Random
from typing import Any, NamedTuple

import msgspec
import numpy as np

from allegiance.network.shifts.division import divide

MONTHS = 180
NEAR = 3
PENALTIES = (2, 4, 8, 16)


class Row(msgspec.Struct, frozen=True):
    """Friendly and hostile statements of each month, and the months in which the side changes."""

    friendly: tuple[int, ...]
    hostile: tuple[int, ...]
    changes: tuple[int, ...]


Finder = Callable[[Row], list[int]]


def main(rows: int) -> None:
    if theirs(2) is None:
        print("ruptures is not here: pip install ruptures")
    print(f"{rows} rows of {MONTHS} months for each share of statements of the wrong side\n")
    print(f"{'wrong':>6}  {'':28}{'precision':>10}{'recall':>8}{'F1':>8}{'ms a row':>10}")
    for wrong in (0.0, 0.1, 0.2, 0.3):
        made = planted(rows, wrong)
        answers, taken = timed(ours, made)
        mine = Line("this division", *score(made, answers), taken)
        pelt = []
        for multiple in PENALTIES:
            if (find := theirs(multiple)) is not None:
                answers, taken = timed(find, made)
                pelt.append(Line("ruptures PELT, BIC", *score(made, answers), taken))
        best = sorted(pelt, key=lambda line: -line.f1)[:1]
        lines = [
            mine,
            *pelt[:1],
            *(line._replace(name="ruptures PELT, best penalty") for line in best),
        ]
        for line in lines:
            told = f"{line.precision:10.3f}{line.recall:8.3f}{line.f1:8.3f}{line.taken:10.2f}"
            print(f"{wrong:6.0%}  {line.name:28}{told}")
        for line in best:
            print(f"{'':8}PELT takes {line.taken / mine.taken:.0f} times as long", flush=True)


class Line(NamedTuple):
    name: str
    precision: float
    recall: float
    f1: float
    taken: float


def planted(rows: int, wrong: float, *, seed: int = 1) -> list[Row]:
    """Rows with changes at least a year apart, the same for the same seed."""
    rng = Random(f"{seed} {wrong}")
    return [_row(rng, wrong) for _ in range(rows)]


def ours(row: Row) -> list[int]:
    told = [at for at in range(MONTHS) if row.friendly[at] or row.hostile[at]]
    friendly, hostile = [row.friendly[at] for at in told], [row.hostile[at] for at in told]
    total = sum(friendly) + sum(hostile)
    parts = divide(friendly, hostile, log(max(total, 2)))
    return [told[after.begin] for _, after in pairwise(parts)]


def theirs(multiple: float) -> Finder | None:
    try:
        ruptures: Any = importlib.import_module("ruptures")
    except ImportError:
        return None

    def find(row: Row) -> list[int]:
        told = [at for at in range(MONTHS) if row.friendly[at] or row.hostile[at]]
        share = np.array([row.friendly[at] / (row.friendly[at] + row.hostile[at]) for at in told])
        variance = max(float(np.var(np.diff(share))) / 2, 1e-3)
        search = ruptures.Pelt(model="l2", min_size=1, jump=1).fit(share.reshape(-1, 1))
        cuts = search.predict(pen=multiple * variance * log(len(share)))
        return [told[cut] for cut in cuts[:-1]]

    return find


def score(rows: Sequence[Row], answers: Sequence[Sequence[int]]) -> tuple[float, float, float]:
    """Precision, recall and their mean F1 over all rows; 1 where nothing was to be found or given."""
    given = found = there = 0
    for row, answer in zip(rows, answers, strict=True):
        given += len(answer)
        there += len(row.changes)
        found += hits(row.changes, answer)
    precision = found / given if given else 1.0
    recall = found / there if there else 1.0
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def hits(changes: Sequence[int], answer: Sequence[int]) -> int:
    """How many changes are met by an answer of their own, within three months."""
    left = sorted(answer)
    met = 0
    for change in sorted(changes):
        near = next((at for at in left if abs(at - change) <= NEAR), None)
        if near is not None:
            left.remove(near)
            met += 1
    return met


def timed(find: Finder, rows: Sequence[Row]) -> tuple[list[list[int]], float]:
    """Answers, and milliseconds of processor time a row, the best of two runs."""
    best = float("inf")
    answers: list[list[int]] = []
    for _ in range(2):
        start = time.process_time()
        answers = [find(row) for row in rows]
        best = min(best, time.process_time() - start)
    return answers, 1000 * best / len(rows)


def _row(rng: Random, wrong: float) -> Row:
    changes: list[int] = []
    for _ in range(rng.randrange(5)):
        at = rng.randrange(12, MONTHS - 12)
        if all(abs(at - other) >= 12 for other in changes):
            changes.append(at)
    side = rng.choice((True, False))
    friendly, hostile = [0] * MONTHS, [0] * MONTHS
    for month in range(MONTHS):
        side = side != (month in changes)
        for _ in range(rng.randrange(4)):
            counts = friendly if side != (rng.random() < wrong) else hostile
            counts[month] += 1
    return Row(tuple(friendly), tuple(hostile), tuple(sorted(changes)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
