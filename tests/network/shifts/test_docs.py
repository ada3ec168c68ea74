"""The page about changes of side shows what the program gives."""

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[3] / "docs"


def test_the_example_runs_and_the_picture_is_the_programs() -> None:
    page = (DOCS / "shifts.md").read_text()
    code, printed = re.findall(r"```python\n(.*?)```\n\n((?:    [^\n]*\n)+)", page, re.S)[0]
    names: dict[str, Any] = {}
    with redirect_stdout(StringIO()) as out:
        exec(compile(code, "docs/shifts.md", "exec"), names)
    assert out.getvalue() == "".join(line[4:] + "\n" for line in printed.splitlines())
    assert (DOCS / "assets/shifts.svg").read_text() == names["picture"]
