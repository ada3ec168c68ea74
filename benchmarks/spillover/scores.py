"""How good probabilities are, and how sure that is: Brier, log, average precision, calibration."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from allegiance.network.forecast import Band, Matrix

EDGES = (0.0, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)


def brier(outcome: Matrix, forecast: Matrix) -> float:
    """The mean squared error (Brier 1950): 0 is best."""
    return float(np.mean((forecast - outcome) ** 2))


def log_loss(outcome: Matrix, forecast: Matrix) -> float:
    """The mean of minus the log of what was given to what happened: 0 is best."""
    return float(-np.mean(np.log(np.where(outcome > 0, forecast, 1 - forecast))))


def average_precision(outcome: Matrix, forecast: Matrix) -> float:
    """The mean of the precision at each case that came true, the likeliest first; 1 is best.

    Equal forecasts are taken together, so that their order does not count.
    """
    order = np.argsort(-forecast, kind="stable")
    ranked, heights = outcome[order], forecast[order]
    last = np.append(heights[1:] != heights[:-1], True)
    hits = np.cumsum(ranked)[last]
    precision = hits / (np.flatnonzero(last) + 1)
    return float(np.sum(np.diff(hits, prepend=0) * precision) / max(1.0, ranked.sum()))


def calibration(outcome: Matrix, forecast: Matrix) -> float:
    """The mean distance of forecast and observed share over the bands, weighted by cases."""
    found = bands(outcome, forecast)
    return sum(b.cases * abs(b.forecast - b.observed) for b in found) / len(outcome)


def bands(outcome: Matrix, forecast: Matrix) -> tuple[Band, ...]:
    """What came true of forecasts of a height; bands without a case are left out."""
    at = np.clip(np.searchsorted(EDGES, forecast, side="right") - 1, 0, len(EDGES) - 2)
    return tuple(
        Band(
            low=EDGES[k],
            high=EDGES[k + 1] if k + 2 < len(EDGES) else 1.01,
            cases=int(np.sum(at == k)),
            forecast=round(float(np.mean(forecast[at == k])), 4),
            observed=round(float(np.mean(outcome[at == k])), 4),
        )
        for k in range(len(EDGES) - 1)
        if np.any(at == k)
    )


SCORES: dict[str, Callable[[Matrix, Matrix], float]] = {
    "Brier": brier, "log": log_loss, "AP": average_precision, "calibration": calibration,
}  # fmt: skip


class Difference(NamedTuple):
    """A model's score less another's, with the bounds of 95 % of the bootstraps."""

    value: float
    low: float
    high: float


def difference(
    score: Callable[[Matrix, Matrix], float],
    outcome: Matrix,
    one: Matrix,
    other: Matrix,
    draws: Sequence[Any],
) -> Difference:
    """How a score of one differs from that of another, over draws of whole countries."""
    found = [score(outcome[d], one[d]) - score(outcome[d], other[d]) for d in draws]
    low, high = np.quantile(found, [0.025, 0.975])
    return Difference(score(outcome, one) - score(outcome, other), float(low), float(high))


def blocks(block: Any, seed: int, draws: int) -> list[Any]:
    """Rows of as many bootstraps, in which whole countries are drawn with replacement."""
    names, at = np.unique(block, return_inverse=True)
    rows = [np.flatnonzero(at == number) for number in range(len(names))]
    random = np.random.default_rng(seed)
    return [
        np.concatenate([rows[k] for k in random.integers(0, len(names), len(names))])
        for _ in range(draws)
    ]
