"""Reports: PDF and DOCX."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO
from xml.parsers.expat import ExpatError

import msgspec

from allegiance.documents.draft import MEGABYTE, Draft, Found, content, empty, hushed
from allegiance.errors import UnreadableDocument


def pdf(file: BinaryIO, name: str) -> Iterator[Found]:
    """A PDF is one document: the text of its pages, its title and author.

    It has no date: the day a PDF was made is not the day its text was published. Raises
    UnreadableDocument for a PDF that is locked, cut short, damaged or without text.
    """
    found = content(file, name)
    if b"%PDF-" not in found[:1024]:
        raise UnreadableDocument(f"{name} is not a PDF, whatever its name says; check what it is")
    tail = found.rstrip(b"\0\r\n\t ")[-2048:]
    if b"%%EOF" not in tail and b"startxref" not in tail:
        raise UnreadableDocument(
            f"{name} is cut short, the end of the PDF is missing; fetch or copy it again"
        )
    report = _by_pdfium(found, name)
    if not report or not any(report.pages):
        report = _by_pypdf(found, name)
    if not report.pages:
        raise UnreadableDocument(f"{name} is damaged, no page is left; fetch or copy it again")
    if not any(report.pages):
        raise UnreadableDocument(
            f"{name} holds no text, perhaps only pictures of pages (it has {len(report.pages)}); "
            "run it through text recognition (OCR) first"
        )
    text = _rejoined("\n\n".join(filter(None, report.pages)))
    yield Draft(text=text, title=report.title, author=report.author)


def docx(file: BinaryIO, name: str) -> Iterator[Found]:
    """A DOCX file is one document: its paragraphs, its title and author, and no date.

    Raises UnreadableDocument for one that is damaged or holds no text.
    """
    found = content(file, name)
    try:
        with zipfile.ZipFile(BytesIO(found)) as archive:
            _refuse_bombs(archive, name)
            about = _core(archive)
            text = _paragraphs(found)
    except _DAMAGED as error:
        raise UnreadableDocument(
            f"{name} is damaged and cannot be opened as DOCX ({type(error).__name__}); save it "
            "again, or save it as text"
        ) from None
    if not text.strip():
        raise empty(name)
    yield Draft(text=text, title=about.get("title"), author=about.get("creator"))


class _Report(msgspec.Struct, frozen=True, kw_only=True):
    pages: tuple[str, ...]
    title: str | None
    author: str | None


def _locked(name: str) -> UnreadableDocument:
    return UnreadableDocument(f"{name} is locked with a password; save a copy without one")


def _by_pdfium(found: bytes, name: str) -> _Report | None:
    """The report as pdfium reads it, None where it cannot."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(found)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise _locked(name) from None
        return None
    try:
        about = document.get_metadata_dict()
        pages = tuple(_page_text(document, number) for number in range(len(document)))
    except PdfiumError:
        return None
    finally:
        document.close()
    return _report(pages, about.get("Title"), about.get("Author"))


def _page_text(document: object, number: int) -> str:
    page = document[number]  # type: ignore[index]
    words = page.get_textpage()
    try:
        return str(words.get_text_range()).replace("\r\n", "\n")
    finally:
        words.close()
        page.close()


def _by_pypdf(found: bytes, name: str) -> _Report:
    """The report as pypdf reads it, slower and with more patience.

    Raises UnreadableDocument where it has none left.
    """
    from pypdf import PdfReader
    from pypdf.errors import FileNotDecryptedError, PyPdfError

    try:
        with hushed("pypdf"):
            reader = PdfReader(BytesIO(found))
            about = reader.metadata
            pages = tuple(page.extract_text() for page in reader.pages)
    except FileNotDecryptedError:
        raise _locked(name) from None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableDocument(
            f"{name} is damaged and cannot be opened as PDF ({type(error).__name__}); fetch or "
            "copy it again"
        ) from None
    return _report(pages, about.title if about else None, about.author if about else None)


def _report(pages: tuple[str, ...], title: object, author: object) -> _Report:
    pages = tuple(page.strip() for page in pages)
    return _Report(pages=pages, title=_name(title), author=_name(author))


def _name(value: object) -> str | None:
    """A title or an author, but not the name that a program gave to a file."""
    text = value.strip() if isinstance(value, str) else ""
    text = re.sub(r"^Microsoft (?:Word|PowerPoint) - ", "", text)
    return text if text and not re.fullmatch(r"(?i)untitled.*|.*\.\w{2,5}", text) else None


def _rejoined(text: str) -> str:
    """Words that a line end cut in two are whole again.

    A hyphen stays where the text writes the word with one elsewhere ("anti-\\ngovernment"), and
    after a beginning that is often written so.
    """
    known = {word.lower() for word in re.findall(r"\w+(?:-\w+)+", text)}

    def join(cut: re.Match[str]) -> str:
        head, tail = cut[1], cut[2]
        hyphened = f"{head}-{tail}".lower() in known or head.lower() in _HYPHENED
        return f"{head}-{tail}" if hyphened or head[-1].isdigit() or head.isupper() else head + tail

    return re.sub(r"(\w+)(?:[\u00ad\u0002\ufffe]\n?|-\n)([a-z]\w*)", join, text)


_BEGINNINGS = (
    "anti pro al el ex co non self semi counter pan half all well so north south east west "
    "french british saudi iranian russian turkish israeli american qatari"
)
_HYPHENED = frozenset(_BEGINNINGS.split())
_DAMAGED = (
    zipfile.BadZipFile, KeyError, ValueError, AttributeError, IndexError, EOFError, OSError,
    RecursionError, NotImplementedError, RuntimeError, TypeError, SyntaxError, ExpatError,
)  # fmt: skip


def _refuse_bombs(archive: zipfile.ZipFile, name: str) -> None:
    size = sum(member.file_size for member in archive.infolist())
    if size > _LARGEST_UNPACKED:
        raise UnreadableDocument(
            f"{name} unpacks to more than {_LARGEST_UNPACKED // MEGABYTE} MB; save its text as a "
            "text file"
        )


_LARGEST_UNPACKED = 200 * MEGABYTE


def _core(archive: zipfile.ZipFile) -> dict[str, str]:
    """Title and creator from the core properties, where there are any."""
    from xml.etree.ElementTree import ParseError, fromstring

    if "docProps/core.xml" not in archive.namelist():
        return {}
    try:
        root = fromstring(archive.read("docProps/core.xml"))
    except ParseError:
        return {}
    return {child.tag.rpartition("}")[2]: child.text.strip() for child in root if child.text}


def _paragraphs(found: bytes) -> str:
    import mammoth

    text: str = mammoth.extract_raw_text(BytesIO(found)).value
    return text
