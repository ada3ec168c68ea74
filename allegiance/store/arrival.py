"""Rows by the million on their way into the store: piece by piece, shown once all have arrived.

A piece is the temporary table `arriving`, whose columns `TABLE` tells. Its words are looked up in
tables that hold each once, so that what is kept of a row are numbers.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from allegiance.store.store import Store

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Name = tuple[str, str, str]
"""How a row names an actor: name, code, home."""

Row = tuple[object, ...]


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What the store has of a file: whether all of it, and up to where it was read."""

    number: int
    whole: bool
    position: int = 0
    line: int = 1
    rows: int = 0
    known: int = 0
    silences: dict[str, int] = {}


class Words(NamedTuple):
    """What rows of a piece hold that the store has not met: each distinct, as it stands there."""

    names: list[Name]
    codes: list[tuple[str, str]]
    places: list[tuple[str, str, str, float | None, float | None]]


class Learnt(NamedTuple):
    """The same with what they mean, as the columns of their tables.

    `names` end with the actor's id, name, kind, country, and whether the registry knows it.
    """

    names: Sequence[Row]
    codes: Sequence[Row]
    places: Sequence[Row]


class Arrival:
    """A file arriving: call `piece` for each piece, then `finish`; or `drop` it.

    `outlet` is SQL over the columns `writing` and `publisher`. What has arrived is kept after each
    piece and shown after `finish` alone, so that an import that was stopped goes on where it was.
    `of` is the format of the events that the rows mention by their numbers.
    """

    def __init__(
        self, store: Store, kept: Kept, *, form: str, outlet: str, of: str | None = None
    ) -> None:
        self.kept = kept
        self._store, self._form, self._outlet, self._of = store, form, outlet, of

    def piece(
        self,
        read: Callable[
            ["DuckDBPyConnection"], tuple[int, int, int, Collection[Row], dict[str, int]]
        ],
        learn: Callable[[Words], Learnt],
    ) -> Collection[int]:
        """Keep a piece, all or nothing: `read` makes the table and tells rows, position,
        line, rejects, and why rows are silent that are not in it.

        The events that stand in this file already are not kept twice; they are given back.
        """
        with self._store._change("the rows") as connection:
            rows, position, line, rejects, silent = read(connection)
            named = _count(connection, "SELECT count(*) FROM arriving")
            silences = Counter(self.kept.silences)
            silences.update(silent)
            silences[UNNAMED] += rows - len(rejects) - named - sum(silent.values())
            twice, known = self._met(connection)
            if self._of:
                connection.execute(MENTIONED, [self._of])
                silences[UNSEEN] += _count(connection, UNSEEN_ROWS)
            else:
                self._learn(connection, learn(self._words(connection)))
                silences.update(dict(connection.execute(SILENT, [self._form]).fetchall()))
            self._insert(connection)
            self._rejected(connection, rejects)
            self.kept = msgspec.structs.replace(
                self.kept, position=position, line=line, rows=self.kept.rows + rows,
                known=self.kept.known + known, silences=dict(+silences),
            )  # fmt: skip
            connection.execute(PROGRESS, [*self._state(), self.kept.number])
        return twice

    def reject(self, rows: Collection[Row]) -> None:
        """Note more rows that were left out."""
        with self._store._change("the rows") as connection:
            self._rejected(connection, rows)

    def finish(self) -> None:
        """Show all that has arrived."""
        with self._store._change("the rows") as connection:
            connection.execute(WHOLE, [self.kept.number])
            connection.execute(NEW_PAIRS, [self.kept.number])
            connection.execute(MORE_PAIRS)
            connection.execute(MISSING_PAIRS)
            connection.execute("DROP TABLE new_pairs")
            connection.execute("UPDATE state SET version = version + 1")

    def drop(self) -> None:
        """Forget all that has arrived."""
        with self._store._change("the rows") as connection:
            forget(connection, self.kept.number)

    def rejects(self) -> Iterator[tuple[int, str, list[str]]]:
        """The rows that were left out, in the order of the file."""
        return self._store.rows(
            "SELECT line, why, cells FROM event_rejects WHERE file = ? ORDER BY line",
            self.kept.number,
        )

    def unknown(self) -> list[tuple[str, str, int]]:
        """The actors of this file that the registry lacks, and how often they are an end."""
        return list(self._store.rows(UNKNOWN, self.kept.number))

    def events(self) -> int:
        """How many statements the file gave."""
        return int(
            self._store.value("SELECT count(*) FROM events WHERE file = ?", self.kept.number)
        )

    def _state(self) -> Row:
        told = msgspec.json.encode(self.kept.silences).decode()
        return (self.kept.position, self.kept.line, self.kept.rows, self.kept.known, told)

    def _words(self, connection: "DuckDBPyConnection") -> Words:
        return Words(
            *(
                connection.execute(sql, [self._form]).fetchall()
                for sql in (NEW_NAMES, NEW_CODES, NEW_PLACES)
            )
        )

    def _learn(self, connection: "DuckDBPyConnection", learnt: Learnt) -> None:
        if learnt.names:
            _values(
                connection,
                "learnt",
                "VARCHAR VARCHAR VARCHAR VARCHAR VARCHAR VARCHAR VARCHAR BOOLEAN",
                learnt.names,
            )
            for sql in LEARN_NAMES:
                connection.execute(sql, [self._form] if "$1" in sql else [])
        if learnt.codes:
            kinds = "VARCHAR VARCHAR VARCHAR VARCHAR INTEGER BOOLEAN VARCHAR VARCHAR VARCHAR VARCHAR VARCHAR"
            _values(connection, "learnt", kinds, learnt.codes)
            connection.execute(LEARN_CODES, [self._form])
        if learnt.places:
            kinds = "VARCHAR VARCHAR VARCHAR DOUBLE DOUBLE VARCHAR VARCHAR VARCHAR VARCHAR"
            _values(connection, "learnt", kinds, learnt.places)
            connection.execute(LEARN_PLACES, [self._form])

    def _met(self, connection: "DuckDBPyConnection") -> tuple[Collection[int], int]:
        """Take out the rows that the store has: those of this file, and how many of others."""
        met = MET_PARTS if self._of else MET
        found = connection.execute(met, [self._form]).fetchall()
        if not found:
            return (), 0
        mine = [event for event, file in found if file == self.kept.number]
        connection.execute(FORGET_PARTS if self._of else FORGET_MET, [self._form])
        return mine, len(found) - len(mine)

    def _insert(self, connection: "DuckDBPyConnection") -> None:
        for sql in WRITINGS:
            sql = sql.replace("$OUTLET", self._outlet)
            sql = sql.replace("$ASSERTING", _KNOWN if self._of else _ASSERTING)
            connection.execute(sql, [self._form] if "$1" in sql else [])
        if self._of:
            connection.execute(INSERT_MENTIONS, [self.kept.number])
        else:
            connection.execute(INSERT, [self._form, self.kept.number])
        for table in ("arriving", "fresh", "mentioned"):
            connection.execute(f"DROP TABLE IF EXISTS {table}")

    def _rejected(self, connection: "DuckDBPyConnection", rows: Collection[Row]) -> None:
        if rows:
            connection.executemany(
                "INSERT INTO event_rejects VALUES (?, ?, ?, ?)",
                [(self.kept.number, *each) for each in rows],
            )


def arriving(
    store: Store,
    *,
    path: str,
    checksum: str,
    form: str,
    coder: str,
    outlet: str,
    days: str,
    cells: Iterable[Sequence[str | None]],
    part: int | None = None,
    of: str | None = None,
) -> Arrival | None:
    """A file that is to arrive, or goes on where it was stopped; None where the store has it.

    `part` is how many of its rows alone. What another version of its format, or a try of some rows,
    had made of the file is taken out.
    """
    mark = coder if part is None else f"{coder}+{part}-rows"
    others = []
    for number, made_by, *numbers, silences in list(store.rows(FOUND, checksum, form)):
        if numbers[0] and made_by in (coder, mark):
            return None
        if made_by == mark:
            told = msgspec.json.decode(silences, type=dict[str, int])
            whole, position, line, rows, known = numbers
            kept = Kept(
                number=number, whole=whole, position=position, line=line, rows=rows, known=known,
                silences=told,
            )  # fmt: skip
            return Arrival(store, kept, form=form, outlet=outlet, of=of)
        others.append(number)
    coder = mark
    with store._change(path) as connection:
        for each in others:
            forget(connection, each)
        number = _number(connection, "event_files")
        connection.execute(BEGUN, [number, checksum, path, form, coder])
        connection.execute("DELETE FROM event_forms WHERE form = ?", [form])
        told_cells = msgspec.json.encode(list(cells)).decode()
        connection.execute("INSERT INTO event_forms VALUES (?, ?, ?)", [form, days, told_cells])
    return Arrival(store, Kept(number=number, whole=False), form=form, outlet=outlet, of=of)


def forget(connection: "DuckDBPyConnection", file: int) -> None:
    """Take all rows of a file out."""
    row = connection.execute("SELECT whole FROM event_files WHERE number = ?", [file]).fetchone()
    for table, column in (("events", "file"), ("event_rejects", "file"), ("event_files", "number")):
        connection.execute(f"DELETE FROM {table} WHERE {column} = ?", [file])
    if row and row[0]:
        connection.execute("DELETE FROM event_pairs")
        connection.execute(ALL_PAIRS)


def _values(connection: "DuckDBPyConnection", table: str, kinds: str, rows: Sequence[Row]) -> None:
    lists = ", ".join(
        f"unnest(?::{kind}[]) AS c{place}" for place, kind in enumerate(kinds.split())
    )
    columns = [list(column) for column in zip(*rows, strict=True)]
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT {lists}", columns)


def _number(connection: "DuckDBPyConnection", table: str) -> int:
    row = connection.execute(f"SELECT coalesce(max(number), 0) + 1 FROM {table}").fetchone()
    return int(row[0]) if row else 1


def _count(connection: "DuckDBPyConnection", sql: str) -> int:
    row = connection.execute(sql).fetchone()
    return int(row[0]) if row else 0


UNNAMED = "an end is not named"
UNSEEN = "its event is not in the store; import the files of events first"
TABLE = (
    "event part day date source_name source_code source_home target_name target_code target_home "
    "code text place_kind place_name place_home lat lon writing publisher number confidence one"
).split()
_SIDES = """(SELECT source_name AS name, source_code AS code, source_home AS home FROM arriving
    UNION ALL SELECT target_name, target_code, target_home FROM arriving)"""
NEW_NAMES = f"""SELECT DISTINCT name, code, home FROM {_SIDES} AS told
    ANTI JOIN (FROM event_names WHERE form = $1) AS met USING (name, code, home)
    ORDER BY code, name, home"""
NEW_CODES = """SELECT DISTINCT code, text FROM arriving
    ANTI JOIN (FROM event_codings WHERE form = $1) AS met USING (code, text) ORDER BY code, text"""
NEW_PLACES = """SELECT DISTINCT place_kind, place_name, place_home, told.lat, told.lon
    FROM arriving AS told ANTI JOIN (FROM event_places WHERE form = $1) AS met
        ON kind = place_kind AND name = place_name AND home = place_home
        AND coalesce(met.lat, 999) = coalesce(told.lat, 999)
        AND coalesce(met.lon, 999) = coalesce(told.lon, 999)
    WHERE place_name <> '' ORDER BY place_name, place_home, place_kind, told.lat, told.lon"""
LEARN_NAMES = (
    """INSERT INTO event_actors SELECT
        (SELECT coalesce(max(number), 0) FROM event_actors) + row_number() OVER (ORDER BY c3),
        c3, any_value(c4), any_value(c5), any_value(c6), any_value(c7)
    FROM learnt WHERE c3 NOT IN (SELECT id FROM event_actors) GROUP BY c3""",
    """INSERT INTO event_names SELECT
        (SELECT coalesce(max(number), 0) FROM event_names) + row_number() OVER (),
        $1, c0, c1, c2, event_actors.number
    FROM learnt JOIN event_actors ON event_actors.id = c3""",
    "DROP TABLE learnt",
)
LEARN_CODES = """INSERT INTO event_codings SELECT
        (SELECT coalesce(max(number), 0) FROM event_codings) + row_number() OVER (),
        $1, * FROM learnt"""
LEARN_PLACES = """INSERT INTO event_places SELECT
        (SELECT coalesce(max(number), 0) FROM event_places) + row_number() OVER (),
        $1, * FROM learnt"""
SILENT = """SELECT CASE WHEN why IS NOT NULL THEN why ELSE 'both ends are one actor' END, count(*)
    FROM arriving JOIN (FROM event_codings WHERE form = $1) AS codings USING (code, text)
    WHERE why IS NOT NULL OR one GROUP BY 1"""
MET = """SELECT event, max(file) FROM events
    SEMI JOIN arriving USING (event)
    JOIN event_files ON event_files.number = file AND form = $1
    GROUP BY event"""
FORGET_MET = """DELETE FROM arriving WHERE event IN (
    SELECT event FROM events SEMI JOIN arriving USING (event)
    JOIN event_files ON event_files.number = file AND form = $1)"""
_PARTS = """FROM events SEMI JOIN arriving USING (event, part)
    JOIN event_files ON event_files.number = file AND form = $1
    JOIN event_writings ON event_writings.number = events.writing"""
MET_PARTS = f"""SELECT told.event, told.file FROM (
        SELECT events.event, events.part, event_writings.writing, max(file) AS file {_PARTS} GROUP BY ALL
    ) AS told SEMI JOIN arriving ON arriving.event = told.event AND arriving.part = told.part
        AND arriving.writing IS NOT DISTINCT FROM told.writing"""
FORGET_PARTS = f"""DELETE FROM arriving WHERE (event, part, coalesce(writing, '')) IN (
    SELECT (events.event, events.part, coalesce(event_writings.writing, '')) {_PARTS})"""
_KNOWN = "FROM arriving SEMI JOIN mentioned USING (event)"
_ASSERTING = """FROM arriving JOIN (FROM event_codings WHERE form = $1 AND relation IS NOT NULL) AS codings
        USING (code, text) WHERE NOT one"""
WRITINGS = (
    """CREATE OR REPLACE TEMP TABLE fresh AS
    SELECT *, (SELECT coalesce(max(number), 0) FROM event_writings) + row_number() OVER () AS number,
        $OUTLET AS outlet
    FROM (SELECT coalesce(writing, '') AS writing, coalesce(publisher, '') AS publisher
        $ASSERTING GROUP BY ALL)""",
    """INSERT INTO event_outlets SELECT
        (SELECT coalesce(max(number), 0) FROM event_outlets) + row_number() OVER (), outlet
    FROM (SELECT DISTINCT outlet FROM fresh WHERE outlet NOT IN (SELECT name FROM event_outlets))""",
    """INSERT INTO event_writings SELECT fresh.number, nullif(writing, ''), event_outlets.number
    FROM fresh JOIN event_outlets ON name = outlet ORDER BY fresh.number""",
)
INSERT = """INSERT INTO events
    SELECT $2, told.event, told.part, told.day, told.date, sources.actor, targets.actor,
        sources.number, targets.number, codings.number, places.number, outlets.number, fresh.number,
        told.number, told.confidence
    FROM arriving AS told
    JOIN (FROM event_codings WHERE form = $1 AND relation IS NOT NULL) AS codings
        ON codings.code = told.code AND codings.text = told.text
    JOIN (FROM event_names WHERE form = $1) AS sources
        ON sources.name = source_name AND sources.code = source_code AND sources.home = source_home
    JOIN (FROM event_names WHERE form = $1) AS targets
        ON targets.name = target_name AND targets.code = target_code AND targets.home = target_home
    JOIN fresh ON fresh.writing = coalesce(told.writing, '')
        AND fresh.publisher = coalesce(told.publisher, '')
    JOIN event_outlets AS outlets ON outlets.name = fresh.outlet
    LEFT JOIN (FROM event_places WHERE form = $1) AS places
        ON kind = place_kind AND places.name = place_name AND places.home = place_home
        AND coalesce(places.lat, 999) = coalesce(told.lat, 999)
        AND coalesce(places.lon, 999) = coalesce(told.lon, 999)
    WHERE NOT told.one ORDER BY told.rowid"""
MENTIONED = """CREATE OR REPLACE TEMP TABLE mentioned AS
    SELECT event, any_value(COLUMNS(* EXCLUDE (event))) FROM (
        SELECT event, day, source, target, source_as, target_as, coding, place, events.number
        FROM events SEMI JOIN arriving USING (event)
        JOIN event_files AS files ON files.number = file AND form = $1 AND whole
    ) GROUP BY event"""
INSERT_MENTIONS = """INSERT INTO events
    SELECT $1, told.event, told.part, what.day, told.date, source, target, source_as, target_as,
        coding, place, outlets.number, fresh.number, what.number, told.confidence
    FROM arriving AS told JOIN mentioned AS what USING (event)
    JOIN fresh ON fresh.writing = coalesce(told.writing, '')
        AND fresh.publisher = coalesce(told.publisher, '')
    JOIN event_outlets AS outlets ON outlets.name = fresh.outlet ORDER BY told.rowid"""
UNSEEN_ROWS = "SELECT count(*) FROM arriving ANTI JOIN mentioned USING (event)"
PROGRESS = """UPDATE event_files SET position = ?, line = ?, rows = ?, known = ?, silences = ?
    WHERE number = ?"""
WHOLE = "UPDATE event_files SET whole = true WHERE number = ?"
NEW_PAIRS = """CREATE OR REPLACE TEMP TABLE new_pairs AS
    SELECT source, target, relation, count(*) AS events, min(day) AS first, max(day) AS last
    FROM (SELECT source, target, coding, day FROM events WHERE file = ?)
    JOIN event_codings ON event_codings.number = coding GROUP BY ALL"""
ALL_PAIRS = """INSERT INTO event_pairs
    SELECT source, target, relation, count(*), min(day), max(day)
    FROM events JOIN event_files ON event_files.number = file AND whole
    JOIN event_codings ON event_codings.number = coding GROUP BY ALL"""
MORE_PAIRS = """UPDATE event_pairs SET events = event_pairs.events + new.events,
        first = least(event_pairs.first, new.first), last = greatest(event_pairs.last, new.last)
    FROM new_pairs AS new WHERE event_pairs.source = new.source
        AND event_pairs.target = new.target AND event_pairs.relation = new.relation"""
MISSING_PAIRS = """INSERT INTO event_pairs FROM new_pairs ANTI JOIN event_pairs
    USING (source, target, relation) ORDER BY source, target, relation"""
UNKNOWN = """SELECT id, name, count(*) AS n FROM (
        SELECT source AS number FROM events WHERE file = $1
        UNION ALL SELECT target FROM events WHERE file = $1
    ) JOIN event_actors USING (number) WHERE NOT known AND kind <> 'people'
    GROUP BY id, name ORDER BY n DESC, id"""
FOUND = """SELECT number, coder, whole, position, line, rows, known, silences FROM event_files
    WHERE checksum = ? AND form = ? ORDER BY whole DESC"""
BEGUN = "INSERT INTO event_files VALUES (?, ?, ?, ?, ?, false, 0, 1, 0, 0, '{}')"
