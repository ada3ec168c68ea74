"""The judgements speak of relations and memberships that there are."""

from typing import get_type_hints

from allegiance.network.double_games import factors
from allegiance.ontology.actors import Membership
from allegiance.ontology.relations import relation


def test_links_and_acts_are_relations_of_a_sign() -> None:
    assert all(relation(name).sign == 1 for name in factors.LINKS)
    assert all(relation(name).sign != 0 for name in factors.ACTS)
    assert set(factors.LINKS) | {factors.RELIEF} == {
        name for name in (*factors.LINKS, *factors.ACTS) if relation(name).sign == 1
    }


def test_memberships_are_those_of_the_registry() -> None:
    assert set(factors.MEMBERSHIPS) <= set(get_type_hints(Membership)["as_"].__args__)
    assert all(name in factors.LINKS for name, _ in factors.MEMBERSHIPS.values())


def test_nothing_counts_more_than_the_farthest_apart() -> None:
    assert max(max(row) for row in factors.DISTANCE) == factors.FARTHEST
    assert max((*factors.LINKS.values(), *factors.ACTS.values(), factors.NAMELESS_PEOPLE)) <= 1
