"""A file is written whole, or not at all."""

import os
import stat
from pathlib import Path
from zipfile import ZipFile

import pytest

from allegiance.errors import AllegianceError, BadOption
from allegiance.exports.format import member, replacing, replacing_bytes, stamp


def test_the_file_appears_when_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "ties.csv"
    with replacing(path) as stream:
        stream.write("Éowyn\n")
        assert not path.exists()
    assert path.read_bytes() == "Éowyn\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "ties.csv"
    path.write_text("before")

    def fail() -> None:
        with replacing(path) as stream:
            stream.write("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "ties.csv"
    with (
        pytest.raises(AllegianceError, match=r"could not be written \(No space left on device\)"),
        replacing(path),
    ):
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadOption, match="is a folder"), replacing(tmp_path):
        pytest.fail("nothing to write to")
    with pytest.raises(BadOption, match="make it first"), replacing(tmp_path / "gone" / "a.csv"):
        pytest.fail("nothing to write to")


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "ties.csv", tmp_path / "latest.csv"
    path.write_text("before")
    link.symlink_to(path)
    with replacing(link) as stream:
        stream.write("after")
    assert link.is_symlink()
    assert path.read_text() == "after"


def test_a_device_is_written_to_and_not_replaced() -> None:
    with replacing(Path(os.devnull)) as stream:
        stream.write("gone")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_long_name_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 250)
    with replacing(path) as stream:
        stream.write("x")
    assert path.read_text() == "x"


def test_bytes_are_written_whole_too(tmp_path: Path) -> None:
    path = tmp_path / "ties.zip"
    with replacing_bytes(path) as stream:
        stream.write(b"\x00\xff\r\n")
        assert not path.exists()
    assert path.read_bytes() == b"\x00\xff\r\n"


def test_the_time_can_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert stamp() == "1970-01-01T00:00:00Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert stamp() > "2020"


def test_a_member_of_an_archive_has_no_date_of_its_own(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w") as archive, member(archive, "é.txt") as stream:
        stream.write("Éowyn\r\n")
    with ZipFile(tmp_path / "a.zip") as archive:
        assert archive.read("é.txt") == "Éowyn\r\n".encode()
        assert archive.getinfo("é.txt").date_time == (1980, 1, 1, 0, 0, 0)
