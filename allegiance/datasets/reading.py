"""A file being read, and what comes of it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path

import msgspec

from allegiance.datasets.blocks import Block, block_id
from allegiance.datasets.format import Format
from allegiance.datasets.rows import checksum

EDITION = 1
"""Counted up when the same rows come to be read otherwise, so that they are imported again."""


class Rejected(msgspec.Struct, frozen=True):
    """A row that was left out: where, what it holds, and why."""

    line: int
    why: str
    cells: tuple[str, ...]


class Reading(msgspec.Struct):
    """A file being read: `blocks` gives its documents; the counts are whole once these are through.

    `rows` counts all rows, `rejected` are those that could not be right, `silences` says of the rows
    without a statement why, `unknown` counts how often actors were named whom the registry lacks
    (by id and name), `left_out` how often labels stood that name neither an actor nor a place. `at` tells where each column stands.
    """

    form: Format
    path: Path
    header: tuple[str, ...]
    blocks: Iterator[Block]
    encoding: str = "utf-8"
    at: Mapping[str, int] = {}
    rows: int = 0
    statements: int = 0
    rejected: list[Rejected] = []
    silences: Counter[str] = msgspec.field(default_factory=Counter)
    unknown: Counter[tuple[str, str]] = msgspec.field(default_factory=Counter)
    left_out: Counter[str] = msgspec.field(default_factory=Counter)

    def documents(self) -> Iterator[str]:
        """The ids that this file's documents have, one after the other, without end."""
        told = checksum(self.path)
        return (block_id(told, number) for number in count())


def made_by(form: Format) -> str:
    """What a store says made the statements of a format."""
    return f"{form.name}-{EDITION}"
