"""The pages of the coder run, print what they say, and list every frame."""

import re
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import msgspec
import pytest
import yaml

from allegiance.statements import frames as module
from allegiance.statements.frames import Frame, constructions, frames, index
from tests.statements.reading import told

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


@pytest.mark.parametrize("name", ["mentions", "coreference", "coder"])
def test_the_example_of_a_page_prints_what_it_says(name: str) -> None:
    page = (DOCS / f"{name}.md").read_text("utf-8")
    code, printed = re.findall(r"```python\n(.*?)```\n\n((?:    [^\n]*\n)+)", page, re.S)[0]
    with redirect_stdout(StringIO()) as out:
        exec(compile(code, f"docs/{name}.md", "exec"), {})
    assert out.getvalue() == "".join(line[4:] + "\n" for line in printed.splitlines())


def test_the_frame_that_the_page_walks_through_is_the_one_that_ships() -> None:
    page = (DOCS / "coder.md").read_text("utf-8")
    shown = re.findall(r"```yaml\n(.*?)```", page, re.S)[0].strip()
    assert shown in (ROOT / "allegiance/statements/frames/arm.yaml").read_text("utf-8")


def test_the_frame_that_the_page_adds_reads_its_example(monkeypatch: pytest.MonkeyPatch) -> None:
    page = (DOCS / "coder.md").read_text("utf-8")
    (entry,) = yaml.safe_load(re.findall(r"```yaml\n(.*?)```", page, re.S)[1])
    listed = {
        name: (value,) if name in ("source", "target", "instrument") else value
        for name, value in entry.items()
    }
    lavish = msgspec.convert(listed | {"relation": "arm"}, Frame)
    assert told(lavish.example) == set()
    known = frames()
    monkeypatch.setattr(module, "frames", lambda: (*known, lavish))
    index.cache_clear()
    try:
        assert told(lavish.example) == {("Gondor", "arm", "Rohan")}
    finally:
        monkeypatch.undo()
        index.cache_clear()


def test_the_list_of_frames_is_what_the_frames_say() -> None:
    found = subprocess.run(
        [sys.executable, "tools/generate_frames_page.py", "--check"],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    page = (DOCS / "frames.md").read_text("utf-8")
    assert all(f"\n### {each.id}\n" in page for each in frames())
    assert all(f"\n- `{each.id}`: " in page for each in constructions())
