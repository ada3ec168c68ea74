"""What qualifies a match: who says it, when, how surely, in which phase."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from allegiance.documents.document import Document
from allegiance.language.attribution import Attributed
from allegiance.language.factuality import Factuality
from allegiance.language.mentions import phrase
from allegiance.language.reading import nouns, reading, slug
from allegiance.language.times import TimeExpression
from allegiance.statements.match import Match
from allegiance.statements.reach import has_subject, over, reach
from allegiance.statements.statement import Attribution, Certainty, Phase, Time


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


def chain(said: Sequence[Attributed], doc: Doc) -> tuple[Attribution, ...]:
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
    for begin, stop in reach(match) if told else ():
        for each in told:
            at = _token_at(sentence, each.begin)
            if at is not None and begin <= at < stop and _shared(sentence.doc[at], trigger):
                return as_time(each)
    return None


def written(doc: Doc, begin: int, end: int) -> str:
    """The document's own wording; the parser saw straight quotes."""
    document: Document = doc.user_data["document"]
    return document.text[begin:end]


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


def _token_at(sentence: Span, offset: int) -> int | None:
    for token in sentence:
        if token.idx <= offset < token.idx + len(token.text_with_ws):
            return token.i
    return None


def _shared(token: Token, trigger: Token) -> bool:
    """Whether a token is of the trigger's clause, or of one around it, and not of a clause aside."""
    while token.head != token:
        verb = token.pos_ in ("VERB", "AUX") and trigger != token
        if verb and (token.dep_ in _ASIDE or (token.dep_ == "conj" and has_subject(token))):
            return over(token, trigger)
        token = token.head
    return True


_SAYING = frozenset("say claim suggest mean imply know confirm allege assert".split())
_LONG = 4  # words
_CERTAINTIES: tuple[Certainty, ...] = ("certain", "probable", "possible", "unknown")
_ASIDE = frozenset({"advcl", "relcl", "ccomp", "csubj"})
_CHARGING = frozenset({"accuse", "blame", "charge", "suspect", "implicate", "denounce"})
_AUXILIARIES = re.compile(
    r"^(?:(?:has|have|had|is|are|was|were|be|been|being|long|also|widely|often|now) )+"
)
