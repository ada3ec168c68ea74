"""Commands over more events than are read one by one: counted, or told what to narrow."""

import json
from pathlib import Path

import pytest

from allegiance import live
from allegiance.store import Store, events
from tests.conftest import Run
from tests.store.bulk import war


@pytest.fixture
def big(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store whose five events are more than can be read."""
    path = tmp_path / "big.duckdb"
    war(Store.open(path)).close()
    monkeypatch.setattr(events, "MOST", 2)
    return path


def test_ties_are_counted_beside_those_of_texts(run: Run, big: Path, tmp_path: Path) -> None:
    text = tmp_path / "t.txt"
    text.write_text("Gondor attacked Mordor in 2013.")
    assert run("read", text, "--store", big, "--outlet", "Palantir").exit_code == 0
    done = run("ties", "--store", big, "--by", "nothing", "-f", "json")
    assert done.exit_code == 0, done.stderr
    found = {(tie["source"]["id"], tie["relation"]): tie for tie in json.loads(done.stdout)}
    assert found["x:gondor", "fight"]["affirmed"] == 2
    assert found["x:gondor", "fight"]["sources"] == 2
    assert found["x:gondor", "negotiate"]["symmetric"] is True
    assert "post.com" in run("ties", "--store", big, "--limit", 1).stdout


def test_balance_is_of_counted_ties(run: Run, big: Path) -> None:
    done = run("balance", "--store", big, "--level", "named")
    assert done.exit_code == 0, done.stderr
    assert "3 actors, 2 ties" in done.stdout


@pytest.mark.parametrize("command", ["statements", "brokers", "double-games", "shifts"])
def test_what_reads_one_by_one_says_what_to_narrow(run: Run, big: Path, command: str) -> None:
    done = run(command, "--store", big)
    assert done.exit_code == 1
    assert "5 events of" in done.stderr
    assert "narrow them with --actor" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_page_shows_the_strongest_and_says_so(
    big: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "EVENTS", 3)
    monkeypatch.setattr(live, "ACTORS", 2)
    page = live.Live(str(big)).page()
    assert (
        page.title == "Allegiance: the 2 strongest actors of 5 events, the latest event of each tie"
    )
    assert [said.id for said in page.statements] == ["gdelt:12", "gdelt:13", "gdelt:14"]
    assert {document.id for document in page.documents} == {
        said.document for said in page.statements
    }
    assert page.documents[0].url == "http://post.com/b"
