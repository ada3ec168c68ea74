"""Every benchmark in one table, and as a page: figures and commands only, no text of others.

Each task keeps its last figures in `build/benchmarks`; what takes long (fine-tuning the encoder) is
not done again for the table but taken from there.
"""

import importlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from allegiance.errors import AllegianceError
from benchmarks.accuracy.results import DIAGRAM, KEPT, Report, Task, grid, keep, kept

TASKS = {
    "statements": "Statements on whole texts",
    "corpus": "Our corpus",
    "re3d": "re3d: entities and relations",
    "militants": "Mapping Militants: how two groups stand",
    "polnear": "PolNeAR: who says it",
    "petrarch": "PETRARCH: unit records",
    "events": "Events: who did what to whom",
    "coreference": "Whom pronouns stand for",
    "linking": "Whom and what names stand for",
    "calibration": "Calibration",
    "encoder": "The encoder by itself",
    "learned": "re3d's relations, learned by the encoder",
}
SLOW = frozenset({"encoder", "learned"})


def run(
    names: Sequence[str], shared: Path, coders: Sequence[str], *, slow: bool = False
) -> dict[str, Report]:
    """The report of each task; where one cannot be done, a report of one remark that says why."""
    return {name: _one(name, shared, coders, slow) for name in names}


def _one(name: str, shared: Path, coders: Sequence[str], slow: bool) -> Report:
    if name in SLOW and not slow:
        again = f"python -m benchmarks.accuracy.{name}"
        return kept(name) or Report(remarks=[f"{name}: not done here yet (`{again}`)"])
    try:
        task: Task = importlib.import_module(f"benchmarks.accuracy.{name}").measure
        report = task(shared, coders)
    except ModuleNotFoundError as error:
        return Report(remarks=[f"{name}: {error.name} is not installed here"])
    except AllegianceError as error:
        return Report(remarks=[f"{name}: {error}"])
    keep(name, report)
    return report


def write(path: Path, reports: dict[str, Report], remarks: Sequence[str]) -> None:
    """Write the page of the documentation, and the diagram that it shows in the folder `assets` by it."""
    drawn = KEPT / DIAGRAM
    shown = drawn.exists() and bool(reports.get("calibration", Report()).results)
    if shown:
        (path.parent / "assets").mkdir(exist_ok=True)
        (path.parent / "assets" / DIAGRAM).write_bytes(drawn.read_bytes())
    path.write_text(page(reports, remarks, shown=shown), encoding="utf-8")


def page(reports: dict[str, Report], remarks: Sequence[str], *, shown: bool = False) -> str:
    """The page of the documentation: a table for each task, with its command."""
    lines = [*_OPENING, *(f"- {each}" for each in remarks), "", *_sections(reports)]
    if shown:
        at = lines.index(f"## {TASKS['calibration']}") + 1
        picture = f"![Confidence, and the share of statements that are right](assets/{DIAGRAM})"
        lines[at:at] = ["", picture]
    return "\n".join(lines)


def _sections(reports: dict[str, Report]) -> Iterator[str]:
    for name, report in reports.items():
        yield from (
            f"## {TASKS.get(name, name)}",
            "",
            f"    python -m benchmarks.accuracy.{name}",
            "",
        )
        if report.results:
            columns, rows = grid(report.results)
            alone = len({each.task for each in report.results}) == 1
            yield from _table(columns[alone:], [row[alone:] for row in rows])
        yield from (f"- {remark}" for remark in dict.fromkeys(report.remarks))
        if report.remarks:
            yield ""


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield f"|{' --- |' * len(columns)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


_OPENING = (
    "# Benchmarks",
    "",
    "How well the coder reads, on data that others made and on the part of our own corpus that it has",
    "not learned from. `make bench` prints these tables; a task by itself has the command above its",
    "table. In brackets stands the interval that holds 95 % of the figure when the items (sentences,",
    "documents) are drawn again with replacement. The page is written by",
    "`python -m benchmarks.accuracy --write docs/benchmarks.md`.",
    "",
)
