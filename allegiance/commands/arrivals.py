"""How `import` takes in files of millions of rows: by columns, piece by piece."""

import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from allegiance.errors import UnreadableDocument

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from allegiance.datasets import Reading
    from allegiance.datasets.arriving import Piece, Wrong
    from allegiance.datasets.arriving import Table as Rows
    from allegiance.store import Store
    from allegiance.store.arrival import Arrival, Learnt, Words

Told = tuple[int, int, int, "Collection[tuple[object, ...]]", dict[str, int]]


def arrived(
    found: "Reading",
    store: "Store",
    *,
    skip_bad: bool,
    limit: int | None,
    on_row: Callable[[int], None],
) -> "Arrival | None":
    """Take a file in, all of it or nothing; None where the store has it.

    One that was stopped goes on where it was, once it is asked for again. Raises UnreadableDocument, and
    keeps nothing of the file, where a row cannot be right, unless `skip_bad`.
    """
    from allegiance.datasets import made_by
    from allegiance.datasets.arriving import Table as Rows
    from allegiance.datasets.rows import checksum
    from allegiance.store.arrival import arriving

    form, bulk = found.form, found.form.bulk
    assert bulk
    coder = made_by(form)
    arrival = arriving(
        store, path=str(found.path), checksum=checksum(found.path), form=form.name, coder=coder,
        part=limit, outlet=bulk.outlet, days=bulk.days, cells=bulk.cells, of=bulk.of,
    )  # fmt: skip
    if arrival is None:
        return None
    rows = Rows(found.path, form, bulk, found.header, found.at, found.encoding)
    try:
        _take(found, store, arrival, rows, skip_bad, limit, on_row)
    except UnreadableDocument:
        arrival.drop()
        raise
    except KeyboardInterrupt:
        from allegiance import tables

        told = f"{arrival.kept.rows:,} rows of {found.path} are kept aside and not shown"
        tables.note(f"stopped; {told}: the same command goes on after them")
        raise
    arrival.finish()
    return arrival


def _take(
    found: "Reading",
    store: "Store",
    arrival: "Arrival",
    rows: "Rows",
    skip_bad: bool,
    limit: int | None,
    on_row: Callable[[int], None],
) -> None:
    from allegiance.datasets.arriving import pieces

    left = None if limit is None else limit + rows.titled - arrival.kept.line + 1
    with _landing(store.path) as folder:
        for piece in pieces(
            found.path, folder, encoding=found.encoding, quoted=rows.quoted,
            skip=arrival.kept.position, line=arrival.kept.line, limit=left,
        ):  # fmt: skip
            twice = arrival.piece(_reader(found, rows, piece, skip_bad), _learner(rows))
            if twice:
                arrival.reject(_rejects(found, rows.twice(piece, twice), skip_bad))
            on_row(arrival.kept.rows)


def _reader(
    found: "Reading", rows: "Rows", piece: "Piece", skip_bad: bool
) -> "Callable[[DuckDBPyConnection], Told]":
    def read(connection: "DuckDBPyConnection") -> Told:
        told = rows.read(connection, piece)
        rejects = _rejects(found, told.wrong, skip_bad)
        return told.rows, piece.end, piece.line + piece.lines, rejects, told.silent

    return read


def _learner(rows: "Rows") -> "Callable[[Words], Learnt]":
    from allegiance.store.arrival import Learnt

    return lambda words: Learnt(*rows.learnt(*words))


def _rejects(
    found: "Reading", wrong: "Collection[Wrong]", skip_bad: bool
) -> list[tuple[object, ...]]:
    """The wrong rows as the store keeps them. Raises UnreadableDocument unless they may be left out."""
    for each in wrong:
        if not skip_bad:
            column = f", column {each.why.column!r}" if each.why.column else ""
            raise UnreadableDocument(
                f"{found.path}, line {each.line}{column}: {each.why}; correct it, or leave such rows "
                "out with --skip-bad"
            )
    return [
        (each.line, f"{each.why.column or 'row'}: {each.why}", list(each.cells)) for each in wrong
    ]


@contextmanager
def _landing(path: str) -> Iterator[Path]:
    """The folder where pieces are read from, made for it and gone after it."""
    from allegiance.store.file import landing

    folder = landing(path)
    try:
        folder.mkdir(exist_ok=True)
        yield folder
    except OSError as error:
        raise UnreadableDocument(f"{folder} cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
