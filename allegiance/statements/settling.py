"""How certain, when, where, by whom said: rules and model settled, as measured to be better.

For each qualifier the rules have an answer and the model a distribution. For polarity and time
status a fitted table weighs the two; for certainty and phase the model is asked where the rules see
nothing unusual, since a hedge that is lost is worse than one too many. Where the rules find no speaker,
place, time or instrument and the model is sure of one, the model's is taken.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from msgspec import structs
from spacy.tokens import Span

from allegiance.language.heads import Floats
from allegiance.language.labels import INSTRUMENT, QUALIFIERS
from allegiance.language.opinions import Opinions, Views
from allegiance.language.reading import Mention, reading, slug
from allegiance.ontology.relations import relation as relation_of
from allegiance.statements import qualifiers, whereabouts
from allegiance.statements.statement import Attribution, Statement

USUAL = {"certainty": "certain", "phase": "holds"}
"""Qualifiers whose unusual values either side may see, with the usual one."""

LEAST_SAID = 0.5
LEAST_SPEAKER = 0.3
LEAST_FILLED = 0.5


def settled(statements: Sequence[Statement], sentence: Span, heard: Opinions) -> list[Statement]:
    """The statements of one sentence with their qualifiers, speakers and circumstances settled."""
    options = _Options(sentence, heard)
    rows = [(said.trigger.begin, said.relation) for said in statements]
    views = heard.weigh(rows, options.spans, pairs=False)
    if views is None:
        return list(statements)
    tables = heard.model.calibration.get("qualifiers", {})
    return [
        options.filled(_qualified(said, row, views, tables), row, views)
        for row, said in enumerate(statements)
    ]


def features(name: str, rule: object, likely: Floats) -> Floats:
    """What a table weighs: which value the rules say, and the logs of the model's likelihoods."""
    told = np.array([float(value == rule) for value in QUALIFIERS[name]], dtype=np.float32)
    logs = np.log(np.maximum(likely, np.float32(1e-4)))
    return np.concatenate([told, logs, np.ones(1, dtype=np.float32)])


def _qualified(said: Statement, row: int, views: Views, tables: dict[str, Any]) -> Statement:
    changed: dict[str, Any] = {}
    for name, usual in USUAL.items():
        if getattr(said, name) == usual:
            changed[name] = QUALIFIERS[name][int(views.qualifiers[name][row].argmax())]
    for name, table in tables.items():
        rule = getattr(said, name)
        if rule in QUALIFIERS[name]:
            likely = views.qualifiers[name][row]
            scores = np.array(table, dtype=np.float32) @ features(name, rule, likely)
            changed[name] = QUALIFIERS[name][int(scores.argmax())]
    return structs.replace(said, **changed)


class _Options:
    """The cues, places, times and things of a sentence that a statement may take, as spans."""

    def __init__(self, sentence: Span, heard: Opinions) -> None:
        self._sentence, self._heard = sentence, heard
        begin, end = sentence.start_char, sentence.end_char
        found = reading(sentence.doc).mentions
        self._mentions = [found[token.i] for token in sentence if token.i in found]
        self._cues = heard.cues(begin, end)
        self._places = [each for each in self._mentions if each.place is not None]
        self._times = [
            each for each in sentence.doc.user_data.get("times", ()) if begin <= each.begin < end
        ]
        self._things = heard.tagged(INSTRUMENT, begin, end)
        self._speakers: dict[int, Attribution | None] = {}
        self.spans = [
            *self._cues,
            *((each.begin, each.end) for each in self._places),
            *((each.begin, each.end) for each in self._times),
            *self._things,
        ]

    def filled(self, said: Statement, row: int, views: Views) -> Statement:
        """A statement with what the rules left out and the model is sure of."""
        changed: dict[str, Any] = {}
        first = 0
        for name, role, count, least in (
            ("attribution", "said", len(self._cues), LEAST_SAID),
            ("place", "place", len(self._places), LEAST_FILLED),
            ("time", "time", len(self._times), LEAST_FILLED),
            ("instrument", "instrument", len(self._things), LEAST_FILLED),
        ):
            if count and not getattr(said, name) and self._may(name, said):
                best = max(range(count), key=lambda n: views.role(row, first + n, role))
                if views.role(row, first + best, role) >= least:
                    changed |= dict(self._taken(name, best, said))
            first += count
        return structs.replace(said, **changed)

    def _may(self, name: str, said: Statement) -> bool:
        placed = relation_of(said.relation).target == ("place",)
        return not (name == "place" and (placed or said.target.kind == "place"))

    def _taken(self, name: str, best: int, said: Statement) -> Iterator[tuple[str, Any]]:
        if name == "attribution":
            if best not in self._speakers:
                self._speakers[best] = self._speaker(self._cues[best])
            link = self._speakers[best]
            if link is not None:
                yield name, (link,)
        elif name == "place":
            place = self._places[best]
            ends = {said.source.begin, said.target.begin}
            if place.place is not None and place.begin not in ends:
                yield name, whereabouts.as_place(place.place)
        elif name == "time":
            yield name, qualifiers.as_time(self._times[best])
        else:
            yield name, qualifiers.written(self._sentence.doc, *self._things[best])

    def _speaker(self, cue: tuple[int, int]) -> Attribution | None:
        """Who speaks by a cue: the mention that plays the speaker, or nobody in particular."""
        spans = [(each.begin, each.end) for each in self._mentions]
        views = self._heard.weigh([(cue[0], "cue")], spans, pairs=False)
        if views is None:
            return None
        verb = qualifiers.written(self._sentence.doc, *cue)
        best = max(range(len(spans)), key=lambda n: views.role(0, n, "speaker"), default=None)
        nobody = views.role(0, None, "speaker")
        if best is not None and views.role(0, best, "speaker") >= max(nobody, LEAST_SPEAKER):
            return _named(self._mentions[best], verb, self._sentence)
        if nobody < LEAST_SPEAKER:
            return None
        return Attribution(
            id=f"impersonal:{slug(verb)}", name=verb.lower(), kind="impersonal", verb=verb,
            mention=verb, begin=cue[0], end=cue[1],
        )  # fmt: skip


def _named(mention: Mention, verb: str, sentence: Span) -> Attribution | None:
    actor = mention.actor
    if actor is None:
        return None
    text = qualifiers.written(sentence.doc, mention.begin, mention.end)
    return Attribution(
        id=actor.id, name=actor.name, kind=actor.kind, verb=verb, mention=text,
        begin=mention.begin, end=mention.end,
    )  # fmt: skip
