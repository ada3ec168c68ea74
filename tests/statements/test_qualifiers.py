"""Who says it, when, where, how surely, in which phase."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.statements.coder import code
from allegiance.statements.qualifiers import weakest
from allegiance.statements.statement import Certainty, Statement
from tests.statements.reading import parse, statements

CERTAINTIES: list[Certainty] = ["certain", "probable", "possible", "unknown"]


def one(text: str, relation: str | None = None) -> Statement:
    """The one statement of a text, or of a relation in it."""
    (each,) = (s for s in statements(text) if relation in (None, s.relation))
    return each


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Gondor attacked Mordor.", []),
        ("Faramir said that Gondor attacked Mordor.", [("Faramir", "person", "said")]),
        ("According to Denethor, Gondor attacked Mordor.", [("Denethor", "person", "According")]),
        ("Gondor denied that Rohan attacked Mordor.", [("Gondor", "state", "denied")]),
        (
            "Faramir said that Denethor claimed that Gondor attacked Mordor.",
            [("Faramir", "person", "said"), ("Denethor", "person", "claimed")],
        ),
    ],
)
def test_who_says_it_outermost_first(text: str, chain: list[tuple[str, str, str]]) -> None:
    found = one(text, "fight").attribution
    assert [(link.name, link.kind, link.verb) for link in found] == chain


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Reportedly, Gondor attacked Mordor.", "reportedly"),
        ("Gondor reportedly attacked Mordor.", "reportedly"),
        ("It was reported that Gondor attacked Mordor.", "it was reported"),
    ],
)
def test_hearsay_is_impersonal_and_named_by_its_cue(text: str, name: str) -> None:
    (link,) = one(text).attribution
    assert (link.kind, link.name) == ("impersonal", name)


@pytest.mark.parametrize(
    "text",
    [
        "Many analysts said that Gondor attacked Mordor.",
        "Gondor attacked Mordor, many analysts said.",
    ],
)
def test_a_source_without_a_name_goes_by_its_words(text: str) -> None:
    (link,) = one(text).attribution
    assert (link.name, link.kind) == ("many analysts", "group")


def test_a_source_is_quoted_as_it_is_written() -> None:
    text = "“Gondor attacked Mordor,” the king’s men said."
    (link,) = one(text, "fight").attribution
    assert link.mention == text[link.begin : link.end]


def test_a_pronoun_that_speaks_is_the_one_it_stands_for() -> None:
    each = one("Faramir left. He said that Gondor attacked Mordor.")
    assert [(link.name, link.mention) for link in each.attribution] == [("Faramir", "He")]


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("Gondor began to arm the Rangers.", "starts"),
        ("Gondor stopped arming the Rangers.", "ends"),
        ("Gondor continues to arm the Rangers.", "holds"),
        ("Gondor armed the Rangers.", "holds"),
        ("The Rangers merged with the Grey Company.", "starts"),
        ("Mordor lost control of Osgiliath.", "ends"),
        ("Mordor took control of Osgiliath.", "starts"),
    ],
)
def test_phase(text: str, phase: str) -> None:
    assert one(text).phase == phase


@pytest.mark.parametrize(
    ("text", "certainty", "when"),
    [
        ("Gondor attacked Mordor.", "certain", "past"),
        ("Gondor will attack Mordor.", "probable", "future"),
        ("Gondor may attack Mordor.", "possible", "future"),
        ("If Gondor attacks Mordor, it will rain.", "unknown", "hypothetical"),
        ("Wulf claimed that Gondor attacked Mordor.", "possible", "past"),
        ("Wulf claimed that Gondor will attack Mordor.", "possible", "future"),
    ],
)
def test_how_surely(text: str, certainty: str, when: str) -> None:
    found = one(text, "fight")
    assert (found.certainty, found.time_status) == (certainty, when)


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Gondor attacked Mordor.", "positive"),
        ("Gondor did not attack Mordor.", "negative"),
        ("Gondor never attacked Mordor.", "negative"),
        ("Wulf denied that Gondor attacked Mordor.", "negative"),
        ("Wulf denied that Gondor did not attack Mordor.", "positive"),
    ],
)
def test_denials_cancel_in_pairs(text: str, polarity: str) -> None:
    assert one(text, "fight").polarity == polarity


@given(st.lists(st.sampled_from([*CERTAINTIES, None])))
def test_the_weakest_certainty_counts(told: list[Certainty | None]) -> None:
    ranks = [CERTAINTIES.index(each) for each in told if each is not None]
    assert CERTAINTIES.index(weakest(*told)) == max(ranks, default=0)


@pytest.mark.parametrize(
    ("text", "told", "start"),
    [
        ("Gondor attacked Mordor in 2012.", "in 2012", "2012-01-01"),
        ("In May 2011 Gondor attacked Mordor.", "In May 2011", "2011-05-01"),
        ("Faramir said on Monday that Gondor attacked Mordor in 2012.", "in 2012", "2012-01-01"),
        ("Gondor attacked Mordor.", None, None),
    ],
)
def test_when(text: str, told: str | None, start: str | None) -> None:
    time = one(text, "fight").time
    assert (time and time.text, time and time.start) == (told, start)


def test_the_time_of_another_clause_is_not_this_ones() -> None:
    text = "Gondor attacked Mordor, which armed the Rangers in 2012."
    assert one(text, "fight").time is None
    assert one(text, "arm").time is not None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Gondor attacked Mordor in Osgiliath.", "Osgiliath"),
        ("In Osgiliath, Gondor attacked Mordor.", "Osgiliath"),
        ("Gondor armed the Rangers in Ithilien.", "Ithilien"),
        ("Gondor attacked Mordor.", None),
    ],
)
def test_where(text: str, place: str | None) -> None:
    found = next(s for s in statements(text) if s.relation in ("fight", "arm")).place
    assert (found and found.name) == place


def test_a_place_that_is_an_end_is_not_told_again() -> None:
    assert one("Gondor controls Osgiliath.", "control").place is None


def test_the_wording_is_the_documents_not_the_parsers() -> None:
    text = "The king’s men’s ally, Gondor, attacked “Mordor”."
    for each in code(parse(text)):
        assert each.sentence == text
