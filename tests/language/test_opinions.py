"""What a model makes of a document, by the offsets of its text."""

import pytest
import spacy
from spacy.tokens import Doc

from allegiance.language.labels import RELATIONS, ROLES
from allegiance.language.opinions import Opinions, lines, opinions, stretches
from tests.language.models import made_up

TEXT = "Gondor armed Rohan. Rohan slept, Gondor said.\n\nGondor armed nobody."


def parsed(text: str) -> Doc:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp(text)


@pytest.fixture
def heard() -> Opinions:
    return opinions(parsed(TEXT), made_up())


def test_sentences_of_a_paragraph_are_read_together() -> None:
    found = [[word.text for word in line] for line in lines(parsed(TEXT), made_up())]
    assert [line[0] for line in found] == ["Gondor", "Gondor"]
    assert len(found[0]) == 10
    assert found[1] == ["Gondor", "armed", "nobody", "."]


def test_no_more_than_three_sentences_are_read_together() -> None:
    doc = parsed("Gondor slept. " * 7)
    assert [len(line) for line in lines(doc, made_up())] == [9, 9, 3]


def test_a_sentence_of_any_length_is_read_in_pieces() -> None:
    doc = parsed("Gondor armed Rohan and " * 1500 + "slept.")
    sizes = [len(line) for line in lines(doc, made_up())]
    assert sum(sizes) == 6002
    assert max(sizes) <= 254
    found = opinions(doc, made_up()).triggers(0, len(doc.text), 0.5)
    assert len(found) == 1500


def test_triggers_are_found_by_their_offsets(heard: Opinions) -> None:
    found = heard.triggers(0, len(TEXT), 0.5)
    assert [(TEXT[each.begin : each.end], each.relation) for each in found] == [
        ("armed", "arm")
    ] * 2
    assert [each.begin for each in heard.triggers(0, 19, 0.5)] == [7]
    assert heard.triggers(20, 46, 0.5) == []


def test_cues_are_found_by_their_offsets(heard: Opinions) -> None:
    assert [TEXT[begin:end] for begin, end in heard.cues(0, len(TEXT))] == ["said"]
    assert heard.cues(0, 19) == []


def test_triggers_and_spans_are_weighed_together(heard: Opinions) -> None:
    views = heard.weigh([(7, "arm"), (7, "fight")], [(0, 6), (13, 18)])
    assert views is not None
    assert views.roles.shape == (2, 3, len(ROLES))
    assert views.pairs.shape == (2, 2, len(RELATIONS))
    assert views.triggers[0] > 0.9 > 0.1 > views.triggers[1]
    assert views.role(0, 1, "target") == pytest.approx(float(views.roles[0, 1, 1]))
    assert views.role(0, None, "source") == pytest.approx(float(views.roles[0, 2, 0]))


def test_a_cue_can_be_weighed_as_a_trigger_is(heard: Opinions) -> None:
    views = heard.weigh([(40, "cue")], [(33, 39)])
    assert views is not None
    assert 0 <= views.role(0, 0, "speaker") <= 1


def test_what_is_not_in_one_pass_is_not_weighed(heard: Opinions) -> None:
    assert heard.weigh([(7, "arm")], [(48, 54)]) is None
    assert heard.weigh([(7, "arm"), (55, "arm")], []) is None
    assert heard.weigh([], [(0, 6)]) is None


def test_an_empty_text_has_no_opinions() -> None:
    assert opinions(parsed(""), made_up()).triggers(0, 10, 0) == []


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        ([0, 1, 2, 0], [(1, 2)]),
        ([1, 1, 2, 2], [(0, 0), (1, 3)]),
        ([2, 0, 1], [(2, 2)]),
        ([1, 4, 3, 4], [(0, 0), (2, 3)]),
        ([], []),
    ],
)
def test_stretches_begin_with_odd_tags_and_go_on_with_even(
    tags: list[int], found: list[tuple[int, int]]
) -> None:
    assert stretches(tags) == found
