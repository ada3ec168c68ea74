"""Which statements, by who, what, where, when and according to whom."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from allegiance.errors import BadOption, UnknownRelation
from allegiance.statements.statement import Attribution, Place, Time
from allegiance.store import Reject, Store, query
from tests.store.conftest import document, end, keep, say

PALANTIR = document(outlet="The Palantir", date="3018", title="Of Théoden's hall")
EYE = document("Mordor attacked Osgiliath. Gandalf came.", outlet="The Eye", author="The Mouth")
FARAMIR = Attribution(id="faramir", name="Faramir", kind="person", verb="says")
ITHILIEN = Place(id="ithilien", name="Ithilien", country="GO", lat=None, lon=None)


@pytest.fixture(scope="module")
def told() -> Iterator[Store]:
    """Four statements: arm and oppose (The Palantir), fight and base (The Eye)."""
    past = Time(text="in 3017", start="3017-01-01", end="3017-12-31")
    with Store.open(":memory:") as store:
        keep(
            store,
            PALANTIR,
            say(PALANTIR, "Gondor", "arm", "Rohan", id="arm"),
            say(PALANTIR, "Mordor", "oppose", "Rohan", id="oppose", begin=20, end=39,
                time=past, time_status="past", polarity="negative", attribution=(FARAMIR,)),
        )  # fmt: skip
        keep(
            store,
            EYE,
            say(EYE, "Mordor", "fight", "Gondor", id="fight", end=26, place=ITHILIEN,
                certainty="possible"),
            say(EYE, "Mordor", "base", end("Ithilien", kind="place", country="GO"), id="base",
                begin=27, end=40),
        )  # fmt: skip
        yield store


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        ({}, "arm oppose fight base"),
        ({"actor": "GONDOR"}, "arm fight"),
        ({"actor": ["Rohan", "Gondor"]}, "arm oppose fight"),
        ({"actor": []}, "arm oppose fight base"),
        ({"relation": ["arm", "base"]}, "arm base"),
        ({"outlet": "the eye"}, "fight base"),
        ({"speaker": "Faramir"}, "oppose"),
        ({"speaker": "The Mouth"}, "fight base"),
        ({"speaker": "The Palantir"}, "arm"),
        ({"theatre": "GO"}, "fight base"),
        ({"certainty": "possible"}, "fight"),
        ({"polarity": "negative"}, "oppose"),
        ({"document": PALANTIR.id}, "arm oppose"),
        ({"since": "3018"}, "arm"),
        ({"until": "3017-06"}, "oppose"),
        ({"since": "3017-12-31", "until": "3018-01-01"}, "arm oppose"),
        ({"since": "3018-12-31", "until": "3018"}, "arm"),
        ({"search": "theoden"}, "arm oppose"),
        ({"search": "GANDALF CAME"}, "base"),
        ({"search": "osgiliath"}, "fight"),
        ({"search": "%"}, ""),
        ({"limit": 2}, "arm oppose"),
        ({"limit": 0}, ""),
        ({"actor": "Mordor", "theatre": "GO", "relation": "fight"}, "fight"),
        ({"actor": "' OR 1 = 1 --"}, ""),
        ({"search": "'); DROP TABLE statements; --"}, ""),
    ],
)
def test_conditions(told: Store, conditions: dict[str, Any], found: str) -> None:
    assert " ".join(said.id for said in query.statements(told, **conditions)) == found


@pytest.mark.parametrize(
    ("conditions", "error", "message"),
    [
        ({"relation": "armed"}, UnknownRelation, "did you mean 'arm'"),
        ({"certainty": "sure"}, BadOption, "certainty 'sure' is not one of certain, probable"),
        ({"polarity": "none"}, BadOption, "polarity 'none' is not one of positive, negative"),
        ({"since": "spring"}, BadOption, "since 'spring' is not a date such as"),
        ({"until": "3018-01-01T00"}, BadOption, "until '3018-01-01T00' is not a date"),
        ({"limit": -1}, BadOption, "below zero"),
    ],
)
def test_conditions_that_nothing_can_meet(
    told: Store, conditions: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        query.statements(told, **conditions)


def test_typed_columns_are_good_for_sql(told: Store) -> None:
    rows = told.rows("SELECT first, last, sign FROM statements WHERE relation = ?", "oppose")
    assert list(rows) == [(date(3017, 1, 1), date(3017, 12, 31), 1)]


def test_actors_are_counted_where_they_appear(told: Store) -> None:
    seen = [(who.name, who.mentions, who.statements, who.documents) for who in query.actors(told)]
    assert seen == [("Mordor", 0, 3, 2), ("Gondor", 2, 2, 2), ("Rohan", 0, 2, 1)]
    assert [who.id for who in query.actors(told, search="RÓH")] == ["rohan"]
    assert [who.id for who in query.actors(told, limit=1)] == ["mordor"]
    assert query.actors(told, kind="person") == []
    assert len(query.actors(told, kind=["person", "state"])) == 3


def test_counts(told: Store) -> None:
    counted = query.counts(told)
    assert (counted.documents, counted.stories, counted.outlets) == (2, 2, 2)
    assert (counted.sentences, counted.coded, counted.reasons) == (4, 2, {"no frame": 2})
    assert (counted.mentions, counted.actors, counted.statements) == (2, 3, 4)
    assert counted.relations == {"arm": 1, "base": 1, "fight": 1, "oppose": 1}


def test_what_is_rejected_does_not_count(store: Store) -> None:
    arm = say(PALANTIR, "Gondor", "arm", "Rohan")
    keep(store, PALANTIR, arm)
    store.decide(Reject(arm.id))
    counted = query.counts(store)
    assert (counted.statements, counted.rejected, counted.relations) == (0, 1, {})
    assert [(who.id, who.statements) for who in query.actors(store)] == [("gondor", 0)]


def test_an_empty_store_counts_nothing(store: Store) -> None:
    assert query.counts(store) == query.Counts(
        documents=0, stories=0, outlets=0, sentences=0, coded=0, mentions=0, actors=0,
        statements=0, rejected=0, relations={}, reasons={},
    )  # fmt: skip
    assert query.actors(store) == []
