"""Bytes become text, and text becomes readable: encodings, mojibake, invisible characters."""

import codecs
import re
import unicodedata

from allegiance.errors import UnreadableDocument


def clean(text: str) -> str:
    """The text as a reader sees it: the words untouched, what is broken or invisible mended.

    Text decoded twice in the wrong encoding is repaired ("AmÃ©lie" is "Amélie"). Control
    characters, zero-width characters and marks of writing direction go; every kind of space is a
    plain space, every kind of line break "\\n"; letters are composed (NFC) and ligatures spelt
    out. Quotes and dashes stay as they were. No line ends in a space, and no blank lines stand at
    either end. Cleaning what is clean changes nothing.
    """
    lines = (_clean_line(line) for line in _BREAK.split(text))
    return "\n".join(lines).strip("\n")


def decode(content: bytes, name: str) -> str:
    """The text of a file whose encoding nobody told us.

    A byte order mark decides, then UTF-8, then a guess; stray bytes in UTF-8 are read as
    Windows-1252, the usual culprit. Raises UnreadableDocument for what is not text.
    """
    encoding = encoding_of(content, name)
    return content.decode(encoding, "allegiance-stray" if "utf-8" in encoding else "replace")


def encoding_of(content: bytes, name: str) -> str:
    """The most likely encoding of a file, by its first bytes or by all of them.

    Raises UnreadableDocument where they are not text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    if (silent := _unmarked_utf16(content)) is not None:
        return silent
    if _looks_binary(content):
        raise UnreadableDocument(
            f"{name} is binary data, not writing; pass text, Markdown, HTML, PDF, DOCX, "
            "a feed, CSV or JSONL"
        )
    return "utf-8" if _is_mostly_utf8(content) else _guess(content)


_BREAK = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\u2028\u2029]")
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _clean_line(line: str) -> str:
    """One line cleaned, and cleaned again until nothing changes: a repair can bare another."""
    if line.isascii() and line.isprintable():
        return line.rstrip()
    while (mended := _mend(line)) != line:
        line = mended
    return line


def _mend(line: str) -> str:
    from ftfy import fix_encoding
    from ftfy.fixes import fix_latin_ligatures, fix_surrogates, remove_terminal_escapes

    line = fix_encoding(remove_terminal_escapes(fix_surrogates(line)))
    return unicodedata.normalize("NFC", fix_latin_ligatures(line).translate(_VISIBLE)).rstrip()


class _Visible(dict[int, str]):
    """For each character: itself, a space for a space of any kind, nothing for an invisible one."""

    def __missing__(self, code: int) -> str:
        self[code] = self._shown(chr(code))
        return self[code]

    def _shown(self, character: str) -> str:
        category = unicodedata.category(character)
        if character == "\t" or category.startswith("Z") or _BREAK.match(character):
            return " "
        if category in {"Cc", "Cf"}:
            return ""
        return "\N{REPLACEMENT CHARACTER}" if category == "Cs" else character


_VISIBLE = _Visible()


def _unmarked_utf16(content: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of English is zero, and only every other one."""
    head = content[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half < 4:
        return None
    if odd > 0.7 * half and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd == 0 else None


def _looks_binary(content: bytes) -> bool:
    head = content[:65536]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return b"\0" in content or (len(head) > 32 and controls > 0.3 * len(head))


_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))


def _is_mostly_utf8(content: bytes) -> bool:
    """Whether letters beyond ASCII are more often valid UTF-8 than not.

    The last bytes of `content` may be half a letter, where it is the beginning of a file.
    """
    if content.isascii():
        return True
    text = content.decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    if text.endswith("\N{REPLACEMENT CHARACTER}"):
        broken -= 1
    beyond = len(text) - len(text.encode("ascii", "ignore")) - broken
    return broken == 0 or beyond > broken


def _guess(content: bytes) -> str:
    """Windows-1252 for writing in Latin letters, else what charset-normalizer makes of it."""
    head = content[:262144]
    beyond = len(head) - len(head.translate(None, bytes(range(128, 256))))
    if beyond < 0.3 * len(head):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(head).best()
    return best.encoding if best else "cp1252"


def _stray(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are not UTF-8, one by one as Windows-1252 has them."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    broken = error.object[error.start : error.end]
    return broken.decode("cp1252", "replace"), error.end


codecs.register_error("allegiance-stray", _stray)
