"""A file cut into pieces: every line once, wherever the cuts fall."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegiance.datasets.arriving import pieces


def lines_of(
    path: Path, folder: Path, **options: object
) -> tuple[list[bytes], list[tuple[int, int, int]]]:
    """All that the pieces hold, and of each its first line, its lines and its end."""
    told, where = [], []
    for piece in pieces(path, folder, **{"encoding": "utf-8", "quoted": False, **options}):  # type: ignore[arg-type]
        told.append(piece.path.read_bytes())
        where.append((piece.line, piece.lines, piece.end))
    return told, where


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text('ab\t"é', max_size=6), min_size=1), st.integers(1, 20), st.booleans())
def test_no_line_is_lost_or_cut(tmp_path: Path, lines: list[str], size: int, ended: bool) -> None:
    path = tmp_path / "t.csv"
    text = ("\n".join(lines) + "\n" * ended).encode()
    path.write_bytes(text)
    told, where = lines_of(path, tmp_path, size=size)
    assert b"".join(told) == text
    assert all(each.endswith(b"\n") for each in told[:-1])
    line = 1
    for first, count, _ in where:
        assert first == line
        line += count
    assert not text or where[-1][2] == len(text)
    for at, (first, count, end) in enumerate(where):
        rest, _ = lines_of(path, tmp_path, size=size, skip=end, line=first + count)
        assert rest == told[at + 1 :]


def test_a_cell_in_quotes_is_not_cut(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b'a,"b\nc\nd"\ne,f\n')
    told, _ = lines_of(path, tmp_path, quoted=True, size=2)
    assert told == [b'a,"b\nc\nd"\n', b"e,f\n"]


@pytest.mark.parametrize(
    ("limit", "left"),
    [(0, []), (1, [b"a\n"]), (2, [b"a\n", b"b\n"]), (9, [b"a\n", b"b\n", b"c\n"])],
)
def test_so_many_lines_are_read_as_are_wanted(
    tmp_path: Path, limit: int, left: list[bytes]
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"a\r\nb\nc\n")
    told, _ = lines_of(path, tmp_path, limit=limit)
    assert b"".join(told) == b"".join(left)
    assert not list(tmp_path.glob("piece*"))
