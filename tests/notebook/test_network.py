"""Each question to a network gives what the analysis itself gives."""

import msgspec
import pytest

from allegiance.errors import BadOption
from allegiance.network import (
    balance,
    brokers,
    claims,
    double_games,
    flows,
    shifts,
    spillover,
    what_if,
)
from allegiance.network.ties import read_at, tie
from allegiance.notebook import Network, Statements


def same(one: msgspec.Struct, other: msgspec.Struct, *, without: tuple[str, ...] = ()) -> bool:
    names = [name for name in other.__struct_fields__ if name not in without]
    return isinstance(one, type(other)) and all(
        getattr(one, name) == getattr(other, name) for name in names
    )


def test_each_answer_is_that_of_the_analysis(statements: Statements, network: Network) -> None:
    said = list(statements)
    pairs = tie(read_at(said), by=())
    found = balance.frustration(pairs, weight="count")
    answered = network.balance(weight="count")
    assert same(answered, found, without=("seconds", "network", "solution"))
    assert answered.certificate == found.certificate
    assert list(network.double_games()) == double_games.double_games(network)
    assert same(network.shifts(), shifts.shifts(network))
    assert same(network.flows("Gondor"), flows.flows(said, "Gondor"))
    assert same(network.flows("Gondor", to="Mordor"), flows.flows(said, "Gondor", to="Mordor"))
    assert same(network.flows(to="Mordor"), flows.ancestry(said, "Mordor"))
    assert same(network.brokers(), brokers.brokers(pairs))
    supposed = what_if.Drop("Rohan", "arm", "Mordor")
    assert same(
        network.what_if(drop="Rohan arm Mordor"),
        what_if.what_if(network.statements, [supposed]),
        without=("figures",),
    )
    sides = claims.sides_by(network.statements)
    assert same(network.compare(), claims.compare(sides))
    assert list(network.spillover()) == spillover.spillover(network)


def test_answers_are_not_empty(network: Network) -> None:
    assert network.balance().upper == 1
    assert network.double_games(played_by="Rohan")[0].actor.name == "Rohan"
    assert [shift.ends for shift in network.shifts().pairs] == [{"dunland", "isengard"}]
    assert {path.holder.name for path in network.flows("Gondor").paths} == {"Rohan", "Mordor"}
    assert [entry.actor.name for entry in network.brokers().entries] == ["Rohan"]
    assert network.what_if(drop="Rohan arm Mordor").figures
    assert network.compare().divided[0].reading == "Gondor fights Mordor in Ithilien"
    assert [side.name for side in network.compare(periods=["2001", "2009"]).sides] == [
        "2001", "2009",
    ]  # fmt: skip
    assert network.spillover("Mordor")[0].pressed_in == ("IT",)


def test_where_nothing_is_found_it_is_said(network: Network) -> None:
    with pytest.raises(BadOption, match="name a source"):
        network.flows()
    with pytest.raises(what_if.NothingChanges, match="nothing is supposed"):
        network.what_if()
    with pytest.raises(balance.NoBalance, match="the network is empty"):
        Network().balance()
    assert network[:1].double_games().note == "no double game in 1 ties"
    assert "persons are left out" in network.spillover("Frodo").note


def test_ties_are_shown_with_their_voices(network: Network) -> None:
    shown = network._repr_html_()
    assert "<script" not in shown
    assert "The &lt;script&gt;alert(1)&lt;/script&gt; Wire, Herald; denied by Gazette" in shown
    rows = network.rows()
    assert len(rows) == len(network)
    assert list(rows[0]) == list(network._columns())


def test_the_picture_of_ties_is_an_image(network: Network) -> None:
    picture = network.draw()
    assert picture.startswith("<svg")
    assert picture._repr_html_().startswith('<img alt="Ties between actors"')
