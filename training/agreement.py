"""Two codings of the same items, compared: `python -m training.agreement`.

The second coder saw the text with its mentions and none of the codings; his lines are in
`corpus/second/*.txt`, under the id of each item. For each relation, Cohen's kappa (1960) over all
ordered pairs of actors and places that an item mentions: did both say that the first stands in the
relation to the second, or neither?
"""

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

from rich.console import Console
from rich.table import Table

from allegiance.ontology.relations import relations
from training.markup import BadMarkup, Batch, Item, batches

HERE = Path(__file__).parent / "corpus"
Pair = tuple[str | None, str, str | None]


@dataclass(frozen=True, slots=True)
class Second:
    """One line of the second coding."""

    source: str | None
    relation: str
    target: str | None
    polarity: str
    certain: bool
    phase: str
    attributed: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two coders agree on one relation: kappa, and how often each of them and both said it."""

    relation: str
    first: int
    second: int
    both: int
    kappa: float


def drawn(count: int, seed: int = 1) -> list[Item]:
    """Items to be coded again: those of training and development, the rarer relations more often."""
    chance = random.Random(seed)
    told = [(batch, item) for batch in batches(HERE / "batches") for item in batch.items]
    kept = [item for batch, item in told if batch.header["author"] != "7" and item.shape != "p"]
    said: dict[str, int] = {}
    for item in kept:
        for each in item.statements:
            said[each.relation] = said.get(each.relation, 0) + 1
    weights = [
        max((1 / said[each.relation] for each in item.statements), default=1 / 1500)
        for item in kept
    ]
    chosen: dict[str, Item] = {}
    while len(chosen) < count:
        item = chance.choices(kept, weights)[0]
        chosen[item.id] = item
    return list(chosen.values())


def bare(item: Item) -> str:
    """An item for the second coder: its text with its mentions marked, and nothing else."""
    text = item.text
    edits = sorted(
        [(mark.begin, 1, f"[{'+'.join(mark.labels)}:{mark.kind} ") for mark in item.mentions]
        + [(mark.end, 0, "]") for mark in item.mentions],
        key=lambda edit: (edit[0], edit[1]),
    )  # fmt: skip
    for at, _, sign in reversed(edits):
        text = text[:at] + sign + text[at:]
    return f"= {item.id}\n{text}\n"


def second(path: Path) -> Iterator[tuple[str, list[Second]]]:
    """The second codings of a file: each item's id with its lines."""
    name, lines = "", list[Second]()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            if name:
                yield name, lines
            name, lines = line[2:].strip(), []
        elif line.startswith("- "):
            lines.append(_read(line[2:]))
    if name:
        yield name, lines


def _read(line: str) -> Second:
    first, *rest = (part.strip() for part in line.split(";"))
    words = first.split()
    if len(words) != 3 or words[1] not in relations():
        raise BadMarkup(f"'- {line}' should begin '- SOURCE RELATION TARGET'")
    phases = {"starts", "strengthens", "weakens", "ends"} & set(rest)
    return Second(
        None if words[0] == "?" else words[0],
        words[1],
        None if words[2] == "?" else words[2],
        "negative" if "denied" in rest else "positive",
        not {"probable", "possible", "unknown"} & set(rest),
        next(iter(phases), "holds"),
        any(part.startswith("by ") for part in rest),
    )


def agreement(one: Mapping[str, Item], other: Mapping[str, list[Second]]) -> list[Agreement]:
    """Kappa of each relation over the pairs of every item that both have coded."""
    counts = {name: [0, 0, 0, 0] for name in relations()}
    for name, lines in other.items():
        item = one[name]
        said = {_key(each.source, each.relation, each.target) for each in item.statements}
        again = {_key(each.source, each.relation, each.target) for each in lines}
        for pair in _pairs(item, said | again):
            counts[pair[1]][2 * (pair in said) + (pair in again)] += 1
    return [_agreed(name, *counts[name]) for name in relations()]


def _agreed(name: str, neither: int, only_second: int, only_first: int, both: int) -> Agreement:
    total = neither + only_second + only_first + both
    first, other = both + only_first, both + only_second
    observed = (both + neither) / max(total, 1)
    chance = (first * other + (total - first) * (total - other)) / max(total, 1) ** 2
    kappa = (observed - chance) / (1 - chance) if chance < 1 else 1.0
    return Agreement(name, first, other, both, kappa)


def _key(source: str | None, relation: str, target: str | None) -> Pair:
    if relations()[relation].symmetric and (source or "?") > (target or "?"):
        return target, relation, source
    return source, relation, target


def _pairs(item: Item, said: set[Pair]) -> set[Pair]:
    labels = sorted({label for mark in item.mentions for label in mark.labels})
    possible = {
        _key(one, name, other) for name in relations() for one, other in permutations(labels, 2)
    }
    return possible | said


def qualifiers(one: Mapping[str, Item], other: Mapping[str, list[Second]]) -> dict[str, float]:
    """On statements that both coders have: how often their qualifiers are the same."""
    same = {"polarity": 0, "certain or not": 0, "phase": 0, "attributed or not": 0}
    total = 0
    for name, lines in other.items():
        said = {
            _key(each.source, each.relation, each.target): each for each in one[name].statements
        }
        for line in lines:
            each = said.get(_key(line.source, line.relation, line.target))
            if each is None:
                continue
            total += 1
            same["polarity"] += each.polarity == line.polarity
            same["certain or not"] += (each.certainty == "certain") == line.certain
            same["phase"] += each.phase == line.phase
            same["attributed or not"] += bool(each.cues) == line.attributed
    return {name: count / max(total, 1) for name, count in same.items()}


def main(arguments: Sequence[str]) -> None:
    if arguments[:1] == ["draw"]:
        for item in drawn(int(arguments[1])):
            print(bare(item))
        return
    every: list[Batch] = list(batches(HERE / "batches"))
    items = {item.id: item for batch in every for item in batch.items}
    other = {
        name: lines
        for path in sorted((HERE / "second").glob("*.txt"))
        for name, lines in second(path)
    }
    table = Table("relation", "first coder", "second coder", "both", "kappa", box=None)
    for each in agreement(items, other):
        counts = (str(each.first), str(each.second), str(each.both))
        table.add_row(each.relation, *counts, f"{each.kappa:.2f}")
    Console().print(f"{len(other)} items", table)
    for name, share in qualifiers(items, other).items():
        Console().print(f"{name}: {share:.0%}")


if __name__ == "__main__":
    main(sys.argv[1:])
