"""The example of the page on millions of events runs, and prints what the page says."""

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs" / "scale.md").read_text("utf-8")


def test_the_example_runs() -> None:
    code, printed = re.findall(r"```python\n(.*?)```\n\n    (.*?)\n", PAGE, re.S)[0]
    with redirect_stdout(StringIO()) as out:
        exec(compile(code, "docs/scale.md", "exec"), {})
    assert out.getvalue().strip() == printed
