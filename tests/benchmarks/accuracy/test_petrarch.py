"""The benchmark on PETRARCH's records measures what it says."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks.accuracy.petrarch import Coded, changed, measure, read, results, run, same
from benchmarks.accuracy.petrarch_coder import Event, Options

SHARED = Path(__file__).parents[3] / "../shared"
EVENT = {"source": "GON", "target": "MOR", "event": "111"}


def dictionaries(folder: Path) -> Path:
    files = {
        "actors": "GONDOR [GON]\nMORDOR [MOR]\n",
        "agents": "SOLDIER [~MIL]\n",
        "verbs": "--- CONDEMN [111] ---\nCONDEMN\n",
        "discards": "CHESS\n",
    }
    for name, content in files.items():
        (folder / f"PETR.Validate.{name}.txt").write_text(content)
    return folder


def record(text: str, *expected: dict[str, str], **more: Any) -> dict[str, Any]:
    return {
        "id": "A-1", "category": "ACTORS", "date": "19950101", "text": text,
        "expected": list(expected), "error": None, "config": None, **more,
    }  # fmt: skip


def test_a_record_is_right_with_all_its_events_and_no_other(tmp_path: Path) -> None:
    known = read(dictionaries(tmp_path), "unit_tests")
    text = "Soldiers of Gondor\n condemned Mordor."
    right = {**EVENT, "source": "GONMIL"}
    records = [record(text, right), record(text), record(text, right, EVENT)]
    assert [each.right for each in run(records, known)] == [True, False, False]


def test_a_record_that_must_be_refused_is_right_for_that_reason_alone(tmp_path: Path) -> None:
    known = read(dictionaries(tmp_path), "unit_tests")
    text = "Gondor condemned Mordor over chess."
    records = [
        record(text, error=["sentencediscard"]),
        record(text, error=["dateline"]),
        record(text, EVENT),
        record("Gondor condemned Mordor.", error=["sentencediscard"]),
    ]
    assert [each.right for each in run(records, known)] == [True, False, False, False]


def test_options_hold_for_the_records_that_follow(tmp_path: Path) -> None:
    known = read(dictionaries(tmp_path), "unit_tests")
    text = "Wizards condemned Mordor."
    records = [record(text, config=[["new_actor_length", "2"]]), record(text)]
    assert [len(each.events) for each in run(records, known)] == [0, 1]


def test_options_are_named_as_petrarch_names_them() -> None:
    settings = [["require_dyad", "FALSE"], ["comma_bmax", "9"], ["stop_on_error", "true"]]
    assert changed(Options(), settings) == Options(require_dyad=False, comma_bmax=9)
    assert changed(Options(require_dyad=False), [["require_dyad", "True"]]) == Options()


def test_any_new_actor_does_where_one_is_wanted() -> None:
    wanted = [{"source": None, "target": "MOR", "event": "111"}]
    assert same(wanted, [Event('"WIZARDS"', "MOR", "111")])
    assert not same(wanted, [Event("GON", "MOR", "111")])
    assert not same([EVENT], [Event('"WIZARDS"', "MOR", "111")])


def test_figures_are_by_category_and_over_all() -> None:
    event = Event("GON", "MOR", "111")
    found = [
        Coded(record("one", EVENT), (event,)),
        Coded(record("two", EVENT, category="DATE"), ()),
    ]
    rows = [(each.measure, each.n, each.ours["frames"].value) for each in results("set", found)]
    assert rows == [("ACTOR", 1, 1.0), ("DATE", 1, 0.0), ("all, exactly right", 2, 0.5)]


def test_what_is_not_there_is_remarked(tmp_path: Path) -> None:
    report = measure(tmp_path, ("frames",))
    assert not report.results
    assert "unit_tests.jsonl is not in" in report.remarks[0]


@pytest.mark.skipif(not SHARED.exists(), reason="the records are not beside the repository")
def test_the_records_of_petrarch_are_coded_well() -> None:
    report = measure(SHARED, ("frames",))
    assert report.results[-1].ours["frames"].value >= 0.85
