"""`export parquet --partition year`, and its folder as a store."""

from pathlib import Path

import pytest

from tests.conftest import Run

TEXT = "Gondor armed Rohan in 2010. Rohan attacked Mordor in 2012. Mordor said it supports Dale.\n"


@pytest.fixture
def kept(run: Run, tmp_path: Path) -> Path:
    path, text = tmp_path / "s.duckdb", tmp_path / "text.txt"
    text.write_text(TEXT)
    read = run("read", text, "--store", path, "--date", "2013-01", "--coder", "frames")
    assert read.exit_code == 0, read.stderr
    return path


def test_the_commands_answer_from_the_folder(run: Run, kept: Path, tmp_path: Path) -> None:
    for out in (tmp_path / "ark", "memory://test-parted/ark"):
        made = run("export", "parquet", out, "--partition", "year", "--store", kept)
        assert made.exit_code == 0, made.stderr
        assert f"`--store {out}` reads them" in made.stderr
        for command in (
            ("ties", "--since", "2011"), ("statements",), ("balance",), ("brokers",),
            ("statements", "--until", "2010"), ("double-games",), ("actors", "list"),
        ):  # fmt: skip
            asked, there = run(*command, "--store", kept), run(*command, "--store", out)
            assert there.stdout == asked.stdout
            assert there.exit_code == asked.exit_code


def test_what_cannot_be_says_so(run: Run, kept: Path, tmp_path: Path) -> None:
    out = tmp_path / "ark"
    assert (
        "for parquet alone"
        in run("export", "csv", out, "--partition", "year", "--store", kept).stderr
    )
    assert (
        "standard output"
        in run("export", "parquet", "-", "--partition", "year", "--store", kept).stderr
    )
    run("export", "parquet", out, "--partition", "year", "--store", kept)
    for command in (
        ("read", tmp_path / "text.txt"),
        ("decide", "list"),
        ("decide", "merge", "Gondor", "Rohan"),
    ):
        refused = run(*command, "--store", out)
        assert refused.exit_code == 1, (command, refused.stdout, refused.stderr)
        assert "only read" in refused.stderr or "no decisions" in refused.stderr
