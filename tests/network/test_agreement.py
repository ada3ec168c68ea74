"""Krippendorff's alpha against the values he published, and what must hold of any data."""

from itertools import permutations, product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from allegiance.network.agreement import Metric, alpha, estimate

N = None
# Four observers, twelve units: the reliability data of Krippendorff (2011), part C.
OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3),
    (N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N),
)
UNITS = tuple(zip(*OBSERVERS, strict=True))
METRICS: tuple[Metric, ...] = ("nominal", "ordinal", "interval")
data = st.lists(
    st.lists(st.sampled_from([-1, 0, 1, None]), min_size=3, max_size=3), min_size=1, max_size=12
)


@pytest.mark.parametrize(
    ("metric", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_the_example_of_krippendorff(metric: Metric, published: float) -> None:
    assert alpha(UNITS, metric) == pytest.approx(published, abs=0.0005)


def test_two_observers_by_hand() -> None:
    # Three units have two values: 1-1, 2-2, 1-2. o_12 = o_21 = 1 and n_1 = n_2 = 3 of n = 6, so
    # D_o = 2/6, D_e = 18/30, and alpha is 1 - (1/3)/(3/5) = 4/9.
    assert alpha([(1, 1), (2, 2), (1, 2), (2, None)]) == pytest.approx(4 / 9)


def test_what_is_not_defined_is_none() -> None:
    assert alpha([]) is None
    assert alpha([(1, None), (None, 2)]) is None
    assert alpha([(1, 1), (1, 1)]) is None
    nothing = estimate([(1, None)])
    assert (nothing.alpha, nothing.low, nothing.high, nothing.defined) == (None, None, None, 0)


@given(data, st.sampled_from(METRICS))
def test_it_is_the_definition_spelt_out(units: list[list[int | None]], metric: Metric) -> None:
    told = [[v for v in unit if v is not None] for unit in units]
    told = [unit for unit in told if len(unit) > 1]
    every = [v for unit in told for v in unit]

    def apart(one: int, other: int) -> float:
        low, high = sorted((one, other))
        if metric == "ordinal":
            between = sum(low <= v <= high for v in every)
            return float(between - (every.count(low) + every.count(high)) / 2) ** 2 * (low != high)
        return float(low != high) if metric == "nominal" else float(high - low) ** 2

    seen = sum(apart(a, b) / (len(unit) - 1) for unit in told for a, b in permutations(unit, 2))
    chance = sum(apart(a, b) for a, b in product(every, every))
    found = alpha(units, metric)
    if not chance:
        assert found is None
    else:
        assert found == pytest.approx(1 - (len(every) - 1) * seen / chance)


@given(data, st.sampled_from(METRICS), st.permutations(range(3)))
def test_the_order_of_observers_and_units_is_no_matter(
    units: list[list[int | None]], metric: Metric, order: list[int]
) -> None:
    turned = [[unit[at] for at in order] for unit in reversed(units)]
    assert alpha(turned, metric) == pytest.approx(alpha(units, metric))


@given(st.lists(st.sampled_from([-1, 0, 1]), min_size=2, max_size=9), st.sampled_from(METRICS))
def test_observers_who_agree_in_all_have_one(values: list[int], metric: Metric) -> None:
    assume(len(set(values)) > 1)
    found = estimate([(v, v, v) for v in values], metric, draws=200)
    assert found.alpha == pytest.approx(1)
    assert found.low == pytest.approx(1)
    assert found.high == pytest.approx(1)


def test_the_interval_holds_the_value_and_is_the_same_each_time() -> None:
    found = estimate(UNITS, "nominal")
    assert found == estimate(UNITS, "nominal")
    assert found.low is not None
    assert found.alpha is not None
    assert found.high is not None
    assert found.low < found.alpha < found.high <= 1
    assert found.defined == pytest.approx(1, abs=0.01)


def test_units_of_one_cluster_are_drawn_together() -> None:
    units = [(1, 1), (2, 2), (1, 2), (2, 1), (1, 1), (2, 2)] * 4
    apart = estimate(units)
    together = estimate(units, clusters=[number // 6 for number in range(len(units))])
    assert together.alpha == apart.alpha
    assert together.low == pytest.approx(together.high)
    assert apart.low is not None
    assert apart.high is not None
    assert apart.low < apart.high
