"""The command `check`."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from tests.conftest import Run

LETTER = (
    "Gondor attacked Mordor in 2012. Rohan is allied with Gondor. Rohan helped Gondor in 2012. "
    "Shelob supplied Mordor with rifles in 2012.\n"
)
ANNALS = "u,v,sign\nGondor,Mordor,-1\nGondor,Rohan,-1\nHarad,Mordor,1\nUmbar,Numenor,1\n"


@pytest.fixture
def annals(tmp_path: Path) -> Path:
    path = tmp_path / "annals.csv"
    path.write_text(ANNALS.replace("Gondor", "text:gondor"))
    return path


@pytest.fixture
def wars(tmp_path: Path, run: Run) -> Path:
    """A store that reads the same names as the texts do."""
    path, other = tmp_path / "wars.duckdb", tmp_path / "other.txt"
    other.write_text(
        "Gondor attacked Mordor in 2012. Gondor attacked Rohan. Harad supplied Mordor with rifles in 2012.\n"
    )
    result = run("read", other, "--store", path, "--date", "2013", "--coder", "frames")
    assert result.exit_code == 0, result.stderr
    return path


@pytest.fixture
def letters(tmp_path: Path, run: Run) -> Path:
    path, letter = tmp_path / "letters.duckdb", tmp_path / "letter.txt"
    letter.write_text(LETTER)
    result = run("read", letter, "--store", path, "--date", "2013", "--coder", "frames")
    assert result.exit_code == 0, result.stderr
    return path


def test_verdicts_with_both_evidences(run: Run, letters: Path, wars: Path) -> None:
    asked = ("check", "--store", letters, "--against", wars)
    rows = list(csv.DictReader(StringIO(run(*asked, "-f", "csv").stdout)))
    verdicts = {(row["source"], row["relation"], row["target"]): row for row in rows}
    fight = verdicts["Gondor", "fight", "Mordor"]
    assert (fight["verdict"], fight["years"], fight["held_years"]) == ("confirmed", "2012", "2012")
    assert fight["evidence"] == fight["held_evidence"] == "Gondor attacked Mordor in 2012."
    (ally,) = (row for row in rows if row["relation"] == "ally")
    assert (ally["verdict"], ally["held_evidence"]) == ("contradicted", "Gondor attacked Rohan.")
    arm = verdicts["Shelob", "arm", "Mordor"]
    assert (arm["verdict"], arm["unknown_because"]) == ("unknown", "actor")
    shown = run(*asked).stdout
    for title in (
        "Contradicted",
        "Confirmed",
        "Confirmed in part: none",
        "Unknown to every dataset",
    ):
        assert f"\n{title}" in shown


def test_what_the_texts_never_mention(run: Run, letters: Path, wars: Path) -> None:
    asked = ("check", "--store", letters, "--against", wars, "--only", "unmentioned")
    (line,) = run(*asked, "-f", "jsonl").stdout.splitlines()
    assert json.loads(line)["tie"]["source"]["name"] == "Harad"
    assert "Harad supplied Mordor with rifles" in run(*asked).stdout


def test_all_of_it_as_json(run: Run, letters: Path, wars: Path) -> None:
    found = json.loads(run("check", "--store", letters, "--against", wars, "-f", "json").stdout)
    (dataset,) = found["datasets"]
    assert dataset["name"] == str(wars)
    assert dataset["relations"] == ["arm", "fight"]
    assert len(found["findings"]) == 4
    assert found["findings"][0]["held"] == []
    only = run("check", "--store", letters, "--against", wars, "-f", "json", "--only", "confirmed")
    assert [each["verdict"] for each in json.loads(only.stdout)] == ["confirmed"]


def test_a_text_is_read_now_and_a_file_on_the_way(run: Run, tmp_path: Path) -> None:
    text, events = tmp_path / "mali.txt", tmp_path / "events.csv"
    text.write_text(
        "French troops attacked Ansar Dine in Mali in 2013. AQIM is an ally of Ansar Dine.\n"
    )
    events.write_text(
        "id,year,type_of_violence,side_a,side_a_new_id,side_b,side_b_new_id,date_start,date_end\n"
        "1,2013,1,Government of France,36,Ansar Dine,1157,2013-01-12,2013-01-12\n"
    )
    asked = ("check", text, "--date", "2013", "--against", f"ucdp-ged={events}", "-f", "csv")
    rows = list(csv.DictReader(StringIO(run(*asked).stdout)))
    (fight,) = (row for row in rows if row["relation"] == "fight")
    assert (fight["verdict"], fight["dataset"]) == ("confirmed", "UCDP GED")
    assert "Government of France" in fight["held_evidence"]
    assert not list(tmp_path.glob("*.duckdb"))


def test_files_of_one_format_are_told_apart(run: Run, letters: Path, annals: Path) -> None:
    again = annals.with_name("again.csv")
    again.write_bytes(annals.read_bytes())
    found = run("check", "--store", letters, "--against", annals, "--against", again, "-f", "json")
    names = [each["name"] for each in json.loads(found.stdout)["datasets"]]
    assert names == ["signed list", f"signed list ({again})"]


def test_an_imported_store_has_no_text_to_check(run: Run, annals: Path, tmp_path: Path) -> None:
    path = tmp_path / "imported.duckdb"
    assert run("import", annals, "--store", path).exit_code == 0
    told = run("check", "--store", path, "--against", annals)
    assert told.exit_code == 0
    assert "all 4 statements" in told.stderr
    assert "were imported; read a text into it" in told.stderr


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), "name what to check against"),
        (("--against", "none.csv"), "none.csv is no file"),
        (("--against", "ucdp-gde=none.csv"), "did you mean 'ucdp-ged'?"),
        (("--against", "none.csv", "--date", "2013"), "--date is of texts that are read now"),
    ],
)
def test_what_cannot_be_done_is_told(
    run: Run, letters: Path, options: tuple[str, ...], message: str
) -> None:
    told = run("check", "--store", letters, *options)
    assert told.exit_code != 0
    assert message in told.stderr
