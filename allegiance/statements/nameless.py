"""Ends that no mention tells: bodies by what they are, men by their trade, ground without a name.

A slot asks for an actor or a place, and the mentions know none at its head. The head noun itself
says then whether one stands there: "the ministry", "two miners", "the 12th Brigade", "Parth airport",
"the valley". `nameless(head, wanted)` describes it as the text does.
"""

from spacy.tokens import Token

from allegiance.language.mentions import describe, home, phrase
from allegiance.language.places import unlocated
from allegiance.language.reading import Mention, nouns
from allegiance.statements.frames import words
from allegiance.statements.match import Found


def nameless(head: Token, wanted: tuple[str, ...]) -> list[Found]:
    """What a head without a mention stands for: an actor or a place, as wanted, or nobody."""
    if head.pos_ not in ("NOUN", "PROPN") or head.ent_type_ in _COUNTED:
        return []
    lemma = head.lemma_.lower()
    ground = lemma in nouns("place") or lemma in words(("site",))
    if "place" in wanted and ground:
        named = any(child.pos_ == "PROPN" for child in head.lefts)
        return [_spot(head)] if named or ("actor" not in wanted and _told(head, lemma)) else []
    if "actor" not in wanted or ground:
        return []
    kind = _kind(head, lemma)
    if kind is None:
        return []
    span = phrase(head)
    actor = describe(head, kind, home(head))
    here = Mention(head.i, span.start_char, span.end_char, actor=actor, generic=True)
    return [Found(here, actor=actor)]


def ground(head: Token, mention: Mention) -> Found | None:
    """An unknown name that the recogniser takes for ground, where ground is wanted: "fled Tharbad"."""
    actor = mention.actor
    if actor is None or mention.generic or mention.pronoun or not actor.id.startswith("text:"):
        return None
    if head.ent_type_ not in ("GPE", "LOC", "FAC"):
        return None
    place = unlocated(actor.name)
    return Found(Mention(head.i, mention.begin, mention.end, place=place), place=place)


def _spot(head: Token) -> Found:
    span = phrase(head)
    while len(span) > 1 and (span[0].pos_ in ("DET", "PRON", "NUM") or span[0].dep_ == "case"):
        span = span[1:]
    place = unlocated(span.text)
    return Found(Mention(head.i, span.start_char, span.end_char, place=place), place=place)


def _told(head: Token, lemma: str) -> bool:
    """Whether the text means one ground of its own: "the valley", "its villages"."""
    return lemma in words(("site",)) and any(
        child.lower_ in ("the", "this", "that") or child.dep_ == "poss" for child in head.lefts
    )


def _kind(head: Token, lemma: str) -> str | None:
    """What kind of actor a noun tells, None where it tells a thing."""
    if lemma in words(("institution",)):
        return "body"
    if lemma in words(("trade",)):
        return "people" if head.tag_ == "NNS" else "person"
    last = head.text.split()[-1]
    named = last[:1].isupper() and (" " in head.text or head.pos_ == "PROPN")
    if named and last.lower() in nouns("group") | nouns("force") | words(("company",)):
        return "armed group"
    return None


_COUNTED = frozenset({"DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "QUANTITY", "EVENT", "LAW"})
