"""Whom a name of a text means: the coder asks the resolver, and links only what is sure."""

import pytest

from allegiance.documents.document import Document, identify
from allegiance.language import annotate
from allegiance.language.reading import Known, Reading, World, reading
from allegiance.language.resolution import hear, meant, settle, whichever
from allegiance.ontology.actors import KnownActor, Registry, registry
from allegiance.ontology.gazetteer import gazetteer


def linked(
    text: str, date: str | None = "2013-06-15", world: World | None = None
) -> dict[str, str]:
    """The actors of a text, by the wording of their mentions."""
    document = Document(id=identify(text), text=text, date=date)
    found = reading(annotate(document, world=world, coder="frames")).mentions.values()
    return {text[each.begin : each.end]: each.actor.id for each in found if each.actor}


@pytest.mark.parametrize(
    ("text", "wording", "meant"),
    [
        ("El-Kaida attacked Mali.", "El-Kaida", "al-qaeda"),
        ("Al-Qa'ida attacked Mali.", "Al-Qa'ida", "al-qaeda"),
        ("Kaida fighters attacked Mali.", "Kaida", "al-qaeda"),
        ("Kadhafi attacked Chad.", "Kadhafi", "muammar-gaddafi"),
        ("Qadhafi attacked Chad.", "Qadhafi", "muammar-gaddafi"),
        ("Gaddafi attacked Chad.", "Gaddafi", "muammar-gaddafi"),
        ("Zawahari condemned France.", "Zawahari", "ayman-al-zawahiri"),
        ("Toureg attacked Mali.", "Toureg", "tuaregs"),
        ("Touareg attacked Mali.", "Touareg", "tuaregs"),
        ("Front al-Nosra attacked Syria.", "Front al-Nosra", "nusra-front"),
        ("AQAP attacked Yemen.", "AQAP", "aqap"),
        ("South Sudan attacked Sudan.", "South Sudan", "SS"),
    ],
)
def test_transliterations_are_one_actor(text: str, wording: str, meant: str) -> None:
    assert linked(text)[wording] == meant


@pytest.mark.parametrize(
    ("text", "date", "wording", "meant"),
    [
        ("Hay'et Tahrir ash-Sham attacked Syria.", "2018", "Hay'et Tahrir ash-Sham", "hts"),
        (
            "Hay'et Tahrir ash-Sham attacked Syria.",
            "2013",
            "Hay'et Tahrir ash-Sham",
            "text:hayet-tahrir-ash-sham",
        ),
        ("Assad attacked Lebanon.", "2013", "Assad", "bashar-al-assad"),
        ("Assad attacked Lebanon.", None, "Assad", "text:assad"),
        ("Assad attacked Lebanon. Bashar al-Assad fled.", None, "Assad", "bashar-al-assad"),
        ("The SLA attacked Hezbollah in Lebanon.", "1990", "SLA", "south-lebanon-army"),
        ("The SLA attacked Sudanese troops in Darfur.", "2005", "SLA", "sudan-liberation-army"),
    ],
)
def test_the_date_tells_who_could_be_meant(
    text: str, date: str | None, wording: str, meant: str
) -> None:
    assert linked(text, date)[wording] == meant


@pytest.mark.parametrize(
    ("text", "wording", "meant"),
    [
        ("Ansar al-Sharia fought the Libyan army.", "Ansar al-Sharia", "ansar-al-sharia-libya"),
        ("Ansar al-Sharia fought the Tunisian army.", "Ansar al-Sharia", "ansar-al-sharia-tunisia"),
        ("Ansar al-Sharia fought France.", "Ansar al-Sharia", "text:ansar-al-sharia"),
        ("Congo armed France.", "Congo", "text:congo"),
        ("Congo armed France, Kinshasa said.", "Congo", "CD"),
        ("Congo armed France, Brazzaville said.", "Congo", "CG"),
        ("Congolese troops attacked M23.", "Congolese troops", "CD/armed-forces"),
        ("Palestinians attacked Israel.", "Palestinians", "palestinians"),
    ],
)
def test_the_rest_of_the_text_tells_apart_who_bears_one_name(
    text: str, wording: str, meant: str
) -> None:
    assert linked(text)[wording] == meant


def test_a_country_that_may_be_two_has_no_place() -> None:
    text = "Congo armed France."
    found = reading(annotate(Document(id=identify(text), text=text), coder="frames")).mentions
    assert [each.place and each.place.country for each in found.values()] == [None, "FR"]


@pytest.mark.parametrize(
    ("text", "wording", "meant"),
    [
        ("The WSB attacked the army of Sierra Leone.", "WSB", "west-side-boys"),
        ("The WSB attacked France.", "WSB", "text:wsb"),
        ("The Eastern Front attacked Sudan.", "Eastern Front", "eastern-front-sudan"),
        ("The Eastern Front attacked Germany.", "Eastern Front", "text:eastern-front"),
    ],
)
def test_names_in_context_are_read_in_texts_about_their_actor(
    text: str, wording: str, meant: str
) -> None:
    assert linked(text)[wording] == meant


@pytest.mark.parametrize(
    "text",
    [
        "Academy cadets met the United States.",
        "Koran schools were shut in Iraq.",
        "Barren hills lie in Bahrain.",
        "They shelled al-Ghaydah in Yemen.",
        "Mohamed Yousif greeted France.",
        "The Afrika Korps attacked Egypt.",
    ],
)
def test_what_only_looks_like_a_name_is_nobody_we_know(text: str) -> None:
    known = {each for each in linked(text).values() if not each.startswith("text:")}
    assert known <= {"US", "IQ", "BH", "YE", "FR", "EG"}


def test_names_tell_of_one_another() -> None:
    known = registry()
    heard = hear(
        [
            Known(actors=known.find("Hezbollah")),
            Known(demonym_of=known.of_demonym("Malian")),
            Known(actors=known.find("Congo")),
            Known(capital_of=known["TN"]),
        ]
    )
    assert heard.countries == {"LB", "ML", "TN"}
    assert heard.actors == {"hezbollah"}


def test_a_name_in_context_alone_is_nothing_where_no_text_tells() -> None:
    held = Known(in_context=registry().in_context("WSB"))
    assert settle(held, "WSB", Reading()) is None
    about = Reading(heard=hear([Known(actors=registry().find("Sierra Leone"))]))
    settled = settle(held, "WSB", about)
    assert settled is not None
    assert [actor.id for actor in settled.actors] == ["west-side-boys"]


def test_each_name_is_asked_for_once_in_a_text() -> None:
    found = Reading()
    assert meant("Zorvan Brigade", found) is None
    assert found.meant == {"Zorvan Brigade": None}
    found.meant["Zorvan Brigade"] = registry()["aqim"]
    assert meant("Zorvan Brigade", found) == registry()["aqim"]


def test_what_may_be_several_is_itself() -> None:
    several = whichever("Congo", registry().find("Congo"))
    assert (several.id, several.kind, several.country) == ("text:congo", "state", None)
    one = whichever("Mali", registry().find("Mali"))
    assert (one.id, one.known) == ("ML", True)


def test_the_actors_of_a_world_are_asked_and_not_the_shipped_ones() -> None:
    gondor = KnownActor(id="GO", name="Gondor", kind="state", country="GO")
    wardens = KnownActor(id="wardens", name="Jabhat al-Rangers", kind="armed group", country="GO")
    world = World(Registry([gondor, wardens]), gazetteer())
    text = "Jabhat ar-Rangers attacked Gondor. El-Kaida fled."
    assert linked(text, world=world)["Jabhat ar-Rangers"] == "wardens"
    assert "al-qaeda" not in linked(text, world=world).values()


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Syrians were killed by Assad and ISIL.", "bashar-al-assad"),
        ("In October 1973 Assad attacked Israel.", "hafez-al-assad"),
        ("Assad attacked Israel.", "text:assad"),
        ("After resolution 1973 Assad attacked Israel.", "text:assad"),
    ],
)
def test_an_undated_text_is_of_the_last_year_that_it_speaks_of(text: str, whom: str) -> None:
    assert linked(text, date=None)["Assad"] == whom


def test_the_number_of_a_note_is_no_part_of_a_name() -> None:
    assert linked("He met Bashar al-Assad,[1] who fled.[2]")["Bashar al-Assad"] == "bashar-al-assad"
