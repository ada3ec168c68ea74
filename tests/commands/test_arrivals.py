"""Files that arrive piece by piece: whole or not at all, and going on where they stopped."""

from pathlib import Path

import pytest

from allegiance import datasets
from allegiance.commands.arrivals import arrived
from allegiance.datasets import arriving
from allegiance.errors import UnreadableDocument
from allegiance.store import Store, query
from tests.conftest import Run
from tests.datasets.test_gdelt import row


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of forty events that comes in pieces of some rows."""
    monkeypatch.setattr(arriving, "PIECE", 2500)
    path = tmp_path / "many.CSV"
    path.write_text("".join(row(GLOBALEVENTID=str(n)) + "\n" for n in range(1, 41)))
    return path


def take(path: Path, store: Store, stop_after: int = 1000, **options: object) -> int:
    seen: list[int] = []

    def on_row(rows: int) -> None:
        seen.append(rows)
        if len(seen) == stop_after:
            raise KeyboardInterrupt

    given = {"skip_bad": False, "limit": None, **options}
    arrived(datasets.read(path), store, on_row=on_row, **given)  # type: ignore[arg-type]
    return len(seen)


def told(store: Store) -> list[str]:
    return [said.id for said in query.statements(store)]


def test_what_was_stopped_is_not_shown_and_goes_on(path: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.duckdb") as store:
        with pytest.raises(KeyboardInterrupt):
            take(path, store, stop_after=2)
        assert told(store) == []
        assert store.value("SELECT count(*) FROM events") > 0
    with Store.open(tmp_path / "s.duckdb") as store:
        left = take(path, store)
        assert told(store) == [f"gdelt:{n}" for n in range(1, 41)]
        assert store.value("SELECT rows FROM event_files") == 40
        assert store.value("SELECT sum(events) FROM event_pairs") == 40
    whole = tmp_path / "w.duckdb"
    with Store.open(whole) as store:
        assert take(path, store) == left + 2


def test_a_wrong_row_takes_all_of_its_file_back(path: Path, tmp_path: Path) -> None:
    with path.open("a") as file:
        file.write(row(GLOBALEVENTID="41", SQLDATE="20189999") + "\n")
    with Store.open(tmp_path / "s.duckdb") as store:
        with pytest.raises(UnreadableDocument, match="line 41, column 'SQLDATE'"):
            take(path, store)
        assert store.value("SELECT count(*) FROM events") == 0
        take(path, store, skip_bad=True)
        assert len(told(store)) == 40
        assert not list(tmp_path.glob("*.arriving"))


def test_an_event_twice_in_a_file_is_told_by_its_line(path: Path, tmp_path: Path) -> None:
    with path.open("a") as file:
        file.write(row(GLOBALEVENTID="3") + "\n")
    with Store.open(tmp_path / "s.duckdb") as store:
        with pytest.raises(UnreadableDocument, match=r"line 41, .*: 3 stands earlier in this file"):
            take(path, store)
        assert store.value("SELECT count(*) FROM event_files") == 0


def test_a_file_is_passed_over_and_its_events_are_not_kept_twice(
    run: Run, path: Path, tmp_path: Path
) -> None:
    store = tmp_path / "s.duckdb"
    assert run("import", path, "--store", store, "--limit", 5).exit_code == 0
    assert run("import", path, "--store", store).exit_code == 0
    assert "is in the store already" in run("import", path, "--store", store).stderr
    with Store.open(store, read_only=True) as kept:
        assert len(told(kept)) == 40
    more = tmp_path / "more.CSV"
    more.write_text(path.read_text() + row(GLOBALEVENTID="41") + "\n")
    done = run("import", more, "--store", store, "-f", "json")
    assert '"statements":1,"known":40' in done.stdout
    with Store.open(store, read_only=True) as kept:
        assert len(told(kept)) == 41
        assert kept.value("SELECT sum(events) FROM event_pairs") == 41
