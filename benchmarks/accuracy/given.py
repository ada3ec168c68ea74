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
from allegiance.language.labels import QUALIFIERS, RELATIONS, ROLES
from allegiance.language.opinions import Opinions
from allegiance.statements.statement import End, Statement

Place = tuple[int, int]
At = tuple[int, int, int]
PHASES = QUALIFIERS["phase"]
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
        views = likelihoods(heard, sentence, [spans[number] for number in inside])
        if views is None:
            continue
        scores, phases, denied = views
        for one, other, relation in np.argwhere(scores >= least):
            if one != other:
                at = (int(one), int(other), int(relation))
                yield Standing(
                    inside[one], RELATIONS[relation], inside[other], float(scores[at]),
                    phases.get(at, "holds"), denied=at in denied,
                )  # fmt: skip


def likelihoods(
    heard: Opinions, sentence: Span, spans: Sequence[Place]
) -> tuple[Floats, dict[At, str], set[At]] | None:
    """How likely the model finds each relation of each ordered pair: (spans, spans, RELATIONS).

    With the phases, and the denials, of those for which a trigger speaks. None where there are no two
    spans, or the sentence is longer than one pass.
    """
    if len(spans) < 2:
        return None
    triggers = heard.triggers(sentence.start_char, sentence.end_char, LEAST_TRIGGER)
    rows = [(each.begin, each.relation or "") for each in triggers]
    views = heard.weigh(rows or [(spans[0][0], RELATIONS[0])], spans)
    if views is None:
        return None
    scores = views.pairs.copy()
    surest = np.zeros_like(scores)
    phases: dict[At, str] = {}
    denied: set[At] = set()
    for row, trigger in enumerate(triggers):
        source = views.roles[row, :-1, ROLES.index("source")]
        target = views.roles[row, :-1, ROLES.index("target")]
        told = np.minimum(trigger.score, np.minimum(source[:, None], target[None, :]))
        which = RELATIONS.index(trigger.relation or "")
        phase = PHASES[int(views.qualifiers["phase"][row].argmax())]
        negative = float(views.qualifiers["polarity"][row, 1]) > 0.5
        for one, other in np.argwhere(told > surest[:, :, which]):
            at = (int(one), int(other), which)
            phases[at] = str(phase)
            (denied.add if negative else denied.discard)(at)
        surest[:, :, which] = np.maximum(surest[:, :, which], told)
    return np.maximum(scores, surest), phases, denied
