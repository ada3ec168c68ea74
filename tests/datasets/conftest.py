"""What the tests of all formats need: a small file read, and the real files where they are."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from allegiance import datasets
from allegiance.datasets import Block, Reading
from allegiance.statements.statement import Statement

REAL = Path(__file__).parents[3] / "shared/data/structured"
Said = Callable[..., tuple[Reading, list[Statement]]]


def sound(block: Block) -> list[Statement]:
    """A block's statements, once every offset of it shows what it says it does."""
    text = block.document.text
    for said in block.statements:
        assert text[said.begin : said.end] == said.sentence
        assert text[said.trigger.begin : said.trigger.end] == said.trigger.text != ""
        for end in (said.source, said.target):
            assert text[end.begin : end.end] == end.mention != ""
        for link in said.attribution:
            assert text[link.begin : link.end] == link.mention
    for mention in block.mentions:
        assert text[mention.begin : mention.end] == mention.text
    assert sum(each.statements for each in block.sentences) == len(block.statements)
    assert all(each.reason for each in block.sentences if not each.statements)
    return list(block.statements)


@pytest.fixture
def said(tmp_path: Path) -> Said:
    """A file of that text read: the reading, and its statements."""

    def read(
        text: str | bytes, name: str = "t.csv", **options: Any
    ) -> tuple[Reading, list[Statement]]:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return whole(path, **options)

    return read


def whole(path: Path, **options: Any) -> tuple[Reading, list[Statement]]:
    """All of a file."""
    reading = datasets.read(path, **options)
    return reading, [each for block in reading.blocks for each in sound(block)]


def real(name: str, **options: Any) -> tuple[Reading, list[Statement]]:
    """A real file, whole; the test is skipped where it is absent."""
    path = REAL / name
    if not path.exists():
        pytest.skip(f"the shared data ({name}) are not here")
    return whole(path, **options)


def told(statements: list[Statement]) -> list[tuple[str, str, str]]:
    return [(each.source.name, each.relation, each.target.name) for each in statements]
