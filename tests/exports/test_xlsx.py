"""openpyxl reads the workbook, and nothing in it runs."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from allegiance.exports import xlsx
from allegiance.exports.rows import clean, flat
from tests.exports.conftest import data, odd, say

(XLSX,) = xlsx.FORMATS


def sheet(book: Any, name: str) -> list[dict[str, Any]]:
    titles, *lines = book[name].iter_rows(values_only=True)
    return [dict(zip(titles, line, strict=True)) for line in lines]


def test_every_cell_is_read_back() -> None:
    packed, written = data(XLSX, *odd())
    book = openpyxl.load_workbook(BytesIO(packed))
    assert book.sheetnames == ["Read me", "Statements", "Ties"]
    found = sheet(book, "Statements")
    assert written.written == len(odd()) == len(found)
    for row, said in zip(found, odd(), strict=True):
        for name, cell in flat(said).items():
            wanted = clean(cell) if isinstance(cell, str) else cell
            assert row[name] == (wanted or None) if wanted == "" else row[name] == wanted, name
    assert {row["relation"] for row in sheet(book, "Ties")} == {said.relation for said in odd()}


def test_a_formula_is_text_also_where_it_is_edited() -> None:
    packed, _ = data(XLSX, *odd())
    book = openpyxl.load_workbook(BytesIO(packed))
    cells = [cell for row in book["Statements"].iter_rows() for cell in row]
    risky = [cell for cell in cells if str(cell.value).startswith("=")]
    assert risky
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in risky)
    assert not any(cell.data_type == "f" for cell in cells)
    with ZipFile(BytesIO(packed)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("sign", ["x", "😀"])
def test_a_long_sentence_says_how_much_is_missing(sign: str) -> None:
    packed, _ = data(XLSX, say("Gondor", "arm", "Rohan", sentence=sign * 40_000))
    found = sheet(openpyxl.load_workbook(BytesIO(packed)), "Statements")[0]["sentence"]
    kept = found.rpartition(" [")[0]
    assert set(kept) == {sign}
    assert found.endswith(f" [{40_000 - len(kept)} more characters]")
    assert len(found.encode("utf-16-le")) // 2 <= xlsx.LONGEST


def test_a_full_sheet_goes_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "ROWS", 2)
    packed, _ = data(XLSX, *(say("A", "arm", "B", id=str(n)) for n in range(5)))
    book = openpyxl.load_workbook(BytesIO(packed))
    names = ["Statements", "Statements 2", "Statements 3"]
    ids = [[row["id"] for row in sheet(book, name)] for name in names]
    assert ids == [["0", "1"], ["2", "3"], ["4"]]
