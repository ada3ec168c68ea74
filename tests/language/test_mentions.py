"""Who and what is mentioned: facts with real actors, grammar with invented ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from allegiance.documents.document import Document, identify
from allegiance.language import annotate
from allegiance.language.reading import Mention, World, reading
from tests.statements.worlds import middle_earth


def read(text: str, world: World | None = None) -> Doc:
    return annotate(
        Document(id=identify(text), text=text, date="2013-06-15"), world=world, coder="frames"
    )


def mentions(text: str, world: World | None = None) -> dict[str, Mention]:
    """The mentions of a text by their wording."""
    found = reading(read(text, world)).mentions.values()
    return {text[each.begin : each.end]: each for each in found}


def actor(text: str, wording: str) -> str | None:
    """Which actor a wording stands for in a text, by id."""
    mention = mentions(text)[wording]
    return mention.actor.id if mention.actor else None


@pytest.mark.parametrize(
    ("text", "wording", "known"),
    [
        ("Hezbollah's fighters fled.", "Hezbollah's fighters", "hezbollah"),
        ("Hezbollah’s fighters fled.", "Hezbollah’s fighters", "hezbollah"),
        ("AQIM fighters fled.", "AQIM fighters", "aqim"),
        ("French troops landed.", "French troops", "FR/armed-forces"),
        ("US troops landed.", "US troops", "US/armed-forces"),
        ("The Malian government fell.", "Malian government", "ML/government"),
        ("The government of Mali fell.", "government", "ML/government"),
        ("The French are fighting.", "French", "FR"),
        ("Paris says it will stay.", "Paris", "FR"),
        ("Ukraine says that Kiev is calm.", "Kiev", "UA"),
    ],
)
def test_bodies_of_states_and_men_of_groups(text: str, wording: str, known: str) -> None:
    assert actor(text, wording) == known


def test_a_surname_means_the_person_named_before() -> None:
    found = mentions("Zorg Blatt met Obama. Blatt then left.")
    assert found["Blatt"].actor == found["Zorg Blatt"].actor
    assert found["Obama"].actor is not None
    assert found["Obama"].actor.id == "barack-obama"


def test_a_name_that_nobody_knows_is_kept_as_itself() -> None:
    unknown = mentions("The Zorvani Brigades attacked Mali.")["Zorvani Brigades"].actor
    assert unknown is not None
    assert (unknown.id, unknown.name, unknown.known) == (
        "text:zorvani-brigades",
        "Zorvani Brigades",
        False,
    )


def test_a_description_is_generic_and_named_by_its_words() -> None:
    rebels = mentions("Local rebels fled.")["Local rebels"]
    assert rebels.generic
    assert rebels.actor is not None
    assert (rebels.actor.name, rebels.actor.kind) == ("local rebels", "armed group")


@pytest.mark.parametrize(
    "text",
    [
        "Gondor’s army met “the Corsairs” in Osgiliath.",
        "😀 Gondor attacked Mordor 🎉 and Rohan.",
        "𝔊 Gondor’s 𐍈 army fled Mordor.",
        "Gondor\u00a0attacked\u00a0Mordor.",
    ],
)
def test_offsets_slice_to_the_text(text: str) -> None:
    found = mentions(text, middle_earth())
    assert [wording for wording in found if "Gondor" in wording]
    for wording, mention in found.items():
        assert wording == wording.strip()
        assert text[mention.begin : mention.end] == wording


SCRAPS = st.sampled_from(
    ["Gondor", "Mordor’s army", "the Corsairs", "they", "its", "attacked", "in", "Osgiliath", "(", ")",
     "(MTR)", "“", "”", ",", ".", "\n", "\n\n", "😀", "𐍈", "-led", "U.S.", "us", "al-Qaida", "'", "\t"]
)  # fmt: skip


@given(st.lists(SCRAPS, max_size=25), st.sampled_from([" ", "", "  "]))
def test_any_text_can_be_read(scraps: list[str], gap: str) -> None:
    text = gap.join(scraps)
    doc = read(text, middle_earth())
    assert len(doc.text) == len(text)
    for at, mention in reading(doc).mentions.items():
        assert at == mention.head
        assert 0 <= mention.begin < mention.end <= len(text)
        assert mention.actor is not None or mention.place is not None
        assert mention.begin <= doc[at].idx < mention.end


@pytest.mark.parametrize(
    ("text", "wording", "country"),
    [
        ("A Chinese diplomat left.", "Chinese diplomat", "CN"),
        ("The Iranian foreign minister Zorg Blatt left.", "Zorg Blatt", "IR"),
        ("Zorg Blatt, an Iranian minister, left.", "Zorg Blatt", "IR"),
        ("The mayor left.", "mayor", None),
        ("The French-backed minister Zorg Blatt left.", "Zorg Blatt", None),
    ],
)
def test_the_country_of_somebody_described(text: str, wording: str, country: str | None) -> None:
    found = mentions(text)[wording].actor
    assert found is not None
    assert found.country == country


def test_diplomats_of_two_states_are_two() -> None:
    found = mentions("Hungarian and Slovak diplomats met.")["Hungarian and Slovak diplomats"]
    assert [each.country for each in found.actors] == ["HU", "SK"]
