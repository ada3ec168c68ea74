"""Where a sentence ends because the page says so: a component before the parser."""

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("allegiance_paragraphs")
def paragraphs(doc: Doc) -> Doc:
    """A blank line, a heading or a list item ends a sentence, whatever the parser thinks."""
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
    return doc
