"""Rules and model settled: each qualifier by its table, a speaker where the rules find none."""

from typing import Any

import numpy as np
import pytest
import spacy
from spacy.tokens import Span

from allegiance.documents.document import Document
from allegiance.language.labels import QUALIFIERS
from allegiance.language.opinions import Opinions, Views
from allegiance.language.reading import Mention, Referent, reading
from allegiance.statements.settling import features, settled
from allegiance.statements.statement import Attribution
from tests.language.models import made_up
from tests.statements.test_votes import say

TEXT = "Gondor armed Rohan, Eomer said."


def sentence() -> Span:
    doc = spacy.blank("en")(TEXT)
    doc.user_data["document"] = Document(id="d", text=TEXT)
    eomer = Mention(4, 20, 25, actor=Referent(id="eomer", name="Eomer", kind="person"))
    reading(doc).mentions[4] = eomer
    return doc[:]


class Told(Opinions):
    """A model that hears one cue, and is as sure of it and of its speaker as it is told to be."""

    def __init__(self, said: float, speaker: float, nobody: float, **calibration: Any) -> None:
        super().__init__(made_up(**calibration), [])
        self.sure = (said, speaker, nobody)

    def tagged(self, group: str, begin: int, end: int) -> list[tuple[int, int]]:
        return [(26, 30)] if group == "cue" else []

    def weigh(self, triggers: Any, spans: Any, *, pairs: bool = True) -> Views | None:
        rows = len(triggers)
        roles = np.zeros((rows, len(spans) + 1, 8), dtype=np.float32)
        roles[:, :-1, 6], roles[:, :-1, 7], roles[:, -1, 7] = self.sure
        flat = {
            name: np.full((rows, len(each)), 1 / len(each), dtype=np.float32)
            for name, each in QUALIFIERS.items()
        }
        third = np.tile(np.array([0.1, 0.1, 0.7, 0.1], dtype=np.float32), (rows, 1))
        flat |= {"certainty": third, "time_status": third}
        none = np.zeros((0, 0, 17), dtype=np.float32)
        return Views(np.ones(rows, dtype=np.float32), roles, none, flat)


def table(name: str, rules: float, model: float) -> list[list[float]]:
    """Weights that trust the rules and the model so much each."""
    size = len(QUALIFIERS[name])
    return [
        [rules * (a == b) for b in range(size)] + [model * (a == b) for b in range(size)] + [0.0]
        for a in range(size)
    ]


@pytest.mark.parametrize(("rules", "model", "found"), [(9.0, 1.0, "ongoing"), (0.0, 1.0, "future")])
def test_a_qualifier_is_what_its_table_weighs_heavier(
    rules: float, model: float, found: str
) -> None:
    heard = Told(0, 0, 0, qualifiers={"time_status": table("time_status", rules, model)})
    assert settled([say()], sentence(), heard)[0].time_status == found


def test_a_hedge_that_only_the_model_sees_is_kept() -> None:
    assert settled([say()], sentence(), Told(0, 0, 0))[0].certainty == "possible"


def test_a_hedge_of_the_rules_stands() -> None:
    told = say(certainty="probable")
    assert settled([told], sentence(), Told(0, 0, 0))[0].certainty == "probable"


def test_without_a_table_the_rules_stand() -> None:
    assert settled([say()], sentence(), Told(0, 0, 0))[0].time_status == say().time_status


def test_a_speaker_that_only_the_model_hears_is_taken() -> None:
    link = settled([say()], sentence(), Told(0.9, 0.8, 0.1))[0].attribution[0]
    assert (link.id, link.verb, link.mention, link.begin) == ("eomer", "said", "Eomer", 20)


def test_nobody_in_particular_is_hearsay() -> None:
    link = settled([say()], sentence(), Told(0.9, 0.1, 0.8))[0].attribution[0]
    assert (link.kind, link.name, link.begin) == ("impersonal", "said", 26)


@pytest.mark.parametrize("sure", [(0.2, 0.9, 0.0), (0.9, 0.1, 0.1)])
def test_a_model_that_is_not_sure_adds_nobody(sure: tuple[float, float, float]) -> None:
    assert settled([say()], sentence(), Told(*sure))[0].attribution == ()


def test_a_speaker_of_the_rules_stays() -> None:
    link = Attribution(id="faramir", name="Faramir", kind="person", verb="wrote")
    told = say(attribution=(link,))
    assert settled([told], sentence(), Told(0.9, 0.8, 0.1))[0].attribution == (link,)


def test_a_table_weighs_the_rules_word_and_the_models_logs() -> None:
    row = features("polarity", "negative", np.array([0.5, 0.5], dtype=np.float32))
    assert list(row[:2]) == [0, 1]
    assert row[2:4] == pytest.approx(np.log(0.5))
    assert row[4] == 1
