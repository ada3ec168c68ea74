"""`allegiance shifts`, as a person and as a script use it."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from tests.conftest import Run

TALE = """Gondor supported Mordor in 2008. Gondor fought Mordor in 2012.

Gondor supported Rohan in 2013. Rohan fought Mordor in 2009. The alliance between Rohan and Gondor fell apart.
"""


@pytest.fixture
def tale(run: Run, tmp_path: Path) -> Path:
    text, store = tmp_path / "tale.txt", tmp_path / "tale.duckdb"
    text.write_text(TALE)
    assert run("read", text, "--store", store, "--date", "2014").exit_code == 0
    return store


def test_changes_are_listed_with_their_sentence(run: Run, tale: Path) -> None:
    result = run("shifts", "--store", tale)
    assert result.exit_code == 0
    assert "friendly -> hostile" in result.stdout
    assert "Gondor fought Mordor in 2012." in result.stdout


def test_scripts_get_records_with_their_kind(run: Run, tale: Path) -> None:
    records = json.loads(run("shifts", "--store", tale, "--format", "json").stdout)
    assert {each["kind"] for each in records} == {"actor", "pair"}
    [turn] = [each for each in records if each.get("to") == "hostile"]
    assert (turn["from"], turn["when"], turn["order"]) == ("friendly", "2008/2012", "certain")
    assert turn["mark"]["sentence"] == "Gondor fought Mordor in 2012."
    lines = run("shifts", "--store", tale, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == records
    rows = list(csv.DictReader(StringIO(run("shifts", "--store", tale, "-f", "csv").stdout)))
    assert len(rows) == len(records)


def test_an_actor_and_a_limit_choose(run: Run, tale: Path) -> None:
    assert "Gondor - Mordor" in run("shifts", "--store", tale, "--actor", "Mordor").stdout
    none = run("shifts", "--store", tale, "--actor", "Harad")
    assert none.stdout.strip() == ""
    assert "this actor is told to have changed no side" in none.stderr
    assert "more: --limit" in run("shifts", "--store", tale, "--limit", "1").stderr


def test_the_picture_is_written(run: Run, tale: Path, tmp_path: Path) -> None:
    picture = tmp_path / "who.svg"
    assert run("shifts", "--store", tale, "--gantt", picture).exit_code == 0
    assert picture.read_text().startswith("<svg")
    assert "Gondor" in picture.read_text()
    missing = run("shifts", "--store", tale, "--gantt", tmp_path / "no" / "who.svg")
    assert missing.exit_code == 2
    assert "its folder does not exist" in missing.stderr


def test_what_makes_no_sense_is_said_in_a_sentence(run: Run, tale: Path, store: Path) -> None:
    wrong = run("shifts", "--store", tale, "--by", "moon")
    assert wrong.exit_code == 2
    assert "not kept apart by 'moon'; write theatre or nothing" in wrong.stderr
    none = run("shifts", "--store", store)
    assert none.exit_code == 0
    assert "no change of side shows in" in none.stderr
    empty = run("shifts", "--store", tale, "--since", "2050")
    assert "no statement in" in empty.stderr
    assert run("shifts", "--store", tale, "--since", "2050", "-f", "json").stdout == "[\n]\n"


def test_undated_statements_are_listed_when_asked(run: Run, tmp_path: Path) -> None:
    text, store = tmp_path / "old.txt", tmp_path / "old.duckdb"
    text.write_text("Gondor supported Mordor in 2008. Gondor fought Mordor.")
    run("read", text, "--store", store)
    assert "--undated lists them" in run("shifts", "--store", store).stderr
    listed = run("shifts", "--store", store, "--undated", "--format", "json")
    assert [each["kind"] for each in json.loads(listed.stdout)] == ["undated"]
    assert "if earlier: hostile -> friendly" in run("shifts", "--store", store, "--undated").stdout
