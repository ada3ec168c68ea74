"""A store leaves as a folder by year: whole or not at all, and read by others."""

from pathlib import Path

import duckdb
import msgspec
import pytest

from allegiance.errors import AllegianceError, BadOption
from allegiance.statements.statement import Statement, Time
from allegiance.store import Merge, Reject, Rename, Store, query
from allegiance.store.file import landing
from allegiance.store.location import Disk
from allegiance.store.parting import Parted, part
from tests.store.bulk import war
from tests.store.conftest import document, keep, say


def told(store: Store) -> Store:
    """The war, and a document with a tie of 2011 to 2013 and one that has no date."""
    letter = document(outlet="Herald")
    span = Time(text="2011", start="2011", end="2013", edtf="2011/2013")
    keep(
        war(store), letter, say(letter, "Gondor", "arm", "Rohan", time=span),
        say(letter, "Rohan", "fight", "Mordor"),
    )  # fmt: skip
    return store


def test_the_files_are_by_year_and_read_by_others(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "ark"
    made = part(told(store), str(out))
    found = sorted(each.relative_to(out).as_posix() for each in out.glob("[es]*/*"))
    assert found == [
        "events/year=2012", "events/year=2013", "events/year=2014", "statements/year=2011",
        "statements/year=unknown",
    ]  # fmt: skip
    rows = duckdb.execute(
        f"SELECT source_name, relation, target_name, year FROM read_parquet(['{out}/events/*/*.parquet', "
        f"'{out}/statements/*/*.parquet'], union_by_name = true, hive_types = {{'year': VARCHAR}}) ORDER BY ALL"
    ).fetchall()
    assert len(rows) == made.statements == 7
    assert made == Parted(statements=7, events=5, files=made.files, bytes=made.bytes)
    assert ("Gondor", "arm", "Rohan", "2011") in rows
    assert ("Gondor", "fight", "Mordor", "2012") in rows
    assert not landing(store.path).exists()


def test_statements_leave_as_they_were_decided_to_be(store: Store, tmp_path: Path) -> None:
    said = list(query.statements(told(store)))
    store.decide(Merge("x:rohan", "rohan"))
    store.decide(Rename("rohan", "the Mark"))
    store.decide(Reject(said[1].id))
    store.decide(Reject("gdelt:12"))
    part(store, str(tmp_path / "ark"))
    records = duckdb.execute(
        f"SELECT record FROM '{tmp_path}/ark/statements/*/*.parquet'"
    ).fetchall()
    [left] = [msgspec.json.decode(record, type=Statement) for (record,) in records]
    assert (left.id, left.target.name) == (said[0].id, "the Mark")
    with Store.open(tmp_path / "ark", read_only=True) as read:
        assert list(query.statements(read)) == list(query.statements(store))
        for name in ("x:rohan", "Rohan", "the mark"):
            assert list(query.statements(read, actor=name)) == list(
                query.statements(store, actor=name)
            )


def test_conditions_choose_what_leaves(store: Store, tmp_path: Path) -> None:
    made = part(told(store), str(tmp_path / "ark"), since="2013", theatre=["ml"])
    assert (made.statements, made.events) == (2, 2)
    with Store.open(tmp_path / "ark", read_only=True) as read:
        assert [each.id for each in query.statements(read)] == ["gdelt:12", "gdelt:15"]
        assert read.documents() == []
        assert query.counts(read).statements == 2


def test_an_empty_store_leaves_too(store: Store, tmp_path: Path) -> None:
    assert part(store, str(tmp_path / "ark")).statements == 0
    with Store.open(tmp_path / "ark", read_only=True) as read:
        assert list(query.statements(read, since="2012")) == []


def test_what_breaks_off_leaves_the_folder_as_it_was(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = str(tmp_path / "ark")
    part(told(store), out)
    before = Disk(out).sizes()
    put = Disk.put

    def full(self: Disk, source: Path, name: str) -> None:
        if "event_writings" in name:
            raise OSError(28, "No space left on device")
        put(self, source, name)

    monkeypatch.setattr(Disk, "put", full)
    with pytest.raises(AllegianceError, match="the disk is full"):
        part(store, out)
    assert Disk(out).sizes() == before
    monkeypatch.setattr(Disk, "put", put)
    part(store, out)
    after = Disk(out).sizes()
    assert len(after) == len(before)
    assert set(after) & set(before) == {"_allegiance.json"}


def test_a_folder_of_others_is_left_alone(store: Store, tmp_path: Path) -> None:
    (tmp_path / "ark").mkdir()
    (tmp_path / "ark" / "ring.txt").write_text("precious")
    with pytest.raises(BadOption, match=r"ark holds ring\.txt, which is not of such a folder"):
        part(store, str(tmp_path / "ark"))
    with pytest.raises(BadOption, match="holds a file"):
        part(store, str(tmp_path / "ark" / "ring.txt"))
    part(store, str(tmp_path / "new"))
    with (
        Store.open(tmp_path / "new", read_only=True) as read,
        pytest.raises(BadOption, match="is such a folder already; copy it"),
    ):
        part(read, str(tmp_path / "newer"))
