"""Which place a toponym means."""

import pytest
from spacy.tokens import Doc

from allegiance.documents.document import Document, identify
from allegiance.language import annotate
from allegiance.language.reading import Mention, World, reading
from allegiance.ontology.actors import registry
from allegiance.ontology.gazetteer import KnownPlace, gazetteer_with


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
    ("text", "city", "actor"),
    [
        ("The Taliban captured Kabul.", "Kabul", None),
        ("Clashes broke out in Kabul.", "Kabul", None),
        ("Moscow accused the Taliban of treason.", "Moscow", "RU"),
        ("The Taliban accused Moscow of treason.", "Moscow", "RU"),
    ],
)
def test_a_capital_is_a_government_where_it_acts_and_a_city_where_it_is_ground(
    text: str, city: str, actor: str | None
) -> None:
    mention = mentions(text)[city]
    assert mention.place is not None
    assert (mention.actor.id if mention.actor else None) == actor


def test_an_unknown_name_that_is_retaken_is_a_place() -> None:
    mention = mentions("The army recaptured Shusha on Monday.")["Shusha"]
    assert mention.place is not None
    assert (mention.place.lat, mention.actor) == (None, None)


def test_a_place_of_the_users_own_is_found_where_the_parser_sees_none() -> None:
    own = KnownPlace(
        id="own:ml-osgiliath",
        name="Osgiliath",
        country="ML",
        lat=17.5,
        lon=-3.5,
        kind="point",
        precision="exact",
        within=("country:ML",),
    )
    world = World(registry(), gazetteer_with([(own, ("Ost Giliath",))]))
    for name in ("Osgiliath", "Ost Giliath"):
        text = f"Gondor attacked Mordor at {name} in 2012."
        assert mentions(text, world)[name].place == own
        elsewhere = mentions(text).get(name)
        assert elsewhere is None or elsewhere.place != own
