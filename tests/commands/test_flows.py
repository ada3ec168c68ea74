"""The command `flows`."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from tests.conftest import Run

TEXT = """Gondor supplied Rohan with rifles in 2010. Rohan supplied the Rangers with rifles in 2012.

Gondor funded Dale. Theoden said that Rohan did not supply Dale with rifles. Rohan is part of the Alliance.
"""


@pytest.fixture
def kept(run: Run, tmp_path: Path) -> Path:
    path, text = tmp_path / "flows.duckdb", tmp_path / "text.txt"
    text.write_text(TEXT)
    read = run("read", text, "--store", path, "--date", "2013-01", "--coder", "frames")
    assert read.exit_code == 0, read.stderr
    return path


def test_every_format_gives_the_paths_and_the_denials(run: Run, kept: Path) -> None:
    lines = run("flows", "Gondor", "--of", "arms", "--store", kept, "-f", "jsonl").stdout
    paths = [json.loads(line) for line in lines.splitlines()]
    told = [(path["holder"]["name"], path["order"], len(path["hops"])) for path in paths]
    assert told == [("Rohan", "certain", 1), ("Rangers", "certain", 2), ("Dale", "denied", 2)]
    assert paths[1]["hops"][1]["statements"][0]["sentence"].startswith("Rohan supplied")
    whole = run("flows", "Gondor", "--of", "arms", "--store", kept, "-f", "json").stdout
    assert json.loads(whole) == paths
    table = run("flows", "Gondor", "--of", "arms", "--store", kept, "-f", "csv").stdout
    assert [row["order"] for row in csv.DictReader(StringIO(table))] == [o for _, o, _ in told]
    shown = run("flows", "Gondor", "--store", kept).stdout
    assert "certain" in shown
    assert "denied" in shown


def test_ways_and_ancestry(run: Run, kept: Path) -> None:
    ways = run("flows", "Gondor", "--to", "Rangers", "--store", kept, "-f", "json")
    assert [path["order"] for path in json.loads(ways.stdout)] == ["certain"]
    back = run("flows", "--ancestry", "Rangers", "--store", kept, "-f", "json")
    assert {path["source"]["name"] for path in json.loads(back.stdout)} == {"Rohan", "Gondor"}


def test_what_is_handed_on_is_asked_for(run: Run, kept: Path) -> None:
    holders = [
        {path["holder"]["name"] for path in json.loads(run(*command).stdout)}
        for more in ((), ("--hand-on",))
        for command in [("flows", "Gondor", "--of", "arms", "--store", kept, "-f", "json", *more)]
    ]
    assert len(holders[1]) > len(holders[0])


def test_the_filters_choose_the_statements(run: Run, kept: Path) -> None:
    found = run("flows", "Gondor", "--since", "2012", "--store", kept, "-f", "json")
    assert found.exit_code == 1
    assert "nobody called 'Gondor'" in found.stderr


def test_a_picture_is_written(run: Run, kept: Path, tmp_path: Path) -> None:
    file = tmp_path / "flows.svg"
    run("flows", "Gondor", "--store", kept, "--picture", file)
    assert file.read_text().startswith("<svg")
    refused = run("flows", "Gondor", "--store", kept, "--picture", tmp_path)
    assert (refused.exit_code, "cannot be written" in refused.stderr) == (2, True)


def test_silence_and_mistakes_are_told(run: Run, kept: Path) -> None:
    none = run("flows", "Rangers", "--store", kept)
    assert "no path from Rangers" in none.stderr
    assert "--hand-on" in none.stderr
    short = run("flows", "Gondor", "--store", kept, "--limit", "1")
    assert "more: --limit" in short.stderr
    unknown = run("flows", "Gondro", "--store", kept)
    assert (unknown.exit_code, "Gondor" in unknown.stderr) == (1, True)
    assert run("flows", "--store", kept).exit_code == 2
    assert run("flows", "Gondor", "--ancestry", "Dale", "--store", kept).exit_code == 2
