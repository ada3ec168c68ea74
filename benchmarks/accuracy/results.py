"""What a benchmark gives: figures, each with how far chance could move it, and its worst mistakes.

A task counts what is right, given and wanted in each of its items (a sentence, a document); a figure
is a function of the sums over items. Its interval holds 95 % of what the figure becomes when the
items are drawn again with replacement (Efron 1979), a thousand times from a fixed seed.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from allegiance.errors import AllegianceError, BrokenModel
from allegiance.language.encoder import model

ROOT = Path(__file__).parents[2]
ERRORS = ROOT / "build/errors"
KEPT = ROOT / "build/benchmarks"
DIAGRAM = "reliability.svg"
CODERS = ("frames", "small", "base")
SEED = 3019
DRAWS = 1000
WORST = 60  # mistakes on a page
WIDE = 150  # letters in a line of a table, at least

Floats = NDArray[np.float64]
Measure = Callable[[Floats], Floats]


class Missing(AllegianceError):
    """Data or a package that a benchmark needs and that is not here."""


@dataclass(frozen=True, slots=True)
class Score:
    """A figure with the interval that chance leaves it."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        sure = self.low == self.high
        return (
            f"{self.value:.3f}" if sure else f"{self.value:.3f} [{self.low:.2f}, {self.high:.2f}]"
        )


@dataclass(frozen=True, slots=True)
class Result:
    """One measure of one task: over how many, ours by coder, and what stands beside it."""

    task: str
    measure: str
    n: int
    ours: dict[str, Score]
    baselines: dict[str, Score] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What was read wrongly: where, in which words, what was wanted and what was said.

    `weight` is how wrong it is; the page of errors begins with the heaviest.
    """

    where: str
    text: str
    wanted: str
    said: str
    weight: float = 1.0


@dataclass(slots=True)
class Report:
    """What a task gives: its results, its mistakes, and remarks of one line each."""

    results: list[Result] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


Task = Callable[[Path, Sequence[str]], Report]


def scored(rows: Sequence[Sequence[float]], measure: Measure) -> Score:
    """A measure of the sums of some rows of counts, one row an item, with its interval.

    >>> scored([(1, 1), (0, 1), (1, 1), (1, 1)], share).value
    0.75
    """
    counts = np.array(rows, dtype=float)
    if not len(counts):
        return Score(0.0, 0.0, 0.0)
    chance = np.random.default_rng(SEED)
    drawn = chance.multinomial(len(counts), [1 / len(counts)] * len(counts), size=DRAWS)
    low, high = np.percentile(measure(drawn @ counts), [2.5, 97.5])
    return Score(float(measure(counts.sum(0))), float(low), float(high))


def share(sums: Floats) -> Floats:
    """Of (good, all): the share of the good."""
    return np.asarray(sums[..., 0] / np.maximum(sums[..., 1], 1e-9))


def precision(sums: Floats) -> Floats:
    """Of (right, given, found, wanted): how many of those given are right."""
    return share(sums[..., :2])


def recall(sums: Floats) -> Floats:
    """Of (right, given, found, wanted): how many of those wanted are found."""
    return share(sums[..., 2:])


def f1(sums: Floats) -> Floats:
    """Of (right, given, found, wanted): the harmonic mean of precision and recall."""
    one, other = precision(sums), recall(sums)
    return np.asarray(2 * one * other / np.maximum(one + other, 1e-9))


def macro_f1(sums: Floats) -> Floats:
    """Of (right, given, wanted) for each class in turn: the mean of their F1, absent classes aside."""
    right, given, wanted = (sums[..., n::3] for n in range(3))
    each = 2 * right / np.maximum(given + wanted, 1e-9)
    there = wanted > 0
    return np.asarray((each * there).sum(-1) / np.maximum(there.sum(-1), 1))


def confusion(said: Sequence[object], wanted: Sequence[object]) -> list[list[float]]:
    """The rows that `macro_f1` sums, of what was said of each item and what was wanted."""
    classes = sorted(set(wanted), key=str)
    return [
        [
            float(value)
            for each in classes
            for value in (one == other == each, one == each, other == each)
        ]
        for one, other in zip(said, wanted, strict=True)
    ]


def rights(said: Sequence[object], wanted: Sequence[object]) -> list[tuple[float, float]]:
    """The rows that `share` sums, of what was said of each item and what was wanted."""
    return [(float(one == other), 1.0) for one, other in zip(said, wanted, strict=True)]


def present(path: Path) -> Path:
    """The path, where it is there.

    Raises Missing where it is not.
    """
    if not path.exists():
        raise Missing(
            f"{path.name} is not in {path.parent}: name the folder of the shared data as the first"
            " argument"
        )
    return path


def ready(asked: Iterable[str]) -> tuple[list[str], list[str]]:
    """The coders of those asked for that can read here, and why the others cannot."""
    able, remarks = [], []
    for coder in asked:
        try:
            if coder != "frames":
                model(coder)
            able.append(coder)
        except BrokenModel as broken:
            remarks.append(str(broken))
    return able, remarks


def parser(description: str | None) -> argparse.ArgumentParser:
    """The arguments that every benchmark takes."""
    made = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("shared", nargs="?", type=Path, default=ROOT.parent / "shared")
    made.add_argument("--coder", action="append", choices=CODERS, help="as often as you like")
    return made


def command(name: str, task: Task, given: argparse.Namespace, *, add: bool = False) -> int:
    """Do one task, print its table, and write the page of its worst mistakes.

    `add` keeps the columns that were measured in an earlier run and were not asked for in this one.
    """
    try:
        coders, remarks = ready(given.coder or CODERS)
        report = task(given.shared, coders)
    except AllegianceError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    show([*remarks, *report.remarks], report.results)
    keep(name, added(kept(name), report) if add else report)
    if report.mistakes:
        print(f"worst mistakes: {ERRORS.relative_to(ROOT)}/{name}.md")
    return 0


def show(remarks: Sequence[str], results: Sequence[Result]) -> None:
    """Print the results as one table, and the remarks below it."""
    columns, rows = grid(results)
    table = Table(*columns, box=None)
    for row in rows:
        table.add_row(*row)
    Console(width=max(WIDE, Console().width)).print(table)
    for remark in dict.fromkeys(remarks):
        print(f"- {remark}")


def grid(results: Sequence[Result]) -> tuple[list[str], list[list[str]]]:
    """The heads of the columns, and the cells of each result; coders that read nothing are left out."""
    coders = [coder for coder in CODERS if any(coder in each.ours for each in results)]
    rows = [
        [
            each.task,
            each.measure,
            f"{each.n:,}",
            *(str(each.ours.get(coder, "")) for coder in coders),
            "; ".join(f"{name} {score}" for name, score in each.baselines.items()),
        ]
        for each in results
    ]
    return ["task", "measure", "n", *coders, "beside it"], rows


def keep(name: str, report: Report) -> None:
    """Keep the figures of a task for the next table, and write the page of its errors."""
    KEPT.mkdir(parents=True, exist_ok=True)
    figures = msgspec.json.encode((report.results, report.remarks))
    (KEPT / f"{name}.json").write_bytes(msgspec.json.format(figures, indent=1) + b"\n")
    if report.mistakes:
        write_errors(name, report.mistakes)


def kept(name: str) -> Report | None:
    """The figures of a task as they were kept last; None where there are none."""
    path = KEPT / f"{name}.json"
    if not path.exists():
        return None
    results, remarks = msgspec.json.decode(path.read_bytes(), type=tuple[list[Result], list[str]])
    return Report(results, [], remarks)


def added(before: Report | None, now: Report) -> Report:
    """What was measured now, with the columns and tasks that were measured before only."""
    if before is None:
        return now
    old = {(each.task, each.measure): each for each in before.results}
    results = []
    for each in now.results:
        earlier = old.pop((each.task, each.measure), None)
        beside = {**earlier.baselines, **each.baselines} if earlier else each.baselines
        results.append(replace(each, baselines=beside))
    return Report([*results, *old.values()], now.mistakes, now.remarks)


def write_errors(name: str, mistakes: Iterable[Mistake]) -> Path:
    """Write the worst mistakes as a page of Markdown outside the documentation: it quotes others."""
    worst = sorted(mistakes, key=lambda each: -each.weight)[:WORST]
    parts = [f"# Worst mistakes: {name}\n"]
    for number, each in enumerate(worst, 1):
        quoted = " ".join(each.text.split())
        parts.append(
            f"## {number}. {each.where}\n\n> {quoted}\n\n"
            f"- wanted: {each.wanted}\n- said: {each.said}\n"
        )
    ERRORS.mkdir(parents=True, exist_ok=True)
    path = ERRORS / f"{name}.md"
    path.write_text("\n".join(parts), encoding="utf-8")
    return path
