"""A folder of Parquet answers as its store does, and one that is not whole is refused."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegiance.errors import BrokenStore
from allegiance.store import Store, query
from allegiance.store.file import memory
from allegiance.store.folder import MANIFEST, Folder, Part
from allegiance.store.parting import part
from allegiance.store.sums import sums
from tests.store.test_parting import told


@pytest.fixture(params=["disk", "memory"])
def ark(request: pytest.FixtureRequest, store: Store, tmp_path: Path) -> str:
    out = str(tmp_path / "ark") if request.param == "disk" else f"memory://{uuid4().hex}/ark"
    part(told(store), out)
    return out


@pytest.fixture
def read(ark: str) -> Iterator[Store]:
    with Store.open(ark, read_only=True) as opened:
        yield opened


@pytest.mark.parametrize(
    "asked",
    [
        {}, {"actor": "Gondor"}, {"since": "2013"}, {"until": "2011"}, {"since": "2012", "until": "2012"},
        {"since": "2013-02-06", "theatre": "ml"}, {"search": "roh"}, {"limit": 3}, {"limit": 6},
        {"relation": ["fight", "arm"]}, {"since": "2030"}, {"document": "gdelt:13"},
        {"outlet": "herald"}, {"speaker": "herald.com"}, {"between": ("Gondor", "Mordor")},
    ],
)  # fmt: skip
def test_statements_and_ties_are_those_of_the_store(
    store: Store, read: Store, asked: dict[str, object]
) -> None:
    assert list(query.statements(read, **asked)) == list(query.statements(store, **asked))  # type: ignore[arg-type]
    asked = {name: value for name, value in asked.items() if name != "limit"}
    where, elsewhere = query.chosen(store, **asked), query.chosen(read, **asked)  # type: ignore[arg-type]
    assert sums(read, elsewhere) == sums(store, where)


def test_all_else_is_that_of_the_store(store: Store, read: Store) -> None:
    assert query.actors(read) == query.actors(store)
    assert query.counts(read) == query.counts(store)
    assert query.identify(read, "gondor") == "gondor"
    assert read.documents() == store.documents()
    assert read.sentences() == store.sentences()
    assert read.mentions() == store.mentions()
    assert read.version == store.version


def test_only_the_files_of_the_years_are_read(read: Store) -> None:
    where = query.chosen(read, since="2013-02-06", until="2013-12")
    [(_, plan)] = read.rows(f"EXPLAIN ANALYZE SELECT sum(event) FROM events WHERE {where}")
    assert "year=2013/part" in plan
    assert "Total Files Read: 1" in plan


@pytest.mark.parametrize("name", ["year=2000", "a[1]", "it's"])
def test_it_lies_in_a_folder_of_any_name(store: Store, tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    out = str(tmp_path / name / "ark")
    part(told(store), out)
    with Store.open(out, read_only=True) as read:
        assert len(list(query.statements(read, since="2013"))) == 5


def test_it_is_only_read(read: Store, ark: str) -> None:
    with pytest.raises(
        BrokenStore, match="is a folder of Parquet files, which is only read; change"
    ):
        Store.open(ark)
    with pytest.raises(BrokenStore, match="open for reading only"):
        read.forget("x")
    for ask in (read.decisions, read.log, read.view):
        with pytest.raises(BrokenStore, match="and no decisions; ask the store"):
            ask()
    with pytest.raises(duckdb.PermissionException):
        read.value("SELECT count(*) FROM read_csv('/etc/passwd')")


@pytest.fixture
def disk(store: Store, tmp_path: Path) -> Path:
    part(told(store), str(tmp_path / "ark"))
    return tmp_path / "ark"


def refusal(folder: Path) -> str:
    with pytest.raises(BrokenStore) as refused, Store.open(folder, read_only=True) as read:
        list(query.statements(read))
    return str(refused.value)


def test_a_folder_that_is_not_whole_is_refused(disk: Path) -> None:
    [gone] = disk.glob("events/year=2013/*")
    gone.unlink()
    assert "lacks 1 of its 19 files" in refusal(disk)
    (disk / MANIFEST).unlink()
    assert "it was not wholly written or copied; export or copy it again" in refusal(disk)


def test_a_foreign_file_is_refused(disk: Path) -> None:
    for year, why in (("2013", "schema mismatch"), ("2012", "it has no column 'n_file'")):
        [path] = disk.glob(f"events/year={year}/*")
        duckdb.execute(f"COPY (SELECT 1 AS ring) TO '{path}' (FORMAT parquet)")
        assert "or has others in their place" in refusal(disk)
        _listed_as_it_is(disk, path)
        assert why in refusal(disk)
    path.write_bytes(b"x" * path.stat().st_size)
    assert str(disk) in refusal(disk)


def _listed_as_it_is(disk: Path, path: Path) -> None:
    """Have the list tell the bytes that a file has now."""
    listed = json.loads((disk / MANIFEST).read_text())
    for each in listed["tables"]["events"]:
        if disk / each["path"] == path:
            each["bytes"] = path.stat().st_size
    (disk / MANIFEST).write_text(json.dumps(listed))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"version": 99}, "was written by a newer Allegiance"),
        ({"program": "palantir"}, "is no store of Allegiance"),
        ({"tables": {"rings": []}}, "is no store of Allegiance"),
        (
            {"tables": {"events": [{"path": "../ring.parquet", "rows": 1, "bytes": 1}]}},
            "is no store",
        ),
        ({"tables": 3}, "does not list the files of a store"),
    ],
)
def test_a_list_that_is_not_for_us_is_refused(
    disk: Path, change: dict[str, object], why: str
) -> None:
    listed = json.loads((disk / MANIFEST).read_text())
    (disk / MANIFEST).write_text(json.dumps(listed | change))
    assert why in refusal(disk)


def test_where_there_is_nothing_it_says_how_one_is_made(tmp_path: Path) -> None:
    with pytest.raises(
        BrokenStore, match="`allegiance export parquet memory://no/thing --partition"
    ):
        Store.open("memory://no/thing", read_only=True)
    assert "is a folder, and not one that" in refusal(tmp_path)


DAYS = st.dates(date(2000, 1, 1), date(2009, 12, 31))


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=9), st.none() | DAYS, st.none() | DAYS)
def test_no_year_that_can_tell_is_left_out(
    spans: list[tuple[date, date]], since: date | None, until: date | None
) -> None:
    parts = [
        Part(path="p", rows=1, bytes=1, year=str(place), first=min(span), last=max(span))
        for place, span in enumerate(spans)
    ]
    parts.append(Part(path="p", rows=1, bytes=1, year="unknown"))
    where = Folder(_engine(), {"events": parts}).within("events", since, until)
    for part_ in parts:
        first, last = part_.first, part_.last
        touches = first and last and (not since or last >= since) and (not until or first <= until)
        assert not touches or where == "true" or f"'{part_.year}'" in where


_ENGINES: list[duckdb.DuckDBPyConnection] = []


def _engine() -> duckdb.DuckDBPyConnection:
    if not _ENGINES:
        _ENGINES.append(memory("/nowhere"))
    return _ENGINES[0]
