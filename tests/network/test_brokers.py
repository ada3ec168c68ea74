"""Between camps: brokers, those on whom the camps rest, and entry points, against brute force."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.network.balance import NoBalance
from allegiance.network.brokers import Between, Broker, brokers
from allegiance.network.ties import tie
from allegiance.statements.statement import Statement
from tests.network.conftest import Say, make


def between(*said: Statement, **more: Any) -> Between:
    return brokers(tie(said, by=()), **more)


def camps_of(say: Say) -> list[Statement]:
    """Two camps: Gondor and Rohan, Mordor and Harad; and Dale, a friend of both."""
    return [
        say("Gondor", "ally", "Rohan"),
        say("Mordor", "ally", "Harad"),
        say("Gondor", "fight", "Mordor"),
        say("Rohan", "fight", "Harad"),
        say("Gondor", "fight", "Harad"),
        say("Dale", "aid", "Gondor"),
        say("Mordor", "fund", "Dale", by="Saruman"),
    ]


def test_a_broker_has_friends_in_both_camps(say: Say) -> None:
    found = between(*camps_of(say))
    assert (found.lower, found.upper, found.proved) == (1, 1, True)
    broker = found.brokers[0]
    assert broker.actor.name == "Dale"
    assert [each.between for each in found.brokers[1:]] == [()]
    assert broker.between == (("Gondor", "Mordor"),)
    friends = {made.relation for made in (*broker.near, *broker.far)}
    assert friends == {"aid", "fund"}
    assert len(broker.statements) == 2
    gone, home, away = broker.turns
    assert [gone.how, home.how, away.how] == ["gone", "with its camp", "with the other camp"]
    assert [turn.upper for turn in broker.turns] == [0, 0, 0]
    assert [turn.changes for turn in broker.turns] == [False, False, False]


def test_the_camps_rest_on_who_changes_them(say: Say) -> None:
    # Ring holds the Elves to Gondor though they are friends of Mordor's friend Harad.
    said = [
        say("Ring", "ally", "Gondor"),
        say("Ring", "ally", "Elves"),
        say("Dwarves", "ally", "Gondor"),
        say("Dwarves", "ally", "Elves"),
        say("Elves", "ally", "Harad"),
        say("Harad", "ally", "Mordor"),
        say("Mordor", "fight", "Gondor"),
        say("Harad", "fight", "Gondor"),
    ]
    found = between(*said)
    decisive = {each.actor.name for each in (*found.brokers, *found.pivots) if each.decisive}
    for each in (*found.brokers, *found.pivots):
        assert each.turns[0].proved
    assert found.upper == 1
    assert decisive == {
        name
        for name in ("Ring", "Gondor", "Elves", "Dwarves", "Harad", "Mordor")
        if _rests(said, found, name.lower())
    }


def _rests(said: list[Statement], found: Between, actor: str) -> bool:
    """By trying everything: whether no best camps of the rest last without an actor, or once it turns."""
    side = {name.lower(): number for number, camp in enumerate(found.camps) for name in camp}
    ties = {(s.source.id, s.target.id): s.sign for s in said}
    names = sorted({name for pair in ties for name in pair})
    best = _best_of_rest(ties, names, actor)
    for how in (None, 0, 1):
        stands = {**side, actor: side[actor] ^ (how or 0)}
        turned = {
            pair: sign if actor not in pair else 1 if stands[pair[0]] == stands[pair[1]] else -1
            for pair, sign in ties.items()
            if how is not None or actor not in pair
        }
        if not best & _best_of_rest(turned, names, actor):
            return True
    return False


def _best_of_rest(
    ties: dict[tuple[str, str], int], names: list[str], actor: str
) -> set[tuple[int, ...]]:
    """The best camps of all but one."""
    every = [dict(zip(names, camps, strict=True)) for camps in product((0, 1), repeat=len(names))]
    least = min(_cost(ties, side) for side in every)
    return {
        tuple(side[name] for name in names if name != actor)
        for side in every
        if _cost(ties, side) == least
    }


def _cost(ties: dict[tuple[str, str], int], side: dict[str, int]) -> int:
    return sum((sign > 0) != (side[a] == side[b]) for (a, b), sign in ties.items())


def _best(ties: dict[tuple[str, str], int], names: list[str]) -> int:
    every = (dict(zip(names, camps, strict=True)) for camps in product((0, 1), repeat=len(names)))
    return min(_cost(ties, side) for side in every)


names = ("A", "B", "C", "D", "E", "F")
pairs = [(a, b) for at, a in enumerate(names) for b in names[at + 1 :]]


@settings(max_examples=40)
@given(st.lists(st.sampled_from([-1, 0, 1]), min_size=len(pairs), max_size=len(pairs)))
def test_it_is_what_trying_everything_gives(signs: list[int]) -> None:
    said = [
        make(a, "ally" if sign > 0 else "fight", b, number)
        for number, ((a, b), sign) in enumerate(zip(pairs, signs, strict=True))
        if sign
    ]
    if not said:
        return
    found = between(*said)
    ties = {(s.source.id, s.target.id): s.sign for s in said}
    assert found.lower == found.upper == _best(ties, [name.lower() for name in names])
    for each in (*found.brokers, *found.pivots):
        gone = {pair: sign for pair, sign in ties.items() if each.actor.id not in pair}
        assert each.turns[0].upper == _best(gone, [name.lower() for name in names])
        assert each.decisive == _rests(said, found, each.actor.id)
        assert each.bridges == (each in found.brokers)


def test_nobody_moves_where_the_camps_last(say: Say) -> None:
    found = between(*camps_of(say))
    for each in (*found.brokers, *found.pivots):
        for turn in each.turns:
            assert turn.changes or not turn.moved


def test_an_entry_point_speaks_to_both_ends_of_a_hostile_tie(say: Say) -> None:
    said = [
        *camps_of(say),
        say("Elrond", "negotiate", "Gondor"),
        say("Elrond", "negotiate", "Mordor", by="Elrond"),
        say("Bree", "negotiate", "Gondor"),
        say("Shire", "negotiate", "Rohan"),
        say("Shire", "negotiate", "Harad", polarity="negative"),
    ]
    entries = {entry.actor.name: entry for entry in between(*said).entries}
    assert set(entries) == {"Dale", "Elrond"}
    elrond = entries["Elrond"]
    assert elrond.between == (("Gondor", "Mordor"),)
    assert elrond.reasons == (
        "Elrond negotiates with Gondor (according to the document)",
        "Elrond negotiates with Mordor (according to Elrond)",
    )
    assert len(elrond.contacts) == 2
    assert len(elrond.statements) == 2
    assert elrond.score == 1


def test_it_does_not_take_two_camps_to_be_between(say: Say) -> None:
    # To break one tie, all may stand in one camp: Dale is a friend of two who fight all the same.
    said = [
        say("Dale", "aid", "Gondor"),
        say("Dale", "aid", "Mordor"),
        say("Gondor", "fight", "Mordor"),
    ]
    found = between(*said)
    assert [each.between for each in found.brokers if each.between] == [(("Gondor", "Mordor"),)]
    assert [entry.actor.name for entry in found.entries] == ["Dale"]


def test_who_fights_a_side_is_doubted_and_who_fights_the_contact_has_none(say: Say) -> None:
    said = [
        *camps_of(say),
        say("Elrond", "negotiate", "Gondor"),
        say("Elrond", "negotiate", "Mordor"),
        say("Elrond", "fight", "Harad"),
        say("Rohan", "negotiate", "Mordor"),
        say("Rohan", "fight", "Mordor"),
    ]
    entries = {entry.actor.name: entry for entry in between(*said).entries}
    assert entries["Elrond"].doubts == ("Elrond fights Harad (according to the document)",)
    assert entries["Elrond"].score == pytest.approx(0.5)
    assert "Rohan" not in entries


def test_only_so_many_are_recomputed(say: Say) -> None:
    found = between(*camps_of(say), most=1)
    assert (found.tried, found.candidates) == (1, 5)
    assert [bool(each.turns) for each in found.brokers] == [True, False]
    assert between(*camps_of(say), total=0).tried == 0
    none: list[Broker] = [each for each in between(*camps_of(say), most=0).brokers if each.turns]
    assert none == []


def test_weights_count(say: Say) -> None:
    said = [*camps_of(say), *(say("Mordor", "arm", "Dale", by=name) for name in ("One", "Two"))]
    broker = between(*said, weight="sources").brokers[0]
    assert (broker.actor.name, len(broker.near)) == ("Dale", 2)


def test_nothing_to_be_between(say: Say) -> None:
    with pytest.raises(NoBalance):
        between()
    found = between(say("Gondor", "ally", "Rohan"))
    assert (found.brokers, found.pivots, found.entries, found.candidates) == ((), (), (), 0)
