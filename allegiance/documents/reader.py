"""What the user passes becomes Documents: one file, many, standard input or an address."""

import logging
import os
import re
import stat
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from glob import glob, has_magic
from importlib import import_module
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO

import msgspec

from allegiance.documents.cleaning import clean
from allegiance.documents.dates import stated_date
from allegiance.documents.document import Document, identify
from allegiance.documents.draft import FIELDS, LARGEST_FILE, Draft, Found, Reader, empty
from allegiance.documents.kinds import CORPORA, READERS, SUFFIX_OF_MEDIA, kind_of
from allegiance.documents.languages import CODED, language_code, language_name
from allegiance.documents.languages import language as language_of
from allegiance.errors import BadOption, UnknownLanguage, UnreadableDocument

Failure = Callable[[UnreadableDocument], None]


def read(
    source: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    outlet: str | None = None,
    date: str | None = None,
    title: str | None = None,
    author: str | None = None,
    url: str | None = None,
    language: str | None = None,
    without: Collection[str | Path] = (),
    on_failure: Failure | None = None,
) -> Iterator[Document]:
    """The documents in a file, folder, glob, standard input ("-") or at a web address.

    The options win over what the file says; `columns` names the columns of a corpus, as in
    {"text": "body"}; `language="en"` has a text coded as English whatever it looks like. Files
    `without` are never opened, and a folder or a glob passes over them in silence. A piece
    that cannot be read (a file of a folder, a row of a corpus) goes to `on_failure`, or to the
    log where none is given, and the others are read.

    Raises UnreadableDocument for a source that is one document or nothing, and BadOption for an
    option that makes no sense.
    """
    told = _Told(
        columns=_checked_columns(columns or {}),
        outlet=outlet,
        date=_checked_date(date),
        title=title,
        author=author,
        url=url,
        language=_checked_language(language),
        without=tuple(map(Path, without)),
    )
    return _documents(str(source), told, on_failure or _log)


class _Told(msgspec.Struct, frozen=True, kw_only=True):
    """What the user says about the source, checked."""

    columns: Mapping[str, str]
    outlet: str | None
    date: str | None
    title: str | None
    author: str | None
    url: str | None
    language: str | None
    without: tuple[Path, ...]


class _Source(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to read: how we call it, the suffix that hints at its kind.

    `listed` where a folder or a glob named it; `url` and `host` where it came from the web.
    """

    name: str
    suffix: str
    listed: bool = False
    url: str | None = None
    host: str | None = None


def _checked_columns(columns: Mapping[str, str]) -> Mapping[str, str]:
    for field, column in columns.items():
        if field not in FIELDS:
            raise BadOption(
                f"column {column!r} cannot stand for {field!r}; it can stand for one of "
                f"{', '.join(FIELDS)}, as in text={column}"
            )
    return columns


def _checked_date(date: str | None) -> str | None:
    if date is None:
        return None
    if not (found := stated_date(date)):
        raise BadOption(f"date {date!r} is not a date; write 2013-01-14, 2013-01 or 2013")
    return found


def _checked_language(language: str | None) -> str | None:
    if language is None:
        return None
    if language_code(language) != CODED:
        raise BadOption(f"language {language!r} is not coded yet; only English (en) is")
    return CODED


def _log(failure: UnreadableDocument) -> None:
    logging.getLogger("allegiance").warning("%s", failure)


def _documents(source: str, told: _Told, on_failure: Failure) -> Iterator[Document]:
    if source == "-":
        return _standard_input(told, on_failure)
    if source.lower().startswith(("http://", "https://")):
        return _web(source, told, on_failure)
    path = Path(source)
    with _plainly(_name(path)):
        if path.is_dir():
            return _many(_members(path, on_failure), path, told, on_failure)
        if has_magic(source) and not path.exists():
            found = map(Path, sorted(glob(source, recursive=True)))  # noqa: PTH207
            return _many((p for p in found if not p.is_dir()), path, told, on_failure)
    return _file(path, told, on_failure)


def _standard_input(told: _Told, on_failure: Failure) -> Iterator[Document]:
    source = _Source(name="standard input", suffix="")
    with _plainly(source.name), _spooled(sys.stdin.buffer, source, told) as file:
        yield from _pieces(file, source, told, on_failure)


def _web(url: str, told: _Told, on_failure: Failure) -> Iterator[Document]:
    from urllib.parse import urlsplit

    from allegiance.documents.web import fetch

    page = fetch(url)
    parts = urlsplit(page.url)
    suffix = SUFFIX_OF_MEDIA.get(page.media_type, Path(parts.path).suffix)
    host = (parts.hostname or "").removeprefix("www.") or None
    source = _Source(name=url, suffix=suffix, url=page.url, host=host)
    yield from _pieces(BytesIO(page.content), source, told, on_failure)


def _file(
    path: Path, told: _Told, on_failure: Failure, *, listed: bool = False
) -> Iterator[Document]:
    source = _Source(name=_name(path), suffix=path.suffix, listed=listed)
    with _plainly(source.name):
        if _is_one_of(path, told.without):
            raise UnreadableDocument(
                f"{source.name} is the store that is written to, not writing; leave it out"
            )
        regular = stat.S_ISREG(path.stat().st_mode)
        if listed and not regular:
            raise UnreadableDocument(f"{source.name} is not a file; pass it by itself to read it")
        with path.open("rb") as opened:
            if regular:
                yield from _pieces(opened, source, told, on_failure)
            else:
                with _spooled(opened, source, told) as file:
                    yield from _pieces(file, source, told, on_failure)


def _many(
    paths: Iterator[Path], where: Path, told: _Told, on_failure: Failure
) -> Iterator[Document]:
    """The documents of many files; one that fails is told, and the others are read."""
    path = None
    for path in (each for each in paths if not _is_one_of(each, told.without)):
        try:
            yield from _file(path, told, on_failure, listed=True)
        except UnreadableDocument as failure:
            on_failure(failure)
    if path is None:
        raise UnreadableDocument(f"{_name(where)} holds no files; check the path")


def _is_one_of(path: Path, files: Collection[Path]) -> bool:
    """Whether a path leads to one of these files, by whatever name."""
    for file in files:
        with suppress(OSError):
            if path.samefile(file):
                return True
    return False


def _members(folder: Path, on_failure: Failure) -> Iterator[Path]:
    """The files under a folder in the order of their names, hidden ones left out."""
    try:
        with os.scandir(folder) as entries:
            found = sorted((entry for entry in entries), key=lambda entry: entry.name)
    except OSError as error:
        on_failure(_plain(_name(folder), error))
        return
    for entry in found:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _members(Path(entry.path), on_failure)
        else:
            yield Path(entry.path)


def _pieces(
    file: BinaryIO, source: _Source, told: _Told, on_failure: Failure
) -> Iterator[Document]:
    """The documents of one open file. What fails as a whole is raised, a piece of it is told."""
    head = file.read(_HEAD)
    file.seek(0)
    if not head.strip():
        raise empty(source.name)
    seen = False
    for found in _reader(_kind(head, source, told), told)(file, source.name):
        seen = True
        try:
            yield _document(found, source, told)
        except UnreadableDocument as failure:
            if isinstance(found, Draft) and found.part is None:
                raise
            on_failure(failure)
    if not seen:
        raise empty(source.name)


_HEAD = 65536


def _kind(head: bytes, source: _Source, told: _Told) -> str:
    headings = {told.columns.get(field, field).lower() for field in FIELDS}
    return kind_of(head, source.name, source.suffix, headings=headings, listed=source.listed)


def _reader(kind: str, told: _Told) -> Reader:
    """The reader of that kind, loaded only now: each brings a library of its own."""
    module, _, function = READERS[kind].partition(":")
    found = getattr(import_module(f"allegiance.documents.{module}"), function)
    reader: Reader = partial(found, columns=told.columns) if kind in CORPORA else found
    return reader


def _document(found: Found, source: _Source, told: _Told) -> Document:
    """A draft, cleaned, with what the user says about it."""
    if isinstance(found, UnreadableDocument):
        raise found
    label = f"{source.name}:{found.part}" if found.part else source.name
    text = clean(found.text)
    if not text.strip():
        raise empty(label)
    outlet = told.outlet or _line(found.outlet) or source.host
    url = told.url or _address(found.url) or source.url
    return Document(
        id=identify(text, outlet=outlet, url=url),
        text=text,
        title=told.title or _line(found.title),
        outlet=outlet,
        author=told.author or _line(found.author),
        date=told.date or stated_date(found.date or ""),
        url=url,
        language=told.language or _coded_language(found, text, label),
        path=label,
    )


def _coded_language(found: Draft, text: str, label: str) -> str:
    """The language of a text that we code.

    A page's own claim is often left over from a template, so only a corpus is believed when it
    says that a text is not English. Raises UnknownLanguage for any other language.
    """
    claim = language_code(found.language or CODED) if found.part else CODED
    code = claim if claim != CODED else language_of(text)
    if code == CODED:
        return code
    raise UnknownLanguage(
        f"{label} is in {language_name(code)}, which Allegiance does not code yet; translate it "
        "or pass --language en to code it all the same"
    )


def _line(text: str | None) -> str | None:
    return " ".join(clean(text or "").split()) or None


def _address(url: str | None) -> str | None:
    """An address on the web; nothing that a browser might run."""
    found = _line(url)
    is_other = found and re.match(r"(?!https?:)[a-z][a-z0-9+.-]*:", found, re.IGNORECASE)
    return None if is_other else found


def _name(path: Path) -> str:
    """A path as it can be printed and stored."""
    return _line(os.fsencode(path).decode("utf-8", "replace")) or "."


@contextmanager
def _spooled(stream: BinaryIO, source: _Source, told: _Told) -> Iterator[BinaryIO]:
    """A stream as a file that can be read twice: once to see what it is, once to read it."""
    with TemporaryFile() as file:
        head = stream.read(_HEAD)
        file.write(head)
        if _kind(head, source, told) in CORPORA:
            copyfileobj(stream, file)
        else:
            file.write(stream.read(LARGEST_FILE))
        file.seek(0)
        yield file


@contextmanager
def _plainly(name: str) -> Iterator[None]:
    """What the operating system refuses, as one sentence."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise _plain(name, error) from None


def _plain(name: str, error: Exception) -> UnreadableDocument:
    if isinstance(error, FileNotFoundError):
        return UnreadableDocument(f"{name} does not exist; check the path")
    if isinstance(error, PermissionError):
        return UnreadableDocument(f"{name} may not be read by you; change its permissions")
    reason = getattr(error, "strerror", None) or error
    return UnreadableDocument(f"{name} cannot be read ({reason}); check the path and the disk")
