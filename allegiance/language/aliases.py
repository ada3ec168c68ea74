"""Second names that a text gives to somebody: "the Red Eye, also known as the Lidless Watch"."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Span


class Alias(NamedTuple):
    """A name, and the second name that stands right after it."""

    name: Span
    second: Span


def aliases(doc: Doc, names: Collection[Span]) -> Iterator[Alias]:
    """The second names that a text gives to whom it has just named by one of `names`.

    Without a comma or a bracket "known as" may tell which of several is meant ("the faction of A
    known as B"), and counts for nothing.
    """
    text = doc.text
    if _TOLD.search(text) is None:
        return
    ending = {span.end_char: span for span in names}
    beginning = {span.start_char: span for span in names}
    held = {token.i for span in names for token in span}
    for match in _SECOND.finditer(text):
        name = ending.get(match.start())
        second = beginning.get(match.start("second"))
        if second is None:
            second = doc.char_span(match.start("second"), match.end("second"))
            if second is None or not held.isdisjoint(token.i for token in second):
                continue
        if name is not None:
            yield Alias(name, second)


def again(doc: Doc, alias: Alias) -> Iterator[Span]:
    """Everywhere in a text where a second name stands."""
    second = re.escape(alias.second.text)
    for match in re.finditer(rf"(?<![\w-]){second}(?![\w-])", doc.text):
        span = doc.char_span(*match.span())
        if span is not None:
            yield span


_TOLD = re.compile(r"known as|alias|a\.k\.a|aka ")
_SECOND = re.compile(
    r"['\"”]?(?:,? ?(?:\(|, )(?:(?:also|better|otherwise|formerly|previously|now|commonly|widely) )?known as"
    r"|,? (?:also|better|otherwise) known as|,? ?\(?(?:\ba\.?k\.?a\.?|\balias)) (?:the )?['\"“]?"
    r"(?P<second>[^\W\d_a-z][\w'-]*?(?:[ -](?:(?:of|the|for|al|de|du)[ -])*[^\W\d_a-z][\w'-]*?){0,6})"
    r"(?:'s)?(?![\w-])(?! [^\W\d_a-z])"
)
