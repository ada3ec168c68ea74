"""Where a folder of Parquet files lies: on a disk, or behind a URL that fsspec knows.

fsspec is asked for only where a path is a URL; a folder on a disk needs nothing but Python.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from allegiance.errors import BadOption, BrokenStore


class Location(Protocol):
    """A folder whose files go by their paths in it, with `/` between the parts."""

    path: str
    """As it was asked for."""
    root: str
    """As the database is to be told of it."""
    files: Any
    """The file system that the database reads through; None for a disk."""

    def sizes(self) -> dict[str, int]:
        """All files in it with their bytes; none where there is no such folder."""

    def read(self, name: str) -> bytes | None:
        """What a file holds; None where there is none."""

    def put(self, source: Path, name: str) -> None:
        """Copy a file of this disk into it."""

    def write(self, name: str, data: bytes) -> None:
        """Make a file, or put another in its place, at one go."""

    def remove(self, name: str) -> None:
        """Take a file out; no matter where there is none."""


def at(path: str) -> Location:
    """The folder at a path or a URL.

    Raises BadOption where its URL is of a kind that nothing installed here can read.
    """
    return Cloud(path) if is_url(path) else Disk(path)


def is_url(path: str) -> bool:
    """Whether a path leads somewhere else than to a disk: s3://bucket/events."""
    return "://" in path


class Disk:
    """A folder on a disk."""

    files = None

    def __init__(self, path: str) -> None:
        self.path = path
        self.root = os.path.realpath(path)
        self._folder = Path(self.root)

    def sizes(self) -> dict[str, int]:
        return {
            each.relative_to(self._folder).as_posix(): each.stat().st_size
            for each in self._folder.rglob("*")
            if each.is_file()
        }

    def read(self, name: str) -> bytes | None:
        try:
            return (self._folder / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def put(self, source: Path, name: str) -> None:
        target = self._folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as read, target.open("wb") as made:
            shutil.copyfileobj(read, made, 1 << 20)
            made.flush()
            os.fsync(made.fileno())

    def write(self, name: str, data: bytes) -> None:
        target = self._folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            with beside.open("wb") as made:
                made.write(data)
                made.flush()
                os.fsync(made.fileno())
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)

    def remove(self, name: str) -> None:
        target = self._folder / name
        target.unlink(missing_ok=True)
        with suppress(OSError):
            target.parent.rmdir()


class Cloud:
    """A folder behind a URL."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.files, self._folder = _reached(path)
        protocol = path.partition("://")[0]
        self.root = f"{protocol}://{self._folder}"

    def sizes(self) -> dict[str, int]:
        with _plainly(self.path):
            self.files.invalidate_cache()
            found = self.files.find(self._folder, detail=True)
        return {self._name(name): int(told["size"] or 0) for name, told in found.items()}

    def read(self, name: str) -> bytes | None:
        with _plainly(self.path):
            try:
                return bytes(self.files.cat_file(self._full(name)))
            except FileNotFoundError:
                return None

    def put(self, source: Path, name: str) -> None:
        with _plainly(self.path):
            full = self._full(name)
            self.files.makedirs(full.rpartition("/")[0], exist_ok=True)
            self.files.put_file(str(source), full)

    def write(self, name: str, data: bytes) -> None:
        with _plainly(self.path):
            self.files.pipe_file(self._full(name), data)

    def remove(self, name: str) -> None:
        with _plainly(self.path), suppress(FileNotFoundError):
            self.files.rm_file(self._full(name))

    def _full(self, name: str) -> str:
        return f"{self._folder}/{name}"

    def _name(self, full: str) -> str:
        return full.removeprefix(self._folder).lstrip("/")


CLOUD = "pip install 'allegiance[cloud]'"
LIBRARIES = ("botocore", "aiobotocore", "aiohttp")


def _reached(path: str) -> tuple[Any, str]:
    """The file system of a URL, and the path in it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise BadOption(
            f"{path} is a URL, and what reads those is not installed; `{CLOUD}` installs it"
        ) from error
    try:
        with _plainly(path):
            files, folder = url_to_fs(path.rstrip("/"))
    except ImportError as error:
        raise BadOption(
            f"{path} needs a library that is not installed ({error}); `{CLOUD}` installs the one for s3://"
        ) from error
    except ValueError as error:
        raise BadOption(
            f"{path} is a URL of no known kind ({error}); s3://BUCKET/FOLDER is one"
        ) from error
    return files, str(folder).rstrip("/")


@contextmanager
def _plainly(path: str) -> Iterator[None]:
    """Turn what may befall a request into one sentence."""
    try:
        yield
    except FileNotFoundError:
        raise
    except Exception as error:
        library = type(error).__module__.partition(".")[0]
        if not isinstance(error, OSError) and library not in LIBRARIES:
            raise
        raise BrokenStore(
            f"{path} could not be reached ({error}); check its name, the network and your credentials"
        ) from error
