"""Writes the table of docs/check.md: the article the project began with, against UCDP.

    python tools/check_seed.py [--check]

The article and the datasets are those of the shared data, beside the repository. With --check it
says whether the page has the table as it would be written, and changes nothing.
"""

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from allegiance import pipeline  # noqa: E402
from allegiance.commands.check import bearing, quote, words, years  # noqa: E402
from allegiance.holdings import holdings  # noqa: E402
from allegiance.network.check import Check, Finding, check  # noqa: E402
from allegiance.network.reading import clause  # noqa: E402
from allegiance.network.ties import read_at  # noqa: E402
from allegiance.store import Store, query  # noqa: E402

PAGE = ROOT / "docs/check.md"
SHARED = ROOT.parent / "shared"
ARTICLE = SHARED / "seed/article.txt"
UCDP = SHARED / "data/structured/ucdp"
FILES = (
    "esd_18.1_actor_year.csv.gz", "external_support_disaggregated_1.0.csv", "ged_events.csv.gz",
)  # fmt: skip
BEGIN, END = "<!-- the table: begin -->\n", "<!-- the table: end -->\n"
UNMENTIONED = 12
WORDS = 12
"""So many words of a sentence are quoted."""


def main(arguments: Sequence[str]) -> None:
    page = PAGE.read_text("utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    made = f"{before}{BEGIN}\n{table(checked())}\n{END}{after}"
    if "--check" in arguments:
        sys.exit(made != page and f"{PAGE} is not up to date; run python tools/check_seed.py")
    PAGE.write_text(made, "utf-8")


def checked() -> Check:
    """The article against each file, as the command does it."""
    with Store.open(":memory:") as kept:
        pipeline.read([ARTICLE], kept, date="2013")
        said = list(query.statements(kept))
    actors = {end.id for each in read_at(said) for end in (each.source, each.target)}
    held = [each for name in FILES for each in holdings(UCDP / name, actors)]
    return check(said, held)


def table(found: Check) -> str:
    return "\n".join(
        ("| dataset | years | actors | contradicted | confirmed | in part | unknown |",
         "|---|---|--:|--:|--:|--:|--:|", *_sums(found), "",
         "| the article | years | its words | the dataset | years | its row |",
         "|---|---|---|---|---|---|", *_beside(found), "",
         "| the article | years | " + " | ".join(each.name for each in found.datasets) + " |",
         "|---|---|" + "---|" * len(found.datasets), *_unknown(found), "",
         "| dataset | holds, and the article does not mention | years | its row |",
         "|---|---|---|---|", *_unmentioned(found))
    )  # fmt: skip


def _sums(found: Check) -> Iterator[str]:
    for each in found.datasets:
        counts = (
            found.count(v, each.name) for v in ("contradicted", "confirmed", "partly", "unknown")
        )
        yield _row(each.name, f"{each.first}-{each.last}", len(each.actors), *counts)


def _beside(found: Check) -> Iterator[str]:
    for each in found.findings:
        tie = bearing(each)
        if tie is not None and each.verdict != "unknown":
            told = f"**{each.verdict}**: {each.reading}"
            row = _short(quote(tie, 300), 24)
            yield _row(_told(each), years(each.tie), _quoted(each), told, years(tie), f"`{row}`")


def _unknown(found: Check) -> Iterator[str]:
    for _, group in groupby(found.findings, lambda each: id(each.tie)):
        findings = list(group)
        if all(each.verdict == "unknown" for each in findings):
            why = (each.reading.removeprefix(each.dataset).strip() for each in findings)
            yield _row(clause(findings[0].tie), years(findings[0].tie), *why)


def _unmentioned(found: Check) -> Iterator[str]:
    for each in found.unmentioned[:UNMENTIONED]:
        row = _short(quote(each.tie, 300), 24)
        yield _row(each.dataset, words(each.tie), years(each.tie), f"`{row}`")
    yield ""
    both = sum(each.both for each in found.unmentioned)
    yield (
        f"{UNMENTIONED} of {both} between two actors of the article; of one of them the datasets hold "
        f"{len(found.unmentioned) - both:,} more."
    )


def _told(found: Finding) -> str:
    return clause(found.tie, voices=found.tie.voices)


def _quoted(found: Finding) -> str:
    return f"“{_short(quote(found.tie, 1000), WORDS)}”"


def _short(text: str, most: int) -> str:
    told = text.split()
    return " ".join(told) if len(told) <= most else " ".join(told[:most]) + " ..."


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    main(sys.argv[1:])
