"""How well the coder reads: our sentences in invented worlds, and real texts coded by hand.

    python -m benchmarks.accuracy [SHARED]

The real texts are not ours and not in this repository: SHARED is the folder that holds them
(`../shared` by default); without it only our own sentences are scored. The scores of the real
texts are those of SHARED/tools/score_statements.py, level "exact": both ends and the relation, or
a reading that the coder of the text accepts; means over texts.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from allegiance.documents.document import Document, identify
from allegiance.language import annotate
from allegiance.statements.coder import code
from allegiance.statements.statement import dump
from tests.statements.test_gold import ITEMS, coded, sorted_out

ROOT = Path(__file__).parents[1]


def main(arguments: Sequence[str]) -> None:
    shared = Path(arguments[0]) if arguments else ROOT.parent / "shared"
    table = Table("texts", "found", "right of those given", "attribution right", box=None)
    table.add_row("sentences in invented worlds", *sentences())
    if (shared / "tools/score_statements.py").exists():
        folder = shared / "data/gold_statements"
        golds = sorted(folder.glob("*.gold.json"))
        texts = [gold.with_name(gold.name.replace(".gold.json", ".txt")) for gold in golds]
        table.add_row("eight texts coded by hand", *scores(shared, golds, texts))
        seed = ROOT / "tests/seed.gold.json"
        table.add_row(
            "the opinion piece of 2013", *scores(shared, [seed], [shared / "seed/article.txt"])
        )
    Console().print(table)


def sentences() -> tuple[str, str, str]:
    """Statements found, right and rightly attributed in the gold sentences."""
    found = wanted = given = attributed = 0
    for _, item in ITEMS:
        statements = coded(item["text"])
        pairs, _ = sorted_out(statements, item)
        found += len(pairs)
        wanted += len(item["statements"] or [])
        given += len(statements)
        attributed += sum(pair.attributed for pair in pairs)
    return f"{found / wanted:.0%}", f"{found / given:.0%}", f"{attributed / found:.0%}"


def scores(shared: Path, golds: list[Path], texts: list[Path]) -> tuple[str, str, str]:
    """What the scorer of the shared texts says of ours."""
    files: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for gold, text in zip(golds, texts, strict=True):
            written = Path(folder, f"{text.stem}.jsonl")
            body = text.read_text(encoding="utf-8")
            date = json.loads(gold.read_text(encoding="utf-8"))["date"]
            document = Document(id=identify(body), text=body, date=date)
            written.write_bytes(b"\n".join(dump(code(annotate(document)))))
            files += [str(gold), str(written)]
        command = [sys.executable, str(shared / "tools/score_statements.py"), *files]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    figures = dict(re.findall(r"([\w.]+)=([\d.]+)", said.splitlines()[-1]))
    wanted = ("exact.r", "exact.p", "attribution")
    recall, precision, attribution = (f"{float(figures[name]):.0%}" for name in wanted)
    return recall, precision, attribution


if __name__ == "__main__":
    main(sys.argv[1:])
