"""A large file on its way into a database: pieces of it as tables, wrong rows told apart by line.

DuckDB reads the rows; those that it cannot read, or that look wrong, are read once more by the
format's row reader, which says what is wrong with them, or that nothing is.
"""

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

import numpy as np

from allegiance.datasets.blocks import hear, placed
from allegiance.datasets.bulk import Bulk
from allegiance.datasets.format import Format
from allegiance.datasets.parties import Parties
from allegiance.datasets.rows import (
    BadRow,
    Row,
    parted,
    plainly,
    quoting,
    read_day,
    sound,
    unpacked,
)
from allegiance.ontology.relations import relation

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PIECE = 160_000_000
"""How many bytes of a file are read at once."""

TABLE = "arriving"


class Piece(NamedTuple):
    """Some lines of a file as UTF-8: the first one's number, and where the file goes on after them.

    `blank` of them are empty; `returns` where a carriage return stands within one.
    """

    path: Path
    line: int
    lines: int
    end: int
    blank: int
    returns: bool


class Wrong(NamedTuple):
    """A row that cannot be right: its line, why, and what it holds."""

    line: int
    why: BadRow
    cells: tuple[str, ...]


class Learnt(NamedTuple):
    """What words of rows mean, as rows of numbers and words: actors, codes, places."""

    names: list[tuple[object, ...]]
    codes: list[tuple[object, ...]]
    places: list[tuple[object, ...]]


class Read(NamedTuple):
    """What one piece gave: how many rows it has, which of them are wrong, and why others are silent.

    Silent rows that the table has are not among `silent`.
    """

    rows: int
    wrong: tuple[Wrong, ...]
    silent: dict[str, int]


def pieces(
    path: Path,
    folder: Path,
    *,
    encoding: str,
    quoted: bool,
    skip: int = 0,
    line: int = 1,
    limit: int | None = None,
    size: int | None = None,
) -> Iterator[Piece]:
    """A file's lines from a byte of its unpacked text on, as files in a folder, each gone after its turn.

    The next one is unpacked while one is read. `limit` is how many lines are wanted. Raises UnreadableDocument where the file is cut
    short or damaged.
    """
    with ThreadPoolExecutor(1) as beside, plainly(path), unpacked(path) as stream:
        _forward(stream, skip)
        cut = _Cut(stream, folder, encoding, quoted, skip, line, limit, size or PIECE)
        waiting = beside.submit(cut.next)
        while (piece := waiting.result()) is not None:
            waiting = beside.submit(cut.next)
            try:
                yield piece
            finally:
                piece.path.unlink()


class _Cut:
    """Cuts a stream into pieces at the ends of lines."""

    def __init__(
        self, stream: IO[bytes], folder: Path, encoding: str, quoted: bool, end: int, line: int,
        limit: int | None, size: int,
    ) -> None:  # fmt: skip
        self._stream, self._folder, self._size, self._left = stream, folder, size, limit
        self._encoding, self._quoted = encoding, quoted
        self._end, self._line, self._number = end, line, 0

    def next(self) -> Piece | None:
        """The next piece; None where there is no more."""
        parts = [] if self._left == 0 else [self._stream.read(self._size), self._stream.readline()]
        while self._quoted and sum(each.count(b'"') for each in parts) % 2:
            if not (more := self._stream.readline()):
                break
            parts.append(more)
        if not any(parts):
            return None
        if self._left is not None:
            parts = b"".join(parts).splitlines(keepends=True)[: self._left]
            self._left -= len(parts)
        self._end += sum(map(len, parts))
        path = self._folder / f"piece-{self._number % 2}.csv"
        plain = [
            _plain(each, self._encoding)
            for each in (parts if self._left is None else [b"".join(parts)])
        ]
        with path.open("wb") as file:
            file.writelines(plain)
        lines, blank, ended = 0, 0, True
        for each in filter(None, plain):
            found, empty = _blank(each, ended)
            lines, blank, ended = lines + found, blank + empty, each.endswith(b"\n")
        lines += not ended
        piece = Piece(
            path, self._line, lines, self._end,
            blank=blank, returns=any(b"\r" in each for each in plain),
        )  # fmt: skip
        self._line += lines
        self._number += 1
        return piece


def _forward(stream: IO[bytes], skip: int) -> None:
    while skip > 0 and (read := len(stream.read(min(skip, 10_000_000)))):
        skip -= read


def _plain(text: bytes, encoding: str) -> bytes:
    """A piece as DuckDB reads it: UTF-8 where that is possible, lines that end in a line feed."""
    if encoding.lower().replace("_", "-") not in ("utf-8", "utf8", "utf-8-sig"):
        text = text.decode(encoding, "surrogateescape").encode("utf-8", "surrogateescape")
    text = text.removeprefix(b"\xef\xbb\xbf")
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n")
    return text


class Table:
    """The columns of one file, and how its pieces become the table `arriving`.

    `quoted` where cells may stand in quotes, `titled` where its first line is a header.
    """

    def __init__(
        self, path: Path, form: Format, bulk: Bulk, header: Sequence[str], at: Mapping[str, int],
        encoding: str,
    ) -> None:  # fmt: skip
        self._form, self._bulk, self._header, self._encoding = form, bulk, tuple(header), encoding
        self._at = dict(at)
        self._dubious = _DUBIOUS.format(bulk.key)
        with plainly(path), unpacked(path) as stream:
            first = stream.readline().decode(encoding, "replace").removeprefix("\ufeff")
        self._delimiter, self.quoted = parted(first)
        cells = next(csv.reader([first], delimiter=self._delimiter), [])
        self.titled = tuple(cell.strip() for cell in cells) == self._header
        self._parties = Parties(form.name)

    def read(self, connection: "DuckDBPyConnection", piece: Piece) -> Read:
        """Make `arriving` of a piece; the rows that cannot be right are not in it."""
        titled = self.titled and piece.line == 1
        for table in (TABLE, "reject_errors", "reject_scans"):
            connection.execute(f"DROP TABLE IF EXISTS {table}")
        rows = piece.lines - titled - piece.blank
        wrong = self._lone(piece)
        silent: Counter[str] = Counter()
        connection.execute(
            f"CREATE TEMP TABLE {TABLE} AS {self._select(piece.path, titled=titled)}"
        )
        lines = {line for (line,) in connection.execute(REJECTED).fetchall()}
        events = {event for (event,) in connection.execute(self._dubious).fetchall()}
        if lines or events:
            wrong += self._again(connection, piece, lines, events, titled, silent)
        return Read(rows, tuple(sorted(wrong, key=lambda each: each.line)), dict(silent))

    def twice(self, piece: Piece, events: Collection[int]) -> list[Wrong]:
        """The rows of a piece whose events stand earlier in the file."""
        found = []
        for line, cells in self._doubtful(
            piece, set(), set(events), self.titled and piece.line == 1
        ):
            key = ", ".join(cells[self._at[each]] for each in self._form.key)
            why = BadRow(
                f"{key} stands earlier in this file; take one of the two out", self._form.key[0]
            )
            found.append(Wrong(line, why, tuple(cells)))
        return found

    def learnt(
        self,
        names: Iterable[tuple[str, str, str]],
        codes: Iterable[tuple[str, str]],
        places: Iterable[tuple[str, str, str, float | None, float | None]],
    ) -> Learnt:
        """What words mean that rows hold, as the row reader reads them."""
        return Learnt(
            [(*each, *self._who(*each)) for each in names],
            [(*each, *self._coding(_one(each[0]))) for each in codes],
            [(*each, *self._place(*each)) for each in places],
        )

    def _who(self, name: str, code: str, home: str) -> tuple[object, ...]:
        who = self._parties.find(self._bulk.party(_one(name), _one(code), _one(home), ""))
        return who.id, who.name, who.kind, who.country, who.known

    def _coding(self, code: str) -> tuple[object, ...]:
        told = self._bulk.coding(code)
        if isinstance(told, str):
            return (*(None,) * 8, told)
        kind = relation(told.relation)
        return (
            told.relation, kind.plover[0] if kind.plover else "", kind.sign, kind.symmetric,
            told.phase, told.certainty, told.time_status, told.instrument, None,
        )  # fmt: skip

    def _place(
        self, kind: str, name: str, home: str, lat: float | None, lon: float | None
    ) -> tuple[object, ...]:
        spot = self._bulk.spot(_one(kind), _one(name), _one(home), lat, lon)
        found = placed(spot) if spot else None
        if found is None:
            return "", "", None, None
        return found.id, found.name, found.country, found.precision

    def _lone(self, piece: Piece) -> list[Wrong]:
        """The lines that hold a carriage return, which no reader takes for a mere letter; out of the piece."""
        if not piece.returns:
            return []
        lines = piece.path.read_bytes().split(b"\n")
        found = []
        for number, each in enumerate(lines):
            if b"\r" in each:
                why = BadRow(
                    "the row cannot be told apart into cells (a carriage return stands in it)"
                )
                told = each.decode("utf-8", "replace").split(self._delimiter)
                found.append(Wrong(piece.line + number, why, tuple(told)))
                lines[number] = b""
        piece.path.write_bytes(b"\n".join(lines))
        return found

    def _select(self, path: Path, *, titled: bool = False) -> str:
        """The rows of a file as the columns of `arriving`."""
        bulk = self._bulk
        columns = {place: name for name, place in self._at.items() if name in self._fields()}
        told = ", ".join(
            f"'{columns[place]}': '{bulk.types.get(columns[place], 'VARCHAR')}'"
            if place in columns
            else f"'c{place}': 'VARCHAR'"
            for place in range(len(self._header))
        )
        quote = '"' if self.quoted else ""
        source = (
            f"read_csv('{_escaped(path)}', columns={{{told}}}, delim='{self._delimiter}', "
            f"quote='{quote}', escape='{quote}', header={str(titled).lower()}, auto_detect=false, "
            f"dateformat='{bulk.days}', new_line='\\n', store_rejects=true, rejects_limit=0, "
            "strict_mode=true, max_line_size=10000000)"
        )
        lacking = [name for name in self._fields() if name not in columns.values()]
        given = "".join(
            f', NULL::{bulk.types.get(name, "VARCHAR")} AS "{name}"' for name in lacking
        )
        return f"{_COLUMNS.format(b=bulk)} FROM (SELECT *{given} FROM {source}) WHERE {bulk.named}"

    def _fields(self) -> tuple[str, ...]:
        return (*self._form.columns, *self._form.also)

    def _again(
        self,
        connection: "DuckDBPyConnection",
        piece: Piece,
        lines: set[int],
        events: set[int | None],
        titled: bool,
        silent: Counter[str],
    ) -> list[Wrong]:
        """Read doubtful rows one by one: those that are right come back into the table."""
        connection.execute(
            f"DELETE FROM {TABLE} WHERE event IN (SELECT unnest(?::BIGINT[])) OR event IS NULL",
            [[each for each in events if each is not None]],
        )
        wrong: list[Wrong] = []
        right: list[Sequence[str]] = []
        seen: dict[str, int] = {}
        for line, cells in self._doubtful(piece, lines, events, titled):
            try:
                told = sound(cells, self._header, self._encoding)
                if isinstance(told, BadRow):
                    raise told
                row = Row(self._at, told, line)
                why = hear(row, self._form).silence
                if why and not self._bulk.of:
                    silent[why] += 1
                    continue
                self._once(row, seen)
                right.append(self._canonical(row))
            except BadRow as bad:
                wrong.append(Wrong(line, bad, tuple(_printable(each) for each in cells)))
        self._patch(connection, piece, right)
        return wrong

    def _doubtful(
        self, piece: Piece, lines: set[int], events: set[int | None], titled: bool
    ) -> Iterator[tuple[int, list[str]]]:
        """The rows that stand in these lines, counted from 1, or tell of these events."""
        at = self._at[self._form.key[0]]
        text = piece.path.read_bytes().decode("utf-8", "surrogateescape")
        reader = csv.reader(
            io.StringIO(text, newline="\n"), delimiter=self._delimiter, quoting=quoting(self.quoted)
        )
        while True:
            line = reader.line_num + 1
            cells = next(reader, None)
            if cells is None:
                return
            told = cells[at].strip() if at < len(cells) else ""
            meant = line in lines or not told or _number(told) in events
            if cells and meant and not (titled and line == 1):
                yield piece.line + line - 1, cells

    def _once(self, row: Row, seen: dict[str, int]) -> None:
        key = " ".join(row[column] for column in self._form.key)
        if (first := seen.setdefault(key, row.line)) != row.line:
            raise BadRow(
                f"{key} stands in line {first} already; take one of the two out",
                ", ".join(self._form.key),
            )

    def _canonical(self, row: Row) -> list[str]:
        """The cells of a row, numbers and dates written as DuckDB reads them."""
        cells = [row.cells[place] for place in range(len(self._header))]
        for column, kind in self._bulk.types.items():
            place = self._at.get(column)
            if place is None or not cells[place].strip():
                continue
            if kind == "DATE":
                cells[place] = _written(read_day(row[column], column), self._bulk.days)
            elif kind == "BIGINT":
                cells[place] = str(row.whole(column))
        return cells

    def _patch(
        self, connection: "DuckDBPyConnection", piece: Piece, rows: list[Sequence[str]]
    ) -> None:
        if not rows:
            return
        path = piece.path.with_suffix(".patch.csv")
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(
                file, delimiter=self._delimiter, quoting=quoting(self.quoted), lineterminator="\n", quotechar=
                '"' if self.quoted else None,
            )  # fmt: skip
            writer.writerows(rows)
        connection.execute(f"INSERT INTO {TABLE} {self._select(path)}")
        path.unlink()


def _number(told: str) -> int | None:
    """The number of an event, in whatever way it is written."""
    try:
        return int(float(told)) if "." in told else int(told)
    except (ValueError, OverflowError):
        return None


def _one(cell: str) -> str:
    """A cell as the row reader takes it: without the spaces around, and one within."""
    return " ".join(cell.split())


def _blank(part: bytes, after: bool) -> tuple[int, int]:
    """How many lines end in a part of a piece, and how many of them are empty.

    `after` where it follows the end of a line.
    """
    ends = np.flatnonzero(np.frombuffer(part, np.uint8) == ord("\n"))
    return len(ends), int((np.diff(ends) == 1).sum()) + (after and part.startswith(b"\n"))


def _written(day: str, form: str) -> str:
    year, month, date = day.split("-")
    return form.replace("%Y", year).replace("%m", month).replace("%d", date)


def _escaped(path: Path) -> str:
    return str(path).replace("'", "''")


def _printable(cell: str) -> str:
    return cell.encode("utf-8", "replace").decode()


_COLUMNS = """SELECT {b.event} AS event, ({b.part})::INTEGER AS part, {b.day} AS day, {b.date} AS date,
    coalesce({b.source[0]}, '') AS source_name, coalesce({b.source[1]}, '') AS source_code,
    coalesce({b.source[2]}, '') AS source_home,
    coalesce({b.target[0]}, '') AS target_name, coalesce({b.target[1]}, '') AS target_code,
    coalesce({b.target[2]}, '') AS target_home,
    coalesce(trim({b.code[0]}), '') AS code, coalesce({b.code[1]}, '') AS text,
    coalesce({b.place[0]}, '') AS place_kind, coalesce({b.place[1]}, '') AS place_name,
    coalesce({b.place[2]}, '') AS place_home, {b.degrees[0]} AS lat, {b.degrees[1]} AS lon,
    trim({b.writing}) AS writing, trim({b.publisher}) AS publisher, ({b.number})::INTEGER AS number,
    ({b.confidence})::TINYINT AS confidence, {b.one} AS one, coalesce({b.wrong}, false) AS wrong"""
REJECTED = "SELECT DISTINCT line FROM reject_errors"
_DUBIOUS = """SELECT event FROM arriving WHERE wrong OR NOT coalesce(abs(lat) <= 90, true)
    OR NOT coalesce(abs(lon) <= 180, true)
    UNION SELECT event FROM arriving GROUP BY {} HAVING count(*) > 1"""
