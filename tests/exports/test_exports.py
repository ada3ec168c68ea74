"""The front door: formats by name or ending, ours and those of others."""

import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from allegiance import exports
from allegiance.errors import AllegianceError, BadOption
from allegiance.exports import Written
from allegiance.network.ties import tie
from allegiance.statements.statement import Statement
from tests.exports.conftest import odd, say

ROOT = Path(__file__).parents[2]
ARM = say("Gondor", "arm", "Rohan", sentence="Éowyn: Gondor armed Rohan.")


@pytest.mark.parametrize("name", list(exports.OURS))
def test_every_format_writes_files_and_streams_alike(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = exports.FORMATS[name]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    path, data = tmp_path / f"out{chosen.suffix}", BytesIO()
    text: Any = StringIO(newline="")
    exports.write([ARM], path, format=name)
    if chosen.binary:
        with pytest.raises(BadOption, match=f"{name} is no text; name a file"):
            exports.write([ARM], text, format=name)
        text = TextIOWrapper(beneath := BytesIO(), "utf-8")
        exports.write(iter([ARM]), text, format=name)
        assert beneath.getvalue() == path.read_bytes(), "as standard output takes it"
    else:
        exports.write(iter([ARM]), text, format=name)
        assert path.read_bytes() == text.getvalue().encode()
    exports.write([ARM], data, format=name)
    assert path.read_bytes() == data.getvalue()
    assert not data.closed
    again = tmp_path / f"again{chosen.suffix}"
    exports.write([ARM], again)
    assert again.read_bytes() == path.read_bytes(), "the ending tells the format"


@pytest.mark.parametrize("name", list(exports.OURS))
def test_every_format_says_what_it_is_for(name: str) -> None:
    chosen = exports.FORMATS[name]
    assert chosen.gloss
    assert chosen.suffix.startswith(".")
    assert f"`{name}`" in (ROOT / "docs" / "exports.md").read_text("utf-8")


@pytest.mark.parametrize("name", list(exports.OURS))
def test_every_format_takes_odd_statements(name: str, tmp_path: Path) -> None:
    """Without a date, a place or an id of its own; with quotes, line ends, formulas and emoji."""
    statements = odd()
    path = tmp_path / "out"
    written = exports.write(iter(statements), path, format=name)
    of_ties = len(tie(statements))
    assert written.written + written.left_out in (len(statements), of_ties)
    assert (written.why is None) is (written.left_out == 0)
    assert exports.write([], path, format=name) == Written(written=0)
    assert path.stat().st_size > 0 or name.endswith("jsonl") or name in ("ftm", "doccano")
    assert list(tmp_path.iterdir()) == [path], "nothing is left beside it"


@pytest.mark.parametrize("name", list(exports.OURS))
def test_a_failure_midway_leaves_nothing(name: str, tmp_path: Path) -> None:
    def broken() -> Iterator[Statement]:
        yield ARM
        raise AllegianceError("the store is broken")

    with pytest.raises(AllegianceError, match="the store is broken"):
        exports.write(broken(), tmp_path / "out", format=name)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(BadOption, match=r"format 'gefx' is unknown; did you mean 'gexf'\?"):
        exports.write([], StringIO(), format="gefx")
    with pytest.raises(BadOption, match=r"no format goes with map.shp; choose one of csv, jsonl"):
        exports.write([], "map.shp")


PLUGIN = """
from allegiance.exports import Format, Written

def write(statements, out):
    lines = [f"{said.source.name} -> {said.target.name}" for said in statements]
    out.write("\\n".join(lines))
    return Written(written=len(lines))

RUNES = Format(name="runes", gloss="carved in stone", suffix=".runes", write=write)
"""


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of someone else that adds a format, and promises another."""
    (tmp_path / "runes_of_moria.py").write_text(PLUGIN)
    info = tmp_path / "runes_of_moria-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: runes-of-moria\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[allegiance.exports]\n"
        "runes = runes_of_moria:RUNES\n"
        "lost = runes_of_moria:LOST\n"
        "gone = moria:GONE\n"
        "odd = runes_of_moria:write\n"
        "csv = runes_of_moria:RUNES\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "runes_of_moria", raising=False)
    return tmp_path


def test_a_package_adds_a_format(plugin: Path) -> None:
    assert set(exports.FORMATS) == {*exports.OURS, "runes", "lost", "gone", "odd"}
    assert len(exports.FORMATS) == len(exports.OURS) + 4
    out = StringIO()
    assert exports.write([ARM], out, format="runes").written == 1
    assert out.getvalue() == "Gondor -> Rohan"
    assert exports.FORMATS["csv"] is exports.OURS["csv"], "ours keep their names"


@pytest.mark.parametrize("name", ["lost", "gone", "odd"])
def test_a_broken_package_is_named(plugin: Path, name: str) -> None:
    with pytest.raises(AllegianceError, match=f"export '{name}' of the package runes-of-moria"):
        exports.write([], StringIO(), format=name)
    exports.write([], plugin / "a.csv")


def test_exports_need_neither_parser_nor_database() -> None:
    heavy = {"spacy", "duckdb", "xlsxwriter"}
    code = f"import sys, allegiance.exports; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
