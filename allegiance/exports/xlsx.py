"""Statements and ties as a workbook, for Excel and LibreOffice."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from allegiance.exports.format import Format, Written, stamp
from allegiance.exports.rows import FORMULA, STATEMENT, TIE, Cell, clean, flat, flat_tie, slim
from allegiance.network.ties import tie
from allegiance.statements.statement import Statement


def write_xlsx(statements: Iterable[Statement], out: BinaryIO) -> Written:
    """Two sheets with the columns of `csv` and `ties-csv`, and one that says what they are.

    No cell is a formula: text that looks like one is kept as it is, as text, also where a reader
    edits it. A sheet holds a million rows, and what is more goes on in a second; a cell holds
    32,767 characters, and says how many more there were. Rows are put by on the disk.
    """
    import xlsxwriter

    made = datetime.strptime(stamp(), "%Y-%m-%dT%H:%M:%SZ")
    with TemporaryDirectory(prefix="allegiance-") as folder:
        book = xlsxwriter.Workbook(out, {"constant_memory": True, "tmpdir": folder})
        book.set_properties({"author": "Allegiance", "created": made})
        try:
            count = _fill(book, statements)
        except BaseException:
            for sheet in book.worksheets():
                sheet.row_data_fh.close()
            raise
        book.close()
    return Written(written=count)


ROWS = 1_048_575
LONGEST = 32_767
ABOUT = (
    "Statements: what documents say of actors in armed conflict, one row each, with the sentence.",
    "Ties: all statements that relate two actors in one relation and theatre, one row each.",
    "They record what is said, by whom and how certainly; never what is true.",
    "polarity is negative where the text denies it; certainty is certain, probable, possible or unknown.",
    "attribution is who says so, the outermost source first; empty where the document itself does.",
    "time_edtf has the precision of the text; time_start and time_end only bound it.",
)
FORMATS = (
    Format(
        name="xlsx", gloss="a workbook of statements and ties, for Excel and LibreOffice",
        suffix=".xlsx", write=write_xlsx, binary=True,
    ),
)  # fmt: skip


def _fill(book: Any, statements: Iterable[Statement]) -> int:
    about = book.add_worksheet("Read me")
    about.set_column(0, 0, 100)
    for number, line in enumerate(ABOUT):
        about.write_string(number, 0, line)
    said, tied = _Sheet(book, "Statements", STATEMENT), _Sheet(book, "Ties", TIE)
    for made in tie(_kept(statements, said)):
        tied.add(flat_tie(made))
    return said.count


def _kept(statements: Iterable[Statement], sheet: "_Sheet") -> Iterator[Statement]:
    for said in statements:
        sheet.add(flat(said))
        yield slim(said)


class _Sheet:
    """A sheet that takes rows, and goes on in another when it is full."""

    def __init__(self, book: Any, name: str, columns: Iterable[str]) -> None:
        self.count = 0
        self._book, self._name = book, name
        self._columns = [path.replace(".", "_") for path in columns]
        self._quoted = book.add_format({"quote_prefix": True})
        self._bold = book.add_format({"bold": True})
        self._sheet = self._opened(name)

    def add(self, row: dict[str, Cell]) -> None:
        number = self.count % ROWS + 1
        if self.count and number == 1:
            self._sheet = self._opened(f"{self._name} {self.count // ROWS + 1}")
        for column, cell in enumerate(row.values()):
            self._write(number, column, cell)
        self.count += 1

    def _opened(self, name: str) -> Any:
        sheet = self._book.add_worksheet(name)
        for column, title in enumerate(self._columns):
            sheet.write_string(0, column, title, self._bold)
        sheet.freeze_panes(1, 0)
        return sheet

    def _write(self, row: int, column: int, cell: Cell) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, bool):
            self._sheet.write_boolean(row, column, cell)
        elif isinstance(cell, str):
            form = self._quoted if FORMULA.match(cell) else None
            self._sheet.write_string(row, column, _fitting(clean(cell)), form)
        else:
            self._sheet.write_number(row, column, cell)


def _fitting(text: str) -> str:
    """Text no longer than a cell; a longer one ends with how much is missing."""
    if len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    kept = text.encode("utf-16-le")[: 2 * (LONGEST - 50)].decode("utf-16-le", "ignore")
    return f"{kept} [{len(text) - len(kept)} more characters]"
