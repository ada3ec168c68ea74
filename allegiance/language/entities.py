"""The parser's entity recogniser, read for a whole document at once.

The recogniser goes from word to word and either leaves it out, or begins, continues or ends an entity
(B, I, L, and U for one of a single word). Outside an entity what it thinks of a word hangs on that word
alone, so that all words are judged in one product of matrices; only those inside entities are
judged one by one. Weights, rules and results are those of `spacy.pipeline.EntityRecognizer`.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span

Floats = NDArray[np.float32]


@Language.factory("allegiance_entities")
def make_entities(nlp: Language, name: str) -> "Entities":
    return Entities(nlp.get_pipe("ner"))


class Entities:
    """Sets `doc.ents` by the weights of a recogniser of spaCy's."""

    def __init__(self, recogniser: Any) -> None:
        encoder, lower, upper = recogniser.model.layers
        self._encoder, self._lower = encoder, lower
        self._lower_bias: Floats = lower.get_param("b")
        self._weights: Floats = upper.get_param("W")
        self._bias: Floats = upper.get_param("b")
        moves = recogniser.moves
        names = [moves.get_class_name(number) for number in range(moves.n_moves)]
        self._kinds = [name[0] for name in names]
        self._labels = [name[2:] for name in names]
        self._numbers = {name: number for number, name in enumerate(names)}
        self._never = np.array([name[0] in "IL" or name == "U-" for name in names])
        self._begins = np.array([name[0] == "B" for name in names])
        self._opens = np.array([name[0] in "BU" for name in names])

    def __call__(self, doc: Doc) -> Doc:
        if len(doc):
            doc.set_ents(self._found(doc))
        return doc

    def _found(self, doc: Doc) -> list[Span]:
        # (1 + words, place of a word, hidden, pieces); the first row stands for no word.
        seen: Floats = self._lower.predict(self._encoder.predict([doc]))
        last = _last(doc)
        outside = self._outside(seen, last, doc.to_array("IS_SPACE") == 1)
        entities = []
        begin = 0
        while begin < len(doc):
            move = outside[begin]
            end = begin + 1
            if self._kinds[move] == "B":
                while not last[end] and self._goes_on(seen, begin, end, self._labels[move]):
                    end += 1
                end += 1
            if self._kinds[move] != "O":
                entities.append(Span(doc, begin, end, label=self._labels[move]))
            begin = end
        return entities

    def _outside(
        self, seen: Floats, last: NDArray[np.bool_], space: NDArray[np.bool_]
    ) -> list[int]:
        """For each word the best move where no entity is open before it."""
        none = seen[0]
        scores = self._scores(seen[1:, 0] + none[1] + none[2])
        scores[:, self._never] = -np.inf
        scores[np.ix_(last, self._begins)] = -np.inf
        scores[np.ix_(space, self._opens)] = -np.inf
        best: list[int] = scores.argmax(1).tolist()
        return best

    def _goes_on(self, seen: Floats, begin: int, at: int, label: str) -> bool:
        """Whether an entity that is open does not end with this word."""
        known = seen[at + 1, 0] + seen[begin + 1, 1] + seen[at, 2]
        inside, ends = self._scores(known[None], [self._numbers[f"{m}-{label}"] for m in "IL"])[0]
        return bool(inside >= ends)

    def _scores(self, summed: Floats, moves: Any = slice(None)) -> Floats:
        hidden = (summed + self._lower_bias).max(-1)
        return np.asarray(hidden @ self._weights[moves].T + self._bias[moves])


def _last(doc: Doc) -> NDArray[np.bool_]:
    """Which words are the last of their sentence."""
    return np.append(doc.to_array("SENT_START")[1:] == 1, True)
