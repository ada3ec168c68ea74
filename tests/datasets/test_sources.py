"""Files that are no tables, from their beginning to their documents."""

import gzip
from pathlib import Path

import pytest

from allegiance import datasets
from allegiance.datasets.sources import head, listed
from allegiance.errors import BadOption, UnreadableDocument

GRAPH = """<graphml><key id="k" for="edge" attr.name="relation"/><graph><node id="a"/><node id="b"/>
<edge source="a" target="b"><data key="k">ally</data></edge>
<edge source="b" target="a"><data key="k">fight</data></edge></graph></graphml>"""


def read(path: Path, **options: object) -> list[str]:
    reading = datasets.read(path, **options)  # type: ignore[arg-type]
    return [each.relation for block in reading.blocks for each in block.statements]


def test_the_beginning_tells_the_format_also_of_packed_files(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.xml", tmp_path / "a.xml.gz"
    plain.write_text(GRAPH)
    packed.write_bytes(gzip.compress(GRAPH.encode()))
    assert datasets.guess(plain).name == datasets.guess(packed).name == "graphml"
    assert head(packed).startswith(b"<graphml>")
    with pytest.raises(UnreadableDocument, match="cannot be read"):
        head(tmp_path / "none.xml")


def test_limit_keep_and_progress(tmp_path: Path) -> None:
    path = tmp_path / "a.graphml"
    path.write_text(GRAPH)
    assert read(path) == ["ally", "fight"]
    assert read(path, limit=1) == ["ally"]
    assert read(path, keep=lambda row: row["relation"] == "fight") == ["fight"]


def test_a_column_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.graphml"
    path.write_text(GRAPH)
    with pytest.raises(
        BadOption, match="graphml reads no column 'colour'; it reads source, target"
    ):
        read(path, columns={"colour": "red"})


def test_many_names_are_cut() -> None:
    assert listed(["a", "b"]) == "a, b"
    assert listed(list("abcdefg")) == "a, b, c, d, e and 2 more"
