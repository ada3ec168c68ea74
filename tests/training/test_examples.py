"""Items as numbers: who plays which role, which words are tagged, who stands for whom."""

import random
from pathlib import Path

import numpy as np
import pytest

from allegiance.language.labels import CUE_TYPE, KINDS, RELATIONS, ROLES, begins
from allegiance.language.wordpieces import Vocabulary
from training.examples import IGNORED, Example, example, renamed
from training.markup import Item, load

VOCABULARY = Vocabulary(["[PAD]", "[UNK]", "[CLS]", "[SEP]"])
TOLD = """batch: t

= p
[a:state Gondor] {1 armed} [b:state Rohan] in [c:place Dale] {t1 in 3018}, [d:person Eomer] {q1 said}.
[a It] {2 feeds} [b the riders of Rohan].
- 1 a arm b; in c; time t1; past
- 2 a aid b; denied
- q1 by d

= s
[a:state Mordor] {1 fights} [b:state Gondor].
- 1 a fight b
"""


@pytest.fixture
def items(tmp_path: Path) -> list[Item]:
    path = tmp_path / "t.txt"
    path.write_text(TOLD, encoding="utf-8")
    return list(load(path).items)


def made(items: list[Item], loose: float = 0.0) -> Example:
    found = example(items, VOCABULARY, random.Random(1), loose=loose)
    assert found is not None
    return found


def spans(each: Example) -> list[str]:
    return [" ".join(word.text for word in each.line[a : b + 1]) for a, b in each.spans]


def test_spans_are_mentions_first_then_cues_times_and_things(items: list[Item]) -> None:
    each = made(items[:1])
    assert each.mentions == 6
    assert spans(each)[:8] == [
        "Gondor", "Rohan", "Dale", "Eomer", "It", "the riders of Rohan", "said", "in 3018",
    ]  # fmt: skip


def test_a_statement_is_a_row_with_its_roles_and_qualifiers(items: list[Item]) -> None:
    each = made(items[:1])
    anchors = [(each.line[at].text, kind) for at, kind in each.told]
    assert anchors == [
        ("armed", RELATIONS.index("arm")), ("feeds", RELATIONS.index("aid")), ("said", CUE_TYPE),
    ]  # fmt: skip
    played = {
        (row, ROLES[role]): column for row, column, role in np.argwhere(each.roles == 1).tolist()
    }
    names = spans(each)
    assert names[played[0, "source"]] == "Gondor"
    assert names[played[0, "target"]] == "Rohan"
    assert names[played[0, "place"]] == "Dale"
    assert names[played[0, "time"]] == "in 3018"
    assert names[played[1, "source"]] == "It"
    assert names[played[1, "target"]] == "the riders of Rohan"
    assert names[played[2, "speaker"]] == "Eomer"
    assert each.qualifiers[1, 0] == 1
    assert (each.qualifiers[2] == IGNORED).all()


def test_words_are_tagged_by_what_they_begin(items: list[Item]) -> None:
    each = made(items[:1])
    state = begins(KINDS.index("state"))
    outer = [
        each.tags["outer"][n]
        for n, word in enumerate(each.line)
        if word.text in ("Gondor", "riders")
    ]
    assert outer == [state, state + 1]
    assert [each.line[n].text for n in np.flatnonzero(each.tags["cue"])] == ["said"]
    assert [each.line[n].text for n in np.flatnonzero(each.triggers.any(1))] == ["armed", "feeds"]


def test_mentions_of_one_actor_stand_for_each_other_within_an_item_only(items: list[Item]) -> None:
    each = made(items)
    names = spans(each)[: each.mentions]
    same = {(names[a], names[b]) for a, b in np.argwhere(each.antecedents == 1)}
    assert same == {("It", "Gondor"), ("the riders of Rohan", "Rohan")}


def test_pairs_are_told_of_the_mentions_that_play_the_roles(items: list[Item]) -> None:
    each = made(items)
    names = spans(each)
    told = {(names[a], RELATIONS[r], names[b]) for a, b, r in np.argwhere(each.pairs == 1).tolist()}
    assert told == {
        ("Gondor", "arm", "Rohan"), ("It", "aid", "the riders of Rohan"), ("Mordor", "fight", "Gondor"),
    }  # fmt: skip
    assert (each.pairs == IGNORED).any()


def test_loosely_a_mention_loses_its_article(items: list[Item]) -> None:
    found = {name for seed in range(9) for name in spans(_loose(items[:1], seed))}
    assert {"riders of Rohan", "Rohan", "Gondor"} <= found


def _loose(items: list[Item], seed: int) -> Example:
    found = example(items, VOCABULARY, random.Random(seed), loose=1.0)
    assert found is not None
    return found


def test_what_is_longer_than_a_pass_is_refused(items: list[Item]) -> None:
    assert example(items * 40, VOCABULARY, random.Random(1)) is None


def test_renamed_keeps_the_marks_on_the_new_names(items: list[Item]) -> None:
    other = renamed(items[0], {"state": ["Far Harad"], "person": ["Imrahil"]}, random.Random(1))
    assert other.text == (
        "Far Harad armed Far Harad in Dale in 3018, Imrahil said. It feeds the riders of Rohan."
    )
    assert [other.text[m.begin : m.end] for m in other.mentions] == [
        "Far Harad", "Far Harad", "Dale", "Imrahil", "It", "the riders of Rohan",
    ]  # fmt: skip
    assert [other.text[m.begin : m.end] for m in other.triggers] == ["armed", "feeds"]
    assert other.text[slice(*other.sentences[1])] == "It feeds the riders of Rohan."
