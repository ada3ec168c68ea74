"""Who and what is mentioned, linked to known actors and places.

For the head of every noun phrase: which actor, which place, or both it can stand for. A known one,
one that only this text names, or one that it describes.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from allegiance.language.places import (
    after_locative,
    countries_of,
    country_place,
    described_place,
    likeliest,
    looks_placed,
    mistaken_town,
    one_place,
    own_country,
    seated,
    state_of,
    supported,
    unlocated,
)
from allegiance.language.reading import (
    Known,
    Mention,
    Reading,
    Referent,
    World,
    nouns,
    reading,
    refer,
    slug,
)
from allegiance.language.resolution import meant, whichever
from allegiance.ontology.actors import normal
from allegiance.ontology.gazetteer import KnownPlace


@Language.component("allegiance_mentions")
def mentions(doc: Doc) -> Doc:
    """Give every noun phrase that stands for an actor or a place its mention."""
    found = reading(doc)
    countries = countries_of(found)
    entities = {token.i: span for span in doc.ents for token in span}
    for token in doc:
        mention = _name(token, found, entities.get(token.i), countries)
        if mention is not None:
            found.mentions[token.i] = mention
    one_place(doc, found.mentions)
    for token in doc:
        if token.i not in found.mentions and token.pos_ in _NOMINAL:
            mention = _common_mention(token, _lemma(token), found, entities.get(token.i))
            if mention is not None:
                found.mentions[token.i] = mention
    return doc


def phrase(head: Token) -> Span:
    """The noun phrase of a head without what follows the name: "the former Malian army"."""
    left = [child for child in head.lefts if child.dep_ in _LEFT and not child.is_punct]
    start = min((child.left_edge.i for child in left), default=head.i)
    while start < head.i and (
        head.doc[start].dep_ in ("det", "punct", "predet")
        or head.doc[start].is_space
        or head.doc[start].is_quote
    ):
        start += 1
    return head.doc[start : head.i + 1]


def describe(head: Token, kind: str, country: str | None = None) -> Referent:
    """An actor that only its description names: "local opposition groups"."""
    counted = {token.i for child in head.lefts if child.pos_ == "NUM" for token in child.subtree}
    text = "".join(
        token.text_with_ws
        for token in phrase(head)
        if token.pos_ not in ("NUM", "DET", "SCONJ", "ADP")
        and token.i not in counted
        and not token.is_space
        and token.tag_ not in ("WRB", "WP$", "JJR")
    ).strip()
    text = text[:1].lower() + text[1:] if _opens(phrase(head)[0]) else text
    return Referent(id=f"text:{slug(text)}", name=text, kind=kind, country=country)


def home(head: Token) -> str | None:
    """The country that the words beside a noun or name tell: IR for "the Iranian minister X"."""
    found = reading(head.doc)
    for noun in (head, *_apposed(head)):
        for token in phrase(noun)[:-1]:
            known = found.names.get(token.i)
            actors = (*known.demonym_of, *known.actors) if known is not None else ()
            if actors and actors[0].kind == "state" and token.nbor().text != "-":
                return actors[0].country if len(actors) == 1 else None
        owner = _owner(noun, found)
        if owner is not None and owner.kind == "state":
            return owner.country
    return None


def _apposed(head: Token) -> Iterator[Token]:
    """The nouns that say beside a name who it is: "X, an Iranian minister"."""
    if head.dep_ == "appos" and head.head.pos_ == "NOUN":
        yield head.head
    yield from (child for child in head.rights if child.dep_ == "appos" and child.pos_ == "NOUN")


def _opens(token: Token) -> bool:
    """Whether a word has its capital only because it opens the sentence."""
    return (
        bool(token.is_sent_start)
        and token.pos_ not in ("PROPN", "ADV", "X")
        and not token.ent_type_
        and (token.i + 1 == len(token.doc) or token.nbor().text != "-")
    )


def _name(
    token: Token, found: Reading, entity: Span | None, countries: frozenset[str]
) -> Mention | None:
    """The mention that this token heads by a name."""
    known = found.names.get(token.i)
    if known is not None and (known.actors or token.text.casefold() not in found.introduced):
        return _known_mention(token, known, found.world, countries)
    if token.text.casefold() in found.introduced:
        return _whole(token, found.introduced[token.text.casefold()])
    if entity is None or entity.root != token or entity.label_ not in _ENTITIES:
        return None
    if token.pos_ == "PRON" or _lemma(token) in _common() or normal(entity.text) in _TITLES:
        return None
    if token.lower_ in ("pro", "anti", "counter"):
        return None
    return _named_mention(token, entity, found, countries)


def _known_mention(
    token: Token, known: Known, world: World, countries: frozenset[str]
) -> Mention | None:
    place = likeliest(known.places, countries)
    if known.actors:
        name = whichever(token.text, known.actors)
        if not name.known and name.country is None:
            return _whole(token, name)
        if name.kind == "state" and name.known and place is None:
            place = country_place(known.actors[0], world)
        return _whole(token, name, place)
    if known.demonym_of:
        name = whichever(token.text, known.demonym_of)
        return _several(token, name) if _some(token) else _whole(token, name)
    if known.capital_of is not None:
        place = place or world.places.locate(token.text, countries=own_country(known.capital_of))
        acting = None if place is not None and _as_ground(token) else refer(known.capital_of)
        return _whole(token, acting, place)
    if place is not None:
        return _whole(token, state_of(place, world) if place.kind == "country" else None, place)
    return None


def _some(token: Token) -> bool:
    """Whether a demonym means some people, not all: "young Libyans", "two Moroccans"."""
    return token.tag_ in ("NNS", "NNPS") and any(
        child.dep_ in ("amod", "nummod") for child in token.lefts
    )


def _several(token: Token, actor: Referent) -> Mention:
    span = phrase(token)
    people = describe(token, "people", actor.country)
    return Mention(token.i, span.start_char, span.end_char, actor=people, generic=True)


def _named_mention(
    token: Token, entity: Span, found: Reading, countries: frozenset[str]
) -> Mention | None:
    """A name that we do not know: kept as itself."""
    text = _trim(entity)
    if not text or not any(letter.isupper() for letter in text):
        return None
    begin = entity.start_char + max(entity.text.replace("\n", " ").find(text), 0)
    span = (begin, begin + len(text))
    told = found.introduced.get(text.casefold())
    if told is not None:
        return Mention(token.i, *span, actor=told)
    surname = (
        found.introduced.get(text.split()[-1].casefold()) if entity.label_ == "PERSON" else None
    )
    if surname is not None:
        return Mention(token.i, *span, actor=surname)
    if entity.label_ in ("GPE", "LOC", "FAC"):
        spot = found.world.places.locate(text, countries=countries)
        if spot is not None or after_locative(token):
            place = spot or unlocated(text)
            return Mention(token.i, *span, actor=seated(place, found.world), place=place)
    registered = meant(text, found)
    if not registered and _taken(token):
        return Mention(token.i, *span, place=unlocated(text))
    kind = _ENTITIES[entity.label_]
    town = None if registered else mistaken_town(token, entity.label_, text, countries, found.world)
    if town is not None:
        return Mention(token.i, *span, actor=seated(town, found.world), place=town)
    if not registered and text.split()[-1].lower() in nouns("site"):
        return Mention(token.i, *span, place=unlocated(text))
    referent = (
        refer(registered)
        if registered
        else Referent(id=f"text:{slug(text)}", name=text, kind=kind, country=_origin(token, kind))
    )
    if entity.label_ == "PERSON" and " " in text:
        found.introduced.setdefault(text.split()[-1].casefold(), referent)
        found.introduced.setdefault(text.casefold(), referent)
    return Mention(token.i, *span, actor=referent)


def _origin(token: Token, kind: str) -> str | None:
    return home(token) if kind in ("person", "organisation") else None


def belonging(token: Token, owner: Referent, world: World) -> Mention | None:
    """What a noun stands for by its owner: France's troops, AQIM's fighters, a faction of AQIM."""
    lemma = _lemma(token)
    span = phrase(token)
    here = (token.i, span.start_char, span.end_char)
    if owner.kind == "state":
        return _of_state(token, lemma, owner, world)
    if lemma in nouns("splinter") and (_is_one(token) or _told_apart(token)):
        name = f"{lemma} of {owner.name}"
        part = Referent(f"text:{slug(name)}", name, "armed group", owner.country)
        return Mention(*here, actor=part, generic=True)
    if owner.kind == "people" and lemma in nouns("group"):
        return Mention(*here, actor=describe(token, "armed group", owner.country), generic=True)
    men = token.lower_ == "men" and owner.kind != "person"
    if men or lemma in nouns("member") | nouns("people"):
        return Mention(*here, actor=owner)
    return None


def _of_state(token: Token, lemma: str, state: Referent, world: World) -> Mention | None:
    span = phrase(token)
    here = (token.i, span.start_char, span.end_char)
    for family, body in (("government", "government"), ("force", "armed-forces")):
        if lemma in nouns(family) and f"{state.id}/{body}" in world.actors:
            return Mention(*here, actor=refer(world.actors[f"{state.id}/{body}"]))
    if lemma in nouns("people"):
        return Mention(*here, actor=describe(token, "people", state.country), generic=True)
    if lemma in nouns("group"):
        return Mention(*here, actor=describe(token, "armed group", state.country), generic=True)
    return None


def _common_mention(
    token: Token, lemma: str, found: Reading, entity: Span | None
) -> Mention | None:
    """A noun phrase with a common noun for its head: "Malian troops", "AQIM fighters", "rebels"."""
    owner = _owner(token, found)
    owned = belonging(token, owner, found.world) if owner is not None else None
    if owned is not None and owned.generic and owned.actor is not None:
        return _described(token, owned.actor.kind, found, owned)
    if owned is not None:
        more = (belonging(token, each, found.world) for each in _further_owners(token, found))
        others = tuple(each.actor for each in more if each is not None and each.actor is not None)
        return replace(owned, others=others)
    span = phrase(token)
    here = (token.i, span.start_char, span.end_char)
    if lemma in nouns("people"):
        return _described(token, "people", found)
    if lemma in nouns("group") or lemma in nouns("government"):
        return _described(token, "armed group", found)
    if (
        lemma in nouns("person")
        and token.dep_ in ("compound", "nmod")
        and token.head.pos_ == "PROPN"
    ):
        return None
    if lemma in nouns("person") and token.pos_ in ("NOUN", "PROPN"):
        return _described(token, "person", found)
    if lemma in nouns("place"):
        place = described_place(token, lemma, found)
        return Mention(*here, place=place, generic=True) if place is not None else None
    if _named(token, entity):
        place = supported(span.text, countries_of(found), found.world)
        if place is None and _taken(token):
            place = unlocated(span.text)
        if (
            place is None
            and token.dep_ == "pobj"
            and token.head.lower_ in ("in", "at", "near", "around")
        ):
            place = unlocated(span.text) if looks_placed(span) else None
            if place is None:
                return None
        if place is not None:
            return Mention(*here, place=place)
        known = meant(span.text, found)
        itself = Referent(id=f"text:{slug(span.text)}", name=span.text, kind="organisation")
        return Mention(*here, actor=itself if known is None else refer(known))
    return None


def _described(token: Token, kind: str, found: Reading, whole: Mention | None = None) -> Mention:
    """Somebody described: "Iranian officials"; "Slovak and Iranian envoys" are those of two states."""
    span = phrase(token)
    owners = tuple(_states(token, found)) if token.tag_ == "NNS" else ()
    if len(owners) < 2 and whole is not None:
        return whole
    actor, *others = (
        [_sent_by(each, token, kind) for each in owners]
        if len(owners) > 1
        else [describe(token, kind, home(token))]
    )
    here = Mention(token.i, span.start_char, span.end_char, actor=actor, generic=True)
    return replace(here, others=tuple(others))


def _sent_by(state: Referent, token: Token, kind: str) -> Referent:
    name = f"{token.lower_} of {state.name}"
    return Referent(f"text:{slug(name)}", name, kind, state.country)


def _states(token: Token, found: Reading) -> Iterator[Referent]:
    """The states whose a plural is, where there may be several: "envoys from A and B"."""
    named = [child for child in token.lefts if child.dep_ in ("amod", "compound", "nmod")]
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "from"):
            named += [each for each in child.children if each.dep_ == "pobj"]
    for first in named:
        for each in (first, *(child for child in first.rights if child.dep_ == "conj")):
            mention = found.mentions.get(each.i)
            if mention is not None and mention.actor is not None and mention.actor.kind == "state":
                yield mention.actor


def _told_apart(token: Token) -> bool:
    """Whether a clause tells which one is meant: "the faction of A led by B"."""
    return any(child.dep_ in ("acl", "relcl") for child in token.rights)


def _is_one(token: Token) -> bool:
    """Whether a noun is one of several: "a faction", "one wing"."""
    return any(child.lower_ in ("a", "an", "one", "another") for child in token.lefts)


def _as_ground(token: Token) -> bool:
    """Whether a capital stands as a city and not as its government: "in Kabul", "shelled Kabul"."""
    if token.dep_ == "pobj":
        if token.head.lower_ in ("on", "against"):
            return _lemma(token.head.head) in nouns("ground")
        return token.head.lower_ in ("in", "at", "near", "around", "into", "inside", "outside")
    acted_on = token.dep_ in ("dobj", "nsubjpass")
    return acted_on and _lemma(token.head) in nouns("ground") | nouns("taking")


def _taken(token: Token) -> bool:
    """Whether a name stands where only ground can: "retook Shusha"."""
    return token.dep_ == "dobj" and _lemma(token.head) in nouns("taking")


def _named(token: Token, entity: Span | None) -> bool:
    """Whether a word is a name that the entity recogniser passed over."""
    if not (token.pos_ == "PROPN" or " " in token.text or "-" in token.text) or not any(
        letter.isupper() for letter in token.text
    ):
        return False
    if token.dep_ in ("compound", "nmod", "amod", "punct", "advmod") or len(token.text) < 2:
        return False
    if _lemma(token) in _common() | nouns("part") | nouns("media"):
        return False
    if normal(token.text) in _TITLES or token.text.casefold() in _CALENDAR:
        return False
    return entity is None or entity.label_ not in (
        "DATE",
        "TIME",
        "CARDINAL",
        "ORDINAL",
        "MONEY",
        "PERCENT",
        "QUANTITY",
    )


def _owner(token: Token, found: Reading) -> Referent | None:
    """The named actor beside a common noun: "Malian", "AQIM", "Mali's", "of Mali"."""
    for child in token.children:
        if child.dep_ in ("amod", "compound", "nmod", "poss") and child.i < token.i:
            mention = found.mentions.get(child.i)
            if mention is not None and mention.actor is not None and not mention.generic:
                return mention.actor
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "from"):
            for owner in child.children:
                mention = found.mentions.get(owner.i)
                if (
                    owner.dep_ == "pobj"
                    and mention is not None
                    and mention.actor is not None
                    and not mention.generic
                ):
                    return mention.actor
    return None


def _further_owners(token: Token, found: Reading) -> Iterator[Referent]:
    """Who else has the like: "French and Malian forces" are two armies."""
    for child in token.lefts:
        mention = found.mentions.get(child.i)
        if child.dep_ != "amod" or mention is None:
            continue
        for other in child.rights:
            further = found.mentions.get(other.i)
            if other.dep_ == "conj" and further is not None and further.actor is not None:
                yield further.actor


def _whole(token: Token, actor: Referent | None, place: KnownPlace | None = None) -> Mention:
    return Mention(token.i, token.idx, token.idx + len(token.text), actor=actor, place=place)


def _trim(entity: Span) -> str:
    text = re.sub(r"^(?:(?:the|The|a|an)\s+|['\"“]\s*)", "", entity.text)
    return re.sub(r"(?:['’]s|['’\"”(),.\s])+$", "", text).replace("\n", " ")


def _lemma(token: Token) -> str:
    return token.lemma_.lower()


@cache
def _common() -> frozenset[str]:
    return frozenset(
        word
        for family in ("government", "force", "group", "people", "person", "place")
        for word in nouns(family)
    )


_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "PRON", "NUM"})


_LEFT = frozenset({"amod", "compound", "nmod", "poss", "nummod", "det", "npadvmod", "quantmod"})


_ENTITIES = {
    "PERSON": "person",
    "ORG": "organisation",
    "NORP": "people",
    "GPE": "organisation",
    "LOC": "organisation",
    "FAC": "organisation",
}


_TITLES = frozenset(
    "defense defence state foreign interior prime vice deputy minister secretary president general captain colonel muslim muslims islamic islamist jihadist arab christian".split()
)


_CALENDAR = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
