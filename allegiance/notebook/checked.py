"""Statements against datasets, as a record that makes a data frame and draws itself."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from allegiance.network import check
from allegiance.network.ties import Level, Tie, read_at
from allegiance.notebook import html
from allegiance.notebook.frames import Columns, Frames, Row

if TYPE_CHECKING:
    from allegiance.notebook.statements import Statements


class Check(Frames, check.Check, frozen=True, kw_only=True):
    """Ties against datasets. Its frame has a row for each tie and dataset."""

    def _columns(self) -> Columns:
        return dict.fromkeys(
            (
                "verdict", "dataset", "source", "relation", "target", "theatre", "first", "last",
                "reading", "statements", "held",
            ),
            str,
        )  # fmt: skip

    def _rows(self) -> Iterator[Row]:
        for each in self.findings:
            made = each.tie
            yield {
                "verdict": each.verdict,
                "dataset": each.dataset,
                "source": made.source.name,
                "relation": made.relation,
                "target": made.target.name,
                "theatre": made.theatre,
                "first": made.first,
                "last": made.last,
                "reading": each.reading,
                "statements": "; ".join(said.id for said in made.statements),
                "held": "; ".join(said.id for held in _bearing(each) for said in held.statements),
            }

    def _repr_html_(self) -> str:
        found = [
            (
                each.verdict,
                f"{each.tie.source.name} {each.tie.relation} {each.tie.target.name}",
                html.sentences(each.tie.statements),
                each.reading,
                html.sentences([said for held in _bearing(each) for said in held.statements]),
            )
            for each in self.findings
        ]
        missed = [
            (
                each.dataset,
                f"{each.tie.source.name} {each.tie.relation} {each.tie.target.name}",
                html.sentences(each.tie.statements),
            )
            for each in self.unmentioned
        ]
        return html.table(
            ("Verdict", "Tie", "Sentences", "The dataset", "Its rows"),
            found[: html.SHOWN],
            total=len(found),
        ) + html.table(
            ("Dataset", "Holds, and is never mentioned", "Its rows"),
            missed[: html.SHOWN],
            total=len(missed),
        )


def checked(
    said: "Statements", against: "str | Path | Sequence[str | Path]", level: Level
) -> Check:
    """What texts say against stores and files; what was imported into their own store does not count."""
    from allegiance.holdings import holdings, imported
    from allegiance.notebook.results import drawn

    texts = [each for each in said if not imported(each)]
    read = read_at(texts, level, known=said.known)
    actors = {end.id for each in read for end in (each.source, each.target)}
    paths = [against] if isinstance(against, str | Path) else against
    held = [
        each for path in paths for each in holdings(path, actors, level=level, known=said.known)
    ]
    return drawn(Check, check.check(texts, held, level=level, known=said.known))


def _bearing(found: check.Finding) -> Sequence[Tie]:
    """The dataset's ties that speak for or against a tie."""
    return (*found.held, *found.against) if found.verdict != "unknown" else ()
