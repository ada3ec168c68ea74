"""Folders on a disk and behind a URL are one to those who use them."""

import sys
from pathlib import Path
from uuid import uuid4

import pytest

from allegiance.errors import BadOption, BrokenStore
from allegiance.store.location import Cloud, at, is_url


@pytest.fixture(params=["disk", "memory"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path / "a") if request.param == "disk" else f"memory://{uuid4().hex}/a"


def test_files_come_and_go(folder: str, tmp_path: Path) -> None:
    location = at(folder)
    assert location.sizes() == {}
    assert location.read("list.json") is None
    (tmp_path / "b").write_bytes(b"12345")
    location.put(tmp_path / "b", "year=2012/part.parquet")
    location.write("list.json", b"{}")
    location.write("list.json", b"{ }")
    assert location.sizes() == {"year=2012/part.parquet": 5, "list.json": 3}
    assert location.read("list.json") == b"{ }"
    location.remove("year=2012/part.parquet")
    location.remove("year=2012/part.parquet")
    assert location.sizes() == {"list.json": 3}


def test_a_url_of_no_known_kind_is_refused() -> None:
    assert is_url("nazgul://minas/morgul")
    with pytest.raises(BadOption, match="nazgul://minas/morgul is a URL of no known kind"):
        at("nazgul://minas/morgul")


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(BadOption, match=r"s3://a/b needs a library .*allegiance\[cloud\]"):
        at("s3://a/b")
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(BadOption, match=r"not installed; `pip install 'allegiance\[cloud\]'`"):
        at("memory://a")


def test_a_refused_request_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    location = at("memory://shut/a")
    assert isinstance(location, Cloud)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("no entry except on party business")

    monkeypatch.setattr(type(location.files), "find", refuse)
    with pytest.raises(BrokenStore, match=r"memory://shut/a could not be reached \(no entry"):
        location.sizes()
