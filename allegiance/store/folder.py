"""A folder of Parquet files as a store that is only read, where it lies.

`_allegiance.json`, which is written last, lists its files: what it does not list is not read, and without it
there is no store. The tables are those of a store, so that every question is asked in the same words. Those
that grow by the million stay in their files and are read by column, by row group and by year.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from allegiance.errors import BrokenStore
from allegiance.store import file
from allegiance.store.location import Location, at, is_url

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MANIFEST = "_allegiance.json"
VERSION = 1
UNKNOWN = "unknown"
"""The year of what has no date."""
PARTITIONED = ("statements", "events")
TABLES = (
    "documents", "sentences", "mentions", "acting", "called", "event_files", "event_forms",
    "event_actors", "event_names", "event_codings", "event_places", "event_outlets",
    "event_writings", "event_pairs",
)  # fmt: skip
YEAR = r".*/year=(\w+)/part-"
"""The year of a file; a folder above may have such a name as well."""
OURS = re.compile(
    rf"\.?{MANIFEST}(\.\d+\.part)?|({'|'.join(PARTITIONED)})/year=(\d+|{UNKNOWN})/part-\w+\.parquet"
    r"|tables/\w+-\w+\.parquet"
)
"""The files that such a folder is made of."""


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A file: its path in the folder, its rows and bytes; of a year also the days that it spans."""

    path: str
    rows: int
    bytes: int
    year: str | None = None
    first: date | None = None
    last: date | None = None


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """All that a folder holds. `state` is the version that its store had."""

    program: str
    version: int
    made: str
    state: int
    counts: dict[str, int]
    tables: dict[str, tuple[Part, ...]]


class Folder(NamedTuple):
    """An open folder: the database that reads it, and its files by table."""

    connection: "DuckDBPyConnection"
    tables: Mapping[str, Sequence[Part]]

    def within(self, table: str, since: date | None, until: date | None) -> str:
        """The condition, in SQL, of the years whose files can tell of these days."""
        if not (since or until) or not self.tables.get(table):
            return "true"
        years = sorted(
            {
                part.year
                for part in self.tables[table]
                if part.year and part.first and part.last
                and (not since or part.last >= since) and (not until or part.first <= until)
            }
        )  # fmt: skip
        return f"year IN ({', '.join(map(_quoted, years))})" if years else "false"


def is_folder(path: str) -> bool:
    """Whether a path leads to a folder and not to a file."""
    return is_url(path) or (path != file.MEMORY and Path(path).is_dir())


def open(path: str, *, read_only: bool) -> Folder:  # noqa: A001
    """The folder at a path or a URL. Raises BrokenStore, and BadOption for a URL that cannot be read."""
    location = at(path)
    with file.plainly(path, "read"):
        listed = manifest(location)
        if listed is None:
            raise BrokenStore(_missing(location))
        if not read_only:
            raise BrokenStore(
                f"{path} is a folder of Parquet files, which is only read; change the store that it was "
                f"made of and export it again, or name a file: --store allegiance.duckdb"
            )
        _complete(location, listed)
        return Folder(_connected(location, listed), listed.tables)


def manifest(location: Location) -> Manifest | None:
    """What a folder says of itself; None where it says nothing. Raises BrokenStore where it cannot be for us."""
    told = location.read(MANIFEST)
    if told is None:
        return None
    try:
        mark = msgspec.json.decode(told, type=_Mark)
        if mark.program == file.PROGRAM and mark.version > VERSION:
            raise BrokenStore(
                f"{location.path} was written by a newer Allegiance (version {mark.version} of such folders, "
                f"this one knows {VERSION}); upgrade Allegiance to open it"
            )
        found = msgspec.json.decode(told, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BrokenStore(
            f"{location.path}/{MANIFEST} does not list the files of a store ({error}); export the folder again"
        ) from error
    paths = [part.path for parts in found.tables.values() for part in parts]
    known = set(found.tables) <= {*PARTITIONED, *TABLES} and all(map(OURS.fullmatch, paths))
    if found.program != file.PROGRAM or not known:
        raise BrokenStore(f"{location.path} is no store of Allegiance; name another folder")
    return found


class _Mark(msgspec.Struct):
    program: str
    version: int


def _missing(location: Location) -> str:
    """Why a folder without a manifest is no store."""
    names = location.sizes()
    if any(OURS.fullmatch(name) for name in names):
        return (
            f"{location.path} has no {MANIFEST}, which is written last: it was not wholly written or "
            "copied; export or copy it again"
        )
    if is_url(location.path):
        return (
            f"there is no store at {location.path}; "
            f"`allegiance export parquet {location.path} --partition year` makes one"
        )
    return (
        f"{location.path} is a folder, and not one that `allegiance export parquet` made; name a file "
        f"in it, such as {location.path.rstrip('/')}/allegiance.duckdb"
    )


def _complete(location: Location, listed: Manifest) -> None:
    """Raise BrokenStore where a file is not there, or is another one than was written."""
    sizes = location.sizes()
    every = [part for parts in listed.tables.values() for part in parts]
    wrong = [part.path for part in every if sizes.get(part.path) != part.bytes]
    if wrong:
        raise BrokenStore(
            f"{location.path} lacks {len(wrong)} of its {len(every)} files, or has others in their place "
            f"({wrong[0]} is the first); export or copy it again"
        )


IN_MEMORY = 50_000
"""Tables with so many rows or fewer are read at once; the texts of documents never are."""
LARGE = ("documents", "sentences", "mentions", *PARTITIONED)


def _connected(location: Location, listed: Manifest) -> "DuckDBPyConnection":
    connection = file.memory(location.root, through=location.files)
    try:
        connection.execute("SET parquet_metadata_cache = true")
        for table, parts in listed.tables.items():
            if parts:
                _laid(connection, location, table, parts)
        connection.execute(
            "CREATE OR REPLACE VIEW effective AS SELECT *, false AS rejected FROM statements"
        )
        connection.execute("UPDATE state SET version = ?", [listed.state])
    except BaseException:
        connection.close()
        raise
    return connection


def _laid(
    connection: "DuckDBPyConnection", location: Location, table: str, parts: Sequence[Part]
) -> None:
    """Make a table of files: a view of them, or a copy where they are small."""
    import duckdb

    columns = connection.execute(COLUMNS, [table]).fetchall()
    told = [f'"{stored(table, name)}"::{kind} AS "{name}"' for name, kind in columns]
    if table in PARTITIONED:
        told.append(f"regexp_extract(filename, '{YEAR}', 1) AS year")
    if table == "events":
        told.append('"n_row" AS rowid')
    paths = ", ".join(_quoted(f"{location.root}/{part.path}") for part in parts)
    select = f"SELECT {', '.join(told)} FROM read_parquet([{paths}], hive_partitioning = false, filename = true)"
    try:
        if table in LARGE or sum(part.rows for part in parts) > IN_MEMORY:
            connection.execute(f"DROP TABLE {table}")
            connection.execute(f"CREATE VIEW {table} AS {select}")
        else:
            connection.execute(f"INSERT INTO {table} {select}")
    except duckdb.BinderException as error:
        column = re.search(r'"(\w+)"', str(error))
        raise BrokenStore(
            f"{location.path}/{parts[0].path} is not the table {table!r} that was written (it has no column "
            f"{column[1] if column else 'of it'!r}); export or copy the folder again"
        ) from error


def stored(table: str, column: str) -> str:
    """A column's name in the files. Of events, those of a statement's names are words, and numbers stand beside."""
    if table != "events" or column == "date":
        return column
    return "first" if column == "day" else f"n_{column}"


def _quoted(text: str) -> str:
    told = text.replace("'", "''")
    return f"'{told}'"


COLUMNS = """SELECT column_name, data_type FROM duckdb_columns()
    WHERE table_name = ? AND NOT internal ORDER BY column_index"""
