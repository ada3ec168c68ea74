"""Rows as sentences of documents."""

from pathlib import Path

from allegiance import datasets
from allegiance.datasets.blocks import BLOCK, block_id
from allegiance.datasets.rows import checksum
from tests.datasets.conftest import Said, whole


def test_rows_are_lines_of_documents_of_some_hundred(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("u,v,sign\n" + "".join(f"a{n},b{n},1\n" for n in range(BLOCK + 5)))
    first, second = datasets.read(path).blocks
    assert len(first.sentences) == BLOCK
    assert len(second.sentences) == 5
    assert first.document.text.splitlines()[1] == "u: a1; v: b1; sign: 1"
    assert first.document.title == f"signed list: t.csv, lines 2-{BLOCK + 1}"
    assert second.document.path == f"{path}:{BLOCK + 2}"
    assert [first.document.id, second.document.id] == [
        block_id(checksum(path), number) for number in (0, 1)
    ]


def test_a_statement_has_one_id_whatever_file_tells_it(said: Said, tmp_path: Path) -> None:
    _, [one] = said("u,v,sign\nGondor,Rohan,1\n")
    (tmp_path / "other.csv").write_text("u,v,sign\nDale,Esgaroth,1\nGondor,Rohan,1\n")
    _, statements = whole(tmp_path / "other.csv")
    assert [each.id for each in statements][1] == one.id
    assert statements[1].document != one.document


def test_what_a_later_document_says_again_is_told_once(said: Said) -> None:
    header = "ccode1,ccode2,year,defense,offense,neutral,nonagg,consul\n"
    between = "".join(f"2,20,{1300 + n},0,0,0,0,0\n" for n in range(BLOCK))
    reading, [ally] = said(f"{header}2,20,1949,1,0,0,0,0\n{between}20,2,1949,1,0,0,0,0\n")
    assert (reading.statements, ally.source.id, ally.target.id) == (1, "US", "CA")


def test_offsets_hold_in_letters_of_any_plane(said: Said) -> None:
    _, statements = said("u,v,sign\n😀 Östen,𝔊ondor,1\nRohan ,é,-1\n")
    assert [each.target.mention for each in statements] == ["𝔊ondor", "é"]
