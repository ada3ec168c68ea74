"""Models that learn from what had closed by each origin, and forecast what comes after it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from allegiance.network.forecast import Matrix
from benchmarks.spillover.scores import log_loss
from benchmarks.spillover.units import Origin

DRAWS = 1000
STRENGTHS = (0.003, 0.01, 0.1, 1.0)
VALIDATED = 4
"""How many of the last folds that had closed choose the strength of the ridge."""


class Sample(NamedTuple):
    past: Matrix
    network: Matrix
    outcome: Matrix
    block: Any


class Tested(NamedTuple):
    """Forecasts of every model for the cases of one stratum, and what came of them."""

    outcome: Matrix
    block: Any
    forecasts: Mapping[str, Matrix]


def back_test(
    origins: Sequence[Origin], first: int, groups: Mapping[str, Sequence[int]], *, here: bool, seed: int
) -> Tested:  # fmt: skip
    """Forecast each fold from `first` on with models of what had closed before it.

    `here` chooses the stratum: cases that go on, or those that would begin. `groups` are columns of
    the network, each added to history alone.
    """
    folds: dict[int, list[Origin]] = defaultdict(list)
    for origin in origins:
        folds[origin.fold].append(origin)
    outcome, block = [], []
    made: dict[str, list[Matrix]] = defaultdict(list)
    for fold in sorted(fold for fold in folds if fold >= first):
        tested = folds[fold]
        known = min(origin.known for origin in tested)
        closed = [origin for origin in origins if origin.closes <= known]
        test = sample(tested, here=here)
        for name, forecast in _baselines(tested, closed, here=here, seed=seed + fold).items():
            made[name].append(forecast)
        for name, forecast in _learned(closed, test, groups, here=here, seed=seed).items():
            made[name].append(forecast)
        outcome.append(test.outcome)
        block.append(test.block)
    joined = {name: np.concatenate(parts) for name, parts in made.items()}
    return Tested(np.concatenate(outcome), np.concatenate(block), joined)


def sample(origins: Sequence[Origin], *, here: bool) -> Sample:
    """The cases of one stratum; the column that tells the stratum is left out."""
    kept = [origin.here == here for origin in origins]
    return Sample(
        np.concatenate([o.past[k][:, 1:] for o, k in zip(origins, kept, strict=True)]),
        np.concatenate([o.network[k] for o, k in zip(origins, kept, strict=True)]),
        np.concatenate([o.outcome[k] for o, k in zip(origins, kept, strict=True)]),
        np.concatenate([o.block[k] for o, k in zip(origins, kept, strict=True)]),
    )


def _baselines(
    tested: Sequence[Origin], closed: Sequence[Origin], *, here: bool, seed: int
) -> dict[str, Matrix]:
    """ViEWS's baselines as probabilities: shares of draws with violence, never quite 0 or 1."""
    random = np.random.default_rng(seed)
    seen = np.concatenate([o.seen[o.here == here] for o in tested])
    share = np.concatenate([o.share[o.here == here] for o in tested])
    rate = sample(closed, here=here).outcome.mean()

    def drawn(chance: Matrix) -> Matrix:
        return (random.binomial(DRAWS, chance) + 0.5) / (DRAWS + 1)

    return {
        "last observed, Poisson": drawn(1 - np.exp(-seen)),
        "own history, bootstrap": drawn(np.clip(share, 0, 1)),
        "all cases, bootstrap": drawn(np.full(len(seen), rate)),
    }


def _learned(
    closed: Sequence[Origin], test: Sample, groups: Mapping[str, Sequence[int]], *, here: bool, seed: int
) -> dict[str, Matrix]:  # fmt: skip
    found = {}
    for name, columns in {"history": (), **groups}.items():
        model = ridge(closed, columns, here=here)
        found[name] = model.probability(_joined(test, columns))
    learn = sample(closed, here=here)
    for name, columns in (("history, trees", ()), ("history and network, trees", groups[ALL])):
        trees = HistGradientBoostingClassifier(
            max_iter=60,
            learning_rate=0.05,
            max_leaf_nodes=8,
            min_samples_leaf=40,
            random_state=seed,
        )
        trees.fit(_joined(learn, columns), learn.outcome)
        found[name] = np.clip(trees.predict_proba(_joined(test, columns))[:, 1], 1e-4, 1 - 1e-4)
    return found


ALL = "history and network"


class Ridge(NamedTuple):
    """A logistic regression in the units of its features."""

    intercept: float
    weights: Matrix
    strength: float

    def probability(self, rows: Matrix) -> Matrix:
        found: Matrix = 1 / (1 + np.exp(-(self.intercept + rows @ self.weights)))
        return found


def ridge(closed: Sequence[Origin], columns: Sequence[int], *, here: bool) -> Ridge:
    """Fit on all that had closed, with the strength that the last folds of it choose."""
    learn = sample(closed, here=here)
    strength = _strength(closed, columns, here=here)
    return fit(_joined(learn, columns), learn.outcome, strength)


def fit(rows: Matrix, outcome: Matrix, strength: float, weight: Matrix | None = None) -> Ridge:
    mean, scale = rows.mean(0), rows.std(0)
    scale = np.where(scale > 0, scale, 1.0)
    made = LogisticRegression(C=strength, solver="newton-cholesky").fit(
        (rows - mean) / scale, outcome, sample_weight=weight
    )
    weights = made.coef_[0] / scale
    return Ridge(float(made.intercept_[0] - weights @ mean), weights, strength)


def _strength(closed: Sequence[Origin], columns: Sequence[int], *, here: bool) -> float:
    folds = sorted({origin.fold for origin in closed})[-VALIDATED:]
    held = [origin for origin in closed if origin.fold in folds]
    known = min(origin.known for origin in held)
    learn = [origin for origin in closed if origin.closes <= known]
    if not learn or len({*sample(learn, here=here).outcome}) < 2:
        return STRENGTHS[2]
    past, test = sample(learn, here=here), sample(held, here=here)
    rows, tested = _joined(past, columns), _joined(test, columns)
    losses = [
        log_loss(test.outcome, fit(rows, past.outcome, each).probability(tested))
        for each in STRENGTHS
    ]
    return STRENGTHS[int(np.argmin(losses))]


def _joined(of: Sample, columns: Sequence[int]) -> Matrix:
    return np.hstack([of.past, of.network[:, list(columns)]])
