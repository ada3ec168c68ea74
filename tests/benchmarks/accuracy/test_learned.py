"""What the encoder learns of re3d's ties: its sentences, and what it says where PyTorch is missing."""

import importlib.util
from pathlib import Path

import pytest

from benchmarks.accuracy import learned
from benchmarks.accuracy.learned import LABELS, sentences
from benchmarks.accuracy.re3d import Source
from benchmarks.accuracy.results import Missing

TEXT = "It rained in Dale. Gondor armed Rohan, and Mordor watched."
SPANS = [(13, 17), (19, 25), (32, 37), (43, 49)]


def source(ties: frozenset[tuple[int, str, int]]) -> Source:
    types = ["Location", *["Organisation"] * 3]
    return Source("1", TEXT, "ours", False, SPANS, types, ties)


def test_the_pairs_of_a_sentence_have_their_labels_and_words() -> None:
    [one] = sentences(7, source(frozenset({(1, "Likes", 2)})), ["Location", "Organisation"])
    assert one.source == 7
    assert [one.line[low].text for low, _, _ in one.entities] == ["Gondor", "Rohan", "Mordor"]
    assert [kind for _, _, kind in one.entities] == [1, 1, 1]
    assert one.pairs == ((0, 1), (0, 2), (1, 2))
    assert [LABELS[number] for number in one.labels] == ["Likes>", "none", "none"]
    assert one.numbers == (1, 2, 3)


def test_a_tie_told_backwards_is_labelled_so() -> None:
    [one] = sentences(0, source(frozenset({(3, "Dislikes", 1)})), ["Location", "Organisation"])
    assert [LABELS[number] for number in one.labels] == ["none", "Dislikes<", "none"]


@pytest.mark.skipif(importlib.util.find_spec("torch") is not None, reason="PyTorch is installed")
def test_without_pytorch_one_sentence_says_so(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="PyTorch is not installed"):
        learned.measure(tmp_path, [])
