"""How certain, when, by whom said: rules and model settled, as measured to be better.

For each qualifier the rules have an answer and the model a distribution; a fitted table weighs the
two. Where the rules find no speaker and the model sees one, the model's is taken.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import structs
from spacy.tokens import Span

from allegiance.language.heads import Floats
from allegiance.language.labels import QUALIFIERS
from allegiance.language.opinions import Opinions
from allegiance.language.reading import Mention, reading, slug
from allegiance.statements.statement import Attribution, Statement

LEAST_SAID = 0.5
LEAST_SPEAKER = 0.3


def settled(statements: Sequence[Statement], sentence: Span, heard: Opinions) -> list[Statement]:
    """The statements of one sentence with their qualifiers and speakers settled."""
    cues = heard.cues(sentence.start_char, sentence.end_char)
    rows = [(said.trigger.begin, said.relation) for said in statements]
    views = heard.weigh(rows, cues)
    if views is None:
        return list(statements)
    tables = heard.model.calibration.get("qualifiers", {})
    speakers: dict[int, Attribution | None] = {}
    done = []
    for row, said in enumerate(statements):
        said = _qualified(
            said, {name: each[row] for name, each in views.qualifiers.items()}, tables
        )
        if not said.attribution and cues:
            best = max(range(len(cues)), key=lambda cue: views.role(row, cue, "said"))
            if views.role(row, best, "said") >= LEAST_SAID:
                if best not in speakers:
                    speakers[best] = _speaker(cues[best], sentence, heard)
                link = speakers[best]
                said = structs.replace(said, attribution=(link,)) if link else said
        done.append(said)
    return done


def features(name: str, rule: object, likely: Floats) -> Floats:
    """What a table weighs: which value the rules say, and the logs of the model's likelihoods."""
    told = np.array([float(value == rule) for value in QUALIFIERS[name]], dtype=np.float32)
    logs = np.log(np.maximum(likely, np.float32(1e-4)))
    return np.concatenate([told, logs, np.ones(1, dtype=np.float32)])


def _qualified(said: Statement, likely: dict[str, Floats], tables: dict[str, Any]) -> Statement:
    changed: dict[str, Any] = {}
    for name, table in tables.items():
        rule = getattr(said, name)
        if rule in QUALIFIERS[name]:
            scores = np.array(table, dtype=np.float32) @ features(name, rule, likely[name])
            changed[name] = QUALIFIERS[name][int(scores.argmax())]
    return structs.replace(said, **changed)


def _speaker(cue: tuple[int, int], sentence: Span, heard: Opinions) -> Attribution | None:
    """Who speaks by a cue: the mention that plays the speaker, or nobody in particular."""
    found = reading(sentence.doc).mentions
    mentions = [found[token.i] for token in sentence if token.i in found]
    spans = [(each.begin, each.end) for each in mentions]
    views = heard.weigh([(cue[0], "cue")], spans)
    if views is None:
        return None
    verb = sentence.doc.text[slice(*cue)]
    best = max(range(len(spans)), key=lambda n: views.role(0, n, "speaker"), default=None)
    nobody = views.role(0, None, "speaker")
    if best is not None and views.role(0, best, "speaker") >= max(nobody, LEAST_SPEAKER):
        return _named(mentions[best], verb, sentence)
    if nobody < LEAST_SPEAKER:
        return None
    return Attribution(
        id=f"impersonal:{slug(verb)}", name=verb.lower(), kind="impersonal", verb=verb, mention=verb,
        begin=cue[0], end=cue[1],
    )  # fmt: skip


def _named(mention: Mention, verb: str, sentence: Span) -> Attribution | None:
    actor = mention.actor
    if actor is None:
        return None
    text = sentence.doc.text[mention.begin : mention.end]
    return Attribution(
        id=actor.id, name=actor.name, kind=actor.kind, verb=verb, mention=text,
        begin=mention.begin, end=mention.end,
    )  # fmt: skip
