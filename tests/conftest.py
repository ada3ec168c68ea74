"""What several rooms' tests need: the command line, and a store that was read once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from typer.testing import CliRunner, Result

from allegiance.cli import app

# No test is timed: on a busy machine an example may take any time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

LETTER = """The Council met in October. It rained.

Faramir said that Mordor attacked Gondor in 2012. Gondor never helped Mordor. The Elves may arm Gondor.
"""

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """The command line: run("read", "a.txt", input="...") gives its exit code and what it wrote."""
    runner = CliRunner(env={"NO_COLOR": "1", "COLUMNS": "200"})

    def runs(*arguments: object, input: str | bytes | None = None) -> Result:  # noqa: A002
        return runner.invoke(app, [str(each) for each in arguments], input=input)

    return runs


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A short text in an invented world: five sentences, of which three give a statement."""
    path = tmp_path / "letter.txt"
    path.write_text(LETTER)
    return path


@pytest.fixture
def store(run: Run, letter: Path, tmp_path: Path) -> Path:
    """A store that holds the letter."""
    path = tmp_path / "house.duckdb"
    result = run("read", letter, "--store", path, "--outlet", "The Palantir", "--date", "2013-01")
    assert result.exit_code == 0, result.stderr
    return path
