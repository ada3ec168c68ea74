"""What the trained model makes of a document: `opinions(doc, model)`, asked by the coder.

The document is read in passes of a few sentences each, so that a sentence of any length is read in
time that grows with it and no faster. Everything is addressed by offsets of the document's text.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from allegiance.language.encoder import Model, Pass
from allegiance.language.heads import Floats
from allegiance.language.labels import CUE, CUE_TYPE, INNER, KINDS, OUTER, RELATIONS, ROLES
from allegiance.language.wordpieces import LONGEST, Word, words

TYPES = (*RELATIONS, "cue")
ENOUGH = 96  # pieces; a pass that has so many takes no further sentence
TOGETHER = 3  # sentences in one pass at most


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells a relation, as the model sees it. `relation` is None for a cue's."""

    begin: int
    end: int
    relation: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Views:
    """What the model thinks of some triggers and some spans of one pass, all as probabilities.

    `roles` is (triggers, spans and nobody, ROLES), `pairs` (spans, spans, RELATIONS), `triggers` the
    score of each trigger, and `qualifiers` holds (triggers, values) for each kind.
    """

    triggers: Floats
    roles: Floats
    pairs: Floats
    qualifiers: dict[str, Floats]

    def role(self, trigger: int, span: int | None, role: str) -> float:
        """How likely a span (None: nobody) plays a role for a trigger."""
        return float(self.roles[trigger, -1 if span is None else span, ROLES.index(role)])


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention that the model sees: its offsets, its kind (an actor's, or "place"), and how surely."""

    begin: int
    end: int
    kind: str
    score: float


@dataclass(frozen=True, slots=True)
class Together:
    """Some spans of one pass, by their numbers, and which of them each stands for the same as.

    `antecedents` is (spans, spans and none), each row a distribution.
    """

    numbers: Sequence[int]
    antecedents: Floats


class Opinions:
    """The passes over one document, in its order."""

    def __init__(self, model: Model, passes: Sequence[Pass]) -> None:
        self.model = model
        self._passes = [each for each in passes if each.line]
        self._begins = [each.line[0].begin for each in self._passes]

    def triggers(self, begin: int, end: int, least: float) -> list[Trigger]:
        """The triggers between two offsets that score at least so much, in the order of the text."""
        found: list[Trigger] = []
        for each in self._between(begin, end):
            for at, kind in np.argwhere(each.triggers >= least):
                word = each.line[at]
                if begin <= word.begin < end:
                    score = float(each.triggers[at, kind])
                    found.append(Trigger(word.begin, word.end, RELATIONS[kind], score))
        return found

    def cues(self, begin: int, end: int) -> list[tuple[int, int]]:
        """The cues of attributions between two offsets ("said", "according to"), as offsets."""
        return self.tagged(CUE, begin, end)

    def tagged(self, group: str, begin: int, end: int) -> list[tuple[int, int]]:
        """What a group of tags marks between two offsets, as offsets."""
        return [
            (each.line[first].begin, each.line[last].end)
            for each in self._between(begin, end)
            for first, last in stretches(each.tags[group].argmax(1))
            if begin <= each.line[first].begin < end
        ]

    def mentions(self, begin: int, end: int, least: float) -> list[Seen]:
        """The actors and places that the model sees named or described between two offsets."""
        return [
            seen
            for each in self._between(begin, end)
            for group in (OUTER, INNER)
            for seen in _seen(each, group, least)
            if begin <= seen.begin < end
        ]

    def weigh(
        self,
        triggers: Sequence[tuple[int, str]],
        spans: Sequence[tuple[int, int]],
        *,
        pairs: bool = True,
    ) -> Views | None:
        """What it thinks of triggers (offset, relation or "cue") and spans (begin, end) of one sentence.

        None where they are not all in one pass, as in a sentence of several hundred words. Without
        `pairs`, those are left out, which saves time.
        """
        if not triggers:
            return None
        each = self._at(triggers[0][0])
        if each is None:
            return None
        begins, ends = [word.begin for word in each.line], [word.end for word in each.line]
        line = len(each.line)
        told = [(_word(begins, at), TYPES.index(name)) for at, name in triggers]
        placed = [(bisect_right(ends, begin), bisect_left(begins, end) - 1) for begin, end in spans]
        inside = all(first <= last < line for first, last in placed)
        if not inside or any(not begins[0] <= at < ends[-1] for at, _ in triggers):
            return None
        return self._views(
            each, np.array(told), np.array(placed, dtype=np.int64).reshape(-1, 2), pairs
        )

    def together(self, spans: Sequence[tuple[int, int]]) -> Iterator[Together]:
        """The spans that were read in one pass, pass by pass, in the order they are given."""
        within: dict[int, list[tuple[int, tuple[int, int]]]] = {}
        for number, (begin, end) in enumerate(spans):
            at = bisect_right(self._begins, begin) - 1
            placed = _placed(self._passes[at], begin, end) if at >= 0 else None
            if placed is not None:
                within.setdefault(at, []).append((number, placed))
        for at, found in within.items():
            placed_all = np.array([span for _, span in found], dtype=np.int64)
            heads, each = self.model.heads, self._passes[at]
            yield Together([n for n, _ in found], heads.antecedents(placed_all, each.seen))

    def _views(
        self, each: Pass, told: NDArray[np.int64], spans: NDArray[np.int64], pairs: bool
    ) -> Views:
        heads = self.model.heads
        return Views(
            each.triggers[told[:, 0], np.minimum(told[:, 1], CUE_TYPE - 1)],
            heads.roles(self._asked(each, told), told, spans, each.seen),
            heads.pairs(spans, each.seen) if pairs else _NO_PAIRS,
            heads.qualifiers(each.hidden, told),
        )

    def _asked(self, each: Pass, told: NDArray[np.int64]) -> Floats:
        """What triggers ask for, worked out once for each, since several steps of the coder ask."""
        keys = [(int(at), int(kind)) for at, kind in told]
        new = [key for key in dict.fromkeys(keys) if key not in each.asked]
        if new:
            turned = self.model.heads.asking(each.hidden, np.array(new))
            each.asked.update(zip(new, turned, strict=True))
        return np.stack([each.asked[key] for key in keys])

    def _between(self, begin: int, end: int) -> Iterator[Pass]:
        first = max(bisect_right(self._begins, begin) - 1, 0)
        for each in self._passes[first : bisect_left(self._begins, end)]:
            if each.line[-1].end > begin:
                yield each

    def _at(self, offset: int) -> Pass | None:
        number = bisect_right(self._begins, offset) - 1
        return self._passes[number] if number >= 0 else None


def _seen(each: Pass, group: str, least: float) -> Iterator[Seen]:
    tags = each.tags[group]
    best = tags.argmax(1)
    for first, last in stretches(best):
        kind, score = KINDS[(best[first] - 1) // 2], float(tags[first, best[first]])
        if score >= least:
            yield Seen(each.line[first].begin, each.line[last].end, kind.replace("_", " "), score)


def _placed(each: Pass, begin: int, end: int) -> tuple[int, int] | None:
    """The first and last word of a span, None where it is not all in the pass."""
    begins, ends = [word.begin for word in each.line], [word.end for word in each.line]
    first, last = bisect_right(ends, begin), bisect_left(begins, end) - 1
    return (first, last) if first <= last < len(begins) and end <= ends[-1] else None


def stretches(tags: Sequence[int] | NDArray[np.int64]) -> list[tuple[int, int]]:
    """First and last word of everything that a row of tags begins (odd) and goes on with (even)."""
    found: list[tuple[int, int]] = []
    for word, tag in enumerate(tags):
        if (
            tag
            and tag % 2 == 0
            and found
            and found[-1][1] == word - 1
            and tags[word - 1] in (tag, tag - 1)
        ):
            found[-1] = (found[-1][0], word)
        elif tag and tag % 2:
            found.append((word, word))
    return found


def opinions(doc: Doc, model: Model) -> Opinions:
    """What a model makes of a parsed document."""
    return Opinions(model, [model.read(line) for line in lines(doc, model)])


def lines(doc: Doc, model: Model) -> Iterator[list[Word]]:
    """The words of each pass: sentences of one paragraph together, long ones in pieces."""
    pending: list[Word] = []
    pieces = together = 0
    last = 0
    text = doc.text  # joined anew at every call
    for sentence in doc.sents:
        line = words(text, sentence.start_char, sentence.end_char)
        if not line:
            continue
        cost = sum(map(model.vocabulary.count, line))
        apart = "\n" in text[last : line[0].begin]
        if pending and (apart or together == TOGETHER or pieces + cost > ENOUGH):
            yield pending
            pending, pieces, together = [], 0, 0
        last = line[-1].end
        if cost > LONGEST - 2:
            yield from _cut(line, model)
            continue
        pending, pieces, together = [*pending, *line], pieces + cost, together + 1
    if pending:
        yield pending


def _cut(line: list[Word], model: Model) -> Iterator[list[Word]]:
    """A sentence longer than one pass, in as many as it needs."""
    piece: list[Word] = []
    size = 0
    for word in line:
        cost = model.vocabulary.count(word)
        if piece and size + cost > LONGEST - 2:
            yield piece
            piece, size = [], 0
        piece.append(word)
        size += cost
    yield piece


def _word(begins: Sequence[int], offset: int) -> int:
    """The word that an offset is in."""
    return bisect_right(begins, offset) - 1


_NO_PAIRS: Floats = np.zeros((0, 0, len(RELATIONS)), dtype=np.float32)
