"""Files of GDELT's shape, the same from the same seed."""

from pathlib import Path

from allegiance.datasets import guess, read
from benchmarks.scale.generator import write


def test_rows_are_gdelts_and_the_same_from_the_same_seed(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    (tmp_path / "whole").mkdir()
    parts = list(write(tmp_path, 300, files=2, seed=3))
    again = list(write(tmp_path / "again", 300, files=2, seed=3))
    assert [each.read_bytes() for each in parts] == [each.read_bytes() for each in again]
    lines = b"".join(each.read_bytes() for each in parts).splitlines()
    assert len({line.split(b"\t")[0] for line in lines}) == 300
    assert guess(parts[0]).name == "gdelt"
    reading = read(parts[0])
    said = [each for block in reading.blocks for each in block.statements]
    assert reading.rows == 150
    assert not reading.rejected
    assert 40 < len(said) < 150
    assert {"1990", "2025"} <= {line.split(b"\t")[3].decode() for line in lines}
