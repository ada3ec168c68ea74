"""What an export is, and how its file comes into being: whole, or not at all."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

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
    """

    name: str
    gloss: str
    suffix: str
    write: Callable[[Iterable[Statement], TextIO], Written]


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A text file that takes the place of `path` once all of it is written.

    Until then what is there stays; a device or a pipe is written to directly. Raises BadOption
    for a folder or a missing one, AllegianceError where the file cannot be written.
    """
    if path.is_dir():
        raise BadOption(f"{path} is a folder; name a file in it")
    if not path.absolute().parent.is_dir():
        raise BadOption(f"{path} cannot be made, because its folder does not exist; make it first")
    try:
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8", newline="") as stream:
                yield stream
        else:
            yield from _beside(Path(os.path.realpath(path)))
    except OSError as error:
        raise AllegianceError(
            f"{path} could not be written ({error.strerror}); what was there is as it was: "
            "name another file, or make room"
        ) from error


def _beside(path: Path) -> Iterator[TextIO]:
    """A file beside the one it will replace, so that the last step is a rename."""
    part = path.with_name(f".{path.name[:200]}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
