"""Ties in plain words: tense, certainty, place, time and voices as the sentences have them."""

import pytest

from allegiance.network.reading import according_to, clause, plural, words
from allegiance.network.ties import Party, Tie, tie
from allegiance.ontology.relations import CODEBOOK
from allegiance.statements.statement import Attribution
from tests.network.conftest import Say, during, end, land


def party(name: str, kind: str = "state") -> Party:
    return Party(id=name, name=name, kind=kind, country=None)


def only(ties: list[Tie]) -> Tie:
    (one,) = ties
    return one


def test_the_surest_sentence_gives_tense_and_certainty(say: Say) -> None:
    said = [
        say("Gondor", "arm", "Rohan", certainty="possible"),
        say("Gondor", "arm", "Rohan", time_status="past", by="Faramir"),
    ]
    assert clause(only(tie(said))) == "Gondor armed Rohan"
    assert clause(only(tie(said[:1]))) == "Gondor possibly arms Rohan"


def test_a_time_that_was_over_when_it_was_written_is_past(say: Say) -> None:
    said = say("A", "fight", "B", time=during("2011-01-01", "2011-12-31"), date="2013-01")
    assert clause(only(tie([said]))) == "A fought B in 2011"


def test_a_hedge_stands_where_it_reads(say: Say) -> None:
    said = say("Gondor", "ally", "Rohan", certainty="probable")
    assert clause(only(tie([said]))) == "Gondor is probably an ally of Rohan"


def test_what_has_ended_is_past(say: Say) -> None:
    assert clause(only(tie([say("Gondor", "support", "Rohan", phase="ends")]))) == (
        "Gondor supported Rohan"
    )


def test_place_and_time_are_told_no_finer_than_the_text(say: Say) -> None:
    def at(start: str | None, finish: str | None) -> str:
        return clause(only(tie([say("A", "fight", "B", time=during(start, finish))])))

    assert at("2012-01-01", "2012-12-31") == "A fights B in 2012"
    assert at("2011-01-01", "2012-12-31") == "A fights B between 2011 and 2012"
    assert at("2007-01-01", None) == "A fights B since 2007"
    assert at(None, "2012-12-31") == "A fights B"
    ended = say("A", "fight", "B", time=during(None, "2012-12-31"), time_status="past")
    assert clause(only(tie([ended]))) == "A fought B until 2012"
    said = say("A", "fight", "B", place=land("Northern Mali", "ML"))
    assert clause(only(tie([said]))) == "A fights B in Northern Mali"


def test_a_place_at_the_end_is_not_told_twice(say: Say) -> None:
    gao = end("Gao", "place", "ML")
    said = say("A", "control", gao, place=land("Gao", "ML"))
    assert clause(only(tie([said]))) == "A controls Gao"


def test_a_relative_clause_is_about_either_end(say: Say) -> None:
    member = only(tie([say("Rangers", "member", "Gondor")]))
    assert clause(member, relative="rangers") == "which are part of Gondor"
    assert clause(member, relative="gondor") == "which Rangers are part of"
    merged = only(tie([say("Gondor", "merge", "Arnor")]))
    assert clause(merged, relative="gondor") == "which merged with Arnor"
    assert clause(merged, relative="arnor") == "which merged with Gondor"


def test_a_tie_read_both_ways_begins_with_its_subject(say: Say) -> None:
    allied = only(tie([say("Gondor", "ally", "Rohan")]))
    assert clause(allied, subject="rohan") == "Rohan is an ally of Gondor"
    assert clause(allied, subject="gondor") == "Gondor is an ally of Rohan"


def test_persons_are_who_and_whom() -> None:
    rohan, king = party("Rohan"), party("Theoden", "person")
    assert words(king, "command", rohan, relative="Theoden") == "who commands Rohan"
    assert words(rohan, "support", king, relative="Theoden") == "whom Rohan supports"


def test_peoples_and_troops_take_a_plural_verb() -> None:
    assert words(party("Tuaregs", "people"), "fight", party("Mali")) == "Tuaregs fight Mali"
    assert words(party("French armed forces", "armed force"), "ally", party("Mali")) == (
        "French armed forces are an ally of Mali"
    )
    assert not plural(party("United States"))
    assert not plural(party("ISIS", "armed group"))


def test_a_name_with_an_article_is_small_within_a_sentence() -> None:
    assert words(party("The West", "collective"), "fight", party("The East")) == (
        "the West fights the East"
    )


@pytest.mark.parametrize("name", CODEBOOK)
def test_every_relation_has_its_words(name: str) -> None:
    now = words(party("A"), name, party("B"))
    past = words(party("A"), name, party("B"), past=True)
    assert now.startswith("A ")
    assert now.endswith(" B")
    assert name == "merge" or now != past


@pytest.mark.parametrize(
    ("voices", "denials", "told"),
    [
        ((), (), ""),
        (("A",), (), " (according to A)"),
        (("A", "B"), (), " (according to A and B)"),
        (tuple("ABCDE"), (), " (according to A, B, C and 2 others)"),
        (tuple("ABCD"), (), " (according to A, B, C and 1 other)"),
        (("A",), ("B",), " (according to A; B denies it)"),
        (("A",), ("A", "B", "C"), " (according to A; B and C deny it; A also denies it)"),
    ],
)
def test_voices_are_named(voices: tuple[str, ...], denials: tuple[str, ...], told: str) -> None:
    assert according_to(voices, denials) == told


def test_hearsay_is_called_hearsay(say: Say) -> None:
    cue = Attribution(id="reportedly", name="reportedly", kind="impersonal", verb=None)
    assert only(tie([say("A", "arm", "B", attribution=(cue,))])).voices == (
        'hearsay ("reportedly")',
    )
