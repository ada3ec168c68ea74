"""The page's TypeScript types and its bundle are made of what lies in the repository."""

from pathlib import Path

import pytest

import hatch_build
from tools.generate_types import FILE, typescript

WEB = Path(__file__).parents[2] / hatch_build.WEB


def test_the_types_of_the_page_are_those_of_the_records() -> None:
    assert FILE.read_text(encoding="utf-8") == typescript(), "run python -m tools.generate_types"


def test_the_lock_names_no_registry() -> None:
    assert '"resolved"' not in (WEB / "package-lock.json").read_text(encoding="utf-8")


def test_a_bundle_is_kept_until_a_source_changes(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "dist").mkdir()
    for name in ("build.mjs", "package.json", "package-lock.json", "src/main.tsx"):
        (tmp_path / name).write_text(name)
    for name in (*hatch_build.BUILT, "sources.sha256"):
        (tmp_path / "dist" / name).write_text(hatch_build.digest(tmp_path))
    assert hatch_build.fresh(tmp_path)
    (tmp_path / "src/main.tsx").write_text("changed")
    assert not hatch_build.fresh(tmp_path)


@pytest.mark.parametrize("name", hatch_build.BUILT)
def test_the_page_is_built(name: str) -> None:
    assert (WEB / "dist" / name).stat().st_size > 1000
