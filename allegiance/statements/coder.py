"""Where a sentence becomes a statement: `code(sentence)`.

A trigger is a word that a frame knows. Its slots say who stands where; the frame says which slot
is the source and which the target; the mentions say whom the slots' heads stand for. What the
language components found of the trigger (who says it, how certainly, when, where) qualifies the
statement. Nothing is written anywhere: `code` returns statements and touches nothing.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc, Span, Token

from allegiance.documents.document import Document
from allegiance.language.attribution import Attributed
from allegiance.language.factuality import Factuality, assess
from allegiance.language.mentions import Mention, Referent, describe, nouns, phrase, reading, slug
from allegiance.ontology.gazetteer import KnownPlace
from allegiance.ontology.relations import relation as relation_of
from allegiance.statements.arguments import Slots, conjuncts, light_verb, owners, passive, slots
from allegiance.statements.frames import Frame, index, words
from allegiance.statements.statement import (
    Attribution,
    Certainty,
    End,
    Place,
    Polarity,
    Statement,
    Time,
    Trigger,
)

CODER = "frames-1"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One frame that was tried, and why it was refused; None where it gave statements."""

    trigger: Trigger
    frame: str
    refused: str | None


@dataclass(slots=True)
class Coding:
    """What became of one sentence: its statements, and every candidate with its fate."""

    statements: list[Statement] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)

    @property
    def reason(self) -> str | None:
        """Why the sentence gave no statement, in words; None where it gave one."""
        if self.statements:
            return None
        if not self.candidates:
            return "no word that tells a relation"
        refusals = [candidate.refused for candidate in self.candidates if candidate.refused]
        return max(refusals, key=refusals.count) if refusals else "no word that tells a relation"


def code(sentence: Span | Doc) -> list[Statement]:
    """The statements that a sentence (or each sentence of an annotated document) makes."""
    if isinstance(sentence, Doc):
        return [statement for each in sentence.sents for statement in code(each)]
    return examine(sentence).statements


def examine(sentence: Span) -> Coding:
    """The statements of a sentence, with all that was tried and why it was refused."""
    coding = Coding()
    for match in _matches(sentence, coding):
        coding.statements.extend(_statements(match, sentence))
    coding.statements = _once(_settle(coding.statements))
    return coding


@dataclass(frozen=True, slots=True)
class _Match:
    """A frame whose ends were both found at one trigger."""

    trigger: Token
    frame: str
    relation: str
    pairs: tuple[tuple["_Found", "_Found"], ...]
    mutual: bool = False
    phase: str | None = None
    certainty: str | None = None
    weight: float = 0.8
    instrument: str | None = None
    origin: KnownPlace | None = None
    words: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """An actor or a place that fills a slot, with the mention that names it there."""

    mention: Mention
    actor: Referent | None = None
    place: KnownPlace | None = None
    owned: bool = False

    @property
    def id(self) -> str:
        return self.actor.id if self.actor is not None else self.place.id if self.place else ""


def _matches(sentence: Span, coding: Coding) -> Iterator[_Match]:
    known = index()
    for token in sentence:
        pos = _POS.get(token.pos_)
        if pos is not None:
            lemma = _lemma(token)
            frames = [*known.get((pos, lemma), ()), *_participles(token)]
            if frames:
                yield from _try(token, frames, coding)
                if pos == "verb":
                    yield from _joint(token)
        yield from _compound(token)
        yield from _possessive(token)
    yield from _presence(sentence)


def _joint(verb: Token) -> Iterator[_Match]:
    """Rulings 16 and 21: who does a thing together, or with another, is allied."""
    if _POS.get(verb.pos_) != "verb" or _lemma(verb) not in _DEEDS:
        return
    filled = slots(verb)
    parties = _fill("subject", verb, filled, ("actor",), False)
    companions = _companions(verb, filled)
    pairs = [(a, b) for a in parties for b in companions if a.id != b.id]
    if any(child.lower_ in ("jointly", "together") for child in verb.children):
        pairs += [(a, b) for i, a in enumerate(parties) for b in parties[i + 1 :] if a.id != b.id]
    if pairs:
        yield _Match(verb, "joint.with", "ally", tuple(pairs), mutual=True, weight=0.75)


def _possessive(token: Token) -> Iterator[_Match]:
    """Ruling 9: "A's army" is part of A; "Lebanon's Hezbollah" is based in Lebanon."""
    mentions = reading(token.doc).mentions
    whole = mentions.get(token.i)
    if token.dep_ != "poss" or whole is None or whole.pronoun or whole.actor is None:
        return
    held = mentions.get(token.head.i)
    if held is None or held.actor is None or held.generic or held.pronoun:
        return
    part = _Found(held, actor=held.actor, owned=True)
    if held.actor.kind in ("armed force", "government", "body") or (whole.actor.kind not in ("state", "person") and held.actor.kind != "person"):
        pairs = ((part, _Found(whole, actor=whole.actor)),)
        relation = "member"
    elif whole.place is not None and held.actor.kind in ("armed group", "party", "coalition"):
        pairs = ((part, _Found(whole, place=whole.place)),)
        relation = "base"
    else:
        return
    if part.id != pairs[0][1].id:
        yield _Match(token.head, "possessive", relation, pairs, weight=0.6)


def _participles(token: Token) -> Iterable[Frame]:
    """Words that the tagger files elsewhere: participles as adjectives, gerunds as nouns."""
    known = index()
    if token.pos_ == "ADJ" and token.tag_ in ("VBN", "VBG", "VBD"):
        return known.get(("verb", token.lemma_.lower()), ())
    if token.tag_ == "VBG" and token.dep_ in ("nsubj", "nsubjpass", "pobj", "dobj", "ROOT"):
        return known.get(("noun", token.lower_), ())
    if token.pos_ in ("VERB", "ADV"):
        return known.get(("adjective", token.lower_), ())
    if token.pos_ == "NOUN" and token.lower_.endswith("ing"):
        return known.get(("verb", _gerunds().get(token.lower_, "")), ())
    return ()


@cache
def _gerunds() -> dict[str, str]:
    """Verbs of the frames by their -ing form."""
    found = {}
    for pos, verb in index():
        if pos == "verb":
            found[verb + "ing"] = found[verb + verb[-1] + "ing"] = verb
            if verb.endswith("e"):
                found[verb[:-1] + "ing"] = verb
    return found


def _lemma(token: Token) -> str:
    return _IRREGULAR.get(token.lower_) or token.lemma_.lower()


def _try(trigger: Token, frames: list[Frame], coding: Coding) -> Iterator[_Match]:
    filled = slots(trigger)
    if trigger.pos_ == "NOUN" and trigger.lower_ in _gerunds():
        filled = {"subject": filled.get("owner") or filled.get("by", []), "object": filled.get("of", []), **filled}
    if trigger.tag_ == "VBG" and trigger.pos_ == "VERB" and trigger.dep_ in ("nsubj", "pobj", "dobj"):
        filled.setdefault("owner", filled.get("subject", []))
    fired: set[str] = set()
    for fallback in (False, True):
        for frame in frames:
            if frame.fallback is not fallback or (fallback and frame.relation in fired):
                continue
            refused = _refused(frame, trigger, filled)
            if refused == "":
                continue
            match = None
            if refused is None:
                match, refused = _match(frame, trigger, filled)
            coding.candidates.append(Candidate(_trigger(trigger), frame.id, refused))
            if match is not None:
                fired.add(frame.relation)
                yield match


def _refused(frame: Frame, trigger: Token, filled: Slots) -> str | None:
    """Why a frame does not apply; "" where its words are other words; None where it applies."""
    known = index_words(frame)
    forms = (_lemma(trigger), trigger.lower_, _gerunds().get(trigger.lower_, ""))
    lemma = next((form for form in forms if form in known), trigger.lower_)
    if not any(_phrasal(word, lemma, trigger, filled) for word in frame.lemmas):
        return ""
    for slot, choices in frame.where.items():
        if not _holds(slot, choices, trigger, filled):
            return f"its {slot} is not {' or '.join(choice.strip('*') for choice in choices)}"
    for slot, choices in frame.unless.items():
        if _holds(slot, choices, trigger, filled):
            return f"its {slot} makes it another relation"
    return None


def index_words(frame: Frame) -> frozenset[str]:
    return frozenset(word.split()[0] for word in frame.lemmas)


def _phrasal(word: str, lemma: str, trigger: Token, filled: Slots) -> bool:
    verb, _, particle = word.partition(" ")
    if verb != lemma:
        return False
    if not particle:
        return True
    return any(
        child.lower_ == particle and child.dep_ in ("prt", "advmod", "prep", "dobj", "acomp", "npadvmod") for child in trigger.children
    ) or (trigger.i + 1 < len(trigger.doc) and trigger.nbor().lower_ == particle)


def _holds(slot: str, choices: tuple[str, ...], trigger: Token, filled: Slots) -> bool:
    """Whether what fills a slot is of one of the kinds asked for."""
    if slot == "light":
        verb = light_verb(trigger)
        return verb is not None and (verb.lemma_.lower() in choices or any(_phrasal(choice, verb.lemma_.lower(), verb, {}) for choice in choices if " " in choice))
    if "*self" in choices:
        return trigger.dep_ == "pobj" and trigger.head.lower_ == slot
    if slot == "out":
        return any(token.lower_ == "out" for token in trigger.subtree if 0 < token.i - trigger.i < 14)
    if slot == "modifier":
        return any(child.lemma_.lower() in choices or child.lower_ in choices for child in trigger.lefts)
    if slot == "predicate":
        heads = _predicates(trigger)
    else:
        heads = [each for head in filled.get(slot, ()) for each in conjuncts(head)]
    if not heads:
        return "*none" in choices
    allowed = words(choices)
    for head in heads:
        if head.lemma_.lower() in allowed or head.lower_ in allowed:
            return True
        if any(child.dep_ in ("compound", "amod") and child.lemma_.lower() in allowed and head.pos_ == "NOUN" and head.lemma_.lower() in _VESSEL for child in head.lefts):
            return True
        if any(child.dep_ == "prep" and child.lower_ == "of" and any(grand.lemma_.lower() in allowed for grand in child.children) for child in head.rights) and (head.lemma_.lower() in nouns("part") or head.pos_ == "NUM" or head.lemma_.lower() in _VESSEL):
            return True
        if _starred(choices, head):
            return True
    return False


def _starred(choices: tuple[str, ...], head: Token) -> bool:
    mention = reading(head.doc).mentions.get(head.i)
    for choice in choices:
        if choice == "*any":
            return True
        if choice == "*part" and (head.lemma_.lower() in nouns("part") or head.pos_ == "NUM"):
            return True
        if choice == "*named" and mention is not None and mention.actor is not None and not mention.generic:
            return True
        if choice in ("*actor", "*ally") and mention is not None and mention.actor is not None:
            return True
        if choice == "*body" and mention is not None and mention.actor is not None and mention.place is None:
            return True
        if choice == "*place" and mention is not None and mention.place is not None:
            return True
        if choice == "*placeish" and ((mention is not None and mention.place is not None) or head.lemma_.lower() in nouns("place") or head.lemma_.lower() in nouns("part")):
            return True
        if choice == "*force" and head.lemma_.lower() in nouns("force") | nouns("group"):
            return True
    return False


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


def _match(frame: Frame, trigger: Token, filled: Slots) -> tuple[_Match | None, str | None]:
    kind = relation_of(frame.relation)
    wanted = ("actor",) if frame.actors else kind.target
    mutual = frame.mutual or kind.symmetric
    if frame.between:
        for slot in frame.between:
            parties = _fill(slot, trigger, filled, ("actor",), False)
            pairs = tuple((a, b) for i, a in enumerate(parties) for b in parties[i + 1 :] if a.id != b.id)
            if pairs:
                return _Match(trigger, frame.id, frame.relation, pairs, True, frame.phase, frame.certainty, frame.weight), None
        return None, "it names fewer than two actors"
    sources = _first(frame.source, trigger, filled, ("actor",))
    if "subject" in frame.source and frame.relation in _TOGETHER:
        sources += _companions(trigger, filled)
    if len(sources) > 1 and "object" in frame.target and _reciprocal(filled):
        pairs = tuple((a, b) for i, a in enumerate(sources) for b in sources[i + 1 :] if a.id != b.id)
        return _Match(trigger, frame.id, frame.relation, pairs, True, frame.phase, frame.certainty, frame.weight), None
    if not sources:
        return None, "its doer is not an actor that the text names"
    taken = {found.mention.head for found in sources}
    loose = frame.relation in _LOOSE
    targets = _first(frame.target, trigger, filled, wanted, avoid=taken, loose=loose)
    if not targets:
        what = "place" if wanted == ("place",) else "actor"
        return None, f"what it is done to is not {'a' if what == 'place' else 'an'} {what} that the text names"
    if frame.relation == "fight":
        targets = [_holder(target, trigger.doc) or target for target in targets]
    pairs = tuple((a, b) for a in sources for b in targets if _apart(a, b) and _may(frame.relation, a))
    if not pairs:
        return None, "both ends are the same actor"
    origin = next((found.place for found in _first(frame.origin, trigger, filled, ("place",)) if found.place), None)
    return (
        _Match(trigger, frame.id, frame.relation, pairs, mutual, frame.phase, frame.certainty, frame.weight, _instrument(frame, filled, trigger), origin),
        None,
    )


def _reciprocal(filled: Slots) -> bool:
    """ "each other", "one another"."""
    return any(head.lower_ in ("other", "another") and (head.lower_ == "another" or head.nbor(-1).lower_ == "each") for head in filled.get("object", ()) if head.i)


def _companions(trigger: Token, filled: Slots) -> list[_Found]:
    """Ruling 16: in "A, with B and C, attacked D" B and C attacked too."""
    found = []
    for head in filled.get("subject", ()):
        for prep in head.rights:
            if prep.dep_ == "prep" and prep.lower_ in ("with", "alongside") and prep.i < trigger.i:
                heads = [each for child in prep.children if child.dep_ == "pobj" for each in conjuncts(child)]
                found += [each for target in heads for each in _resolve(target, ("actor",), False)]
    for prep in trigger.lefts:
        if prep.dep_ == "prep" and prep.lower_ in ("with", "alongside"):
            heads = [each for child in prep.children if child.dep_ == "pobj" for each in conjuncts(child)]
            found += [each for target in heads for each in _resolve(target, ("actor",), False)]
    return found


def _holder(target: _Found, head_doc: Doc) -> _Found | None:
    """Ruling 3: who attacks a place that is "X-held" attacks X."""
    if target.place is None:
        return None
    at = target.mention.head
    for token in head_doc[max(at - 4, 0) : at]:
        if token.lower_ in ("held", "controlled", "occupied", "ruled") and token.i > 1 and token.nbor(-1).text == "-":
            held = _resolve(token.nbor(-2), ("actor",))
            if held:
                return held[0]
    return None


def _may(relation: str, source: _Found) -> bool:
    """Ruling 11: people without a name move, protest and join; for the rest they are targets."""
    return not (source.mention.generic and source.actor is not None and source.actor.kind == "people") or relation in ("move", "oppose", "member")


def _apart(source: _Found, target: _Found) -> bool:
    """Two ends are two actors; "Syrian army" alone does not say that the army is Syria's."""
    if source.id == target.id or source.mention.head == target.mention.head:
        return False
    a, b = source.mention, target.mention
    inside = a.begin <= b.begin and b.end <= a.end and not source.owned
    return not (inside and source.actor is not None and source.actor.kind in ("armed force", "government", "people"))


def _first(names: tuple[str, ...], trigger: Token, filled: Slots, wanted: tuple[str, ...], *, avoid: Iterable[int] = (), loose: bool = True) -> list[_Found]:
    """The fillers of the first slot that has any; a slot marked "?" may be filled by nobody known."""
    for name in names:
        if name.startswith("?"):
            return [_nobody(trigger)] if _anonymous(trigger, filled) else []
        found = [each for each in _fill(name, trigger, filled, wanted, loose) if each.mention.head not in avoid]
        if found:
            return found
    return []


def _fill(name: str, trigger: Token, filled: Slots, wanted: tuple[str, ...], loose: bool) -> list[_Found]:
    if name == "*self":
        return _resolve(trigger, wanted, loose)
    slot, _, inner = name.partition(" ")
    heads = filled.get(name) if inner else None
    if heads is None:
        heads = filled.get(slot, [])
        if inner:
            heads = [target for head in heads for target in _within(head, inner)]
    return [found for head in heads for each in conjuncts(head) for found in _resolve(each, wanted, loose)]


def _within(head: Token, inner: str) -> list[Token]:
    """A slot inside a slot: "into the hands of A", "its airspace"."""
    if inner in ("hands", "head"):
        if inner == "hands" and head.lemma_.lower() not in ("hand", "possession"):
            return []
        inside = slots(head)
        return [*inside.get("of", []), *inside.get("owner", [])]
    if inner == "owner":
        return owners(head)
    if inner == "of" and head.lemma_.lower() not in ("control", "possession", "charge"):
        return []
    return slots(head).get(inner, [])


def _resolve(head: Token, wanted: tuple[str, ...], loose: bool = True, depth: int = 0) -> list[_Found]:
    """Whom or what the head of a phrase stands for.

    A loose reading takes any thing for its owner ("A's strategy", "A's convoys"); a tight one takes
    only parts and men of a body for the body.
    """
    if depth > 3:
        return []
    found = reading(head.doc)
    mention = found.mentions.get(head.i)
    if mention is not None:
        if "actor" in wanted and mention.actor is not None:
            return [_Found(mention, actor=actor) for actor in mention.actors]
        if "place" in wanted and mention.place is not None:
            return [_Found(mention, place=mention.place)]
        if mention.actor is not None and "place" in wanted:
            return []
    lemma = head.lemma_.lower()
    if wanted == ("place",) and lemma not in nouns("place") and lemma not in nouns("part"):
        return []
    if lemma in nouns("media") and "place" not in wanted:
        return []
    if head.pos_ not in ("NOUN", "NUM", "PRON", "DET", "PROPN", "ADJ"):
        return []
    if "place" in wanted or lemma in nouns("part") or head.pos_ in ("NUM", "DET"):
        for prep in head.rights:
            if prep.dep_ == "prep" and prep.lower_ in ("of", "in", "from", "around", "near", "with", "at", "across"):
                inner = [each for child in prep.children if child.dep_ == "pobj" for each in conjuncts(child)]
                got = [each for target in inner for each in _resolve(target, wanted, loose, depth + 1)]
                if got:
                    return got
    if head.pos_ == "PRON":
        return []
    got: list[_Found] = []
    if wanted == ("place",) or not (loose or lemma in _bodily() or head.pos_ in ("NUM", "DET")):
        return got
    for owner in owners(head):
        got += [each for target in conjuncts(owner) for each in _resolve(target, wanted, loose, depth + 1)]
    if got:
        return got[-1:] if len(got) > 1 and not any(each.mention.head != got[0].mention.head for each in got) else got
    for prep in head.rights:
        if prep.dep_ == "prep" and prep.lower_ == "of":
            inner = [each for child in prep.children if child.dep_ == "pobj" for each in conjuncts(child)]
            got = [each for target in inner for each in _resolve(target, wanted, loose, depth + 1)]
            if got:
                return got
    return []


def _anonymous(trigger: Token, filled: Slots) -> bool:
    """Whether the text leaves the doer out: a passive without "by", weapons that come from nowhere."""
    return not filled.get("subject") if passive(trigger) else trigger.lemma_.lower() in _ARRIVING


@cache
def _bodily() -> frozenset[str]:
    return frozenset().union(*(nouns(family) for family in ("part", "member", "people", "group", "force", "government")))


def _nobody(trigger: Token) -> _Found:
    """An unnamed giver or taker is an actor too."""
    mention = Mention(trigger.i, trigger.idx, trigger.idx + len(trigger.text), generic=True)
    return _Found(mention, actor=Referent(id="unknown", name="unknown", kind="unknown"))


def _instrument(frame: Frame, filled: Slots, trigger: Token) -> str | None:
    for name in frame.instrument:
        for head in filled.get(name, ()):
            return phrase(head).text
    if frame.relation in ("fight", "support"):
        for head in filled.get("with", ()):
            if head.lemma_.lower() in words(("weapon", "help", "money")):
                return phrase(head).text
    return None


def _compound(token: Token) -> Iterator[_Match]:
    """Compounds: X-led, X-backed, X-held Y; anti-X and pro-X Y."""
    doc = token.doc
    yield from _named_after(token)
    if token.text not in ("-", "‐", "–") or token.i == 0 or token.i + 1 >= len(doc):
        return
    left, right = doc[token.i - 1], doc[token.i + 1]
    relation = _COMPOUNDS.get(right.lower_)
    if relation is not None:
        head = _modified(right)
        wanted = ("place",) if relation == "control" else ("actor",)
        sources, targets = _resolve(left, ("actor",)), _resolve(head, wanted) if head is not None else []
        if relation == "control" and not targets and head is not None:
            return
        if relation == "command" and not targets and head is not None and head.pos_ in ("NOUN", "PROPN"):
            return
    elif left.lower_ in ("anti", "counter", "pro"):
        head = _modified(right)
        if head is None or head.pos_ not in ("NOUN", "PROPN"):
            return
        armed = head.lemma_.lower() in nouns("force") | nouns("group")
        relation = "support" if left.lower_ == "pro" else "fight" if armed else "oppose"
        sources, targets = _resolve(head, ("actor",)), _resolve(right, ("actor",))
        sources = [found for found in sources if found.mention.head != right.i]
    else:
        return
    pairs = tuple((a, b) for a in sources for b in targets if a.id != b.id)
    if pairs:
        yield _Match(right if relation != "support" or left.lower_ != "pro" else left, f"compound.{right.lower_ if right.lower_ in _COMPOUNDS else left.lower_}", relation, pairs, weight=0.85, words=(left.idx, right.idx + len(right.text)))


def _named_after(token: Token) -> Iterator[_Match]:
    """A known name that is itself a compound: "the U.S.-led coalition"."""
    shape = _LED.match(token.text)
    mention = reading(token.doc).mentions.get(token.i)
    if shape is None or mention is None or mention.actor is None:
        return
    actors = reading(token.doc).world.actors
    leaders = actors.find(shape["leader"]) or actors.of_demonym(shape["leader"])
    if not leaders or leaders[0].id == mention.actor.id:
        return
    leader = leaders[0]
    begin = token.idx
    named = Mention(-1, begin, begin + len(shape["leader"]), actor=Referent(leader.id, leader.name, leader.kind, leader.country, known=True))
    relation = _COMPOUNDS[shape["deed"].lower()]
    words = (begin, begin + shape.end("deed"))
    yield _Match(token, f"compound.{shape['deed'].lower()}", relation, ((_Found(named, actor=named.actor), _Found(mention, actor=mention.actor)),), weight=0.85, words=words)


def _modified(token: Token) -> Token | None:
    """The noun that a compound modifies: the head of the chain, else the next noun."""
    head = token
    for _ in range(4):
        if head.dep_ in ("amod", "compound", "nmod", "npadvmod", "punct", "pobj", "poss") and head.head.i > token.i:
            head = head.head
            if head.pos_ in ("NOUN", "PROPN"):
                return head
        else:
            break
    for following in token.doc[token.i + 1 : token.i + 5]:
        if following.pos_ in ("NOUN", "PROPN") and following.dep_ not in ("compound", "amod"):
            return following
    return None


def _presence(sentence: Span) -> Iterator[_Match]:
    """ "X in P", "X based in P" as a noun phrase: X is present in P."""
    mentions = reading(sentence.doc).mentions
    for token in sentence:
        mention = mentions.get(token.i)
        if mention is None or mention.actor is None or mention.pronoun or token.pos_ not in ("NOUN", "PROPN"):
            continue
        if mention.actor.kind in ("state", "person", "government", "collective", "unknown") or mention.place is not None:
            continue
        if mention.generic and token.lemma_.lower() not in nouns("force") | nouns("group"):
            continue
        if not _before_its_verb(token):
            continue
        for prep in token.rights:
            if prep.dep_ == "prep" and prep.lower_ in ("in", "at", "across", "near", "throughout", "inside"):
                places = [
                    _Found(there, place=there.place)
                    for child in prep.children
                    if child.dep_ == "pobj"
                    for each in conjuncts(child)
                    if (there := mentions.get(each.i)) is not None and there.place is not None
                ]
                pairs = tuple((_Found(mention, actor=mention.actor), place) for place in places)
                if pairs:
                    yield _Match(token, "presence.in", "base", pairs, weight=0.5, words=(prep.idx, prep.idx + len(prep.text)))


def _before_its_verb(token: Token) -> bool:
    """Whether "in P" can only belong to the noun: it stands before the verb, or there is none."""
    head = token
    while head.dep_ in ("pobj", "prep", "conj", "compound", "poss", "appos") and head.head != head:
        head = head.head
    return head.dep_ in ("nsubj", "nsubjpass") or (head.dep_ == "ROOT" and head.pos_ not in ("VERB", "AUX"))


def _statements(match: _Match, sentence: Span) -> Iterator[Statement]:
    document = sentence.doc.user_data.get("document")
    assert isinstance(document, Document)
    how = assess(match.trigger)
    chain, said = _chain(match, sentence)
    certainty = _weakest(how.certainty, match.certainty, *(each.certainty for each in said))
    denied = (how.polarity == "negative") ^ any(each.polarity == "negative" for each in said)
    polarity: Polarity = "negative" if denied else "positive"
    kind = relation_of(match.relation)
    phase = _phase(how, match)
    time = _time(match, sentence)
    trigger = _trigger(match.trigger, match.words)
    for source, target in match.pairs:
        if kind.target == ("actor",) and target.actor is None:
            continue
        place = _place(match, sentence, source, target)
        begin = sentence.start_char
        yield Statement(
            id=_identify(document.id, trigger, source, match.relation, target, polarity),
            document=document.id,
            sentence=document.text[begin : begin + len(sentence.text.rstrip())],
            begin=begin,
            end=begin + len(sentence.text.rstrip()),
            source=_end(source, sentence.doc),
            relation=match.relation,
            event=_event(kind.plover, match.trigger),
            sign=kind.sign,
            target=_end(target, sentence.doc),
            trigger=trigger,
            phase=phase,
            mutual=match.mutual,
            polarity=polarity,
            certainty=certainty,
            time_status=how.time_status,
            time=time,
            place=place,
            attribution=chain,
            instrument=match.instrument,
            origin=_as_place(match.origin),
            confidence=round(match.weight * (0.8 if source.mention.generic or target.mention.generic else 1.0) * (0.85 if source.mention.antecedent is not None or target.mention.antecedent is not None else 1.0), 3),
            coder=CODER,
            outlet=document.outlet,
            author=document.author,
            date=document.date,
            story=document.story,
            frame=match.frame,
        )


def _chain(match: _Match, sentence: Span) -> tuple[tuple[Attribution, ...], list[Attributed]]:
    """Who says it, outermost first: the attributions whose content holds the trigger."""
    doc = sentence.doc
    at = match.trigger.i
    holding = [
        each
        for each in doc.user_data.get("attributions", ())
        if any(begin <= at < end for begin, end in each.content) and each.cue != at
    ]
    holding.sort(key=lambda each: -sum(end - begin for begin, end in each.content))
    links = []
    for each in holding:
        link = _attribution(each, doc)
        if link is not None and all(link.id != other.id for other in links):
            links.append(link)
    return tuple(links), holding


def _attribution(said: Attributed, doc: Doc) -> Attribution | None:
    if said.source is None:
        name = said.name or said.verb
        return Attribution(id=f"impersonal:{slug(name)}", name=name, kind="impersonal", verb=said.verb, mention=name, begin=doc[said.cue].idx, end=doc[said.cue].idx + len(doc[said.cue].text))
    head = doc[said.source]
    mention = reading(doc).mentions.get(head.i)
    if mention is not None and mention.actor is not None and not (mention.generic and mention.antecedent is None):
        return Attribution(id=mention.actor.id, name=mention.actor.name, kind=mention.actor.kind, verb=said.verb, mention=_written(doc, mention.begin, mention.end), begin=mention.begin, end=mention.end)
    span = phrase(head)
    kind = "group" if head.tag_ in ("NNS", "NNPS") else "body" if head.lemma_.lower() in nouns("media") else "person"
    return Attribution(id=f"text:{slug(span.text)}", name=span.text, kind=kind, verb=said.verb, mention=span.text, begin=span.start_char, end=span.end_char)


def _phase(how: Factuality, match: _Match) -> str:
    """An aspect verb ("began", "stopped") outranks the frame's own phase only where it says another."""
    if how.phase is not None and not (how.phase == "holds" and match.phase):
        return how.phase
    return match.phase or "holds"


def _weakest(*certainties: str | None) -> Certainty:
    return max((each for each in certainties if each), key=_CERTAINTIES.index, default="certain")  # type: ignore[return-value]


def _time(match: _Match, sentence: Span) -> Time | None:
    """The expression of the trigger's own clause, else one that opens the sentence."""
    expressions = [each for each in sentence.doc.user_data.get("times", ()) if sentence.start_char <= each.begin < sentence.end_char]
    if not expressions:
        return None
    clause = _clause(match.trigger)
    for reach in (_near(match.trigger), clause, *_outer(clause)):
        for each in expressions:
            token = _token_at(sentence, each.begin)
            if token is None:
                continue
            anchor = token
            if reach[0] <= anchor.i < reach[1]:
                return _as_time(each)
    return None


def _outer(clause: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    return ()


def _near(trigger: Token) -> tuple[int, int]:
    return trigger.left_edge.i, trigger.right_edge.i + 1


def _clause(trigger: Token) -> tuple[int, int]:
    """The token span of the smallest clause around a trigger, out to the governing sentence."""
    head = trigger
    while head.head != head and not (head.pos_ in ("VERB", "AUX") and head.dep_ in ("ROOT", "ccomp", "advcl", "conj", "relcl", "parataxis")):
        head = head.head
    if head.dep_ == "conj" and head.head.pos_ in ("VERB", "AUX") and not any(child.dep_ in ("nsubj", "nsubjpass") for child in head.children):
        head = head.head
    if head.dep_ in ("ccomp", "relcl", "advcl", "conj"):
        return head.left_edge.i, head.right_edge.i + 1
    return head.sent.start, head.sent.end


def _token_at(sentence: Span, offset: int) -> Token | None:
    for token in sentence:
        if token.idx <= offset < token.idx + len(token.text_with_ws):
            return token
    return None


def _as_time(found: object) -> Time:
    time = found.time  # type: ignore[attr-defined]
    return Time(text=time.text, start=time.start, end=time.end, edtf=time.edtf)


def _place(match: _Match, sentence: Span, source: _Found, target: _Found) -> Place | None:
    """Where it plays out: a place in the trigger's own phrase, its ends', its clause's."""
    if target.place is not None and match.relation != "fight":
        return None
    taken = {source.mention.head, target.mention.head}
    doc = sentence.doc
    heads = [match.trigger, doc[target.mention.head], doc[source.mention.head]]
    verb = light_verb(match.trigger)
    if verb is not None:
        heads.insert(1, verb)
    for head in heads:
        place = _placed(head, taken)
        if place is not None:
            return _as_place(place)
    begin, end = _clause(match.trigger)
    for token in doc[begin:end]:
        if token.dep_ == "prep" and token.lower_ in _LOCATIVE:
            place = _pobj_place(token, taken)
            if place is not None and match.trigger in token.head.subtree:
                return _as_place(place)
    return _only_place(doc, begin, end, taken)


def _only_place(doc: Doc, begin: int, end: int, taken: set[int]) -> Place | None:
    """The one place that a clause speaks of, where it speaks of one only."""
    mentions = reading(doc).mentions
    named = [mentions[i] for i in range(begin, end) if i in mentions and i not in taken]
    places = {mention.place.id: mention.place for mention in named if mention.place is not None and mention.actor is None}
    return _as_place(next(iter(places.values()))) if len(places) == 1 else None


def _placed(head: Token, taken: set[int]) -> KnownPlace | None:
    for prep in head.children:
        if prep.dep_ == "prep" and prep.lower_ in _LOCATIVE:
            place = _pobj_place(prep, taken)
            if place is not None:
                return place
        elif prep.dep_ == "dobj" and head.pos_ in ("VERB", "AUX"):
            for inner in prep.rights:
                if inner.dep_ == "prep" and inner.lower_ in _LOCATIVE:
                    place = _pobj_place(inner, taken)
                    if place is not None:
                        return place
        elif prep.dep_ == "prep" and prep.lower_ in ("with", "against", "for", "during", "to", "of", "by"):
            for target in prep.children:
                if target.dep_ == "pobj":
                    for inner in target.rights:
                        if inner.dep_ == "prep" and inner.lower_ in _LOCATIVE:
                            place = _pobj_place(inner, taken)
                            if place is not None:
                                return place
    return None


def _pobj_place(prep: Token, taken: set[int]) -> KnownPlace | None:
    mentions = reading(prep.doc).mentions
    for child in prep.children:
        if child.dep_ == "pobj" and child.i not in taken:
            mention = mentions.get(child.i)
            if mention is not None and mention.place is not None:
                return mention.place
            if mention is None or mention.actor is None:
                for found in _resolve(child, ("place",)):
                    if found.mention.head not in taken:
                        return found.place
    return None


def _end(found: _Found, doc: Doc) -> End:
    mention = found.mention
    text = _written(doc, mention.begin, mention.end)
    if found.actor is not None:
        actor = found.actor
        return End(id=actor.id, name=actor.name, kind=actor.kind, country=actor.country, mention=text, begin=mention.begin, end=mention.end)
    place = found.place
    assert place is not None
    return End(id=place.id, name=place.name, kind="place", country=place.country, mention=text, begin=mention.begin, end=mention.end, lat=place.lat, lon=place.lon)


def _written(doc: Doc, begin: int, end: int) -> str:
    """The document's own wording; the parser saw straight quotes."""
    document: Document = doc.user_data["document"]
    return document.text[begin:end]


def _as_place(place: KnownPlace | None) -> Place | None:
    if place is None:
        return None
    return Place(id=place.id, name=place.name, country=place.country, lat=place.lat, lon=place.lon, precision=place.precision)


def _event(plover: tuple[str, ...], trigger: Token) -> str:
    return _EVENTS.get(trigger.lemma_.lower(), plover[0])


def _trigger(token: Token, words: tuple[int, int] | None = None) -> Trigger:
    if words is not None:
        return Trigger(text=_written(token.doc, *words), begin=words[0], end=words[1])
    return Trigger(text=token.text, begin=token.idx, end=token.idx + len(token.text))


def _identify(document: str, trigger: Trigger, source: _Found, relation: str, target: _Found, polarity: str) -> str:
    parts = "\x1f".join((document, str(trigger.begin), source.id, str(source.mention.begin), relation, target.id, str(target.mention.begin), polarity))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _once(statements: list[Statement]) -> list[Statement]:
    """Ruling 17: the same ends, relation and qualifiers in one sentence give one statement."""
    kept: dict[tuple[object, ...], Statement] = {}
    for statement in statements:
        ends = (statement.source.id, statement.target.id)
        if statement.mutual:
            ends = (min(ends), max(ends))
        key = (*ends, statement.relation, statement.polarity, tuple(link.id for link in statement.attribution))
        known = kept.get(key)
        if known is None or (known.phase == "holds" != statement.phase and known.time == statement.time):
            kept[key] = statement
        elif statement.phase not in ("holds", known.phase):
            kept[(*key, statement.phase)] = statement
    return list(kept.values())


def _settle(statements: list[Statement]) -> list[Statement]:
    """Drop what a more exact reading of the same words makes idle."""
    kept = []
    for statement in statements:
        rivals = [
            other
            for other in statements
            if other is not statement
            and {other.source.id, other.target.id} == {statement.source.id, statement.target.id}
            and other.trigger.begin == statement.trigger.begin
        ]
        if any((other.relation, statement.relation) in _OUTRANKS for other in rivals):
            continue
        kept.append(statement)
    return kept


_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective", "ADV": "adjective", "NUM": "noun"}
_COMPOUNDS = {
    "led": "command", "run": "command", "commanded": "command", "dominated": "command",
    "backed": "support", "supported": "support", "sponsored": "support", "assisted": "support",
    "allied": "ally", "aligned": "ally", "linked": "ally", "affiliated": "ally",
    "armed": "arm", "equipped": "arm", "supplied": "arm",
    "funded": "fund", "financed": "fund", "trained": "train",
    "held": "control", "controlled": "control", "occupied": "control", "ruled": "control", "governed": "control",
}  # fmt: skip
_LED = re.compile(rf"(?P<leader>[A-Z][\w. ]*?)-(?P<deed>{'|'.join(_COMPOUNDS)}) ")
_OUTRANKS = frozenset({("arm", "support"), ("fund", "support"), ("train", "support"), ("aid", "support"), ("arm", "aid"), ("fund", "aid"), ("arm", "fund"), ("sanction", "fight"), ("member", "ally"), ("merge", "ally"), ("negotiate", "ally"), ("fight", "oppose"), ("command", "member")})
_CERTAINTIES = ("certain", "probable", "possible", "unknown")
_LOCATIVE = frozenset("in at near around across throughout inside outside along on within over into from around amid".split()) - {"on", "from", "into", "over"} | {"on"}
_LOOSE = frozenset({"fight", "oppose", "support", "sanction"})
_TOGETHER = frozenset({"fight", "control"})
_ARRIVING = frozenset("go fall end wind come pass find flow make leak reach arrive".split())
_DEEDS = frozenset("attack fight capture seize launch conduct storm raid bomb take retake recapture hold control ambush besiege shell strike invade advance march".split())
_VESSEL = frozenset("supply shipment delivery consignment stock load cache flow amount quantity kind type piece cargo batch crate gift package plenty lot item system post force goods".split())
_IRREGULAR = {"retook": "retake", "retaken": "retake", "overran": "overrun", "foes": "foe", "leant": "lean", "troops": "troop", "withdrew": "withdraw", "overthrew": "overthrow", "overthrown": "overthrow"}
_EVENTS = {
    "accuse": "ACCUSE", "blame": "ACCUSE", "condemn": "ACCUSE", "denounce": "ACCUSE", "criticise": "ACCUSE", "criticize": "ACCUSE",
    "reject": "REJECT", "threaten": "THREATEN", "warn": "THREATEN", "protest": "PROTEST", "demand": "REQUEST",
    "cooperate": "COOPERATE", "coordinate": "COOPERATE", "retreat": "RETREAT", "withdraw": "RETREAT", "flee": "RETREAT",
    "arrest": "COERCE", "expel": "COERCE", "detain": "COERCE", "ceasefire": "AGREE", "truce": "AGREE", "agree": "AGREE",
}  # fmt: skip
