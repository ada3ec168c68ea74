"""All in one table and one page; what is missing costs one line."""

from pathlib import Path

import pytest

from benchmarks.accuracy import __main__ as program
from benchmarks.accuracy import results, tables
from benchmarks.accuracy.results import Report, Result, Score

FIGURE = Result("a task", "F1", 3, {"frames": Score(0.5, 0.25, 0.75)})


def test_a_page_holds_a_table_for_each_task() -> None:
    text = tables.page({"corpus": Report([FIGURE], [], ["a remark"])}, ["no model"])
    assert "\n## Our corpus\n\n    python -m benchmarks.accuracy.corpus\n\n| measure |" in text
    assert "| F1 | 3 | 0.500 [0.25, 0.75] |" in text
    assert "- a remark\n" in text
    assert "- no model\n" in text


def test_the_diagram_stands_beside_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "KEPT", tmp_path)
    (tmp_path / results.DIAGRAM).write_text("<svg/>")
    (tmp_path / "docs").mkdir()
    path = tmp_path / "docs/benchmarks.md"
    tables.write(path, {"calibration": Report([FIGURE])}, [])
    assert f"](assets/{results.DIAGRAM})" in path.read_text()
    assert (tmp_path / "docs/assets" / results.DIAGRAM).read_text() == "<svg/>"
    tables.write(path, {"corpus": Report([FIGURE])}, [])
    assert "](assets/" not in path.read_text()


def test_where_data_are_missing_one_line_says_so(tmp_path: Path) -> None:
    reports = tables.run(["polnear", "militants"], tmp_path, ["frames"])
    assert [len(each.remarks) for each in reports.values()] == [1, 1]
    assert "polnear: dev.jsonl.gz is not in" in reports["polnear"].remarks[0]


def test_what_takes_long_is_not_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "KEPT", tmp_path)
    [report] = tables.run(["encoder"], tmp_path, []).values()
    assert "python -m benchmarks.accuracy.encoder" in report.remarks[0]
    results.keep("encoder", Report([FIGURE]))
    [report] = tables.run(["encoder"], tmp_path, []).values()
    assert report.results == [FIGURE]


def test_every_task_can_be_called() -> None:
    import importlib

    for name in tables.TASKS:
        assert callable(importlib.import_module(f"benchmarks.accuracy.{name}").measure)


def test_the_program_prints_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "benchmarks.md"
    given = [str(tmp_path), "--coder", "frames", "--only", "polnear", "--write", str(page)]
    assert program.main(given) == 0
    assert page.read_text().startswith("# Benchmarks\n")
    assert "polnear: dev.jsonl.gz" in capsys.readouterr().out
