"""The yardstick of the encoder: its data, and what it says where PyTorch is missing."""

import importlib.util
import json
from pathlib import Path

import pytest

from benchmarks.accuracy import encoder
from benchmarks.accuracy.encoder import Example, Task, split, tagged_rows, tokens
from benchmarks.accuracy.results import Missing


def test_the_first_word_of_a_token_carries_its_tag() -> None:
    [example] = tokens([("U.S.-led", "B-S"), ("army", "I-S"), ("…", "O")])
    assert example.tags[0] == "B-S"
    assert [tag for tag in example.tags if tag] == ["B-S", "I-S", "O"]
    assert len(example.line) == len(example.tags)


def test_spans_are_counted_over_tokens() -> None:
    [example] = tokens([("U.S.-led", "B-S"), ("army", "I-S"), ("left", "O")])
    assert tagged_rows([["B-S", "I-S", "O"]], [example]) == [(1, 1, 1, 1)]
    assert tagged_rows([["B-S", "O", "O"]], [example]) == [(0, 1, 0, 1)]


def test_what_is_measured_on_is_never_learned_from(tmp_path: Path) -> None:
    rows = [json.dumps({"text": f"Gondor won {n}", "label": n % 5}) for n in range(50)]
    (tmp_path / "train.jsonl").write_text("\n".join(rows))
    train, dev, test = split(Task("t", "train.jsonl", None, False), tmp_path)
    told = [" ".join(word.text for word in each.line) for each in (*train, *dev, *test)]
    assert (len(train), len(dev), len(test)) == (35, 5, 10)
    assert len(set(told)) == 50


@pytest.mark.skipif(importlib.util.find_spec("torch") is not None, reason="PyTorch is installed")
def test_without_pytorch_one_sentence_says_so(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="PyTorch is not installed"):
        encoder.measure(tmp_path, [])


def test_a_text_is_its_words_in_small_letters() -> None:
    [example] = tokens([("Gondor", "O"), ("Won", "O")])
    assert isinstance(example, Example)
    assert encoder._text(example) == "gondor won"
