"""Items of the corpus as the numbers that a model learns from: `example(items, vocabulary)`."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from allegiance.language.labels import (
    BEYOND,
    CONTENT,
    CUE,
    CUE_TYPE,
    INNER,
    INSTRUMENT,
    KINDS,
    OUTER,
    QUALIFIERS,
    RELATIONS,
    ROLES,
    TIME,
    begins,
)
from allegiance.language.wordpieces import LONGEST, Pieces, Vocabulary, Word, words
from training.markup import Coded, Item, Mark

IGNORED = -1


@dataclass(slots=True)
class Example:
    """One pass of the encoder with everything that is to be found in it.

    `tags` are by word: a class for each group of `labels.GROUPS`. `triggers` is (words, relations).
    `spans` are first and last word of each argument; `told` names for each row of `roles` its
    anchor word and its type (a relation, or CUE_TYPE); `roles` is (rows, spans and nobody, roles);
    `qualifiers` is (rows, groups of qualifiers). `pairs` is (mentions, mentions, relations), over the
    first `mentions` spans; `antecedents` (mentions, mentions) says which stand for the same actor.
    Where a number is IGNORED, either answer is right, or nobody knows.
    """

    pieces: Pieces
    line: list[Word]
    tags: dict[str, NDArray[np.int64]]
    triggers: NDArray[np.float32]
    spans: NDArray[np.int64]
    mentions: int
    told: NDArray[np.int64]
    roles: NDArray[np.float32]
    qualifiers: NDArray[np.int64]
    pairs: NDArray[np.float32]
    antecedents: NDArray[np.float32]


def example(
    items: Sequence[Item], vocabulary: Vocabulary, chance: random.Random, *, loose: float = 0.0
) -> Example | None:
    """Items laid end to end as one pass; None where they are longer than one pass can be.

    `loose` is how often the span of a mention is cut down towards its head ("the rebels" to "rebels"),
    since whoever asks the model later may draw its borders otherwise.
    """
    laid = [_Laid(item, *_offset(items, number)) for number, item in enumerate(items)]
    line = [word for each in laid for word in each.line]
    if sum(map(vocabulary.count, line)) > LONGEST - 2:
        return None
    tags = {name: np.zeros(len(line), dtype=np.int64) for name in (OUTER, INNER, *BEYOND)}
    triggers = np.zeros((len(line), len(RELATIONS)), dtype=np.float32)
    found = [mark for each in laid for mark in each.mentions()]
    others = [mark for each in laid for mark in each.others()]
    cut = [_cut(mark, line, chance) if chance.random() < loose else mark for mark in found]
    spans = [(mark.first, mark.last) for mark in cut + others]
    noise = [span for span in _noise(len(line), chance) if _apart(span, spans)]
    _tag(tags, found, laid)
    rows = [row for each in laid for row in each.rows(found + others)]
    for row in rows:
        if row.type != CUE_TYPE:
            triggers[row.anchor, row.type] = 1
    roles = np.zeros((len(rows), len(spans) + len(noise) + 1, len(ROLES)), dtype=np.float32)
    for number, row in enumerate(rows):
        for role, position, value in row.roles:
            position = len(spans) + len(noise) if position is None else position
            if roles[number, position, role] != 1:
                roles[number, position, role] = value
    return Example(
        vocabulary.pieces(line), line, tags, triggers,
        np.array(spans + noise, dtype=np.int64).reshape(-1, 2), len(found),
        np.array([(row.anchor, row.type) for row in rows], dtype=np.int64).reshape(-1, 2), roles,
        np.array([row.qualifiers for row in rows], dtype=np.int64).reshape(-1, len(QUALIFIERS)),
        _pairs(rows, found), _antecedents(found),
    )  # fmt: skip


def _offset(items: Sequence[Item], number: int) -> tuple[int, int]:
    """The number of an item, and how many words stand before it."""
    return number, sum(len(words(item.text)) for item in items[:number])


@dataclass(frozen=True, slots=True)
class _Span:
    """A mark as words: first and last, the item it is in, and its labels."""

    first: int
    last: int
    item: int
    labels: tuple[str, ...]
    kind: str
    group: str
    sentence: int = 0


@dataclass(slots=True)
class _Row:
    """One trigger (or cue) with its type, the roles that spans play for it, and its qualifiers."""

    anchor: int
    type: int
    roles: list[tuple[int, int | None, int]]
    qualifiers: list[int]


class _Laid:
    """An item at its place in a pass."""

    def __init__(self, item: Item, number: int, before: int) -> None:
        self.item, self.number, self.before = item, number, before
        self.line = words(item.text)

    def span(self, mark: Mark, group: str) -> _Span:
        inside = [
            n for n, word in enumerate(self.line) if mark.begin < word.end and word.begin < mark.end
        ]
        at = next(n for n, (_, end) in enumerate(self.item.sentences) if mark.begin < end)
        first, last = inside[0] + self.before, inside[-1] + self.before
        return _Span(first, last, self.number, mark.labels, mark.kind, group, at)

    def mentions(self) -> list[_Span]:
        return [self.span(mark, "mention") for mark in self.item.mentions]

    def others(self) -> list[_Span]:
        return [
            self.span(mark, group)
            for group, marks in (
                ("cue", self.item.cues), ("time", self.item.times), ("instrument", self.item.instruments)
            )
            for mark in marks
        ]  # fmt: skip

    def contents(self) -> list[_Span]:
        return [self.span(mark, "content") for mark in self.item.contents]

    def rows(self, spans: Sequence[_Span]) -> Iterator[_Row]:
        """One row for each trigger and relation of the item, and one for each cue."""
        told: dict[tuple[str, str], list[Coded]] = {}
        for coded in self.item.statements:
            told.setdefault((coded.trigger, coded.relation), []).append(coded)
        for (trigger, relation), codings in told.items():
            mark = next(mark for mark in self.item.triggers if trigger in mark.labels)
            at = self.span(mark, "trigger")
            roles = [role for coded in codings for role in self._roles(coded, at, spans)]
            values = [group.index(getattr(codings[0], name)) for name, group in QUALIFIERS.items()]
            yield _Row(at.first, RELATIONS.index(relation), roles, values)
        for mark in self.item.cues:
            at = self.span(mark, "cue")
            who = self.item.sources.get(mark.labels[0])
            roles = list(self._played("speaker", who, at, spans, "mention"))
            yield _Row(at.first, CUE_TYPE, roles, [IGNORED] * len(QUALIFIERS))

    def _roles(
        self, coded: Coded, at: _Span, spans: Sequence[_Span]
    ) -> Iterator[tuple[int, int | None, int]]:
        yield from self._played("source", coded.source, at, spans, "mention")
        yield from self._played("target", coded.target, at, spans, "mention")
        if coded.place:
            yield from self._played("place", coded.place, at, spans, "mention")
        if coded.origin:
            yield from self._played("origin", coded.origin, at, spans, "mention")
        if coded.time:
            yield from self._played("time", coded.time, at, spans, "time")
        if coded.instrument:
            yield from self._played("instrument", coded.instrument, at, spans, "instrument")
        for cue in coded.cues:
            yield from self._played("said", cue, at, spans, "cue")

    def _played(
        self, role: str, label: str | None, at: _Span, spans: Sequence[_Span], group: str
    ) -> Iterator[tuple[int, int | None, int]]:
        """The span of a label that plays a role; its other mentions nearby may play it too."""
        number = ROLES.index(role)
        if label is None:
            yield number, None, 1
            return
        fitting = [
            (abs(span.sentence - at.sentence), _distance(span, at), position)
            for position, span in enumerate(spans)
            if span.item == self.number and span.group == group and label in span.labels
        ]
        for rank, (away, _, position) in enumerate(sorted(fitting)):
            if rank == 0:
                yield number, position, 1
            elif away == 0:
                yield number, position, IGNORED


def _distance(span: _Span, at: _Span) -> int:
    if span.first <= at.first <= span.last:
        return 0
    return min(abs(span.first - at.first), abs(span.last - at.first))


def _tag(tags: dict[str, NDArray[np.int64]], found: Sequence[_Span], laid: Sequence[_Laid]) -> None:
    """Tag each word by what it begins or goes on with."""
    for span in found:
        nested = any(
            other is not span and other.first <= span.first and span.last <= other.last
            and (other.last - other.first) > (span.last - span.first)
            for other in found
        )  # fmt: skip
        write(tags[INNER if nested else OUTER], span, begins(KINDS.index(span.kind)))
    for each in laid:
        for span in each.contents():
            write(tags[CONTENT], span, 1)
        for span in each.others():
            write(tags[{"cue": CUE, "time": TIME, "instrument": INSTRUMENT}[span.group]], span, 1)


def write(tags: NDArray[np.int64], span: _Span, begin: int) -> None:
    """Tag a span: its first word begins, the others go on, unless a longer one is there already."""
    if tags[span.first : span.last + 1].any():
        return
    tags[span.first] = begin
    tags[span.first + 1 : span.last + 1] = begin + 1


def _cut(span: _Span, line: Sequence[Word], chance: random.Random) -> _Span:
    """A mention without its article, or down to its last words."""
    first = span.first
    if first < span.last and line[first].text.lower() in _ARTICLES:
        first += 1
    if first < span.last and chance.random() < 0.3:
        first = chance.randint(first + 1, span.last)
    return replace(span, first=first)


def _apart(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return all(span[1] < first or last < span[0] for first, last in others)


def _noise(length: int, chance: random.Random) -> list[tuple[int, int]]:
    """A few stretches of words that nobody marked: they play no role."""
    starts = [chance.randrange(length) for _ in range(3)]
    return [(start, min(start + chance.randrange(4), length - 1)) for start in starts]


def _pairs(rows: Sequence[_Row], found: Sequence[_Span]) -> NDArray[np.float32]:
    """Which mentions stand in which relation; other mentions of the same two are left open."""
    pairs = np.zeros((len(found), len(found), len(RELATIONS)), dtype=np.float32)
    source, target = ROLES.index("source"), ROLES.index("target")
    for row in rows:
        if row.type == CUE_TYPE:
            continue
        ends = [
            [position for role, position, value in row.roles if role == wanted and value == 1]
            for wanted in (source, target)
        ]
        for one in ends[0]:
            for other in ends[1]:
                if one is None or other is None or one == other:
                    continue
                for a in _same(found, one):
                    for b in _same(found, other):
                        if pairs[a, b, row.type] == 0:
                            pairs[a, b, row.type] = IGNORED
                pairs[one, other, row.type] = 1
    return pairs


def _same(found: Sequence[_Span], position: int) -> list[int]:
    """The mentions of the same actor in the same item."""
    span = found[position]
    return [
        n for n, other in enumerate(found)
        if other.item == span.item and set(other.labels) & set(span.labels)
    ]  # fmt: skip


def _antecedents(found: Sequence[_Span]) -> NDArray[np.float32]:
    """Which earlier mentions stand for the same actor as each mention."""
    same = np.zeros((len(found), len(found)), dtype=np.float32)
    for n, span in enumerate(found):
        for m in _same(found, n):
            if found[m].first < span.first:
                same[n, m] = 1
    return same


def renamed(item: Item, names: dict[str, list[str]], chance: random.Random) -> Item:
    """The same item about others: some named actors take the names of others of their kind.

    So that a model learns how ties are told rather than who is said to have them.
    """
    edits: dict[tuple[int, int], str] = {}
    chosen: dict[tuple[str, str], str] = {}
    everything = (
        *item.mentions, *item.triggers, *item.cues, *item.times, *item.instruments,
    )  # fmt: skip
    for mark in item.mentions:
        words_in = item.text[mark.begin : mark.end]
        bare = words_in.removeprefix("the ").removeprefix("The ")
        holds = any(
            other is not mark and mark.begin <= other.begin and other.end <= mark.end
            for other in everything
        )
        named = all(word[0].isupper() for word in bare.split() if word[0].isalpha())
        if holds or not named or bare.lower() in _PRONOUNS or not names.get(mark.kind):
            continue
        key = (mark.labels[0], bare)
        if key not in chosen:
            chosen[key] = chance.choice(names[mark.kind])
        begin = mark.end - len(bare)
        edits[(begin, mark.end)] = chosen[key]
    return _edited(item, edits)


def _edited(item: Item, edits: dict[tuple[int, int], str]) -> Item:
    parts, moved, last = [], [(0, 0)], 0
    for (begin, end), text in sorted(edits.items()):
        if begin < last:
            continue
        parts += [item.text[last:begin], text]
        moved.append((end, moved[-1][1] + len(text) - (end - begin)))
        last = end
    parts.append(item.text[last:])

    def place(offset: int) -> int:
        return offset + next(shift for at, shift in reversed(moved) if at <= offset)

    def put(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
        return tuple(replace(mark, begin=place(mark.begin), end=place(mark.end)) for mark in marks)

    return replace(
        item,
        text="".join(parts),
        sentences=tuple((place(begin), place(end)) for begin, end in item.sentences),
        mentions=put(item.mentions),
        triggers=put(item.triggers),
        cues=put(item.cues),
        contents=put(item.contents),
        times=put(item.times),
        instruments=put(item.instruments),
    )


_PRONOUNS = frozenset({"i", "he", "she", "it", "they", "we", "its", "their", "his", "her", "who"})
_ARTICLES = frozenset(
    {
        "the",
        "a",
        "an",
        "some",
        "its",
        "their",
        "his",
        "her",
        "our",
        "this",
        "that",
        "these",
        "those",
    }
)
