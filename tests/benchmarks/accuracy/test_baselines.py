"""The baselines read as naively as they say."""

import pytest

from allegiance.documents.document import Document
from allegiance.language import annotate
from benchmarks.accuracy.baselines import between, crossed, majority, naive


def test_the_commonest_label() -> None:
    assert majority(["a", "b", "b"]) == "b"


def test_subject_verb_object() -> None:
    doc = annotate(Document(id="d", text="Gondor attacked Mordor in May."), coder="frames")
    [said, *_] = naive(doc)
    assert (said.source.mention, said.relation, said.target.mention) == (
        "Gondor", "fight", "Mordor",
    )  # fmt: skip
    assert said.trigger.text == "attacked"


def test_no_verb_that_tells_a_relation_gives_nothing() -> None:
    assert naive(annotate(Document(id="d", text="Gondor remembered Mordor."), coder="frames")) == []


def test_words_between_are_marked_by_their_place() -> None:
    assert between("Gondor armed Rohan.", (13, 18), (0, 6)) == "armed >."


def test_words_alone_learn_from_the_other_folds() -> None:
    pytest.importorskip("sklearn", reason="scikit-learn is not installed")
    texts = ["they attacked the town", "they fed the town"] * 10
    labels = ["fight", "aid"] * 10
    assert crossed(texts, labels, list(range(20))) == labels
