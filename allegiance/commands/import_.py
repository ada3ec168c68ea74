"""The command `import`."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
import typer

from allegiance.commands.shared import DEFAULT_STORE, Limit, Shape, StorePath, many
from allegiance.errors import BadOption, UnreadableDocument

if TYPE_CHECKING:
    from allegiance.datasets import Block, Reading
    from allegiance.store import Store
    from allegiance.tables import Column

SOME_FAILED = 3
SHOWN = 10
"""How many of what could not be mapped are shown; `--format json` has all."""


class Unknown(msgspec.Struct, frozen=True):
    """An actor whom the registry lacks, kept under the dataset's own id, and how often it was named."""

    id: str
    name: str
    count: int


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one file.

    `known` counts statements that the store had from another file; `rejected` the rows that could
    not be right, which are in `rejected_file`. `silent` says of rows without a statement why, and
    `unknown` lists the actors that could not be mapped, `left_out` labels of no actor or place. `state` is "unchanged" where the store had
    the file already.
    """

    file: str
    format: str
    state: Literal["imported", "unchanged"]
    rows: int = 0
    statements: int = 0
    known: int = 0
    rejected: int = 0
    rejected_file: str | None = None
    silent: dict[str, int] = {}
    unknown: tuple[Unknown, ...] = ()
    left_out: dict[str, int] = {}


def import_(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="[FORMAT] FILE...",
            help="A format, or 'auto' or nothing where the header tells it; then files, also .gz and .zip.",
        ),
    ],
    store: StorePath = DEFAULT_STORE,
    form: Shape = "table",
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column", metavar="FIELD=NAME", help="A column by another name. Repeatable."
        ),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", help="The file's, as in latin-1.")
    ] = None,
    skip_bad: Annotated[
        bool,
        typer.Option("--skip-bad", help="Leave rows out that cannot be right, and list them."),
    ] = False,
    labels: Annotated[
        Path | None,
        typer.Option(
            "--labels", metavar="YAML", help="What labels of a graph or of annotations mean."
        ),
    ] = None,
    rejected: Annotated[
        Path | None,
        typer.Option("--rejected", metavar="FOLDER", help="Where the lists of them go."),
    ] = None,
    limit: Limit = None,
) -> None:
    """Import datasets of others as attributed statements.

    The dataset is the outlet, each row the evidence. A file is imported whole or not at all; one that
    the store has is passed over. Exit code 1 where nothing could be imported, 3 where some could not.

    \b
    Example:
      allegiance import GEDEvent_v25_1.csv --store wars.duckdb
      allegiance import ucdp-esd ucdp-esd-ay-181.csv
      allegiance import network.gexf --labels mine.yaml
      allegiance import ucdp-candidate candidate-*.csv --skip-bad
    """
    from allegiance import tables
    from allegiance.store import Store

    chosen, paths = _told(files)
    _sensible(encoding, rejected)
    renamed = _columns(column)
    done: list[Imported] = []
    failures: list[UnreadableDocument] = []
    with Store.open(store) as kept:
        folder = rejected or (Path.cwd() if store == ":memory:" else Path(store).absolute().parent)
        for path in paths:
            try:
                with _progress(path) as on_row:
                    found = _opened(
                        path, chosen, renamed, encoding, skip_bad, limit, on_row, labels
                    )  # fmt: skip
                    if found.form.bulk:
                        done.append(_arrived(found, kept, folder, limit, skip_bad, on_row))
                    else:
                        done.append(_imported(found, kept, folder, limit, labels))
            except UnreadableDocument as failure:
                failures.append(failure)
    tables.show(done, _shown(), form)
    for each in done:
        _tell(each)
    for wrong in failures:
        tables.note(f"allegiance: {wrong}; nothing of this file was imported", style="red")
    if failures:
        raise typer.Exit(SOME_FAILED if done else 1)


def _told(files: Sequence[str]) -> tuple[str | None, list[Path]]:
    """The format that was named first, if one was, and the files."""
    from allegiance.datasets import FORMATS, chosen

    first, *others = files
    if first == "auto" or first in FORMATS:
        if not others:
            raise BadOption(f"name a file to import, as in `allegiance import {first} FILE`")
        return (None if first == "auto" else first), [Path(each) for each in others]
    if others and not Path(first).exists():
        chosen(first)
    return None, [Path(each) for each in files]


def _sensible(encoding: str | None, rejected: Path | None) -> None:
    import codecs

    try:
        codecs.lookup(encoding or "utf-8")
    except LookupError as error:
        raise BadOption(f"encoding {encoding!r} is unknown; utf-8 and latin-1 are two") from error
    if rejected is not None and not rejected.is_dir():
        raise BadOption(f"{rejected} is no folder; make it first")


def _columns(given: Sequence[str] | None) -> dict[str, str]:
    told = [each.partition("=") for each in given or ()]
    for field, _, name in told:
        if not field or not name:
            raise BadOption(
                f"--column {field!r} is not FIELD=NAME, as in --column dyad_new_id=dyad"
            )
    return {field: name for field, _, name in told}


def _opened(
    path: Path,
    chosen: str | None,
    columns: dict[str, str],
    encoding: str | None,
    skip_bad: bool,
    limit: int | None,
    on_row: Callable[[int], None],
    labels: Path | None = None,
) -> "Reading":
    from allegiance import datasets

    return datasets.read(
        path, format=chosen, columns=columns, encoding=encoding, limit=limit, skip_bad=skip_bad,
        on_row=on_row, labels=labels,
    )  # fmt: skip


def _imported(
    found: "Reading", store: "Store", folder: Path, limit: int | None, labels: Path | None = None
) -> Imported:
    """Write a file's documents into the store, all or none, unless it has them."""
    from allegiance.datasets import made_by
    from allegiance.datasets.rows import checksum

    coder = made_by(found.form)
    mark = coder if limit is None else f"{coder}+{limit}-rows"
    if labels is not None:
        coder = mark = f"{mark}+{checksum(labels)[:8]}"
    before = _held(found, store)
    if set(before.values()) & {coder, mark}:
        return Imported(file=str(found.path), format=found.form.name, state="unchanged")
    known = kept = 0
    names: list[str] = []
    with store.together(str(found.path)):
        for name in before:
            store.forget(name)
        for block in found.blocks:
            new, old = _new(block, store, before)
            known += old
            kept += len(new.statements)
            names.append(block.document.id)
            store.write(
                new.document, sentences=new.sentences, mentions=new.mentions,
                statements=new.statements, coder=mark,
            )  # fmt: skip
        store.stories({}, signatures=dict.fromkeys(names, b""))
    return Imported(
        file=str(found.path),
        format=found.form.name,
        state="imported",
        rows=found.rows,
        statements=kept,
        known=known,
        rejected=len(found.rejected),
        rejected_file=_list_rejected(
            found, [(each.line, each.why, each.cells) for each in found.rejected], folder
        ),
        silent=dict(found.silences.most_common()),
        unknown=tuple(Unknown(*who, count) for who, count in found.unknown.most_common()),
        left_out=dict(found.left_out.most_common()),
    )


def _arrived(
    found: "Reading",
    store: "Store",
    folder: Path,
    limit: int | None,
    skip_bad: bool,
    on_row: Callable[[int], None],
) -> Imported:
    """Take in a file of a format that is read by columns."""
    from allegiance.commands.arrivals import arrived

    file, form = str(found.path), found.form.name
    arrival = arrived(found, store, skip_bad=skip_bad, limit=limit, on_row=on_row)
    if arrival is None:
        return Imported(file=file, format=form, state="unchanged")
    left_out = list(arrival.rejects())
    return Imported(
        file=file,
        format=form,
        state="imported",
        rows=arrival.kept.rows,
        statements=arrival.events(),
        known=arrival.kept.known,
        rejected=len(left_out),
        rejected_file=_list_rejected(found, left_out, folder),
        silent=dict(Counter(arrival.kept.silences).most_common()),
        unknown=tuple(Unknown(*each) for each in arrival.unknown()),
    )


def _held(found: "Reading", store: "Store") -> dict[str, str]:
    """The documents that the store has of a file, and what made each."""
    held: dict[str, str] = {}
    for name in found.documents():
        coder = next(store.rows("SELECT coder FROM documents WHERE id = ?", name), None)
        if coder is None:
            return held
        held[name] = coder[0]
    return held


def _new(block: "Block", store: "Store", before: dict[str, str]) -> "tuple[Block, int]":
    """A block without the statements that another file brought already, and how many these are."""
    ids = [said.id for said in block.statements]
    rows = store.rows(_ELSEWHERE, ids, [*before, block.document.id])
    there = {name for (name,) in rows}
    if not there:
        return block, 0
    gone = [said for said in block.statements if said.id in there]
    at = {said.begin for said in gone}
    replace = msgspec.structs.replace
    sentences = tuple(
        replace(
            each,
            statements=(left := each.statements - sum(said.begin == each.begin for said in gone)),
            reason=each.reason if left else "another file told it already",
        )
        if each.begin in at
        else each
        for each in block.sentences
    )
    statements = tuple(said for said in block.statements if said.id not in there)
    return replace(block, sentences=sentences, statements=statements), len(gone)


_ELSEWHERE = """
    SELECT id FROM statements
    WHERE id IN (SELECT unnest($1::VARCHAR[])) AND document NOT IN (SELECT unnest($2::VARCHAR[]))
"""


def _list_rejected(
    found: "Reading", rejected: Sequence[tuple[int, str, Sequence[str]]], folder: Path
) -> str | None:
    """Write the rows that were left out, each with its line and why; the file's name."""
    from allegiance.exports.format import replacing

    if not rejected:
        return None
    path = folder / f"{found.path.name}.rejected.csv"
    with replacing(path) as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(("line", "why", *found.header))
        for line, why, cells in rejected:
            table.writerow((line, why, *cells))
    return str(path)


@contextmanager
def _progress(path: Path) -> "Iterator[Callable[[int], None]]":
    """A line on standard error that tells how far it is."""
    from rich.text import Text

    from allegiance import tables

    name = tables.plain(path.name)
    with tables.err().status(Text(f"{name}: opening ..."), spinner="line") as status:
        yield lambda rows: status.update(Text(f"{name}: {many(rows, 'row')}"))


def _tell(each: Imported) -> None:
    """What is not in a table: what was left out, and what could not be mapped."""
    from allegiance import tables

    if each.state == "unchanged":
        tables.note(f"{each.file} is in the store already, so it was passed over")
        return
    if each.rejected:
        tables.note(f"{many(each.rejected, 'row')} left out: {each.rejected_file}")
    if each.known:
        tables.note(f"{many(each.known, 'statement')} that another file told already")
    for why, count in each.silent.items():
        tables.note(f"{many(count, 'row')} without a statement: {why}")
    if each.left_out:
        told = ", ".join(f"{label} ({count:,})" for label, count in each.left_out.items())
        tables.note(f"labels that name neither an actor nor a place, left out: {told}")
    if each.unknown:
        shown = "; ".join(f"{who.name} ({who.count:,})" for who in each.unknown[:SHOWN])
        more = len(each.unknown) - SHOWN
        rest = f" and {more:,} more: -f json lists them" if more > 0 else ""
        tables.note(
            f"{many(len(each.unknown), 'actor')} the registry lacks, kept as told: {shown}{rest}"
        )
    if not each.statements and not each.known:
        tables.note(f"{each.file} gave no statement; tried: {each.format}")


def _shown() -> "tuple[Column, ...]":
    from allegiance.tables import Column

    return (
        Column("File", lambda each: each.file, "bold", 3),
        Column("Format", lambda each: each.format, "cyan", 1),
        Column("Rows", lambda each: f"{each.rows:,}", right=True),
        Column("Statements", lambda each: f"{each.statements:,}", right=True),
        Column("Silent", lambda each: f"{sum(each.silent.values()):,}", right=True),
        Column("Left out", lambda each: f"{each.rejected:,}", right=True),
        Column("Unknown actors", lambda each: f"{len(each.unknown):,}", right=True),
        Column("State", lambda each: each.state, "", 1),
    )
