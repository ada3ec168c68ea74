"""The rows of a table in a file: streamed, with their lines, and told plainly where they are wrong.

CSV and tab-separated text, plain, gzip or the one file in a ZIP. Only one row is in memory.
"""

import csv
import gzip
import hashlib
import io
import re
import zipfile
import zlib
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import IO, Literal, NamedTuple, Protocol

from allegiance.datasets.records import BrokenJson, columns, is_json, records
from allegiance.errors import UnreadableDocument
from allegiance.statements.statement import Time


class BadRow(UnreadableDocument):
    """A row that cannot be right. `line` is where it stands, `cells` what it holds."""

    line: int = 0
    cells: Sequence[str] = ()

    def __init__(self, message: str, column: str | None = None) -> None:
        super().__init__(message)
        self.column = column


class Row(Mapping[str, str]):
    """A row: its cells by column, without the spaces around; columns that the file lacks are empty."""

    def __init__(self, at: Mapping[str, int], cells: Sequence[str], line: int) -> None:
        self._at = at
        self.cells = cells
        self.line = line

    def __getitem__(self, column: str) -> str:
        place = self._at.get(column)
        return "" if place is None else " ".join(self.cells[place].split())

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)

    def has(self, column: str) -> bool:
        """Whether the file has the column at all."""
        return column in self._at

    def whole(self, column: str) -> int | None:
        """A whole number, "3" or "3.0"; None where the cell is empty. Raises BadRow for another thing."""
        told = self[column]
        if not told:
            return None
        try:
            number = float(told)
            if number == int(number):
                return int(number)
        except (ValueError, OverflowError):
            pass
        raise BadRow(f"{told!r} is no whole number", column)

    def needed(self, column: str) -> str:
        """A cell that must not be empty."""
        if told := self[column]:
            return told
        raise BadRow("the cell is empty", column)

    def code(self, column: str) -> str | None:
        """A code without the ".0" that spreadsheets add; None where there is none."""
        told = re.sub(r"\.0+$", "", self[column])
        return told or None

    def degrees(self, column: str, most: float) -> float | None:
        told = self[column]
        if not told:
            return None
        try:
            found = float(told)
        except ValueError:
            found = float("nan")
        if not abs(found) <= most:
            raise BadRow(f"{told!r} is no coordinate: -{most:g} to {most:g} degrees", column)
        return found

    def year(self, column: str) -> int:
        """A year of four digits."""
        found = self.whole(column)
        if found is None or not 1000 <= found <= 2200:
            raise BadRow(f"{self[column]!r} is no year", column)
        return found

    def day(self, column: str) -> str | None:
        """An ISO day; None where the cell is empty. Raises BadRow for an impossible date."""
        return read_day(self[column], column) if self[column] else None


def read_day(told: str, column: str) -> str:
    """The ISO day of "2014-01-23", "2014-01-23 00:00:00.000", "20140123", "23 January 2014", "1/23/2014".

    Raises BadRow for a date that no calendar has.
    """
    if found := re.match(r"(\d{4})(-?)(\d{1,2})\2(\d{1,2})(?:[T ].*)?$", told):
        year, month, day = (int(found[each]) for each in (1, 3, 4))
    elif found := re.match(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ -](\d{4})$", told):
        month = next((n for n, name in enumerate(_MONTHS, 1) if found[2][:3].lower() == name), 0)
        year, day = int(found[3]), int(found[1])
    elif found := re.match(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?$", told):
        month, day, year = map(int, found.groups())
    else:
        raise BadRow(f"{told!r} is no date; 2014-01-23 is one", column)
    if not (1 <= month <= 12 and year and 1 <= day <= monthrange(year, month)[1]):
        raise BadRow(f"{told!r} is a day that no calendar has", column)
    return f"{year:04}-{month:02}-{day:02}"


_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def year_time(year: int, text: str | None = None) -> Time:
    """A year, no finer."""
    return Time(
        text=text or str(year), start=f"{year:04}-01-01", end=f"{year:04}-12-31", edtf=f"{year:04}"
    )


def day_time(first: str, last: str | None, text: str | None = None) -> Time:
    """A day, or the days from one to another."""
    last = last or first
    edtf = first if first == last else f"{first}/{last}"
    return Time(text=text or edtf, start=first, end=last, edtf=edtf)


class Table(NamedTuple):
    """An opened file: its header, and its rows, or what is wrong with one, in their order."""

    header: tuple[str, ...]
    rows: Iterator[tuple[int, Sequence[str] | BadRow]]


def checksum(path: Path) -> str:
    """What identifies a file: the SHA-256 of its bytes."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableDocument(f"{path} cannot be read: {error.strerror or error}") from error


Lay = Callable[[Sequence[str]], Sequence[str]]
"""Puts the cells of a line where they belong."""


@contextmanager
def table(
    path: Path,
    *,
    encoding: str = "utf-8",
    heading: Callable[[Sequence[str]], Sequence[str] | None],
    lay: Lay = list,
) -> Iterator[Table]:
    """The table of a file. `heading` takes the first line's cells and names the columns.

    It gives None where that line is the header. `lay` puts the cells of each line right, the header's
    too. Raises UnreadableDocument where the file cannot be read or ends too early, also while its
    rows are read.
    """
    with plainly(path), unpacked(path) as file:
        lines = _Lines(file, encoding)
        first = next(lines, None)
        if first is None:
            raise UnreadableDocument(f"{path} is empty; download it again")
        if is_json(first):
            header = _json_columns(path, encoding, path.stat().st_size, path.stat().st_mtime_ns)
            heading(header)
            yield Table(header, _objects(lines.again(first), header))
            return
        delimiter, quoted = parted(first)
        reader = csv.reader(
            lines.again(first),
            delimiter=delimiter,
            quoting=quoting(quoted),
        )
        cells = _first(path, reader)
        named = heading([cell.strip() for cell in cells])
        header = tuple(cell.strip() for cell in (named if named is not None else lay(cells)))
        start = iter([(1, cells)]) if named is not None else iter(())
        yield Table(header, _rows(path, reader, lines, header, start, lay))


def quoting(quoted: bool) -> Literal[0, 3]:
    """How the csv module is told that cells may stand in quotes, or that no mark is one."""
    return csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE


def parted(line: str) -> tuple[str, bool]:
    """What parts the cells of a line, and whether they may stand in quotes."""
    tabs = line.count("\t") >= max(1, line.count(",") // 4)
    if not tabs and line.count(";") > line.count(","):
        return ";", True
    return ("\t" if tabs else ","), not tabs or '"' in line


def _rows(
    path: Path,
    reader: "_Reader",
    lines: "_Lines",
    header: Sequence[str],
    start: Iterator[tuple[int, list[str]]],
    lay: Lay,
) -> Iterator[tuple[int, Sequence[str] | BadRow]]:
    for line, cells in start:
        yield line, sound(lay(cells), header, lines.encoding, damaged=lines.damaged)
    while True:
        line = reader.line_num + 1
        with plainly(path, lines):
            found = _next(reader)
        if found is None:
            return
        if isinstance(found, BadRow):
            yield line, found
        elif found:
            yield line, sound(lay(found), header, lines.encoding, damaged=lines.damaged)


@lru_cache(maxsize=4)
def _json_columns(path: Path, encoding: str, *_state: int) -> tuple[str, ...]:
    """The columns of a file of objects, for which all of it is read, once as long as it is the same."""
    with unpacked(path) as file:
        try:
            return columns(records(_Lines(file, encoding)))
        except BrokenJson as error:
            raise UnreadableDocument(
                f"{path} is cut short or damaged: {error}; download it again"
            ) from error


def _first(path: Path, reader: "_Reader") -> list[str]:
    """The cells of the first line. Raises UnreadableDocument where it has none, as in a file that is no text."""
    cells = _next(reader)
    if isinstance(cells, list):
        return cells
    raise UnreadableDocument(
        f"{path}, line 1: {cells or 'it has no cells'}; is it a table? save it as CSV, and import that"
    )


def _objects(
    lines: "_Lines", header: Sequence[str]
) -> Iterator[tuple[int, Sequence[str] | BadRow]]:
    for line, told, text in records(lines):
        if isinstance(told, str):
            wrong = BadRow(told)
            wrong.cells = [text.encode("utf-8", "replace").decode()]
            yield line, wrong
        else:
            cells = [told.get(name, "") for name in header]
            yield line, sound(cells, header, lines.encoding, damaged=lines.damaged)


def _next(reader: "_Reader") -> list[str] | BadRow | None:
    try:
        return next(reader)
    except StopIteration:
        return None
    except csv.Error as error:
        return BadRow(f"the row cannot be told apart into cells ({error})")


def sound(
    cells: Sequence[str], header: Sequence[str], encoding: str, *, damaged: bool = True
) -> Sequence[str] | BadRow:
    """The cells, or what is wrong with their number or their letters."""
    wrong = None
    spare = len(cells) - len(header)
    if spare > 0 and any(cell.strip() for cell in cells[len(header) :]):
        wrong = BadRow(
            f"{len(cells)} cells where the header has {len(header)} columns: "
            "a cell holds the mark that parts cells, or two versions are mixed"
        )
    elif spare < 0:
        wrong = BadRow(
            f"{len(cells)} cells where the header has {len(header)} columns: the line is cut short"
        )
    elif damaged:
        place, cell = next(
            ((at, each) for at, each in enumerate(cells) if re.search("[\udc80-\udcff]", each)),
            (0, ""),
        )
        if cell:
            wrong = BadRow(
                f"{cell.encode('ascii', 'replace').decode()[:40]!r} is not {encoding}; name the "
                "encoding, as in --encoding latin-1",
                header[place],
            )
    if wrong is None:
        return cells[: len(header)]
    wrong.cells = [cell.encode("utf-8", "replace").decode() for cell in cells]
    return wrong


class _Reader(Protocol):
    """What the csv module's reader is."""

    line_num: int

    def __next__(self) -> list[str]: ...


class _Lines(Iterator[str]):
    """The lines of a file as text; letters that are not of the encoding are kept apart."""

    def __init__(self, file: IO[bytes], encoding: str) -> None:
        self._file = file
        self.encoding = encoding
        self.damaged = False
        self.count = 0
        self._back: list[str] = []

    def __next__(self) -> str:
        if self._back:
            return self._back.pop()
        raw = self._file.readline(_LONGEST)
        if not raw:
            raise StopIteration
        self.count += 1
        if self.count == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        try:
            return raw.decode(self.encoding)
        except UnicodeDecodeError:
            self.damaged = True
            return raw.decode(self.encoding, "surrogateescape")

    def again(self, first: str) -> "_Lines":
        self._back = [first]
        return self


_LONGEST = 10_000_000


@contextmanager
def unpacked(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of a file, unpacked."""
    with path.open("rb") as file:
        head = file.read(4)
    if head[:2] == b"\x1f\x8b":
        with gzip.open(path, "rb") as unzipped:
            yield io.BufferedReader(unzipped)
    elif head == b"PK\x03\x04":
        with zipfile.ZipFile(path) as archive, archive.open(_member(path, archive)) as member:
            yield member
    else:
        with path.open("rb") as file:
            yield file


def _member(path: Path, archive: zipfile.ZipFile) -> str:
    names = [name for name in archive.namelist() if not name.endswith("/")]
    if "xl/workbook.xml" in names:
        raise UnreadableDocument(f"{path} is an Excel file; save its sheet as CSV and import that")
    tables = [name for name in names if name.lower().endswith((".csv", ".tsv", ".tab", ".txt"))]
    if len(tables) != 1:
        raise UnreadableDocument(f"{path} holds {len(tables)} tables; unpack it and name one")
    return tables[0]


@contextmanager
def plainly(path: Path, lines: _Lines | None = None) -> Iterator[None]:
    """Turn what may befall a file into one sentence."""
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
        where = f" after line {lines.count}" if lines else ""
        raise UnreadableDocument(
            f"{path} is cut short or damaged{where} ({error}); download it again"
        ) from error
    except OSError as error:
        raise UnreadableDocument(f"{path} cannot be read: {error.strerror or error}") from error


def nearest(column: str, header: Sequence[str]) -> str | None:
    """The column of a header that is likeliest meant."""
    plain = {re.sub(r"\W|_", "", each).lower(): each for each in header}
    key = re.sub(r"\W|_", "", column).lower()
    near = [key] if key in plain else get_close_matches(key, plain, n=1, cutoff=0.6)
    return plain[near[0]] if near else None
