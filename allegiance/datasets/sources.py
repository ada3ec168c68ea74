"""Files that are no tables: how one is told from its beginning, and how it becomes documents.

A graph or a list of entities gives rows all the same, an edge or an entity each; annotated texts give
documents as they are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from allegiance.datasets.blocks import Block, Heard, blocks, hear
from allegiance.datasets.format import Claim, Format, Silent
from allegiance.datasets.parties import Parties
from allegiance.datasets.reading import Reading, Rejected, made_by
from allegiance.datasets.rows import BadRow, Row, checksum, plainly, unpacked
from allegiance.errors import BadOption, UnreadableDocument

HEAD = 4096
"""So many bytes of a file tell of which format it is."""


class Given(NamedTuple):
    """What the user asked for, as `datasets.read` takes it."""

    columns: Mapping[str, str] = {}
    limit: int | None = None
    skip_bad: bool = False
    on_row: Callable[[int], None] | None = None
    keep: Callable[[Row], bool] | None = None
    labels: str | Path | None = None


class Cells(NamedTuple):
    """A row of a file that is no table: its line, and its cells by name, or what is wrong with it."""

    line: int
    cells: Mapping[str, str] | BadRow


def _nothing(row: Row) -> Iterable[Claim]:
    raise Silent("the file is no table")


class Source(Format, frozen=True, kw_only=True):
    """A format whose files are no tables.

    `fits` says of a file's first bytes whether it is of this format, and `open` gives its documents;
    the counts of the reading grow as these come.
    """

    fits: Callable[[Path, bytes], bool]
    open: Callable[[Reading, Given], Iterator[Block]]
    columns: tuple[str, ...] = ()
    read: Callable[[Row], Iterable[Claim]] = _nothing


def head(path: Path) -> bytes:
    """The first bytes of a file, unpacked where it is one in gzip. Raises UnreadableDocument where it cannot be read."""
    with plainly(path):
        with path.open("rb") as file:
            told = file.read(HEAD)
        if told.startswith(b"\x1f\x8b"):
            with unpacked(path) as unzipped:
                return unzipped.read(HEAD)
    return told


def from_rows(
    reading: Reading,
    given: Given,
    found: Iterable[Cells],
    told: Callable[[Row], Iterable[Claim]],
    *,
    form: Format | None = None,
) -> Iterator[Block]:
    """The documents of a file whose rows are cells by name.

    `told` says what a row asserts, as `Format.read` does. Columns by other names are found by
    `names` of the format and by `columns` that the user told.
    """
    form = form or reading.form
    rows = _rows(reading, given, found, form)
    heard = _heard(reading, given, rows, msgspec.structs.replace(_plain(form), read=told))
    parties = Parties(form.name)
    parties.unknown = reading.unknown
    made = blocks(
        heard if given.limit is None else islice(heard, given.limit),
        form,
        reading.path,
        checksum=checksum(reading.path),
        made_by=made_by(form),
        parties=parties,
        silences=reading.silences,
    )
    for block in made:
        reading.statements += len(block.statements)
        yield block


def json_lines(path: Path) -> Iterator[tuple[int, Any | BadRow]]:
    """The value of each line that is not empty, or what is wrong with it, and its number."""
    decode = msgspec.json.Decoder().decode
    with plainly(path), unpacked(path) as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                yield number, decode(line.removeprefix(b"\xef\xbb\xbf"))
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                wrong = BadRow(f"the line is no JSON ({error})")
                wrong.cells = [line.decode("utf-8", "replace").strip()]
                yield number, wrong


def reject(reading: Reading, given: Given, wrong: BadRow, line: int, where: str = "line") -> None:
    """Leave a row out that cannot be right, or raise UnreadableDocument where none may be left out."""
    column = f", {wrong.column!r}" if wrong.column else ""
    if not given.skip_bad:
        raise UnreadableDocument(
            f"{reading.path}, {where} {line}{column}: {wrong}; correct it, or leave such rows out with "
            "--skip-bad"
        ) from wrong
    reading.rejected.append(Rejected(line, f"{wrong.column or 'row'}: {wrong}", tuple(wrong.cells)))


def _plain(form: Format) -> Format:
    """A format as that of a table, whose rows are heard."""
    return Format(
        name=form.name, gloss=form.gloss, outlet=form.outlet, licence=form.licence,
        columns=form.columns, also=form.also, read=form.read, story=form.story,
    )  # fmt: skip


def _rows(
    reading: Reading, given: Given, found: Iterable[Cells], form: Format
) -> Iterator[Row | tuple[int, BadRow]]:
    """The rows with their cells under the names that the format reads."""
    for name in given.columns:
        if name not in (*form.columns, *form.also):
            raise BadOption(
                f"{form.name} reads no column {name!r}; it reads "
                f"{', '.join((*form.columns, *form.also))}"
            )
    for line, cells in found:
        reading.rows += 1
        if given.on_row and reading.rows % 1000 == 0:
            given.on_row(reading.rows)
        yield (line, cells) if isinstance(cells, BadRow) else _row(form, given, line, cells)


def _row(form: Format, given: Given, line: int, cells: Mapping[str, str]) -> Row:
    plain = {name.lower(): name for name in reversed(list(cells))}
    keys = list(cells)
    at = {name.lower(): place for place, name in reversed(list(enumerate(keys)))}
    at |= {name: place for place, name in enumerate(keys)}
    for field in (*form.columns, *form.also):
        for name in (given.columns.get(field), field, *form.names.get(field, ())):
            if name and name.lower() in plain:
                at[field] = at[plain[name.lower()]]
                break
    return Row(at, list(cells.values()), line)


def _heard(
    reading: Reading, given: Given, rows: Iterator[Row | tuple[int, BadRow]], form: Format
) -> Iterator[Heard]:
    for row in rows:
        if isinstance(row, tuple):
            reject(reading, given, row[1], row[0])
            continue
        try:
            if given.keep is None or given.keep(row):
                yield hear(row, form)
        except BadRow as wrong:
            wrong.cells = [f"{name}={row[name]}" for name in row if row[name]]
            reject(reading, given, wrong, row.line)


def listed(names: Sequence[str], most: int = 5) -> str:
    """Some names, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
