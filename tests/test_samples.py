"""The sample texts: six voices, marked as samples, short, and ours."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from allegiance.samples import paths

DOCS = Path(__file__).parents[1] / "docs/samples.md"
SEED = Path(__file__).parents[1] / "../shared/seed/article.txt"


def read(path: Path) -> tuple[dict[str, Any], str]:
    _, head, text = path.read_text("utf-8").split("---\n", 2)
    return yaml.safe_load(head), text.strip()


def test_there_are_six_and_they_come_in_the_order_of_their_names() -> None:
    names = [path.name for path in paths()]
    assert len(names) == 6
    assert names == sorted(names)


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.stem)
def test_a_sample_says_that_it_is_one(path: Path) -> None:
    head, _ = read(path)
    assert set(head) == {"title", "outlet", "author", "date", "sample"}
    assert head["sample"] is True
    assert "sample" in head["outlet"].lower()
    assert "2012-01-01" < str(head["date"]) < "2013-12-31"


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.stem)
def test_a_sample_is_short_and_has_paragraphs(path: Path) -> None:
    _, text = read(path)
    assert 200 <= len(text.split()) <= 350
    assert text.count("\n\n") >= 4


def test_no_two_samples_share_a_voice() -> None:
    outlets = [read(path)[0]["outlet"] for path in paths()]
    assert len(set(outlets)) == 6


def test_the_samples_are_described() -> None:
    page = DOCS.read_text("utf-8")
    for path in paths():
        assert f"`{path.name}`" in page
        assert str(read(path)[0]["date"]) in page


def test_no_sample_borrows_a_run_of_words_from_the_seed() -> None:
    if not SEED.exists():
        pytest.skip("the seed article is not beside this checkout")
    seed = _runs(SEED.read_text("utf-8"))
    for path in paths():
        assert not seed & _runs(read(path)[1])


def _runs(text: str, length: int = 6) -> set[tuple[str, ...]]:
    words = text.lower().split()
    return {tuple(words[n : n + length]) for n in range(len(words) - length + 1)}
