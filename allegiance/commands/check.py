"""`allegiance check`: what texts say beside what datasets hold, tie by tie."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from allegiance.commands.shared import (
    DEFAULT_STORE,
    Limit,
    OwnActors,
    Shape,
    StorePath,
    asking,
    knowing,
    many,
    opened,
    selected,
    silence,
)
from allegiance.errors import BadOption

if TYPE_CHECKING:
    from allegiance.network.check import Check, Dataset, Finding
    from allegiance.network.ties import Tie
    from allegiance.ontology.actors import Registry
    from allegiance.statements.statement import Statement
    from allegiance.tables import Column

Part = Literal["contradicted", "confirmed", "partly", "unknown", "unmentioned"]


@asking
def check(
    asked: dict[str, Any],
    texts: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TEXT...]", help="Read these now and keep nothing; else the store."
        ),
    ] = None,
    store: StorePath = DEFAULT_STORE,
    against: Annotated[
        list[str] | None,
        typer.Option(
            "--against",
            metavar="DATASET",
            help="A store with imported data, or a file, also as FORMAT=FILE. Repeatable.",
        ),
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", help="When the texts were written: 2013, 2013-01.")
    ] = None,
    level: Annotated[
        Literal["named", "state"],
        typer.Option("--level", help="Ends as the text names them, or as the states they serve."),
    ] = "state",
    part: Annotated[
        Part | None, typer.Option("--only", help="Only this; csv and jsonl print ties by default.")
    ] = None,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave rows of a file out that cannot be right.")
    ] = False,
    own: OwnActors = None,
    form: Shape = "table",
    limit: Limit = 20,
) -> None:
    """Check the ties of texts against datasets: confirmed, partly, contradicted, or unknown to them.

    With the sentence and the row side by side, and what a dataset holds of the same actors that the
    texts never mention. --limit is of each table; data formats print all.

    \b
    Example:
      allegiance check --against GEDEvent_v25_1.csv --against ucdp-esd-ay-181.csv
      allegiance check article.txt --date 2013 --against wars.duckdb
      allegiance check --against ucdp-ged=events.csv --only contradicted --format csv
    """
    from allegiance.network.check import check as checked

    if not against:
        raise BadOption("name what to check against, as in --against GEDEvent_v25_1.csv")
    if date and not texts:
        raise BadOption("--date is of texts that are read now; name them, or leave it out")
    actors = knowing(own)
    said = _read(texts, asked, date, own) if texts else _kept(store, asked, actors)
    if not said:
        return
    held = _holdings(against, said, level, actors, skip_bad)
    _print(checked(said, held, level=level, known=actors), form, part, limit)


def _kept(store: str, asked: dict[str, Any], actors: "Registry | None") -> "list[Statement]":
    """What the store read in texts; what was imported into it is no text."""
    from allegiance import holdings, tables

    with opened(store) as kept:
        every = list(selected(kept, asked, actors))
        said = [each for each in every if not holdings.imported(each)]
        if not every:
            silence(kept, asked)
        elif not said:
            tables.note(
                f"all {many(len(every), 'statement')} of {store} were imported; read a text into it, or "
                "name one, as in allegiance check article.txt --against ..."
            )
    return said


def _read(
    texts: Sequence[str], asked: dict[str, Any], date: str | None, own: Path | None
) -> "list[Statement]":
    """What texts say that are read now and not kept. Raises what could not be read, where nothing could."""
    from allegiance import pipeline, tables
    from allegiance.errors import UnreadableDocument
    from allegiance.store import Store

    failures: list[UnreadableDocument] = []
    with Store.open(":memory:") as kept:
        pipeline.read(texts, kept, date=date, actors=own, on_failure=failures.append)
        said = list(selected(kept, asked, knowing(own)))
        for failure in failures:
            tables.note(f"allegiance: {failure}", style="red")
        if failures and not said:
            raise typer.Exit(1)
        if not said:
            silence(kept, asked)
    return said


def _holdings(
    against: Sequence[str],
    said: "Sequence[Statement]",
    level: Literal["named", "state"],
    actors: "Registry | None",
    skip_bad: bool,
) -> "list[Dataset]":
    """What each dataset holds of the actors of the texts, those of one name told apart by their files."""
    from msgspec.structs import replace

    from allegiance.holdings import holdings
    from allegiance.network.ties import read_at

    read = read_at(said, level, known=actors)
    meant = {end.id for each in read for end in (each.source, each.target)}
    found: list[Dataset] = []
    for each in against:
        name, path = _told(each)
        with _progress(path) as on_row:
            held = holdings(
                path, meant, format=name, level=level, known=actors, skip_bad=skip_bad, on_row=on_row
            )  # fmt: skip
        there = {one.name for one in found}
        found += [
            replace(one, name=f"{one.name} ({path})") if one.name in there else one for one in held
        ]
    return found


def _told(given: str) -> tuple[str | None, Path]:
    """The format, where one is told, and the file."""
    from allegiance.datasets import chosen

    name, sign, rest = given.partition("=")
    if not sign or Path(given).exists():
        return None, Path(given)
    return chosen(name).name, Path(rest)


@contextmanager
def _progress(path: Path) -> "Iterator[Callable[[int], None]]":
    from rich.text import Text

    from allegiance import tables

    name = tables.plain(path.name)
    with tables.err().status(Text(f"{name}: opening ..."), spinner="line") as status:
        yield lambda rows: status.update(Text(f"{name}: {many(rows, 'row')}"))


def _print(found: "Check", form: Shape, part: Part | None, limit: int | None) -> None:
    from allegiance import tables

    chosen = [each for each in found.findings if part in (None, each.verdict)]
    if form == "table":
        _tables(found, part, limit)
    elif form == "json" and part is None:
        tables.emit([_encoded(found)])
    elif part == "unmentioned":
        tables.show(found.unmentioned, _missing(), form)
    else:
        tables.show(chosen, _flat(), form)


def _encoded(found: "Check") -> str:
    """All of it; of a dataset only its bounds, for its statements stand with the ties."""
    import msgspec

    bounds = [
        {
            "name": each.name, "first": each.first, "last": each.last,
            "actors": len(each.actors), "relations": sorted(each.relations),
        }
        for each in found.datasets
    ]  # fmt: skip
    whole = {"datasets": bounds, "findings": found.findings, "unmentioned": found.unmentioned}
    return msgspec.json.encode(whole).decode() + "\n"


def _tables(found: "Check", part: Part | None, limit: int | None) -> None:
    """For people: the counts, then each verdict, then what the texts do not mention."""
    from allegiance import tables

    console = tables.out()
    if part is None:
        console.print(tables.table([(found, each) for each in found.datasets], _sums(), "Datasets"))
    for verdict in ("contradicted", "confirmed", "partly"):
        rows = [each for each in found.findings if each.verdict == verdict]
        if part in (None, verdict):
            _listed(rows, _beside(), _TITLES[verdict], limit, verdict)
    if part in (None, "unknown"):
        grouped = groupby(found.findings, lambda each: id(each.tie))
        ties = [list(group) for _, group in grouped]
        silent = [each for each in ties if all(one.verdict == "unknown" for one in each)]
        _listed(silent, _why(), _TITLES["unknown"], limit, "unknown")
    if part in (None, "unmentioned"):
        _listed(found.unmentioned, _missing(), _TITLES["unmentioned"], limit, "unmentioned")


def _listed(
    rows: Sequence[Any], columns: "Sequence[Column]", title: str, limit: int | None, part: str
) -> None:
    from allegiance import tables

    if not rows:
        tables.out().print(f"{title}: none")
        return
    tables.out().print(tables.table(rows[:limit], columns, title))
    if limit is not None and len(rows) > limit:
        tables.note(
            f"... and {len(rows) - limit:,} more; --only {part} --limit {len(rows)} shows them"
        )


_TITLES: dict[str, str] = {
    "contradicted": "Contradicted",
    "confirmed": "Confirmed",
    "partly": "Confirmed in part",
    "unknown": "Unknown to every dataset",
    "unmentioned": "What they hold of the same actors, and the texts do not mention",
}


WHOLE = 10_000
"""So many characters of evidence are all of it."""


def years(tie: "Tie") -> str:
    """The years that a tie is told of."""
    first, last = (tie.first or "")[:4], (tie.last or "")[:4]
    return first if first == last else f"{first}-{last}"


def words(tie: "Tie") -> str:
    """A tie in words, and how many statements make it, where there are several."""
    from allegiance.network.reading import clause

    more = f" ({len(tie.statements):,} statements)" if len(tie.statements) > 1 else ""
    return f"{clause(tie)}{more}"


def quote(tie: "Tie", most: int = 160) -> str:
    """The surest sentence of a tie, cut where it is long."""
    from allegiance.network.reading import surest

    sentence = " ".join(surest(tie).sentence.split())
    return sentence if len(sentence) <= most else f"{sentence[: most - 3].rstrip()}..."


def bearing(found: "Finding") -> "Tie | None":
    """The tie of the dataset that bears most on it."""
    return next(iter(found.against if found.verdict == "contradicted" else found.held), None)


def _of(cell: "Callable[[Tie], object]") -> "Callable[[Finding], object]":
    """What a cell shows of the dataset's tie; nothing where there is none."""

    def shown(found: "Finding") -> object:
        tie = bearing(found)
        return cell(tie) if tie is not None else ""

    return shown


def _voices(tie: "Tie") -> str:
    return ", ".join(tie.voices)


def _flat() -> "tuple[Column, ...]":
    from allegiance.tables import Column

    return (
        Column("Verdict", lambda f: f.verdict),
        Column("Dataset", lambda f: f.dataset),
        Column("Source", lambda f: f.tie.source.name),
        Column("Relation", lambda f: f.tie.relation),
        Column("Target", lambda f: f.tie.target.name),
        Column("Theatre", lambda f: f.tie.theatre),
        Column("Years", lambda f: years(f.tie)),
        Column("According to", lambda f: _voices(f.tie)),
        Column("Evidence", lambda f: quote(f.tie, WHOLE)),
        Column("Held", _of(words)),
        Column("Held years", _of(years)),
        Column("Held according to", _of(_voices)),
        Column("Held evidence", _of(lambda tie: quote(tie, WHOLE))),
        Column("Otherwise", lambda f: ", ".join(f.differences)),
        Column("Unknown because", lambda f: ", ".join(f.lacking)),
        Column("Reading", lambda f: f.reading),
    )


def _beside() -> "tuple[Column, ...]":
    """A tie and what a dataset holds of it, each with its evidence."""
    from allegiance.tables import Column

    return (
        Column("The texts", lambda f: _told_by(f.tie), "bold", 3),
        Column("Years", lambda f: years(f.tie)),
        Column("Sentence", lambda f: quote(f.tie), "dim", 4),
        Column("The dataset", lambda f: f.reading, "", 4),
        Column("Years", _of(years)),
        Column("Row", _of(quote), "dim", 4),
    )


def _why() -> "tuple[Column, ...]":
    from allegiance.tables import Column

    return (
        Column("The texts", lambda findings: _told_by(findings[0].tie), "bold", 3),
        Column("Years", lambda findings: years(findings[0].tie)),
        Column("Why not", lambda findings: "; ".join(each.reading for each in findings), "", 6),
    )


def _missing() -> "tuple[Column, ...]":
    from allegiance.tables import Column

    return (
        Column("Dataset", lambda u: u.dataset, "", 2),
        Column("Holds", lambda u: words(u.tie), "bold", 4),
        Column("Years", lambda u: years(u.tie)),
        Column("Both in texts", lambda u: "yes" if u.both else ""),
        Column("In their years", lambda u: "yes" if u.years else ""),
        Column("Row", lambda u: quote(u.tie), "dim", 5),
    )


def _told_by(tie: "Tie") -> str:
    from allegiance.network.reading import clause

    return clause(tie, voices=tie.voices)


def _sums() -> "tuple[Column, ...]":
    from allegiance.tables import Column

    def count(verdict: Any) -> "Callable[[tuple[Check, Dataset]], object]":
        return lambda row: row[0].count(verdict, row[1].name)

    return (
        Column("Dataset", lambda row: row[1].name, "bold"),
        Column("Years", lambda row: f"{row[1].first or ''}-{row[1].last or ''}"),
        Column("Actors", lambda row: f"{len(row[1].actors):,}", right=True),
        Column("Codes", lambda row: ", ".join(sorted(row[1].relations))),
        Column("Contradicted", count("contradicted"), right=True),
        Column("Confirmed", count("confirmed"), right=True),
        Column("In part", count("partly"), right=True),
        Column("Unknown", count("unknown"), right=True),
    )
