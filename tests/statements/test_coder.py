"""From an annotated document to statements: what any correct coder keeps."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from allegiance.documents.document import Document, identify
from allegiance.language import annotate
from allegiance.ontology.relations import relations
from allegiance.statements.coder import CODER, code, examine
from allegiance.statements.frames import glosses
from allegiance.statements.statement import Statement
from tests.statements.reading import parse, statements, told
from tests.statements.worlds import examples

SENTENCES = [
    "Gondor armed the Rangers with rifles in 2012.",
    "Faramir said that Gondor’s army attacked Mordor near Osgiliath.",
    "“We will attack Mordor,” Denethor said on Monday.",
    "The Corsairs, whom Mordor arms, fled to Umbar.",
    "They later merged with the Grey Company.",
    "Its emir is Wulf.",
    "Reportedly, the Gondor-led alliance crossed into Mordor-held Ithilien.",
    "Gondor and Rohan, who fear Mordor, do not support Isengard.",
    "😀 Gondor 𐍈 attacked 🎉 Mordor.",
    "According to “many analysts”, Rohan funds the riders.",
    "The hills are green.",
    "Gondor’s rifles went into the hands of the Orcs",
    "“",
    "Both groups could attack it.",
]
GAPS = [" ", "  ", "\n", "\n\n", "\t", " \n ", "\u00a0", "\r\n", "   \n\n\n  ", ""]


def document(text: str) -> Document:
    return Document(id=identify(text), text=text, date="2013-06-15")


def read(text: str) -> Doc:
    return annotate(document(text), world=examples(), coder="frames")


@given(
    st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from(GAPS)), min_size=1, max_size=7),
    st.sampled_from(GAPS),
)
@settings(max_examples=120, deadline=None)
def test_every_offset_is_of_the_text_that_it_claims(
    told: list[tuple[str, str]], before: str
) -> None:
    text = before + "".join(sentence + gap for sentence, gap in told)
    for each in code(read(text)):
        assert text[each.begin : each.end] == each.sentence
        assert each.sentence == each.sentence.strip()
        for end in (each.source, each.target):
            if end.kind != "unknown":
                assert text[end.begin : end.end] == end.mention
            assert each.begin <= end.begin <= end.end
        assert text[each.trigger.begin : each.trigger.end] == each.trigger.text
        assert each.begin <= each.trigger.begin < each.trigger.end <= each.end
        if each.time is not None:
            assert each.time.text in text
        for link in each.attribution:
            assert link.begin is not None
            assert text[link.begin : link.end] == link.mention


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6), st.sampled_from(GAPS[:4]))
@settings(max_examples=40, deadline=None)
def test_coding_is_the_same_each_time_and_leaves_the_text_alone(
    sentences: list[str], gap: str
) -> None:
    doc = read(gap.join(sentences))
    before = doc.text
    once = code(doc)
    assert code(doc) == once
    assert code(read(gap.join(sentences))) == once
    assert doc.text == before


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_ids_are_unique(sentences: list[str]) -> None:
    ids = Counter(each.id for each in code(read(" ".join(sentences))))
    assert [name for name, count in ids.items() if count > 1] == []


def test_what_is_told_twice_of_one_phase_is_coded_once() -> None:
    text = "Gondor seized Osgiliath in 2002, lost Osgiliath in 2003 and lost Osgiliath in 2004."
    found = [(each.phase, each.time and each.time.text) for each in statements(text)]
    assert found == [("starts", "in 2002"), ("ends", "in 2003")]


def test_the_same_document_gives_the_same_ids_and_another_gives_others() -> None:
    one = [each.id for each in statements("Gondor attacked Mordor.")]
    again = [each.id for each in statements("Gondor attacked Mordor.")]
    other = [each.id for each in statements("Gondor attacked Mordor. It rained.")]
    assert one == again
    assert not set(one) & set(other)
    assert all(len(each) == 16 and int(each, 16) >= 0 for each in one)


def test_a_document_is_all_its_sentences() -> None:
    doc = read(" ".join(SENTENCES))
    assert code(doc) == [each for sentence in doc.sents for each in code(sentence)]
    assert code(doc)


def test_a_statement_carries_its_document() -> None:
    text = "Gondor attacked Mordor."
    known = Document(
        id="d1", text=text, outlet="The Palantir", author="Pippin", date="2013-01", story="s1"
    )
    (each,) = code(annotate(known, world=examples(), coder="frames"))
    assert (each.document, each.outlet, each.author, each.date, each.story) == (
        "d1",
        "The Palantir",
        "Pippin",
        "2013-01",
        "s1",
    )
    assert each.coder == CODER


def test_what_nothing_is_told_of_stays_empty() -> None:
    (each,) = statements("Gondor attacked Mordor.")
    assert (each.time, each.place, each.attribution, each.instrument, each.origin) == (
        None,
        None,
        (),
        None,
        None,
    )
    assert (each.outlet, each.author, each.story) == (None, None, None)


def _every() -> list[Statement]:
    return [each for text in SENTENCES for each in statements(text)]


def test_every_statement_is_of_the_ontology_and_says_why_it_was_coded() -> None:
    for each in _every():
        kind = relations()[each.relation]
        assert each.sign == kind.sign
        assert each.event
        assert each.frame in glosses()
        assert each.mutual or not kind.symmetric
        assert 0 < each.confidence <= 1
        assert each.source.id != each.target.id


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The hills are green.", "no word that tells a relation"),
        ("Gondor attacked.", "whom it is done to is not an actor that the text names"),
        ("The hills attacked Gondor.", "who does it is not an actor that the text names"),
        ("Gondor attacked Gondor.", "both ends are the same actor"),
        ("The refugees attacked Gondor.", "people without a name are not coded as doing this"),
    ],
)
def test_where_nothing_is_coded_a_reason_is_told(text: str, reason: str) -> None:
    (sentence,) = parse(text).sents
    coding = examine(sentence)
    assert coding.statements == []
    assert coding.reason == reason


def test_where_something_is_coded_there_is_no_reason() -> None:
    (sentence,) = parse("Gondor attacked Mordor.").sents
    coding = examine(sentence)
    assert coding.reason is None
    assert [each.refused for each in coding.candidates if each.frame == "fight.attack"] == [None]
    assert all(each.frame in glosses() for each in coding.candidates)


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None)
def test_each_sentence_has_statements_or_a_reason(sentences: list[str]) -> None:
    for sentence in read("\n\n".join(sentences)).sents:
        coding = examine(sentence)
        assert bool(coding.statements) != bool(coding.reason)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Gondor and Rohan attacked Mordor and Isengard.",
            {
                ("Gondor", "fight", "Mordor"),
                ("Gondor", "fight", "Isengard"),
                ("Rohan", "fight", "Mordor"),
                ("Rohan", "fight", "Isengard"),
            },
        ),
        ("The Rangers merged with the Grey Company.", {("Rangers", "merge", "Grey Company")}),
        ("Rifles were sent to the Rangers.", {("unknown", "arm", "Rangers")}),
        ("The refugees fled to Osgiliath.", {("refugees", "move", "Osgiliath")}),
        ("Gondor gave the Rangers rifles and helped the Rangers.", {("Gondor", "arm", "Rangers"), ("Gondor", "support", "Rangers")}),
    ],
)  # fmt: skip
def test_who_does_what_to_whom(text: str, wanted: set[tuple[str, str, str]]) -> None:
    assert told(text) == wanted


def test_one_thing_said_twice_in_a_sentence_is_coded_once() -> None:
    text = "Gondor attacked Mordor, and Gondor bombed Mordor."
    assert len(statements(text)) == 1


def test_each_other_is_coded_once_and_read_both_ways() -> None:
    (each,) = statements("Gondor and Mordor fought each other.")
    assert each.mutual
    assert {each.source.name, each.target.name} == {"Gondor", "Mordor"}


def test_a_more_exact_relation_outranks_a_vaguer_one_at_the_same_words() -> None:
    assert {each.relation for each in statements("Gondor helped the Rangers with rifles.")} == {
        "arm"
    }


@pytest.mark.parametrize(
    ("text", "instrument"),
    [
        ("Gondor armed the Rangers with old rifles.", "old rifles"),
        ("Gondor sent rifles to the Rangers.", "rifles"),
        ("Gondor attacked Mordor with rockets.", "rockets"),
        ("Rifles were sent to the Rangers.", "rifles"),
    ],
)
def test_the_instrument_is_in_the_texts_words(text: str, instrument: str) -> None:
    assert {each.instrument for each in statements(text)} == {instrument}


def test_ends_that_are_described_or_referred_to_are_less_sure() -> None:
    named, referred = statements("Gondor attacked Mordor. Later it attacked Rohan.")
    described = next(each for each in statements("Local rebels attacked Mordor."))
    assert referred.confidence < named.confidence
    assert described.confidence < named.confidence


def test_where_one_moves_from() -> None:
    (each,) = statements("The Corsairs moved from Osgiliath to Umbar.")
    assert each.origin is not None
    assert each.origin.name == "Osgiliath"
    assert each.target.name == "Umbar"


def test_an_empty_document_says_nothing() -> None:
    assert statements("") == []
    assert statements(" \n\n ") == []


@pytest.mark.parametrize(
    "text",
    [
        "Rebels",
        "It rained.\n\nFighters",
        "Gondor fled. Fighters",
        "Gondor attacked arms",
        "anti-",
        "-led",
        "Gondor-led",
        "its",
    ],
)
def test_a_text_may_break_off_anywhere(text: str) -> None:
    for each in statements(text):
        assert each.sentence in text


@given(st.text(max_size=15), st.sampled_from(SENTENCES), st.integers(0, 60))
@settings(max_examples=60, deadline=None)
def test_a_sentence_may_be_cut_off(before: str, sentence: str, length: int) -> None:
    text = f"{before} {sentence[:length]}"
    for each in code(read(text)):
        assert text[each.begin : each.end] == each.sentence


def test_both_ends_are_in_the_sentence() -> None:
    text = "The hills are Rohan-held. The U.S. is far. Gondor is anti- . The Rangers sang."
    for each in statements(text):
        for end in (each.source, each.target):
            assert each.begin <= end.begin < end.end <= each.end


def test_what_the_text_tells_and_somebody_denies_is_both_told_and_denied() -> None:
    found = statements("Mordor arms the Corsairs, which Isengard denied.")
    told = [(each.polarity, [link.name for link in each.attribution]) for each in found]
    assert told == [("positive", []), ("negative", ["Isengard"])]
    assert len({each.id for each in found}) == 2
