"""Which place a toponym means: by the document's countries, its kind, what stands before it.

Coordinates come from the gazetteer or are None; none is made up.
"""

from collections.abc import Collection
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from allegiance.language.reading import Mention, Reading, Referent, World, nouns, refer, slug
from allegiance.ontology.actors import KnownActor
from allegiance.ontology.gazetteer import KnownPlace, border, part


def one_place(doc: Doc, mentions: dict[int, Mention]) -> None:
    """A name that is a place somewhere in a text is that place wherever it is nobody we know."""
    placed = {doc[at].text: each.place for at, each in mentions.items() if each.actor is None}
    for at, each in list(mentions.items()):
        place = placed.get(doc[at].text)
        whole = each.end - each.begin == len(doc[at].text)
        if place is not None and whole and each.actor is not None and not each.actor.known:
            mentions[at] = replace(each, actor=None, place=place)


def looks_placed(span: Span) -> bool:
    """Whether an unknown name after "in" may be a place; battles and treaties are none."""
    names = all(token.text[:1].isupper() or token.pos_ in ("DET", "ADP") for token in span)
    return names and not any(token.lemma_.lower() in nouns("event") for token in span)


def mistaken_town(
    token: Token, label: str, text: str, countries: frozenset[str], world: World
) -> KnownPlace | None:
    """A town that the entity recogniser takes for an organisation, a people or a person."""
    if label == "ORG":
        return supported(text, countries, world)
    if " " in text:
        town = supported(text, countries, world)
        return town if town is not None and town.country not in _SURNAMED else None
    if any(child.dep_ in ("compound", "nmod") for child in token.lefts):
        return None
    if after_locative(token):
        return world.places.locate(text, countries=countries)
    place = supported(text, countries, world)
    if place is None or place.population >= _CITY:
        return place
    return place if token.dep_ in _ACTED_ON and place.country not in _SURNAMED else None


def seated(town: KnownPlace, world: World) -> Referent | None:
    """The state whose capital a town is, by whichever name: "Kiev" is Kyiv."""
    if town.country is None or town.country not in world.actors:
        return None
    state = world.actors[town.country]
    return refer(state) if state.capital == town.name else None


def supported(name: str, countries: frozenset[str], world: World) -> KnownPlace | None:
    """A town of that name in a country that the document speaks of; no other town is believed."""
    if not countries:
        return None
    place = world.places.locate(name, countries=countries)
    if place is None or place.country not in countries or 0 < place.population < 2000:
        return None
    return place


def described_place(token: Token, lemma: str, found: Reading) -> KnownPlace | None:
    """A place told by what it is: "the Turkish-Syrian border", "the north of Mali"."""
    near = [
        found.names[child.i]
        for child in token.subtree
        if child.i in found.names and abs(child.i - token.i) <= 4
    ]
    states = [
        actor
        for known in near
        for actor in (*known.actors, *known.demonym_of)
        if actor.kind == "state" and actor.country
    ]
    states = list({state.id: state for state in states}.values())
    if (
        lemma in ("border", "frontier")
        and len(states) >= 2
        and states[0].country
        and states[1].country
    ):
        return border(states[0].country, states[1].country)
    if lemma in _COMPASS and len(states) == 1 and states[0].country:
        return part(states[0].country, _COMPASS[lemma])
    return None


def state_of(place: KnownPlace, world: World) -> Referent | None:
    if place.country and place.country in world.actors:
        return refer(world.actors[place.country])
    return None


def own_country(actor: KnownActor) -> tuple[str, ...]:
    return (actor.country,) if actor.country else ()


def country_place(actor: KnownActor, world: World) -> KnownPlace | None:
    found = [place for place in world.places.find(actor.name) if place.kind == "country"]
    return found[0] if found else None


def likeliest(places: tuple[KnownPlace, ...], countries: Collection[str]) -> KnownPlace | None:
    """The place of a name in one of the countries, or the first; the user's own before all others."""
    places = tuple(place for place in places if place.own) or places
    if not places:
        return None
    return next((place for place in places if place.country in countries), places[0])


def unlocated(name: str) -> KnownPlace:
    return KnownPlace(
        id=f"text:{slug(name)}",
        name=name,
        country=None,
        lat=None,
        lon=None,
        kind="point",
        precision="unknown",
    )


def countries_of(found: Reading) -> frozenset[str]:
    """The countries that the document names, by state, demonym or region."""
    return frozenset(
        actor.country
        for known in found.names.values()
        for actor in (*known.actors, *known.demonym_of)
        if actor.country and actor.kind in _AT_HOME
    ) | frozenset(
        place.country
        for known in found.names.values()
        for place in known.places[:1]
        if place.country and place.kind == "region"
    )


def after_locative(token: Token) -> bool:
    return token.dep_ == "pobj" and token.head.lower_ in _LOCATIVE


_CITY = 50_000  # people; a smaller town's name is more often somebody's


_LOCATIVE = frozenset(
    "in at near around from to into of across outside inside towards toward".split()
)


# Where towns are called like families.
_SURNAMED = frozenset({"US", "GB", "AU", "CA", "NZ", "IE"})


_COMPASS = {word: word for word in ("north", "south", "east", "west")}
# Kinds of actors whose country a text that names them speaks of.
_AT_HOME = frozenset({"state", "government", "armed force", "armed group"})
_ACTED_ON = frozenset({"dobj", "pobj", "conj", "nsubjpass", "appos"})
