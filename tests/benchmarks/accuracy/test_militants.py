"""Two named groups, and how a text of our own says they stand."""

import json
from functools import cache
from pathlib import Path

import pytest

from allegiance.language.reading import World
from benchmarks.accuracy import militants, naming
from benchmarks.accuracy.militants import Asked, answer, weigh


@cache
def known() -> World:
    return naming.world([("", ("White Hand", "Red Eye"))])


def weighed(text: str) -> dict[str, float]:
    return weigh(asked(text), "frames", within=known())


def asked(text: str, one: str = "White Hand", other: str = "Red Eye") -> Asked:
    return Asked("x", text, one, other, "", None, False, False)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The White Hand attacked the Red Eye.", "rivalry"),
        ("The White Hand is allied with the Red Eye.", "alliance"),
        ("The White Hand is a branch of the Red Eye.", "affiliation"),
        ("The White Hand broke away from the Red Eye.", "splinter"),
        ("The White Hand merged with the Red Eye.", "merger"),
        ("The White Hand and the Red Eye have long rivers.", "alliance"),
    ],
)
def test_the_rules(text: str, wanted: str) -> None:
    assert answer(weighed(text)) == wanted


def test_two_that_fight_the_same_third_are_allies() -> None:
    text = "The White Hand attacked Gondor in May, and the Red Eye attacked Gondor in June."
    assert answer(weighed(text)) == "alliance"


def test_what_is_denied_counts_for_nothing() -> None:
    assert not weighed("The White Hand did not attack the Red Eye.")


def test_who_leads_a_group_stands_for_it() -> None:
    text = "Grima, the leader of the White Hand, attacked the Red Eye."
    assert answer(weighed(text)) == "rivalry"


def test_some_of_one_that_join_the_other_split_from_it() -> None:
    text = "Members of the White Hand joined the Red Eye in May."
    assert answer(weighed(text)) == "splinter"


def test_the_two_groups_are_those_that_the_task_names() -> None:
    assert answer(weighed("In May clashes between the two groups broke out.")) == "rivalry"


def test_a_word_of_the_answers_tells_where_no_statement_does() -> None:
    assert answer(weighed("White Hand, Red Eye: a splinter of long ago.")) == "splinter"


def test_the_whole_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data/text/mapping_militants"
    folder.mkdir(parents=True)
    row = {"id": "1", "relation": "rivalry", "group1": "White Hand", "group2": "Red Eye",
           "date": "3018", "text": "The White Hand attacked the Red Eye."}  # fmt: skip
    wrong = {**row, "id": "2", "relation": "merger"}
    (folder / "relations.jsonl").write_text(f"{json.dumps(row)}\n{json.dumps(wrong)}\n")
    monkeypatch.setattr(militants, "crossed", lambda texts, labels, groups: labels)
    report = militants.measure(tmp_path, ["frames"])
    figures = {each.measure: each for each in report.results}
    assert figures["accuracy"].ours["frames"].value == 0.5
    assert figures["accuracy"].baselines["TF-IDF"].value == 1
    assert figures["share of merger answered so"].ours["frames"].value == 0
    [mistake] = report.mistakes
    assert mistake.wanted == "merger"
