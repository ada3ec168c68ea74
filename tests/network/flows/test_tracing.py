"""Flows: from a giver or a stock to holders, and back, against every path of small networks."""

import random
import time
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.errors import BadOption, UnknownActor
from allegiance.network.flows import Flows, Path, Tracer, ancestry, flows, tracing
from allegiance.network.flows.transfers import span
from allegiance.network.ties import tie
from allegiance.ontology.actors import KnownActor, Membership, Registry
from allegiance.statements.statement import End, Statement
from tests.network.conftest import Say, during, end, land, make
from tests.network.test_double_games import hand_coded

WORLD = Registry(
    [
        KnownActor(id="HA", name="Harad", kind="state", country="HA", demonyms=("Haradan",)),
        KnownActor(
            id="HA/army", name="Army of Harad", kind="armed force", country="HA",
            part_of=(Membership(actor="HA"),),
        ),
    ]
)  # fmt: skip
UNKNOWN = msgspec.structs.replace(end("unknown", "unknown"), id="unknown")
Y11, Y12, Y13 = (during(f"20{y}-01-01", f"20{y}-12-31") for y in (11, 12, 13))


def found(said: list[Statement], source: str, to: str | None = None, **more: Any) -> Flows:
    return flows(said, source, to=to, known=WORLD, **more)


def names(path: Path) -> list[str]:
    return [path.source.name, *(hop.holder.name for hop in path.hops)]


def orders(said: list[Statement], source: str, **more: Any) -> dict[str, str]:
    return {path.holder.name: path.order for path in found(said, source, **more).paths}


def test_dates_force_allow_or_forbid_an_order(say: Say) -> None:
    first = say("Gondor", "arm", "Rohan", time=Y12)
    for when, order in ((Y13, "certain"), (Y12, "possible"), (None, "possible"), (Y11, None)):
        said = [first, say("Rohan", "arm", "Dale", time=when)]
        assert orders(said, "Gondor").get("Dale") == order
        assert orders(said, "Gondor")["Rohan"] == "certain"


def test_one_undated_step_is_possible_only(say: Say) -> None:
    assert orders([say("Gondor", "arm", "Rohan")], "Gondor") == {"Rohan": "possible"}


def test_goods_do_not_turn_into_others(say: Say) -> None:
    said = [say("Gondor", "arm", "Rohan"), say("Rohan", "fund", "Dale")]
    assert orders(said, "Gondor") == {"Rohan": "possible"}
    assert found(said, "Gondor", of="money").paths == ()
    assert found(said, "Rohan", of=["money", "arms"]).holders == {"money": 1}


def test_a_path_keeps_the_statements_that_fit_and_tells_of_the_others(say: Say) -> None:
    said = [
        say("Gondor", "arm", "Rohan", time=Y12),
        say("Rohan", "arm", "Dale", time=Y13),
        say("Rohan", "arm", "Dale", time=Y11),
    ]
    path = found(said, "Gondor", "Dale").paths[0]
    assert path.order == "certain"
    assert path.hops[1].statements == (said[1],)
    assert path.hops[1].also == (said[2],)
    assert path.arrival == "2013-01-01"
    assert path.statements == (said[0], said[1])


def test_a_stock_with_a_date_gives_from_then_on(say: Say) -> None:
    said = [
        say(UNKNOWN, "arm", "Rohan", place=land("Umbar", "HA"), time=Y12),
        say(UNKNOWN, "arm", "Dale", place=land("Umbar", "HA"), time=Y11),
        say(UNKNOWN, "arm", "Arnor", place=land("Moria", "MO"), time=Y12),
    ]
    assert orders(said, "Haradan arsenals 2012") == {"Rohan": "certain"}
    assert set(orders(said, "Harad")) == {"Rohan", "Dale"}
    assert set(orders(said, "Moria")) == {"Arnor"}
    path = found(said, "Haradan arsenals 2012-05").paths[0]
    assert path.order == "possible"
    assert path.source.kind == "stock"
    assert path.reading.startswith("An unknown giver arms Rohan in Umbar in 2012")


def test_unknown_givers_stay_unknown_and_pass_nothing_from_each_other(say: Say) -> None:
    said = [say("Gondor", "arm", UNKNOWN), say(UNKNOWN, "arm", "Dale")]
    assert set(orders(said, "Gondor")) == {"an unknown taker"}
    assert set(orders(said, "unknown")) == {"Dale"}
    assert [p.source.name for p in ancestry(said, "Dale").paths] == ["an unknown giver"]


def test_parts_of_a_giver_give_for_it(say: Say) -> None:
    army = End(
        id="HA/army", name="Army of Harad", kind="armed force", country="HA", mention="it", begin=0, end=2
    )  # fmt: skip
    assert set(orders([say(army, "arm", "Rohan")], "Harad")) == {"Rohan"}


def test_what_was_given_is_handed_on_where_asked_and_never_certainly(say: Say) -> None:
    said = [
        say("Gondor", "arm", "Rohan", time=Y11),
        say("Rohan", "merge", "Dale", time=Y12, phase="starts"),
        say("Gondor", "member", "Numenor"),
    ]
    assert set(orders(said, "Gondor")) == {"Rohan"}
    assert orders(said, "Gondor", hand_on=True) == {"Rohan": "certain", "Dale": "possible"}
    assert found(said, "Rohan", hand_on=True).paths == ()
    path = found(said, "Gondor", "Dale", hand_on=True).paths[0]
    assert [hop.how for hop in path.hops] == ["given", "handed on"]
    assert "nobody tells that anything passed on in step 2" in path.reading
    assert [names(p) for p in ancestry(said, "Dale", hand_on=True).paths] == [
        ["Gondor", "Rohan", "Dale"]
    ]


def test_a_step_that_is_only_denied_is_told_as_denied(say: Say) -> None:
    said = [
        say("Gondor", "arm", "Rohan"),
        say("Rohan", "arm", "Dale", polarity="negative", by="Theoden"),
        say("Dale", "arm", "Erebor"),
    ]
    for answer, path in (
        (found(said, "Gondor"), ["Gondor", "Rohan", "Dale"]),
        (found(said, "Gondor", "Erebor"), ["Gondor", "Rohan", "Dale", "Erebor"]),
        (ancestry(said, "Erebor", known=WORLD), ["Rohan", "Dale", "Erebor"]),
    ):
        (denied,) = answer.denied
        assert names(denied) == path
        assert denied.order == "denied"
        assert denied.hops[denied.weakest].order == "denied"
        assert "Theoden denies it" in denied.reading
        assert f"Step {denied.weakest + 1} is denied" in denied.reading
    assert {path.holder.name for path in found(said, "Gondor").paths} == {"Rohan"}


def test_a_step_that_some_affirm_and_some_deny_keeps_both(say: Say) -> None:
    no = say("Gondor", "arm", "Rohan", polarity="negative", by="Denethor")
    path = found([say("Gondor", "arm", "Rohan"), no], "Gondor").paths[0]
    assert path.hops[0].denied == (no,)
    assert "Denethor denies it" in path.reading


def test_all_ways_to_a_holder_the_shorter_and_the_certain(say: Say) -> None:
    said = [
        say("Gondor", "arm", "Dale"),
        say("Gondor", "arm", "Rohan", time=Y11),
        say("Rohan", "arm", "Dale", time=Y12),
        say("Rohan", "arm", "Arnor", time=Y12),
        say("Arnor", "arm", "Rohan", time=Y12),
    ]
    paths = found(said, "Gondor", "Dale").paths
    assert [(names(p), p.order) for p in paths] == [
        (["Gondor", "Rohan", "Dale"], "certain"), (["Gondor", "Dale"], "possible"),
    ]  # fmt: skip
    assert found(said, "Gondor", "Dale", limit=1).paths[0].order == "certain"


def test_a_search_without_end_stops_and_says_so(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracing, "TRIED", 3)
    said = [say(a, "arm", b) for a in "ABCDE" for b in "ABCDE" if a != b]
    assert "stopped after 3 beginnings" in found(said, "A", "E").notes[0]


def test_nobody_by_that_name_is_an_error_with_near_names(say: Say) -> None:
    said = [say("Gondor", "arm", "Rohan")]
    with pytest.raises(UnknownActor, match=r"'Gondr'.*nearest names are Gondor"):
        found(said, "Gondr")
    with pytest.raises(UnknownActor, match="'Mordor'"):
        found(said, "Gondor", "Mordor")
    with pytest.raises(UnknownActor, match="no statement tells of weapons"):
        found([], "Gondor")
    with pytest.raises(BadOption, match="no goods are called 'love'"):
        found(said, "Gondor", of="love")
    with pytest.raises(BadOption, match="'2011-77' is no date"):
        found(said, "Gondor 2011-77")


def test_self_ties_and_torn_dates_are_notes_of_the_answer(say: Say) -> None:
    said = [
        say("Gondor", "arm", "Gondor"),
        say("Gondor", "arm", "Rohan", time=during("2013-01-01", "2012-01-01")),
    ]
    answer = found(said, "Gondor")
    assert len(answer.notes) == 2
    assert answer.paths[0].order == "possible"


def test_ties_are_read_as_their_statements(say: Say) -> None:
    said = [say("Gondor", "arm", "Rohan"), say("Rohan", "arm", "Dale")]
    assert flows(tie(said), "Gondor") == flows(said, "Gondor")


def test_a_limit_keeps_the_best_and_counts_all(say: Say) -> None:
    said = [say("Gondor", "arm", name) for name in ("Rohan", "Dale", "Arnor")]
    answer = found(said, "Gondor", limit=1)
    assert (len(answer.paths), answer.holders) == (1, {"arms": 3})


YEARS = st.sampled_from((None, Y11, Y12, Y13, during("2011-01-01", "2013-12-31")))
ENDS = st.sampled_from("ABCD")


@given(st.lists(st.tuples(ENDS, ENDS, YEARS, st.booleans()), max_size=7))
def test_every_path_and_no_other_is_found(world: list[tuple[str, str, object, bool]]) -> None:
    said = [
        make(a, "arm" if arms else "merge", b, n, time=when, phase="starts")
        for n, (a, b, when, arms) in enumerate(world)
        if a != b
    ]
    tracer = Tracer(said, hand_on=True, known=WORLD)
    if not {"a", "d"} <= {party.id for party in tracer.parties}:
        return
    by_force = _all_paths(said)
    ways = {
        (tuple(p.id for p in (path.source, *(h.holder for h in path.hops)))): path.order
        for path in tracer.ways("A", "D").paths
    }
    assert ways == {path: order for path, order in by_force.items() if path[-1] == "d"}
    reach = {path.holder.id: path.order for path in tracer.reach("A").paths}
    assert reach == _best(by_force)
    givers = {path.source.id: path.order for path in tracer.ancestry("D").paths}
    assert givers == {
        giver: _best(_all_paths(said, giver))["d"]
        for giver in {party.id for party in tracer.parties} - {"d"}
        if "d" in _best(_all_paths(said, giver))
    }


def _best(paths: dict[tuple[str, ...], str]) -> dict[str, str]:
    best: dict[str, str] = {}
    for path, order in paths.items():
        if best.get(path[-1]) != "certain":
            best[path[-1]] = order
    return best


def _all_paths(said: list[Statement], start: str = "a") -> dict[tuple[str, ...], str]:
    """Every path from a party that meets nobody twice, by choosing each statement and each day."""
    arcs = []
    for one in said:
        when = span(one, lasting=one.relation == "merge")
        assert when is not None
        arm = one.relation == "arm"
        arcs.append((one.source.id, one.target.id, *when, arm))
        if not arm:
            arcs.append((one.target.id, one.source.id, *when, arm))
    found: dict[tuple[str, ...], str] = {}
    waiting: list[list[int]] = [[]]
    while waiting:
        taken = waiting.pop()
        path = (start, *(arcs[n][1] for n in taken))
        for n, arc in enumerate(arcs):
            longer = [*taken, n]
            if arc[0] != path[-1] or arc[1] in path or (not taken and not arc[5]):
                continue
            if any(arcs[i][2] > arc[3] for i in taken):
                continue
            waiting.append(longer)
            forced = all(arcs[i][4] and arcs[i][5] for i in longer) and all(
                arcs[i][3] < arcs[j][2] for i, j in pairwise(longer)
            )
            key = (*path, arc[1])
            if forced or key not in found:
                found[key] = "certain" if forced else "possible"
    return found


def test_the_libyan_weapons_of_the_seed_article_as_coded_by_hand() -> None:
    said = hand_coded()
    reached = flows(said, "Libyan arsenals 2011", of="arms")
    assert {path.holder.name for path in reached.paths} >= {"Libyan Islamic Fighting Group"}
    assert all(path.source.kind == "stock" for path in reached.paths)
    ways = flows(said, "Libyan arsenals 2011", to="AQIM", of="arms", hand_on=True)
    lines = [names(path)[1:] for path in ways.paths]
    assert ["Libyan Islamic Fighting Group", "Al-Qaeda in the Islamic Maghreb"] in lines
    assert {path.order for path in ways.paths} == {"possible"}
    assert any("Ayman al-Zawahiri" in path.reading for path in ways.paths)


def test_tens_of_thousands_of_statements_take_seconds() -> None:
    ends = [end(f"Actor {n}") for n in range(3_000)]
    pattern, chance = make("one", "arm", "other"), random.Random(3)
    said = [
        msgspec.structs.replace(
            pattern, id=str(n), source=chance.choice(ends), target=chance.choice(ends),
            time=during(f"20{n % 20:02}-01-01", f"20{n % 20:02}-12-31"),
        )
        for n in range(20_000)
    ]  # fmt: skip
    begin = time.process_time()
    tracer = Tracer(said, known=WORLD)
    answer = tracer.reach("Actor 1", limit=20)
    assert answer.holders["arms"] > 100
    assert time.process_time() - begin < 10
