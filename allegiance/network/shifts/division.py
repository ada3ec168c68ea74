"""The best division of a row of friendly and hostile weights into stretches of alternating sides.

The cells of a row are in the order of time. A stretch is friendly where its friendly weight F is more than
its hostile weight H, hostile where it is less, and neighbours differ. Each statement in a stretch
is friendly with that stretch's own rate F / (F + H), so that

    fit = F log(F / (F + H)) + H log(H / (F + H))

and the best division has the greatest sum of fits less a penalty for each change. It is found by
dynamic programming over all divisions (Auger and Lawrence 1989, "Algorithms for the optimal
identification of segment neighborhoods", Bulletin of Mathematical Biology 51), not by a greedy search. The
penalty log n is Schwarz's (1978, "Estimating the dimension of a model", Annals of Statistics 6):
half of log n for the new rate and half for the place of the change; Yao (1988, "Estimating the number
of change-points via Schwarz' criterion", Statistics and Probability Letters 6) shows, for normal
observations, that it finds their number.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import inf, log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Row = Sequence[float] | NDArray[np.float64]
_Array = NDArray[np.float64]

NEGLIGIBLE = 1e-9


class Stretch(NamedTuple):
    """The cells from `begin` up to `end`, exclusive, and their side: 1, -1, or 0 where it is even."""

    begin: int
    end: int
    side: int


def divide(friendly: Row, hostile: Row, penalty: float) -> list[Stretch]:
    """The best division of the cells; one stretch where no change is worth its penalty.

    A weight below zero is a denial: it takes from its side within its stretch, and no
    stretch has less than nothing. Of equally good divisions, one with the fewest changes.

    >>> divide([1, 1, 1, 0, 0], [0, 0, 0, 1, 1], penalty=1.6)
    [Stretch(begin=0, end=3, side=1), Stretch(begin=3, end=5, side=-1)]
    >>> divide([1, 1, 0, 1, 1], [0, 0, 1, 0, 0], penalty=1.6)
    [Stretch(begin=0, end=5, side=1)]
    """
    for_, against = np.asarray(friendly, float), np.asarray(hostile, float)
    if len(for_) == 0:
        return []
    if not ((for_ > 0).any() and (against > 0).any()):
        return [Stretch(0, len(for_), majority(float(for_.sum()), float(against.sum())))]
    starts = _runs(for_, against)
    for_, against = np.add.reduceat(for_, starts), np.add.reduceat(against, starts)
    bounds = [*starts.tolist(), len(friendly)]
    return [Stretch(bounds[b], bounds[e], side) for b, e, side in _best(for_, against, penalty)]


def fit(friendly: float, hostile: float) -> float:
    """The log likelihood of a stretch under its own rate, in nats: 0 where it is all of one side."""
    friendly, hostile = max(friendly, 0.0), max(hostile, 0.0)
    if friendly == 0 or hostile == 0:
        return 0.0
    total = friendly + hostile
    return friendly * log(friendly / total) + hostile * log(hostile / total)


def fits(friendly: _Array, hostile: _Array) -> _Array:
    """`fit` of many stretches at once; no weight may be below zero."""
    total = friendly + hostile
    with np.errstate(divide="ignore", invalid="ignore"):
        made: _Array = np.where(friendly > 0, friendly * np.log(friendly / total), 0.0)
        made += np.where(hostile > 0, hostile * np.log(hostile / total), 0.0)
    return made


def majority(friendly: float, hostile: float) -> int:
    """1 where the friendly weight is more, -1 where the hostile is, 0 where they are even."""
    difference = max(friendly, 0.0) - max(hostile, 0.0)
    return 0 if abs(difference) <= NEGLIGIBLE else 1 if difference > 0 else -1


def losses(friendly: Row, hostile: Row, parts: Sequence[Stretch], penalty: float) -> list[float]:
    """For each change of a division, how much worse the best division without it is, in nats.

    Without it: the change alone is taken out, or together with neighbours, so that sides still
    alternate. Never below zero in a best division.
    """
    sums = np.concatenate(([0.0], np.cumsum(friendly))), np.concatenate(([0.0], np.cumsum(hostile)))
    bounds = [parts[0].begin, *(part.end for part in parts)]
    weights = [[float(row[b]) for b in bounds] for row in sums]

    def between(first: int, last: int) -> tuple[float, float]:
        return weights[0][last] - weights[0][first], weights[1][last] - weights[1][first]

    each = [fit(*between(at, at + 1)) for at in range(len(parts))]
    least = [inf] * (len(parts) - 1)
    for first in range(len(parts)):
        for last in range(first + 2, len(parts) + 1):
            whole = between(first, last)
            side = majority(*whole)
            alternates = (first == 0 or parts[first - 1].side != side) and (
                last == len(parts) or parts[last].side != side
            )
            if not alternates or (side == 0 and last - first < len(parts)):
                continue
            loss = sum(each[first:last]) - fit(*whole) - penalty * (last - first - 1)
            for cut in range(first, last - 1):
                least[cut] = min(least[cut], loss)
    return [max(loss, 0.0) for loss in least]


def _runs(for_: _Array, against: _Array) -> NDArray[np.intp]:
    """Where runs of cells of one pure side begin: no best division cuts within one.

    Moving friendly weight from a hostile stretch to its friendly neighbour always fits better. It
    need not where something is denied, and then every cell stands for itself.
    """
    if (for_ < 0).any() or (against < 0).any():
        return np.arange(len(for_))
    kind = np.where(against == 0, 1, np.where(for_ == 0, 2, 3))
    new = (kind[1:] != kind[:-1]) | (kind[1:] == 3)
    return np.concatenate(([0], np.flatnonzero(new) + 1))


def _best(for_: _Array, against: _Array, penalty: float) -> list[tuple[int, int, int]]:
    count = len(for_)
    sums = np.concatenate(([0.0], np.cumsum(for_))), np.concatenate(([0.0], np.cumsum(against)))
    value = {side: np.full(count + 1, -inf) for side in (1, -1)}
    origin = {side: np.zeros(count + 1, dtype=np.intp) for side in (1, -1)}
    start = np.full(count + 1, -inf)
    start[0] = penalty
    for end in range(1, count + 1):
        friendly, hostile = (np.maximum(row[end] - row[:end], 0.0) for row in sums)
        fitting, more = fits(friendly, hostile), friendly - hostile
        for side in (1, -1):
            before = np.maximum(value[-side][:end], start[:end]) + fitting - penalty
            before[more * side <= NEGLIGIBLE] = -inf
            origin[side][end] = at = int(before.argmax())
            value[side][end] = before[at]
    whole = float(sums[0][-1]), float(sums[1][-1])
    side = 1 if value[1][count] >= value[-1][count] else -1
    if value[side][count] <= fit(*whole) + NEGLIGIBLE:
        return [(0, count, majority(*whole))]
    return _walk(origin, count, side)


def _walk(origin: dict[int, NDArray[np.intp]], end: int, side: int) -> list[tuple[int, int, int]]:
    """The stretches, followed back from the last."""
    bounds = [end]
    sides = []
    while bounds[-1] > 0:
        sides.append(side)
        bounds.append(int(origin[side][bounds[-1]]))
        side = -side
    return [(b, e, s) for (e, b), s in zip(pairwise(bounds), sides, strict=True)][::-1]
