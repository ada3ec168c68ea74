"""The assembled pipeline: what `annotate` puts on a document, and what it leaves alone."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.documents.document import Document, identify
from allegiance.language import annotate, pipeline
from allegiance.language.reading import reading
from tests.statements.worlds import middle_earth


def document(text: str) -> Document:
    return Document(id=identify(text), text=text, date="2013-06-15")


def test_a_document_has_all_that_was_found() -> None:
    known = document("Faramir said that Gondor attacked Mordor in 2012.")
    doc = annotate(known, world=middle_earth(), coder="frames")
    assert doc.user_data["document"] is known
    assert [each.time.text for each in doc.user_data["times"]] == ["in 2012"]
    assert [each.verb for each in doc.user_data["attributions"]] == ["said"]
    named = {each.actor.id for each in reading(doc).mentions.values() if each.actor}
    assert named == {"faramir", "gondor", "mordor"}


def test_times_are_told_by_the_documents_date() -> None:
    doc = annotate(
        document("Gondor attacked Mordor last year."), world=middle_earth(), coder="frames"
    )
    (each,) = doc.user_data["times"]
    assert (each.time.start, each.time.end) == ("2012-01-01", "2012-12-31")


def test_the_parts_stand_in_the_order_in_which_they_need_each_other() -> None:
    names = pipeline(middle_earth()).pipe_names
    ours = ["names", "paragraphs", "tagging", "entities", "limits", "repairs", "mentions"]
    ours += ["attribution", "coreference"]
    assert [name for name in names if name.startswith("allegiance_")] == [
        f"allegiance_{name}" for name in ours
    ]
    assert names.index("allegiance_paragraphs") < names.index("parser")
    assert names.index("parser") < names.index("allegiance_tagging") < names.index("lemmatizer")


def test_a_pipeline_is_loaded_once_for_each_world() -> None:
    assert pipeline(middle_earth()) is pipeline(middle_earth())
    assert pipeline(middle_earth()) is not pipeline()


def test_worlds_do_not_mix() -> None:
    text = "Gondor attacked Mordor."
    invented = reading(annotate(document(text), world=middle_earth(), coder="frames")).mentions
    shipped = reading(annotate(document(text), coder="frames")).mentions
    assert all(each.actor and each.actor.known for each in invented.values())
    assert not any(each.actor and each.actor.known for each in shipped.values())


def test_curly_and_straight_quotes_are_read_alike() -> None:
    text = '"We will attack Mordor\'s army," Gondor said.'
    curly = "“We will attack Mordor’s army,” Gondor said."
    one, other = (
        annotate(document(each), world=middle_earth(), coder="frames") for each in (text, curly)
    )
    assert len(one.text) == len(other.text) == len(curly)
    assert [(t.idx, t.pos_, t.dep_) for t in one] == [(t.idx, t.pos_, t.dep_) for t in other]
    assert reading(one).mentions == reading(other).mentions


def test_a_hyphen_after_an_abbreviation_and_a_slash_part_two_words() -> None:
    words = [
        token.text
        for token in annotate(document("The U.S.-backed SDF/YPG forces fled."), coder="frames")
    ]
    assert {"U.S.", "backed", "SDF", "YPG"} <= set(words)


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_can_be_annotated(text: str) -> None:
    known = document(text)
    doc = annotate(known, world=middle_earth(), coder="frames")
    assert len(doc.text) == len(text) == len(known.text)
    assert [token.idx for token in doc] == sorted({token.idx for token in doc})
    sentences = list(doc.sents) if len(doc) else []
    assert all(one.end == other.start for one, other in pairwise(sentences))
    for each in reading(doc).mentions.values():
        assert 0 <= each.begin < each.end <= len(text)
