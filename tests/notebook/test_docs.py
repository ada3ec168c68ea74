"""The page of the notebook: its example runs, and its tables name what there is."""

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, cast

from allegiance.notebook import Network, results
from allegiance.notebook.frames import Frames
from allegiance.notebook.statements import Conditions, TieOptions

PAGE = (Path(__file__).parents[2] / "docs/notebook.md").read_text()


def test_the_example_runs() -> None:
    [(code, printed)] = re.findall(r"```python\n(.*?)```\n\n((?:    [^\n]*\n)+)", PAGE, re.S)
    with redirect_stdout(StringIO()) as out:
        exec(compile(code, "docs/notebook.md", "exec"), {})
    assert out.getvalue() == "".join(f"{line[4:]}\n" for line in printed.splitlines())


def test_every_question_and_condition_is_named() -> None:
    asked = [name for name in vars(Network) if not name.startswith("_")]
    questions = [name for name in asked if name not in ("statements", "known")]
    assert "balance" in questions
    assert [name for name in questions if f"`.{name}(" not in PAGE] == []
    options = {*Conditions.__annotations__, *TieOptions.__annotations__} - {"level"}
    assert [name for name in sorted(options) if f"`{name}`" not in PAGE] == []


def test_the_columns_of_every_result_are_listed() -> None:
    kinds = [
        kind
        for kind in vars(results).values()
        if isinstance(kind, type)
        and issubclass(kind, Frames)
        and kind.__module__ == results.__name__
    ]
    assert len(kinds) == 8
    for kind in kinds:
        columns = ", ".join(f"`{name}`" for name in kind._columns(cast(Any, None)))
        assert f"| `{kind.__name__}` | {columns} |" in PAGE
