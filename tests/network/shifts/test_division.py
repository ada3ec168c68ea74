"""The best division of a row, against all divisions there are."""

from itertools import combinations, pairwise
from math import log

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from allegiance.network.shifts.division import Stretch, divide, fit, losses, majority

weights = st.sampled_from([0.0, 0.15, 0.4, 0.75, 1.0, 2.0])
cells = st.lists(st.tuples(weights, weights), min_size=1, max_size=9)
denying = st.sampled_from([-1.0, -0.4, 0.0, 0.4, 1.0, 2.0])
denied = st.lists(st.tuples(denying, denying), min_size=1, max_size=9)
penalties = st.sampled_from([0.2, 0.5, log(2), 1.0, log(9)])


def value(row: list[tuple[float, float]], bounds: list[int], penalty: float) -> float | None:
    """The worth of a division; None where its sides do not alternate."""
    sums = [(sum(f for f, _ in row[b:e]), sum(h for _, h in row[b:e])) for b, e in pairwise(bounds)]
    sides = [majority(*each) for each in sums]
    if len(sides) > 1 and (0 in sides or any(a == b for a, b in pairwise(sides))):
        return None
    return sum(fit(*each) for each in sums) - penalty * (len(sums) - 1)


def divisions(row: list[tuple[float, float]], penalty: float) -> dict[tuple[int, ...], float]:
    """Every division whose sides alternate, with its worth."""
    found = {}
    for size in range(len(row)):
        for cuts in combinations(range(1, len(row)), size):
            bounds = [0, *cuts, len(row)]
            if (worth := value(row, bounds, penalty)) is not None:
                found[tuple(bounds)] = worth
    return found


def split(row: list[tuple[float, float]], penalty: float) -> list[Stretch]:
    return divide([f for f, _ in row], [h for _, h in row], penalty)


def bounds_of(parts: list[Stretch]) -> tuple[int, ...]:
    return (0, *(part.end for part in parts))


@given(cells | denied, penalties)
@example([(1.0, 0.0), (0.0, 1.0)], 0.5)
@example([(1.0, 1.0)], 0.5)
def test_no_division_is_better(row: list[tuple[float, float]], penalty: float) -> None:
    parts = split(row, penalty)
    worth = value(row, list(bounds_of(parts)), penalty)
    assert worth is not None
    assert worth == pytest.approx(max(divisions(row, penalty).values()), abs=1e-8)


@given(cells | denied, penalties)
def test_sides_are_those_of_the_majority(row: list[tuple[float, float]], penalty: float) -> None:
    for begin, end, side in split(row, penalty):
        here = row[begin:end]
        assert side == majority(sum(f for f, _ in here), sum(h for _, h in here))


@given(cells, penalties)
def test_a_change_is_worth_what_the_best_division_without_it_loses(
    row: list[tuple[float, float]], penalty: float
) -> None:
    friendly, hostile = zip(*row, strict=True)
    parts = divide(friendly, hostile, penalty)
    best = bounds_of(parts)
    everything = divisions(row, penalty)
    found = losses(friendly, hostile, parts, penalty) if len(parts) > 1 else []
    for cut, loss in zip(best[1:-1], found, strict=True):
        without = [w for b, w in everything.items() if set(b) < set(best) and cut not in b]
        assert loss == pytest.approx(everything[best] - max(without), abs=1e-8)
        assert loss > 0


@given(cells, penalties)
def test_swapping_friends_and_foes_swaps_the_sides(
    row: list[tuple[float, float]], penalty: float
) -> None:
    friendly, hostile = zip(*row, strict=True)
    worth = [
        value(r, list(bounds_of(split(r, penalty))), penalty)
        for r in (row, list(zip(hostile, friendly, strict=True)))
    ]
    assert worth[0] == pytest.approx(worth[1])


def test_one_voice_out_of_line_is_noise_and_a_run_is_a_change() -> None:
    penalty = log(7)
    assert len(divide([1] * 3 + [0] + [1] * 3, [0] * 3 + [1] + [0] * 3, penalty)) == 1
    friendly = [1] * 8 + [0] * 8 + [1] * 8
    parts = divide(friendly, [1 - f for f in friendly], log(24))
    assert parts == [Stretch(0, 8, 1), Stretch(8, 16, -1), Stretch(16, 24, 1)]


def test_a_greedy_search_would_miss_this() -> None:
    """No single cut is worth its penalty, and yet two together are."""
    friendly = [1.0] * 6 + [0.0] * 6 + [1.0] * 6
    hostile = [1 - f for f in friendly]
    penalty = log(18) + 1.0
    single = [
        fit(sum(friendly[:cut]), sum(hostile[:cut]))
        + fit(sum(friendly[cut:]), sum(hostile[cut:]))
        - penalty
        for cut in range(1, 18)
    ]
    assert max(single) < fit(sum(friendly), sum(hostile))
    assert len(divide(friendly, hostile, penalty)) == 3


def test_a_denial_takes_from_its_side() -> None:
    assert divide([1, -1], [0, 0.4], 0.1) == [Stretch(0, 2, -1)]
    assert fit(-1, 2) == 0.0
    assert majority(-1, 0) == 0


def test_nothing_is_divided_into_nothing() -> None:
    assert divide([], [], 1.0) == []


def test_an_even_row_has_no_side() -> None:
    assert divide([1.0], [1.0], 0.1) == [Stretch(0, 1, 0)]
