"""The frustration index by trying every partition, and networks to try it on."""

import random
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from pathlib import Path

Row = tuple[str, str, int, float]
SIGNED = Path(__file__).parents[4] / "shared/data/signed"


def rows(ties: dict[tuple[int, int], int]) -> list[Row]:
    return [(str(a), str(b), 1 if w > 0 else -1, abs(w)) for (a, b), w in ties.items()]


def least(n: int, ties: dict[tuple[int, int], int], camps: int = 2) -> int:
    """The least weight that a partition breaks."""
    sides = product(range(camps), repeat=n - 1)
    return min(_cost((0, *side), ties) for side in sides)


def _cost(side: Sequence[int], ties: dict[tuple[int, int], int]) -> int:
    return sum(abs(w) for (a, b), w in ties.items() if (side[a] == side[b]) != (w > 0))


def every(n: int) -> Iterator[dict[tuple[int, int], int]]:
    """All signed networks on so many actors: each pair hostile, friendly or neither."""
    pairs = list(combinations(range(n), 2))
    for signs in product((-1, 0, 1), repeat=len(pairs)):
        made = {pair: sign for pair, sign in zip(pairs, signs, strict=True) if sign}
        if made:
            yield made


def chance(seed: int, n: int, *, heavy: int = 1) -> dict[tuple[int, int], int]:
    """A random signed network on so many actors."""
    rng = random.Random(seed)
    dense, hostile = 0.2 + 0.8 * rng.random(), rng.random()
    made = {
        pair: rng.randint(1, heavy) * (-1 if rng.random() < hostile else 1)
        for pair in combinations(range(n), 2)
        if rng.random() < dense
    }
    return made or {(0, 1): 1}


def read(name: str) -> list[tuple[str, str, int]]:
    lines = (SIGNED / name).read_text("utf-8").splitlines()[1:]
    cells = (line.split("\t") for line in lines)
    return [(u, v, int(sign)) for u, v, sign, *_ in cells]
