"""Whom pronouns and pointing descriptions stand for, in an invented world."""

import pytest

from allegiance.documents.document import Document, identify
from allegiance.language import annotate
from allegiance.language.reading import Mention, reading
from tests.statements.worlds import middle_earth


def last(text: str, word: str) -> Mention | None:
    """The mention headed by the last token of that form."""
    doc = annotate(Document(id=identify(text), text=text), world=middle_earth(), coder="frames")
    heads = [token.i for token in doc if token.text == word]
    return reading(doc).mentions.get(heads[-1])


def actors(text: str, word: str) -> list[str]:
    mention = last(text, word)
    return [actor.id for actor in mention.actors] if mention else []


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("The Free Riders attacked Mordor. They fled to Umbar.", "They", ["free-riders"]),
        ("Gondor and Rohan met. They attacked Mordor.", "They", ["gondor", "rohan"]),
        ("The Free Riders fled when Gondor attacked them.", "them", ["free-riders"]),
        ("Gondor attacked Mordor and lost its bridge.", "its", ["gondor"]),
        ("Gondor is at war. It attacked Mordor.", "It", ["gondor"]),
        ("The Morgul Brigade attacked Rohan. Its emir is Wulf.", "Its", ["morgul-brigade"]),
        ("Faramir left. He met Boromir.", "He", ["faramir"]),
        ("Denethor said that he would arm Rohan.", "he", ["denethor"]),
        ("Wulf fled. Gondor followed him.", "him", ["wulf"]),
        ("Rohan met Gondor. Mordor defended itself.", "itself", ["mordor"]),
        ("Denethor met Boromir. Eomer hurt himself.", "himself", ["eomer"]),
    ],
)
def test_pronouns(text: str, word: str, meant: list[str]) -> None:
    assert actors(text, word) == meant


@pytest.mark.parametrize(
    ("text", "word", "not_meant"),
    [
        ("Mordor attacked it.", "it", "mordor"),
        ("Saruman praised him.", "him", "saruman"),
        ("Saruman, the ruler of Isengard, praised him.", "him", "saruman"),
        ("Gondor sent him to Mordor.", "him", "gondor"),
        ("Boromir spoke. It attacked Mordor.", "It", "boromir"),
        ("Gondor told us to leave.", "us", "gondor"),
    ],
)
def test_a_pronoun_is_not_its_verbs_other_argument_nor_of_another_kind(
    text: str, word: str, not_meant: str
) -> None:
    assert not_meant not in actors(text, word)


@pytest.mark.parametrize("text", ["He left.", "They left.", "It fled.", "We left."])
def test_a_pronoun_without_anybody_before_it_stands_for_nobody(text: str) -> None:
    assert actors(text, text.split()[0]) == []


@pytest.mark.parametrize(
    "text",
    ["It was reported that Gondor attacked Mordor.", "It is possible that Gondor attacks Mordor."],
)
def test_an_expletive_stands_for_nobody(text: str) -> None:
    assert last(f"Rohan is calm. {text}", "It") is None


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("The Morgul Brigade fled. The group attacked Gondor.", "group", ["morgul-brigade"]),
        ("Gondor armed the Free Riders. The rebels fled.", "rebels", ["free-riders"]),
        ("Gondor joined the Western League. The alliance fell.", "alliance", ["western-league"]),
        ("Secretary Boromir met Denethor. The secretary sang.", "secretary", ["boromir"]),
        (
            "The Northern Vanguard met the Morgul Brigade. Both groups sang.",
            "groups",
            ["northern-vanguard", "morgul-brigade"],
        ),
        (
            "The Northern Vanguard met the Morgul Brigade. The two groups sang.",
            "groups",
            ["northern-vanguard", "morgul-brigade"],
        ),
    ],
)
def test_descriptions(text: str, word: str, meant: list[str]) -> None:
    assert actors(text, word) == meant


@pytest.mark.parametrize(
    "text",
    [
        "The Morgul Brigade fled. A group attacked Gondor.",
        "The Morgul Brigade fled. The group of Wulf attacked Gondor.",
        "The Morgul Brigade fled. The northern coastal group attacked Gondor.",
    ],
)
def test_a_description_that_says_more_points_at_nobody_before(text: str) -> None:
    assert "morgul-brigade" not in actors(text, "group")


def test_the_city_is_the_last_town() -> None:
    city = last("Gondor seized Osgiliath. Mordor attacked the city.", "city")
    assert city is not None
    assert city.place is not None
    assert city.place.id == "place:osgiliath"


def test_the_country_is_not_a_town() -> None:
    country = last("Rohan is at war. Osgiliath fell. The country suffers.", "country")
    assert country is not None
    assert country.place is not None
    assert country.place.id == "place:rohan"


@pytest.mark.parametrize(
    "text",
    ['"We will attack Mordor," Gondor said.', 'Gondor said: "We will attack Mordor."'],
)
def test_we_in_a_quotation_is_who_speaks(text: str) -> None:
    assert actors(text, "We") == ["gondor"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Having lost its base, Mordor attacked Gondor.", "its"),
        ("After losing its base, Mordor attacked Gondor.", "its"),
    ],
)
def test_a_pronoun_may_look_ahead_to_the_subject(text: str, word: str) -> None:
    assert actors(text, word) == ["mordor"]


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("Boromir, a commander who led the Free Riders, fled.", "commander", ["boromir"]),
        ("The commander, Boromir, fled.", "commander", ["boromir"]),
        ("Saruman, the ruler of Isengard, fled.", "ruler", ["saruman"]),
    ],
)
def test_an_apposition_is_the_name_beside_it(text: str, word: str, meant: list[str]) -> None:
    assert actors(text, word) == meant


def test_the_mention_of_a_pronoun_keeps_its_own_span_and_says_for_whom_it_stands() -> None:
    text = "Faramir left. Later he met Boromir."
    mention = last(text, "he")
    assert mention is not None
    assert text[mention.begin : mention.end] == "he"
    assert mention.pronoun
    assert mention.antecedent == 0


def test_a_pronoun_of_a_pronoun_stands_for_the_name() -> None:
    mention = last("Faramir left. He met Wulf. Later he sang.", "he")
    assert mention is not None
    assert mention.antecedent == 0


def test_nothing_is_looked_for_far_away() -> None:
    filler = "The weather was fine and the hills were green. " * 20
    assert actors(f"Faramir left. {filler}He sang.", "He") == []


def test_an_official_says_we_for_the_body_of_his_title() -> None:
    mention = last('"Our riders will attack Mordor," said Western League commander Eomer.', "Our")
    assert mention is not None
    assert mention.actor is not None
    assert mention.actor.id == "western-league"


def test_they_are_not_their_own_allies() -> None:
    mention = last("Gondor and their Harad allies have moved on.", "their")
    assert mention is not None
    assert [actor.id for actor in mention.actors] == ["gondor"]


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        (
            "Sudan is at war. Mali saw the TPLF sign a truce with the government.",
            "government",
            "ET",
        ),
        ("Sudan is at war. Sudan's RSF attacked El Fasher and the army fled.", "army", "SD"),
        ("The truce between the government and FARC holds.", "government", "CO"),
    ],
)
def test_the_government_and_the_army_are_those_of_the_war_that_is_told(
    text: str, word: str, meant: str
) -> None:
    doc = annotate(Document(id=identify(text), text=text), coder="frames")
    at = next(token.i for token in doc if token.text == word)
    actor = reading(doc).mentions[at].actor
    assert actor is not None
    assert actor.country == meant
