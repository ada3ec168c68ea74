"""A store as a page that follows it."""

from pathlib import Path

import pytest

from allegiance.errors import BrokenStore
from allegiance.live import Live
from allegiance.store import Reject, Store, query
from tests.conftest import Run


def test_the_page_shows_the_store_and_what_is_added_to_it(
    run: Run, store: Path, tmp_path: Path
) -> None:
    live = Live(str(store))
    before = live.page()
    assert len(before.statements) == 3
    assert [document.outlet for document in before.documents] == ["The Palantir"]
    assert live.page() is before

    more = tmp_path / "more.txt"
    more.write_text("Gondor bombed Mordor in 2013.")
    assert run("read", more, "--store", store).exit_code == 0, "serving does not lock the store"
    after = live.page()
    assert len(after.statements) == 4
    assert after.version != before.version


def test_while_another_writes_the_page_stays(store: Path) -> None:
    live = Live(str(store))
    before = live.page()
    with Store.open(store) as writing:
        said = next(query.statements(writing))
        writing.decide(Reject(said.id))
        assert live.page() is before
    assert len(live.page().statements) == 2


def test_a_store_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BrokenStore, match="there is no store"):
        Live(str(tmp_path / "none.duckdb")).page()


def test_statements_say_why_they_were_coded(store: Path) -> None:
    page = Live(str(store)).page()
    frames = {said.frame for said in page.statements}
    assert frames == set(page.frames)
    assert all(page.frames.values())
