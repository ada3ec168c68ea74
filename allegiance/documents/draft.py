"""Draft: what a reader found in a file, before cleaning and before the user's corrections."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, TypeAlias

import msgspec

from allegiance.errors import UnreadableDocument


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of writing as the file has it: raw text, and whatever the file says about it.

    `part` tells the pieces of one file apart, "12" for line 12 of a corpus; None where the file
    is one piece. `language` is what the file claims, a code such as "fr".
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    date: str | None = None
    url: str | None = None
    language: str | None = None
    part: str | None = None


FIELDS = ("text", "date", "outlet", "title", "author", "url", "language")
"""What a row of a corpus can say about a document."""

Found: TypeAlias = Draft | UnreadableDocument
"""A piece of a file, or the reason why that piece cannot be read."""

Reader: TypeAlias = Callable[[BinaryIO, str], Iterator[Found]]
"""Takes an open file and its name for messages; raises UnreadableDocument for the whole file."""

MEGABYTE = 1024 * 1024
LARGEST_FILE = 50 * MEGABYTE
LONGEST_LINE = 5 * MEGABYTE
LARGEST_PAGE = 20 * MEGABYTE


def content(file: BinaryIO, name: str, *, largest: int = LARGEST_FILE) -> bytes:
    """The whole file, where it is no larger than `largest` bytes.

    Raises UnreadableDocument for a larger one.
    """
    found = file.read(largest + 1)
    if len(found) > largest:
        raise UnreadableDocument(
            f"{name} is larger than {largest // MEGABYTE} MB; "
            "split it, or make it a CSV or JSONL corpus with one document a row"
        )
    return found


@contextmanager
def hushed(library: str) -> Iterator[None]:
    """Keeps a library from telling the user in its own words what we tell in ours."""
    logger = logging.getLogger(library)
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


def empty(name: str) -> UnreadableDocument:
    """The failure of a file or row that holds no text."""
    return UnreadableDocument(f"{name} holds no text; check that it was saved whole")
