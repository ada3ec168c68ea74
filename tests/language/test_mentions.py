"""Who and what is mentioned: facts with real actors, grammar with invented ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from allegiance.documents.document import Document, identify
from allegiance.language import annotate
from allegiance.language.mentions import Mention, World, nouns, reading, shipped, slug
from tests.statements.worlds import middle_earth


def read(text: str, world: World | None = None) -> Doc:
    return annotate(Document(id=identify(text), text=text, date="2013-06-15"), world=world)


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


def test_a_long_name_is_one_token() -> None:
    doc = read("Fighters of al-Qaida in the Islamic Maghreb fled.")
    assert "al-Qaida in the Islamic Maghreb" in [token.text for token in doc]


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


def test_a_possessive_is_no_part_of_a_name() -> None:
    assert set(mentions("Gondor's allies sang.", middle_earth())) >= {"Gondor"}


def test_an_introduced_acronym_means_its_name() -> None:
    text = "The Front of the Northern Watch (FNW) attacked Mali. Later the FNW fled."
    found = mentions(text)
    name = found["Front of the Northern Watch (FNW)"].actor
    assert name is not None
    assert name.name == "Front of the Northern Watch"
    assert found["FNW"].actor == name


def test_an_acronym_after_a_known_name_means_the_known_actor() -> None:
    text = "Fighters from al-Qaeda in the Islamic Maghreb (AQIM) fled. AQIM denied it."
    assert actor(text, "AQIM") == "aqim"


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
    ["Tell us more.", "He told us to leave.", "It was hard for us in Mali.", "Let us go."],
)
def test_us_is_not_the_us(text: str) -> None:
    assert "US" not in {m.actor.id for m in mentions(text).values() if m.actor}


@pytest.mark.parametrize("name", ["the US", "the U.S.", "the United States", "America"])
def test_the_us_is(name: str) -> None:
    found = mentions(f"Mali thanked {name} on Monday.").values()
    assert "US" in {mention.actor.id for mention in found if mention.actor}


@pytest.mark.parametrize(
    ("text", "wording", "place", "kind"),
    [
        ("They fled to northern Mali.", "northern Mali", "region:northern-mali", "region"),
        ("They fled to the north of Mali.", "north", "region:northern-mali", "region"),
        (
            "They crossed the Turkish-Syrian border.",
            "Turkish-Syrian border",
            "region:turkish-syrian-border",
            "border",
        ),
        ("Ansar Dine seized Timbuktu.", "Timbuktu", "geonames:2449067", "town"),
        ("French troops arrived in Gao.", "Gao", "geonames:2457163", "town"),
        ("Syria bombed Aleppo.", "Aleppo", "geonames:170063", "town"),
        ("Mali is large.", "Mali", "country:ML", "country"),
    ],
)
def test_places(text: str, wording: str, place: str, kind: str) -> None:
    known = mentions(text)[wording].place
    assert known is not None
    assert (known.id, known.kind) == (place, kind)


def test_a_title_makes_a_person_of_a_towns_name() -> None:
    gao = mentions("President Gao of Mali met Obama.")["Gao"]
    assert gao.place is None


def test_an_unknown_place_has_no_coordinates() -> None:
    place = mentions("The Zorvani Brigades fought near Glubbdubdrib.")["Glubbdubdrib"].place
    assert place is not None
    assert (place.country, place.lat, place.lon) == (None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Gondor at war\n\nMordor attacked Rohan.",
        "Gondor wins.\nMordor attacked Rohan.",
        "In short:\n- Gondor wins.\n- Mordor attacked Rohan.",
    ],
)
def test_headings_and_list_items_end_a_sentence(text: str) -> None:
    sentences = [sentence.text.strip() for sentence in read(text, middle_earth()).sents]
    assert any("Mordor" in each and "Gondor" not in each for each in sentences)


def test_a_broken_line_does_not_end_a_sentence() -> None:
    doc = read("Gondor armed the riders and\nattacked Mordor in the spring.", middle_earth())
    assert len(list(doc.sents)) == 1


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


def test_families_of_nouns_are_disjoint_where_one_word_must_have_one_meaning() -> None:
    assert not nouns("people") & nouns("place")
    assert not nouns("government") & nouns("people")
    assert not nouns("media") & nouns("group")


def test_the_shipped_world_is_made_once() -> None:
    assert shipped() is shipped()
    assert slug("Jabhat al-Nusra") == "jabhat-al-nusra"
