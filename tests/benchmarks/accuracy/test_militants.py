"""Two named groups, and how a text of our own says they stand."""

import json
from pathlib import Path

import pytest

from benchmarks.accuracy import militants
from benchmarks.accuracy.militants import Asked, answer, weigh


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
    assert answer(weigh(asked(text), "frames")) == wanted


def test_two_that_fight_the_same_third_are_allies() -> None:
    text = "The White Hand attacked Gondor in May, and the Red Eye attacked Gondor in June."
    assert answer(weigh(asked(text), "frames")) == "alliance"


def test_what_is_denied_counts_for_nothing() -> None:
    assert not weigh(asked("The White Hand did not attack the Red Eye."), "frames")


def test_names_are_those_given_without_their_brackets() -> None:
    assert "red eye" in militants.names("Red Eye (Formerly The Lidless Watch)")
    assert "the lidless watch" in militants.names("Red Eye (Formerly The Lidless Watch)")


def test_initials_name_a_group() -> None:
    import re

    assert re.search(militants._pattern("Free Riders of Eastfold"), "In May the FRE left.")


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
