"""Statements are narrowed down in memory as a store narrows them down."""

from pathlib import Path

import pytest

import allegiance as al
from allegiance.errors import BadOption, BrokenStore, UnknownRelation
from allegiance.notebook.statements import Conditions, Statements
from allegiance.store import Store, query
from tests.network.conftest import during, land, make

ASKED: list[Conditions] = [
    {},
    {"actor": "mordor"},
    {"actor": ["MORDOR", "The Elves"]},
    {"relation": "fight"},
    {"relation": ["arm", "support"]},
    {"outlet": "the palantir"},
    {"outlet": "Nobody"},
    {"speaker": "FARAMIR"},
    {"speaker": "The Palantir"},
    {"certainty": "possible"},
    {"polarity": "negative"},
    {"since": "2013"},
    {"until": "2012-06"},
    {"since": "2012-02-29", "until": "2012"},
    {"actor": "Gondor", "polarity": "positive", "until": "2012"},
    {"theatre": "Mali"},
]


@pytest.mark.parametrize("asked", ASKED)
def test_a_condition_means_the_same_in_memory_and_in_a_store(
    store: Path, asked: Conditions
) -> None:
    kept = al.open(store)
    assert len(kept) == 3
    assert kept.about(**asked) == al.open(store, **asked)


def test_a_store_is_closed_once_it_is_read(store: Path) -> None:
    kept = al.open(store)
    with Store.open(store) as opened:
        assert list(kept) == list(query.statements(opened))
    with pytest.raises(BrokenStore):
        al.open(store.with_name("none.duckdb"))


def test_theatres_are_called_by_name_or_code() -> None:
    said = Statements(
        [
            make("Gondor", "fight", "Mordor", 0, place=land("Gao", "ML")),
            make("Gondor", "fight", "Mordor", 1, time=during("2001-01-01")),
        ]
    )
    assert [one.id for one in said.about(theatre="Mali")] == ["s0"]
    assert [one.id for one in said.about(theatre=["ml", "Chad"])] == ["s0"]
    assert [one.id for one in said.about(until="2001")] == ["s1"]


def test_what_cannot_be_asked_is_said(statements: Statements) -> None:
    with pytest.raises(UnknownRelation):
        statements.about(relation="armed")
    with pytest.raises(BadOption, match="certainty 'sure' is not one of certain, "):
        statements.about(certainty="sure")
    with pytest.raises(BadOption, match="since 'May' is not a date such as 2012"):
        statements.about(since="May")
    with pytest.raises(BadOption, match="'actors' is no condition; those there are: actor, "):
        statements.about(actors="Gondor")  # type: ignore[call-arg]
    none = statements.about(actor="Shire")
    assert none.note == "none of 10 statements meets actor='Shire'"
    assert repr(none) == f"<Statements of 0: {none.note}>"


def test_statements_are_shown_and_tabled(statements: Statements) -> None:
    shown = statements._repr_html_()
    assert "<script" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 0" in shown
    assert "certain, denied" in shown
    [first, *_] = statements.rows()
    assert (first["source_name"], first["relation"], first["begin"]) == ("Gondor", "fight", 0)
    assert list(first) == list(statements._columns())
    assert statements[:2] == Statements(list(statements)[:2])
    assert statements[0].id == "s0"


def test_ties_are_made_with_the_options_of_tie(statements: Statements) -> None:
    assert {tie.theatre for tie in statements.tie(by=())} == {None}
    [one] = statements.tie(during="2009")
    assert (one.source.name, one.target.name) == ("Dunland", "Isengard")
    assert statements.tie(during="1900").note == "none of 10 statements is left to tie"
