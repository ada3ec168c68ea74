"""Who a store names that the registry does not know, and whom they may be."""

import pytest

from allegiance.ontology.actors import KnownActor, Registry
from allegiance.ontology.resolution import Resolver
from allegiance.store import Store
from allegiance.store.review import named, review
from tests.store.conftest import document, end, keep, say

KNOWN = Resolver(
    Registry(
        [
            KnownActor(id="gondor", name="Gondor", kind="state", country="GO"),
            KnownActor(id="rohan", name="Rohan", kind="state", country="RO", aliases=("Rohaan",)),
            KnownActor(id="gc-gondor", name="Grey Company", kind="armed group", country="GO"),
        ]
    )
)


@pytest.fixture
def kept() -> Store:
    store = Store.open(":memory:")
    letter = document(title="a letter")
    keep(
        store,
        letter,
        say(letter, "Grei Company", "arm", "Gondor"),
        say(letter, "Grei Company", "fight", "Rohan"),
        say(letter, "Corsairs of Umbar", "fight", "Rohan"),
        say(letter, "Gondor", "fight", end("local riders")),
    )
    return store


def test_names_that_the_registry_does_not_know_come_with_whom_they_may_be(kept: Store) -> None:
    with kept:
        first, second = review(kept, KNOWN)
    assert (first.name, first.statements, first.documents) == ("Grei Company", 2, 1)
    assert [each.id for each in first.candidates] == ["gc-gondor"]
    assert first.candidates[0].reason.startswith("spelled alike: Grey Company")
    assert first.example == "Gondor armed Rohan."
    assert (second.name, second.candidates) == ("Corsairs of Umbar", ())


def test_descriptions_are_listed_when_asked_for_and_have_no_candidates(kept: Store) -> None:
    with kept:
        found = review(kept, KNOWN, described=True)
    assert [(each.name, each.named) for each in found] == [
        ("Grei Company", True),
        ("Corsairs of Umbar", True),
        ("local riders", False),
    ]
    assert found[-1].candidates == ()


def test_as_many_are_listed_as_asked_for(kept: Store) -> None:
    with kept:
        assert [each.name for each in review(kept, KNOWN, limit=1)] == ["Grei Company"]


@pytest.mark.parametrize(
    ("wording", "is_name"),
    [
        ("Corsairs", True),
        ("al-Corsairs", True),
        ("the Corsairs", True),
        ("local fighters", False),
        ("members of Umbar", False),
        ("", False),
    ],
)
def test_a_name_has_a_capital_of_its_own(wording: str, is_name: bool) -> None:
    assert named(wording) is is_name
