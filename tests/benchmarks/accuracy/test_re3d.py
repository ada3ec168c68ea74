"""Entities and ties of re3d, on a text of our own in its form."""

import json
from pathlib import Path

import pytest

from benchmarks.accuracy import re3d
from benchmarks.accuracy.given import Standing

TEXT = "France attacked Angola. Libya is an ally of France."


def record() -> dict[str, object]:
    def entity(word: str, begin: int) -> dict[str, object]:
        return {"begin": begin, "end": begin + len(word), "type": "Organisation", "confidence": 1}

    def tie(type_: str, one: tuple[int, int], other: tuple[int, int]) -> dict[str, object]:
        return {
            "type": type_, "confidence": 1, "source_begin": one[0], "source_end": one[1],
            "target_begin": other[0], "target_end": other[1],
        }  # fmt: skip

    rohan, gondor = (24, 29), (44, 50)
    return {
        "doc_id": "A", "subset": "BBC Online", "text": TEXT,
        "entities": [entity("France", 0), entity("Angola", 16), entity("Libya", 24),
                     entity("France", 44)],
        "relations": [tie("FightingAgainst", (0, 6), (16, 22)), tie("AlliesOf", rohan, gondor),
                      tie("AlliesOf", gondor, rohan), tie("CoLocated", rohan, gondor)],
    }  # fmt: skip


def test_a_symmetric_tie_counts_once() -> None:
    source = re3d._source(record(), False)
    assert source.ties == {(0, "FightingAgainst", 1), (2, "AlliesOf", 3)}


def test_what_is_told_both_ways_is_right_either_way() -> None:
    source = re3d._source(record(), False)
    [guess] = re3d.guesses([Standing(1, "fight", 0, 0.9, mutual=True)], source)
    assert guess == {(0, "FightingAgainst", 1), (1, "FightingAgainst", 0)}
    assert re3d.row([guess], source, None) == (1, 1, 1, 2)


def test_the_likelier_direction_is_taken_and_the_denied_left_out() -> None:
    source = re3d._source(record(), False)
    told = [Standing(1, "fight", 0, 0.6), Standing(0, "fight", 1, 0.7)]
    assert re3d.guesses(told, source) == [{(0, "FightingAgainst", 1)}]
    assert re3d.guesses([Standing(0, "fight", 1, 0.9, denied=True)], source) == []


def test_tags_are_spans() -> None:
    assert list(re3d.spans(["B-S", "I-S", "O", "B-T", "B-T"])) == [
        (0, 1, "S"), (3, 3, "T"), (4, 4, "T"),
    ]  # fmt: skip


def test_tokens_are_joined_as_text() -> None:
    text, places = re3d.joined(["In", "May", ",", '"', "Gondor", '"', "fell", "."])
    assert text == 'In May, "Gondor" fell.'
    assert [text[slice(*place)] for place in places][4] == "Gondor"


def test_names_are_found_with_their_types() -> None:
    found = re3d.named("Faramir left Paris in May 2013.", "frames")
    assert found == [(22, 30, "Temporal"), (0, 7, "Person"), (13, 18, "Location")]


def test_the_whole_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data/text"
    (folder / "re3d").mkdir(parents=True)
    (folder / "re3d_conll").mkdir()
    (folder / "re3d/documents.jsonl").write_text(json.dumps(record()) + "\n")
    (folder / "re3d_conll/dev.conll").write_text("Faramir\tB-Person\nleft\tO\n.\tO\n\n")
    monkeypatch.setattr(re3d, "crossed", lambda texts, labels, groups: labels)
    report = re3d.measure(tmp_path, ["frames"])
    figures = {(each.task, each.measure): each for each in report.results}
    whole = figures["re3d relations, all", "gold entities, micro-F1"]
    assert whole.n == 2
    assert whole.ours["frames"].value == 1
    assert whole.baselines["TF-IDF"].value == 1
    assert figures["re3d relations, BBC", "end to end, micro-F1"].ours["frames"].value == 1
    assert figures["re3d entities", "F1"].n == 1
