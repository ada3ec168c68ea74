"""The frustration index: by brute force, by laws, by another solver, and on published networks."""

import json
import random
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.network.balance import Balance, NoBalance, frustration, verify
from allegiance.network.ties import tie
from tests.network.balance.brute import SIGNED, chance, every, least, read, rows
from tests.network.conftest import make


def proved(ties: dict[tuple[int, int], int]) -> int:
    """The index, with its certificate verified."""
    found = frustration(rows(ties))
    assert found.proved
    checked = verify(json.loads(json.dumps(found.certificate)))
    assert (checked.lower, checked.upper, checked.proved) == (found.lower, found.upper, True)
    return int(found.upper)


def test_a_triangle_of_two_friends_and_a_quarrel() -> None:
    found = frustration([("Gondor", "Rohan", 1), ("Rohan", "Mordor", -1), ("Gondor", "Mordor", 1)])
    assert (found.lower, found.upper, found.gap, found.index) == (1, 1, 0.0, 1)
    assert len(found.frustrated) == 1
    assert found.by == "cycles"


def test_two_camps_that_break_nothing() -> None:
    found = frustration([("Gondor", "Rohan", 1), ("Rohan", "Mordor", -1), ("Harad", "Mordor", 1)])
    assert found.index == 0
    assert set(map(frozenset, found.camps)) == {
        frozenset({"Gondor", "Rohan"}),
        frozenset({"Harad", "Mordor"}),
    }


@pytest.mark.parametrize("n", [2, 3, 4])
def test_every_network_of_so_many_actors(n: int) -> None:
    assert all(proved(ties) == least(n, ties) for ties in every(n))


def test_every_fifth_network_of_five_actors() -> None:
    for number, ties in enumerate(every(5)):
        if number % 61 == 0:
            assert proved(ties) == least(5, ties)


@pytest.mark.parametrize("seed", range(60))
def test_random_networks_of_up_to_fourteen_actors(seed: int) -> None:
    n = 6 + seed % 9
    ties = chance(seed, n, heavy=(1, 5, 1000)[seed % 3])
    assert proved(ties) == least(n, ties)


@pytest.mark.parametrize("seed", range(12))
def test_another_solver_agrees(seed: int) -> None:
    """The AND model of Aref, Mason and Wilson 2020, solved by HiGHS."""
    from benchmarks.balance.models import and_model

    ties = chance(900 + seed, 17)
    u, v = np.array(list(ties)).T
    assert proved(ties) == and_model(17, u, v, np.array(list(ties.values())), time_limit=60).upper


networks = st.dictionaries(
    st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(-4, 4).filter(bool),
    min_size=1,
)


@settings(max_examples=60, deadline=None)
@given(networks, st.sets(st.integers(0, 8)))
def test_switching_actors_leaves_the_index(
    ties: dict[tuple[int, int], int], switched: set[int]
) -> None:
    turned = {(a, b): -w if (a in switched) != (b in switched) else w for (a, b), w in ties.items()}
    assert proved(turned) == proved(ties)


@settings(max_examples=40, deadline=None)
@given(networks, st.integers(0, 8), st.sets(st.integers(10, 14), min_size=1))
def test_a_balanced_block_adds_nothing(
    ties: dict[tuple[int, int], int], at: int, one_side: set[int]
) -> None:
    block = [at, *range(10, 15)]
    balanced = {
        (a, b): 2 if (a in one_side) == (b in one_side) else -2
        for a in block for b in block if a < b
    }  # fmt: skip
    assert proved({**ties, **balanced}) == proved(ties)


@settings(max_examples=40, deadline=None)
@given(networks)
def test_the_ties_told_as_frustrated_are_what_the_camps_break(
    ties: dict[tuple[int, int], int],
) -> None:
    found = frustration(rows(ties))
    camp = {name: number for number, names in enumerate(found.camps) for name in names}
    assert sum(each.weight for each in found.frustrated) == found.upper
    for each in found.frustrated:
        assert (camp[each.source] == camp[each.target]) == (each.sign < 0)


def test_weights_with_decimals_are_exact() -> None:
    weighed = [("a", "b", 1, 0.75), ("b", "c", -1, 0.4), ("a", "c", 1, 0.15), ("c", "d", 1, 9.05)]
    found = frustration(weighed)
    assert found.proved
    assert Fraction(found.certificate["upper"]) == Fraction(15, 100)
    assert found.upper == 0.15


def test_the_heavier_evidence_decides_what_gives_way() -> None:
    said = [
        make("Gondor", "ally", "Rohan", 0, document="x"),
        make("Gondor", "ally", "Rohan", 1, document="y"),
        make("Rohan", "fight", "Mordor", 2, document="x"),
        make("Rohan", "fight", "Mordor", 3, document="y"),
        make("Gondor", "arm", "Mordor", 4, document="x"),
    ]
    found = frustration(tie(said, by=()), weight="count")
    (broken,) = found.frustrated
    assert (broken.source, broken.target, broken.sign) == ("Gondor", "Mordor", 1)
    assert [s.sentence for s in broken.statements] == ["Gondor arm Mordor."]


def test_bounds_are_told_where_the_time_runs_out() -> None:
    signs = random.Random(1)
    ties = {(a, b): signs.choice((-1, 1)) for a in range(70) for b in range(a + 1, 70)}
    found = frustration(rows(ties), time_limit=0.2)
    assert not found.proved
    assert 0 < found.lower < found.upper
    assert found.index is None
    checked = verify(found.certificate)
    assert (checked.lower, checked.upper, checked.proved) == (found.lower, found.upper, False)


def test_a_time_limit_is_more_than_nothing() -> None:
    with pytest.raises(NoBalance, match="more than zero"):
        frustration([("a", "b", 1)], time_limit=0)


def read_balance(name: str) -> Balance:
    if not SIGNED.exists():
        pytest.skip("the public networks are not here")
    return frustration(read(name))


@pytest.mark.parametrize(
    ("name", "index"),
    [("highland_tribes.tsv", 7), ("slovene_parliament.tsv", 2), ("bitcoin_alpha.tsv", 720)],
)
def test_published_networks(name: str, index: int) -> None:
    found = read_balance(name)
    assert found.index == index
    assert verify(found.certificate).proved


def test_the_26_windows_of_the_correlates_of_war() -> None:
    if not SIGNED.exists():
        pytest.skip("the public networks are not here")
    files = sorted((SIGNED / "cow_international").glob("*.tsv"))
    found = [read_balance(f"cow_international/{file.name}") for file in files]
    assert [each.index for each in found] == [
        17, 20, 15, 21, 33, 34, 30, 39, 36, 24, 28, 28, 26,
        29, 46, 50, 39, 48, 47, 43, 32, 42, 44, 45, 48, 45,
    ]  # fmt: skip
    assert all(verify(each.certificate).proved for each in found)
