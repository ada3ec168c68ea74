"""Figures are what their counts say, and chance leaves them an interval."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from benchmarks.accuracy import results
from benchmarks.accuracy.results import (
    Missing,
    Mistake,
    Report,
    Result,
    Score,
    added,
    command,
    confusion,
    f1,
    grid,
    keep,
    kept,
    macro_f1,
    present,
    ready,
    rights,
    scored,
    share,
    write_errors,
)


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(results, "ROOT", tmp_path)
    monkeypatch.setattr(results, "ERRORS", tmp_path / "errors")
    monkeypatch.setattr(results, "KEPT", tmp_path / "benchmarks")
    return tmp_path


def test_a_share_and_its_interval() -> None:
    score = scored([(1, 1)] * 30 + [(0, 1)] * 10, share)
    assert score.value == 0.75
    assert 0.55 < score.low < 0.7 < 0.8 < score.high < 0.95
    assert score == scored([(1, 1)] * 30 + [(0, 1)] * 10, share)


def test_one_item_leaves_no_interval() -> None:
    assert str(scored([(1, 2)], share)) == "0.500"
    assert str(Score(0.5, 0.25, 0.75)) == "0.500 [0.25, 0.75]"


def test_nothing_counted_is_nothing() -> None:
    assert scored([], f1) == Score(0.0, 0.0, 0.0)
    assert f1(np.zeros(4)) == 0


def test_f1_weighs_precision_and_recall() -> None:
    assert f1(np.array([1.0, 2.0, 1.0, 4.0])) == pytest.approx(2 * 0.5 * 0.25 / 0.75)


def test_macro_f1_is_the_mean_over_the_classes_that_are_wanted() -> None:
    rows = confusion(["a", "a", "b", "c"], ["a", "b", "b", "b"])
    of_a, of_b = 2 * 1 / (2 + 1), 2 * 1 / (1 + 3)
    assert macro_f1(np.array(rows).sum(0)) == pytest.approx((of_a + of_b) / 2)


def test_rights() -> None:
    assert rights(["a", "b"], ["a", "a"]) == [(1.0, 1.0), (0.0, 1.0)]


def test_coders_that_cannot_read_are_told_in_one_line() -> None:
    able, remarks = ready(["frames"])
    assert (able, remarks) == (["frames"], [])
    able, remarks = ready(["frames", "base"])
    assert "base" in able or "base" in remarks[0]


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    assert present(tmp_path) == tmp_path
    with pytest.raises(Missing, match=r"gold\.json is not in .*first argument"):
        present(tmp_path / "gold.json")


def test_the_grid_leaves_out_coders_that_read_nothing() -> None:
    one = Result("t", "F1", 1200, {"small": Score(0.5, 0.5, 0.5)}, {"TF-IDF": Score(0.2, 0.1, 0.3)})
    columns, rows = grid([one])
    assert columns == ["task", "measure", "n", "small", "beside it"]
    assert rows == [["t", "F1", "1,200", "0.500", "TF-IDF 0.200 [0.10, 0.30]"]]


def test_figures_are_kept(build: Path) -> None:
    report = Report([Result("t", "F1", 1, {"frames": Score(1, 1, 1)})], [], ["a remark"])
    assert kept("t") is None
    keep("t", report)
    assert kept("t") == report


def test_the_page_of_errors_begins_with_the_worst(build: Path) -> None:
    mistakes = [Mistake("one", "Gondor\nfell.", "x", "y", 1), Mistake("two", "-", "x", "y", 2)]
    text = write_errors("t", mistakes).read_text()
    assert text.index("## 1. two") < text.index("## 2. one\n\n> Gondor fell.")


def test_a_command_prints_its_table(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def task(shared: Path, coders: Sequence[str]) -> Report:
        assert shared == build
        result = Result("a task", "F1", 1, {coders[0]: Score(0.25, 0.25, 0.25)})
        return Report([result], [Mistake("one", "-", "x", "y")], ["a remark"])

    assert command("t", task, Namespace(shared=build, coder=["frames"])) == 0
    said = capsys.readouterr().out
    assert "a task" in said
    assert "0.250" in said
    assert "- a remark" in said
    assert "errors/t.md" in said
    assert (build / "errors/t.md").exists()


def test_a_command_says_in_one_line_what_is_missing(
    build: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def task(shared: Path, coders: Sequence[str]) -> Report:
        del coders
        present(shared / "nowhere")
        return Report()

    assert command("t", task, Namespace(shared=build, coder=["frames"])) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_columns_of_an_earlier_run_stay_where_asked() -> None:
    one, two = Score(0.1, 0, 1), Score(0.2, 0, 1)
    before = Report([Result("t", "F1", 1, {}, {"a": one, "b": one}), Result("u", "F1", 1, {}, {})])
    now = Report([Result("t", "F1", 1, {}, {"b": two})])
    assert added(None, now) == now
    joined = added(before, now)
    assert joined.results[0].baselines == {"a": one, "b": two}
    assert [each.task for each in joined.results] == ["t", "u"]
