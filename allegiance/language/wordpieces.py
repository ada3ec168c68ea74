"""Text as the encoder reads it: `Vocabulary.pieces(words(text))`.

The words are those of BERT's basic tokenizer (runs of letters and digits, every other sign alone),
cut greedily into the longest pieces that the vocabulary knows (WordPiece, Wu et al. 2016).
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

LONGEST = 256  # pieces in one pass of the encoder, the two at its ends included


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text, with its offsets; `shape` tells how it is written (`SHAPES`)."""

    text: str
    begin: int
    end: int
    shape: int


@dataclass(frozen=True, slots=True)
class Pieces:
    """The words of one pass, as numbers: `ids` and `shapes` of the pieces, `first` piece of each word."""

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    first: NDArray[np.int64]


def words(text: str, begin: int = 0, end: int | None = None) -> list[Word]:
    """The words between two offsets of a text."""
    return [
        Word(found[0], found.start(), found.end(), shape(found[0]))
        for found in _WORD.finditer(text, begin, len(text) if end is None else end)
    ]


def shape(word: str) -> int:
    """How a word is written, as an index into `SHAPES`: the vocabulary knows no capitals."""
    if not word[0].isalnum():
        return 6
    if word[0].isdigit():
        return 5
    if word.islower() or word.upper() == word.lower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    return 2 if word[0].isupper() and word[1:].islower() else 4


@dataclass(slots=True)
class Vocabulary:
    """The pieces that an encoder knows, in its order, and the names of its four special ones."""

    entries: Sequence[str]
    opening: str = "[CLS]"
    closing: str = "[SEP]"
    unknown: str = "[UNK]"
    padding: str = "[PAD]"
    _ids: dict[str, int] = field(default_factory=dict)
    _seen: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._ids = {entry: number for number, entry in enumerate(self.entries)}

    @property
    def pad(self) -> int:
        return self._ids[self.padding]

    def count(self, word: Word) -> int:
        """How many pieces a word takes."""
        return len(self._cut(word.text))

    def pieces(self, line: Sequence[Word]) -> Pieces:
        """The words of one pass as numbers, between the signs of opening and closing."""
        ids, shapes, first = [self._ids[self.opening]], [0], []
        for word in line:
            first.append(len(ids))
            cut = self._cut(word.text)
            ids += cut
            shapes += [word.shape] * len(cut)
        ids.append(self._ids[self.closing])
        shapes.append(0)
        return Pieces(np.array(ids), np.array(shapes), np.array(first, dtype=np.int64))

    def _cut(self, word: str) -> tuple[int, ...]:
        found = self._seen.get(word)
        if found is None:
            if len(self._seen) > _REMEMBERED:
                self._seen.clear()
            found = self._seen[word] = self._longest_first(_plain(word))
        return found

    def _longest_first(self, word: str) -> tuple[int, ...]:
        unknown = (self._ids[self.unknown],)
        if not word or len(word) > _WORD_LIMIT:
            return unknown
        cut: list[int] = []
        begin = 0
        while begin < len(word):
            for end in range(len(word), begin, -1):
                piece = word[begin:end] if begin == 0 else f"##{word[begin:end]}"
                if piece in self._ids:
                    cut.append(self._ids[piece])
                    begin = end
                    break
            else:
                return unknown
        return tuple(cut)


def _plain(word: str) -> str:
    """A word in small letters without accents."""
    if word.isascii():
        return word.lower()
    word = unicodedata.normalize("NFD", _STRAIGHT.get(word, word).lower())
    return "".join(letter for letter in word if unicodedata.category(letter) != "Mn")


SHAPES = ("none", "lower", "Title", "UPPER", "miXed", "number", "sign")
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_STRAIGHT = {"’": "'", "‘": "'", "“": '"', "”": '"', "‑": "-", "‐": "-"}
_WORD_LIMIT = 100  # letters; longer ones are no words
_REMEMBERED = 200_000  # words whose pieces are kept
