r"""How far observers agree beyond chance: Krippendorff's alpha, with a bootstrap interval.

    alpha = 1 - D_o / D_e
    D_o = 1/n           sum over c, k of o_ck d(c, k)
    D_e = 1/(n (n - 1)) sum over c, k of n_c n_k d(c, k)

where a unit with m values gives each ordered pair of them 1 / (m - 1) to the coincidences o_ck,
n_c is the sum of a row, n of all rows, and d the squared difference of two values: 1 for any two
that differ (nominal); the square of the values counted between them, the ends by half (ordinal);
or (c - k)^2 (interval). A missing value is no value: a unit with fewer than two is left out. Alpha
is 1 where all agree, 0 where they agree as by chance, and below where they agree less.

Krippendorff, K. (2004). Content Analysis, 2nd ed., ch. 11; (2011) Computing Krippendorff's
alpha-reliability. The interval takes units with replacement, as Zapf, A., Castell, S., Morawietz,
L. and Karch, A. (2016), BMC Medical Research Methodology 16:93, found to cover as it should.
"""

from collections.abc import Hashable, Sequence
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

Metric = Literal["nominal", "ordinal", "interval"]


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """Alpha with the 2.5th and 97.5th percentile of its bootstrap.

    `alpha` is None where it is not defined: no unit has two values, or all values are the same.
    `low` and `high` are of the resamples in which it is defined, a share `defined` of them; None
    where there are none.
    """

    metric: Metric
    alpha: float | None
    low: float | None
    high: float | None
    defined: float


def alpha(units: Sequence[Sequence[float | None]], metric: Metric = "nominal") -> float | None:
    """Krippendorff's alpha of units, each with one value per observer, None where one is missing.

    >>> alpha([(1, 1), (2, 2), (1, 2), (2, None)])
    0.4444444444444444
    """
    values, coincidences = _coincidences(units)
    found = _alphas(coincidences.sum(axis=0)[None], values, metric)[0]
    return None if np.isnan(found) else float(found)


def estimate(
    units: Sequence[Sequence[float | None]],
    metric: Metric = "nominal",
    *,
    clusters: Sequence[Hashable] | None = None,
    draws: int = 2000,
    seed: int = 0,
) -> Estimate:
    """Alpha with its interval. Units of one of the `clusters` are drawn together."""
    values, coincidences = _coincidences(units)
    whole = _alphas(coincidences.sum(axis=0)[None], values, metric)[0]
    drawn = _drawn(_together(coincidences, clusters), draws, seed)
    alphas = _alphas(drawn, values, metric)
    defined = alphas[~np.isnan(alphas)]
    low, high = np.percentile(defined, (2.5, 97.5)).tolist() if len(defined) else (None, None)
    return Estimate(
        metric=metric,
        alpha=None if np.isnan(whole) else float(whole),
        low=low,
        high=high,
        defined=len(defined) / len(alphas) if len(alphas) else 0.0,
    )


def _coincidences(
    units: Sequence[Sequence[float | None]],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The values in use, and each unit's coincidences of them: units x values x values."""
    values = sorted({each for unit in units for each in unit if each is not None})
    at = {value: number for number, value in enumerate(values)}
    counts = np.zeros((len(units), len(values)))
    for row, unit in zip(counts, units, strict=True):
        for each in unit:
            if each is not None:
                row[at[each]] += 1
    told = counts.sum(axis=1)
    pairs = counts[:, :, None] * counts[:, None, :]
    pairs -= counts[:, :, None] * np.eye(len(values))
    pairs /= np.maximum(told - 1, 1)[:, None, None]
    return np.array(values, dtype=float), pairs


def _together(
    coincidences: NDArray[np.float64], clusters: Sequence[Hashable] | None
) -> NDArray[np.float64]:
    """The coincidences of each cluster; those that have none say nothing and are left out."""
    if clusters is not None:
        numbers: dict[Hashable, int] = {}
        of = [numbers.setdefault(each, len(numbers)) for each in clusters]
        summed = np.zeros((len(numbers), *coincidences.shape[1:]))
        np.add.at(summed, of, coincidences)
        coincidences = summed
    return coincidences[coincidences.any(axis=(1, 2))]


def _drawn(clusters: NDArray[np.float64], draws: int, seed: int) -> NDArray[np.float64]:
    """Coincidences of samples with replacement. Clusters alike are drawn as one kind: so any
    number of them costs no more than the few kinds there are."""
    if not len(clusters):
        return clusters
    kinds, often = np.unique(clusters.reshape(len(clusters), -1), axis=0, return_counts=True)
    weights = np.random.default_rng(seed).multinomial(
        len(clusters), often / len(clusters), size=draws
    )
    found: NDArray[np.float64] = (weights @ kinds).reshape(draws, *clusters.shape[1:])
    return found


def _alphas(
    coincidences: NDArray[np.float64], values: NDArray[np.float64], metric: Metric
) -> NDArray[np.float64]:
    """Alpha of each of many tables of coincidences, nan where it is not defined."""
    rows = coincidences.sum(axis=2)
    total = rows.sum(axis=1)
    apart = _differences(rows, values, metric)
    observed = (coincidences * apart).sum(axis=(1, 2))
    expected = (rows[:, :, None] * rows[:, None, :] * apart).sum(axis=(1, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        found: NDArray[np.float64] = 1 - (total - 1) * observed / expected
    return np.where(expected > 0, found, np.nan)


def _differences(
    rows: NDArray[np.float64], values: NDArray[np.float64], metric: Metric
) -> NDArray[np.float64]:
    """The squared differences of values, for each of many tables."""
    size = len(values)
    if metric == "nominal":
        return np.broadcast_to(1 - np.eye(size), (len(rows), size, size))
    if metric == "interval":
        squared = (values[:, None] - values[None, :]) ** 2
        return np.broadcast_to(squared, (len(rows), size, size))
    middle = np.cumsum(rows, axis=1) - rows / 2
    found: NDArray[np.float64] = (middle[:, :, None] - middle[:, None, :]) ** 2
    return found
