"""Pairs that turn from friends to foes, with the sentences that tell it."""

from typing import Any

import pytest

from allegiance.network.shifts import Shift, shifts
from allegiance.ontology.actors import Registry
from allegiance.statements.statement import Statement
from tests.network.conftest import Say, during, end

NOBODY = Registry([])


def changes(*said: Statement) -> tuple[Shift, ...]:
    return shifts(said, known=NOBODY).pairs


def at(year: int | str) -> dict[str, Any]:
    return {"time": during(str(year), str(year), str(year))}


def test_friends_become_foes(say: Say) -> None:
    before = [say("Gondor", "ally", "Harad", by="Faramir", **at(2010))]
    after = [say("Harad", "fight", "Gondor", by="Eowyn", **at(2012))]
    [shift] = changes(*after, *before)
    assert (shift.from_, shift.to, shift.when) == ("friendly", "hostile", "2010/2012")
    assert (shift.order, shift.basis) == ("certain", "statements")
    assert shift.before == tuple(before)
    assert shift.after == tuple(after)
    assert shift.mark == after[0]
    assert (shift.one.name, shift.other.name) == ("Harad", "Gondor")
    assert shift.voices == ("Eowyn",)
    assert shift.reading == (
        "Harad and Gondor turned from friends to foes between 2010 and 2012: friendly in"
        " 1 statement (according to Faramir), then hostile in 1 statement (according to Eowyn)."
    )


def test_foes_become_friends_and_foes_again(say: Say) -> None:
    said = [say("Gondor", "fight", "Harad", outlet=str(n), **at(2000 + n)) for n in range(6)]
    said += [say("Gondor", "ally", "Harad", outlet=str(n), **at(2006 + n)) for n in range(6)]
    said += [say("Gondor", "fight", "Harad", outlet=str(n), **at(2012 + n)) for n in range(6)]
    result = shifts(said, known=NOBODY)
    assert sorted(s.when or "" for s in result.pairs) == ["2005/2006", "2011/2012"]
    [course] = result.courses
    assert [s.side for s in course.segments] == ["hostile", "friendly", "hostile"]
    assert [len(s.statements) for s in course.segments] == [6, 6, 6]


def test_one_hostile_word_among_many_friendly_ones_is_contrary(say: Say) -> None:
    said = [say("Gondor", "ally", "Harad", **at(2000 + n)) for n in range(8)]
    odd = say("Gondor", "oppose", "Harad", **at("2003"))
    late = [say("Gondor", "fight", "Harad", **at(2010 + n)) for n in range(4)]
    [shift] = changes(*said, odd, *late)
    assert shift.contrary == (odd,)
    assert shift.when == "2007/2010"


def test_hedged_words_of_two_voices_make_no_change(say: Say) -> None:
    assert not changes(
        say("Gondor", "ally", "Harad", certainty="possible", **at(2010)),
        say("Gondor", "fight", "Harad", certainty="possible", **at(2012)),
    )


def test_a_change_that_is_denied_by_as_sure_a_voice_is_none(say: Say) -> None:
    friendly = say("Gondor", "ally", "Harad", **at(2010))
    hostile = say("Gondor", "fight", "Harad", by="Eowyn", **at(2012))
    denied = say("Gondor", "fight", "Harad", by="Denethor", polarity="negative", **at(2012))
    assert not changes(friendly, hostile, denied)
    more = [say("Gondor", "fight", "Harad", by=f"Rider {n}", **at(2012)) for n in range(3)]
    [shift] = changes(friendly, hostile, denied, *more)
    assert shift.denials == ("Denethor",)


def test_statements_of_one_date_have_no_order(say: Say) -> None:
    assert not changes(
        say("Gondor", "ally", "Harad", **at("2012-05-01")),
        say("Gondor", "fight", "Harad", **at("2012-05-01")),
    )


def test_a_sentence_that_says_it_marks_the_change_and_makes_it_certain(say: Say) -> None:
    friendly = say("Gondor", "ally", "Harad", time=during("2011-01-01", "2012-12-31", "2011/2012"))
    hostile = say("Gondor", "fight", "Harad", time=during("2012-12-01", "2012-12-31", "2012-12"))
    [possible] = changes(friendly, hostile)
    assert possible.order == "possible"
    assert "possibly turned" in possible.reading
    split = say("Gondor", "ally", "Harad", phase="ends", **at(2012))
    [shift] = changes(friendly, hostile, split)
    assert (shift.order, shift.basis, shift.told) == ("certain", "both", (split,))


def test_a_start_of_the_new_side_is_told(say: Say) -> None:
    start = say("Gondor", "merge", "Harad", phase="starts", **at(2014))
    [shift] = changes(say("Gondor", "fight", "Harad", **at(2010)), start)
    assert (shift.told, shift.basis, shift.to) == ((start,), "both", "friendly")


@pytest.mark.parametrize(
    ("relation", "side", "words"),
    [("ally", "friendly", "stopped being friends"), ("fight", "hostile", "stopped being foes")],
)
def test_words_alone_tell_an_end(say: Say, relation: str, side: str, words: str) -> None:
    split = say("Gondor", relation, "Harad", phase="ends", time_status="past")
    [shift] = changes(split)
    assert (shift.from_, shift.to, shift.when) == (side, "neither", None)
    assert (shift.basis, shift.order, shift.strength) == ("words", "certain", 0.0)
    assert f"{words} at a time that is not told" in shift.reading


def test_foes_after_a_split_that_words_tell(say: Say) -> None:
    split = say("Gondor", "member", "Harad", phase="ends", time_status="past", **at(2012))
    fights = say("Gondor", "fight", "Harad", **at(2013))
    [shift] = changes(split, fights)
    assert (shift.from_, shift.to, shift.after) == ("friendly", "hostile", (fights,))
    assert shift.reading.endswith("and are told to be foes after.")


def test_hedged_denied_and_imagined_splits(say: Say) -> None:
    split = say("Gondor", "ally", "Harad", phase="ends", certainty="possible", **at(2012))
    [shift] = changes(split)
    assert shift.order == "possible"
    denied = say("Gondor", "ally", "Harad", phase="ends", by="Eowyn", polarity="negative")
    assert not changes(denied)
    assert not changes(split, denied)
    assert not changes(say("Gondor", "ally", "Harad", phase="ends", time_status="hypothetical"))


def test_the_end_of_an_office_is_no_change_of_side(say: Say) -> None:
    person = end("Boromir", "person")
    assert not changes(say(person, "command", "Gondor", phase="ends", time_status="past"))
    assert not changes(say(person, "member", "Gondor", phase="ends", time_status="past"))
    [defected] = changes(say(person, "member", "Gondor", phase="ends", **at(2012)))
    assert defected.when == "2012"


def test_splits_of_two_times_are_two(say: Say) -> None:
    early = say("Gondor", "ally", "Harad", phase="ends", **at(2002))
    late = say("Gondor", "ally", "Harad", phase="ends", **at(2012))
    assert sorted(s.when or "" for s in changes(early, late)) == ["2002", "2012"]


def test_what_undated_statements_could_change_is_told_apart(say: Say) -> None:
    result = shifts(
        [
            say("Gondor", "ally", "Harad", **at(2012)),
            say("Gondor", "fight", "Harad", time_status="past", by="Eowyn"),
        ],
        known=NOBODY,
    )
    assert result.pairs == ()
    [could] = result.undated
    assert could.if_earlier == ("hostile", "friendly")
    assert could.if_later == ("friendly", "hostile")
    assert could.voices == ("Eowyn",)
    assert "1 statement tells no date: were they earlier" in could.reading


def test_plans_could_change_nothing(say: Say) -> None:
    plan = say("Gondor", "fight", "Harad", time_status="future")
    assert not shifts([say("Gondor", "ally", "Harad", **at(2012)), plan], known=NOBODY).undated
