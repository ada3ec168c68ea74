"""How good probabilities are, and how sure that is: Brier, log, average precision, calibration."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from allegiance.network.forecast import Band, Matrix

EDGES = (0.0, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)


def brier(outcome: Matrix, forecast: Matrix, weight: Matrix | None = None) -> float:
    """The mean squared error (Brier 1950): 0 is best."""
    return float(np.average((forecast - outcome) ** 2, weights=weight))


def log_loss(outcome: Matrix, forecast: Matrix, weight: Matrix | None = None) -> float:
    """The mean of minus the log of what was given to what happened: 0 is best."""
    given = np.where(outcome > 0, forecast, 1 - forecast)
    return float(np.average(-np.log(given), weights=weight))


def average_precision(outcome: Matrix, forecast: Matrix, weight: Matrix | None = None) -> float:
    """The mean of the precision at each case that came true, the likeliest first; 1 is best.

    Equal forecasts are taken together, so that their order does not count.
    """
    weight = np.ones(len(outcome)) if weight is None else weight
    order = np.argsort(-forecast, kind="stable")
    ranked, heights, weights = outcome[order], forecast[order], weight[order]
    last = np.append(heights[1:] != heights[:-1], True)
    hits, taken = np.cumsum(ranked * weights)[last], np.cumsum(weights)[last]
    if hits[-1] == 0:
        return 0.0
    return float(np.sum(np.diff(hits, prepend=0) * hits / np.maximum(taken, 1e-12)) / hits[-1])


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


Score = Callable[[Matrix, Matrix, Matrix | None], float]
SCORES: dict[str, Score] = {"Brier": brier, "log": log_loss, "AP": average_precision}


class Difference(NamedTuple):
    """A model's score less another's, with the bounds of 95 % of the bootstraps."""

    value: float
    low: float
    high: float


def drawn(score: Score, outcome: Matrix, forecast: Matrix, weights: Sequence[Matrix]) -> Matrix:
    """The score in each bootstrap; sorted first, so that sorting again costs little."""
    order = np.argsort(-forecast, kind="stable")
    outcome, forecast = outcome[order], forecast[order]
    return np.array([score(outcome, forecast, weight[order]) for weight in weights])


def difference(
    score: Score, outcome: Matrix, one: Matrix, other: Matrix, weights: Sequence[Matrix]
) -> Difference:
    """How a score of one differs from that of another, over draws of whole countries."""
    found = drawn(score, outcome, one, weights) - drawn(score, outcome, other, weights)
    low, high = np.quantile(found, [0.025, 0.975])
    whole = score(outcome, one, None) - score(outcome, other, None)
    return Difference(whole, float(low), float(high))


def blocks(block: Any, seed: int, draws: int) -> list[Matrix]:
    """How often each row stands in as many bootstraps, in which whole countries are drawn."""
    names, at = np.unique(block, return_inverse=True)
    random = np.random.default_rng(seed)
    return [
        np.bincount(random.integers(0, len(names), len(names)), minlength=len(names))[at].astype(
            float
        )
        for _ in range(draws)
    ]
