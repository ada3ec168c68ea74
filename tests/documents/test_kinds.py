"""Kinds of files, by their first bytes and by their names."""

import pytest

from allegiance.documents.kinds import READERS, SUFFIXES, kind_of
from allegiance.errors import UnreadableDocument

HEADINGS = ("text", "date", "outlet", "title", "author", "url", "language")


def kind(head: bytes, suffix: str = "", *, listed: bool = False) -> str:
    return kind_of(head, f"a{suffix}", suffix, headings=HEADINGS, listed=listed)


def test_every_suffix_has_a_reader() -> None:
    assert set(SUFFIXES.values()) == set(READERS)


@pytest.mark.parametrize(
    ("head", "suffix", "found"),
    [
        (b"Gondor armed Rohan.", ".txt", "text"),
        (b"Gondor armed Rohan.", ".TXT", "text"),
        (b"# Gondor", ".md", "markdown"),
        (b"%PDF-1.7", ".txt", "pdf"),
        (b"PK\x03\x04...word/document.xml", ".docx", "docx"),
        (b"PK\x03\x04...word/document.xml", "", "docx"),
        (b"<!DOCTYPE html><html>", ".txt", "page"),
        (b"<?xml version='1.0'?>\n<html>", ".xml", "page"),
        (b"<rss version='2.0'>", ".xml", "feed"),
        (b"<?xml version='1.0'?><feed xmlns='x'>", "", "feed"),
        (b"<html><body>", "", "page"),
        (b'{"text": "Gondor armed Rohan."}\n', "", "jsonl"),
        (b'{"text": "' + b"Gondor " * 400, "", "jsonl"),
        (b"{Gondor} armed Rohan.", "", "text"),
        (b"date,text\n2013,Gondor", "", "table"),
        (b"date;text\n2013;Gondor", "", "table"),
        (b"In text, Gondor armed Rohan.", "", "text"),
        (b"BM said that Gondor armed Rohan.", "", "text"),
        (b"MZ said so", ".txt", "text"),
        (b"Gondor", ".unheard-of", "text"),
    ],
)
def test_a_kind_is_found(head: bytes, suffix: str, found: str) -> None:
    assert kind(head, suffix) == found


@pytest.mark.parametrize(
    ("head", "suffix", "words"),
    [
        (b"\x89PNG\r\n\x1a\n", ".txt", "a picture"),
        (b"\xff\xd8\xff\xe0", "", "a picture"),
        (b"\x7fELF\x02\x01\x01\0", ".txt", "a program"),
        (b"MZ\x90\0", ".txt", "a program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", ".docx", "a locked one"),
        (b"PK\x03\x04...xl/workbook.xml", ".xlsx", "a spreadsheet"),
        (b"PK\x03\x04", ".zip", "an archive"),
        (b"\x1f\x8b\x08", ".txt", "an archive"),
        (b"[1]", ".json", "JSONL"),
        (b"{\\rtf1", ".txt", "save it as DOCX"),
        (b"From: Gondor", ".eml", "mail"),
    ],
)
def test_another_kind_is_refused_by_name(head: bytes, suffix: str, words: str) -> None:
    with pytest.raises(UnreadableDocument, match=words) as refusal:
        kind(head, suffix)
    assert str(refusal.value).startswith(f"a{suffix} is ")


def test_a_suffix_nobody_knows_is_refused_where_nobody_named_the_file() -> None:
    with pytest.raises(UnreadableDocument, match="suffix that Allegiance does not know"):
        kind(b"Gondor", ".palantir", listed=True)
    assert kind(b"Gondor", "", listed=True) == "text"
