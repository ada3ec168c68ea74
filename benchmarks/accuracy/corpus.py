"""Our own corpus: statements and their qualifiers on a part that nothing has learned from.

    python -m benchmarks.accuracy.corpus [--part dev] [--coder frames]

A statement is right where the corpus has one of the same relation between ends whose words meet
(`training.voting.matching`). Precision counts each statement given, recall each one coded; both
together make F1. The test part is for releases: name it with `--part test`. Baselines: words alone
(TF-IDF of the words between and around two mentions, learned from the training part) and the
commonest relation between neighbours.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

from spacy.tokens import Doc

from allegiance.documents.document import Document
from allegiance.language import annotate
from allegiance.language.reading import reading
from allegiance.ontology.actors import normal
from allegiance.statements.coder import code
from allegiance.statements.statement import Statement
from benchmarks.accuracy.baselines import Span, between, stated, words_alone
from benchmarks.accuracy.results import (
    ROOT,
    Missing,
    Mistake,
    Report,
    Result,
    command,
    f1,
    parser,
    precision,
    present,
    recall,
    scored,
    share,
)
from training.corpus_parts import AUTHORS
from training.markup import Batch, Coded, Item, batches
from training.voting import matching

CORPUS = ROOT / "training/corpus"
NEAR = 25  # words between two mentions that words alone are asked about
PLACED = ("control", "base", "move")
Gold = tuple[str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Read:
    """An item of a batch with what a reader said of it: for each statement, which coded one it is."""

    item: Item
    batch: Batch
    said: list[Statement]
    meant: list[Gold | None]

    @property
    def wanted(self) -> set[Gold]:
        return {_gold(each) for each in self.item.statements}

    def row(self, relation: str | None = None) -> tuple[int, int, int, int]:
        """(right, given, found, wanted), of one relation or of all."""
        told = [
            meant
            for said, meant in zip(self.said, self.meant, strict=True)
            if relation in (None, said.relation)
        ]
        found = {meant for meant in told if meant is not None}
        wanted = [each for each in self.wanted if relation in (None, each[0])]
        return sum(meant is not None for meant in told), len(told), len(found), len(wanted)


def measure(shared: Path, coders: Sequence[str], part: str = "dev") -> Report:
    """The part as each coder reads it, and as the baselines do. The shared data are not asked."""
    del shared
    every = list(batches(present(CORPUS / "batches")))
    chosen = [batch for batch in every if _part(batch) == part]
    report = Report()
    readers = {coder: list(_read(chosen, coder)) for coder in coders}
    others, remarks = _baselines([batch for batch in every if _part(batch) == "train"], chosen)
    report.remarks += remarks
    report.results += list(_results(f"corpus, {part} part", readers, others))
    if coders:
        report.mistakes += [each for read in readers[coders[-1]] for each in _mistakes(read)]
    return report


def _part(batch: Batch) -> str:
    return AUTHORS.get(batch.header["author"], "train")


def _results(
    task: str, readers: dict[str, list[Read]], others: dict[str, list[Read]]
) -> Iterator[Result]:
    for name, how in (
        ("ends and relation, F1", f1),
        ("its precision", precision),
        ("its recall", recall),
    ):
        ours, theirs = (
            {key: scored([each.row() for each in reads], how) for key, reads in those.items()}
            for those in (readers, others)
        )
        yield Result(task, name, _first(readers, _wanted), ours, theirs)
    negatives = {
        key: scored(
            [(float(not each.said), 1.0) for each in reads if each.item.shape == "n"], share
        )
        for key, reads in readers.items()
    }
    count = _first(readers, lambda reads: sum(each.item.shape == "n" for each in reads))
    yield Result(task, "hard negatives left alone", count, negatives)
    for name in QUALIFIERS:
        rows = {
            key: [_agreed(each, name) for each in reads if any(each.meant)]
            for key, reads in readers.items()
        }
        ours = {key: scored(those, share) for key, those in rows.items()}
        most = max((int(sum(all_ for _, all_ in those)) for those in rows.values()), default=0)
        yield Result(task, f"{name}, of those found", most, ours)
    for about, keys in _slices(readers):
        for key, count in keys:
            ours = {
                coder: scored([_row(each, about, key) for each in reads], f1)
                for coder, reads in readers.items()
            }
            yield Result(task, f"F1, {about} {key}", count, ours)


def _wanted(reads: list[Read]) -> int:
    return sum(len(each.wanted) for each in reads)


def _first(readers: dict[str, list[Read]], count: Callable[[list[Read]], int]) -> int:
    return next((count(reads) for reads in readers.values()), 0)


def _slices(readers: dict[str, list[Read]]) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """What the part is cut by, with how many statements are coded in each slice."""
    reads = next(iter(readers.values()), [])
    for about in ("relation", "region", "register"):
        counts: Counter[str] = Counter()
        for read in reads:
            for gold in read.wanted:
                counts[gold[0] if about == "relation" else _of(read, about)] += 1
        yield about, counts.most_common()


def _of(read: Read, about: str) -> str:
    return read.item.region if about == "region" else read.batch.header["register"]


def _row(read: Read, about: str, key: str) -> tuple[int, int, int, int]:
    if about == "relation":
        return read.row(key)
    return read.row() if _of(read, about) == key else (0, 0, 0, 0)


def _read(chosen: Sequence[Batch], coder: str) -> Iterator[Read]:
    """Every item as a coder reads it."""
    for batch in chosen:
        for item in batch.items:
            said = code(_parsed(item, batch, coder))
            yield _judged(item, batch, said)


def _parsed(item: Item, batch: Batch, coder: str = "frames") -> Doc:
    date = batch.header.get("date")
    return annotate(Document(id=item.id, text=item.text, date=date), coder=coder)


def _judged(item: Item, batch: Batch, said: list[Statement]) -> Read:
    gold = {_gold(each) for each in item.statements}
    return Read(item, batch, said, [matching(each, item, gold) for each in said])


def _gold(coded: Coded) -> Gold:
    return coded.relation, coded.source, coded.target


def _agreed(read: Read, name: str) -> tuple[float, float]:
    """(right, all) of one qualifier over the statements of an item that were found."""
    coded = {_gold(each): each for each in read.item.statements}
    told = [
        QUALIFIERS[name](said, coded[meant], read.item)
        for said, meant in zip(read.said, read.meant, strict=True)
        if meant is not None
    ]
    kept = [each for each in told if each is not None]
    return float(sum(kept)), float(len(kept))


def _same(name: str, said: Statement, coded: Coded, item: Item) -> bool | None:
    del item
    return bool(getattr(said, name) == getattr(coded, name))


def _hedged(said: Statement, coded: Coded, item: Item) -> bool | None:
    """Of those that the corpus calls hedged or denied, whether we say so."""
    del item
    if coded.certainty == "certain" and coded.polarity == "positive":
        return None
    return said.certainty != "certain" or said.polarity == "negative"


def _attributed(said: Statement, coded: Coded, item: Item) -> bool | None:
    del item
    return bool(said.attribution) == bool(coded.cues)


def _speaker(said: Statement, coded: Coded, item: Item) -> bool | None:
    """Of those that somebody says, whether one of our links is one of the corpus's speakers."""
    if not coded.cues:
        return None
    wanted = {item.sources.get(cue) for cue in coded.cues}
    told: set[str | None] = set()
    for link in said.attribution:
        if link.kind == "impersonal":
            told.add(None)
        else:
            told |= _labels(item, link.begin, link.end)
    return bool(told & wanted)


def _place(said: Statement, coded: Coded, item: Item) -> bool | None:
    """Of those that the corpus places, whether ours is written among the words of that place."""
    if coded.place is None:
        return None
    if said.place is None:
        return False
    words = [
        normal(item.text[each.begin : each.end])
        for each in item.mentions
        if coded.place in each.labels
    ]
    names = {normal(said.place.name), normal(said.place.id)}
    return any(name in word or word in name for word in words for name in names)


def _labels(item: Item, begin: int | None, end: int | None) -> set[str | None]:
    if begin is None or end is None:
        return set()
    return {
        label
        for mark in item.mentions
        if mark.begin < end and begin < mark.end
        for label in mark.labels
    }


QUALIFIERS: dict[str, Callable[[Statement, Coded, Item], bool | None]] = {
    **{
        name: partial(_same, name)
        for name in ("polarity", "certainty", "time_status", "phase", "event")
    },
    "hedged or denied recognised": _hedged,
    "attributed or not": _attributed,
    "who says it": _speaker,
    "place": _place,
}


def _mistakes(read: Read) -> Iterator[Mistake]:
    """What a reader missed and what it made up, in one entry for an item."""
    found = {meant for meant in read.meant if meant is not None}
    missed = [_told(read.item, gold) for gold in read.wanted - found]
    extra = [
        f"{said.source.mention} {said.relation} {said.target.mention} ({said.confidence:.2f},"
        f" {said.frame or 'model'})"
        for said, meant in zip(read.said, read.meant, strict=True)
        if meant is None
    ]
    if missed or extra:
        weight = len(missed) + 1.5 * len(extra)
        yield Mistake(
            read.item.id, read.item.text, "; ".join(sorted(missed)) or "no more",
            "; ".join(extra) or "nothing", weight / (1 + len(read.wanted)),
        )  # fmt: skip


def _told(item: Item, gold: Gold) -> str:
    names = [
        next((item.text[m.begin : m.end] for m in item.mentions if label in m.labels), "?")
        for label in gold[1:]
    ]
    return f"{names[0]} {gold[0]} {names[1]}"


def _baselines(
    train: Sequence[Batch], chosen: Sequence[Batch]
) -> tuple[dict[str, list[Read]], list[str]]:
    """The part as words alone read it, and as who takes the commonest relation of any neighbours."""
    texts, told = [], []
    for batch in train:
        for item in batch.items:
            for text, label in _examples(item):
                texts.append(text)
                told.append(label)
    docs = [(item, batch, _parsed(item, batch)) for batch in chosen for item in batch.items]
    common = _commonest(train)
    found = {
        "commonest": [_judged(i, b, list(_neighbours(doc, common))) for i, b, doc in docs],
    }
    try:
        learned = words_alone(texts, told)
    except Missing as missing:
        return found, [str(missing)]
    asked = [(doc, one, other) for _, _, doc in docs for one, other in _pairs(doc)]
    answers = learned([between(doc.text, one, other) for doc, one, other in asked])
    said: dict[int, list[Statement]] = {}
    for (doc, one, other), answer in zip(asked, answers, strict=True):
        if answer != "none":
            said.setdefault(id(doc), []).append(_answered(doc, one, other, answer))
    found["TF-IDF"] = [_judged(i, b, said.get(id(doc), [])) for i, b, doc in docs]
    return found, []


def _examples(item: Item) -> Iterator[tuple[str, str]]:
    """Two mentions of one sentence, in order: the words between, and how they stand ("fight>")."""
    gold = {(each.source, each.target): each.relation for each in item.statements}
    for begin, end in item.sentences:
        marks = [mark for mark in item.mentions if begin <= mark.begin and mark.end <= end]
        for n, one in enumerate(marks):
            for other in marks[n + 1 :]:
                if set(one.labels) & set(other.labels):
                    continue
                ways = [
                    gold[key] + way
                    for a in one.labels
                    for b in other.labels
                    for key, way in (((a, b), ">"), ((b, a), "<"))
                    if key in gold
                ]
                spans = (one.begin, one.end), (other.begin, other.end)
                if item.text[one.end : other.begin].count(" ") <= NEAR:
                    yield between(item.text, *spans), ways[0] if ways else "none"


def _pairs(doc: Doc) -> Iterator[tuple[Span, Span]]:
    """Two mentions of one sentence that we find ourselves, in order, without pronouns' own kin."""
    for sentence in doc.sents:
        found = [reading(doc).mentions.get(token.i) for token in sentence]
        spans = [(each.begin, each.end) for each in found if each is not None]
        for n, one in enumerate(spans):
            for other in spans[n + 1 :]:
                if doc.text[one[1] : other[0]].count(" ") <= NEAR:
                    yield one, other


def _answered(doc: Doc, one: Span, other: Span, answer: str) -> Statement:
    relation, way = answer[:-1], answer[-1]
    token = doc.char_span(*one, alignment_mode="expand")
    assert token is not None
    ends = (one, other) if way == ">" else (other, one)
    return stated(doc, token[0], ends[0], relation, ends[1])


def _commonest(train: Sequence[Batch]) -> dict[bool, str]:
    """The commonest relation to an actor, and to a place."""
    counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for batch in train:
        for item in batch.items:
            for each in item.statements:
                counts[each.relation in PLACED][each.relation] += 1
    return {placed: those.most_common(1)[0][0] for placed, those in counts.items() if those}


def _neighbours(doc: Doc, common: dict[bool, str]) -> Iterator[Statement]:
    for sentence in doc.sents:
        found = [each for t in sentence if (each := reading(doc).mentions.get(t.i)) is not None]
        for one, other in pairwise(found):
            placed = other.actor is None
            if one.actor is not None and placed in common:
                spans = (one.begin, one.end), (other.begin, other.end)
                yield stated(doc, doc[one.head], spans[0], common[placed], spans[1])


def main() -> int:
    made = parser(__doc__)
    made.add_argument("--part", choices=("dev", "test"), default="dev")
    given = made.parse_args()
    name = "corpus" if given.part == "dev" else "corpus-test"
    return command(name, partial(measure, part=given.part), given)


if __name__ == "__main__":
    sys.exit(main())
