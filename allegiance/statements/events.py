"""Which PLOVER event a statement tells: its frame's or its word's own, and what phase and tense make of it.

The words are in `frames/events.yaml`. PLOVER (Open Event Data Alliance, draft of 2021; its table
from CAMEO) counts a promise of help as AGREE and a threat of force as THREATEN, a refusal as REJECT,
help that is stopped as SANCTION, and sanctions lifted or captives let go as RETREAT: the same
relation, told at another stage.
"""

from collections.abc import Mapping
from functools import cache

from spacy.tokens import Token

from allegiance.language.factuality import Factuality, assess
from allegiance.ontology.relations import relation
from allegiance.statements.arguments import light_verb
from allegiance.statements.conditions import lemma
from allegiance.statements.frames import event_words, named
from allegiance.statements.match import Match
from allegiance.statements.statement import Statement

PLOVER = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip


def event(match: Match, how: Factuality, phase: str, *, own: bool) -> str:
    """The PLOVER event of a match; `own` where its source is also the one who tells it."""
    told = usual(match)
    ending = phase in ("ends", "weakens")
    if told in _SPOKEN:
        threatened = match.trigger.dep_ == "xcomp" and match.trigger.head.lemma_ == "threaten"
        return "THREATEN" if threatened else "CONCEDE" if ending else told
    if match.relation not in _FRIENDLY | _HOSTILE and told != "CONSULT":
        return told
    friendly = ending if match.relation in _HOSTILE else not ending
    times = _times(match.trigger, how)
    if how.polarity == "negative":
        planned = "future" in times and match.relation in _HOSTILE
        return "REJECT" if friendly else "AGREE" if planned else told
    if "future" in times or (own and "hypothetical" in times):
        return "AGREE" if friendly else "THREATEN"
    if friendly:
        return "RETREAT" if match.relation in _HOSTILE and told not in _YIELDING else told
    if match.relation in _HOSTILE or not _stopped(match):
        return told
    return "SANCTION"


def usual(match: Match) -> str:
    """The event of a frame, else of its trigger, else of the relation."""
    frame = named().get(match.frame)
    if frame is not None and frame.event is not None:
        return frame.event
    word = _by_word().get(match.relation, {}).get(lemma(match.trigger))
    return word or default(match.relation)


def default(name: str) -> str:
    """The event that a relation usually is."""
    return relation(name).plover[0]


def prefer(one: Statement, other: Statement) -> str:
    """The event of two readings of one thing said: the one that a frame states, else the unusual."""
    stated = named().get(other.frame or "")
    if stated is not None and stated.event is not None:
        return other.event
    return other.event if one.event == default(one.relation) else one.event


def _times(trigger: Token, how: Factuality) -> set[str]:
    """When it is told of: "would impose sanctions" is as far off as its verb."""
    light = light_verb(trigger) if trigger.dep_ in ("dobj", "nsubjpass") else None
    return {how.time_status} if light is None else {how.time_status, assess(light).time_status}


def _stopped(match: Match) -> bool:
    """Whether somebody stops it: "suspended talks" is SANCTION, "the talks ended" is not."""
    return match.relation != "negotiate" or _done_to(match.trigger)


def _done_to(trigger: Token) -> bool:
    return trigger.dep_ in ("dobj", "nsubjpass", "pobj", "conj")


@cache
def _by_word() -> Mapping[str, Mapping[str, str]]:
    """By relation: the event that a trigger tells."""
    return {
        relation: {word: name for name, words in classes.items() for word in words}
        for relation, classes in event_words().items()
    }


_SPOKEN = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "MOBILIZE"})
_YIELDING = frozenset({"CONCEDE", "RETREAT"})
_HOSTILE = frozenset({"fight", "sanction"})
_FRIENDLY = frozenset(
    {"ally", "support", "arm", "fund", "train", "aid", "shelter", "negotiate", "merge"}
)
