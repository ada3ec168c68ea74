"""The example of the page runs, and prints what the page says."""

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "imports.md").read_text("utf-8")


def test_the_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, printed = re.findall(r"```python\n(.*?)```\n\n((?:    [^\n]*\n)+)", PAGE, re.S)[0]
    with redirect_stdout(StringIO()) as out:
        exec(compile(code, "docs/imports.md", "exec"), {})
    assert out.getvalue().splitlines() == [line[4:] for line in printed.splitlines()]
