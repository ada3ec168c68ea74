"""What if: drops, flips, additions and expulsions, before and after."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.errors import UnknownActor, UnknownRelation
from allegiance.network.balance import NoBalance, frustration, signed
from allegiance.network.brokers import brokers
from allegiance.network.double_games import double_games
from allegiance.network.reading import words
from allegiance.network.shifts import shifts
from allegiance.network.ties import retie, tie
from allegiance.network.what_if import (
    Add,
    Before,
    Change,
    Drop,
    Expel,
    Flip,
    NothingChanges,
    WhatIf,
    change,
    parse,
    parse_expulsion,
    what_if,
)
from allegiance.ontology.actors import KnownActor, Registry
from allegiance.statements.statement import Statement
from tests.network.conftest import Say, during, end, land, make

NOBODY = Registry([])
WORLD = Registry(
    [
        KnownActor(id="gondor", name="Gondor", kind="state", country="GO", demonyms=("Gondorian",)),
        KnownActor(id="ithilien", name="Ithilien", kind="state", country="IT"),
        KnownActor(id="valinor", name="Valinor", kind="state", country="VA"),
    ]
)


@pytest.fixture
def said(say: Say) -> list[Statement]:
    """Gondor and Rohan against Mordor; Harad a friend of both sides."""
    return [
        say("Gondor", "ally", "Rohan"),
        say("Gondor", "fight", "Mordor", place=land("Ithilien", "IT")),
        say("Gondor", "fight", "Mordor", by="Faramir"),
        say("Rohan", "fight", "Mordor"),
        say("Harad", "arm", "Mordor"),
        say("Harad", "fund", "Gondor"),
    ]


def figure(found: WhatIf, analysis: str) -> tuple[object, object]:
    [told] = [each for each in found.figures if each.analysis == analysis][:1]
    return told.before, told.after


def test_a_tie_that_is_dropped_is_told_no_more(said: list[Statement]) -> None:
    found = what_if(said, [Drop("Harad", "arm", "Mordor")], known=NOBODY)
    assert figure(found, "balance") == (1, 0)
    assert figure(found, "ties") == (5, 4)
    [made] = found.changes
    assert made.reading == "drop: Harad arm Mordor"
    assert [one.relation for one in made.left_out] == ["arm"]
    ties = next(each for each in found.differences if each.analysis == "ties")
    assert (ties.gone, ties.new, ties.kept) == (("Harad arms Mordor",), (), 4)
    brokers = next(each for each in found.differences if each.analysis == "brokers")
    assert "Harad" in brokers.gone
    assert figure(found, "double games")[1] == 0
    assert found.camps == "same"


def test_a_flipped_tie_has_the_other_sign_and_says_that_it_is_supposed(
    said: list[Statement],
) -> None:
    after, [made] = change(said, [Flip("Gondor", "fight", "Mordor")], known=NOBODY)
    assert len(made.left_out) == 2
    [supposed] = made.supposed
    assert (supposed.relation, supposed.sign) == ("support", 1)
    assert supposed.sentence == "Supposed: Gondor supports Mordor."
    assert {supposed.coder, supposed.document} == {"what if"}
    assert supposed in after
    _, [back] = change(after, [Flip("Gondor", "support", "Mordor")], known=NOBODY)
    assert back.supposed[0].relation == "oppose"
    _, [mutual] = change(said, [Flip("Rohan", "ally", "Gondor")], known=NOBODY)
    assert mutual.supposed[0].relation == "oppose"


def test_an_added_tie_may_change_the_camps(say: Say) -> None:
    said = [
        say("Gondor", "ally", "Rohan"),
        say("Mordor", "ally", "Harad"),
        say("Gondor", "fight", "Mordor"),
    ]
    found = what_if(
        said, [Add("Rohan", "fight", "Gondor"), Drop("Gondor", "ally", "Rohan")], known=NOBODY
    )
    assert found.camps == "other"
    assert found.moved == ("Rohan",) or found.moved == ("Gondor",)
    new = what_if(said, [Add("Valinor", "ally", "Gondor")], known=WORLD)
    assert new.camps == "same"
    assert figure(new, "ties") == (3, 4)


def test_who_is_expelled_is_told_of_there_no_more(say: Say, said: list[Statement]) -> None:
    said = [
        *said,
        say("Mordor", "base", end("Ithilien", "place", "IT")),
        say("Mordor", "control", end("Osgiliath", "place", "GO")),
        say("Gondor", "move", end("Ithilien", "place", "IT")),
    ]
    after, [made] = change(said, [Expel("Mordor", "Ithilien")], known=WORLD)
    assert [one.relation for one in made.left_out] == ["fight", "base"]
    assert len(after) == len(said) - 2
    assert change(said, [Expel("mordor", "IT")], known=NOBODY)[1][0].left_out == made.left_out
    with pytest.raises(NothingChanges, match="told of it are: Ithilien, Osgiliath"):
        change(said, [Expel("Mordor", "Valinor")], known=WORLD)


def test_names_are_those_of_the_texts_or_of_the_registry(said: list[Statement]) -> None:
    assert len(change(said, [Drop("Gondorian", "fight", "mordor")], known=WORLD)[0]) == 4
    after, _ = change(said, [Add("Valinor", "aid", "Gondor")], known=WORLD)
    assert (after[-1].source.id, after[-1].source.kind) == ("valinor", "state")
    with pytest.raises(UnknownActor, match="did you mean 'Gondor'"):
        change(said, [Add("Gondr", "aid", "Rohan")], known=NOBODY)
    with pytest.raises(UnknownRelation):
        change(said, [Add("Gondor", "armed", "Rohan")], known=NOBODY)


def test_what_changes_nothing_says_so(say: Say, said: list[Statement]) -> None:
    with pytest.raises(NothingChanges, match="nothing is supposed"):
        what_if(said, [], known=NOBODY)
    with pytest.raises(NothingChanges, match="told of the two is: Gondor ally Rohan"):
        change(said, [Drop("Rohan", "fight", "Gondor")], known=NOBODY)
    with pytest.raises(NothingChanges, match="has no other side"):
        change([say("A", "negotiate", "B")], [Flip("A", "negotiate", "B")], known=NOBODY)


def test_changes_are_made_in_their_order(said: list[Statement]) -> None:
    added, dropped = Add("Rohan", "aid", "Harad"), Drop("Rohan", "aid", "Harad")
    after, _ = change(said, [added, dropped], known=NOBODY)
    assert after == said
    with pytest.raises(NothingChanges):
        change(said, [dropped, added], known=NOBODY)


def test_where_no_network_is_left_there_is_no_index(say: Say) -> None:
    found = what_if(
        [say("Gondor", "ally", "Rohan")], [Drop("Gondor", "ally", "Rohan")], known=NOBODY
    )
    assert figure(found, "balance") == (0, None)
    assert found.camps is None


@pytest.mark.parametrize("kind", [Drop, Flip, Add])
def test_ties_are_read_from_words(kind: type[Drop] | type[Flip] | type[Add]) -> None:
    assert parse(kind, "Free Syrian Army fight Islamic State") == kind(
        "Free Syrian Army", "fight", "Islamic State"
    )
    for told in ("Gondor", "fight Mordor", "Gondor armed Rohan", ""):
        with pytest.raises(NothingChanges, match="is no tie"):
            parse(kind, told)


def test_expulsions_are_read_from_words() -> None:
    assert parse_expulsion("Men from Dale from Mali") == Expel("Men from Dale", "Mali")
    for told in ("Mordor", "from Mali", "Mordor from"):
        with pytest.raises(NothingChanges, match="expels nobody"):
            parse_expulsion(told)


names = st.sampled_from(["A", "B", "C", "D", "E"])
tells = st.tuples(names, st.sampled_from(["ally", "fight", "arm"]), names)
years = st.one_of(st.none(), st.integers(2001, 2012))
KINDS: list[type[Drop] | type[Flip] | type[Add]] = [Drop, Flip, Add]
phases = st.sampled_from([None, None, "starts", "ends"])


def of_year(
    row: tuple[str, str, str], number: int, year: int | None, phase: str | None
) -> Statement:
    time = during(f"{year}-01-01", f"{year}-12-31", str(year)) if year else None
    return make(*row, n=number, time=time, phase=phase, document=f"letter {number}")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(tells, st.tuples(years, phases)), min_size=2, max_size=24), st.data())
def test_many_suppositions_of_one_network_are_as_each_alone(
    rows: list[tuple[tuple[str, str, str], tuple[int | None, str | None]]], data: st.DataObject
) -> None:
    said = [of_year(row, n, *more) for n, (row, more) in enumerate(rows) if row[0] != row[2]]
    if not said:
        return
    before = Before(said, known=NOBODY)
    for _ in range(3):
        one = data.draw(st.sampled_from(said))
        kind = data.draw(st.sampled_from(KINDS))
        changes: list[Change] = [kind(one.source.name, one.relation, one.target.name)]
        found = before.suppose(changes)
        after, _ = change(said, changes, known=NOBODY)
        told = pictured(said), pictured(after)
        for each in found.differences:
            texts = [picture[each.analysis] for picture in told]
            assert each.gone == tuple(text for key, text in texts[0].items() if key not in texts[1])
            assert each.new == tuple(text for key, text in texts[1].items() if key not in texts[0])
            assert each.kept == len(texts[0].keys() & texts[1].keys())
        soon = before.balance(changes)
        assert (soon.camps, soon.moved, soon.changes) == (found.camps, found.moved, found.changes)
        assert set(soon.figures) <= set(found.figures)


@settings(max_examples=25)
@given(st.lists(st.tuples(tells, st.booleans()), min_size=1, max_size=20))
def test_ties_folded_again_are_those_of_what_remains(
    rows: list[tuple[tuple[str, str, str], bool]],
) -> None:
    said = [make(*row, n=number) for number, (row, _) in enumerate(rows)]
    kept = [one for one, (_, stays) in zip(said, rows, strict=True) if stays]
    out = [one for one, (_, stays) in zip(said, rows, strict=True) if not stays]
    new = [make("A", "arm", "E", n=99)]
    assert retie(tie(said), out, new) == tie([*kept, *new])


def pictured(said: list[Statement]) -> dict[str, dict[object, str]]:
    """What each analysis says of statements when it is asked of these alone."""
    ties = tie(said, by=())
    turns = shifts(said, known=NOBODY)
    found: dict[str, dict[object, str]] = {
        "ties": {
            (each.source.id, each.relation, each.target.id, each.symmetric): words(
                each.source, each.relation, each.target
            )
            for each in ties
        },
        "double games": {
            (each.actor.id, each.against.id, each.towards.id): each.reading
            for each in double_games(said, known=NOBODY)
        },
        "changes of side": {
            (each.one.id, each.other.id, each.theatre, each.from_, each.to): each.reading
            for each in turns.pairs
        },
        "moves between camps": {
            (each.actor.id, each.theatre): each.reading for each in turns.actors
        },
        "brokers": {},
        "entry points": {},
    }
    with suppress(NoBalance):
        between = brokers(ties, most=0)
        found["brokers"] = {each.actor.id: each.actor.name for each in between.brokers}
        found["entry points"] = {each.actor.id: each.actor.name for each in between.entries}
    return found


@settings(max_examples=25)
@given(st.lists(tells, min_size=1, max_size=8, unique=True), st.data())
def test_before_and_after_are_what_each_analysis_says_alone(
    rows: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    said = [make(*row, n=number) for number, row in enumerate(rows) if row[0] != row[2]]
    if not said:
        return
    chosen = data.draw(st.sampled_from(said))
    dropped = Drop(chosen.source.name, chosen.relation, chosen.target.name)
    found = what_if(said, [dropped], known=NOBODY)
    after, _ = change(said, [dropped], known=NOBODY)
    for number, statements in enumerate((said, after)):
        index = None
        with suppress(NoBalance):
            index = frustration(signed(tie(statements, by=()))).upper
        assert figure(found, "balance")[number] == index
        assert figure(found, "ties")[number] == len(tie(statements, by=()))
