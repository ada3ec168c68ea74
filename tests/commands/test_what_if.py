"""The command `what-if`."""

import json
from pathlib import Path

import pytest

from tests.conftest import Run

TEXT = """Gondor attacked Mordor in Mali. Rohan attacked Mordor in 2012.

Harad supplied Mordor with rifles. Harad supplied Gondor with rifles.
"""


@pytest.fixture
def kept(run: Run, tmp_path: Path) -> Path:
    path, text = tmp_path / "war.duckdb", tmp_path / "text.txt"
    text.write_text(TEXT)
    read = run("read", text, "--store", path, "--date", "2013-01", "--coder", "frames")
    assert read.exit_code == 0, read.stderr
    return path


def test_before_and_after_side_by_side(run: Run, kept: Path) -> None:
    before = run("statements", "--store", kept, "-f", "jsonl").stdout
    asked = ("what-if", "--drop", "Harad arm Mordor", "--add", "Rohan arm Gondor", "--store", kept)
    found = json.loads(run(*asked, "-f", "json").stdout)
    told = {(each["analysis"], each["figure"]): each for each in found["figures"]}
    index = told["balance", "frustration index"]
    assert (index["before"], index["after"]) == (1, 0)
    assert found["changes"][1]["supposed"][0]["sentence"] == "Supposed: Rohan arms Gondor."
    shown = run(*asked).stdout
    assert "drop: Harad arm Mordor (1 statements left out, 0 supposed)" in shown
    assert "frustration index" in shown
    assert "Ties, no longer:\n  Harad arms Mordor" in shown
    assert run("statements", "--store", kept, "-f", "jsonl").stdout == before
    assert run(*asked, "-f", "csv").stdout.startswith("analysis,figure,before,after\n")


def test_who_is_expelled_and_who_is_flipped(run: Run, kept: Path) -> None:
    asked = ("--expel", "Mordor from Mali", "--flip", "Rohan fight Mordor", "--store", kept)
    found = json.loads(run("what-if", *asked, "-f", "json").stdout)
    assert [made["reading"] for made in found["changes"]] == [
        "flip: Rohan fight Mordor",
        "expel: Mordor from Mali",
    ]
    assert [len(made["left_out"]) for made in found["changes"]] == [1, 1]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "nothing is supposed"),
        (["--drop", "Harad Mordor"], "'Harad Mordor' is no tie"),
        (["--drop", "Harad fight Mordor"], "told of the two is: Harad arm Mordor"),
        (["--add", "Harrad arm Rohan"], "did you mean 'Harad'?"),
        (["--expel", "Mordor"], "'Mordor' expels nobody"),
        (["--expel", "Mordor from Libya"], "no statement tells of 'Mordor' in 'Libya'"),
    ],
)
def test_what_cannot_be_supposed_is_said_in_a_sentence(
    run: Run, kept: Path, options: list[str], message: str
) -> None:
    result = run("what-if", "--store", kept, *options)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
