"""Reports: PDF and DOCX."""

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from allegiance.documents import pdf as reader
from allegiance.documents.draft import Draft
from allegiance.errors import UnreadableDocument


def report(*pages: str, title: str | None = None, password: str | None = None) -> bytes:
    """A PDF with a page for each text, one line of print for each of its lines."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for text in pages:
        page = writer.add_blank_page(width=600, height=800)
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in text.split("\n"))
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 50 700 Td {shown}ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    if title:
        writer.add_metadata({"/Title": title, "/Author": "Frodo", "/CreationDate": "D:20130114"})
    if password is not None:
        writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def letter(text: str, core: str | None = None) -> bytes:
    """A DOCX with one paragraph."""
    names = "http://schemas.openxmlformats.org"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{names}/package/2006/content-types"><Override PartName="/word/document.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main'
            '+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{names}/package/2006/relationships"><Relationship Id="r1" '
            f'Type="{names}/officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{names}/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{text}'
            "</w:t></w:r></w:p></w:body></w:document>",
        )
        if core:
            archive.writestr("docProps/core.xml", core)
    return written.getvalue()


CORE = (
    '<cp:coreProperties xmlns:cp="http://x" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>Gondor arms Rohan</dc:title>'
    "<dc:creator>Frodo</dc:creator><dcterms:created>2013-01-14T00:00:00Z</dcterms:created>"
    "</cp:coreProperties>"
)


def pdf(content: bytes) -> Draft:
    (found,) = reader.pdf(io.BytesIO(content), "a.pdf")
    assert isinstance(found, Draft)
    return found


def docx(content: bytes) -> Draft:
    (found,) = reader.docx(io.BytesIO(content), "a.docx")
    assert isinstance(found, Draft)
    return found


def test_the_pages_of_a_report_are_one_text() -> None:
    found = pdf(
        report("Gondor armed Rohan.\nIt is said.", "Rohan fled.", title="Gondor arms Rohan")
    )
    assert found.text == "Gondor armed Rohan.\nIt is said.\n\nRohan fled."
    assert (found.title, found.author) == ("Gondor arms Rohan", "Frodo")


def test_the_day_a_file_was_made_is_not_its_date() -> None:
    assert pdf(report("Gondor", title="x y")).date is None
    assert docx(letter("Gondor", CORE)).date is None


@pytest.mark.parametrize(
    ("title", "kept"),
    [("Microsoft Word - Gondor", "Gondor"), ("report_final.doc", None), ("Untitled-1", None)],
)
def test_a_file_name_is_no_title(title: str, kept: str | None) -> None:
    assert pdf(report("Gondor", title=title)).title == kept


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("The govern-\nment of Gondor", "The government of Gondor"),
        ("an anti-\ngovernment group", "an anti-government group"),
        ("a cease-fire and a cease-\nfire", "a cease-fire and a cease-fire"),
        ("the US-\nled force", "the US-led force"),
        ("Gondor -\narmed", "Gondor -\narmed"),
    ],
)
def test_words_cut_by_a_line_end_are_whole_again(printed: str, text: str) -> None:
    assert pdf(report(printed)).text == text


def test_pypdf_reads_what_pdfium_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_by_pdfium", lambda found, name: None)
    found = pdf(report("Gondor armed Rohan.", title="Gondor arms Rohan"))
    assert (found.text, found.title) == ("Gondor armed Rohan.", "Gondor arms Rohan")


def test_a_locked_report_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    locked = report("Gondor", password="friend")
    with pytest.raises(UnreadableDocument, match=r"^a\.pdf is locked with a password; save a copy"):
        pdf(locked)
    monkeypatch.setattr(reader, "_by_pdfium", lambda found, name: None)
    with pytest.raises(UnreadableDocument, match="locked with a password"):
        pdf(locked)


def test_a_report_anyone_may_read_is_read() -> None:
    assert pdf(report("Gondor", password="")).text == "Gondor"


def test_a_report_cut_short_is_refused() -> None:
    whole = report("Gondor armed Rohan. " * 20, "Rohan fled.")
    with pytest.raises(UnreadableDocument, match=r"^a\.pdf is cut short"):
        pdf(whole[: len(whole) // 2])


def test_a_damaged_report_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match=r"^a\.pdf is damaged"):
        pdf(b"%PDF-1.4\nGondor\nstartxref\n0\n%%EOF")
    with pytest.raises(UnreadableDocument, match=r"^a\.pdf is not a PDF"):
        pdf(b"Gondor armed Rohan.")


def test_a_report_of_pictures_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match=r"holds no text, .* \(it has 2\).*OCR"):
        pdf(report("", ""))


def test_a_letter_is_read() -> None:
    found = docx(letter("Gondor armed Rohan.", CORE))
    assert found.text.strip() == "Gondor armed Rohan."
    assert (found.title, found.author) == ("Gondor arms Rohan", "Frodo")
    assert docx(letter("Gondor", "<broken")).title is None
    assert docx(letter("Gondor")).title is None


def test_a_letter_cut_short_or_empty_is_refused(tmp_path: Path) -> None:
    whole = letter("Gondor armed Rohan.")
    with pytest.raises(UnreadableDocument, match=r"^a\.docx is damaged"):
        docx(whole[: len(whole) // 2])
    with pytest.raises(UnreadableDocument, match=r"^a\.docx is damaged"):
        docx(letter("<broken"))
    with pytest.raises(UnreadableDocument, match=r"^a\.docx holds no text"):
        docx(letter(""))
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "Gondor")
    with pytest.raises(UnreadableDocument, match=r"^a\.docx is damaged"):
        docx(other.read_bytes())


def test_a_letter_that_unpacks_to_a_mountain_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_LARGEST_UNPACKED", 100)
    with pytest.raises(UnreadableDocument, match="unpacks to more than"):
        docx(letter("Gondor"))


def test_our_own_reports_are_sound() -> None:
    assert len(PdfReader(io.BytesIO(report("Gondor", "Rohan"))).pages) == 2


@pytest.mark.parametrize("share", range(1, 20))
def test_a_report_damaged_anywhere_is_read_or_refused(
    share: int, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    whole = bytearray(report("Gondor armed Rohan.", title="Gondor arms Rohan"))
    place = len(whole) * share // 20
    whole[place : place + 20] = b"\xff" * 20
    with suppress(UnreadableDocument):
        assert pdf(bytes(whole)).text
    assert capfd.readouterr() == ("", "")
    assert not caplog.records
