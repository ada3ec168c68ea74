"""Frames and model together: `vote(sentence, framed, opinions)` decides what a sentence states.

The frames bring statements, each with its reason. The model brings more of them, from the triggers
that it sees and the mentions that play its roles, and has an opinion of every one of both kinds.
A candidate is kept where the two together make it likelier than not; the likelihood, fitted on
sentences that neither had seen, is the statement's confidence.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from msgspec import structs
from spacy.tokens import Span, Token

from allegiance.errors import BrokenModel
from allegiance.language.labels import RELATIONS
from allegiance.language.opinions import Opinions, Trigger, Views
from allegiance.language.reading import Mention, Referent, reading
from allegiance.ontology.relations import relation as relation_of
from allegiance.statements.draft import Draft
from allegiance.statements.ends import apart
from allegiance.statements.match import Found, Match
from allegiance.statements.statement import Statement

LEAST_TRIGGER = 0.08
LEAST_ROLE = 0.12
FEATURES = (
    "framed", "weight", "trigger", "source", "target", "least", "pair", "other pair", "nobody",
    "described", "pronoun", "far", *RELATIONS,
)  # fmt: skip


def proposed(sentence: Span, heard: Opinions) -> list[Match]:
    """What the model alone would say: its triggers, with the mentions that play its roles."""
    triggers = heard.triggers(sentence.start_char, sentence.end_char, LEAST_TRIGGER)
    mentions = _mentions(sentence)
    views = _views(heard, [(each.begin, each.relation or "") for each in triggers], mentions)
    if views is None:
        return []
    return [
        match
        for row, trigger in enumerate(triggers)
        for match in _matches(row, trigger, mentions, views, sentence)
    ]


Told = TypeVar("Told", Statement, Draft)
"""What votes are taken on: a draft, or a statement."""


@dataclass(frozen=True, slots=True)
class Refused(Generic[Told]):
    """A candidate that the votes are against, and how likely they make it."""

    candidate: Told
    likelihood: float
    needed: float


def vote(
    candidates: Sequence[Told], heard: Opinions, coder: str
) -> tuple[list[Told], list[Refused[Told]]]:
    """The candidates of one sentence that are likely right, each with its likelihood and the model's
    score, and the others.

    Raises BrokenModel where nothing says how the model's votes count.
    """
    weights = heard.model.calibration.get("votes")
    if weights is None:
        raise BrokenModel(
            f"the model {heard.model.name!r} does not say how its votes count: install it again,"
            f" fit it with `python -m training.voting {heard.model.name}`, or use `--coder frames`"
        )
    kept: list[Told] = []
    refused: list[Refused[Told]] = []
    for said, row in zip(candidates, ballots(candidates, heard), strict=True):
        if row is None:
            kept += [structs.replace(said, coder=coder)] if said.frame else []
            continue
        likelihood = likely(row, weights)
        needed = weights["least"]["framed" if said.frame else "alone"]
        if likelihood < needed:
            refused.append(Refused(said, likelihood, needed))
            continue
        own = round(_own(row), 3)
        kept.append(structs.replace(said, confidence=round(likelihood, 3), score=own, coder=coder))
    return kept, refused


def once(candidates: Iterable[Told]) -> list[Told]:
    """Without the model's candidates that a frame, or a surer trigger, brings too.

    Nor those that turn round what a frame reads off the same word: who "fights for A" does not fight A.
    """
    found: dict[tuple[str, frozenset[str]], Told] = {}
    framed: list[Told] = []
    for said in candidates:
        if said.frame:
            framed.append(said)
            continue
        key = (said.relation, _ends_of(said))
        if key not in found or found[key].confidence < said.confidence:
            found[key] = said
    held = {(said.relation, _ends_of(said)) for said in framed}
    signs = {(said.trigger.begin, _ends_of(said), said.sign) for said in framed}
    return framed + [
        said
        for key, said in found.items()
        if key not in held and not (said.sign and (said.trigger.begin, key[1], -said.sign) in signs)
    ]


def _ends_of(said: Statement | Draft) -> frozenset[str]:
    return frozenset({said.source.id, said.target.id})


def ballots(statements: Sequence[Told], heard: Opinions) -> list[tuple[float, ...] | None]:
    """The features of each candidate of a sentence; None where the model did not read it whole."""
    ends = ((end.begin, end.end) for each in statements for end in (each.source, each.target))
    spans = {span: number for number, span in enumerate(dict.fromkeys(ends))}
    rows = [(each.trigger.begin, each.relation) for each in statements]
    views = heard.weigh(rows, list(spans)) if rows else None
    if views is None:
        return [None] * len(statements)
    return [
        _features(number, _numbers(each, spans), each, views)
        for number, each in enumerate(statements)
    ]


def likely(features: tuple[float, ...], weights: dict[str, Sequence[float]]) -> float:
    """How likely a candidate is right, by the calibrated sum of its features."""
    side = weights["framed" if features[0] else "alone"]
    total = side[-1] + float(np.dot(side[:-1], features))
    return 1 / (1 + float(np.exp(-total)))


def _own(features: tuple[float, ...]) -> float:
    """What the model alone would give: the least sure of its trigger and its two ends."""
    return 1 / (1 + float(np.exp(-features[FEATURES.index("least")])))


def _numbers(said: Statement | Draft, spans: Mapping[tuple[int, int], int]) -> tuple[int, int]:
    """Which of the spans are the two ends of a candidate."""
    source, target = said.source, said.target
    return spans[source.begin, source.end], spans[target.begin, target.end]


def _features(
    number: int, ends: tuple[int, int], said: Statement | Draft, views: Views
) -> tuple[float, ...]:
    """What both sides say of a candidate, in the order of FEATURES."""
    one, other = ends
    hidden = said.source.kind == "unknown"
    source, target = _ends(number, ends, said, views)
    which = RELATIONS.index(said.relation)
    pairs = views.pairs[one, other]
    if said.mutual:
        pairs = np.maximum(pairs, views.pairs[other, one])
    scores = (_logit(views.triggers[number]), _logit(source), _logit(target))
    told = (said.source, said.target)
    return (
        float(said.frame is not None),
        said.confidence if said.frame else 0.0,
        *scores,
        min(scores),
        _logit(pairs[which]),
        _logit(np.delete(pairs, which).max()),
        float(hidden),
        float(sum(end.id.startswith("text:") for end in told)),
        float(sum(end.mention.lower() in _PRONOUNS for end in told)),
        float(np.log1p(abs(said.source.begin - said.target.begin))) / 5,
        *(float(name == said.relation) for name in RELATIONS),
    )


def _ends(
    number: int, ends: tuple[int, int], said: Statement | Draft, views: Views
) -> tuple[float, float]:
    """How likely the ends play their roles; told of both sides at once, whichever way round."""
    one = None if said.source.kind == "unknown" else ends[0]
    other = None if said.target.kind == "unknown" else ends[1]
    as_told = views.role(number, one, "source"), views.role(number, other, "target")
    turned = views.role(number, other, "source"), views.role(number, one, "target")
    return max(as_told, turned, key=min) if said.mutual else as_told


def _logit(probability: float | np.float32) -> float:
    bounded = min(max(float(probability), 1e-4), 1 - 1e-4)
    return float(np.log(bounded / (1 - bounded)))


def _mentions(sentence: Span) -> list[Mention]:
    found = reading(sentence.doc).mentions
    nouns = (token for token in sentence if token.pos_ not in ("VERB", "AUX"))
    return [found[token.i] for token in nouns if token.i in found]


def _views(
    heard: Opinions, triggers: Sequence[tuple[int, str]], mentions: Sequence[Mention]
) -> Views | None:
    return heard.weigh(triggers, [(each.begin, each.end) for each in mentions], pairs=False)


def _matches(
    row: int, trigger: Trigger, mentions: Sequence[Mention], views: Views, sentence: Span
) -> Iterator[Match]:
    assert trigger.relation is not None
    kind = relation_of(trigger.relation)
    token = _token(sentence, trigger.begin)
    if token is None:
        return
    sources = list(_players(row, "source", mentions, views, ("actor",)))
    targets = list(_players(row, "target", mentions, views, kind.target))
    if not sources and views.role(row, None, "source") > 0.5:
        nobody = Mention(token.i, token.idx, token.idx + len(token.text), generic=True)
        sources = [Found(nobody, actor=Referent(id="unknown", name="unknown", kind="unknown"))]
    mutual = kind.symmetric or float(views.qualifiers["mutual"][row, 1]) > 0.5
    for one in sources:
        for other in targets:
            if one.mention.head != other.mention.head and apart(one, other):
                yield Match(
                    token,
                    "",
                    trigger.relation,
                    ((one, other),),
                    mutual=mutual,
                    weight=trigger.score,
                )


def _players(
    row: int, role: str, mentions: Sequence[Mention], views: Views, wanted: tuple[str, ...]
) -> Iterator[Found]:
    """The mentions that play a role, and whom they stand for."""
    for number, mention in enumerate(mentions):
        if views.role(row, number, role) < LEAST_ROLE:
            continue
        if "actor" in wanted and mention.actor is not None:
            yield from (Found(mention, actor=actor) for actor in mention.actors)
        elif "place" in wanted and mention.place is not None:
            yield Found(mention, place=mention.place)


def _token(sentence: Span, offset: int) -> Token | None:
    span = sentence.doc.char_span(offset, offset + 1, alignment_mode="expand")
    return span[0] if span is not None and len(span) else None


_PRONOUNS = frozenset(
    "he she it they them him her who whom which that we us i you its their his".split()
)
