"""Statements and ties as one SQLite file, to browse with Datasette or any client of SQLite."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import BinaryIO

from allegiance.exports.format import Format, Written
from allegiance.exports.rows import EVERY, TIE, flat_tie, full, leaves, slim, type_of
from allegiance.network.ties import Tie, tie
from allegiance.statements.statement import Statement


def write_sqlite(statements: Iterable[Statement], out: BinaryIO) -> Written:
    """Four tables: statements, the chain of sources of each, ties, and which statements a tie has.

    Nothing of the record is lost. Sentences can be searched, where Python's SQLite has FTS5.
    """
    with TemporaryDirectory(prefix="allegiance-") as folder:
        path = Path(folder, "out.sqlite")
        with closing(sqlite3.connect(path)) as base:
            base.execute("PRAGMA synchronous = OFF")
            _tables(base)
            numbers: dict[str, int] = {}
            _ties(base, tie(_kept(base, statements, numbers)), numbers)
            base.executescript(INDEXES)
            _searchable(base)
            count = base.execute("SELECT count(*) FROM statements").fetchone()[0]
            base.commit()
        with path.open("rb") as made:
            copyfileobj(made, out)
    return Written(written=count)


TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
LINK = ("id", "name", "kind", "verb", "mention", "begin", "end")
STATEMENTS = tuple(path.replace(".", "_") for path in EVERY)
TIES = tuple(path.replace(".", "_") for path in TIE if path != "statements")
INDEXES = """
CREATE INDEX statements_id ON statements (id);
CREATE INDEX statements_source ON statements (source_id);
CREATE INDEX statements_target ON statements (target_id);
CREATE INDEX attributions_statement ON attributions (statement);
CREATE INDEX tie_statements_statement ON tie_statements (statement);
"""
SEARCH = """
CREATE VIRTUAL TABLE statements_fts USING fts5(
    sentence, source_name, target_name, content = 'statements', content_rowid = 'number'
);
INSERT INTO statements_fts (statements_fts) VALUES ('rebuild');
"""
FORMATS = (
    Format(
        name="sqlite", gloss="a database of statements and ties, for Datasette", suffix=".sqlite",
        write=write_sqlite, binary=True,
    ),
)  # fmt: skip


def _tables(base: sqlite3.Connection) -> None:
    base.execute(f"CREATE TABLE statements (number INTEGER PRIMARY KEY, {_columns(STATEMENTS)})")
    base.execute(
        "CREATE TABLE attributions (statement INTEGER NOT NULL REFERENCES statements (number), "
        f"place INTEGER NOT NULL, {_columns(LINK)}, PRIMARY KEY (statement, place))"
    )
    base.execute(f"CREATE TABLE ties (number INTEGER PRIMARY KEY, {_columns(TIES)})")
    base.execute(
        "CREATE TABLE tie_statements (tie INTEGER NOT NULL REFERENCES ties (number), "
        "statement INTEGER NOT NULL REFERENCES statements (number), PRIMARY KEY (tie, statement))"
    )


def _kept(
    base: sqlite3.Connection, statements: Iterable[Statement], numbers: dict[str, int]
) -> Iterator[Statement]:
    """Each statement once it is in its table, without its sentence: a tie needs no more."""
    row, link = _insert("statements", len(STATEMENTS) + 1), _insert("attributions", len(LINK) + 2)
    for number, said in enumerate(statements, 1):
        base.execute(row, (number, *full(said).values()))
        for place, told in enumerate(said.attribution):
            base.execute(link, (number, place, *leaves(told, LINK).values()))
        numbers[said.id] = number
        yield slim(said)


def _ties(base: sqlite3.Connection, ties: Iterable[Tie], numbers: dict[str, int]) -> None:
    row, of = _insert("ties", len(TIES) + 1), "INSERT OR IGNORE INTO tie_statements VALUES (?, ?)"
    for number, tied in enumerate(ties, 1):
        cells = flat_tie(tied)
        base.execute(row, (number, *(cells[name] for name in TIES)))
        base.executemany(of, ((number, numbers[said.id]) for said in tied.statements))


def _searchable(base: sqlite3.Connection) -> None:
    built = {name for (name,) in base.execute("SELECT name FROM pragma_module_list")}
    if "fts5" in built:
        base.executescript(SEARCH)


def _columns(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}" {TYPES[type_of(name)]}' for name in names)


def _insert(table: str, width: int) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * width)})"
