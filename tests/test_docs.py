"""The pages say what the program does, and every page is found."""

import re
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import yaml
from typer.main import get_command

from allegiance.cli import app
from allegiance.exports import FORMATS
from allegiance.ontology.relations import CODEBOOK
from tools.generate_docs import commands_of

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def test_the_written_pages_are_what_the_program_writes() -> None:
    found = subprocess.run(
        [sys.executable, "tools/generate_docs.py", "--check"],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr


def test_every_command_relation_and_export_has_its_words() -> None:
    line = (DOCS / "cli.md").read_text()
    for path in commands_of(get_command(app)):
        assert f"## allegiance {' '.join(path)}\n" in line
    codebook = (DOCS / "codebook.md").read_text()
    assert all(f"\n## {relation}\n" in codebook for relation in CODEBOOK)
    exports = (DOCS / "exports.md").read_text()
    assert all(f"`{name}`" in exports for name in FORMATS)


def test_every_page_is_in_the_contents() -> None:
    def pages(entries: list[Any]) -> set[str]:
        found = set()
        for entry in entries:
            for value in entry.values():
                found |= {value} if isinstance(value, str) else pages(value)
        return found

    contents = yaml.safe_load((ROOT / "mkdocs.yml").read_text())["nav"]
    assert pages(contents) == {path.name for path in DOCS.glob("*.md")}


def test_links_lead_somewhere() -> None:
    for page in (ROOT / "README.md", *DOCS.glob("*.md")):
        for target in re.findall(r"\]\((?!https:)([^)#:]+)[^)]*\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_example_of_the_pipeline_runs() -> None:
    page = (DOCS / "pipeline.md").read_text()
    code, printed = re.findall(r"```python\n(.*?)```\n\n((?:    [^\n]*\n)+)", page, re.S)[0]
    with redirect_stdout(StringIO()) as out:
        exec(compile(code, "docs/pipeline.md", "exec"), {})
    assert out.getvalue() == "".join(line[4:] + "\n" for line in printed.splitlines())


def test_the_commands_of_the_readme_exist() -> None:
    names = {path[0] for path in commands_of(get_command(app))}
    used = re.findall(r"^    allegiance ([\w-]+)", (ROOT / "README.md").read_text(), re.M)
    assert len(used) > 5
    assert set(used) <= names


def test_every_change_is_told_in_the_notes() -> None:
    notes = (ROOT / "CHANGES/0.1.0.md").read_text()
    assert notes.startswith("# 0.1.0")
