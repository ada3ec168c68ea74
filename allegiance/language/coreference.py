"""Which mention "they", "its emir", "the group" and "the city" stand for.

Rules over offsets and the parse, no trained resolver: recency first, then the role of the
candidate, and never across a clash of number or kind. After the salience rules of Lappin and
Leass (1994, "An algorithm for pronominal anaphora resolution"), with weights kept few.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from allegiance.language.mentions import belonging, phrase
from allegiance.language.reading import Mention, Referent, World, nouns, reading, refer
from allegiance.ontology.gazetteer import KnownPlace


@Language.component("allegiance_coreference")
def coreference(doc: Doc) -> Doc:
    """Give pronouns and pointing descriptions the mention that they stand for."""
    found = reading(doc)
    _appositions(doc, found.mentions)
    earlier: list[tuple[Token, Mention]] = []
    places: list[tuple[Token, Mention]] = []
    for token in doc:
        mention = found.mentions.get(token.i)
        if token.lower_ in _FIRST:
            mention = _speaker(token, earlier, doc) or mention
        elif token.pos_ == "PRON" or token.lower_ in _POSSESSIVE:
            mention = _placed(token, _pronoun(token, earlier), places) or mention
        elif _both(token):
            mention = _pair(token, earlier) or mention
        elif _possessed(token, mention, found.mentions):
            mention = _owned(token, earlier, found.world, found.mentions) or mention
        elif _points_back(token, mention):
            mention = _description(token, earlier, places) or mention
        if mention is None:
            continue
        found.mentions[token.i] = mention
        if mention.actor is not None:
            earlier.append((token, mention))
        if mention.place is not None:
            places.append((token, mention))
    return doc


def _pronoun(token: Token, earlier: list[tuple[Token, Mention]]) -> Mention | None:
    """The likeliest antecedent of a third-person pronoun within three sentences."""
    asked = _PRONOUNS.get(token.lower_)
    if asked is None or token.tag_ in ("WDT", "WP", "EX") or _expletive(token):
        return None
    ahead = _cataphor(token)
    if ahead is not None:
        mention = reading(token.doc).mentions.get(ahead.i)
        if mention is not None and mention.actor is not None and not mention.pronoun:
            return Mention(
                token.i,
                token.idx,
                token.idx + len(token.text),
                actor=mention.actor,
                place=mention.place,
                antecedent=ahead.i,
                pronoun=True,
            )
    met = _met(token, earlier) if token.lower_ == "they" else None
    if met is not None:
        return met
    barred = _coarguments(token)
    partners = _actors_at(barred, token.doc)
    best: tuple[float, Token, Mention] | None = None
    for other, mention in _latest(earlier, token):
        if mention.actor is None or other.i in barred or mention.actor in partners:
            continue
        if not _agrees(asked, mention.actor, other):
            continue
        score = _salience(other, mention, token)
        if best is None or score > best[0]:
            best = (score, other, mention)
    if best is None or best[0] <= 0:
        return None
    _, other, mention = best
    return Mention(
        token.i,
        token.idx,
        token.idx + len(token.text),
        actor=mention.actor,
        antecedent=mention.antecedent if mention.antecedent is not None else other.i,
        others=_companions(other, token) if asked == "many" else (),
        generic=mention.generic,
        pronoun=True,
    )


def _met(token: Token, earlier: list[tuple[Token, Mention]]) -> Mention | None:
    """ "They" after "A met B" are A and B."""
    start = token.sent.start
    if token.dep_ != "nsubj" or start == 0:
        return None
    since = token.doc[start - 1].sent.start
    first_at, end_at = (bisect_left(earlier, at, key=lambda met: met[0].i) for at in (since, start))
    pair = [
        (other, each)
        for other, each in earlier[first_at:end_at]
        if other.head.lemma_ in _MEETING and other.dep_ in ("nsubj", "dobj") and each.actor
    ]
    if {other.dep_ for other, _ in pair} != {"nsubj", "dobj"}:
        return None
    (first, mention), *rest = pair
    others = tuple(each.actor for _, each in rest if each.actor is not None)
    begin, end = token.idx, token.idx + len(token.text)
    actor = mention.actor
    return Mention(
        token.i, begin, end, actor=actor, others=others, antecedent=first.i, pronoun=True
    )


def _placed(
    token: Token, mention: Mention | None, places: list[tuple[Token, Mention]]
) -> Mention | None:
    """ "it" and "its" can also be the place spoken of: "Sinjar was freed after its occupation"."""
    if token.lower_ not in ("it", "its") or not places or _expletive(token):
        return mention
    other, place = places[-1]
    if other.sent != token.sent or other.dep_ not in ("nsubj", "nsubjpass", "dobj", "ROOT"):
        return mention
    if mention is not None:
        return replace(mention, place=place.place)
    return Mention(
        token.i,
        token.idx,
        token.idx + len(token.text),
        place=place.place,
        antecedent=other.i,
        pronoun=True,
    )


def _companions(other: Token, pronoun: Token) -> tuple[Referent, ...]:
    """The actors coordinated with an antecedent: "they" are all of them, but not who is "theirs"."""
    mentions = reading(other.doc).mentions
    first = other
    while first.dep_ == "conj":
        first = first.head
    group, queue = [], [first]
    while queue:
        token = queue.pop()
        group.append(token)
        queue.extend(child for child in token.children if child.dep_ == "conj")
    theirs = pronoun.head if pronoun.dep_ == "poss" else pronoun
    found = [token for token in group if token not in (other, theirs) and token.i in mentions]
    actors = [mentions[token.i].actor for token in found]
    return tuple(dict.fromkeys(actor for actor in actors if actor is not None))


def _pair(token: Token, earlier: list[tuple[Token, Mention]]) -> Mention | None:
    """ "both groups", "the two sides": the last two named actors of a body's kind."""
    span = phrase(token)
    pair: list[tuple[Token, Referent]] = []
    for other, mention in reversed(earlier[-16:]):
        actor = mention.actor
        if (
            actor is None
            or mention.generic
            or mention.pronoun
            or (actor.kind == "person" and token.lemma_ not in ("leader", "man", "commander"))
        ):
            continue
        if (
            token.lemma_ in ("leader", "commander", "president", "minister")
            and actor.kind != "person"
        ):
            continue
        if all(actor.id != known.id for _, known in pair):
            pair.append((other, actor))
        if len(pair) == 2:
            (other, last), (_, first) = pair
            return Mention(
                token.i,
                span.start_char,
                span.end_char,
                actor=first,
                others=(last,),
                antecedent=other.i,
            )
    return None


def _both(token: Token) -> bool:
    if token.tag_ != "NNS" or token.lemma_ not in nouns("anaphor") | {
        "side",
        "leader",
        "country",
        "state",
        "commander",
        "neighbour",
        "neighbor",
        "organization",
    }:
        return False
    lefts = {child.lower_ for child in token.lefts}
    return ("both" in lefts or "two" in lefts) and lefts <= {"both", "the", "two", "these", "those"}


def _possessed(token: Token, mention: Mention | None, mentions: dict[int, Mention]) -> bool:
    """Whether a noun is told by a pronoun's owner only: "its fighters", "our army"."""
    if token.pos_ != "NOUN" or (mention is not None and not mention.generic):
        return False
    return any(_whose(child, mentions) is not None for child in token.lefts)


def _whose(child: Token, mentions: dict[int, Mention]) -> Mention | None:
    owner = mentions.get(child.i)
    if child.dep_ != "poss" or owner is None or owner.actor is None or not owner.pronoun:
        return None
    led = owner.actor.kind == "person" and child.head.lemma_.lower() in _LED
    return owner if led or not owner.generic else None


def _owned(
    token: Token, earlier: list[tuple[Token, Mention]], world: World, mentions: dict[int, Mention]
) -> Mention | None:
    """The owner's body, or the owner; "his group" is the group last named."""
    owner = next(filter(None, (_whose(child, mentions) for child in token.lefts)))
    actor = owner.actor
    assert actor is not None
    lemma = token.lemma_.lower()
    if actor.kind == "person" and lemma in _LED:
        return _description(token, earlier, [])
    country = actor.country or ""
    if actor.kind == "government" and country in world.actors and lemma in nouns("force"):
        actor = refer(world.actors[country])
    held = belonging(token, actor, world)
    return held and replace(held, antecedent=owner.antecedent)


def _speaker(token: Token, earlier: list[tuple[Token, Mention]], doc: Doc) -> Mention | None:
    """ "we" and "I" are who speaks: the source of the quotation, else whoever the text speaks for."""
    mentions = reading(doc).mentions
    for said in doc.user_data.get("attributions", ()):
        if said.source is not None and any(begin <= token.i < end for begin, end in said.content):
            source = mentions.get(said.source)
            if source is not None and source.actor is not None:
                many = token.lower_ in _MANY_OF_US
                return Mention(
                    token.i,
                    token.idx,
                    token.idx + len(token.text),
                    actor=(_office(source.actor, doc) if many else None) or source.actor,
                    antecedent=said.source,
                    pronoun=True,
                )
    if token.lower_ in ("i", "me", "my"):
        return None
    barred = _coarguments(token)
    for other, mention in earlier:
        actor = mention.actor
        if (
            actor is not None
            and other.i not in barred
            and not mention.generic
            and other.dep_ == "nsubj"
            and actor.kind in ("state", "government", "organisation", "coalition")
        ):
            return Mention(
                token.i,
                token.idx,
                token.idx + len(token.text),
                actor=actor,
                antecedent=other.i,
                pronoun=True,
            )
    return None


def _office(person: Referent, doc: Doc) -> Referent | None:
    """The body that an official speaks for when he says "we": the one that his title names."""
    if person.kind != "person":
        return None
    mentions = reading(doc).mentions
    for at, mention in mentions.items():
        if mention.actor != person or mention.pronoun:
            continue
        near = [*doc[at].lefts, *(child for child in doc[at].children if child.dep_ == "appos")]
        titles = [each for each in near if each.lemma_.lower() in nouns("person")]
        for each in (*near, *(left for title in titles for left in title.lefts)):
            named = mentions.get(each.i)
            if named is not None and named.actor is not None and named.actor.kind in _OFFICES:
                return named.actor
    return None


def _appositions(doc: Doc, mentions: dict[int, Mention]) -> None:
    """A description in apposition to a name is that name's: "Kato, a commander who ..."."""
    for token in doc:
        if token.dep_ != "appos":
            continue
        here, there = mentions.get(token.i), mentions.get(token.head.i)
        if here is None or there is None or here.actor is None or there.actor is None:
            continue
        if here.generic and not there.generic and _compatible(here.actor, there.actor):
            mentions[token.i] = replace(
                here, actor=there.actor, antecedent=token.head.i, generic=False
            )
        elif there.generic and not here.generic and _compatible(there.actor, here.actor):
            mentions[token.head.i] = replace(
                there, actor=here.actor, antecedent=token.i, generic=False
            )
        elif (
            here.actor.kind == "person"
            and there.actor.kind != "person"
            and token.head.dep_ == "pobj"
        ):
            title = token.head.head.head
            described = mentions.get(title.i)
            if (
                described is not None
                and described.generic
                and described.actor is not None
                and described.actor.kind == "person"
            ):
                mentions[title.i] = replace(
                    described, actor=here.actor, antecedent=token.i, generic=False
                )


def _compatible(description: Referent, name: Referent) -> bool:
    return (description.kind == "person") == (name.kind == "person")


def _cataphor(token: Token) -> Token | None:
    """The subject that follows: "Having lost its base, A fled", "After losing its base, A fled"."""
    clause = token
    while clause.dep_ not in ("advcl", "pcomp", "ROOT", "ccomp", "relcl") and clause.head != clause:
        clause = clause.head
    if clause.dep_ not in ("advcl", "pcomp") or _subject(clause) is not None:
        return None
    subject = _subject(clause.head.head if clause.dep_ == "pcomp" else clause.head)
    return subject if subject is not None and subject.i > token.i else None


def _subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)


def _description(
    token: Token, earlier: list[tuple[Token, Mention]], places: list[tuple[Token, Mention]]
) -> Mention | None:
    """The antecedent of "the group" or "the city": the last name of that kind."""
    lemma = token.lemma_.lower()
    span = phrase(token)
    if lemma in nouns("place"):
        for other, mention in reversed(places[-12:]):
            place = mention.place
            if lemma in ("country", "nation") and place is not None and place.kind != "border":
                place = _country_of(place, reading(token.doc).world)
            kinds = _PLACES.get(lemma, ("town", "point", "province", "region", "area"))
            if place is not None and place.kind in kinds and not _listed(other):
                return Mention(
                    token.i, span.start_char, span.end_char, place=place, antecedent=other.i
                )
        return None
    if lemma in nouns("person"):
        titled = _titled(token, earlier)
        return titled and replace(titled, head=token.i, begin=span.start_char, end=span.end_char)
    plural = token.tag_ in ("NNS", "NNPS")
    kinds = _KINDS.get(lemma, _BODIES)
    if lemma in _STATE_BODIES:
        body = _state_body(token, kinds[0], earlier)
        return body and replace(body, head=token.i, begin=span.start_char, end=span.end_char)
    earlier = [each for each in earlier[-16:] if not each[0].is_ancestor(token)]
    for other, mention in reversed(earlier):
        actor = mention.actor
        if (
            actor is None
            or mention.generic
            or mention.pronoun
            or actor.kind not in kinds
            or token.sent.start - other.sent.start > 120
        ):
            continue
        if plural and (not actor.known or other.sent.end < token.sent.start or _beside(other)):
            continue
        return replace(
            mention, head=token.i, begin=span.start_char, end=span.end_char, antecedent=other.i
        )
    return None


def _country_of(place: KnownPlace, world: World) -> KnownPlace | None:
    """The country that a place lies in; itself where it is one."""
    if place.kind == "country" or not place.country or place.country not in world.actors:
        return place
    found = world.places.find(world.actors[place.country].name)
    return next((each for each in found if each.kind == "country"), place)


def _listed(token: Token) -> bool:
    """Whether a name is one of several: "the town" is neither of "Gao and Timbuktu"."""
    return token.dep_ == "conj" or any(child.dep_ == "conj" for child in token.children)


def _beside(token: Token) -> bool:
    """Whether a name only tells which thing is meant: "these men" are not of "A's camps"."""
    return token.dep_ in ("compound", "amod", "nmod", "poss")


def _state_body(token: Token, kind: str, earlier: list[tuple[Token, Mention]]) -> Mention | None:
    """Whose "the government" or "the army" is: of the country whose rebels stand beside it, else the
    last that was named, else of the country that the text has spoken of most."""
    recent = [each for each in earlier[-60:] if not each[0].is_ancestor(token)]
    known = [each for each in recent if each[1].actor is not None and each[1].actor.known]
    found = reading(token.doc)
    beside = [found.mentions[each.i] for each in token.sent if each.i in found.mentions]
    rebels = {
        each.actor.country
        for each in beside
        if each.actor is not None and each.actor.kind == "armed group" and each.actor.known
    } - {None}
    bodies = [
        (other, mention)
        for other, mention in known
        if mention.actor is not None and mention.actor.kind == kind and not mention.generic
    ]
    if bodies:
        other, mention = bodies[-1]
        if mention.actor is None or not rebels or mention.actor.country in rebels:
            return replace(mention, antecedent=other.i)
    spoken = [mention.actor.country for _, mention in known if mention.actor is not None]
    counted = Counter(country for country in spoken if country)
    country = (
        rebels.pop() if len(rebels) == 1 else max(counted, key=counted.__getitem__, default="")
    )
    body = f"{country}/{'armed-forces' if kind == 'armed force' else 'government'}"
    told = [
        m.head for m in (*(m for _, m in known), *beside) if m.actor and m.actor.country == country
    ]
    if body not in found.world.actors or not told:
        return None
    return Mention(token.i, 0, 0, actor=refer(found.world.actors[body]), antecedent=told[-1])


def _titled(token: Token, earlier: list[tuple[Token, Mention]]) -> Mention | None:
    """The person last named with that title: "the secretary" is Secretary A."""
    asked = {child.lower_ for child in token.lefts if child.dep_ in ("compound", "amod")} & _POSTS
    for other, mention in reversed(earlier[-40:]):
        if mention.actor is None or mention.generic or mention.actor.kind != "person":
            continue
        title = {
            child.lower_ for child in other.lefts if child.dep_ in ("compound", "nmod", "amod")
        }
        if token.lower_ in title and asked <= title:
            return replace(mention, antecedent=other.i)
    return None


def _points_back(token: Token, mention: Mention | None) -> bool:
    """Whether a noun phrase is definite, bare and of a kind that points at an earlier name."""
    if token.pos_ not in ("NOUN", "PROPN") or (mention is not None and not mention.generic):
        return False
    lemma = token.lemma_.lower()
    if lemma not in nouns("anaphor") and lemma not in _PLACES and lemma not in nouns("person"):
        return False
    determiner = next((child for child in token.lefts if child.dep_ == "det"), None)
    if determiner is None or determiner.lower_ not in ("the", "this", "that", "these", "those"):
        return False
    if any(
        child.dep_ in ("prep", "acl", "relcl", "appos") and child.lower_ not in ("in", "on", "at")
        for child in token.rights
    ):
        return False
    modifiers = [
        child
        for child in token.lefts
        if child.dep_ in ("amod", "compound", "poss", "nmod", "nummod")
    ]
    return all(child.lower_ in _IDLE for child in modifiers)


def _latest(earlier: list[tuple[Token, Mention]], token: Token) -> Iterator[tuple[Token, Mention]]:
    for other, mention in reversed(earlier[-24:]):
        if token.i - other.i > 140:
            return
        yield other, mention


def _salience(other: Token, mention: Mention, token: Token) -> float:
    """Recent, a subject, of the main clause, not inside another noun phrase."""
    score = 6.0 - 0.02 * (token.i - other.i)
    here, there = token.sent, other.sent
    near = there.end >= here.start
    if near and token.lower_ in _MANY and any(child.dep_ == "conj" for child in other.children):
        score += 3.0
    if _helped(other, token):
        score += 3.0
    if token.dep_ == "poss" and token.head.lemma_.lower() in _FIGHTERS:
        score += 3.0 if mention.actor is not None and mention.actor.kind == "armed group" else 0.0
    if mention.generic and mention.actor is not None and mention.actor.kind == "person":
        score -= 3
    if there.start == here.start:
        score += 2.5
    elif mention.generic:
        score -= 2
    elif there.end < here.start - 60:
        score -= 3
    if other.dep_ in ("nsubj", "nsubjpass"):
        score += 2.0
        if token.dep_ in ("nsubj", "nsubjpass", "poss"):
            score += 0.7
    elif other.dep_ == "dobj":
        score += 0.9
    elif other.dep_ in ("compound", "amod", "poss", "nmod"):
        score -= 1.0
    return score


def _helped(other: Token, token: Token) -> bool:
    """Whether a possessive is of whom a verb helps: "supports A in its fight"."""
    prep = token.head.head
    within = token.dep_ == "poss" and token.head.dep_ == "pobj" and prep.lower_ == "in"
    verb = other.head
    return (
        within and other.dep_ == "dobj" and verb.lemma_ in _HELPING and prep.head in (verb, other)
    )


def _coarguments(token: Token) -> set[int]:
    """What a pronoun cannot be: the other arguments of its own verb."""
    if token.dep_ == "poss":
        return {token.head.i}
    if token.lower_.endswith(("self", "selves")):
        return set()
    verb = token.head
    if verb.pos_ == "ADP":
        verb = verb.head
    barred = {
        child.i
        for child in verb.children
        if child.dep_ in ("nsubj", "nsubjpass", "dobj", "dative", "pobj")
    }
    if token.dep_ in ("dobj", "pobj", "dative") and verb.dep_ in ("xcomp", "advcl", "conj"):
        governor = verb.head
        if not any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children):
            barred |= {
                child.i for child in governor.children if child.dep_ in ("nsubj", "nsubjpass")
            }
    return barred - {token.i}


def _actors_at(heads: set[int], doc: Doc) -> set[Referent]:
    mentions = reading(doc).mentions
    return {actor for head in heads if head in mentions for actor in mentions[head].actors}


def _agrees(asked: str, actor: Referent, other: Token) -> bool:
    if asked == "person":
        return actor.kind == "person"
    if asked == "thing":
        return actor.kind in _BODIES or (
            actor.kind in ("state", "government") and other.tag_ not in ("NNS", "NNPS")
        )
    plural = (
        other.tag_ in ("NNS", "NNPS")
        or actor.kind in _PLURAL
        or any(child.dep_ == "conj" for child in other.children)
    )
    known = reading(other.doc).names.get(other.i)
    demonym = (
        known is not None and bool(known.demonym_of) and other.dep_ not in ("amod", "compound")
    )
    return actor.kind != "person" and (plural or demonym)


def _expletive(token: Token) -> bool:
    """ "it was reported that", "it is possible that" point at nothing."""
    if token.lower_ != "it":
        return False
    verb = token.head
    if token.dep_ == "expl":
        return True
    return any(
        child.dep_ in ("ccomp", "csubj") and child.i > verb.i for child in verb.children
    ) and (
        verb.lemma_ in ("be", "seem", "appear")
        or any(child.dep_ == "auxpass" for child in verb.children)
    )


_PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "she", "her", "hers", "himself", "herself"), "person"),
    **dict.fromkeys(("it", "its", "itself"), "thing"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "many"),
}
_MANY_OF_US = frozenset({"we", "our", "us", "ours"})
_OFFICES = (
    "state",
    "government",
    "armed force",
    "body",
    "organisation",
    "coalition",
    "armed group",
    "party",
)
_FIRST = frozenset({"we", "our", "us", "i", "my", "me", "ours"})
_POSSESSIVE = frozenset({"his", "her", "its", "their"})
_HELPING = frozenset({"support", "help", "assist", "aid", "back", "join"})
_MEETING = frozenset({"meet", "host", "receive", "visit", "telephone", "greet"})
_MANY = frozenset({"they", "them", "their", "theirs", "themselves"})
_FIGHTERS = frozenset("fighter militant insurgent jihadist gunman emir cell guerrilla".split())
_POSTS = frozenset({"foreign", "prime", "defence", "defense", "interior"})
_LED = frozenset("group movement organization organisation party militia front faction".split())
_BODIES = (
    "armed group",
    "organisation",
    "coalition",
    "government",
    "armed force",
    "party",
    "body",
    "collective",
)
_PLURAL = (
    "people",
    "armed group",
    "armed force",
    "collective",
    "coalition",
    "government",
    "organisation",
)
_KINDS = {
    **dict.fromkeys(
        ("group", "movement", "faction", "organization", "organisation", "network"),
        ("armed group", "organisation", "coalition", "party"),
    ),
    "government": ("government", "state"), "regime": ("government", "state"), "army": ("armed force",), "military": ("armed force",),
    "force": ("armed force", "coalition", "armed group"), "coalition": ("coalition",), "alliance": ("coalition",), "union": ("coalition", "organisation"),
    "bloc": ("coalition", "organisation"), "party": ("party", "armed group"), "agency": ("organisation", "body"),
    "militant": ("armed group",), "rebel": ("armed group",), "insurgent": ("armed group",), "terrorist": ("armed group",),
    "jihadist": ("armed group",), "fighter": ("armed group",), "guerrilla": ("armed group",), "separatist": ("armed group",),
    "islamist": ("armed group",), "extremist": ("armed group",), "militia": ("armed group",),
}  # fmt: skip
_STATE_BODIES = frozenset({"government", "army", "military", "regime"})
_PLACES = {
    "city": ("town", "point"), "town": ("town", "point"), "village": ("town", "point"), "country": ("country",), "nation": ("country",),
    "region": ("region", "province", "area"), "province": ("province", "region"), "area": ("region", "province", "area", "town"),
    "territory": ("country", "region", "province", "area", "town", "point"), "border": ("border",), "enclave": ("town", "region", "area"), "capital": ("town",),
    "governorate": ("province", "region"), "island": ("region", "area", "country"), "base": ("point",), "north": (),
}  # fmt: skip
_IDLE = frozenset(
    "prime foreign defense defence armed terrorist militant islamist rebel jihadist same extremist whole entire said besieged fortified northern southern eastern western radical organization organisation terror insurgent embattled strategic ancient border former latter two".split()
)
