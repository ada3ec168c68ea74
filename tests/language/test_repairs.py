"""Parses that a small parser is known to get wrong, mended by the names in them."""

import pytest
from spacy.tokens import Doc

from allegiance.documents.document import Document, identify
from allegiance.language import annotate
from allegiance.statements.coder import code


def read(text: str) -> Doc:
    return annotate(Document(id=identify(text), text=text, date="2013-06-15"), coder="frames")


def told(text: str) -> set[tuple[str, str, str]]:
    return {(each.source.name, each.relation, each.target.name) for each in code(read(text))}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Iran arms Hezbollah.", {("Iran", "arm", "Hezbollah")}),
        ("Turkey attacked Syria and Iraq fled.", {("Turkey", "fight", "Syria")}),
        ("France attacked Mali.", {("France", "fight", "Mali")}),
        (
            "Iran has trained, armed and funded Hamas.",
            {("Iran", deed, "Hamas") for deed in ("train", "arm", "fund")},
        ),
        (
            "Human Rights Watch accused Ethiopia of massacres.",
            {("Human Rights Watch", "oppose", "Ethiopia")},
        ),
        (
            "The RSF, which the army accuses of taking arms from Chad, captured El Fasher.",
            {
                ("Sudanese armed forces", "oppose", "Rapid Support Forces"),
                ("Chad", "arm", "Rapid Support Forces"),
                ("Rapid Support Forces", "control", "El Fasher"),
            },
        ),
        (
            "France helped Mali attack Ansar Dine.",
            {("France", "support", "Mali"), ("Mali", "fight", "Ansar Dine")},
        ),
        (
            "France arms the rebels and Qatar funds them.",
            {("France", "arm", "rebels"), ("Qatar", "fund", "rebels")},
        ),
    ],
)
def test_who_does_what_to_whom(text: str, wanted: set[tuple[str, str, str]]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "France said Mali and Niger fled.",
        "France saw Mali and Niger leave.",
        "France believes Mali and Niger will leave.",
    ],
)
def test_a_clause_after_a_verb_that_takes_one_is_left_alone(text: str) -> None:
    assert not {target for _, _, target in told(text)} & {"Mali", "Niger"}


def test_every_sentence_keeps_one_root() -> None:
    doc = read("Turkey attacked Syria and Iraq fled. Iran arms Hezbollah. France arms Chad.")
    for sentence in doc.sents:
        assert [token.dep_ for token in sentence].count("ROOT") == 1
        assert all(token.head.sent == sentence for token in sentence)


@pytest.mark.parametrize("opening", ["Syria. ", "Syria .       "])
def test_the_word_that_opens_a_sentence_is_no_part_of_the_name_after_it(opening: str) -> None:
    doc = read(f"{opening}Near Palmyra, two strikes destroyed a tank in Iraq.")
    near, town = (
        next(token for token in doc if token.text == each) for each in ("Near", "Palmyra")
    )
    assert (near.dep_, town.dep_, town.head) == ("prep", "pobj", near)
    assert "Palmyra" in {entity.text for entity in doc.ents}


@pytest.mark.parametrize(
    "text",
    [
        'It was reported that many rifles "went missing," that is, went into the hands of Rohan.',
        "Many rifles went missing, that is, went into the hands of Rohan.",
        "Many rifles went missing, i.e. went into the hands of Rohan.",
    ],
)
def test_what_is_said_again_has_the_subject_of_what_was_said(text: str) -> None:
    first, again = (token for token in read(text) if token.text == "went")
    assert (again.dep_, again.head) == ("conj", first)
    assert "rifles" in {token.text for child in first.lefts for token in child.subtree}


def test_a_name_said_again_is_no_verb() -> None:
    doc = read("The army of Gondor, that is, the Rangers, attacked Rohan.")
    assert [token.text for token in doc if token.dep_ == "ROOT"] == ["attacked"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Qatar armed Libya.", {("Qatar", "arm", "Libya")}),
        ("In 2005, Qatar armed Libya.", {("Qatar", "arm", "Libya")}),
        ("When war broke out in Mali, Qatar armed Libya.", {("Qatar", "arm", "Libya")}),
        ("The riders left. Qatar backed Libya in 2005.", {("Qatar", "support", "Libya")}),
        ("France said that Qatar armed Libya.", {("Qatar", "arm", "Libya")}),
        ("Qatar has armed Libya.", {("Qatar", "arm", "Libya")}),
        ("Qatar and Chad armed Libya.", {("Qatar", "arm", "Libya"), ("Chad", "arm", "Libya")}),
        (
            "Qatar armed Libya, trained Chad, and funded Mali.",
            {("Qatar", "arm", "Libya"), ("Qatar", "train", "Chad"), ("Qatar", "fund", "Mali")},
        ),
    ],
)
def test_a_past_form_between_two_names_is_a_verb(
    text: str, wanted: set[tuple[str, str, str]]
) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize("text", ["Qatar armed forces fled.", "Qatar backed rebels fled."])
def test_a_past_form_before_a_body_is_an_adjective(text: str) -> None:
    assert not [each for each in told(text) if each[1] in ("arm", "support")]


def test_the_deed_is_theirs_of_whom_another_name_only_tells() -> None:
    assert told("Enemies of France armed Mali.") == {("enemies", "arm", "Mali")}
