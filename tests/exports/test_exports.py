"""The front door: formats by name or ending, ours and those of others."""

import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path

import pytest

from allegiance import exports
from allegiance.errors import AllegianceError, BadOption
from tests.exports.conftest import say

ROOT = Path(__file__).parents[2]
ARM = say("Gondor", "arm", "Rohan", sentence="Éowyn: Gondor armed Rohan.")


@pytest.mark.parametrize("name", list(exports.OURS))
def test_every_format_writes_files_and_streams_alike(name: str, tmp_path: Path) -> None:
    chosen = exports.FORMATS[name]
    path, text, data = tmp_path / f"out{chosen.suffix}", StringIO(newline=""), BytesIO()
    exports.write([ARM], path, format=name)
    exports.write(iter([ARM]), text, format=name)
    exports.write([ARM], data, format=name)
    assert path.read_bytes() == text.getvalue().encode() == data.getvalue()
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
    code = "import sys, allegiance.exports; sys.exit(bool({'spacy', 'duckdb'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
