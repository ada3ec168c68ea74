"""What an export is, and how its file comes into being: whole, or not at all."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any, BinaryIO, TextIO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec

from allegiance.errors import AllegianceError, BadOption
from allegiance.statements.statement import Statement


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """How many rows, features or ties were written; how many statements were not, and why."""

    written: int
    left_out: int = 0
    why: str | None = None


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """A way for statements to leave: `write` puts them into a text stream (UTF-8).

    `gloss` says in a line what it is for; `suffix` is the usual ending of its files (".csv").
    Where `binary` is true, the stream is one of bytes.
    """

    name: str
    gloss: str
    suffix: str
    write: Callable[[Iterable[Statement], Any], Written]
    binary: bool = False


def stamp() -> str:
    """When an export is made, as 2026-11-23T10:00:00Z, for the formats that must say so.

    SOURCE_DATE_EPOCH (reproducible-builds.org) takes the place of the clock, so that the same
    statements give the same file.
    """
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(told) if told.isdigit() else int(time.time())
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


@contextmanager
def member(archive: ZipFile, name: str) -> Iterator[TextIO]:
    """A text file within a ZIP, dated 1980, so that the same statements give the same archive."""
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    with (
        archive.open(info, "w", force_zip64=True) as packed,
        TextIOWrapper(packed, "utf-8", newline="") as stream,
    ):
        yield stream


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A text file that takes the place of `path` once all of it is written.

    Until then what is there stays; a device or a pipe is written to directly. Raises BadOption
    for a folder or a missing one, AllegianceError where the file cannot be written.
    """
    with _replacing(path, "w") as stream:
        yield cast(TextIO, stream)


@contextmanager
def replacing_bytes(path: Path) -> Iterator[BinaryIO]:
    """As `replacing`, a file of bytes."""
    with _replacing(path, "wb") as stream:
        yield cast(BinaryIO, stream)


@contextmanager
def _replacing(path: Path, mode: str) -> Iterator[IO[Any]]:
    if path.is_dir():
        raise BadOption(f"{path} is a folder; name a file in it")
    if not path.absolute().parent.is_dir():
        raise BadOption(f"{path} cannot be made, because its folder does not exist; make it first")
    try:
        if path.exists() and not path.is_file():
            with _opened(path, mode) as stream:
                yield stream
        else:
            yield from _beside(Path(os.path.realpath(path)), mode)
    except OSError as error:
        raise AllegianceError(
            f"{path} could not be written ({error.strerror or error}); what was there is as it was: "
            "name another file, or make room"
        ) from error


def _beside(path: Path, mode: str) -> Iterator[IO[Any]]:
    """A file beside the one it will replace, so that the last step is a rename."""
    part = path.with_name(f".{path.name[:200]}.{os.getpid()}.part")
    try:
        with _opened(part, mode) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _opened(path: Path, mode: str) -> IO[Any]:
    return path.open(mode) if "b" in mode else path.open(mode, encoding="utf-8", newline="")
