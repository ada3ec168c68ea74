"""Whom or what a slot's heads stand for: `first(names, ...)` fills one end of a statement."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from allegiance.language.mentions import phrase
from allegiance.language.places import state_of
from allegiance.language.reading import Mention, Referent, nouns, reading, refer
from allegiance.statements.arguments import (
    Slots,
    conjuncts,
    light_verb,
    owners,
    passive,
    slots,
    subjects,
)
from allegiance.statements.frames import words
from allegiance.statements.match import Found
from allegiance.statements.nameless import ground, nameless

ACTOR = ("actor",)
PLACE = ("place",)


def first(
    names: tuple[str, ...],
    trigger: Token,
    filled: Slots,
    wanted: tuple[str, ...],
    *,
    avoid: Collection[int] = (),
    loose: bool = True,
    giver: bool = False,
) -> list[Found]:
    """The fillers of the first slot that has any; "?" stands for somebody the text leaves out.

    Of a `giver`, only what is told of himself counts after "from", not whose depot it was.
    """
    for name in names:
        if name == "?":
            return [_nobody(trigger)] if _anonymous(trigger, filled) else []
        found = [
            each
            for each in fill(
                name, trigger, filled, wanted, loose=loose and not (giver and _origin(name))
            )
            if each.mention.head not in avoid
        ]
        if found:
            return found
    return []


def _origin(name: str) -> bool:
    """Whether a slot tells only whence a thing comes: "arms from Libyan depots"."""
    return name == "from" or name.endswith(" from")


def fill(
    name: str, trigger: Token, filled: Slots, wanted: tuple[str, ...], *, loose: bool = False
) -> list[Found]:
    """Everybody who fills a slot: "*self" is the trigger, "into hands" a slot within a slot."""
    if name == "*self":
        return resolve(trigger, wanted, loose=loose)
    if name.endswith(" seat"):
        return [each for head in _heads(name[:-5], filled) for each in _seat(head)]
    return [
        found
        for head in _heads(name, filled)
        for each in conjuncts(head)
        for found in resolve(each, wanted, loose=loose)
    ]


def resolve(
    head: Token, wanted: tuple[str, ...], *, loose: bool = True, depth: int = 0
) -> list[Found]:
    """Whom or what the head of a phrase stands for.

    A loose reading takes any thing for its owner ("A's strategy", "A's convoys"); a tight one takes
    only the parts and men of a body for the body.
    """
    mention = reading(head.doc).mentions.get(head.i)
    if mention is not None:
        if "actor" in wanted and mention.actor is not None:
            return [Found(mention, actor=actor) for actor in mention.actors]
        if "place" in wanted and mention.place is not None:
            return [Found(mention, place=mention.place)]
        if mention.actor is not None and "place" in wanted:
            here = ground(head, mention) if wanted == PLACE else None
            return [here] if here is not None else []
    found = _indirect(head, wanted, loose=loose, depth=depth)
    return found or (nameless(head, wanted) if mention is None and depth == 0 else [])


def _indirect(head: Token, wanted: tuple[str, ...], *, loose: bool, depth: int) -> list[Found]:
    """What a head stands for by those that stand around it: its owner, what it is part of."""
    if depth > 3 or head.pos_ not in _NOMINAL:
        return []
    lemma = head.lemma_.lower()
    counted = head.pos_ in ("NUM", "DET") or lemma in nouns("part")
    if wanted == PLACE:
        within = counted or lemma in nouns("place") or lemma in words(("site",))
        return _around(head, wanted, loose, depth) if within else []
    if lemma in nouns("media") and "place" not in wanted:
        return []
    if head.pos_ == "PRON":
        names = _PLACED if "place" in wanted else ("of", "from")
        return _inside(head, names, wanted, loose, depth) if counted else []
    within = counted or lemma in nouns("place")
    if within or not (loose or lemma in _bodily()):
        found = _inside(head, _PLACED, wanted, loose, depth) if within or "place" in wanted else []
        if found or (lemma in nouns("place") and lemma not in _bodily()):
            return found
        if not (loose or counted or lemma in _bodily()):
            return []
    owned = [
        found
        for owner in owners(head)
        for each in conjuncts(owner)
        for found in resolve(each, wanted, loose=loose, depth=depth + 1)
    ]
    found = owned or _inside(head, ("of", "by") if loose else ("of",), wanted, loose, depth)
    if not found and loose and depth == 0 and wanted == ACTOR and lemma in words(("sortie",)):
        return _same_sorties(head)
    if found or "place" not in wanted:
        return found
    spots = _inside(head, _PLACED, PLACE, loose, depth)
    return [each for each in spots if each.place is not None and each.place.kind != "country"]


def _around(head: Token, wanted: tuple[str, ...], loose: bool, depth: int) -> list[Found]:
    """The known place that a piece of ground lies in: "the desert around P", "towns west of P"."""
    found = _inside(head, _PLACED, wanted, loose, depth)
    for side in head.rights:
        if not found and side.lower_ in _SIDES:
            found = _inside(side, ("of",), wanted, loose, depth)
    for name in head.lefts:
        if not found and name.dep_ in ("compound", "nmod", "amod"):
            found = resolve(name, wanted, depth=3)
    return found


def _same_sorties(head: Token) -> list[Found]:
    """ "The strikes destroyed A": whose strikes they are was told a little earlier."""
    for earlier in reversed(head.doc[max(head.i - _NEARBY, 0) : head.i]):
        if earlier.lemma_ != head.lemma_ or earlier.pos_ != "NOUN":
            continue
        verb = light_verb(earlier)
        doers = [*owners(earlier), *(subjects(verb) if verb is not None else [])]
        for doer in doers:
            for found in resolve(doer, ACTOR, depth=1):
                span = phrase(head)
                here = replace(found.mention, head=head.i, antecedent=earlier.i)
                here = replace(here, begin=span.start_char, end=span.end_char)
                return [replace(found, mention=here)]
    return []


def companions(trigger: Token, filled: Slots) -> list[Found]:
    """Ruling 16: in "A, with B and C, attacked D" B and C attacked too."""
    preps = [prep for head in filled.get("subject", ()) for prep in head.rights]
    return [
        found
        for prep in (*preps, *trigger.lefts)
        if prep.dep_ == "prep" and prep.lower_ in ("with", "alongside") and prep.i < trigger.i
        for target in _targets(prep)
        for found in resolve(target, ACTOR, loose=False)
    ]


def apart(source: Found, target: Found) -> bool:
    """Two ends are two actors; "Syrian army" alone does not say that the army is Syria's."""
    one, other = source.mention, target.mention
    if source.id == target.id or one.head == other.head:
        return False
    if other.pronoun and target.actor is not None and source.actor in other.actors:
        return False
    if source.owned or source.actor is None:
        return True
    inside = one.begin <= other.begin and other.end <= one.end
    return not (inside and source.actor.kind in ("armed force", "government", "people"))


def may_act(relation: str, source: Found) -> bool:
    """Ruling 11: people without a name move, protest and join; for the rest they are targets."""
    nameless = source.mention.generic and source.actor is not None and source.actor.kind == "people"
    return not nameless or relation in ("move", "oppose", "member")


def holder(target: Found, trigger: Token) -> Found | None:
    """Ruling 3: who attacks a place that is "X-held" attacks X."""
    if target.place is None:
        return None
    at = target.mention.head
    for token in trigger.doc[max(at - 4, 2) : at]:
        if token.lower_ in _HELD and token.nbor(-1).text == "-":
            held = resolve(token.nbor(-2), ACTOR)
            if held:
                return held[0]
    return None


def _heads(name: str, filled: Slots) -> list[Token]:
    """The heads of a slot, or of a slot within a slot ("subject from": whence the subject is)."""
    if name in filled or " " not in name:
        return filled.get(name, [])
    slot, inner = name.split(" ", 1)
    return [target for head in filled.get(slot, []) for target in _within(head, inner)]


def _seat(head: Token) -> list[Found]:
    """The state that sits in a place: Albania of "its embassy in Tirana"."""
    found = reading(head.doc)
    mention = found.mentions.get(head.i)
    if mention is None or mention.place is None:
        return []
    known = found.names.get(head.i)
    if known is not None and known.capital_of is not None:
        return [Found(mention, actor=refer(known.capital_of))]
    actor = mention.actor or state_of(mention.place, found.world)
    return [Found(mention, actor=actor)] if actor is not None else []


def _within(head: Token, inner: str) -> list[Token]:
    """A slot inside a slot: "into the hands of A", "its airspace", "control of P"."""
    lemma = head.lemma_.lower()
    inside = slots(head)
    if inner == "hands":
        held = lemma in ("hand", "possession")
        return [*inside.get("of", []), *inside.get("owner", [])] if held else []
    if inner == "head":
        return [*inside.get("of", []), *inside.get("owner", [])]
    if inner == "of" and lemma not in _HOLDING:
        return []
    return inside.get(inner, [])


def _inside(
    head: Token, names: Collection[str], wanted: tuple[str, ...], loose: bool, depth: int
) -> list[Found]:
    """What the first fitting preposition after a head leads to: "parts of P", "men from A"."""
    for prep in head.rights:
        if prep.dep_ == "prep" and prep.lower_ in names:
            found = [
                each
                for target in _targets(prep)
                for each in resolve(target, wanted, loose=loose, depth=depth + 1)
            ]
            if found:
                return found
    return []


def _targets(prep: Token) -> Iterator[Token]:
    for child in prep.children:
        if child.dep_ == "pobj":
            yield from conjuncts(child)


def _anonymous(trigger: Token, filled: Slots) -> bool:
    """Whether the text leaves the doer out: a passive without "by", weapons that come from nowhere."""
    if passive(trigger):
        compound = trigger.i > 0 and trigger.nbor(-1).text == "-"
        return not compound and not filled.get("subject")
    return trigger.lemma_.lower() in words(("arriving",))


def _nobody(trigger: Token) -> Found:
    """An unnamed giver or taker is an actor too."""
    mention = Mention(trigger.i, trigger.idx, trigger.idx + len(trigger.text), generic=True)
    return Found(mention, actor=Referent(id="unknown", name="unknown", kind="unknown"))


@cache
def _bodily() -> frozenset[str]:
    families = ("part", "member", "people", "group", "force", "government")
    return frozenset().union(*(nouns(family) for family in families))


# Nouns whose "of" tells the end: "in control of A", "in front of A's embassy".
_HOLDING = frozenset({"control", "possession", "charge", "front"})
_NEARBY = 250  # tokens: a few paragraphs of a communique
_NOMINAL = frozenset({"NOUN", "NUM", "PRON", "DET", "PROPN", "ADJ"})
_PLACED = frozenset({"of", "in", "from", "around", "near", "with", "at", "across"})
_SIDES = frozenset(
    {
        "north",
        "south",
        "east",
        "west",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "outside",
    }
)
_HELD = frozenset({"held", "controlled", "occupied", "ruled"})
