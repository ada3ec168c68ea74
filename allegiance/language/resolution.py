"""Whom a name of a text means, where its letters do not tell: asked with all that the text tells.

The resolver of `ontology.resolution` is asked with the document's date, the countries and the other
actors that the text names. Only an answer beyond doubt counts; a name that may mean another, or
nobody we know, stays itself.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from allegiance.language.reading import Known, Reading, Referent, refer, slug
from allegiance.ontology.actors import KnownActor, Registry, registry
from allegiance.ontology.resolution import Resolver, resolver
from allegiance.ontology.resolution.hearing import Heard


def hear(names: Iterable[Known]) -> Heard:
    """What names tell of the others: the countries, and the actors that nobody else could be."""
    countries: set[str] = set()
    actors: set[str] = set()
    for known in names:
        bearers = known.actors or known.demonym_of
        if len(bearers) == 1:
            [actor] = bearers
            if actor.kind in _GROUND or (actor.kind == "armed group" and len(actor.homes) == 1):
                countries.update(actor.homes)
            if actor.kind != "state":
                actors.add(actor.id)
        elif known.capital_of is not None and not bearers:
            countries.update(known.capital_of.homes)
        for place in known.places[:1]:
            if place.kind in ("region", "province") and len(place.countries) <= _FEW:
                countries.update(place.countries)
    return Heard(countries=frozenset(countries), actors=frozenset(actors))


def last_year(text: str, found: Reading) -> str | None:
    """The last year that a text surely speaks of: it names it, or somebody who began in it.

    None where it tells no year. A text that names a group founded in 2013 is not of before.
    """
    began = (found.world.actors[actor].since for actor in found.heard.actors)
    years = [*_YEAR.findall(text), *(year[:4] for year in began if year)]
    return max(years, default=None)


def settle(known: Known, name: str, found: Reading) -> Known | None:
    """What a name can be in this text, where it may mean several; None where it is nothing here.

    What stays open keeps all whom it may mean, but for those who go by it only in a text about them.
    """
    bearers = (*known.actors, *known.in_context)
    if len(bearers) > 1 or known.in_context:
        actor = meant(name, found)
        settled = (actor,) if actor in bearers and actor is not None else known.actors
        known = known._replace(actors=settled, in_context=())
    if not known.actors and len(known.demonym_of) > 1:
        known = known._replace(demonym_of=_belonging(name, known.demonym_of, found))
    return known if any(known) else None


def _belonging(name: str, actors: tuple[KnownActor, ...], found: Reading) -> tuple[KnownActor, ...]:
    """Whose an adjective tells; a state and its people are one to it, the first of them."""
    if len({actor.country for actor in actors}) == 1:
        return actors[:1]
    actor = meant(name, found)
    return (actor,) if actor is not None and actor in actors else actors


def meant(name: str, found: Reading) -> KnownActor | None:
    """The one actor whom a name means in this text beyond doubt, remembered for the text."""
    if name not in found.meant:
        found.meant[name] = _asked(found.world.actors).sure(
            name, date=found.date, context=found.heard
        )
    return found.meant[name]


def whichever(name: str, actors: tuple[KnownActor, ...]) -> Referent:
    """The actor of a name, or the name itself where it may mean several."""
    if len(actors) == 1:
        return refer(actors[0])
    countries = {actor.country for actor in actors}
    country = countries.pop() if len(countries) == 1 else None
    return Referent(id=f"text:{slug(name)}", name=name, kind=actors[0].kind, country=country)


@lru_cache(maxsize=8)
def _asked(actors: Registry) -> Resolver:
    return resolver() if actors is registry() else Resolver(actors)


# Kinds of actors whose homes a text that names them speaks of.
_GROUND = frozenset({"state", "government", "armed force"})
# A year of our time; numbered resolutions and orders are none.
_YEAR = re.compile(
    r"(?<![Rr]esolution )(?<![Oo]rder )(?<![\w.,$€£-])(?:19[4-9]|20[0-4])\d(?![\w%]|[.,]\d)"
)
_FEW = 3  # countries; a wider region tells none of them
