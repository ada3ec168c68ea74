"""Which names a text holds, found before the parser."""

import pytest
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
        ("Al-Nusra Front attacked Aleppo.", "Al-Nusra Front", "nusra-front"),
        ("Jabhat al-Nusra attacked Aleppo.", "Jabhat al-Nusra", "nusra-front"),
        ("The Nusra Front fled.", "Nusra Front", "nusra-front"),
        ("Hezbollah crossed into Syria.", "Hezbollah", "hezbollah"),
        ("Hizbullah crossed into Syria.", "Hizbullah", "hezbollah"),
        ("Ansar Dine seized Timbuktu.", "Ansar Dine", "ansar-dine"),
        ("Ansar al-Din seized Timbuktu.", "Ansar al-Din", "ansar-dine"),
        ("He joined al-Qaida.", "al-Qaida", "al-qaeda"),
        ("Members of al-Shabaab fled.", "al-Shabaab", "al-shabaab"),
        ("Talks with the MNLA began.", "MNLA", "mnla"),
    ],
)
def test_known_names_in_their_spellings(text: str, wording: str, known: str) -> None:
    mention = mentions(text)[wording]
    assert mention.actor is not None
    assert (mention.actor.id, mention.actor.known, mention.generic) == (known, True, False)


@pytest.mark.parametrize(
    ("text", "wording", "known"),
    [
        ("Chad's Ministry of Foreign Affairs armed the rebels.", "Chad's Ministry of Foreign Affairs", "TD/foreign-ministry"),
        ("The Ministry of Interior of Kenya closed the border.", "Ministry of Interior of Kenya", "KE/interior-ministry"),
        ("The Kenyan Defence Ministry denied it.", "Kenyan Defence Ministry", "KE/defence-ministry"),
        ("Togolese intelligence services armed the rebels.", "Togolese intelligence services", "TG/intelligence-services"),
        ("The Russian Foreign Ministry denied it.", "Russian Foreign Ministry", "russian-foreign-ministry"),
    ],
)  # fmt: skip
def test_offices_are_those_of_the_state_beside_them(text: str, wording: str, known: str) -> None:
    assert actor(text, wording) == known


def test_an_office_without_a_state_is_nobodys() -> None:
    assert all("/" not in (each.actor.id if each.actor else "") for each in
               mentions("The Foreign Ministry denied it. The Hamas Interior Ministry agreed.").values())  # fmt: skip


def test_a_long_name_is_one_token() -> None:
    doc = read("Fighters of al-Qaida in the Islamic Maghreb fled.")
    assert "al-Qaida in the Islamic Maghreb" in [token.text for token in doc]


def test_a_possessive_is_no_part_of_a_name() -> None:
    assert set(mentions("Gondor's allies sang.", middle_earth())) >= {"Gondor"}


def test_an_introduced_acronym_means_its_name() -> None:
    text = "The Front of the Northern Watch (FNW) attacked Mali. Later the FNW fled."
    found = mentions(text)
    name = found["Front of the Northern Watch (FNW)"].actor
    assert name is not None
    assert name.name == "Front of the Northern Watch"
    assert found["FNW"].actor == name


def test_names_are_found_below_a_page_of_capitals() -> None:
    text = "ALPHA BETA " * 3000 + ".\n\nThe Front of the Northern Watch (FNW) met Suqour al-Rih."
    assert {"Front of the Northern Watch (FNW)", "Suqour al-Rih"} <= mentions(text).keys()


def test_an_acronym_after_a_known_name_means_the_known_actor() -> None:
    text = "Fighters from al-Qaeda in the Islamic Maghreb (AQIM) fled. AQIM denied it."
    assert actor(text, "AQIM") == "aqim"


@pytest.mark.parametrize(
    "text",
    ["Tell us more.", "He told us to leave.", "It was hard for us in Mali.", "Let us go."],
)
def test_us_is_not_the_us(text: str) -> None:
    assert "US" not in {m.actor.id for m in mentions(text).values() if m.actor}


@pytest.mark.parametrize("name", ["the US", "the U.S.", "the United States", "America"])
def test_the_us_is(name: str) -> None:
    found = mentions(f"Mali thanked {name} on Monday.").values()
    assert "US" in {mention.actor.id for mention in found if mention.actor}


def test_english_words_that_look_like_articles_join_no_names() -> None:
    doc = read(
        "Aragorn met Faramir as Steward at Minas Tirith, and Ansar as-Sunna left Dale at Yule."
    )
    words = [token.text for token in doc]
    assert "as" in words
    assert words.count("at") == 2
    assert any("as-Sunna" in word for word in words)
