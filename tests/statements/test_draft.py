"""Drafts are candidates before their qualifiers, and finishing them adds these alone."""

from allegiance.documents import Document
from allegiance.language import annotate
from allegiance.statements.coder import Coding, candidates, drafts, finished


def test_a_draft_is_finished_with_its_qualifiers() -> None:
    text = "Rohan said that Gondor did not arm Mordor in 2012."
    doc = annotate(Document(id="d", text=text), coder="frames")
    (sentence,) = doc.sents
    (draft,) = (each for each in drafts(sentence, Coding()) if each.relation == "arm")
    (said,) = finished([draft], sentence)
    assert (draft.source, draft.target, draft.trigger) == (said.source, said.target, said.trigger)
    assert said.polarity == "negative"
    assert [link.name for link in said.attribution] == ["Rohan"]
    assert said.time is not None
    assert said in candidates(sentence, Coding())


def test_what_one_denies_aside_is_a_draft_of_its_own() -> None:
    text = "Gondor armed the rebels, which Mordor denied."
    doc = annotate(Document(id="d", text=text), coder="frames")
    (sentence,) = doc.sents
    told = [each.polarity for each in candidates(sentence, Coding()) if each.relation == "arm"]
    assert sorted(told) == ["negative", "positive"]
