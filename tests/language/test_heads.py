"""The heads' sums, on weights made up for the test."""

import numpy as np
import pytest

from allegiance.language.heads import Heads, distances
from allegiance.language.labels import DISTANCES, GROUPS, QUALIFIERS, RELATIONS, ROLES

WIDTH, MEET, PAIR = 8, 6, 4
TYPES = len(RELATIONS) + 1


def heads() -> Heads:
    """Small random weights; always the same."""
    chance = np.random.default_rng(1)

    def some(*shape: int) -> np.ndarray:
        return chance.normal(size=shape).astype(np.float32)

    lines = {
        "trigger": (MEET, WIDTH), "span": (MEET, 3 * WIDTH), "role_span": (len(ROLES), MEET),
        "about": (MEET, WIDTH), "qualifier": (sum(map(len, QUALIFIERS.values())), MEET),
        "source": (PAIR, 3 * WIDTH), "target": (PAIR, 3 * WIDTH), "same": (MEET, 3 * WIDTH),
        "first": (1, MEET),
    }  # fmt: skip
    weights = {f"{name}.weight": some(*shape) for name, shape in lines.items()}
    weights |= {f"{name}.bias": some(shape[0]) for name, shape in lines.items()}
    weights |= {
        "told_type.weight": some(TYPES, MEET), "about_type.weight": some(TYPES, MEET),
        "nobody": some(MEET), "role": some(len(ROLES), MEET, MEET),
        "role_distance.weight": some(DISTANCES + 1, len(ROLES)),
        "pair": some(len(RELATIONS), PAIR + 1, PAIR + 1),
        "pair_distance.weight": some(DISTANCES + 1, len(RELATIONS)),
        "same_pair": some(MEET, MEET), "same_distance.weight": some(DISTANCES + 1, 1),
    }  # fmt: skip
    return Heads(weights)


HIDDEN = np.random.default_rng(2).normal(size=(9, WIDTH)).astype(np.float32)
SPANS = np.array([[0, 1], [3, 3], [5, 8]])
TOLD = np.array([[2, 0], [4, len(RELATIONS)]])


def test_tags_of_each_group_sum_to_one_and_triggers_need_not() -> None:
    logits = np.random.default_rng(3).normal(size=(9, sum(GROUPS.values()) + len(RELATIONS)))
    tags, triggers = heads().tags(logits.astype(np.float32))
    assert list(tags) == list(GROUPS)
    for name, values in tags.items():
        assert values.shape == (9, GROUPS[name])
        assert values.sum(1) == pytest.approx(1, abs=1e-5)
    assert triggers.shape == (9, len(RELATIONS))
    assert ((triggers > 0) & (triggers < 1)).all()


def test_a_span_is_its_first_word_its_last_and_their_mean() -> None:
    scorer = heads()
    wide = np.concatenate([HIDDEN[5], HIDDEN[8], HIDDEN[5:9].mean(0)])
    said = wide @ scorer.weights["span.weight"].T + scorer.weights["span.bias"]
    found = scorer._spans("span", scorer.project(HIDDEN), SPANS)
    assert found[2] == pytest.approx(np.maximum(said, 0), abs=1e-4)


def test_roles_are_scored_for_every_span_and_for_nobody() -> None:
    scorer = heads()
    roles = scorer.roles(scorer.asking(HIDDEN, TOLD), TOLD, SPANS, scorer.project(HIDDEN))
    assert roles.shape == (2, 4, len(ROLES))
    alone = scorer.roles(
        scorer.asking(HIDDEN, TOLD[:1]), TOLD[:1], SPANS[1:2], scorer.project(HIDDEN)
    )
    assert alone[0, 0] == pytest.approx(roles[0, 1], abs=1e-5)
    assert alone[0, -1] == pytest.approx(roles[0, -1], abs=1e-5)


def test_pairs_have_a_direction() -> None:
    scorer = heads()
    pairs = scorer.pairs(SPANS, scorer.project(HIDDEN))
    assert pairs.shape == (3, 3, len(RELATIONS))
    assert pairs[0, 1] != pytest.approx(pairs[1, 0])


def test_nothing_stands_for_what_comes_later() -> None:
    scorer = heads()
    same = scorer.antecedents(SPANS, scorer.project(HIDDEN))
    assert same.shape == (3, 4)
    assert same.sum(1) == pytest.approx(1, abs=1e-5)
    assert same[0, :3] == pytest.approx(0)
    assert same[1, 1:3] == pytest.approx(0)


def test_qualifiers_have_one_distribution_each() -> None:
    values = heads().qualifiers(HIDDEN, TOLD)
    assert {name: each.shape for name, each in values.items()} == {
        name: (2, len(group)) for name, group in QUALIFIERS.items()
    }


def test_distance_tells_before_from_after_and_near_from_far() -> None:
    away = distances(np.array([4]), np.array([[0, 1], [3, 5], [6, 7], [60, 61], [600, 601]]))[0]
    assert away[1] == 0
    assert away[0] != away[2]
    assert 0 < away[2] < away[3] <= away[4] < DISTANCES
