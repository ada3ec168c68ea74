"""What qualifies a match: who says it, when, where, how surely, in which phase."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from allegiance.documents.document import Document
from allegiance.language.attribution import Attributed
from allegiance.language.factuality import Factuality
from allegiance.language.mentions import phrase
from allegiance.language.reading import nouns, reading, slug
from allegiance.language.times import TimeExpression
from allegiance.ontology.gazetteer import KnownPlace
from allegiance.statements.arguments import light_verb
from allegiance.statements.ends import PLACE, resolve
from allegiance.statements.match import Found, Match
from allegiance.statements.statement import Attribution, Certainty, Phase, Place, Time


def attributed(trigger: Token) -> list[Attributed]:
    """The attributions whose content holds a trigger, outermost first.

    "A is expected to attack" (ruling 6) tells a plan and no speaker. "A accused B of the raid,
    which B denied" denies the raid and not that A said so.
    """
    holding = [
        each
        for each in trigger.doc.user_data.get("attributions", ())
        if each.cue != trigger.i
        and any(begin <= trigger.i < end for begin, end in each.content)
        and not (each.source is None and each.verb.endswith("expected"))
        and not (each.polarity == "negative" and trigger.lemma_ in _CHARGING)
    ]
    return sorted(holding, key=lambda each: -sum(end - begin for begin, end in each.content))


def aside(said: Attributed, doc: Doc) -> bool:
    """Whether somebody denies what the text itself has told: "A arms B, which C denied"."""
    return said.polarity == "negative" and doc[said.cue].dep_ == "relcl"


def chain(said: list[Attributed], doc: Doc) -> tuple[Attribution, ...]:
    """The sources between the reader and a statement, each once."""
    links = (_link(each, doc) for each in said)
    return tuple({link.id: link for link in links}.values())


def phase(how: Factuality, match: Match) -> Phase:
    """An aspect verb ("began", "stopped") outranks the frame's phase, unless it only continues."""
    leaving = match.phase == "ends" and how.phase == "starts"
    if how.phase is None or (match.phase and (match.done or leaving or how.phase == "holds")):
        return match.phase or "holds"
    return how.phase


def unsaid(trigger: Token) -> bool:
    """Whether a statement is only what somebody does not say: "I do not say that A armed B"."""
    token = trigger
    while token.head != token:
        above = token.head
        negated = any(child.dep_ == "neg" for child in above.children)
        if token.dep_ == "ccomp" and negated and above.lemma_ in _SAYING:
            return True
        token = above
    return False


def weakest(*certainties: Certainty | None) -> Certainty:
    """The least sure of several certainties."""
    known = [certainty for certainty in certainties if certainty is not None]
    return max(known, key=_CERTAINTIES.index, default="certain")


def time(match: Match, sentence: Span) -> Time | None:
    """The expression in the trigger's own phrase, else in its clause."""
    times: Sequence[TimeExpression] = sentence.doc.user_data.get("times", ())
    bounds = (sentence.start_char, sentence.end_char)
    first, end = (bisect_left(times, at, key=lambda each: each.begin) for at in bounds)
    told = times[first:end]
    trigger = match.trigger
    for begin, stop in _reach(match) if told else ():
        for each in told:
            at = _token_at(sentence, each.begin)
            if at is not None and begin <= at < stop and _shared(sentence.doc[at], trigger):
                return as_time(each)
    return None


def _reach(match: Match) -> list[tuple[int, int]]:
    """The token spans whose time and place are the statement's: its phrase, then its clause.

    A name's title or apposition ("A, an ally of B, said on Monday") does not share its clause.
    """
    trigger = match.trigger
    own = (trigger.left_edge.i, trigger.right_edge.i + 1)
    aside = trigger.dep_ in ("appos", "compound", "nmod") and trigger.pos_ in ("NOUN", "PROPN")
    if aside or match.frame.startswith(("compound", "possessive", "presence")):
        return [own] if aside else []
    return [own, _clause(trigger)]


def place(match: Match, source: Found, target: Found) -> Place | None:
    """Where it plays out: a place in the trigger's own phrase, else its ends', else its clause's."""
    if target.place is not None and match.relation != "fight":
        return None
    reach = _reach(match)
    if not reach:
        return None
    taken = {end.mention.head for pair in match.pairs for end in pair}
    doc = match.trigger.doc
    light = light_verb(match.trigger)
    heads = [match.trigger, light, doc[target.mention.head], doc[source.mention.head]]
    for head in heads:
        beside = _beside(head, taken) if head is not None else ()
        found = next((each for each in beside if not _own(each, source, target)), None)
        if found is not None:
            return as_place(found)
    begin, end = reach[-1]
    for token in doc[begin:end]:
        if token.dep_ == "prep" and _over(token.head, match.trigger):
            for found in _led_to(token, taken):
                return as_place(found)
    only = _only(match.trigger, begin, end, taken)
    return None if only is None or _own(only, source, target) else as_place(only)


def _own(place: KnownPlace, source: Found, target: Found) -> bool:
    """Whether a place is an end's own country: "asked France for help in the south of the country"."""
    return place.kind == "country" and place.country in (source.id, target.id)


def written(doc: Doc, begin: int, end: int) -> str:
    """The document's own wording; the parser saw straight quotes."""
    document: Document = doc.user_data["document"]
    return document.text[begin:end]


def as_place(known: KnownPlace | None) -> Place | None:
    if known is None:
        return None
    return Place(
        id=known.id,
        name=known.name,
        country=known.country,
        lat=known.lat,
        lon=known.lon,
        precision=known.precision,
    )


def _link(said: Attributed, doc: Doc) -> Attribution:
    if said.source is None:
        name = _AUXILIARIES.sub("", _cue(said))
        cue = doc[said.cue]
        return Attribution(
            id=f"impersonal:{slug(name)}",
            name=name,
            kind="impersonal",
            verb=said.verb,
            mention=written(doc, cue.idx, cue.idx + len(cue.text)),
            begin=cue.idx,
            end=cue.idx + len(cue.text),
        )
    head = doc[said.source]
    mention = reading(doc).mentions.get(head.i)
    named = mention is not None and (not mention.generic or mention.antecedent is not None)
    if mention is not None and mention.actor is not None and named:
        return Attribution(
            id=mention.actor.id,
            name=mention.actor.name,
            kind=mention.actor.kind,
            verb=said.verb,
            mention=written(doc, mention.begin, mention.end),
            begin=mention.begin,
            end=mention.end,
        )
    span = phrase(head)
    text = written(doc, span.start_char, span.end_char)
    opens = span[0].is_sent_start and span[0].pos_ not in ("PROPN", "X")
    return Attribution(
        id=f"text:{slug(text)}",
        name=text[:1].lower() + text[1:] if opens else text,
        kind=_speaker(head),
        verb=said.verb,
        mention=text,
        begin=span.start_char,
        end=span.end_char,
    )


def _cue(said: Attributed) -> str:
    """The words of hearsay, in small letters; its verb alone where a whole clause was taken for them."""
    name = said.name or said.verb
    name = said.verb if len(name.split()) > _LONG else name
    return name[:1].lower() + name[1:]


def _speaker(head: Token) -> str:
    if head.tag_ in ("NNS", "NNPS"):
        return "group"
    return "body" if head.lemma_.lower() in nouns("media") else "person"


def as_time(told: TimeExpression) -> Time:
    when = told.time
    return Time(text=when.text, start=when.start, end=when.end, edtf=when.edtf)


def _clause(trigger: Token) -> tuple[int, int]:
    """The token span of the smallest clause around a trigger, out to the whole sentence."""
    head = trigger
    while head.head != head and not (head.pos_ in ("VERB", "AUX") and head.dep_ in _CLAUSES):
        head = head.head
    shared = head.dep_ == "conj" and head.head.pos_ in ("VERB", "AUX")
    if shared and not any(child.dep_ in ("nsubj", "nsubjpass") for child in head.children):
        head = head.head
    if head.dep_ in ("ccomp", "relcl", "advcl", "conj"):
        return head.left_edge.i, head.right_edge.i + 1
    return head.sent.start, head.sent.end


def _token_at(sentence: Span, offset: int) -> int | None:
    for token in sentence:
        if token.idx <= offset < token.idx + len(token.text_with_ws):
            return token.i
    return None


def _shared(token: Token, trigger: Token) -> bool:
    """Whether a token is of the trigger's clause, or of one around it, and not of a clause aside."""
    while token.head != token:
        verb = token.pos_ in ("VERB", "AUX") and trigger != token
        if verb and (token.dep_ in _ASIDE or (token.dep_ == "conj" and _has_subject(token))):
            return _over(token, trigger)
        token = token.head
    return True


def _over(token: Token, trigger: Token) -> bool:
    """Whether a trigger is a token or hangs on it, at whatever depth."""
    return token == trigger or token.is_ancestor(trigger)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)


def _elsewhere(token: Token, trigger: Token) -> bool:
    """Whether a token is of a relative clause with a doer of its own: "A, whom B helped in P"."""
    while token.head != token:
        if token.dep_ == "relcl" and not _over(token, trigger):
            return any(child.dep_ == "nsubj" and child.tag_ not in _WH for child in token.children)
        token = token.head
    return False


def _beside(head: Token, taken: set[int]) -> Iterator[KnownPlace]:
    """Places that a head's own prepositions lead to, or those of its object or complement."""
    for child in head.children:
        if child.dep_ == "prep":
            yield from _led_to(child, taken)
            if child.lower_ in _PASSING:
                inner = (grand for grand in child.children if grand.dep_ == "pobj")
                yield from (each for grand in inner for each in _after(grand, taken))
        elif child.dep_ == "dobj" and head.pos_ in ("VERB", "AUX"):
            yield from _after(child, taken)


def _after(noun: Token, taken: set[int]) -> Iterator[KnownPlace]:
    for prep in noun.rights:
        if prep.dep_ == "prep":
            yield from _led_to(prep, taken)


def _led_to(prep: Token, taken: set[int]) -> Iterator[KnownPlace]:
    """The place after a preposition of place, unless it is an end of the statement."""
    if prep.lower_ not in _LOCATIVE:
        return
    mentions = reading(prep.doc).mentions
    for child in prep.children:
        if child.dep_ != "pobj" or child.i in taken:
            continue
        mention = mentions.get(child.i)
        if mention is not None and mention.place is not None:
            yield mention.place
        elif mention is None or mention.actor is None:
            for found in resolve(child, PLACE):
                if found.place is not None and found.mention.head not in taken:
                    yield found.place


def _only(trigger: Token, begin: int, end: int, taken: set[int]) -> KnownPlace | None:
    """The one place that a clause speaks of, where it speaks of one only."""
    doc = trigger.doc
    mentions = reading(doc).mentions
    inside = ((at, mentions[at]) for at in range(begin, end) if at in mentions and at not in taken)
    told = ((at, each.place) for at, each in inside if each.place and each.actor is None)
    places = {place.id: place for at, place in told if not _elsewhere(doc[at], trigger)}
    return next(iter(places.values())) if len(places) == 1 else None


_SAYING = frozenset("say claim suggest mean imply know confirm allege assert".split())
_LONG = 4  # words
_CERTAINTIES: tuple[Certainty, ...] = ("certain", "probable", "possible", "unknown")
_WH = frozenset({"WDT", "WP"})
_ASIDE = frozenset({"advcl", "relcl", "ccomp", "csubj"})
_CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "conj", "relcl", "parataxis"})
_LOCATIVE = frozenset(
    "in at near around across throughout inside outside along on within over into from amid".split()
)
_PASSING = frozenset({"with", "against", "for", "during", "to", "of", "by"})
_CHARGING = frozenset({"accuse", "blame", "charge", "suspect", "implicate", "denounce"})
_AUXILIARIES = re.compile(
    r"^(?:(?:has|have|had|is|are|was|were|be|been|being|long|also|widely|often|now) )+"
)
