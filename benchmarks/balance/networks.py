"""The networks that are measured: public ones, and large ones made here.

A made network has the shape of social ones: actors join with three to twelve ties, half of each one's
to neighbours of a neighbour, so that triangles close and some actors have thousands of ties
(Holme and Kim 2002); they lie in two camps, and a share of signs is against them.
"""

import random
from pathlib import Path

import numpy as np

from allegiance.network.balance.signed import Signed, gather

SIGNED = Path(__file__).parents[3] / "shared/data/signed"


def read(path: Path) -> Signed:
    """A public network: each pair once, with the sign of its sum."""
    lines = path.read_text("utf-8").splitlines()[1:]
    u, v, sign, *_ = zip(*(line.split("\t") for line in lines), strict=True)
    return gather((u, v), np.array(sign, float), alike=True)


def made(ties: int, *, against: float = 0.08, seed: int = 1) -> Signed:
    """A network of about so many ties."""
    rng = random.Random(seed)
    near: list[list[int]] = [[1], [0]]
    ends = [0, 1]
    pairs = {(0, 1)}
    while len(pairs) < ties:
        actor, last = len(near), -1
        near.append([])
        for _ in range(min(int(rng.paretovariate(1.6)) + 2, 60)):
            close = last >= 0 and rng.random() < 0.5
            end = rng.choice(near[last]) if close else rng.choice(ends)
            last = end
            if end == actor or (end, actor) in pairs:
                continue
            pairs.add((end, actor))
            near[end].append(actor)
            near[actor].append(end)
            ends += [end, actor]
    camp = [rng.random() < 0.3 for _ in near]
    rows = sorted(pairs)
    signs = [
        (1 if camp[a] == camp[b] else -1) * (-1 if rng.random() < against else 1) for a, b in rows
    ]
    return gather(
        ([str(a) for a, _ in rows], [str(b) for _, b in rows]), np.array(signs, float), alike=True
    )
