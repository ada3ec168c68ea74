"""How given stretches of a text stand to one another: for tasks that name their entities themselves.

The coder finds its own mentions. Where a task gives them, a statement of ours speaks of the entities
that its ends' words fit best, and the model is asked about each ordered pair of them: its pair score,
or a trigger of the sentence with the two in its roles, whichever is higher.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc, Span

from allegiance.language.heads import Floats
from allegiance.language.labels import RELATIONS, ROLES
from allegiance.language.opinions import Opinions
from allegiance.statements.statement import End, Statement

Place = tuple[int, int]
LEAST_TRIGGER = 0.1


@dataclass(frozen=True, slots=True)
class Standing:
    """A relation between two of the given stretches, by their numbers, and how likely it is."""

    source: int
    relation: str
    target: int
    likely: float
    phase: str = "holds"
    mutual: bool = False
    denied: bool = False
    framed: bool = False


def stated(statements: Sequence[Statement], spans: Sequence[Place]) -> Iterator[Standing]:
    """What some statements say of the given stretches."""
    for said in statements:
        for one in meant(said.source, spans):
            for other in meant(said.target, spans):
                if one != other:
                    yield Standing(
                        one, said.relation, other, said.confidence, said.phase, said.mutual,
                        said.polarity == "negative", framed=True,
                    )  # fmt: skip


def meant(end: End, spans: Sequence[Place]) -> list[int]:
    """The stretches that an end's words are part of, the closest fit only."""
    if end.kind == "unknown":
        return []
    away = {
        number: abs(begin - end.begin) + abs(stop - end.end)
        for number, (begin, stop) in enumerate(spans)
        if begin < end.end and end.begin < stop
    }
    best = min(away.values(), default=0)
    return [number for number, distance in away.items() if distance == best]


def weighed(doc: Doc, spans: Sequence[Place], least: float) -> Iterator[Standing]:
    """What the model thinks of each ordered pair of stretches within one sentence."""
    heard: Opinions | None = doc.user_data.get("opinions")
    if heard is None:
        return
    for sentence in doc.sents:
        inside = [
            number
            for number, (begin, end) in enumerate(spans)
            if sentence.start_char <= begin and end <= sentence.end_char
        ]
        scores = likelihoods(heard, sentence, [spans[number] for number in inside])
        if scores is None:
            continue
        for one, other, relation in np.argwhere(scores >= least):
            if one != other:
                likely = float(scores[one, other, relation])
                yield Standing(inside[one], RELATIONS[relation], inside[other], likely)


def likelihoods(heard: Opinions, sentence: Span, spans: Sequence[Place]) -> Floats | None:
    """(spans, spans, RELATIONS): how likely the model finds each relation of each ordered pair.

    None where there are no two spans, or the sentence is longer than one pass.
    """
    if len(spans) < 2:
        return None
    triggers = heard.triggers(sentence.start_char, sentence.end_char, LEAST_TRIGGER)
    rows = [(each.begin, each.relation or "") for each in triggers]
    views = heard.weigh(rows or [(spans[0][0], RELATIONS[0])], spans)
    if views is None:
        return None
    scores = views.pairs.copy()
    for row, trigger in enumerate(triggers):
        source = views.roles[row, :-1, ROLES.index("source")]
        target = views.roles[row, :-1, ROLES.index("target")]
        told = np.minimum(trigger.score, np.minimum(source[:, None], target[None, :]))
        which = RELATIONS.index(trigger.relation or "")
        scores[:, :, which] = np.maximum(scores[:, :, which], told)
    return scores
