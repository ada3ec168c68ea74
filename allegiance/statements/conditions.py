"""Whether a frame applies to a trigger: its words, and what its `where` and `unless` ask."""

from functools import cache

from spacy.tokens import Token

from allegiance.language.reading import Mention, nouns, reading
from allegiance.statements.arguments import Slots, conjuncts, light_verb
from allegiance.statements.frames import Frame, index, words


def lemma(token: Token) -> str:
    """A token's lemma, mended where the lemmatiser does not know the form."""
    return _IRREGULAR.get(token.lower_) or token.lemma_.lower()


@cache
def gerunds() -> dict[str, str]:
    """Verbs of the frames by their -ing form, for gerunds that are tagged as nouns."""
    found = {}
    for pos, verb in index():
        if pos == "verb":
            found[verb + "ing"] = found[verb + verb[-1] + "ing"] = verb
            if verb.endswith("e"):
                found[verb[:-1] + "ing"] = verb
    return found


def speaks(frame: Frame, trigger: Token) -> bool:
    """Whether the trigger, with its particle, is one of the frame's words."""
    forms = {lemma(trigger), trigger.lower_, gerunds().get(trigger.lower_, "")}
    single, phrasal = _parted(frame.lemmas)
    return not forms.isdisjoint(single) or any(_phrasal(word, forms, trigger) for word in phrasal)


def refusal(frame: Frame, trigger: Token, filled: Slots) -> str | None:
    """Why the frame's conditions refuse the trigger, in words; None where they allow it."""
    for slot, choices in frame.where.items():
        if not _holds(slot, choices, trigger, filled):
            asked = " or ".join(choice.strip("*") for choice in choices[:4])
            more = ", ..." if len(choices) > 4 else ""
            return f"its {slot} is not {asked}{more}"
    for slot, choices in frame.unless.items():
        if _holds(slot, choices, trigger, filled):
            return f"its {slot} makes it another relation"
    return None


@cache
def _parted(lemmas: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words of a frame, those with a particle apart."""
    phrasal = tuple(word for word in lemmas if " " in word)
    return frozenset(lemmas).difference(phrasal), phrasal


def _phrasal(word: str, forms: set[str], trigger: Token) -> bool:
    verb, _, particle = word.partition(" ")
    if verb not in forms:
        return False
    if not particle:
        return True
    if trigger.i + 1 < len(trigger.doc) and trigger.nbor().lower_ == particle:
        return True
    return any(
        child.lower_ == particle
        and child.dep_ in _PARTICLES
        and not (particle in ("in", "on") and any(child.rights))
        for child in trigger.children
    )


def _holds(slot: str, choices: tuple[str, ...], trigger: Token, filled: Slots) -> bool:
    """Whether what fills a slot is of one of the kinds asked for."""
    if slot == "light":
        verb = light_verb(trigger)
        return verb is not None and any(
            _phrasal(choice, {verb.lemma_.lower()}, verb) for choice in choices
        )
    if "*self" in choices:
        led = _first(trigger)
        return led.dep_ == "pobj" and led.head.lower_ == slot
    if slot == "out":
        return any(t.lower_ == "out" for t in trigger.subtree if 0 < t.i - trigger.i < 14)
    if slot == "modifier":
        adverbs = (child for child in trigger.rights if child.dep_ in ("advmod", "prep"))
        besides = (*trigger.lefts, *adverbs)
        return any({child.lemma_.lower(), child.lower_} & {*choices} for child in besides)
    if slot == "predicate":
        heads = _predicates(trigger)
    else:
        heads = [each for head in filled.get(slot, ()) for each in conjuncts(head)]
    if not heads:
        return "*none" in choices
    allowed = words(choices)
    return any(_among(head, allowed) or _starred(head, choices) for head in heads)


def _among(head: Token, allowed: frozenset[str]) -> bool:
    """Whether a head is one of the words: itself, or as "arms" in "arms shipments", "tons of arms"."""
    name = head.lemma_.lower()
    if name in allowed or head.lower_ in allowed:
        return True
    vessel = name in words(("vessel",))
    if vessel and any(
        child.dep_ in ("compound", "amod") and child.lemma_.lower() in allowed
        for child in head.lefts
    ):
        return True
    if not (vessel or head.pos_ == "NUM" or name in nouns("part")):
        return False
    return any(
        grand.lemma_.lower() in allowed
        for child in head.rights
        if child.dep_ == "prep" and child.lower_ == "of"
        for grand in child.children
    )


def _starred(head: Token, choices: tuple[str, ...]) -> bool:
    """Kinds that no list of words tells: "*actor", "*place", "*part" ..."""
    mention = reading(head.doc).mentions.get(head.i)
    actor = mention is not None and mention.actor is not None
    place = mention is not None and mention.place is not None
    name = head.lemma_.lower()
    is_kind = {
        "*any": True,
        "*actor": actor,
        "*named": actor and mention is not None and not mention.generic,
        "*body": actor and not place,
        "*place": place,
        "*spot": place and not _state(mention),
        "*state": _state(mention),
        "*person": mention is not None and _kind(mention) == "person",
        "*placeish": place or name in nouns("place") or name in nouns("part"),
        "*thing": mention is None and head.pos_ == "NOUN",
        "*part": head.pos_ == "NUM" or name in nouns("part"),
        "*bare": _bare(head),
        "*should": any(child.lower_ in ("should", "must", "ought") for child in head.lefts),
        "*force": name in nouns("force") or name in nouns("group"),
    }
    return any(is_kind.get(choice, False) for choice in choices)


def _bare(verb: Token) -> bool:
    """Whether a clause says what is to be done: "that A leave", "that A be disarmed"."""
    helped = any(child.tag_ in ("TO", "MD") for child in verb.lefts)
    one = any(child.tag_ in ("NN", "NNP") for child in verb.lefts if child.dep_ == "nsubj")
    be = any(child.lower_ == "be" for child in verb.lefts if child.dep_.startswith("aux"))
    return not helped and (verb.tag_ == "VB" or be or (verb.tag_ == "VBP" and one))


def _first(token: Token) -> Token:
    """The first of what a token is coordinated with."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def _kind(mention: Mention | None) -> str | None:
    return mention.actor.kind if mention is not None and mention.actor is not None else None


def _state(mention: Mention | None) -> bool:
    return _kind(mention) == "state"


def _predicates(verb: Token) -> list[Token]:
    """What a verb calls its object: "considers A a threat", "sees A as a danger"."""
    found = [child for child in verb.children if child.dep_ in ("oprd", "attr", "acomp")]
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "as":
            found += [grand for grand in child.children if grand.dep_ == "pobj"]
        if child.dep_ in ("ccomp", "xcomp"):
            found.append(child)
            found += [grand for grand in child.children if grand.dep_ in ("attr", "oprd")]
    return found


_PARTICLES = frozenset({"prt", "advmod", "prep", "dobj", "acomp", "npadvmod"})
_IRREGULAR = {
    "retook": "retake", "retaken": "retake", "overran": "overrun", "withdrew": "withdraw",
    "overthrew": "overthrow", "overthrown": "overthrow", "foes": "foe", "troops": "troop",
}  # fmt: skip
