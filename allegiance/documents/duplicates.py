r"""Wire copies of one story: found by how many runs of five words two texts share.

The likeness of two texts is the Jaccard index of their sets of word 5-grams,
J(A, B) = |A n B| / |A u B|. MinHash estimates it: under a random ordering of all 5-grams the
first one of A and the first one of B are the same with probability J. A signature keeps the
first of each under 128 orderings, so the estimate is off by sqrt(J (1 - J) / 128), 0.04 at most.
Banding makes two texts meet only where 4 neighbouring values agree.

Broder, A. Z. (1997). On the resemblance and containment of documents. SEQUENCES '97, 21-29.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import combinations

import msgspec
import numpy as np
from numpy.typing import NDArray

from allegiance.documents.document import Document

ALIKE = 0.6
"""Texts at least this alike are copies of one story."""


def group(documents: Iterable[Document]) -> list[Document]:
    """The documents in their order, copies of one story under one `story`, the others under None."""
    kept = list(documents)
    found = stories((document.id, signature(document.text)) for document in kept)
    return [msgspec.structs.replace(document, story=found.get(document.id)) for document in kept]


def stories(signatures: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """The story of each document that has a copy, from pairs of (document id, signature).

    A story bears the smallest id among its copies, whatever the order they come in. Copies of
    copies are copies.
    """
    known = {name: sign for name, sign in sorted(signatures) if sign}
    first_of: dict[bytes, str] = {}
    leader = {name: first_of.setdefault(sign, name) for name, sign in known.items()}

    def lead(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for one, two in _neighbours({name: sign for sign, name in first_of.items()}):
        first, second = sorted((lead(one), lead(two)))
        if first != second and similar(known[one], known[two]) >= ALIKE:
            leader[second] = first
    led = {name: lead(name) for name in known}
    shared = {first for name, first in led.items() if name != first}
    return {name: first for name, first in led.items() if first in shared}


def signature(text: str) -> bytes:
    """128 values of 32 bits that stand for a text; none for a text without words."""
    runs = _runs(text)
    if not len(runs):
        return b""
    smallest = [(runs * factor + shift).min() >> np.uint64(32) for factor, shift in _ORDERINGS]
    return np.array(smallest, dtype="<u4").tobytes()


def similar(one: bytes, two: bytes) -> float:
    """How alike two texts are by their signatures, from 0 to 1: the estimate of J."""
    if not one or not two:
        return 0.0
    return float(np.mean(np.frombuffer(one, "<u4") == np.frombuffer(two, "<u4")))


_RUN = 5
_BAND = 4 * 4


def _runs(text: str) -> NDArray[np.uint64]:
    """The different runs of five words, one number each; one run where there are fewer words."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKD", text).casefold())
    numbers = {word: _number(word) for word in set(words)}
    each = np.array([numbers[word] for word in words], dtype=np.uint64)
    length = max(len(each) - _RUN + 1, min(len(each), 1))
    runs = np.zeros(length, dtype=np.uint64)
    for place in range(min(_RUN, len(each))):
        runs = runs * np.uint64(0x9E3779B97F4A7C15) + each[place : place + length]
    return np.unique(runs)


def _number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "big")


_ORDERINGS = [
    (np.uint64(_number(f"factor {place}") | 1), np.uint64(_number(f"shift {place}")))
    for place in range(128)
]


def _neighbours(known: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Pairs that agree in a band of four values, in the order of their ids."""
    bands: defaultdict[tuple[int, bytes], list[str]] = defaultdict(list)
    for name in known:
        for start in range(0, len(known[name]), _BAND):
            bands[start, known[name][start : start + _BAND]].append(name)
    for names in bands.values():
        yield from combinations(names, 2)
