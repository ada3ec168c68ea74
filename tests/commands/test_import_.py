"""The command `import`."""

import csv
import gzip
import json
from io import StringIO
from pathlib import Path

import pytest

from allegiance.store import Store
from tests.conftest import Run

LIST = "u,v,sign\nGondor,Rohan,1\nGondor,Mordor,-1\n"


@pytest.fixture
def towers(tmp_path: Path) -> Path:
    path = tmp_path / "towers.csv"
    path.write_text(LIST)
    return path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "s.duckdb"


def counts(store: Path) -> tuple[int, int]:
    """How many documents and statements a store holds."""
    with Store.open(store, read_only=True) as kept:
        return len(kept.documents()), kept.value("SELECT count(*) FROM statements")


def test_a_file_becomes_ties_with_their_evidence(run: Run, towers: Path, store: Path) -> None:
    done = run("import", "signed", towers, "--store", store, "-f", "json")
    assert done.exit_code == 0, done.stderr
    [told] = json.loads(done.stdout)
    assert (told["format"], told["rows"], told["statements"]) == ("signed", 2, 2)
    assert {each["name"]: each["count"] for each in told["unknown"]} == {
        "Gondor": 2, "Rohan": 1, "Mordor": 1,
    }  # fmt: skip
    assert "3 actors the registry lacks, kept as told: Gondor (2)" in done.stderr
    ties = json.loads(run("ties", "--store", store, "-f", "json").stdout)
    assert {tie["relation"] for tie in ties} == {"ally", "oppose"}
    assert ties[0]["statements"][0]["sentence"].startswith("u: Gondor; v: ")


def test_the_same_file_is_passed_over_and_the_same_rows_are_not_kept_twice(
    run: Run, towers: Path, store: Path, tmp_path: Path
) -> None:
    assert run("import", towers, "--store", store).exit_code == 0
    again = run("import", "auto", towers, "--store", store)
    assert again.exit_code == 0
    assert "is in the store already" in again.stderr
    more = tmp_path / "more.csv"
    more.write_text(LIST + "Dale,Erebor,1\n")
    done = run("import", more, "--store", store, "-f", "json")
    assert (json.loads(done.stdout)[0]["statements"], json.loads(done.stdout)[0]["known"]) == (1, 2)
    assert "2 statements that another file told already" in done.stderr
    assert counts(store) == (2, 3)


def test_a_try_of_some_rows_gives_way_to_the_whole(run: Run, towers: Path, store: Path) -> None:
    assert run("import", towers, "--store", store, "--limit", 1).exit_code == 0
    assert counts(store) == (1, 1)
    assert run("import", towers, "--store", store).exit_code == 0
    assert counts(store) == (1, 2)
    assert "already" in run("import", towers, "--store", store, "--limit", 1).stderr


def test_nothing_is_half_imported(run: Run, store: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("u,v,sign\n" + "".join(f"a{n},b,1\n" for n in range(1200)) + "a,b,maybe\n")
    done = run("import", bad, "--store", store)
    assert done.exit_code == 1
    assert "bad.csv, line 1202, column 'sign': 'maybe' is no sign" in done.stderr
    assert "nothing of this file was imported" in done.stderr
    assert counts(store) == (0, 0)
    cut = tmp_path / "cut.csv.gz"
    cut.write_bytes(gzip.compress(bad.read_bytes())[:-60])
    done = run("import", cut, "--store", store, "--skip-bad")
    assert done.exit_code == 1
    assert "cut short or damaged" in done.stderr
    assert counts(store) == (0, 0)


def test_bad_rows_are_left_out_into_a_file(run: Run, store: Path, towers: Path) -> None:
    towers.write_text(LIST + "Dale,Bree,maybe\n")
    done = run("import", towers, "--store", store, "--skip-bad")
    assert done.exit_code == 0
    assert "1 row left out" in done.stderr
    listed = (towers.parent / "towers.csv.rejected.csv").read_text()
    [row] = csv.DictReader(StringIO(listed))
    assert row == {
        "line": "4", "why": "sign: 'maybe' is no sign; write 1 or -1", "u": "Dale", "v": "Bree",
        "sign": "maybe",
    }  # fmt: skip


def test_of_several_files_the_good_are_imported(
    run: Run, towers: Path, store: Path, tmp_path: Path
) -> None:
    done = run("import", towers, tmp_path / "none.csv", "--store", store)
    assert done.exit_code == 3
    assert "none.csv cannot be read" in done.stderr
    assert counts(store) == (1, 2)


def test_copies_of_stories_are_not_sought_among_datasets(
    run: Run, towers: Path, store: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.csv"
    other.write_text("u,v,sign\nRohan,Gondor,1\nMordor,Gondor,-1\n")
    assert run("import", towers, other, "--store", store).exit_code == 0
    with Store.open(store) as kept:
        assert list(kept.unsigned()) == []


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("signed",), "name a file to import, as in `allegiance import signed FILE`"),
        (("singed", "t.csv"), "format 'singed' is unknown; did you mean 'signed'?"),
        (("signed", "t.csv", "--column", "u"), "--column 'u' is not FIELD=NAME"),
        (("signed", "t.csv", "--encoding", "elvish"), "encoding 'elvish' is unknown"),
        (("signed", "t.csv", "--rejected", "/none"), "/none is no folder; make it first"),
    ],
)
def test_options_that_make_no_sense_are_told(
    run: Run, store: Path, arguments: tuple[str, ...], why: str
) -> None:
    done = run("import", *arguments, "--store", store)
    assert done.exit_code == 2
    assert why in done.stderr


def test_a_file_without_statements_says_what_was_tried(run: Run, store: Path, towers: Path) -> None:
    towers.write_text("u,v,sign\n")
    done = run("import", "signed", towers, "--store", store)
    assert "gave no statement; tried: signed" in done.stderr
