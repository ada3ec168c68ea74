"""Takes the pictures of the page that the documentation shows.

python -m tools.screenshots [INPUT] [FOLDER]

INPUT is what `allegiance read` takes, the sample texts by default.
"""

import argparse
import tempfile
from pathlib import Path
from typing import NamedTuple

from allegiance import live, pipeline, samples
from allegiance.store import Store, query
from allegiance.views.page import Page, report
from tests.views.chromium import launched


class Shot(NamedTuple):
    """One picture: its name, the size of the window in CSS pixels, the theme, what is asked and chosen."""

    name: str
    width: int
    height: int
    theme: str
    panel: str = "graph"
    scale: int = 1
    ask: str = ""
    game: bool = False


SHOTS = (
    Shot("desk-light", 1440, 900, "light", game=True),
    Shot("desk-dark", 1440, 900, "dark", ask="camps"),
    Shot("page-games", 1440, 900, "light", ask="games", game=True),
    Shot("page-shifts", 1440, 900, "light", ask="shifts"),
    Shot("page-flows", 1440, 900, "light", ask="flows"),
    Shot("page-words", 1440, 900, "light", ask="words"),
    Shot("page-brokers", 1440, 900, "light", ask="brokers"),
    Shot("page-spillover", 1440, 900, "light", ask="spillover"),
    Shot("phone-graph", 390, 844, "light", "graph", 2, game=True),
    Shot("phone-evidence", 390, 844, "light", "evidence", 2, game=True),
    Shot("phone-camps", 390, 844, "light", "questions", 2, ask="camps"),
)


def take(page: Page, folder: Path) -> list[Path]:
    """The pictures of a page, its first double game or its first finding chosen, written into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    game = f"sel=game:{page.games[0].id}" if page.games else ""
    with tempfile.TemporaryDirectory() as place, launched() as browser:
        written = Path(place, "report.html")
        written.write_bytes(report(page))
        taken = []
        for shot in SHOTS:
            context = browser.new_context(
                viewport={"width": shot.width, "height": shot.height},
                color_scheme="dark" if shot.theme == "dark" else "light",
                device_scale_factor=shot.scale,
            )
            tab = context.new_page()
            asked = f"&ask={shot.ask}" if shot.ask else ""
            tab.goto(f"{written.as_uri()}#{game if shot.game else ''}&panel={shot.panel}{asked}")
            tab.wait_for_selector("#panel-graph", state="attached")
            if asked and not shot.game and shot.width > 1000:
                tab.locator(".finding, .matrix tbody button").first.click()
            tab.wait_for_timeout(500)
            taken.append(folder / f"{shot.name}.png")
            tab.screenshot(path=taken[-1])
            context.close()
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("input", type=Path, nargs="?")
    parser.add_argument("folder", type=Path, nargs="?", default=Path("docs/images"))
    parser.add_argument("--title", default="Libya, Mali and Syria in six voices")
    options = parser.parse_args()
    with Store.open(":memory:") as store:
        pipeline.read([options.input] if options.input else samples.paths(), store)
        take(
            live.page(store.documents(), query.statements(store), title=options.title),
            options.folder,
        )


if __name__ == "__main__":
    main()
