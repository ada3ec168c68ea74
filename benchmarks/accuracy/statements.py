"""Statements on whole texts coded by hand, and on our sentences in invented worlds.

    python -m benchmarks.accuracy.statements [SHARED] [--coder frames]

The real texts are scored by SHARED/tools/score_statements.py: "exact" is both ends and the relation,
or a reading that the coder of the text accepts; "sign" both ends and whether it is cooperation,
conflict, talk or place. Figures are means over texts, those of the qualifiers over the statements that
were found. Baseline: the naive subject, verb and object.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from allegiance.documents.document import Document, identify
from allegiance.language import annotate
from allegiance.statements.coder import code
from allegiance.statements.statement import Statement, dump
from benchmarks.accuracy.baselines import naive
from benchmarks.accuracy.results import (
    ROOT,
    Mistake,
    Report,
    Result,
    Score,
    command,
    f1,
    parser,
    precision,
    present,
    recall,
    scored,
    share,
)  # fmt: skip
from tests.statements.test_gold import DATE, ITEMS, sorted_out
from tests.statements.worlds import middle_earth

GOLD = ROOT / "tests/gold"
LEVELS = {
    "ends and relation, F1": "exact", "its precision": "exact.p", "its recall": "exact.r",
    "relation as coded, F1": "strict", "ends and sign, F1": "sign", "ends alone, F1": "pair",
}  # fmt: skip
QUALIFIERS = {
    "attribution right": "attribution", "place right": "place",
    "hedged or denied recognised": "hedged", "phase right": "phase",
}  # fmt: skip

Read = Callable[[Document], list[Statement]]


@dataclass(frozen=True, slots=True)
class Told:
    """What the scorer says of one text: figures by level, (good, all) by qualifier, and its complaints."""

    figures: dict[str, float]
    qualifiers: dict[str, tuple[int, int]]
    complaints: list[str]


def measure(shared: Path, coders: Sequence[str]) -> Report:
    """The real texts and the invented sentences, read by each coder."""
    report = Report()
    report.results += invented(coders)
    scorer = shared / "tools/score_statements.py"
    if not scorer.exists():
        report.remarks.append(
            f"the texts coded by hand are not in {shared}: name their folder as the first argument"
        )
        return report
    golds = sorted(present(shared / "data/gold_statements").glob("*.gold.json"))
    texts = [gold.with_name(gold.name.replace(".gold.json", ".txt")) for gold in golds]
    _texts(report, scorer, "texts coded by hand", golds, texts, coders)
    seed, article = ROOT / "tests/seed.gold.json", shared / "seed/article.txt"
    if article.exists():
        _texts(report, scorer, "opinion piece of 2013", [seed], [article], coders)
    return report


def _texts(
    report: Report, scorer: Path, task: str, golds: Sequence[Path], texts: Sequence[Path],
    coders: Sequence[str],
) -> None:  # fmt: skip
    """Add the figures of some texts to a report."""
    readers: dict[str, Read] = {coder: _coded(coder) for coder in coders}
    told = {
        name: [judged(scorer, gold, text, read) for gold, text in zip(golds, texts, strict=True)]
        for name, read in {**readers, "subject-verb-object": _naively}.items()
    }
    for measure_, level in LEVELS.items():
        found = {
            name: scored([(each.figures[level], 1.0) for each in those], share)
            for name, those in told.items()
        }
        report.results.append(_result(task, measure_, len(golds), found))
    for measure_, name_ in QUALIFIERS.items():
        rows = {name: [each.qualifiers[name_] for each in those] for name, those in told.items()}
        rows.pop("subject-verb-object")
        found = {name: scored(those, share) for name, those in rows.items()}
        carrying = max((sum(all_ for _, all_ in those) for those in rows.values()), default=0)
        report.results.append(_result(task, measure_, carrying, found))
    if coders:
        best = coders[-1]
        for text, each in zip(texts, told[best], strict=True):
            report.mistakes += list(_mistakes(text.stem, each.complaints))


def _result(task: str, measure_: str, n: int, found: dict[str, Score]) -> Result:
    baseline = {name: score for name, score in found.items() if name == "subject-verb-object"}
    ours = {name: score for name, score in found.items() if name not in baseline}
    return Result(task, measure_, n, ours, baseline)


def judged(scorer: Path, gold: Path, text: Path, read: Read) -> Told:
    """What the scorer says of the statements that a reader finds in a text."""
    body = text.read_text(encoding="utf-8")
    date = json.loads(gold.read_text(encoding="utf-8"))["date"]
    statements = read(Document(id=identify(body), text=body, date=date))
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder, "statements.jsonl")
        written.write_bytes(b"\n".join(dump(statements)))
        ask = [sys.executable, str(scorer), str(gold), str(written), "--verbose"]
        said = subprocess.run(ask, capture_output=True, text=True, check=True)
    first, last = said.stdout.splitlines()[0], said.stdout.splitlines()[-1]
    figures = {name: float(value) for name, value in re.findall(r"([\w.]+)=([\d.]+)", last)}
    counts = {
        name: (int(good), int(all_))
        for name, good, all_ in re.findall(r"(\w+) (\d+)/(\d+)(?!\.)", first)
    }
    return Told(figures, counts, said.stderr.splitlines())


def _coded(coder: str) -> Read:
    return lambda document: code(annotate(document, coder=coder))


def _naively(document: Document) -> list[Statement]:
    return naive(annotate(document, coder="frames"))


def _mistakes(name: str, complaints: Sequence[str]) -> Iterator[Mistake]:
    """What the scorer calls missed or extra, as mistakes; the missed first."""
    for line in complaints:
        kind, _, rest = line.partition(" ")
        what, _, quote = rest.partition(" | ")
        if kind == "missed":
            yield Mistake(name, quote, what, "nothing", 2.0)
        elif kind == "extra":
            yield Mistake(name, quote, "nothing", what, 1.0)


def invented(coders: Sequence[str]) -> list[Result]:
    """Our own sentences in invented worlds: statements found, and rightly attributed."""
    counts: dict[str, list[tuple[float, float, float, float]]] = {}
    attributed: dict[str, list[tuple[float, float]]] = {}
    for coder in coders:
        for _, item in ITEMS:
            text = item["text"]
            document = Document(id=identify(text), text=text, date=DATE)
            statements = code(annotate(document, world=middle_earth(), coder=coder))
            pairs, _ = sorted_out(statements, item)
            found, wanted = len(pairs), len(item["statements"] or [])
            counts.setdefault(coder, []).append((found, len(statements), found, wanted))
            told = sum(pair.attributed for pair in pairs)
            attributed.setdefault(coder, []).append((told, found))
    task = "sentences in invented worlds"
    results = [
        Result(task, name, len(ITEMS), {c: scored(rows, how) for c, rows in counts.items()})
        for name, how in (("ends and relation, F1", f1), ("its precision", precision),
                          ("its recall", recall))
    ]  # fmt: skip
    ours = {coder: scored(rows, share) for coder, rows in attributed.items()}
    return [*results, Result(task, "attribution right", len(ITEMS), ours)]


if __name__ == "__main__":
    sys.exit(command("statements", measure, parser(__doc__).parse_args()))
