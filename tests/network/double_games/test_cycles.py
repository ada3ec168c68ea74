"""Common neighbours and groups on arrays, against sets."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.network.double_games.cycles import (
    Ints,
    arrange,
    compress,
    find,
    group,
    meet,
    pack,
    spread,
    wedges,
)

Pairs = set[tuple[int, int]]
PAIRS = st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=40)


def columns(pairs: Pairs) -> tuple[Ints, Ints]:
    made = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return made[:, 0], made[:, 1]


@given(PAIRS, PAIRS, PAIRS, st.integers(1, 30))
def test_rows_meet_in_what_both_hold(one: Pairs, other: Pairs, asked: Pairs, chunk: int) -> None:
    held = [compress(*columns(pairs), np.arange(len(pairs)), 9) for pairs in (one, other)]
    ones, others = columns(asked)
    found = {
        (int(ones[at]), int(others[at]), int(common))
        for meeting in meet(held[0], ones, held[1], others, chunk=chunk)
        for at, common in zip(meeting.at, meeting.common, strict=True)
    }
    assert found == {
        (a, b, common) for a, b in asked for common in range(9)
        if (a, common) in one and (b, common) in other
    }  # fmt: skip


@given(PAIRS, PAIRS)
def test_a_meeting_says_what_each_row_holds_there(one: Pairs, other: Pairs) -> None:
    first, second = (compress(*columns(pairs), np.arange(len(pairs)), 9) for pairs in (one, other))
    everybody = np.arange(9)
    for meeting in meet(first, everybody, second, everybody):
        for at, common, here, there in zip(*meeting, strict=True):
            assert sorted(one)[here] == (at, common)
            assert sorted(other)[there] == (at, common)


@given(PAIRS)
def test_triangles_are_counted_as_by_trying_all(pairs: Pairs) -> None:
    edges = {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}
    low, high = columns(edges)
    rows = compress(
        np.concatenate([low, high]), np.concatenate([high, low]), np.tile(np.arange(len(low)), 2), 9
    )
    corners = sum(len(meeting.at) for meeting in meet(rows, low, rows, high))
    tried = sum({(a, b), (b, c), (a, c)} <= edges for a, b, c in combinations(range(9), 3))
    assert corners == 3 * tried


@given(PAIRS, st.integers(1, 7))
def test_wedges_walk_over_all_neighbours(pairs: Pairs, chunk: int) -> None:
    rows = compress(*columns(pairs), np.arange(len(pairs)), 9)
    asked = np.array([3, 0, 3, 8])
    walked = [
        (int(asked[step]), int(rows.columns[place]))
        for steps, places in wedges(asked, rows, chunk=chunk)
        for step, place in zip(steps, places, strict=True)
    ]
    assert sorted(walked) == sorted((a, b) for row in asked for a, b in pairs if a == row)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(0, 9)), max_size=40))
def test_groups_fold_and_arrange_what_shares_a_key(rows: list[tuple[int, int, int]]) -> None:
    made = np.array(rows, dtype=np.int64).reshape(-1, 3)
    groups = group(pack(made[:, 0], made[:, 1]))
    keys = sorted({row[:2] for row in rows})
    values = [[row[2] for row in rows if row[:2] == key] for key in keys]
    assert groups.least(made[:, 2]).tolist() == [min(each) for each in values]
    assert groups.most(made[:, 2]).tolist() == [max(each) for each in values]
    assert groups.total(made[:, 2]).tolist() == [sum(each) for each in values]
    assert groups.every(made[:, 2] > 4).tolist() == [min(each) > 4 for each in values]
    assert [keys[number] for number in groups.numbers()] == [row[:2] for row in rows]
    assert made[arrange(groups, made[:, 2]).first, 2].tolist() == [min(each) for each in values]


def test_packing_keeps_order_where_the_numbers_are_large() -> None:
    large = np.array([2**40, 5, 2**40, 5])
    packed = pack(large, large, large, np.array([1, 0, 0, 1]))
    assert np.argsort(packed).tolist() == [1, 3, 2, 0]


def test_runs_and_lookups() -> None:
    run, place = spread(np.array([2, 0, 3]))
    assert (run.tolist(), place.tolist()) == ([0, 0, 2, 2, 2], [0, 1, 0, 1, 2])
    assert find(np.array([2, 4, 9]), np.array([4, 5, 10, 2])).tolist() == [1, -1, -1, 0]
    assert find(np.empty(0, dtype=np.int64), np.array([1])).tolist() == [-1]


@pytest.mark.parametrize("size", [1, 3])
def test_no_rows_meet_nowhere(size: int) -> None:
    none = np.empty(0, dtype=np.int64)
    rows = compress(none, none, none, size)
    assert list(meet(rows, np.arange(size), rows, np.arange(size))) == []
