"""Events: what counts as right, what the sentences hold, and the whole on sentences of our own."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks.accuracy import events
from benchmarks.accuracy.events import Event, Line, Told, alike, countries, ends, same
from benchmarks.accuracy.results import Missing, Report

CLASSES = frozenset(
    "AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST"
    " MOBILIZE SANCTION COERCE ASSAULT".split()
)
BOMBED = Event("FR", "ML", "ASSAULT")
MET = Event("FR", "ML", "CONSULT", mutual=True)


def line(text: str, *coded: object, name: str = "x") -> bytes:
    return json.dumps({"id": name, "date": "1994-05-06", "text": text, "events": coded}).encode()


def told(*said: Event, wanted: tuple[Event, ...] = (BOMBED,)) -> Told:
    return Told(Line("x", "1994-05-06", "", ()), wanted, said)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two sentences to develop on, and one to test on."""
    bombed = {"source": "FR", "target": "ML", "class": "ASSAULT"}
    accused = {"source": "United Nations", "target": "TD", "class": "ACCUSE"}
    rows = [
        line("French aircraft bombed Mali.", bombed),
        line("The United Nations accused Chad of theft.", accused, name="y"),
    ]
    (tmp_path / "dev.jsonl").write_bytes(b"\n".join(rows))
    (tmp_path / "test.jsonl").write_bytes(line("French soldiers attacked Mali.", bombed))
    monkeypatch.setattr(events, "EVENTS", tmp_path)
    monkeypatch.setattr(events, "crossed", lambda texts, labels, groups: list(labels))
    monkeypatch.setattr(events, "words_alone", lambda texts, labels: lambda asked: labels[:1])
    return tmp_path


def figures(report: Report) -> dict[str, dict[str, float]]:
    return {
        each.measure: {key: score.value for key, score in ({**each.ours, **each.baselines}).items()}
        for each in report.results
    }


def test_both_ends_must_stand_the_right_way_round() -> None:
    assert ends(BOMBED, BOMBED)
    assert not ends(BOMBED, Event("ML", "FR", "ASSAULT"))
    assert not ends(BOMBED, Event("FR", "TD", "ASSAULT"))


def test_what_is_told_of_both_sides_is_right_either_way() -> None:
    around = MET._replace(source="ML", target="FR")
    assert ends(MET, around._replace(mutual=False))
    assert ends(MET._replace(mutual=False), around)
    assert not ends(MET._replace(mutual=False), around._replace(mutual=False))


def test_class_and_ends_must_stand_in_one_statement() -> None:
    apart = told(BOMBED._replace(kind="ACCUSE"), BOMBED._replace(target="TD"))
    assert [apart.row(right) for right in (ends, alike, same)] == [(1, 1), (1, 1), (0, 1)]
    assert told(BOMBED).row(same) == (1, 1)


def test_events_of_one_class_are_counted_alone() -> None:
    two = told(BOMBED, wanted=(BOMBED, MET))
    assert [two.row(same, kind) for kind in (None, "ASSAULT", "CONSULT")] == [
        (1, 2),
        (1, 1),
        (0, 1),
    ]


def test_precision_counts_what_is_told() -> None:
    assert told(BOMBED, BOMBED._replace(target="TD")).precise == (1, 2)


def test_countries_stand_in_the_order_of_the_text() -> None:
    assert countries("In Paris, Malian envoys met the French and Mali's exiles.") == ["FR", "ML"]


@pytest.mark.parametrize("part", ["dev", "test"])
def test_the_sentences_are_spread_over_the_classes(part: events.Part) -> None:
    found = events.lines(part)
    first = [each.events[0].kind for each in found]
    assert {kind: first.count(kind) for kind in CLASSES} == dict.fromkeys(CLASSES, 10)
    assert {event.kind for each in found for event in each.events} == CLASSES
    assert len({each.text for each in found}) == len({each.id for each in found}) == 160


def test_no_sentence_stands_in_both_parts() -> None:
    dev, test = ({each.text for each in events.lines(part)} for part in ("dev", "test"))
    assert not dev & test


def test_every_end_is_a_country_or_a_known_actor() -> None:
    found = [event for each in events.lines("dev") for event in each.events]
    names = {name for event in found for name in (event.source, event.target) if len(name) > 2}
    assert {"United Nations", "Soviet Union"} < names
    assert all(events._named(name) != name for name in names)


def test_the_development_part_is_measured(folder: Path) -> None:
    report = events.measure(folder, ["frames"])
    found = figures(report)
    assert {each.task for each in report.results} == {"events, dev part"}
    assert found["source and target right"]["frames"] == 1
    assert found["all three right"]["frames"] == 1
    assert found["all three right, ASSAULT"] == {"frames": 1.0}
    assert found["all three right"]["PETRARCH 2"] == 0.248
    assert found["class right"]["TF-IDF"] == 1
    assert found["class right"]["commonest"] == 0.5
    assert "CAMEO's manual" in report.remarks[-1]
    assert not report.mistakes


def test_the_test_part_is_measured_without_its_mistakes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "code", lambda doc: [])
    assert [each.where for each in events.measure(folder, ["frames"]).mistakes] == ["x", "y"]
    report = events.measure(folder, ["frames"], "test")
    assert {each.task for each in report.results} == {"events, test part"}
    assert figures(report)["all three right"]["frames"] == 0
    assert not report.mistakes


def test_without_the_option_the_test_part_is_not_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "test.jsonl").unlink()
    events.measure(folder, [])
    with pytest.raises(Missing, match=r"test\.jsonl is not in"):
        events.measure(folder, [], "test")
    monkeypatch.setattr(sys, "argv", ["events", "--coder", "frames", "--test"])
    assert events.main() != 0


def test_without_scikit_learn_one_baseline_is_left_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(*_: object) -> list[str]:
        raise Missing("scikit-learn is not installed")

    monkeypatch.setattr(events, "crossed", absent)
    report = events.measure(folder, [])
    assert "TF-IDF" not in figures(report)["class right"]
    assert report.remarks[0] == "scikit-learn is not installed"


def test_a_mistake_tells_what_was_wanted_and_said(folder: Path) -> None:
    said = BOMBED._replace(kind="AID")
    [mistake] = events._mistakes(Told(events.lines("dev")[0], (BOMBED,), (said,)))
    assert (mistake.wanted, mistake.said) == ("FR ASSAULT ML", "FR AID ML")
