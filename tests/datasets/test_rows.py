"""Rows of files as they come: packed, cut short, mixed up."""

import gzip
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.datasets.rows import BadRow, Row, day_time, nearest, read_day, table, year_time
from allegiance.errors import UnreadableDocument


def rows(path: Path, encoding: str = "utf-8") -> list[tuple[int, list[str] | str]]:
    """The rows of a file, what is wrong with one in its place."""
    with table(path, encoding=encoding, heading=lambda _: None) as opened:
        return [
            (line, str(each) if isinstance(each, BadRow) else list(each))
            for line, each in opened.rows
        ]


def test_plain_gzip_and_zip_are_one(tmp_path: Path) -> None:
    text = 'a,b\n1,"two\nlines"\n\n3,4\n'
    (tmp_path / "t.csv").write_text(text)
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(b"\xef\xbb\xbf" + text.encode()))
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as archive:
        archive.writestr("data/t.csv", text)
        archive.writestr("readme.md", "words")
    for name in ("t.csv", "t.csv.gz", "t.zip"):
        assert rows(tmp_path / name) == [(2, ["1", "two\nlines"]), (5, ["3", "4"])]


@pytest.mark.parametrize("text", [b"PAR1\x15\x04\r\x15more\n", b"a,b\r1,2\r"])
def test_a_first_line_that_no_table_has_is_told(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "t.parquet"
    path.write_bytes(text)
    with pytest.raises(
        UnreadableDocument, match=r"line 1: the row cannot be told apart .* save it"
    ):
        rows(path)


def test_extra_tabs_at_the_end_are_nothing_and_within_are_told(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text('a\tb\n1\t2\t\t\n1\t"2\n1\tx\t2\n1\n')
    [one, quote, more, less] = rows(path)
    assert one == (2, ["1", "2"])
    assert quote == (3, ["1", '"2'])
    assert more[1] == (
        "3 cells where the header has 2 columns: a cell holds the mark that parts cells, or two "
        "versions are mixed"
    )
    assert less == (5, "1 cells where the header has 2 columns: the line is cut short")


def test_letters_of_another_encoding_are_told_by_their_row(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("a,b\n1,é\n".encode() + "2,é\n".encode("latin-1") + b"3,e\n")
    good, bad, after = rows(path)
    assert good == (2, ["1", "é"])
    assert bad == (3, "'?' is not utf-8; name the encoding, as in --encoding latin-1")
    assert after == (4, ["3", "e"])
    assert rows(path, "latin-1")[1] == (3, ["2", "é"])


@pytest.mark.parametrize("kept", [20, 60, 200])
def test_a_gzip_file_cut_short_is_told(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "t.csv.gz"
    text = "a,b\n" + "".join(f"{n},{n * 7919 % 1000}\n" for n in range(5000))
    path.write_bytes(gzip.compress(text.encode())[:-kept])
    with pytest.raises(UnreadableDocument, match=r"t\.csv\.gz is cut short or damaged after line"):
        rows(path)


def test_what_is_no_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="cannot be read: No such file"):
        rows(tmp_path / "none.csv")
    with pytest.raises(UnreadableDocument, match="cannot be read: Is a directory"):
        rows(tmp_path)
    (tmp_path / "empty.csv").write_text("")
    with pytest.raises(UnreadableDocument, match="is empty; download it again"):
        rows(tmp_path / "empty.csv")
    for name, members, why in (
        ("a.xlsx", ["xl/workbook.xml"], "is an Excel file; save its sheet as CSV"),
        ("b.zip", ["1.csv", "2.csv"], "holds 2 tables; unpack it and name one"),
    ):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for member in members:
                archive.writestr(member, "x")
        with pytest.raises(UnreadableDocument, match=why):
            rows(tmp_path / name)


def row(**cells: str) -> Row:
    return Row({name: at for at, name in enumerate(cells)}, list(cells.values()), 2)


def test_cells_are_read_as_what_they_should_be() -> None:
    cells = row(a=" 3.0 ", b="", c="700.0", d="12.5", e="x\n y")
    assert (cells.whole("a"), cells.whole("b"), cells.code("c")) == (3, None, "700")
    assert (cells.degrees("d", 90), cells["e"], cells["none"]) == (12.5, "x y", "")
    assert cells.has("a")
    assert not cells.has("none")
    assert (list(cells), len(cells)) == (["a", "b", "c", "d", "e"], 5)
    for read in (
        lambda: cells.whole("d"), lambda: cells.year("a"), lambda: cells.needed("b"),
        lambda: cells.degrees("e", 90), lambda: cells.degrees("c", 90), lambda: row(a="inf").whole("a"),
    ):  # fmt: skip
        with pytest.raises(BadRow):
            read()


@given(st.dates(min_value=date(1000, 1, 1)))
def test_days_in_all_their_spellings(day: date) -> None:
    spelled = (
        day.isoformat(), f"{day.isoformat()} 00:00:00.000", f"{day:%Y%m%d}",
        f"{day.month}/{day.day}/{day.year}",
        f"{day.day} {'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split()[day.month - 1]} {day.year}",
    )  # fmt: skip
    assert {read_day(each, "c") for each in spelled} == {day.isoformat()}


@given(st.text())
def test_any_text_is_a_day_or_a_bad_cell(text: str) -> None:
    try:
        day = read_day(text, "c")
    except BadRow:
        return
    assert date.fromisoformat(day)


def test_times_are_no_finer_than_told() -> None:
    assert year_time(1990).edtf == "1990"
    assert day_time("2014-01-23", None).edtf == "2014-01-23"
    assert day_time("2014-01-23", "2014-01-24").edtf == "2014-01-23/2014-01-24"


def test_the_column_that_is_meant() -> None:
    assert nearest("side_a_new_id", ["id", "SideANewID"]) == "SideANewID"
    assert nearest("dyad_name", ["id", "dyads_name"]) == "dyads_name"
    assert nearest("dyad_name", ["x"]) is None


def test_semicolons_part_cells_where_they_are_more_than_commas(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('a;b;c,d\n1;"2;3";4\n')
    assert rows(path) == [(2, ["1", "2;3", "4"])]


def test_lines_are_laid_out_before_they_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text("b\ta\tc\td\n2\t1\n3\n")
    with table(path, heading=lambda _: None, lay=lambda cells: [*cells[1::-1]]) as opened:
        assert opened.header == ("a", "b")
        good, short = opened.rows
    assert good == (2, ["1", "2"])
    assert str(short[1]).startswith("1 cells where the header has 2 columns")


def test_objects_are_rows_of_all_columns_that_any_has(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_bytes(
        '{"a": "é"}\n{"b": {"c": 2}}\n[]\n'.encode() + '{"a": "é"}\n'.encode("latin-1")
    )
    seen: list[str] = []
    with table(path, heading=lambda cells: seen.extend(cells)) as opened:
        one, two, three, four = opened.rows
    assert tuple(seen) == opened.header == ("a", "b.c")
    assert (one, two) == ((1, ["é", ""]), (2, ["", "2"]))
    assert str(three[1]) == "an object was to stand here, and not []"
    assert str(four[1]).endswith("is not utf-8; name the encoding, as in --encoding latin-1")
    path.write_text('[{"a": 1},\n{"a"')
    with (
        pytest.raises(
            UnreadableDocument, match=r"t\.jsonl is cut short or damaged: no JSON from line 2"
        ),
        table(path, heading=lambda _: None),
    ):
        pass
