"""Reading signed networks: merging, weights, and what cannot be read."""

from fractions import Fraction

import pytest

from allegiance.network.balance import NoBalance, signed
from allegiance.network.balance.signed import gather
from allegiance.network.ties import tie
from tests.network.conftest import make


def test_directed_and_repeated_pairs_are_merged() -> None:
    network = signed([("a", "b", 1), ("b", "a", 1), ("a", "b", -1), ("b", "c", -1)])
    assert list(zip(network.u, network.v, network.weight, strict=True)) == [(0, 1, 1), (1, 2, -1)]


def test_weights_add_up() -> None:
    network = signed([("a", "b", 1, 2.5), ("b", "a", -1, 1.0), ("b", "c", -1, 3)])
    assert [network.value(w) for w in network.weight] == [Fraction(3, 2), -3]


def test_pairs_whose_signs_cancel_are_left_out_and_counted() -> None:
    network = signed([("a", "b", 1), ("b", "a", -1), ("c", "d", 1), ("c", "c", 1), ("c", "a", 0)])
    assert (network.ties, network.cancelled, network.selves, network.neutral) == (1, 1, 1, 1)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "empty"),
        ([("a", "a", 1)], "one actor, 'a'"),
        ([("a", "b", 0)], "1 neutral"),
        ([("a", "a", 1), ("b", "b", 1)], "of an actor with itself"),
        ([("a", "b", 1, 2), ("b", "a", -1, 2)], "cancel"),
        ([("a", "b", 1, float("nan"))], "'a' and 'b' weighs nan"),
        ([("a", "b", 1, float("inf"))], "weighs inf"),
        ([("a", "b", "often")], "no number"),
        ([("a", "b")], "no signed tie"),
        ([("a", "b", 1, 1e12)], "larger unit"),
    ],
)
def test_what_has_no_balance_says_why(rows: list[tuple[object, ...]], message: str) -> None:
    with pytest.raises(NoBalance, match=message):
        signed(rows)


def test_an_unknown_weight_is_named() -> None:
    with pytest.raises(NoBalance, match="'love' is none of one, count"):
        signed([("a", "b", 1)], weight="love")  # type: ignore[arg-type]


def test_weights_of_ties() -> None:
    said = [
        make("Gondor", "arm", "Rohan", 0, document="x", author="Faramir", certainty="possible"),
        make("Gondor", "arm", "Rohan", 1, document="y", author="Boromir", certainty="certain"),
        make("Gondor", "arm", "Rohan", 2, document="y", author="Boromir", certainty="certain"),
    ]
    ties = tie(said, by=())
    assert {w: signed(ties, weight=w).value(signed(ties, weight=w).weight[0]) for w in ("one", "count", "sources", "certainty")} == {
        "one": 1, "count": 3, "sources": 2, "certainty": Fraction(7, 5),
    }  # fmt: skip


def test_ties_to_places_and_ties_that_are_denied_say_nothing() -> None:
    denied = make("Gondor", "arm", "Rohan", 0, polarity="negative")
    with pytest.raises(NoBalance, match="none of 1 ties"):
        signed(tie([denied], by=()))


def test_names_keep_their_order() -> None:
    assert gather((["b", "a"], ["a", "c"]), [1, -1], alike=True).actors == ("b", "a", "c")
