"""Where a sentence ends because the page says so: a component before the parser."""

import re

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("allegiance_paragraphs")
def paragraphs(doc: Doc) -> Doc:
    """A blank line, a heading, a list item or a dateline ends a sentence, whatever the parser thinks."""
    text = doc.text  # joined anew at every call
    lines = [len(line) for line in text.split("\n") if line.strip()]
    usual = max(lines, default=0)
    line_begin = 0
    for token in doc[:-1]:
        if "\n" not in token.text_with_ws:
            continue
        line = text[line_begin : token.idx].strip()
        following = doc[token.i + 1]
        heading = len(line) < 0.6 * usual and following.is_title and not line.endswith(",")
        if token.text.count("\n") > 1 or line.endswith((".", "!", "?", ":", '"', "”")) or heading:
            following.is_sent_start = True
        line_begin = following.idx
    for item in _ITEM.finditer(text):
        _begin(doc, item.start(1), item.end(1))
    ends = {dateline.end() for dateline in _DATELINE.finditer(text)}
    for token in doc[1:] if ends else ():
        if token.idx in ends:
            token.is_sent_start = True
    return doc


def _begin(doc: Doc, begin: int, end: int) -> None:
    """A list item is a sentence with the number before it."""
    number = doc.char_span(begin, end, alignment_mode="expand")
    if number is None:
        return
    number[0].is_sent_start = True
    for token in doc[number.start + 1 : number.end + 1]:
        token.is_sent_start = False


_ITEM = re.compile(r"^[^\S\n]*(\(?(?:\d{1,3}|[a-z])[.)])[^\S\n]+(?=\S)", re.MULTILINE)
_AGENCY = r" ?\([^()\n]{2,40}\)"
_LATER = (
    r"(?:[,/] ?[^\W\d_][\w .'’]{1,30}"  # , Congo
    r"|,? \d{1,2} [A-Z][a-z]+\.?(?: \d{4})?"  # , 27 January 2025
    r"|,? [A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?){1,3}"  # , Jan. 27
)
_CAPITALS = r"[A-Z][A-Z'’.\-]+"
_DATELINE = re.compile(
    rf"^{_CAPITALS}(?: {_CAPITALS}){{0,3}} ?\b(?:{_LATER}(?:{_AGENCY})?|{_AGENCY}) ?(?:[–—]|--?) ",
    re.MULTILINE,
)
