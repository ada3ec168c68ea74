"""Where a sentence becomes a statement: `code(sentence)`.

A trigger is a word that a frame knows. Its slots say who stands where; the frame says which slot
is the source and which the target; the mentions say whom the slots' heads stand for. What the
language components found of the trigger (who says it, how certainly, when, where) qualifies the
statement. Nothing is written anywhere: `code` returns statements and touches nothing.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from msgspec import structs
from spacy.tokens import Doc, Span, Token

from allegiance.documents.document import Document
from allegiance.language.encoder import VERSION
from allegiance.language.factuality import Factuality, assess
from allegiance.language.mentions import phrase
from allegiance.language.reading import reading
from allegiance.ontology.relations import relation as relation_of
from allegiance.statements import qualifiers, whereabouts
from allegiance.statements.arguments import Slots, light_verb, slots
from allegiance.statements.conditions import gerunds, lemma, refusal, speaks
from allegiance.statements.constructions import constructed
from allegiance.statements.draft import Draft
from allegiance.statements.ends import (
    ACTOR,
    PLACE,
    apart,
    companions,
    fill,
    first,
    holder,
    may_act,
)
from allegiance.statements.events import event, prefer
from allegiance.statements.frames import Frame, index, words
from allegiance.statements.match import Found, Match, Pairs, among
from allegiance.statements.settling import settled
from allegiance.statements.statement import (
    Attribution,
    Certainty,
    End,
    Phase,
    Polarity,
    Statement,
    Time,
    Trigger,
)
from allegiance.statements.votes import Refused, once, proposed, vote

CODER = "frames-1"


def version(coder: str) -> str:
    """What the statements of a coder say made them: "frames-1", "frames-1+small-1"."""
    return CODER if coder == "frames" else f"{CODER}+{coder}-{VERSION}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One frame that was tried, and why it was refused; None where it gave statements.

    `fits` where the words and conditions of the frame are met, so that only an end was missing. The
    frame "model" is the trained model's own, whose relation is named.
    """

    trigger: Trigger
    frame: str
    refused: str | None
    fits: bool
    relation: str | None = None


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
        refusals = [each.refused for each in self.candidates if each.fits and each.refused]
        return max(refusals, key=refusals.count, default="no word that tells a relation here")


def code(sentence: Span | Doc) -> list[Statement]:
    """The statements that a sentence (or each sentence of an annotated document) makes."""
    if isinstance(sentence, Doc):
        return [statement for each in sentence.sents for statement in code(each)]
    return examine(sentence).statements


def examine(sentence: Span) -> Coding:
    """The statements of a sentence, with all that was tried and why it was refused."""
    coding = Coding()
    found = drafts(sentence, coding)
    heard = sentence.doc.user_data.get("opinions")
    if heard is None:
        coding.statements = _once(_settle(list(finished(found, sentence))))
        return coding
    kept, refused = vote(found, heard, version(heard.model.name))
    coding.candidates.extend(map(_outvoted, refused))
    told = settled(list(finished(kept, sentence)), sentence, heard)
    coding.statements = _once(_settle(told))
    return coding


def _outvoted(refused: Refused[Draft]) -> Candidate:
    said = refused.candidate
    why = f"frames and model together make it {refused.likelihood:.2f} likely, {refused.needed:.2f} is needed"
    return Candidate(said.trigger, said.frame or "model", why, True, said.relation)


def candidates(sentence: Span, coding: Coding) -> list[Statement]:
    """All that the frames would say of a sentence, and what the model would say beside them."""
    return list(finished(drafts(sentence, coding), sentence))


def drafts(sentence: Span, coding: Coding) -> list[Draft]:
    """The same before their qualifiers, of which most will not be asked."""
    matches = [*_framed(sentence, coding), *constructed(sentence)]
    heard = sentence.doc.user_data.get("opinions")
    if heard is not None:
        matches += proposed(sentence, heard)
    return once(draft for match in matches for draft in _drafts(match, sentence.doc))


def finished(found: Iterable[Draft], sentence: Span) -> Iterator[Statement]:
    """Drafts with all their qualifiers."""
    told: dict[tuple[int, int], Telling] = {}
    for draft in found:
        key = (id(draft.match), id(draft.said))
        if key not in told:
            told[key] = _telling(draft, sentence)
        yield _statement(draft, sentence, told[key])


def bounds(sentence: Span) -> tuple[int, int]:
    """The offsets of a sentence without the white space around it."""
    text = sentence.text  # joined anew at every call
    begin = sentence.start_char + len(text) - len(text.lstrip())
    return begin, begin + len(text.strip())


def _framed(sentence: Span, coding: Coding) -> Iterator[Match]:
    """Every match of a frame in a sentence; what is refused is noted down."""
    for token in sentence:
        frames = _frames(token)
        if frames:
            yield from _try(token, frames, coding)


def _frames(token: Token) -> Sequence[Frame]:
    """The frames that a token may be the trigger of."""
    known = index()
    pos = _POS.get(token.pos_)
    month = token.pos_ == "PROPN" and token.ent_type_ == "DATE"
    if pos is None or month:
        return ()
    return (*known.get((pos, lemma(token)), ()), *_elsewhere(token))


def _elsewhere(token: Token) -> Sequence[Frame]:
    """Words that the tagger files elsewhere: participles as adjectives, gerunds as nouns."""
    known = index()
    if token.pos_ == "ADJ" and token.tag_ in ("VBN", "VBG", "VBD"):
        return known.get(("verb", token.lemma_.lower()), ())
    if _gerund(token) and token.pos_ == "VERB":
        return known.get(("noun", token.lower_), ())
    if token.pos_ in ("VERB", "ADV"):
        return known.get(("adjective", token.lower_), ())
    if token.pos_ == "NOUN" and token.lower_ in gerunds():
        return known.get(("verb", gerunds()[token.lower_]), ())
    return ()


def _gerund(token: Token) -> bool:
    return token.tag_ == "VBG" and token.dep_ in ("nsubj", "nsubjpass", "pobj", "dobj", "ROOT")


def _try(trigger: Token, frames: Sequence[Frame], coding: Coding) -> Iterator[Match]:
    """Try each frame at a trigger; a fallback only where no other frame of its relation fired."""
    filled = _filled(trigger)
    fired: set[str] = set()
    for frame in sorted(frames, key=lambda frame: frame.fallback):
        if (frame.fallback and frame.relation in fired) or not speaks(frame, trigger):
            continue
        unfit = refusal(frame, trigger, filled)
        found = unfit or _match(frame, trigger, filled)
        refused = found if isinstance(found, str) else None
        fits = unfit is None
        coding.candidates.append(Candidate(_trigger(trigger), frame.id, refused, fits))
        if isinstance(found, Match):
            fired.add(frame.relation)
            yield found


def _filled(trigger: Token) -> Slots:
    """The slots of a trigger; a gerund has those of a verb and those of a noun."""
    filled = slots(trigger)
    if trigger.pos_ == "NOUN" and trigger.lower_ in gerunds():
        doer = filled.get("owner") or filled.get("by", [])
        return {"subject": doer, "object": filled.get("of", []), **filled}
    if _gerund(trigger) and trigger.pos_ == "VERB":
        filled.setdefault("owner", filled.get("subject", []))
    return filled


def _match(frame: Frame, trigger: Token, filled: Slots) -> Match | str:
    """The frame with its ends filled in, or why they could not be, in words."""
    if frame.between:
        parties = (fill(slot, trigger, filled, ACTOR, loose=frame.loose) for slot in frame.between)
        pairs: Pairs = next(filter(None, map(among, parties)), ())
        return _matched(frame, trigger, filled, pairs) if pairs else _FEW
    kind = relation_of(frame.relation)
    wanted = ACTOR if frame.actors else kind.target
    whole = frame.relation not in _PRESENT
    sources = first(frame.source, trigger, filled, ACTOR, loose=whole, giver=True)
    if "subject" in frame.source and frame.relation in ("fight", "control"):
        sources += companions(trigger, filled)
    if not sources:
        return "who does it is not an actor that the text names"
    if len(sources) > 1 and _reciprocal(frame, filled):
        return _matched(frame, trigger, filled, among(sources))
    taken = {found.mention.head for found in sources}
    loose = (frame.loose or frame.relation in _LOOSE) and sources[0].id != "unknown"
    targets = first(frame.target, trigger, filled, wanted, avoid=taken, loose=loose)
    if not targets:
        what = "a place" if wanted == PLACE else "an actor"
        return f"whom it is done to is not {what} that the text names"
    if frame.relation == "fight":
        targets = [holder(target, trigger) or target for target in targets]
    sources = [source for source in sources if may_act(frame.relation, source)]
    if not sources:
        return "people without a name are not coded as doing this"
    pairs = tuple((one, other) for one in sources for other in targets if apart(one, other))
    return _matched(frame, trigger, filled, pairs) if pairs else "both ends are the same actor"


def _matched(frame: Frame, trigger: Token, filled: Slots, pairs: Pairs) -> Match:
    origins = first(frame.origin, trigger, filled, PLACE)
    symmetric = relation_of(frame.relation).symmetric
    reciprocal = not frame.between and _reciprocal(frame, filled)
    return Match(
        trigger,
        frame.id,
        frame.relation,
        pairs,
        mutual=frame.mutual or symmetric or reciprocal,
        phase=frame.phase,
        certainty=frame.certainty,
        weight=frame.weight,
        done=frame.done,
        instrument=_instrument(frame, filled),
        origin=origins[0].place if origins else None,
    )


def _reciprocal(frame: Frame, filled: Slots) -> bool:
    """Whether the target is "each other" or "one another"."""
    heads = (head for slot in frame.target for head in filled.get(slot, ()) if head.i)
    return any(
        head.lower_ == "another" or (head.lower_ == "other" and head.nbor(-1).lower_ == "each")
        for head in heads
    )


def _instrument(frame: Frame, filled: Slots) -> str | None:
    """What it is done with: the frame's own slot, or "with" a weapon or money."""
    for name in frame.instrument:
        for head in filled.get(name, ()):
            return _thing(head)
    if frame.relation in ("fight", "support"):
        for head in filled.get("with", ()):
            if head.lemma_.lower() in words(("weapon", "money")):
                return _thing(head)
    return None


def _thing(head: Token) -> str:
    """The noun phrase of a thing, without the one to whom it is given ("gave A rockets")."""
    mentions = reading(head.doc).mentions
    span = phrase(head)
    named = [t.i for t in span[:-1] if t.i in mentions and t.dep_ in ("compound", "nmod")]
    kept = span.doc[max(named) + 1 : span.end] if named else span
    text = qualifiers.written(head.doc, kept.start_char, kept.end_char)
    opens = kept[0].is_sent_start and kept[0].pos_ != "PROPN"
    return text[:1].lower() + text[1:] if opens else text


def _drafts(match: Match, doc: Doc) -> Iterator[Draft]:
    """The candidates of a match: once as it is told and, "A arms B, which C denied", once as denied."""
    said = qualifiers.attributed(match.trigger)
    asides = [each for each in said if qualifiers.aside(each, doc)]
    plain = tuple(each for each in said if each not in asides)
    trigger, sign = _trigger(match.trigger, match.words), relation_of(match.relation).sign
    for telling in (plain, *((each,) for each in asides)):
        for source, target in match.pairs:
            yield Draft(
                match=match, ends=(source, target), said=telling, source=_end(source, doc),
                relation=match.relation, sign=sign, target=_end(target, doc), trigger=trigger,
                mutual=match.mutual, confidence=_confidence(match, source, target),
                frame=match.frame or None, coder=CODER,
            )  # fmt: skip


class Telling(NamedTuple):
    """How a match is told by one chain of speakers: what all its pairs of ends share."""

    how: Factuality
    phase: Phase
    polarity: Polarity
    certainty: Certainty
    time: Time | None
    attribution: tuple[Attribution, ...]


def _telling(draft: Draft, sentence: Span) -> Telling:
    match, said = draft.match, draft.said
    how = assess((light_verb(match.trigger) if match.done else None) or match.trigger)
    denials = [how.polarity == "negative", *(each.polarity == "negative" for each in said)]
    certainties = [how.certainty, match.certainty, *(each.certainty for each in said)]
    if qualifiers.unsaid(match.trigger):
        certainties.append("unknown")
    return Telling(
        how,
        qualifiers.phase(how, match),
        "negative" if sum(denials) % 2 else "positive",
        qualifiers.weakest(*certainties),
        qualifiers.time(match, sentence),
        qualifiers.chain(said, sentence.doc),
    )


def _statement(draft: Draft, sentence: Span, told: Telling) -> Statement:
    document: Document = sentence.doc.user_data["document"]
    match, (source, target) = draft.match, draft.ends
    begin, end = bounds(sentence)
    speaks = source.id in {link.id for link in told.attribution}
    return Statement(
        id=_identify(document.id, draft.trigger, source, match.relation, target, told.polarity),
        document=document.id,
        sentence=document.text[begin:end],
        begin=begin,
        end=end,
        source=draft.source,
        relation=draft.relation,
        event=event(match, told.how, told.phase, own=speaks),
        sign=draft.sign,
        target=draft.target,
        trigger=draft.trigger,
        phase=told.phase,
        mutual=draft.mutual,
        polarity=told.polarity,
        certainty=told.certainty,
        time_status=told.how.time_status,
        time=told.time,
        place=whereabouts.place(match, source, target),
        attribution=told.attribution,
        instrument=match.instrument,
        origin=whereabouts.as_place(match.origin),
        confidence=draft.confidence,
        score=draft.score,
        coder=draft.coder,
        outlet=document.outlet,
        author=document.author,
        date=document.date,
        story=document.story,
        frame=draft.frame,
    )


def _confidence(match: Match, source: Found, target: Found) -> float:
    """The frame's weight, less for ends that are only described or that a pronoun stands for."""
    mentions = (source.mention, target.mention)
    described = 0.8 if any(mention.generic for mention in mentions) else 1.0
    referred = 0.85 if any(mention.antecedent is not None for mention in mentions) else 1.0
    return round(match.weight * described * referred, 3)


def _end(found: Found, doc: Doc) -> End:
    mention = found.mention
    text = qualifiers.written(doc, mention.begin, mention.end)
    if found.actor is not None:
        actor = found.actor
        return End(
            id=actor.id,
            name=actor.name,
            kind=actor.kind,
            country=actor.country,
            mention=text,
            begin=mention.begin,
            end=mention.end,
        )
    place = found.place
    assert place is not None
    return End(
        id=place.id,
        name=place.name,
        kind="place",
        country=place.country,
        mention=text,
        begin=mention.begin,
        end=mention.end,
        lat=place.lat,
        lon=place.lon,
    )


def _trigger(token: Token, span: tuple[int, int] | None = None) -> Trigger:
    begin, end = span or (token.idx, token.idx + len(token.text))
    return Trigger(text=qualifiers.written(token.doc, begin, end), begin=begin, end=end)


def _identify(
    document: str, trigger: Trigger, source: Found, relation: str, target: Found, polarity: str
) -> str:
    """The identity of a statement: what is said, at which words of which document."""
    ends = (source.id, str(source.mention.begin), target.id, str(target.mention.begin))
    parts = "\x1f".join((document, str(trigger.begin), *ends, relation, polarity))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _once(statements: list[Statement]) -> list[Statement]:
    """Ruling 17: the same ends, relation and qualifiers in one sentence give one statement.

    Two phases of one relation ("seized P and lost it") are two, unless the same words tell both.
    """
    kept: dict[tuple[object, ...], Statement] = {}
    for statement in statements:
        ends = (statement.source.id, statement.target.id)
        ends = (min(ends), max(ends)) if statement.mutual else ends
        voices = tuple(link.id for link in statement.attribution)
        key: tuple[object, ...] = (*ends, statement.relation, statement.polarity, voices)
        if key in kept and not _alike(kept[key], statement):
            key = (*key, statement.phase)
        kept[key] = _joined(kept[key], statement) if key in kept else statement
    return list(kept.values())


def _alike(one: Statement, other: Statement) -> bool:
    phases = (one.phase, other.phase)
    return "holds" in phases or one.phase == other.phase or one.id == other.id


def _joined(one: Statement, other: Statement) -> Statement:
    """Two readings of one thing said, as one: what either tells is told."""
    return structs.replace(
        one,
        event=prefer(one, other),
        phase=other.phase if one.phase == "holds" else one.phase,
        time=one.time or other.time,
        place=one.place or other.place,
        instrument=one.instrument or other.instrument,
        origin=one.origin or other.origin,
        confidence=max(one.confidence, other.confidence),
    )


def _settle(statements: list[Statement]) -> list[Statement]:
    """Drop what a more exact reading of the same words makes idle: arming is no mere support."""
    said: dict[tuple[object, ...], set[str]] = {}
    for statement in statements:
        said.setdefault(_at(statement), set()).add(statement.relation)
    return [
        statement
        for statement in statements
        if not said[_at(statement)] & _OUTRANKING.get(statement.relation, frozenset())
    ]


def _at(statement: Statement) -> tuple[object, ...]:
    return statement.trigger.begin, frozenset({statement.source.id, statement.target.id})


_POS = {
    "VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "NUM": "noun",
    "ADJ": "adjective", "ADV": "adjective",
}  # fmt: skip
_FEW = "it names fewer than two actors"
# Relations whose targets may be read off the things they own: "attacked A's convoys".
_LOOSE = frozenset(
    {"fight", "oppose", "support", "sanction", "arm", "fund", "train", "aid", "shelter"}
)
# Relations that a thing of an actor does not put him in: "British businesses work in P".
_PRESENT = frozenset({"base", "move"})
# By relation: those that say more of the same words.
_OUTRANKING = {
    "support": frozenset({"arm", "fund", "train", "aid"}),
    "aid": frozenset({"arm", "fund", "shelter"}),
    "fund": frozenset({"arm"}),
    "ally": frozenset({"member", "merge", "negotiate"}),
    "member": frozenset({"command"}),
    "oppose": frozenset({"fight"}),
    "fight": frozenset({"sanction"}),
}
