"""A store leaves as a folder of Parquet files by year, on a disk or behind a URL, for many machines to read.

Each file is made beside the store and then copied; the list of them is written last, so that until then the
folder is what it was. Nothing is held in memory: statements go through a file, events from the database.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

import msgspec

from allegiance.errors import BadOption
from allegiance.store import file, query
from allegiance.store.columns import statement_row
from allegiance.store.folder import (
    MANIFEST,
    OURS,
    PARTITIONED,
    TABLES,
    UNKNOWN,
    VERSION,
    Manifest,
    Part,
    manifest,
    stored,
)
from allegiance.store.location import Location, at
from allegiance.store.store import Store

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LONGEST = 64 * 1024 * 1024
"""The longest line of JSON, in bytes."""


class Parted(msgspec.Struct, frozen=True, kw_only=True):
    """What a folder was given: statements and, of these, events by the million; its files and their bytes."""

    statements: int
    events: int
    files: int
    bytes: int


def part(store: Store, out: str, **asked: Any) -> Parted:
    """Write the statements that meet the conditions of `query.statements`, as they were decided to be.

    The folder is made where there is none; one that this made is replaced, and others read the old one until
    the new one is whole. With conditions, only the documents of these statements are written.

    Raises BadOption for a folder with other files in it, BrokenStore where it cannot be written.
    """
    if store.parted:
        raise BadOption(
            f"{store.path} is such a folder already; copy it, or export the store that it was made of"
        )
    location = at(out)
    with file.plainly(out, "written"):
        before = _ours(location)
        with _staging(store.path) as folder, store._reading() as connection:
            leaving = _Leaving(store, connection, location, folder)
            try:
                tables = _tables(leaving, asked)
                listed = _listed(store, tables)
                location.write(MANIFEST, msgspec.json.format(msgspec.json.encode(listed)))
            except BaseException:
                for name in leaving.written:
                    location.remove(name)
                raise
        for name in before:
            if name != MANIFEST:
                location.remove(name)
    every = [each for parts in tables.values() for each in parts]
    return Parted(
        **listed.counts, files=len(every), bytes=sum(each.bytes for each in every)
    )  # fmt: skip


def _ours(location: Location) -> list[str]:
    """The files that are there already. Raises BadOption where some are not such as we write."""
    names = sorted(location.sizes())
    strange = [name for name in names if not OURS.fullmatch(name)]
    if strange or (location.files is None and Path(location.root).is_file()):
        raise BadOption(
            f"{location.path} holds {strange[0] if strange else 'a file'}, which is not of such a folder; "
            "name a new or an empty one"
        )
    manifest(location)
    return names


@contextmanager
def _staging(path: str) -> Iterator[Path]:
    """A folder beside the store, where SQL may write; gone after it."""
    landing = file.landing(path)
    made = not landing.exists()
    landing.mkdir(exist_ok=True)
    folder = Path(mkdtemp(prefix="leaving-", dir=landing))
    try:
        yield folder
    finally:
        shutil.rmtree(landing if made else folder, ignore_errors=True)


class _Leaving:
    """Files on their way out."""

    def __init__(
        self, store: Store, connection: "DuckDBPyConnection", location: Location, folder: Path
    ) -> None:
        self.store, self.connection, self.folder = store, connection, folder
        self.written: list[str] = []
        self._location = location
        self._mark = uuid4().hex[:12]

    def put(self, table: str, select: str, span: "_Year | None" = None) -> Part:
        """What a query gives as one file, of a year or of all."""
        place = f"{table}/year={span.year}/part" if span else f"tables/{table}"
        name = f"{place}-{self._mark}.parquet"
        made = self.folder / "part.parquet"
        told = self.connection.execute(f"COPY ({select}) TO {_path(made)} {PARQUET}").fetchone()
        self.written.append(name)
        self._location.put(made, name)
        size = made.stat().st_size
        made.unlink()
        days = (span.year, span.first, span.last) if span else (None, None, None)
        return Part(
            path=name,
            rows=told[0] if told else 0,
            bytes=size,
            year=days[0],
            first=days[1],
            last=days[2],
        )


class _Year(NamedTuple):
    """A year, or none that is known, and the first and the last day that what is told of it spans."""

    year: str
    first: date | None
    last: date | None


def _tables(leaving: _Leaving, asked: dict[str, Any]) -> dict[str, tuple[Part, ...]]:
    """Write all tables."""
    where = query.chosen(leaving.store, **asked)
    tables = {"statements": _statements(leaving, asked), "events": _events(leaving, where)}
    for table in TABLES:
        tables[table] = (leaving.put(table, _selected(leaving, table, where, bool(asked))),)
    return tables


def _statements(leaving: _Leaving, asked: dict[str, Any]) -> tuple[Part, ...]:
    """The statements of documents, a file for each year in which what they tell began."""
    lines, connection = leaving.folder / "lines.jsonl", leaving.connection
    _write_lines(lines, leaving.store, asked)
    columns = ", ".join(
        f"'{name}': '{kind}'"
        for (table, name), kind in leaving.store._types.items() if table == "statements"
    )  # fmt: skip
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE leaving AS FROM read_json({_path(lines)}, columns = {{{columns}}}, "
        f"format = 'newline_delimited', maximum_object_size = {LONGEST})"
    )
    lines.unlink()
    found = connection.execute(
        YEARS.format(day="first", last="last", table="leaving", where="true")
    ).fetchall()
    return tuple(
        leaving.put(
            "statements",
            f"FROM leaving WHERE year(first) IS NOT DISTINCT FROM {'NULL' if year is None else year} "
            "ORDER BY first, last, document, number",
            _Year(UNKNOWN if year is None else f"{year:d}", first, last),
        )
        for year, first, last in found
    )


def _write_lines(path: Path, store: Store, asked: dict[str, Any]) -> None:
    """The rows of statements as lines of JSON; each row's record is the statement as decided."""
    encode = msgspec.json.encode
    of, number = "", 0
    with path.open("wb") as lines:
        for said in query.read(store, **asked):
            of, number = said.document, number + 1 if said.document == of else 0
            lines.write(encode(statement_row(said, number, encode(said).decode())) + b"\n")


def _events(leaving: _Leaving, where: str) -> tuple[Part, ...]:
    """Events by the million, a file for each year, by day in it: in words, with the numbers beside."""
    found = leaving.connection.execute(
        YEARS.format(day="day", last="day", table="events", where=where)
    ).fetchall()
    numbers = ", ".join(
        f'told."{name}" AS "{stored("events", name)}"'
        for table, name in leaving.store._types
        if table == "events" and name not in ("day", "date")
    )
    return tuple(
        leaving.put(
            "events",
            EVENTS.format(numbers=numbers, where=f"{where} AND day BETWEEN '{first}' AND '{last}'"),
            _Year(f"{year:d}", first, last),
        )
        for year, first, last in found
    )


def _selected(leaving: _Leaving, table: str, where: str, asked: bool) -> str:
    """The rows of another table that what was chosen needs, as decided."""
    columns = ", ".join(f'"{name}"' for (of, name) in leaving.store._types if of == table)
    if table == "event_pairs":
        return PAIRS.format(where=where)
    if table == "event_files":
        return "FROM event_files WHERE whole"
    kept = "effective_mentions" if table == "mentions" else table
    needed = NEEDED.get(table, "true").format(where=where) if asked else "true"
    return f"SELECT {columns} FROM {kept} WHERE {needed}"


def _listed(store: Store, tables: dict[str, tuple[Part, ...]]) -> Manifest:
    said, events = (sum(part.rows for part in tables[table]) for table in PARTITIONED)
    return Manifest(
        program=file.PROGRAM,
        version=VERSION,
        made=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        state=store.version,
        counts={"statements": said + events, "events": events},
        tables=tables,
    )


def _path(path: Path) -> str:
    told = str(path).replace("'", "''")
    return f"'{told}'"


PARQUET = "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 100000)"
YEARS = """SELECT year({day}) AS year, min({day}), max({last}) FROM {table} WHERE {where}
    GROUP BY year({day}) ORDER BY year({day})"""
_OF = "IN (SELECT document FROM leaving)"
NEEDED = {
    "documents": f"id {_OF}",
    "sentences": f"document {_OF}",
    "mentions": f"document {_OF}",
    "event_writings": "number IN (SELECT writing FROM events WHERE {where})",
}
PAIRS = """SELECT source, target, relation, count(*) AS events, min(day) AS first, max(day) AS last
    FROM (FROM events WHERE {where}) JOIN event_codings ON event_codings.number = coding
    GROUP BY source, target, relation ORDER BY source, target, relation"""
EVENTS = """SELECT
    concat(files.form, ':', told.event, CASE WHEN told.part <> 0
        THEN concat(':', left(md5(writings.writing), 10), '.', told.part) END) AS id,
    coalesce(one.actor, sources.id) AS source_id, coalesce(one.name, sources.name) AS source_name,
    coalesce(one.kind, sources.kind) AS source_kind,
    CASE WHEN one.merged THEN one.country ELSE sources.country END AS source_country,
    codings.relation, codings.event, codings.sign,
    coalesce(two.actor, targets.id) AS target_id, coalesce(two.name, targets.name) AS target_name,
    coalesce(two.kind, targets.kind) AS target_kind,
    CASE WHEN two.merged THEN two.country ELSE targets.country END AS target_country,
    codings.code, codings.phase, codings.mutual, codings.certainty, codings.time_status,
    codings.instrument, told.day AS first, told.day AS last,
    coalesce(places.country, places.id) AS theatre, places.shown AS place, places.lat, places.lon,
    outlets.name AS outlet, writings.writing, told.date, told.number AS articles,
    told.confidence / 100 AS confidence, files.form, files.coder, told.rowid AS n_row, {numbers}
FROM (SELECT *, rowid FROM events WHERE {where}) AS told
JOIN event_files AS files ON files.number = told.file
JOIN event_actors AS sources ON sources.number = told.source
JOIN event_actors AS targets ON targets.number = told.target
JOIN event_codings AS codings ON codings.number = told.coding
JOIN event_outlets AS outlets ON outlets.number = told.outlet
JOIN event_writings AS writings ON writings.number = told.writing
LEFT JOIN event_places AS places ON places.number = told.place
LEFT JOIN acting AS one ON one.id = sources.id
LEFT JOIN acting AS two ON two.id = targets.id
ORDER BY told.day, n_row"""
