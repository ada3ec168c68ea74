"""A file read by columns, to be compared with the same file read row by row."""

from pathlib import Path

import msgspec

from allegiance import datasets
from allegiance.commands.arrivals import arrived
from allegiance.statements.statement import Statement
from allegiance.store import Store, query
from allegiance.store.arrival import Arrival


def by_columns(path: Path, store: Store, **options: object) -> Arrival | None:
    """A file taken into a store by columns."""
    reading = datasets.read(path, **options)  # type: ignore[arg-type]
    return arrived(reading, store, skip_bad=True, limit=None, on_row=lambda rows: None)


def both(path: Path) -> tuple[list[Statement], list[Statement]]:
    """The statements of a file row by row, and those by columns, without what the blocks add."""
    reading = datasets.read(path, skip_bad=True)
    rows = [bare(said) for block in reading.blocks for said in block.statements]
    with Store.open(":memory:") as store:
        arrival = by_columns(path, store)
        assert arrival
        found = [bare(said) for said in query.statements(store)]
        wrong = [line for line, _, _ in arrival.rejects()]
        assert arrival.kept.rows == reading.rows
        assert arrival.kept.silences == dict(reading.silences)
        assert wrong == [each.line for each in reading.rejected]
        assert sum(count for *_, count in arrival.unknown()) == sum(reading.unknown.values())
    return sorted(rows, key=_id), sorted(found, key=_id)


def bare(said: Statement) -> Statement:
    """A statement, its offsets counted from the beginning of its row."""
    at, new = said.begin, msgspec.structs.replace
    return new(
        said, document="", begin=0, end=said.end - at,
        source=new(said.source, begin=said.source.begin - at, end=said.source.end - at),
        target=new(said.target, begin=said.target.begin - at, end=said.target.end - at),
        trigger=new(said.trigger, begin=said.trigger.begin - at, end=said.trigger.end - at),
    )  # fmt: skip


def _id(said: Statement) -> str:
    return said.id
