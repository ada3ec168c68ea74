"""Where the model is sure whom a pronoun stands for, its word holds; elsewhere that of the rules."""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from spacy.tokens import Doc

from allegiance.documents.document import Document
from allegiance.language import annotate
from allegiance.language.opinions import Opinions, Seen, Together
from allegiance.language.reading import reading
from allegiance.language.references import notice, refer
from tests.language.models import made_up

TEXT = "France fights Mali. It armed Niger."


class Sure(Opinions):
    """A model that takes every span for the same as one of them, so surely."""

    def __init__(self, wanted: str, sure: float, text: str) -> None:
        super().__init__(made_up(), [])
        self.wanted, self.sure, self.text = wanted, sure, text

    def mentions(self, begin: int, end: int, least: float) -> list[Seen]:
        at = self.text.index(self.wanted)
        found = Seen(at, at + len(self.wanted), "people", self.sure)
        return [found] if self.sure >= least else []

    def together(self, spans: Sequence[tuple[int, int]]) -> Iterator[Together]:
        words = [self.text[begin:end] for begin, end in spans]
        rows = np.zeros((len(spans), len(spans) + 1), dtype=np.float32)
        rows[:, -1] = 1 - self.sure
        rows[:, words.index(self.wanted)] = self.sure
        yield Together(range(len(spans)), rows)


@pytest.fixture
def doc() -> Doc:
    return annotate(Document(id="d", text=TEXT), coder="frames")


def stands_for(doc: Doc, word: str) -> str | None:
    token = next(token for token in doc if token.text == word)
    mention = reading(doc).mentions.get(token.i)
    return mention.actor.name if mention and mention.actor else None


@pytest.mark.parametrize("name", ["France", "Mali"])
def test_a_pronoun_stands_for_what_the_model_is_sure_of(doc: Doc, name: str) -> None:
    refer(doc, Sure(name, 0.9, TEXT))
    assert stands_for(doc, "It") == name
    mention = next(each for each in reading(doc).mentions.values() if each.begin == 20)
    assert mention.pronoun
    assert mention.antecedent is not None
    assert doc[mention.antecedent].text == name


def test_a_model_that_is_not_sure_changes_nothing(doc: Doc) -> None:
    before = stands_for(doc, "It")
    refer(doc, Sure("Mali", 0.4, TEXT))
    assert stands_for(doc, "It") == before


def test_names_keep_their_own_actor(doc: Doc) -> None:
    refer(doc, Sure("France", 0.9, TEXT))
    assert [stands_for(doc, name) for name in ("France", "Mali", "Niger")] == [
        "France",
        "Mali",
        "Niger",
    ]


def test_a_pronoun_never_stands_for_what_comes_later(doc: Doc) -> None:
    before = stands_for(doc, "It")
    refer(doc, Sure("Niger", 0.9, TEXT))
    assert stands_for(doc, "It") == before


def test_a_relative_pronoun_stands_for_its_antecedent_too() -> None:
    text = "The Tuareg, whom France armed, fight Mali."
    doc = annotate(Document(id="d", text=text), coder="frames")
    refer(doc, Sure("Tuareg", 0.9, text))
    assert stands_for(doc, "whom") == stands_for(doc, "Tuareg")


@pytest.mark.parametrize(("sure", "found"), [(0.9, "blue helmets"), (0.3, None)])
def test_an_actor_that_only_the_model_sees_is_described_by_its_words(
    sure: float, found: str | None
) -> None:
    text = "The blue helmets armed Niger."
    doc = annotate(Document(id="d", text=text), coder="frames")
    reading(doc).mentions.pop(2, None)
    notice(doc, Sure("The blue helmets", sure, text))
    assert stands_for(doc, "helmets") == found


def test_an_actor_that_the_rules_know_stays_as_it_is(doc: Doc) -> None:
    before = dict(reading(doc).mentions)
    notice(doc, Sure("France", 0.9, TEXT))
    assert reading(doc).mentions == before
