"""The file of a store: opened only where it is ours, and brought up to date.

A file that is not ours is never opened for writing: what it is, its first bytes and then a
look inside, for reading only, must say first.
"""

import os
import re
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from allegiance.errors import BadOption, BrokenStore

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = ":memory:"
PROGRAM = "allegiance"
PATIENCE = 3.0
"""How long a writer waits for a reader of the file to close it, in seconds."""


def parts(path: str) -> tuple[Path, ...]:
    """The files that a store is made of: itself, and beside it what is not yet part of it.

    Nothing else in this process may open them while the store is open: closing them would drop
    DuckDB's lock, as POSIX locks belong to the process.
    """
    return () if path == MEMORY else (Path(path), Path(f"{path}.wal"))


def landing(path: str) -> Path:
    """The folder whose files SQL may read into the store: large imports put them there, piece by piece."""
    if path == MEMORY or "://" in path or Path(path).is_dir():
        return Path(tempfile.gettempdir(), f"allegiance-{os.getpid()}.arriving")
    return Path(f"{os.path.realpath(path)}.arriving")


def open(path: str, *, read_only: bool) -> "DuckDBPyConnection":  # noqa: A001
    """A connection to the store at that path, made or migrated where it has to be.

    Raises BrokenStore, and leaves the file as it was.
    """
    if path == MEMORY:
        return _migrated(_connect(MEMORY), 0)
    first = _claim(path, read_only=read_only)
    try:
        with plainly(path, "opened"):
            return _waiting(path, read_only=read_only, first=first)
    except BaseException:
        _release(path)
        raise


def memory(folder: str, *, through: Any = None) -> "DuckDBPyConnection":
    """An empty store in memory whose SQL may also read that folder, through a file system of fsspec where
    it lies on no disk."""
    return _migrated(_connect(MEMORY, reach=folder, through=through), 0)


def close(connection: "DuckDBPyConnection", path: str) -> None:
    """Close the connection, which writes what is pending into the file."""
    try:
        with plainly(path, "closed"):
            connection.close()
    finally:
        _release(path)


def rollback(connection: "DuckDBPyConnection") -> None:
    """Take the open transaction back; a connection that broke has none left."""
    import duckdb

    with suppress(duckdb.Error):
        connection.execute("ROLLBACK")


@contextmanager
def heeding(connection: "DuckDBPyConnection") -> Iterator[None]:
    """Let Ctrl-C end a query of this connection at once; for the main thread, which alone hears it.

    Python hears of a signal between two of its own steps, and a query is one step: where the main
    thread works on the query itself, DuckDB would look for a signal only at its end.
    """
    if threading.current_thread() is not threading.main_thread() or sys.platform == "win32":
        yield
        return
    told, tell = os.pipe()
    os.set_blocking(tell, False)
    before = signal.set_wakeup_fd(tell, warn_on_full_buffer=False)
    watch = threading.Thread(target=_interrupt, args=(told, connection), daemon=True)
    watch.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        os.close(tell)
        watch.join()
        os.close(told)


def _interrupt(told: int, connection: "DuckDBPyConnection") -> None:
    """Interrupt what a connection does at each Ctrl-C that a pipe tells, until the pipe ends."""
    while number := os.read(told, 1):
        if number[0] == signal.SIGINT:
            connection.interrupt()


@contextmanager
def plainly(path: str, done: str) -> Iterator[None]:
    """Turn what may befall a file (a lock, a full disk, a torn page) into one sentence.

    Other errors of DuckDB, such as a query that does not parse, are bugs and are left to crash.
    Ctrl-C in the middle of a query is Ctrl-C, though DuckDB has a name of its own for it.
    """
    import duckdb

    try:
        yield
    except duckdb.InterruptException:
        raise KeyboardInterrupt from None
    except RuntimeError as error:
        if str(error) != "Query interrupted":
            raise
        raise KeyboardInterrupt from None
    except duckdb.InvalidInputException as error:
        if ".parquet" not in str(error):
            raise
        reason = re.sub(r"^[\w ]*Error: ", "", str(error).splitlines()[0])
        raise BrokenStore(
            f"{path} holds a file that is not the one that was written ({reason}); export or copy the "
            "folder again"
        ) from error
    except (
        OSError,
        duckdb.IOException,
        duckdb.FatalException,
        duckdb.ConnectionException,
        duckdb.SerializationException,
        duckdb.InternalException,
        duckdb.OutOfMemoryException,
        duckdb.TransactionException,
    ) as error:
        raise BrokenStore(_sentence(path, done, str(error))) from error


def _waiting(path: str, *, read_only: bool, first: bool) -> "DuckDBPyConnection":
    """Open it; a writer lets a reader finish, such as a page that looks whether there is news."""
    import duckdb

    until = time.monotonic() + (0 if read_only else PATIENCE)
    while True:
        try:
            return _open(path, read_only=read_only, first=first)
        except duckdb.IOException as error:
            if "set lock" not in str(error) or time.monotonic() > until:
                raise
        time.sleep(0.1)


def _open(path: str, *, read_only: bool, first: bool) -> "DuckDBPyConnection":
    exists = _look(path, read_only=read_only, first=first)
    if not exists:
        return _made(path)
    connection = _connect(path, read_only=True)
    version = _schema(connection, path)
    if read_only and version == len(migrations()):
        return connection
    connection.close()
    if read_only:
        raise BrokenStore(
            f"{path} was written by an older Allegiance (schema {version}, this one knows "
            f"{len(migrations())}); open it once for writing, which brings it up to date"
        )
    return _migrated(_connect(path), version)


def _look(path: str, *, read_only: bool, first: bool) -> bool:
    """Whether there is a file, after refusing what cannot be a store.

    Python must not open a file that DuckDB holds in this process (see `parts`). Hence `first`.
    """
    if Path(path).is_dir():
        raise BrokenStore(
            f"{path} is a folder; name a file in it, such as {path}/allegiance.duckdb"
        )
    if not Path(path).exists():
        if read_only:
            raise BrokenStore(
                f"there is no store at {path}; `allegiance read PATH --store {path}` makes one"
            )
        if not Path(path).absolute().parent.is_dir():
            raise BrokenStore(
                f"{path} cannot be made, because its folder does not exist; make the folder first"
            )
        return False
    if first and _head(path)[8:12] != b"DUCK":
        raise BrokenStore(
            f"{path} is not a store of Allegiance and was left as it is; name another file"
        )
    return True


def _head(path: str) -> bytes:
    with Path(path).open("rb") as file:
        return file.read(12)


def _made(path: str) -> "DuckDBPyConnection":
    """A new store; where that fails, no file stays behind."""
    try:
        return _migrated(_connect(path), 0)
    except BaseException:
        for left in parts(path):
            left.unlink(missing_ok=True)
        raise


def _connect(
    path: str, *, read_only: bool = False, reach: str | None = None, through: Any = None
) -> "DuckDBPyConnection":
    """A connection that reaches nothing but this file, its `landing` and `reach`, and prints nothing.

    No extensions, no other files, no network; in a notebook a long query would draw a bar of its own.
    """
    import duckdb

    connection = duckdb.connect(
        path,
        read_only=read_only,
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        },
    )
    if connection.execute("SELECT current_setting('enable_external_access')").fetchone() == (True,):
        if through is not None:
            connection.register_filesystem(through)
        folders = [str(each).replace("'", "''") for each in (landing(path), reach) if each]
        told = ", ".join(f"'{each}'" for each in folders)
        connection.execute(f"SET allowed_directories = [{told}]")
        connection.execute("SET enable_external_access = false")
    connection.execute("SET enable_progress_bar = false")
    if memory := os.environ.get("ALLEGIANCE_MEMORY"):
        if not re.fullmatch(r"\d+(\.\d+)? ?[KMGT]i?B", memory):
            connection.close()
            raise BadOption(f"ALLEGIANCE_MEMORY {memory!r} is no size; 4GiB is one")
        connection.execute(f"SET memory_limit = '{memory}'")
    return connection


def _schema(connection: "DuckDBPyConnection", path: str) -> int:
    """How many migrations a store has had; closes the connection where it is not for us."""
    import duckdb

    try:
        tables = {name for (name,) in connection.execute(TABLES).fetchall()}
        if not tables:
            return 0
        mark = None
        if "schema" in tables:
            with suppress(duckdb.ProgrammingError):
                mark = connection.execute("SELECT program, version FROM main.schema").fetchone()
        if mark is None or mark[0] != PROGRAM:
            raise BrokenStore(
                f"{path} is a DuckDB database, but not a store of Allegiance, and was left as it "
                "is; name another file"
            )
        if mark[1] > len(migrations()):
            raise BrokenStore(
                f"{path} was written by a newer Allegiance (schema {mark[1]}, this one knows "
                f"{len(migrations())}); upgrade Allegiance to open it"
            )
        return int(mark[1])
    except BaseException:
        connection.close()
        raise


TABLES = """
    SELECT table_name FROM duckdb_tables()
    UNION SELECT view_name FROM duckdb_views() WHERE NOT internal
"""


def _migrated(connection: "DuckDBPyConnection", version: int) -> "DuckDBPyConnection":
    """Apply the migrations that a store has not had, all or none."""
    if version == len(migrations()):
        return connection
    connection.execute("BEGIN")
    try:
        for step in migrations()[version:]:
            connection.execute(step)
        connection.execute("UPDATE schema SET version = ?", [len(migrations())])
        connection.execute("COMMIT")
    except BaseException:
        rollback(connection)
        connection.close()
        raise
    return connection


@cache
def migrations() -> tuple[str, ...]:
    """The steps from an empty database to the present schema: `migrations/*.sql`, by number."""
    folder = files("allegiance.store").joinpath("migrations")
    steps = {step.name: step for step in folder.iterdir() if step.name.endswith(".sql")}
    return tuple(steps[name].read_text("utf-8") for name in sorted(steps))


_claims: dict[str, tuple[bool, int]] = {}
_claiming = threading.Lock()


def _claim(path: str, *, read_only: bool) -> bool:
    """Note that this process holds the file; whether it is the first to.

    Raises BrokenStore where it is held already and one of the two would write.
    """
    with _claiming:
        held, count = _claims.get(os.path.realpath(path), (read_only, 0))
        if count and not (held and read_only):
            raise BrokenStore(f"{path} is open already in this process; close it there first")
        _claims[os.path.realpath(path)] = (read_only, count + 1)
        return count == 0


def _release(path: str) -> None:
    with _claiming:
        held, count = _claims.pop(os.path.realpath(path), (True, 0))
        if count > 1:
            _claims[os.path.realpath(path)] = (held, count - 1)


def _sentence(path: str, done: str, error: str) -> str:
    reason = re.sub(r"^[\w ]*Error: ", "", error.strip().splitlines()[0]).rstrip(".!")
    if "set lock" in error:
        process = re.search(r"PID (\d+)", error)
        who = f"another process ({process[1]})" if process else "another process"
        return f"{path} is in use by {who}; close it there, or wait until it is done"
    if re.search(r"No space left|File too large|[Qq]uota", error):
        return (
            f"{path} could not be {done}, because the disk is full; "
            "it is as it was before: free some space and try again"
        )
    if "ermission denied" in error or "ead-only file system" in error:
        return (
            f"{path} could not be {done}: permission denied; "
            "change its permissions or name another file"
        )
    return (
        f"{path} could not be {done} ({reason}); it is as it was before: "
        "name another file or restore a copy"
    )
