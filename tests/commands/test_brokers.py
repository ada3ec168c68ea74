"""The command `brokers`."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from tests.conftest import Run

TEXT = """Mordor is an ally of Harad. Gondor attacked Mordor in 2012.

Dale supplied Gondor with rifles. Dale supplied Mordor with rifles. The Elves held talks with Gondor. The Elves held talks with Mordor.
"""


@pytest.fixture
def kept(run: Run, tmp_path: Path) -> Path:
    path, text = tmp_path / "camps.duckdb", tmp_path / "text.txt"
    text.write_text(TEXT)
    read = run("read", text, "--store", path, "--date", "2013-01", "--coder", "frames")
    assert read.exit_code == 0, read.stderr
    return path


def test_every_format_tells_brokers_and_entry_points(run: Run, kept: Path) -> None:
    found = json.loads(run("brokers", "--store", kept, "-f", "json").stdout)
    assert (found["lower"], found["upper"], found["proved"]) == (1, 1, True)
    dale = found["brokers"][0]
    assert (dale["actor"]["name"], dale["between"]) == ("Dale", [["Gondor", "Mordor"]])
    assert dale["turns"][0] | {"how": "gone", "upper": 0, "changes": False} == dale["turns"][0]
    assert {entry["actor"]["name"] for entry in found["entries"]} == {"Elves", "Dale"}
    sentences = {
        said["sentence"] for made in found["entries"][0]["contacts"] for said in made["statements"]
    }
    assert sentences
    rows = list(csv.DictReader(StringIO(run("brokers", "--store", kept, "-f", "csv").stdout)))
    assert rows[0]["without_it"] == "0, same camps"
    shown = run("brokers", "--store", kept).stdout
    assert "Frustration index: 1 to 1, proved" in shown
    assert "Elves negotiated with Mordor" in shown


def test_one_part_alone(run: Run, kept: Path) -> None:
    lines = run("brokers", "--store", kept, "--only", "entries", "-f", "jsonl").stdout.splitlines()
    assert {json.loads(line)["actor"]["name"] for line in lines} == {"Elves", "Dale"}


def test_what_gives_no_camps_is_said_in_a_sentence(run: Run, kept: Path) -> None:
    nothing = run("brokers", "--store", kept, "--actor", "Gondr")
    assert "did you mean 'Gondor'?" in nothing.stderr
    neutral = run("brokers", "--store", kept, "--relation", "negotiate")
    assert neutral.exit_code == 1
    assert len(neutral.stderr.splitlines()) == 1
