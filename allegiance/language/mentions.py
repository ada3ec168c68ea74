"""Who and what is mentioned, linked to known actors and places.

Two components. `names`, before the parser, finds the names that the registry and the gazetteer
know and makes one token of each, so that "Al-Qaeda in the Islamic Maghreb" is parsed as the one
name it is. `mentions`, after it, says for the head of every noun phrase which actor, which place,
or both it can stand for: a known one, one that only this text names, or one that it describes.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml
from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from allegiance.ontology.actors import KnownActor, Registry, normal, registry
from allegiance.ontology.gazetteer import Gazetteer, KnownPlace, border, gazetteer, part


@dataclass(frozen=True, slots=True)
class Referent:
    """The actor that a mention stands for."""

    id: str
    name: str
    kind: str
    country: str | None = None
    known: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """One noun phrase that stands for an actor, a place, or (as "Mali" does) either.

    `head` is the token index of its head; `begin` and `end` are offsets in the document's text.
    `antecedent` is the head of the mention that a pronoun or description stands for, and `others` are
    the further actors where it stands for several. `generic` marks a description ("rebels") rather
    than a name.
    """

    head: int
    begin: int
    end: int
    actor: Referent | None = None
    place: KnownPlace | None = None
    antecedent: int | None = None
    others: tuple[Referent, ...] = ()
    generic: bool = False
    pronoun: bool = False

    @property
    def actors(self) -> tuple[Referent, ...]:
        """Everybody it stands for: "they" can be A and B."""
        return () if self.actor is None else (self.actor, *self.others)


class Known(NamedTuple):
    """What a name of the registry or the gazetteer can be."""

    actors: tuple[KnownActor, ...] = ()
    demonym_of: tuple[KnownActor, ...] = ()
    capital_of: KnownActor | None = None
    places: tuple[KnownPlace, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """The actors and places that a pipeline knows."""

    actors: Registry
    places: Gazetteer


@cache
def shipped() -> World:
    """The world that ships with the program."""
    return World(registry(), gazetteer())


@dataclass(slots=True)
class Reading:
    """What the components found in one document, by token index, and the world they know."""

    world: World = field(default_factory=shipped)
    names: dict[int, Known] = field(default_factory=dict)
    mentions: dict[int, Mention] = field(default_factory=dict)
    introduced: dict[str, Referent] = field(default_factory=dict)


def reading(doc: Doc) -> Reading:
    """The reading that our components keep on a document."""
    found = doc.user_data.get("allegiance")
    if found is None:
        found = doc.user_data["allegiance"] = Reading()
    assert isinstance(found, Reading)
    return found


def nouns(family: str) -> frozenset[str]:
    """The lemmas of one family of `nouns.yaml`."""
    return _nouns()[family]


@Language.factory("allegiance_names", default_config={})
def make_names(nlp: Language, name: str) -> "Names":
    return Names(shipped())


@Language.component("allegiance_paragraphs")
def paragraphs(doc: Doc) -> Doc:
    """A blank line, a heading or a list item ends a sentence, whatever the parser thinks."""
    lines = [len(line) for line in doc.text.split("\n") if line.strip()]
    usual = max(lines, default=0)
    line_begin = 0
    for token in doc[:-1]:
        if "\n" not in token.text_with_ws:
            continue
        line = doc.text[line_begin : token.idx].strip()
        following = doc[token.i + 1]
        heading = len(line) < 0.6 * usual and following.is_title and not line.endswith(",")
        if token.text.count("\n") > 1 or line.endswith((".", "!", "?", ":", '"', "”")) or heading:
            following.is_sent_start = True
        line_begin = following.idx
    return doc


class Names:
    """Finds names that we know and makes one token of each."""

    def __init__(self, world: World) -> None:
        self.use(world)

    def use(self, world: World) -> None:
        """Know the actors and places of this world."""
        self.world = world
        self._trie = _Trie()
        for actor in world.actors:
            for name in actor.names:
                self._trie.add(name, Known(actors=(actor,)))
                if " the " in name:
                    self._trie.add(name.replace(" the ", " "), Known(actors=(actor,)))
            for name in actor.demonyms:
                self._trie.add(name, Known(demonym_of=(actor,)))
            if actor.capital:
                self._trie.add(actor.capital, Known(capital_of=actor))
        for name, found in world.places.fixed_names().items():
            self._trie.add(
                found[0].name if normal(found[0].name) == name else name.title(),
                Known(places=tuple(found)),
            )

    def __call__(self, doc: Doc) -> Doc:
        matches = [
            (doc.char_span(begin, end), known) for begin, end, known in self._trie.search(doc.text)
        ]
        by_span = {(span.start, span.end): known for span, known in matches if span is not None}
        others = [*_introduced(doc), *_shaped(doc)]
        candidates = [span for span, _ in matches if span is not None] + others
        spans, heads, acronyms = [], {}, []
        for span in filter_spans(candidates):
            known = by_span.get((span.start, span.end))
            whole, acronym = _bracketed(doc, span, by_span)
            if known is not None:
                heads[span.start_char] = known
            if acronym is not None:
                acronyms.append((acronym, span.text, known))
            spans.append(whole)
        spans = filter_spans(spans)
        longer = [span for span in spans if len(span) > 1]
        with doc.retokenize() as retokenizer:
            for span in longer:
                retokenizer.merge(span, attrs={"LEMMA": span.text})
        found = doc.user_data["allegiance"] = Reading(self.world)
        for acronym, name, known in acronyms:
            _introduce(found, acronym, name, known)
        for token in doc:
            known = heads.get(token.idx)
            if known is not None:
                found.names[token.i] = known
                token.norm_ = _model_name(known) or token.norm_
        return doc


def _model_name(known: Known) -> str | None:
    """A name of the same kind that the parser has often seen; it parses a rare one better as that."""
    if known.actors:
        return {"state": "iran", "person": "obama"}.get(known.actors[0].kind, "hamas")
    return "baghdad" if known.places and not known.demonym_of else None


@Language.component("allegiance_mentions")
def mentions(doc: Doc) -> Doc:
    """Give every noun phrase that stands for an actor or a place its mention."""
    found = reading(doc)
    _repair(doc, found)
    countries = _countries(found)
    entities = {token.i: span for span in doc.ents for token in span}
    for token in doc:
        mention = _name(token, found, entities.get(token.i), countries)
        if mention is not None:
            found.mentions[token.i] = mention
    _one_place(doc, found.mentions)
    for token in doc:
        if token.i not in found.mentions and token.pos_ in _NOMINAL:
            mention = _common_mention(token, _lemma(token), found, entities.get(token.i))
            if mention is not None:
                found.mentions[token.i] = mention
    return doc


def _one_place(doc: Doc, mentions: dict[int, Mention]) -> None:
    """A name that is a place somewhere in a text is that place wherever it is nobody we know."""
    placed = {doc[at].text: each.place for at, each in mentions.items() if each.actor is None}
    for at, each in list(mentions.items()):
        place = placed.get(doc[at].text)
        whole = each.end - each.begin == len(doc[at].text)
        if place is not None and whole and each.actor is not None and not each.actor.known:
            mentions[at] = replace(each, actor=None, place=place)


def _repair(doc: Doc, found: Reading) -> None:
    """A known name is a name and has a name's place in the clause, whatever the parser says."""
    for at, known in found.names.items():
        token = doc[at]
        if known.demonym_of and not known.actors:
            continue
        if token.pos_ not in ("PROPN", "NOUN"):
            token.pos_ = "PROPN"
        _as_verb(token)
        _as_argument(token)
        _as_first(token, found)
        if known.actors and known.actors[0].kind != "person":
            _as_listed(token, found)
    for token in doc:
        if token.lower_ == "aid" and token.pos_ == "VERB" and _opens_a_trade(token):
            token.pos_, token.tag_ = "NOUN", "NN"
        elif token.pos_ == "NOUN" and any(child.dep_ == "dobj" for child in token.rights):
            _verbalise(token)


def _as_argument(token: Token) -> None:
    """A name beside a verb that lacks it: its object right after it, its subject before it."""
    verb = token.head
    if token.dep_ == "pobj" and verb.lower_ in ("before", "after", "since", "until", "as"):
        _as_clause(token)
        return
    if token.dep_ not in _STRAY or verb.pos_ != "VERB":
        return
    taken = {child.dep_ for child in verb.children}
    if token.i > verb.i and not taken & {"dobj", "nsubjpass"}:
        token.dep_ = "dobj"
    elif token.i < verb.i and not taken & {"nsubj", "nsubjpass", "aux"} and _opens_clause(token):
        token.dep_ = "nsubj"


def _as_clause(name: Token) -> None:
    """ "before A merged" read as "before A" and "merged": A is the subject."""
    verb = name.nbor() if name.i + 1 < len(name.doc) else name
    finite = verb.tag_ in ("VBD", "VBZ", "VBP") and verb.dep_ == "conj"
    if not finite or any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children):
        return
    mark = name.head
    name.head, name.dep_ = verb, "nsubj"
    mark.head, mark.dep_, verb.dep_ = verb, "mark", "advcl"


def _as_first(second: Token, found: Reading) -> None:
    """ "By July A and B ran" read as "by A" and "B ran": A is a subject beside B."""
    if second.dep_ != "nsubj" or second.i < 3 or second.nbor(-1).dep_ != "cc":
        return
    first = second.nbor(-2)
    dated = [child for child in first.lefts if child.ent_type_ == "DATE"]
    if first.dep_ != "pobj" or first.i not in found.names or not dated:
        return
    date, prep = dated[-1], first.head
    first.head, first.dep_ = second.head, "nsubj"
    date.head, date.dep_ = prep, "pobj"
    second.nbor(-1).head = first
    second.head, second.dep_ = first, "conj"


def _opens_clause(token: Token) -> bool:
    return bool(token.is_sent_start) or token.nbor(-1).is_punct


def _as_verb(name: Token) -> None:
    """ "A arms B" and "A split from B" read as noun phrases: the middle is a verb."""
    if name.dep_ not in ("compound", "nmod") or name.i + 2 >= len(name.doc):
        return
    verb, after = name.nbor(), name.nbor(2)
    if verb.lower_ not in nouns("verb") or verb.pos_ not in ("NOUN", "PROPN"):
        return
    named = after.pos_ == "PROPN" or (after.tag_ == "DT" and verb.tag_ == "NNS")
    if verb != name.head or not (named or after.lower_ == "from" or verb.dep_ == "ROOT"):
        return
    _verbalise(verb)
    name.dep_ = "nsubj"
    above = verb.head
    if named and above.i > verb.i and verb.dep_ in ("compound", "nmod"):
        verb.head, verb.dep_ = (above.head if above.head != above else verb), above.dep_
        for child in [child for child in above.lefts if child.i < name.i]:
            child.head = verb
        above.head, above.dep_ = verb, "dobj"


def _verbalise(token: Token) -> None:
    if token.lower_ not in nouns("verb"):
        return
    token.pos_ = "VERB"
    token.tag_ = "VBZ" if token.lower_.endswith("s") else "VBD"
    token.lemma_ = token.lower_.removesuffix("s")


def _as_listed(token: Token, found: Reading) -> None:
    """In "A, B, and C" B is no apposition to A."""
    head = token.head
    if token.dep_ != "appos" or head.i not in found.names or not found.names[head.i].actors:
        return
    if head.i > token.i or token.i - head.i != 2:
        return
    ends = (child for each in (head, token) for child in each.rights)
    if any(child.dep_ in ("cc", "conj") and child.i > token.i for child in ends):
        token.dep_ = "conj"


def _opens_a_trade(token: Token) -> bool:
    """Whether "aid" only says which workers or agencies are meant."""
    following = token.nbor() if token.i + 1 < len(token.doc) else token
    return following.lemma_ in (
        "worker",
        "agency",
        "group",
        "convoy",
        "organisation",
        "organization",
    )


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


def _opens(token: Token) -> bool:
    """Whether a word has its capital only because it opens the sentence."""
    return (
        bool(token.is_sent_start)
        and token.pos_ not in ("PROPN", "ADV", "X")
        and not token.ent_type_
        and (token.i + 1 == len(token.doc) or token.nbor().text != "-")
    )


def slug(name: str) -> str:
    return re.sub(r"[^\w]+", "-", normal(name)).strip("-")


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
    place = _choose_place(known.places, countries)
    if known.actors:
        actor = _choose(known.actors, countries)
        name = refer(actor)
        if actor.kind == "state" and place is None:
            place = _country_place(actor, world)
        return _whole(token, name, place)
    if known.demonym_of:
        actor = _choose(known.demonym_of, countries)
        if _some(token):
            return _several(token, actor)
        return _whole(token, refer(actor))
    if known.capital_of is not None:
        place = place or world.places.locate(token.text, countries=_country_of(known.capital_of))
        return _whole(token, refer(known.capital_of), place)
    if place is not None:
        return _whole(token, _state(place, world) if place.kind == "country" else None, place)
    return None


def _some(token: Token) -> bool:
    """Whether a demonym means some people, not all: "young Libyans", "two Moroccans"."""
    return token.tag_ in ("NNS", "NNPS") and any(
        child.dep_ in ("amod", "nummod") for child in token.lefts
    )


def _several(token: Token, actor: KnownActor) -> Mention:
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
    surname = (
        found.introduced.get(text.split()[-1].casefold()) if entity.label_ == "PERSON" else None
    )
    if surname is not None:
        return Mention(token.i, *span, actor=surname)
    if entity.label_ in ("GPE", "LOC", "FAC"):
        spot = found.world.places.locate(text, countries=countries)
        if spot is not None or _after_locative(token):
            place = spot or _unlocated(text)
            return Mention(token.i, *span, actor=_seated(place, found.world), place=place)
    registered = found.world.actors.find(text)
    kind = _ENTITIES[entity.label_]
    town = (
        None if registered else _mistaken_town(token, entity.label_, text, countries, found.world)
    )
    if town is not None:
        return Mention(token.i, *span, actor=_seated(town, found.world), place=town)
    if not registered and text.split()[-1].lower() in nouns("site"):
        return Mention(token.i, *span, place=_unlocated(text))
    referent = (
        refer(registered[0])
        if registered
        else Referent(id=f"text:{slug(text)}", name=text, kind=kind)
    )
    if entity.label_ == "PERSON" and " " in text:
        found.introduced.setdefault(text.split()[-1].casefold(), referent)
        found.introduced.setdefault(text.casefold(), referent)
    return Mention(token.i, *span, actor=referent)


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
    if owned is not None:
        more = (belonging(token, each, found.world) for each in _further_owners(token, found))
        others = tuple(each.actor for each in more if each is not None and each.actor is not None)
        return replace(owned, others=others)
    span = phrase(token)
    here = (token.i, span.start_char, span.end_char)
    if lemma in nouns("people"):
        return Mention(*here, actor=describe(token, "people"), generic=True)
    if lemma in nouns("group") or lemma in nouns("government"):
        return Mention(*here, actor=describe(token, "armed group"), generic=True)
    if (
        lemma in nouns("person")
        and token.dep_ in ("compound", "nmod")
        and token.head.pos_ == "PROPN"
    ):
        return None
    if lemma in nouns("person") and token.pos_ in ("NOUN", "PROPN"):
        return Mention(*here, actor=describe(token, "person"), generic=True)
    if lemma in nouns("place"):
        place = _described_place(token, lemma, found)
        return Mention(*here, place=place, generic=True) if place is not None else None
    if _named(token, entity):
        place = _supported(span.text, _countries(found), found.world)
        if (
            place is None
            and token.dep_ == "pobj"
            and token.head.lower_ in ("in", "at", "near", "around")
        ):
            place = _unlocated(span.text) if _looks_placed(span) else None
            if place is None:
                return None
        if place is not None:
            return Mention(*here, place=place)
        return Mention(
            *here, actor=Referent(id=f"text:{slug(span.text)}", name=span.text, kind="organisation")
        )
    return None


def _looks_placed(span: Span) -> bool:
    """Whether an unknown name after "in" may be a place; battles and treaties are none."""
    names = all(token.text[:1].isupper() or token.pos_ in ("DET", "ADP") for token in span)
    return names and not any(_lemma(token) in nouns("event") for token in span)


def _told_apart(token: Token) -> bool:
    """Whether a clause tells which one is meant: "the faction of A led by B"."""
    return any(child.dep_ in ("acl", "relcl") for child in token.rights)


def _is_one(token: Token) -> bool:
    """Whether a noun is one of several: "a faction", "one wing"."""
    return any(child.lower_ in ("a", "an", "one", "another") for child in token.lefts)


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


def _mistaken_town(
    token: Token, label: str, text: str, countries: frozenset[str], world: World
) -> KnownPlace | None:
    """A town that the entity recogniser takes for an organisation, a people or a person."""
    if label == "ORG":
        return _supported(text, countries, world)
    if " " in text:
        town = _supported(text, countries, world)
        return town if town is not None and town.country not in _SURNAMED else None
    if any(child.dep_ in ("compound", "nmod") for child in token.lefts):
        return None
    if _after_locative(token):
        return world.places.locate(text, countries=countries)
    place = _supported(text, countries, world)
    if place is None or place.population >= _CITY:
        return place
    return place if token.dep_ in _ACTED_ON and place.country not in _SURNAMED else None


def _seated(town: KnownPlace, world: World) -> Referent | None:
    """The state whose capital a town is, by whichever name: "Kiev" is Kyiv."""
    if town.country is None or town.country not in world.actors:
        return None
    state = world.actors[town.country]
    return refer(state) if state.capital == town.name else None


def _supported(name: str, countries: frozenset[str], world: World) -> KnownPlace | None:
    """A town of that name in a country that the document speaks of; no other town is believed."""
    if not countries:
        return None
    place = world.places.locate(name, countries=countries)
    if place is None or place.country not in countries or 0 < place.population < 2000:
        return None
    return place


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


def _described_place(token: Token, lemma: str, found: Reading) -> KnownPlace | None:
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


def _bracketed(
    doc: Doc, span: Span, by_span: Mapping[tuple[int, int], Known]
) -> tuple[Span, str | None]:
    """A name with its acronym in brackets, "Army of the Levant (AL)", as one name; and the acronym."""
    end = span.end
    while end < len(doc) and (doc[end].is_quote or doc[end].is_space):
        end += 1
    if end + 2 >= len(doc) or doc[end].text != "(":
        return span, None
    closing = next(
        (at for at in range(end + 2, min(end + 8, len(doc))) if doc[at].text == ")"), None
    )
    if closing is None:
        return span, None
    inside = doc[end + 1 : closing]
    here, there = by_span.get((span.start, span.end)), by_span.get((inside.start, inside.end))
    alike = here is not None and there is not None and set(here.actors) & set(there.actors)
    if alike or _abbreviates(inside.text, span.text):
        return doc[span.start : closing + 1], inside.text
    return span, None


def _introduce(found: Reading, acronym: str, name: str, known: Known | None) -> None:
    """From here on the acronym, and the name, mean one actor."""
    if known is not None and known.actors:
        referent = refer(known.actors[0])
    else:
        referent = Referent(id=f"text:{slug(name)}", name=name, kind="organisation")
        found.introduced.setdefault(name.casefold(), referent)
        found.introduced.setdefault(f"{name} ({acronym})".casefold(), referent)
    found.introduced.setdefault(acronym.casefold(), referent)


def _abbreviates(one: str, other: str) -> bool:
    """Whether one is an acronym of the other: its letters are the other's initials, in order."""
    short, long = sorted((one, other), key=len)
    if not (
        1 < len(short) <= 8 and short[:1].isupper() and short.isalnum()
    ) or " " not in long.replace("-", " "):
        return False
    initials = "".join(word[0] for word in re.split(r"[\s-]+", long) if word).casefold()
    letters = iter(initials)
    return (
        initials[:1] in (short[:1].casefold(), "t", "a")
        and all(letter in letters for letter in short.casefold() if letter.isalpha())
    ) or short.casefold() in initials


_INTRODUCED = re.compile(
    r"\b((?:[A-Z][\w'’]+[ -]|(?:of|the|for|in|and|al|de|fi|bi)[ -])*[A-Z][\w'’]*\w)['’\"”]?\s?\(([A-Z][A-Za-z]{1,7})\)"
)


def _introduced(doc: Doc) -> list[Span]:
    """Long names followed by their acronym in brackets, each as one span, without a leading "The"."""
    spans = []
    for match in _INTRODUCED.finditer(doc.text):
        name, acronym = match.group(1), match.group(2)
        words = [(word.group(), word.start()) for word in re.finditer(r"[\w'’]+", name)]
        capitals = [letter for letter in acronym if letter.isupper()]
        begin = None
        for length in range(len(words), 0, -1):
            tail = words[len(words) - length :]
            initials = [word[0].upper() for word, _ in tail if word[0].isupper()]
            if (
                tail[0][0][0].isupper()
                and initials[: len(capitals)] == capitals
                and len(initials) <= len(capitals) + 1
            ):
                begin = tail[0][1]
                break
        if begin is None:
            continue
        span = doc.char_span(match.start(1) + begin, match.end(1))
        if span is not None:
            spans.append(span)
    return spans


_FOREIGN = re.compile(
    r"\b(?:[A-Z][\w'’ʿʾ]+[ -])*(?:[A-Z][\w'’ʿʾ]+[ -]|\b(?=[aA]l-|[eE]l-|ash-|as-|an-))(?:(?:[aA]l|[eE]l|ash|as|an|ar|at|ad|ul|us|bin|ibn|ben|bint|abu|Abu|Ag|ag|fi|van|von|der|de|da|dos|del|ould|Ould)[ -]+)+[A-Z][\w'’ʿʾ]+(?:[- ][A-Z][\w'’ʿʾ]+(?=[ ,.;:)]))?"
)
_INSTITUTION = re.compile(
    r"\b(?:(?:[A-Z][\w'’]+|\d+(?:st|nd|rd|th))[ -](?:(?:of the|for the|of|for|de|du)[ ])*){1,6}"
    r"(?:Front|Brigades?|Movement|Party|Council|Organi[sz]ation|Group|Network|Union|Congress|Squadron|Wing|Battalion|Division"
    r"|Regiment|Corps|Guards?|Command|Alliance|League|Committee|Agency|Legion|Federation|Resistance|Militia|Fighters|Airmen|Riders|Company|Marines)\b"
)


def _shaped(doc: Doc) -> list[Span]:
    """Names told by their shape: "Suqour al-Sham", "the 134th Expeditionary Fighter Squadron"."""
    spans = []
    for pattern in (_FOREIGN, _INSTITUTION):
        for match in pattern.finditer(doc.text):
            name = _POSSESSIVE.sub("", match.group())
            span = doc.char_span(*_untitled(name, match.start()))
            if span is not None and len(span) > 1:
                spans.append(span)
    return spans


def _untitled(name: str, begin: int) -> tuple[int, int]:
    """A name without the title, demonym or article that opens it."""
    end = begin + len(name)
    while True:
        first, gap, rest = name.partition(" ")
        if (
            not gap
            or not (normal(first) in _OPENERS or _is_demonym(first))
            or (" " not in rest and "-" not in rest)
        ):
            return begin, end
        begin += len(first) + 1
        name = rest


@cache
def _is_demonym(word: str) -> bool:
    return any(actor.kind == "state" for actor in shipped().actors.of_demonym(word))


def _whole(token: Token, actor: Referent | None, place: KnownPlace | None = None) -> Mention:
    return Mention(token.i, token.idx, token.idx + len(token.text), actor=actor, place=place)


def refer(actor: KnownActor) -> Referent:
    return Referent(actor.id, actor.name, actor.kind, actor.country, known=True)


def _state(place: KnownPlace, world: World) -> Referent | None:
    if place.country and place.country in world.actors:
        return refer(world.actors[place.country])
    return None


def _country_of(actor: KnownActor) -> tuple[str, ...]:
    return (actor.country,) if actor.country else ()


def _country_place(actor: KnownActor, world: World) -> KnownPlace | None:
    found = [place for place in world.places.find(actor.name) if place.kind == "country"]
    return found[0] if found else None


def _choose(actors: tuple[KnownActor, ...], countries: Collection[str]) -> KnownActor:
    """The likeliest of several actors of one name: one at home where the document is."""
    if len(actors) == 1:
        return actors[0]
    return next((actor for actor in actors if actor.country in countries), actors[0])


def _choose_place(places: tuple[KnownPlace, ...], countries: Collection[str]) -> KnownPlace | None:
    if not places:
        return None
    return next((place for place in places if place.country in countries), places[0])


def _unlocated(name: str) -> KnownPlace:
    return KnownPlace(
        id=f"text:{slug(name)}",
        name=name,
        country=None,
        lat=None,
        lon=None,
        kind="point",
        precision="unknown",
    )


def _countries(found: Reading) -> frozenset[str]:
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


def _after_locative(token: Token) -> bool:
    return token.dep_ == "pobj" and token.head.lower_ in _LOCATIVE


def _trim(entity: Span) -> str:
    text = re.sub(r"^(?:(?:the|The|a|an)\s+|['\"“]\s*)", "", entity.text)
    return re.sub(r"(?:['’]s|['’\"”(),.\s])+$", "", text).replace("\n", " ")


def _lemma(token: Token) -> str:
    return token.lemma_.lower()


@cache
def _nouns() -> Mapping[str, frozenset[str]]:
    file = files("allegiance.language").joinpath("nouns.yaml")
    return {
        family: frozenset(words)
        for family, words in yaml.load(file.read_bytes(), yaml.CSafeLoader).items()
    }


@cache
def _common() -> frozenset[str]:
    return frozenset(
        word
        for family in ("government", "force", "group", "people", "person", "place")
        for word in nouns(family)
    )


class _Trie:
    """Names by their words in normal form; `search` gives the longest at each word."""

    def __init__(self) -> None:
        self._root: dict[str, dict[str, object]] = {}
        self._ends: dict[tuple[str, ...], list[tuple[str, Known]]] = {}
        self._prefixes: set[tuple[str, ...]] = set()
        self._first: set[str] = set()

    def add(self, name: str, known: Known) -> None:
        words = tuple(normal(name).split())
        if not words:
            return
        self._ends.setdefault(words, []).append((name, known))
        self._first.add(words[0])
        for length in range(1, len(words)):
            self._prefixes.add(words[:length])

    def search(self, text: str) -> Iterator[tuple[int, int, Known]]:
        words = [_word(match) for match in _WORD.finditer(text)]
        at = 0
        while at < len(words):
            length, hit = self._longest(words, at, text)
            if hit is not None:
                yield hit
            at += max(length, 1)

    def _longest(
        self, words: list["_Word"], at: int, text: str
    ) -> tuple[int, tuple[int, int, Known] | None]:
        """How many words the longest name at a word has, and that name."""
        best, hit = 0, None
        key: tuple[str, ...] = ()
        if not {words[at].form, words[at].bare} & self._first:
            return best, hit
        for length in range(1, len(words) - at + 1):
            word = words[at + length - 1]
            if length > 1 and not _JOIN.fullmatch(text[words[at + length - 2].end : word.begin]):
                break
            for form, end in ((word.bare, word.bare_end), (word.form, word.end)):
                if (*key, form) in self._ends:
                    known = self._fits((*key, form), text[words[at].begin : end])
                    if known is not None:
                        best, hit = length, (words[at].begin, end, known)
                        break
            key = (*key, word.form)
            if key not in self._prefixes:
                break
        return best, hit

    def _fits(self, key: tuple[str, ...], text: str) -> Known | None:
        """What the name can be as it is written here: "us" is not the US, nor "Chad" a chad."""
        fitting = [known for name, known in self._ends[key] if _written_alike(name, text)]
        if not fitting:
            return None
        return Known(
            actors=tuple(dict.fromkeys(actor for known in fitting for actor in known.actors)),
            demonym_of=tuple(
                dict.fromkeys(actor for known in fitting for actor in known.demonym_of)
            ),
            capital_of=next((known.capital_of for known in fitting if known.capital_of), None),
            places=tuple(dict.fromkeys(place for known in fitting for place in known.places)),
        )


class _Word(NamedTuple):
    """A word of a text in normal form, and the same without a possessive 's."""

    form: str
    begin: int
    end: int
    bare: str
    bare_end: int


def _word(match: re.Match[str]) -> _Word:
    bare = _POSSESSIVE.sub("", match.group())
    begin = match.start()
    return _Word(normal(match.group()), begin, match.end(), normal(bare), begin + len(bare))


def _written_alike(name: str, text: str) -> bool:
    plain = text.replace(".", "")
    if name.replace(".", "").isupper() and len(name.replace(".", "")) <= 6:
        return plain.isupper()
    if name[:1].isupper():
        return text[:1].isupper() or _SMALL.match(text) is not None
    return not (name.islower() and text.isupper())


_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d*[^\W_]+(?:['’ʼ`][^\W\d_]+)*")
_SMALL = re.compile(
    r"(?:(?:al|el|ash|as|an|ar)-|(?:north|south|east|west|northeast|northwest|southeast|southwest)ern )"
    r"[^\W\d_a-z]"
)
_CITY = 50_000  # people; a smaller town's name is more often somebody's
_POSSESSIVE = re.compile(r"['’]s$")
_JOIN = re.compile(r"[ \t]?[-‐–]?[ \t]?|\n|[ \t]+|-")
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
_LOCATIVE = frozenset(
    "in at near around from to into of across outside inside towards toward".split()
)
# Kinds of actors whose country a text that names them speaks of.
_AT_HOME = frozenset({"state", "government", "armed force", "armed group"})
_STRAY = frozenset({"advmod", "npadvmod", "dep", "intj", "oprd", "acomp"})
_ACTED_ON = frozenset({"dobj", "pobj", "conj", "nsubjpass", "appos"})
# Where towns are called like families.
_SURNAMED = frozenset({"US", "GB", "AU", "CA", "NZ", "IE"})
_COMPASS = {word: word for word in ("north", "south", "east", "west")}
_OPENERS = frozenset(
    "the a an some many several most other all these those in on at by for from with of and but as after before when while since during under both secretary minister prime president general colonel"
    " captain emir commander leader sheikh king prince mr mrs ms dr sir senator spokesman spokesperson chief navy army air defense defence foreign former"
    " col gen capt maj lt sgt ambassador governor mayor ayatollah imam mullah premier chancellor".split()
)
_TITLES = frozenset(
    "defense defence state foreign interior prime vice deputy minister secretary president general captain colonel muslim muslims islamic islamist jihadist arab christian".split()
)
_CALENDAR = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
