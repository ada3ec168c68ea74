"""Events read as statements, and how many there may be."""

from pathlib import Path

import pytest

from allegiance.errors import BadDecision
from allegiance.store import Correct, Merge, Reject, Rename, Store, events, query
from allegiance.store.events import TooMany
from tests.store.bulk import war


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return war(Store.open(tmp_path / "s.duckdb"))


def test_a_row_is_evidence_with_its_offsets(store: Store) -> None:
    first = next(query.statements(store))
    assert (
        first.sentence
        == "Id: 11; Day: 20120105; One: GONDOR; Code: 190; Two: MORDOR; At: http://herald.com/a"
    )
    for end in (first.source, first.target):
        assert first.sentence[end.begin : end.end] == end.mention
    assert (first.trigger.text, first.outlet, first.theatre) == ("Code: 190", "herald.com", "ML")
    [document] = events.documents(store, [first])
    assert (document.text, document.url) == (first.sentence, "http://herald.com/a")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"actor": "Rohan"}, [15]),
        ({"actor": "x:mordor", "since": "2013", "until": "2013-02"}, [12, 13]),
        ({"relation": ["fight", "support"]}, [11, 12, 15]),
        ({"outlet": "POST.com"}, [12, 13]),
        ({"speaker": "herald.com", "theatre": "ml"}, [11, 15]),
        ({"certainty": "probable"}, [15]),
        ({"polarity": "negative"}, []),
        ({"document": "gdelt:13"}, [13]),
        ({"search": "roh"}, [15]),
        ({"between": ("Mordor", "Gondor")}, [13]),
        ({"limit": 2}, [11, 12]),
        ({"actor": "Nobody"}, []),
    ],
)  # fmt: skip
def test_each_condition_chooses(store: Store, asked: dict[str, object], found: list[int]) -> None:
    told = query.statements(store, **asked)  # type: ignore[arg-type]
    assert [each.id for each in told] == [f"gdelt:{number}" for number in found]


def test_more_than_can_be_read_are_refused_with_the_way_out(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "MOST", 2)
    with pytest.raises(TooMany, match=r"5 events of .* meet these conditions, and 2 can be read"):
        query.statements(store)
    assert len(list(query.statements(store, limit=4))) == 4
    assert len(list(query.statements(store, actor="Rohan"))) == 1


def test_decisions_about_actors_hold(store: Store) -> None:
    store.decide(Rename("x:gondor", "Minas Tirith"))
    assert next(query.statements(store)).source.name == "Minas Tirith"
    store.decide(Merge("x:rohan", "x:gondor"))
    assert {each.id for each in query.actors(store)} == {"x:gondor", "x:mordor"}
    assert [each.id for each in query.statements(store, actor="Rohan", since="2014")] == [
        "gdelt:15"
    ]
    row = next(store.rows("SELECT source_id, source_name FROM told_events WHERE id = 'gdelt:15'"))
    assert row == ("x:gondor", "Minas Tirith")


def test_an_event_may_be_rejected(store: Store) -> None:
    made = store.decide(Reject("gdelt:12"))
    assert [each.id for each in query.statements(store, relation="fight")] == ["gdelt:11"]
    assert len(list(query.statements(store, relation="fight", rejected=True))) == 2
    store.undo(made.id)
    assert len(list(query.statements(store, relation="fight"))) == 2


def test_an_event_is_not_corrected(store: Store) -> None:
    with pytest.raises(BadDecision, match="'gdelt:12' is an event of a dataset"):
        store.decide(Correct("gdelt:12", relation="ally"))
    with pytest.raises(BadDecision, match="'gdelt:99' is not in"):
        store.decide(Reject("gdelt:99"))


def test_what_is_half_there_is_not_shown(store: Store) -> None:
    with store._change("the file") as connection:
        connection.execute("UPDATE event_files SET whole = false")
    assert list(query.statements(store)) == []


def test_actors_and_counts_have_the_events(store: Store) -> None:
    found = {each.name: each.statements for each in query.actors(store)}
    assert found == {"Gondor": 5, "Mordor": 4, "Rohan": 1}
    counts = query.counts(store)
    assert (counts.statements, counts.documents, counts.outlets, counts.actors) == (5, 5, 2, 3)
    assert counts.relations == {"fight": 2, "negotiate": 2, "support": 1}
    assert query.identify(store, "Rohan") == "x:rohan"


def test_the_strongest_ties_have_one_event_each(store: Store) -> None:
    where = events.strongest(store, actors=2, ties=9)
    assert [each.id for each in events.statements(store, where)] == [
        "gdelt:12",
        "gdelt:13",
        "gdelt:14",
    ]
    assert events.strongest(store, actors=0, ties=9) == "false"
