"""What is said without a trigger of its own: compounds, possessives, noun phrases with a place.

Rulings 9, 16, 21 and 24 of CODEBOOK.md. The words and glosses are in `frames/constructions.yaml`.
"""

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span, Token

from allegiance.language.reading import Mention, nouns, reading, refer
from allegiance.statements.arguments import conjuncts, slots
from allegiance.statements.conditions import lemma
from allegiance.statements.ends import ACTOR, PLACE, companions, fill, resolve
from allegiance.statements.frames import Construction, constructions, words
from allegiance.statements.match import Found, Match, Pairs, among


def constructed(sentence: Span) -> Iterator[Match]:
    """All matches in a sentence that need no frame."""
    for token in sentence:
        if token.text == "-":
            yield from _compound(token)
        elif "-" in token.text:
            yield from _named_after(token)
        elif token.dep_ == "poss":
            yield from _possessive(token)
        elif token.pos_ == "VERB":
            yield from _joint(token)
        if token.pos_ in ("NOUN", "PROPN"):
            yield from _presence(token)


def _compound(hyphen: Token) -> Iterator[Match]:
    """ "X-led Y", "X-held P", "anti-X Y"."""
    doc = hyphen.doc
    if hyphen.i == 0 or hyphen.i + 1 >= len(doc):
        return
    left, right = hyphen.nbor(-1), hyphen.nbor()
    head = _modified(right)
    known = _by_word().get(right.lower_) or _by_word().get(left.lower_)
    if head is None or known is None:
        return
    relation = known.relation
    if left.lower_ in known.words:
        named = resolve(head, ACTOR, loose=False)
        sources = [each for each in named if each.mention.head != right.i]
        targets = resolve(right, ACTOR)
        armed = head.lemma_.lower() in nouns("force") | nouns("group") or any(
            each.actor is not None and each.actor.kind in _ARMED for each in sources
        )
        relation = "fight" if relation == "oppose" and armed else relation
    else:
        sources = resolve(left, ACTOR)
        targets = resolve(head, PLACE if relation == "control" else ACTOR)
    pairs = tuple((one, other) for one in sources for other in targets if one.id != other.id)
    if pairs:
        trigger = left if left.lower_ in known.words else right
        span = (left.idx, right.idx + len(right.text))
        yield Match(trigger, known.id, relation, pairs, weight=0.85, words=span)


def _named_after(token: Token) -> Iterator[Match]:
    """A known name that is itself a compound: "the U.S.-led coalition"."""
    shape = _shape().match(token.text)
    mention = reading(token.doc).mentions.get(token.i)
    if shape is None or mention is None or mention.actor is None:
        return
    actors = reading(token.doc).world.actors
    leaders = actors.find(shape["who"]) or actors.of_demonym(shape["who"])
    if not leaders or leaders[0].id == mention.actor.id:
        return
    begin = token.idx
    leader = refer(leaders[0])
    named = Mention(token.i, begin, begin + len(shape["who"]), actor=leader)
    pairs = ((Found(named, actor=leader), Found(mention, actor=mention.actor)),)
    known = _by_word()[shape["deed"].lower()]
    span = (begin, begin + shape.end("deed"))
    yield Match(token, known.id, known.relation, pairs, weight=0.85, words=span)


def _joint(verb: Token) -> Iterator[Match]:
    """Who does a thing together, or with another, is allied."""
    deed = lemma(verb) in words(("deed",))
    beside = [child for child in verb.children if _BESIDE & {child.lower_, *_lefts(child)}]
    if not (deed or beside) or lemma(verb) in _MEETING:
        return
    filled = slots(verb)
    parties = fill("subject", verb, filled, ACTOR)
    others = companions(verb, filled) if deed else []
    for word in beside:
        others += [one for head in _company(word) for one in resolve(head, ACTOR, loose=False)]
    pairs: Pairs = tuple((one, other) for one in parties for other in others if one.id != other.id)
    if not others and any(child.lower_ in ("jointly", "together") for child in verb.children):
        pairs += among(parties)
    if pairs:
        yield Match(verb, "joint.with", "ally", pairs, mutual=True, weight=0.75)


def _lefts(word: Token) -> Iterator[str]:
    """What stands before a "with": "together with", "jointly with"."""
    if word.lower_ == "with":
        yield from (child.lower_ for child in word.lefts)


def _company(word: Token) -> Iterator[Token]:
    """Who follows "alongside", "beside", "together with"."""
    prep = word
    if word.dep_ != "prep" and word.i + 1 < len(word.doc) and word.nbor().lower_ == "with":
        prep = word.nbor()
    inner = [child for child in prep.children if child.lower_ == "with"]
    for child in (inner[0] if inner else prep).children:
        if child.dep_ == "pobj":
            yield from conjuncts(child)


def _possessive(owner: Token) -> Iterator[Match]:
    """ "A's army" is part of A; "Lebanon's Hezbollah" is based in Lebanon."""
    mentions = reading(owner.doc).mentions
    whole, held = mentions.get(owner.i), mentions.get(owner.head.i)
    if whole is None or held is None or whole.pronoun or held.pronoun or held.generic:
        return
    if whole.actor is None or held.actor is None or held.actor.id == whole.actor.id:
        return
    part = Found(held, actor=held.actor, owned=True)
    bodies = held.actor.kind in ("armed force", "body")
    persons = "person" in (whole.actor.kind, held.actor.kind)
    if bodies or (whole.actor.kind != "state" and not persons):
        pairs = ((part, Found(whole, actor=whole.actor)),)
        yield Match(owner.head, "possessive.member", "member", pairs, weight=0.6)
    elif whole.place is not None and held.actor.kind in ("armed group", "party", "coalition"):
        pairs = ((part, Found(whole, place=whole.place)),)
        yield Match(owner.head, "possessive.base", "base", pairs, weight=0.6)


def _presence(token: Token) -> Iterator[Match]:
    """ "X in P" as a noun phrase: X is present in P."""
    mentions = reading(token.doc).mentions
    mention = mentions.get(token.i)
    if mention is None or not _placeable(token, mention) or not _before_its_verb(token):
        return
    for prep in token.rights:
        if prep.dep_ != "prep" or prep.lower_ not in _PRESENT:
            continue
        there = [
            mentions[each.i]
            for child in prep.children
            if child.dep_ == "pobj"
            for each in conjuncts(child)
            if each.i in mentions
        ]
        here = Found(mention, actor=mention.actor)
        pairs = tuple((here, Found(each, place=each.place)) for each in there if each.place)
        if pairs:
            span = (prep.idx, prep.idx + len(prep.text))
            yield Match(token, "presence.in", "base", pairs, weight=0.5, words=span)


def _placeable(token: Token, mention: Mention) -> bool:
    """Whether a mention is a body that can be somewhere: no state, no person, no pronoun."""
    if mention.actor is None or mention.pronoun or mention.place is not None:
        return False
    if mention.actor.kind in ("state", "person", "government", "collective", "unknown"):
        return False
    return not mention.generic or token.lemma_.lower() in nouns("force") | nouns("fighter")


def _before_its_verb(token: Token) -> bool:
    """Whether "in P" can only belong to the noun: it stands before the verb, or there is none."""
    head = token
    while head.dep_ in ("pobj", "prep", "conj", "compound", "poss", "appos") and head.head != head:
        head = head.head
        if head.lower_ in ("by", "against", "on"):
            return False
    if head.dep_ == "ROOT":
        return head.pos_ not in ("VERB", "AUX")
    return head.dep_ in ("nsubj", "nsubjpass")


def _modified(token: Token) -> Token | None:
    """The noun that a compound modifies: the head of the chain, else the next noun."""
    head = token
    for _ in range(4):
        if head.dep_ not in _MODIFYING or head.head.i <= token.i:
            break
        head = head.head
        if head.pos_ in ("NOUN", "PROPN"):
            return head
    following = token.doc[token.i + 1 : min(token.i + 5, token.sent.end)]
    nominal = (t for t in following if t.pos_ in ("NOUN", "PROPN"))
    return next((t for t in nominal if t.dep_ not in ("compound", "amod")), None)


@cache
def _by_word() -> dict[str, Construction]:
    return {word: each for each in constructions() for word in each.words}


@cache
def _shape() -> re.Pattern[str]:
    deeds = "|".join(word for word in _by_word() if word not in ("pro", "anti", "counter"))
    return re.compile(rf"(?P<who>[A-Z][\w. ]*?)-(?P<deed>{deeds}) ", re.IGNORECASE)


_BESIDE = frozenset({"alongside", "beside", "together", "jointly"})
# What people do together without being allied.
_MEETING = frozenset(
    "meet sit talk live din come gather bring get put be go dine eat appear negotiate".split()
)
_ARMED = frozenset({"armed group", "armed force"})
_PRESENT = frozenset({"in", "at", "across", "near", "throughout", "inside"})
_MODIFYING = frozenset({"amod", "compound", "nmod", "npadvmod", "punct", "pobj", "poss"})
