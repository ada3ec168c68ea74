"""A file that is not ours stays as it is; every refusal is one sentence with a way out."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from allegiance.errors import BadOption, BrokenStore
from allegiance.store import Store, file, query
from tests.store.conftest import document, keep, say

ROOT = Path(__file__).parents[2]


@contextmanager
def another_process(code: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Python code that runs beside this process; it has printed a line when this yields."""
    command = [sys.executable, "-c", code, *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        yield process
        process.kill()


HOLD = """
import sys
from allegiance.store import Store
store = Store.open(sys.argv[1], read_only=sys.argv[2] == "read")
print("open", flush=True)
sys.stdin.read()
"""


def foreign(path: Path, *steps: str) -> bytes:
    """A DuckDB database made by someone else."""
    with duckdb.connect(str(path)) as connection:
        for step in steps:
            connection.execute(step)
    return path.read_bytes()


def refusal(path: Path, *, read_only: bool = False) -> str:
    with pytest.raises(BrokenStore) as caught:
        Store.open(path, read_only=read_only)
    sentence = str(caught.value)
    assert str(path) in sentence
    assert "\n" not in sentence
    assert os.path.realpath(path) not in file._claims, "a refused file is let go"
    return sentence


@pytest.mark.parametrize("content", [b"", b"Dear Boromir,", b"SQLite format 3\0" + bytes(4000)])
@pytest.mark.parametrize("read_only", [True, False])
def test_another_file_is_refused_and_left(path: Path, content: bytes, read_only: bool) -> None:
    path.write_bytes(content)
    assert "is not a store of Allegiance" in refusal(path, read_only=read_only)
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    "steps",
    [
        ["CREATE TABLE horses (name VARCHAR)"],
        ["CREATE TABLE schema (version INTEGER)"],
        ["CREATE TABLE schema (program VARCHAR, version INTEGER)"],
        ["CREATE TABLE schema AS SELECT 'stables' AS program, 1 AS version"],
        ["CREATE VIEW horses AS SELECT 1"],
    ],
)
def test_another_database_is_refused_and_left(path: Path, steps: list[str]) -> None:
    before = foreign(path, *steps)
    assert "but not a store of Allegiance" in refusal(path)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_an_empty_database_becomes_a_store(path: Path) -> None:
    foreign(path)
    assert "older Allegiance (schema 0" in refusal(path, read_only=True)
    with Store.open(path) as store:
        assert store.documents() == []


def test_a_newer_store_is_refused_and_left(path: Path) -> None:
    Store.open(path).close()
    before = foreign(path, "UPDATE schema SET version = 7")
    told = f"was written by a newer Allegiance (schema 7, this one knows {len(file.migrations())})"
    assert f"{told}; upgrade" in refusal(path)
    assert path.read_bytes() == before


def test_an_older_store_is_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(path) as store:
        keep(store, document())
    steps = (*file.migrations(), "ALTER TABLE documents ADD COLUMN seal VARCHAR")
    monkeypatch.setattr(file, "migrations", lambda: steps)
    assert "open it once for writing" in refusal(path, read_only=True)
    with Store.open(path) as store:
        assert store.value("SELECT version FROM schema") == len(steps)
        assert store.value("SELECT count(*) FROM documents WHERE seal IS NULL") == 1
    Store.open(path, read_only=True).close()


def test_decisions_of_an_older_store_hold(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = document()
    arm, fund = say(letter, "Gondor", "arm", "Rohan"), say(letter, "Gondor", "fund", "Rohan")
    with Store.open(path) as store:
        keep(store, letter, arm, fund)
        tables = [list(store.rows(f"FROM {name}")) for name in ("documents", "statements")]
    path.unlink()
    noon = "2013-01-14T12:00:00+00:00"
    rows = [
        (1, "reject", arm.id, "Éowyn", noon, "a misreading", None),
        (2, "reject", fund.id, None, noon, None, noon),
        (3, "accept", fund.id, None, noon, None, None),
    ]
    steps = file.migrations()
    with duckdb.connect(str(path)) as connection:
        for step in steps[:2]:
            connection.execute(step)
        connection.execute("UPDATE schema SET version = 2")
        for name, kept in zip(("documents", "statements"), tables, strict=True):
            marks = ", ".join("?" * len(kept[0]))
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", kept)
        connection.executemany("INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    with Store.open(path) as store:
        assert [(each.kind, each.who, each.why) for each in store.decisions()] == [
            ("reject", "Éowyn", "a misreading"), ("accept", None, None),
        ]  # fmt: skip
        assert [each.kind for each in store.log()] == ["reject", "reject", "accept", "undo"]
        assert [said.relation for said in query.statements(store)] == ["fund"]
        store.undo(store.decisions()[0].id)
        assert len(list(query.statements(store))) == 2


def test_a_migration_that_fails_changes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(path) as store:
        keep(store, document())
    steps = (*file.migrations(), "DROP TABLE mentions; DROP TABLE nowhere")
    with monkeypatch.context() as patch:
        patch.setattr(file, "migrations", lambda: steps)
        with pytest.raises(duckdb.CatalogException):
            Store.open(path)
    with Store.open(path) as store:
        assert len(store.mentions()) == 1


def test_a_failed_first_step_leaves_no_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "migrations", lambda: ("CREATE TABLE",))
    with pytest.raises(duckdb.ParserException):
        Store.open(path)
    assert list(path.parent.iterdir()) == []


def test_what_is_not_there(path: Path) -> None:
    assert "makes one" in refusal(path, read_only=True)
    assert "make the folder first" in refusal(path.parent / "gone" / "a.duckdb")
    assert "is a folder" in refusal(path.parent)
    assert list(path.parent.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_without_permission(path: Path) -> None:
    Store.open(path).close()
    path.chmod(0)
    assert "permission denied" in refusal(path)


def test_permission_and_other_reasons_in_words() -> None:
    def plain(error: Exception) -> str:
        with pytest.raises(BrokenStore) as caught, file.plainly("a.duckdb", "written"):
            raise error
        return str(caught.value)

    assert plain(PermissionError(13, "Permission denied")) == (
        "a.duckdb could not be written: permission denied; "
        "change its permissions or name another file"
    )
    assert "disk is full" in plain(
        duckdb.IOException('IO Error: Could not write file "a": No space left on device')
    )
    assert plain(duckdb.IOException("IO Error: Checksum mismatch!\nmore")) == (
        "a.duckdb could not be written (Checksum mismatch); it is as it was before: "
        "name another file or restore a copy"
    )


def test_a_query_that_does_not_parse_is_a_bug(store: Store) -> None:
    with pytest.raises(duckdb.ParserException):
        list(store.rows("SELEKT"))


def test_a_second_process_gets_one_sentence(path: Path) -> None:
    Store.open(path).close()
    with another_process(HOLD, str(path), "write") as process:
        assert f"is in use by another process ({process.pid})" in refusal(path)
        assert "is in use by another process" in refusal(path, read_only=True)
    Store.open(path).close()


def test_a_writer_waits_for_a_reader_that_is_soon_done(path: Path) -> None:
    Store.open(path).close()
    with another_process(HOLD, str(path), "read") as process:
        threading.Timer(0.3, process.kill).start()
        Store.open(path).close()


QUIET = """
import sys
from allegiance.store import Store
with Store.open(sys.argv[1]) as store, store._change("ask") as connection:
    print(connection.execute("SELECT current_setting('enable_progress_bar')").fetchone())
"""


def test_a_long_query_draws_no_bar_even_where_python_takes_input(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", QUIET, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("(False,)\n", "")


INTERRUPTED = """
import os, signal, sys, threading
from allegiance.store import Store
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background ignores it
with Store.open(sys.argv[1]) as store:
    try:
        with store._change("much") as connection:
            connection.execute("UPDATE state SET version = 99")
            threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
            connection.execute("SELECT sum(a.range * b.range) FROM range(200000) a, range(20000) b")
    except KeyboardInterrupt:
        print(store.version)
"""


def test_control_c_within_a_query_is_control_c_and_changes_nothing(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("0\n", "")


INTERRUPTED_READING = """
import os, signal, sys, threading, time
from allegiance.store import Store
signal.signal(signal.SIGINT, signal.default_int_handler)
with Store.open(sys.argv[1]) as store:
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
    began = time.monotonic()
    try:
        store.value("SELECT sum(range % 7 * range % 11) FROM range(20000000000)")
    except KeyboardInterrupt:
        print(time.monotonic() - began < 60)
"""


def test_control_c_ends_a_long_question_long_before_its_answer(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_READING, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("True\n", "")


def test_a_thread_beside_the_main_one_heeds_nothing_and_works(path: Path) -> None:
    with Store.open(path) as store, ThreadPoolExecutor(1) as beside:
        assert beside.submit(store.value, "SELECT 1").result() == 1


def test_several_processes_may_read(path: Path) -> None:
    Store.open(path).close()
    with another_process(HOLD, str(path), "read"):
        Store.open(path, read_only=True).close()
        assert "is in use by another process" in refusal(path)


def test_within_a_process_one_writes_or_several_read(path: Path) -> None:
    with Store.open(path) as store:
        for read_only in (True, False):
            with pytest.raises(BrokenStore, match="open already in this process"):
                Store.open(path, read_only=read_only)
        done = subprocess.run(
            [sys.executable, "-c", HOLD, str(path), "write"],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "is in use by another process" in done.stderr, "a refusal does not drop the lock"
        assert store.documents() == []
    with Store.open(path, read_only=True), Store.open(path, read_only=True):
        pass
    Store.open(path).close()


def test_a_torn_file_is_refused(path: Path) -> None:
    with Store.open(path) as store:
        keep(store, document("Rohan rides. " * 2000))
    path.write_bytes(path.read_bytes()[:5000])
    before = path.read_bytes()
    assert "could not be opened" in refusal(path)
    assert path.read_bytes() == before


CRASH = """
import sys
from allegiance.store import Store
from tests.store.conftest import document, keep
store = Store.open(sys.argv[1])
keep(store, document())
store._connection.execute("BEGIN")
store._connection.execute("DELETE FROM documents")
print("half done", flush=True)
sys.stdin.read()
"""


def test_a_killed_process_leaves_whole_writes(path: Path) -> None:
    with another_process(CRASH, str(path)) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
    with Store.open(path, read_only=True) as store:
        assert store.documents() == [document()]
    with Store.open(path) as store:
        assert store.documents() == [document()]


FULL = """
import resource, signal, sys
from allegiance.errors import BrokenStore
from allegiance.store import Store
from tests.store.conftest import document, keep, say
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store.open(sys.argv[1])
size = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
try:
    for n in range(40):
        letter = document(f"letter {n} " + "".join(map(chr, range(1000 * n + 256, 1000 * n + 2256))))
        keep(store, letter, *[say(letter, "Gondor", "arm", f"{n} {m}") for m in range(200)])
    store.close()
except BrokenStore as error:
    print(str(error).replace(chr(10), "//"), flush=True)
else:
    print("no error", flush=True)
"""


def test_a_full_disk_leaves_the_store_as_it_was(path: Path) -> None:
    letter = document()
    arm = say(letter, "Gondor", "arm", "Rohan")
    with Store.open(path) as store:
        keep(store, letter, arm)
    command = [sys.executable, "-c", FULL, str(path), str(path.stat().st_size)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.startswith(f"{path} could not be "), done.stderr
    assert "because the disk is full" in done.stdout
    with Store.open(path) as store:
        assert letter in store.documents()
        assert arm in list(query.statements(store))
        told = {said.document for said in query.statements(store)}
        assert told == {each.id for each in store.documents()}, "each document whole or not at all"


def test_memory_may_be_limited(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLEGIANCE_MEMORY", "100 MiB")
    with Store.open(path) as kept:
        assert kept.value("SELECT current_setting('memory_limit')") == "100.0 MiB"
    monkeypatch.setenv("ALLEGIANCE_MEMORY", "much'; DROP TABLE state")
    with pytest.raises(BadOption, match="is no size; 4GiB is one"):
        Store.open(path)
    monkeypatch.delenv("ALLEGIANCE_MEMORY")
    Store.open(path).close()


def test_sql_reads_files_of_the_landing_alone(path: Path) -> None:
    file.landing(str(path)).mkdir()
    (file.landing(str(path)) / "a.csv").write_text("x\n1\n")
    path.with_name("b.csv").write_text("x\n1\n")
    with Store.open(path) as kept:
        read = "SELECT count(*) FROM read_csv('{}')"
        assert kept.value(read.format(file.landing(str(path)) / "a.csv")) == 1
        with pytest.raises(duckdb.PermissionException):
            kept.value(read.format(path.with_name("b.csv")))
