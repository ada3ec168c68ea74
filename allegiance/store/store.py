"""The store: one DuckDB file that keeps documents and all that came of them.

The tables are meant to be read with SQL by anyone: typed columns for what one filters by, and
beside them, in `statements.record`, the exact record of CODEBOOK.md as JSON.
"""

import hashlib
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

import msgspec

from allegiance.documents.document import Document
from allegiance.errors import BadDecision, BrokenStore, UnreadableDocument
from allegiance.statements.statement import Mention, Sentence, Statement
from allegiance.store import effective, file, folder
from allegiance.store.checking import check, sound
from allegiance.store.columns import Row, document_row, statement_rows
from allegiance.store.decision import Decision, Undo, What, decided, in_force, in_order, subjects
from allegiance.store.fold import View

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Record = TypeVar("Record", bound=msgspec.Struct)


class Adopted(msgspec.Struct, frozen=True, kw_only=True):
    """What came of decisions taken over: how many were new, and which have no effect here, and why."""

    new: int
    idle: dict[str, str]


class Store:
    """An open store. Use it as a context manager, or close it.

    One process may write to a store at a time; several may read one that nobody writes to.
    Within a process the methods may be called from several threads.
    """

    def __init__(
        self,
        connection: "DuckDBPyConnection",
        path: str,
        *,
        read_only: bool,
        parted: folder.Folder | None = None,
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.parted = parted
        """The files, where the store is a folder of Parquet."""
        self._connection = connection
        self._writing = threading.RLock()
        self._together = False
        self._closed = False

    @classmethod
    def open(cls, path: str | Path = "allegiance.duckdb", *, read_only: bool = False) -> "Store":
        """The store at that path, made where there is none; ":memory:" keeps nothing.

        A folder, or a URL, that `allegiance export parquet --partition year` made is opened for reading only.
        Raises BrokenStore, and leaves the file as it was, where it is not a store of ours, is
        newer than this program, is in use, or cannot be read or written.
        """
        path = str(path)
        if folder.is_folder(path):
            parted = folder.open(path, read_only=read_only)
            return cls(parted.connection, path, read_only=True, parted=parted)
        read_only = read_only and path != file.MEMORY
        return cls(file.open(path, read_only=read_only), path, read_only=read_only)

    def close(self) -> None:
        """Close the file; closing twice does no harm."""
        if not self._closed:
            self._closed = True
            file.close(self._connection, self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def version(self) -> int:
        """A number that grows with every change: unchanged means nothing to fetch again."""
        return int(self.value("SELECT version FROM state"))

    def holds(self, document: Document, *, coder: str) -> bool:
        """Whether it keeps this document, unchanged, as this version of the coder coded it.

        The path and the story do not count: they are not part of what the document says.
        """
        return bool(
            self.value(
                "SELECT count(*) FROM documents WHERE id = ? AND coder = ? AND fingerprint = ?",
                document.id,
                coder,
                _fingerprint(document),
            )
        )

    def write(
        self,
        document: Document,
        *,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        statements: Sequence[Statement],
        coder: str,
    ) -> bool:
        """Keep a document and what came of it, in place of what it had; False if nothing changed.

        All of it is written or nothing is. Decisions about its statements stay, for a statement
        that says the same has the same id. A document that comes without a story keeps the one
        that `stories` gave it. Raises BrokenStore where it cannot be written.
        """
        _check(document, sentences, mentions, statements)
        digest = _digest(document, sentences, mentions, statements, coder)
        with self._change(document.path or document.id) as connection:
            known = connection.execute(
                "SELECT arrival, story, digest FROM documents WHERE id = ?", [document.id]
            ).fetchone()
            arrival, story, before = known or (None, None, None)
            kept = document.story is None and story is not None
            if before == digest and (kept or document.story == story):
                return False
            if arrival is None:
                arrival = _one(connection, "SELECT coalesce(max(arrival), 0) + 1 FROM documents")
            if kept:
                document = msgspec.structs.replace(document, story=story)
                statements = [msgspec.structs.replace(said, story=story) for said in statements]
            row = document_row(
                document,
                arrival=arrival,
                coder=coder,
                fingerprint=_fingerprint(document),
                digest=digest,
            )
            before = effective.named(connection, document.id)
            if known:
                _remove(connection, document.id)
            self._insert("documents", [row])
            self._insert("sentences", [msgspec.structs.asdict(each) for each in sentences])
            self._insert("mentions", [msgspec.structs.asdict(each) for each in mentions])
            self._insert("statements", statement_rows(statements))
            effective.follow(connection, document.id, before)
            _bump(connection)
            return True

    @contextmanager
    def together(self, what: str) -> Iterator[None]:
        """Make all changes inside it one: all of them are written, or none.

        What they wrote is read by others, and by the methods of this store, once it is through.
        `what` names it in messages. Raises BrokenStore where it cannot be written.
        """
        with self._change(what):
            self._together = True
            try:
                yield
            finally:
                self._together = False

    def forget(self, document_id: str) -> bool:
        """Remove a document and all that came of it; False where it is not kept."""
        with self._change(document_id) as connection:
            before = effective.named(connection, document_id)
            if not _remove(connection, document_id):
                return False
            effective.follow(connection, document_id, before)
            _bump(connection)
            return True

    def unsigned(self) -> Iterator[tuple[str, str]]:
        """The id and text of each document that came since stories were last looked for."""
        return self.rows("SELECT id, text FROM documents WHERE signature IS NULL")

    def signatures(self) -> dict[str, bytes]:
        """The signatures that `stories` was given, by document."""
        return dict(self.rows("SELECT id, signature FROM documents WHERE signature IS NOT NULL"))

    def stories(
        self, groups: Mapping[str, str | None], *, signatures: Mapping[str, bytes] | None = None
    ) -> int:
        """Set the story of documents and of their statements; how many documents changed.

        With the `signatures` of new documents, which are then no longer `unsigned`.
        """
        signed = signatures or {}
        with self._change("the stories") as connection:
            connection.execute(
                f"UPDATE documents SET signature = given.signature FROM {SIGNED} "
                "WHERE documents.id = given.id",
                [list(signed), list(signed.values())],
            )
            given = [list(groups), list(groups.values())]
            changed = connection.execute(
                f"UPDATE documents SET story = given.story FROM {GIVEN} "
                "WHERE documents.id = given.id AND documents.story IS DISTINCT FROM given.story "
                "RETURNING documents.id",
                given,
            ).fetchall()
            if changed:
                for table in ("statements", "changed"):
                    connection.execute(
                        f"UPDATE {table} SET story = given.story FROM {GIVEN} "
                        f"WHERE {table}.document = given.id",
                        given,
                    )
                _bump(connection)
            return len(changed)

    def decide(
        self, what: What, *, who: str | None = None, why: str | None = None, when: str | None = None
    ) -> Decision:
        """Keep a decision and show all statements as it says: `store.decide(Merge("a", "b"))`.

        `when` is now unless it is told. Raises BadDecision, UnknownActor or UnknownRelation, and
        changes nothing, where it makes no sense, would have no effect, or merges who was never to
        be merged.
        """
        sound(what)
        with self._change("the decision") as connection:
            last = _one(connection, 'SELECT max("when") FROM decisions')
            made = decided(what, after=last, who=who, why=why, when=when)
            weighed = check(connection, made, self.path)
            effective.insert(connection, [made])
            effective.refresh(connection, weighed)
            _bump(connection)
        return made

    def undo(self, decision: str, *, who: str | None = None, why: str | None = None) -> Decision:
        """Take a decision back, as if it had not been made; an undoing can be undone as well.

        Raises BadDecision where there is none to take back.
        """
        return self.decide(Undo(decision), who=who, why=why)

    def decisions(self, about: str | None = None) -> list[Decision]:
        """The decisions that stand, oldest first: all, or those about one actor or statement."""
        return [
            each
            for each in in_force(self.log())
            if not isinstance(each.what, Undo)
            and (about is None or any(about in ids for ids in subjects(each.what).values()))
        ]

    def log(self) -> list[Decision]:
        """All that was ever decided, undone or not, in the order of time.

        Raises BrokenStore for a folder, in which everything stands as decided.
        """
        self._with_decisions()
        with file.plainly(self.path, "read"), self._reading() as cursor:
            return effective.log(cursor)

    def view(self) -> View:
        """What the decisions come to, and which of them have no effect."""
        self._with_decisions()
        with file.plainly(self.path, "read"), self._reading() as cursor:
            return effective.weigh(cursor).view

    def adopt(self, decisions: Iterable[Decision]) -> Adopted:
        """Take over what others decided; what is there already changes nothing.

        All of it is taken over or nothing. Decisions about what is not in this store are kept, and
        have an effect once it is. Raises BadDecision where another decision has the same id.
        """
        given = in_order(decisions)
        for each in given:
            sound(each.what)
        with self._change("the decisions") as connection:
            known = {each.id: each for each in effective.log(connection)}
            for each in given:
                if (other := known.get(each.id)) and other.what != each.what:
                    raise BadDecision(
                        f"{self.path} has another decision {each.id!r} ({other.kind}); "
                        "give this one another id"
                    )
            new = [each for each in given if each.id not in known]
            weighed = effective.weigh(connection, *new)
            if new:
                effective.insert(connection, new)
                effective.refresh(connection, weighed)
                _bump(connection)
        ours = {each.id for each in given}
        return Adopted(new=len(new), idle={k: v for k, v in weighed.view.idle.items() if k in ours})

    def documents(self) -> list[Document]:
        """All documents, in the order they came."""
        return self._records(Document, "documents", "ORDER BY arrival")

    def sentences(self, document: str | None = None) -> list[Sentence]:
        """The sentences of all documents or of one, in the order of the text."""
        return self._records(Sentence, "sentences", IN_ORDER, document)

    def mentions(self, document: str | None = None) -> list[Mention]:
        """The mentions of all documents or of one, in the order of the text."""
        return self._records(Mention, "mentions", IN_ORDER, document)

    def rows(self, sql: str, *parameters: object) -> Iterator[tuple[Any, ...]]:
        """The rows that an SQL query gives; values go in as parameters, never into the text."""
        with file.plainly(self.path, "read"), self._reading() as cursor:
            with file.heeding(cursor):
                cursor.execute(sql, list(parameters))
            while rows := cursor.fetchmany(1000):
                yield from rows

    def value(self, sql: str, *parameters: object) -> Any:
        """The first value of the first row that an SQL query gives."""
        return next(self.rows(sql, *parameters))[0]

    def _records(
        self, kind: type[Record], table: str, order: str, *parameters: object
    ) -> list[Record]:
        """All records of one kind, from a table with a column for each of its fields."""
        names = ", ".join(f'{table}."{name}"' for name in kind.__struct_fields__)
        rows = self.rows(f"SELECT {names} FROM {table} {order}", *parameters)
        return [_record(kind, row) for row in rows]

    def _insert(self, table: str, rows: Sequence[Row]) -> None:
        """Insert rows, a list for each column: 60 times as fast as row by row."""
        if not rows:
            return
        names = ", ".join(f'"{name}"' for name in rows[0])
        lists = ", ".join(f"unnest(?::{self._types[table, name]}[])" for name in rows[0])
        self._connection.execute(
            f"INSERT INTO {table} ({names}) SELECT {lists}",
            [[row[name] for row in rows] for name in rows[0]],
        )

    @cached_property
    def _types(self) -> dict[tuple[str, str], str]:
        """The type of each column of each table."""
        found = self._connection.execute(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal"
        )
        return {(table, column): kind for table, column, kind in found.fetchall()}

    def _with_decisions(self) -> None:
        if self.parted:
            raise BrokenStore(
                f"{self.path} holds statements as they were decided to be, and no decisions; ask the store "
                "that it was exported from"
            )

    @contextmanager
    def _reading(self) -> "Iterator[DuckDBPyConnection]":
        cursor = self._connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    @contextmanager
    def _change(self, what: str) -> "Iterator[DuckDBPyConnection]":
        """A transaction: all of it, or nothing."""
        if self.read_only:
            raise BrokenStore(
                f"{self.path} is open for reading only, so {what} cannot be written to it; "
                "open it for writing"
            )
        with self._writing, file.plainly(self.path, "written"), file.heeding(self._connection):
            if self._together:
                yield self._connection
                return
            self._connection.execute("BEGIN")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                file.rollback(self._connection)
                raise


IN_ORDER = """
    JOIN documents ON documents.id = document
    WHERE document = $1 OR $1 IS NULL ORDER BY arrival, "begin", "end" DESC
"""
GIVEN = "(SELECT unnest(?::VARCHAR[]) AS id, unnest(?::VARCHAR[]) AS story) AS given"
SIGNED = "(SELECT unnest(?::VARCHAR[]) AS id, unnest(?::BLOB[]) AS signature) AS given"
TABLES = ("documents", "sentences", "mentions", "statements")


def _check(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
) -> None:
    """Raise ValueError where a part belongs to another document: a bug of the caller."""
    parts: tuple[Sentence | Mention | Statement, ...] = (*sentences, *mentions, *statements)
    for part in parts:
        if part.document != document.id:
            raise ValueError(f"{part!r} is not of document {document.id!r}")


def _fingerprint(document: Document) -> str:
    """What identifies a document's content: all but its path and its story.

    Raises UnreadableDocument where the text cannot be written as UTF-8.
    """
    bare = msgspec.structs.replace(document, path=None, story=None)
    try:
        return hashlib.sha256(msgspec.json.encode(bare)).hexdigest()
    except UnicodeEncodeError as error:
        raise UnreadableDocument(
            f"{document.path or document.id} holds half a character "
            f"({error.object[error.start]!a}) that no file can keep; save it as UTF-8 and read it again"
        ) from None


def _digest(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    coder: str,
) -> str:
    """What identifies a document and all that came of it, whatever its story."""
    bare = [msgspec.structs.replace(said, story=None) for said in statements]
    parts = msgspec.json.encode((_fingerprint(document), coder, sentences, mentions, bare))
    return hashlib.sha256(parts).hexdigest()


def _remove(connection: "DuckDBPyConnection", document: str) -> bool:
    """Delete a document and all that came of it; whether there was one."""
    for table in TABLES[1:]:
        connection.execute(f"DELETE FROM {table} WHERE document = ?", [document])
    gone = connection.execute("DELETE FROM documents WHERE id = ? RETURNING id", [document])
    return bool(gone.fetchall())


def _bump(connection: "DuckDBPyConnection") -> None:
    connection.execute("UPDATE state SET version = version + 1")


def _one(connection: "DuckDBPyConnection", sql: str, *parameters: object) -> Any:
    """The one value of a query within a transaction."""
    row = connection.execute(sql, list(parameters)).fetchone()
    return row[0] if row else None


def _record(kind: type[Record], row: tuple[Any, ...]) -> Record:
    return kind(**dict(zip(kind.__struct_fields__, row, strict=True)))
