"""Whom the pronouns stand for: our corpus' pronouns, by the rules alone and with a model.

    python -m benchmarks.accuracy.coreference [--part dev] [--coder frames]

Asked of every pronoun whose actor the item names earlier: is what it is taken for the same actor? A
pronoun that is taken for nobody is wrong. Baseline: the nearest mention before it.
"""

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from allegiance.documents.document import Document
from allegiance.language import annotate
from allegiance.language.reading import Mention, reading
from benchmarks.accuracy.results import (
    ROOT,
    Mistake,
    Report,
    Result,
    command,
    parser,
    present,
    scored,
    share,
)
from training.corpus_parts import Part, parts
from training.markup import Item, Mark

CORPUS = ROOT / "training/corpus"
PRONOUNS = frozenset(
    "he she it they him her them its their his we us our i my me itself themselves".split()
)


def measure(shared: Path, coders: Sequence[str], part: Part = "dev") -> Report:
    """The share of pronouns that each coder gives to the right actor. The shared data are not asked."""
    del shared
    present(CORPUS / "batches")
    items = [item for item in parts(CORPUS)[part] if any(asked(item))]
    report = Report()
    near = [_counted(right) for right in map(nearest, items)]
    ours = {}
    for coder in coders:
        rows = []
        for item in items:
            right = judged(item, coder)
            rows.append(_counted([good for _, good, _ in right]))
            report.mistakes += [
                Mistake(f"{item.id} ({coder})", item.text, item.text[mark.begin : mark.end], said)
                for mark, good, said in right
                if not good
            ]
        ours[coder] = scored(rows, share)
    count = sum(all_ for _, all_ in near)
    baseline = {"the nearest mention": scored(near, share)}
    name = f"pronouns given to the right actor, {part} part"
    report.results.append(Result("coreference", name, int(count), ours, baseline))
    return report


def asked(item: Item) -> Iterator[Mark]:
    """The pronouns of an item whose actor was mentioned before."""
    for mark in item.mentions:
        if item.text[mark.begin : mark.end].lower() in PRONOUNS and _earlier(mark, item):
            yield mark


def judged(item: Item, coder: str) -> list[tuple[Mark, bool, str]]:
    """Each such pronoun, whether a coder gives it to the right actor, and to whom in words."""
    doc = annotate(Document(id=item.id, text=item.text), coder=coder)
    found = reading(doc).mentions
    answers = []
    for mark in asked(item):
        mention = next((each for each in found.values() if each.begin == mark.begin), None)
        back = found.get(mention.antecedent) if mention and mention.antecedent is not None else None
        right = back is not None and bool(_labels(back, item) & set(mark.labels))
        said = item.text[back.begin : back.end] if back is not None else "nobody"
        answers.append((mark, right, said))
    return answers


def nearest(item: Item) -> list[bool]:
    """For each such pronoun, whether the nearest mention before it is of the same actor."""
    return [
        bool(set(max(_before(mark, item), key=lambda each: each.end).labels) & set(mark.labels))
        for mark in asked(item)
    ]


def _before(mark: Mark, item: Item) -> list[Mark]:
    return [each for each in item.mentions if each.end <= mark.begin]


def _earlier(mark: Mark, item: Item) -> bool:
    return any(set(each.labels) & set(mark.labels) for each in _before(mark, item))


def _labels(mention: Mention, item: Item) -> set[str]:
    """The labels of the mark that fits a mention best."""
    meets = [
        (abs(mark.begin - mention.begin) + abs(mark.end - mention.end), mark.labels)
        for mark in item.mentions
        if mark.begin < mention.end and mention.begin < mark.end
    ]
    return set(min(meets)[1]) if meets else set()


def _counted(right: Sequence[bool]) -> tuple[float, float]:
    return float(sum(right)), float(len(right))


def main(arguments: Sequence[str] | None = None) -> int:
    made = parser(__doc__)
    made.add_argument("--part", choices=["dev", "test"], default="dev")
    given = made.parse_args(arguments)
    return command("coreference", partial(measure, part=given.part), given)


if __name__ == "__main__":
    sys.exit(main())
