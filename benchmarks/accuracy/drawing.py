"""Draws the mentions of re3d that two coders are to link, and writes them as each coder gets them.

    python -m benchmarks.accuracy.drawing SHARED FILE

Organisations, places and persons of re3d's annotation whose words hold a capital, one of a name in
each document and no more than four of a name in all, by a fixed seed. FILE shows each with its number,
its type and the words around it.
"""

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.accuracy.results import present

DOCUMENTS = "data/text/re3d/documents.jsonl"
DRAWN = {"Organisation": 130, "Location": 100, "Person": 70}
ALIKE = 4
SEED = 2017
LEAST = 0.5  # of the crowd's confidence
AROUND = 170  # letters
SMALL = frozenset(
    "i he she it they we us the a an this that these our my their his her you there here one some all"
    " many".split()
)

Spot = tuple[str, str, int, int]


def draw(documents: Iterable[Mapping[str, Any]]) -> list[Spot]:
    """The mentions to link, (document, type, begin, end), in the order of document and place."""
    pool: dict[str, list[tuple[str, Spot]]] = {type_: [] for type_ in DRAWN}
    for document in documents:
        for name, spot in _once(document):
            pool[spot[1]].append((name, spot))
    chance = random.Random(SEED)
    kept = [spot for type_, count in DRAWN.items() for spot in _some(pool[type_], count, chance)]
    return sorted(kept, key=lambda spot: (spot[0], spot[2]))


def _once(document: Mapping[str, Any]) -> Iterator[tuple[str, Spot]]:
    seen = set()
    for each in document["entities"]:
        name = document["text"][each["begin"] : each["end"]]
        key = each["type"], name.lower()
        if (
            each["type"] in DRAWN
            and each["confidence"] >= LEAST
            and named(name)
            and key not in seen
        ):
            seen.add(key)
            yield name.lower(), (document["doc_id"], each["type"], each["begin"], each["end"])


def named(words: str) -> bool:
    """Whether words hold a capital that is more than the beginning of a sentence."""
    found = re.findall(r"[^\W\d_][\w.'\u2019-]*", words)
    return any(each[0].isupper() and each.lower() not in SMALL for each in found)


def _some(pool: Sequence[tuple[str, Spot]], count: int, chance: random.Random) -> list[Spot]:
    mixed = list(pool)
    chance.shuffle(mixed)
    alike: Counter[str] = Counter()
    kept = []
    for name, spot in mixed:
        alike[name] += 1
        if alike[name] <= ALIKE:
            kept.append(spot)
    return kept[:count]


def main(arguments: Sequence[str]) -> int:
    shared, path = map(Path, arguments)
    lines = present(shared / DOCUMENTS).read_text(encoding="utf-8").splitlines()
    documents = {each["doc_id"]: each for each in map(json.loads, lines)}
    with path.open("w", encoding="utf-8") as file:
        for number, (document, type_, begin, end) in enumerate(draw(documents.values())):
            text = documents[document]["text"]
            before, after = text[max(0, begin - AROUND) : begin], text[end : end + AROUND]
            shown = f"{before}\xab{text[begin:end]}\xbb{after}".replace("\n", " ")
            file.write(f"{number:03d} {document} {type_}: {shown}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
