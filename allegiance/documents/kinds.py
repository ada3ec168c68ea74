"""Which kind of writing a file holds: told by its first bytes, then by its name."""

import re
from collections.abc import Collection

import msgspec

from allegiance.errors import UnreadableDocument

READERS = {
    "text": "text:plain_text",
    "markdown": "text:markdown",
    "jsonl": "text:jsonl",
    "table": "text:table",
    "page": "web:page",
    "feed": "web:feed",
    "pdf": "pdf:pdf",
    "docx": "pdf:docx",
}
"""The module and function that read each kind."""

CORPORA = frozenset({"jsonl", "table"})
"""Kinds that are read row by row, and may be of any size."""

SUFFIXES = {
    ".txt": "text", ".text": "text",
    ".md": "markdown", ".markdown": "markdown",
    ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".csv": "table", ".tsv": "table", ".tab": "table",
    ".html": "page", ".htm": "page", ".xhtml": "page",
    ".xml": "feed", ".rss": "feed", ".atom": "feed",
    ".pdf": "pdf",
    ".docx": "docx",
}  # fmt: skip
"""The kind that each suffix promises."""

SUFFIX_OF_MEDIA = {
    "text/plain": ".txt", "text/markdown": ".md", "text/csv": ".csv",
    "text/html": ".html", "application/xhtml+xml": ".html",
    "application/rss+xml": ".rss", "application/atom+xml": ".atom",
    "application/xml": ".xml", "text/xml": ".xml",
    "application/pdf": ".pdf", "application/jsonl": ".jsonl", "application/x-ndjson": ".jsonl",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}  # fmt: skip
"""The suffix that a file from the web would have, by its media type."""


def kind_of(
    head: bytes, name: str, suffix: str, *, headings: Collection[str], listed: bool = False
) -> str:
    """The kind of a file that begins with `head`, a key of READERS.

    `headings` are the names that the columns of a corpus may have. A file that nobody named
    itself (`listed` by a folder or a glob) must have a suffix that we know, or none.

    Raises UnreadableDocument for a file of another kind, and names that kind.
    """
    suffix = suffix.lower()
    if binary := _by_magic(head, suffix):
        if binary in READERS:
            return binary
        raise _other(name, binary)
    kind = SUFFIXES.get(suffix)
    if kind in {None, "text", "feed"} and _PAGE.match(head):
        return "page"
    if kind:
        return kind
    if suffix in _OTHERS:
        raise _other(name, _OTHERS[suffix])
    if suffix and listed:
        raise UnreadableDocument(
            f"{name} has a suffix that Allegiance does not know; "
            "pass the file by itself to have it read as text"
        )
    return _by_sight(head, headings)


_PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?(?:<!doctype html|<html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<.{0,2000}?<?(?:rss|feed|rdf:RDF)[\s>]", re.DOTALL)
_MAGIC = {
    b"\xd0\xcf\x11\xe0": "office", b"\x89PNG": "picture", b"\xff\xd8\xff": "picture",
    b"GIF8": "picture", b"II*\0": "picture", b"MM\0*": "picture", b"BM": "picture",
    b"RIFF": "recording", b"OggS": "recording", b"ID3": "recording", b"fLaC": "recording",
    b"\x1aE\xdf\xa3": "recording", b"\x7fELF": "program", b"MZ": "program",
    b"\xca\xfe\xba\xbe": "program", b"\xcf\xfa\xed\xfe": "program", b"\x1f\x8b": "archive",
    b"BZh": "archive", b"\xfd7zXZ": "archive", b"7z\xbc\xaf": "archive", b"Rar!": "archive",
    b"\x28\xb5\x2f\xfd": "archive", b"SQLite format 3\0": "database", b"{\\rtf": "office",
}  # fmt: skip
_OTHERS = {
    ".doc": "office", ".rtf": "office", ".odt": "office", ".pages": "office", ".wpd": "office",
    ".epub": "office", ".mobi": "office",
    ".xlsx": "sheet", ".xls": "sheet", ".ods": "sheet", ".numbers": "sheet", ".parquet": "sheet",
    ".ppt": "slides", ".pptx": "slides", ".odp": "slides", ".key": "slides",
    ".json": "json", ".eml": "mail", ".msg": "mail", ".mbox": "mail",
    ".png": "picture", ".jpg": "picture", ".jpeg": "picture", ".gif": "picture",
    ".tif": "picture", ".tiff": "picture", ".bmp": "picture", ".webp": "picture",
    ".svg": "picture", ".heic": "picture",
    ".mp3": "recording", ".wav": "recording", ".ogg": "recording", ".m4a": "recording",
    ".mp4": "recording", ".mov": "recording", ".avi": "recording", ".mkv": "recording",
    ".webm": "recording",
    ".zip": "archive", ".gz": "archive", ".tar": "archive", ".7z": "archive", ".rar": "archive",
    ".xz": "archive", ".bz2": "archive", ".tgz": "archive", ".zst": "archive",
    ".exe": "program", ".dll": "program", ".so": "program", ".pyc": "program",
    ".db": "database", ".sqlite": "database", ".duckdb": "database", ".wal": "database",
}  # fmt: skip
_WAYS_OUT = {
    "office": (
        "a word processor's file other than DOCX, or a locked one",
        "save it as DOCX or PDF",
    ),
    "sheet": ("a spreadsheet", "save it as CSV"),
    "slides": ("a set of slides", "save it as PDF"),
    "json": ("JSON", "write it as JSONL, one object with a text on each line"),
    "mail": ("mail", "save its text as a text file"),
    "picture": ("a picture", "run it through text recognition (OCR) and pass the text"),
    "recording": ("a recording or a film", "write down what is said and pass the text"),
    "archive": ("an archive", "unpack it and pass the folder"),
    "program": ("a program", "pass a file that holds writing"),
    "database": ("a database", "export the texts as CSV or JSONL"),
}


def _other(name: str, other: str) -> UnreadableDocument:
    what, way_out = _WAYS_OUT[other]
    return UnreadableDocument(f"{name} is {what}, which Allegiance does not read; {way_out}")


def _by_magic(head: bytes, suffix: str) -> str | None:
    """What the first bytes of a binary file give away; None for what may be text."""
    if head.lstrip().startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        is_docx = suffix == ".docx" or (b"word/" in head and suffix not in _OTHERS)
        return "docx" if is_docx else _OTHERS.get(suffix, "archive")
    found = next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), None)
    is_writing = found and head.isascii() and b"\0" not in head and not head.startswith(b"{\\rtf")
    return None if is_writing else found


def _by_sight(head: bytes, headings: Collection[str]) -> str:
    """What text without a telling name looks like."""
    if _FEED.match(head):
        return "feed"
    first = head.lstrip(b"\xef\xbb\xbf \r\n\t").split(b"\n", 1)[0]
    if first.startswith(b"{") and _is_object(first):
        return "jsonl"
    cells = re.split(r"[,;\t|]", first.decode("utf-8", "replace").strip().lower())
    known = [cell for cell in cells if cell.strip(' "') in headings]
    return "table" if len(cells) > 1 and len(known) == len(set(known)) >= 2 else "text"


def _is_object(line: bytes) -> bool:
    """Whether a line is a JSON object, or the beginning of one that is very long."""
    try:
        return isinstance(msgspec.json.decode(line), dict)
    except (msgspec.DecodeError, RecursionError):
        return line.startswith(b'{"') and len(line) > 2000
