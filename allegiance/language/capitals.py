"""Text in capitals as the parser reads it: `lowered(text, nlp)`, letter for letter as long.

The parser tells names from words by their capitals, and where all is in capitals all is a name to
it. Words that are in the lemmatiser's tables are written small, unless they are of a name that we know;
others like names, and short ones stay as they are.
"""

import re
from collections.abc import Container
from functools import cache
from typing import Any

from spacy.language import Language


def lowered(text: str, nlp: Language) -> str:
    """A text with its sentences in capitals, of three words and more, written as in prose."""
    if not _THREE.search(text):
        return text
    names: Any = nlp.get_pipe("allegiance_names")
    return _PIECE.sub(lambda found: _prose(found[0], names, _words(nlp)), text)


def _prose(piece: str, names: Any, common: Container[str]) -> str:
    """One sentence, if it is in capitals, as in prose."""
    if any(letter.islower() for letter in piece) or not _THREE.search(piece):
        return piece
    piece = _OWNER.sub("'s", piece)
    named = {at: spelt for begin, end, spelt in names.spellings(piece) for at in range(begin, end)}
    return _WORD.sub(lambda word: _case(word[0], named.get(word.start()), common), piece)


def _case(word: str, spelt: Container[str] | None, common: Container[str]) -> str:
    """A word as it is spelt in the names that it is of, if any, else as it is in prose."""
    small = word.lower()
    if len(small) != len(word):
        return word
    known = spelt is None and any(form in common for form in _forms(small))
    if small in _BETWEEN or known:
        return small
    acronym = len(word) <= _ACRONYM if spelt is None else word in spelt
    return word if acronym else small[0].upper() + small[1:]


def _forms(word: str) -> list[str]:
    """A word, and what it can be a regular form of: "denied", "attacks", "seizing"."""
    found = [word]
    for ending, others in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word.removesuffix(ending)
            found += [stem + other for other in others]
            found += [stem[:-1]] if stem[-1] == stem[-2] else []
    return found


@cache
def _words(nlp: Language) -> frozenset[str]:
    """The words of English that the lemmatiser knows, and those that stand between them."""
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    tables = [
        table
        for name in ("lemma_index", "lemma_exc")
        for table in lemmatizer.lookups.get_table(name).values()
    ]
    return frozenset(nlp.Defaults.stop_words).union(*tables)


_THREE = re.compile(r"\b[A-Z]{2,}\W+[A-Z]{2,}\W+[A-Z]{2,}\b")
_PIECE = re.compile(r"[^\n.!?]+")
_OWNER = re.compile(r"(?<=[^\W\d_])'S\b")
_WORD = re.compile(r"[^\W\d_]+")
_ACRONYM = 4  # letters; what is no word and no longer is more likely an acronym
_BETWEEN = frozenset("the of and in for a an s t".split())
_ENDINGS = (
    ("ies", ("y",)), ("ied", ("y",)), ("es", ("", "e")), ("s", ("",)), ("ed", ("", "e")),
    ("ing", ("", "e")),
)  # fmt: skip
