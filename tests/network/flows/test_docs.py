"""The page of flows shows what the program prints and draws."""

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from allegiance.views.paths import draw

DOCS = Path(__file__).parents[3] / "docs"


def test_the_example_runs_and_its_picture_is_the_one_shown() -> None:
    page = (DOCS / "flows.md").read_text()
    code, printed = re.findall(r"```python\n(.*?)```\n\n((?:    [^\n]*\n)+)", page, re.S)[0]
    names: dict[str, Any] = {}
    with redirect_stdout(StringIO()) as out:
        exec(compile(code, "docs/flows.md", "exec"), names)
    assert out.getvalue() == "".join(line[4:] + "\n" for line in printed.splitlines())
    found = names["found"]
    assert draw((*found.paths, *found.denied)) + "\n" == (DOCS / "assets/flows.svg").read_text()
