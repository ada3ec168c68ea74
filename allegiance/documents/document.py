"""Document: one piece of writing, as it was given to us."""

import hashlib

import msgspec


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of writing: its text, and who published it, when and where.

    `text` is the stored text: every offset in the house counts its Unicode code points.
    `date` is an ISO 8601 date or a prefix of one ("2013", "2013-01", "2013-01-14"), and
    None where the document has no date: no date is ever made up. `story` is the same for
    copies of one wire story and None for a document that has no copy. `path` names the
    file (and the row, "corpus.csv:12") for messages; it is not part of what is said.
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    date: str | None = None
    url: str | None = None
    language: str = "en"
    path: str | None = None
    story: str | None = None


def identify(text: str, *, outlet: str | None = None, url: str | None = None) -> str:
    """The identity of a document: what was said, by which outlet, at which address.

    The same text from two outlets is two documents; the same document with a corrected
    date or title is still the same document. 16 hexadecimal digits of a SHA-256.
    """
    parts = "\x1f".join((outlet or "", url or "", text))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:16]
