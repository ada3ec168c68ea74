"""How long a word and a sentence may be, so that no text takes longer to read than its length asks.

A table without full stops or a run of signs without a space is one sentence or one word to the
parser, and what asks of every word for its neighbours would take the square of its length. Prose
knows no such sentences: in newspapers and official statements the longest has about a hundred words.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

LONGEST_WORD = 250  # characters without white space
LONGEST_SENTENCE = 250  # tokens


class Tokenizer:
    """A tokenizer that reads a text piece by piece where it has no white space for long."""

    def __init__(self, tokenize: Callable[[str], Doc], vocab: Vocab) -> None:
        self._tokenize = tokenize
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        edges = _edges(text)
        if len(edges) == 2:
            return self._tokenize(text)
        pieces = (self._tokenize(text[begin:end]) for begin, end in pairwise(edges))
        tokens = [token for piece in pieces for token in piece]
        spaces = [bool(token.whitespace_) for token in tokens]
        return Doc(self._vocab, [token.text for token in tokens], spaces)


@Language.component("allegiance_limits")
def limits(doc: Doc) -> Doc:
    """A sentence of more than LONGEST_SENTENCE tokens is as many as it takes, cut where it rests."""
    long = [sentence for sentence in doc.sents if len(sentence) > LONGEST_SENTENCE]
    if not long:
        return doc
    heads = [token.head.i for token in doc]
    roles = [token.dep for token in doc]
    for sentence in long:
        for begin, end in _pieces(sentence):
            _settle(doc[begin:end], heads, roles)
    away = (np.array(heads) - np.arange(len(doc))).astype(np.uint64)
    columns: Any = np.stack([away, np.array(roles, dtype=np.uint64)], axis=1)
    told: Doc = doc.from_array(["HEAD", "DEP"], columns)
    return told


def _edges(text: str) -> list[int]:
    """Where the pieces of a text begin and end: at its ends, and within its longest words."""
    within = (at for word in _LONG.finditer(text) for at in range(*word.span(), LONGEST_WORD))
    return [0, *(at for at in within if at), len(text)]


def _pieces(sentence: Span) -> Iterator[tuple[int, int]]:
    """The tokens of a sentence in spans of at most LONGEST_SENTENCE."""
    begin = sentence.start
    while sentence.end - begin > LONGEST_SENTENCE:
        last = begin + LONGEST_SENTENCE
        end = max(
            range(begin + LONGEST_SENTENCE // 2, last + 1), key=lambda at: _rest(sentence, at)
        )
        yield begin, end
        begin = end
    yield begin, sentence.end


def _rest(sentence: Span, at: int) -> tuple[int, int]:
    """How well a sentence may be cut before a token: a line's end, a stop, a comma, "and"; late."""
    before, after = sentence.doc[at - 1], sentence.doc[at]
    signs = ("\n" in before.text_with_ws, before.text in _STOPS, before.text == ",")
    rests = (*signs, after.dep_ == "cc", after.ent_iob_ != "I")
    return next((len(rests) - rank for rank, rest in enumerate(rests) if rest), 0), at


def _settle(piece: Span, heads: list[int], roles: list[int]) -> None:
    """Give a piece one root: what hung on a word outside of it hangs on that."""
    strays = [token for token in piece if token.head == token or not _inside(token.head, piece)]
    root = next((token for token in strays if token.pos_ in ("VERB", "AUX")), strays[0])
    strings = piece.doc.vocab.strings
    for token in strays:
        heads[token.i] = root.i
        roles[token.i] = strings["ROOT"] if token == root else strings["meta"]


def _inside(token: Token, piece: Span) -> bool:
    return piece.start <= token.i < piece.end


_LONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_STOPS = frozenset({".", "!", "?", ";", ":"})
