"""Pronouns and the actors they stand for."""

from pathlib import Path

import pytest

from benchmarks.accuracy import coreference
from training.markup import Item, load

TOLD = """batch: t

= p
[a:state France] attacked [b:state Chad].
[a It] had armed [c:state Libya], and [b Chad] knew [d:unknown it].
"""


@pytest.fixture
def item(tmp_path: Path) -> Item:
    path = tmp_path / "t.txt"
    path.write_text(TOLD, encoding="utf-8")
    return load(path).items[0]


def test_only_pronouns_whose_actor_was_named_are_asked(item: Item) -> None:
    assert [item.text[mark.begin : mark.end] for mark in coreference.asked(item)] == ["It"]


def test_the_nearest_mention_is_the_baseline(item: Item) -> None:
    assert coreference.nearest(item) == [False]


def test_an_answer_is_right_where_it_is_the_same_actor(item: Item) -> None:
    [(mark, right, said)] = coreference.judged(item, "frames")
    assert item.text[mark.begin : mark.end] == "It"
    assert right == (said == "France")


def test_a_part_is_measured(item: Item, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(coreference, "parts", lambda corpus: {"dev": [item]})
    report = coreference.measure(tmp_path, ["frames", "small"])
    [result] = report.results
    assert result.n == 1
    assert set(result.ours) == {"frames", "small"}
    assert result.baselines["the nearest mention"].value == 0
