"""What the search finds on arrays is what trying everything finds."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.network.double_games.columns import from_table
from allegiance.network.double_games.game import Pattern
from allegiance.network.double_games.search import PATTERNS, every, find_games
from allegiance.network.double_games.sides import World, fold
from allegiance.ontology.actors import Registry
from allegiance.ontology.relations import relation
from tests.network.double_games.brute import Game, Told, games, listed

RELATIONS = (
    "ally", "support", "arm", "fund", "aid", "shelter", "command", "member", "merge", "negotiate",
    "fight", "oppose", "sanction",
)  # fmt: skip
ACTORS = 7


def told_ties(actors: int = ACTORS) -> st.SearchStrategy[list[Told]]:
    one = st.builds(
        lambda source, target, relation, theatre, strength, first, years: Told(
            source, target, relation, theatre, strength / 8, first, first + years
        ),
        st.integers(0, actors - 1),
        st.integers(0, actors - 1),
        st.sampled_from(RELATIONS),
        st.sampled_from(["", "ML", "LY"]),
        st.integers(1, 60),
        st.integers(2001, 2006),
        st.integers(0, 3),
    )
    # Ties of one pair, relation and theatre are one tie: the fold would join them.
    return st.lists(one, max_size=28, unique_by=lambda tie: tie[:4])


def table(ties: list[Told]) -> dict[str, Any]:
    columns = list(zip(*ties, strict=True)) or [()] * len(Told._fields)
    return {
        name: np.array(column, dtype=object if name in ("relation", "theatre") else None)
        for name, column in zip(Told._fields, columns, strict=True)
        if ties or name in ("source", "target", "relation")
    }


def world(ties: list[Told]) -> World:
    made = table(ties)
    if not ties:
        made |= {name: np.empty(0, dtype=np.int64) for name in ("source", "target")}
    return fold(from_table(made, [str(number) for number in range(ACTORS)]), Registry([]))


def as_games(made: World) -> list[Game]:
    best: dict[tuple[int, int, int, str], float] = {}
    for found in every(made):
        names = [int(party.id) for party in made.wholes]
        for score, actor, against, towards, pattern in zip(
            *map(np.ndarray.tolist, found[:5]), strict=True
        ):
            key = names[actor], names[against], names[towards], PATTERNS[pattern]
            best[key] = max(best.get(key, 0.0), score)
    return [Game(score, *key) for key, score in best.items()]


@settings(max_examples=300, deadline=None)
@given(told_ties())
def test_all_games_are_found_and_no_others(ties: list[Told]) -> None:
    expected = {game[1:]: game.score for game in games(ties)}
    found = {game[1:]: game.score for game in as_games(world(ties))}
    assert found.keys() == expected.keys()
    assert found == pytest.approx(expected, abs=2e-4)


@settings(max_examples=200, deadline=None)
@given(told_ties(), st.integers(0, 12))
def test_a_shorter_list_is_the_beginning_of_the_whole_one(ties: list[Told], limit: int) -> None:
    made = world(ties)
    whole, folded = find_games(made)
    part, others = find_games(made, limit)
    assert all(np.array_equal(a, b[:limit]) for a, b in zip(part, whole, strict=True))
    assert np.array_equal(others, folded[:limit])


@settings(max_examples=200, deadline=None)
@given(told_ties())
def test_one_game_for_each_pair_with_the_others_counted(ties: list[Told]) -> None:
    made = world(ties)
    found, others = find_games(made)
    names = [int(party.id) for party in made.wholes]
    pairs = [(names[a], names[b]) for a, b in zip(found.actor, found.against, strict=True)]
    expected = listed(games(ties))
    assert len(pairs) == len(set(pairs)) == len(expected)
    for pair, score, folded in zip(pairs, found.score, others, strict=True):
        best, others_of = expected[pair]
        assert score == pytest.approx(best, abs=2e-4)
        assert folded == others_of


@settings(max_examples=100, deadline=None)
@given(told_ties(), st.randoms(use_true_random=False))
def test_the_order_of_ties_does_not_matter(ties: list[Told], chance: Any) -> None:
    shuffled = list(ties)
    chance.shuffle(shuffled)
    (one, few), (other, many) = (find_games(world(each)) for each in (ties, shuffled))
    for name in ("score", "actor", "against", "towards", "pattern"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
    assert np.array_equal(few, many)


def test_the_soft_side_of_a_helper_is_the_game_of_who_fights() -> None:
    """One who belongs to a side that attacks adds nothing to the game of that side."""
    belongs = Told(0, 1, "member", "", 1.0, 2001, 2001)
    helps = Told(0, 2, "arm", "", 1.0, 2001, 2001)
    attacked = as_games(world([belongs, helps, Told(2, 1, "fight", "", 1.0, 2001, 2001)]))
    assert [(game.actor, game.pattern) for game in attacked] == [(0, "both")]
    attacks = as_games(world([belongs, helps, Told(1, 2, "fight", "", 1.0, 2001, 2001)]))
    assert [(game.actor, game.pattern) for game in attacks] == [(1, "through")]


@settings(max_examples=100, deadline=None)
@given(told_ties(), st.sets(st.integers(0, ACTORS - 1), min_size=1), st.sampled_from(PATTERNS))
def test_games_of_some_players_and_one_pattern(
    ties: list[Told], players: set[int], pattern: Pattern
) -> None:
    made = world(ties)
    names = [int(party.id) for party in made.wholes]
    asked = np.flatnonzero([name in players for name in names])
    found, others = find_games(made, players=asked, patterns=(pattern,))
    wanted = [game for game in games(ties) if game.actor in players and game.pattern == pattern]
    pairs = [(names[a], names[b]) for a, b in zip(found.actor, found.against, strict=True)]
    assert {pair: int(folded) for pair, folded in zip(pairs, others, strict=True)} == {
        pair: folded for pair, (_, folded) in listed(wanted).items()
    }


@settings(max_examples=200, deadline=None)
@given(told_ties(5))
def test_every_told_triangle_of_one_hostile_and_two_friendly_ties_has_a_reading(
    ties: list[Told],
) -> None:
    ties = [tie for tie in ties if tie.relation != "aid" and tie.source != tie.target]
    signs: dict[int, set[frozenset[int]]] = {-1: set(), 0: set(), 1: set()}
    for tie in ties:
        signs[relation(tie.relation).sign].add(frozenset({tie.source, tie.target}))
    told = {frozenset({game.actor, game.against, game.towards}) for game in as_games(world(ties))}
    for one, other in map(tuple, signs[-1]):
        for third in set(range(5)) - {one, other}:
            if {frozenset({one, third}), frozenset({other, third})} <= signs[1]:
                assert frozenset({one, other, third}) in told
