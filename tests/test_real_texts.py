"""The bars on real texts: the article the project began with, and eight texts coded by hand.

The texts are not ours and stay outside the repository; where they are absent these tests are
skipped. `tests/seed.gold.json` is our own coding of the article, by offsets alone, made before
any coder was run on it.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from allegiance.documents.document import Document, identify
from allegiance.language import annotate
from allegiance.network.double_games import double_games
from allegiance.statements.coder import code
from allegiance.statements.statement import Statement, dump

SHARED = Path(__file__).parents[2] / "shared"
ARTICLE = SHARED / "seed/article.txt"
GOLD = SHARED / "data/gold_statements"
SCORER = SHARED / "tools/score_statements.py"

pytestmark = pytest.mark.skipif(not SCORER.exists(), reason="the shared texts are not here")


def test_the_article_is_read_and_its_double_games_found(tmp_path: Path) -> None:
    statements = _code(ARTICLE, date="2013-01")
    gold = Path(__file__).parent / "seed.gold.json"
    _score([(gold, _written(statements, tmp_path / "seed.jsonl"))], "exact.r=.4", "exact.p=.5")
    players = {game.actor.name.removeprefix("The ") for game in double_games(statements, limit=10)}
    assert players >= {"France", "West", "Tuaregs"}


def test_eight_texts_coded_by_hand(tmp_path: Path) -> None:
    pairs = []
    for gold in sorted(GOLD.glob("*.gold.json")):
        text = gold.with_name(gold.name.replace(".gold.json", ".txt"))
        statements = _code(text, date=json.loads(gold.read_text())["date"])
        pairs.append((gold, _written(statements, tmp_path / f"{text.stem}.jsonl")))
    assert len(pairs) == 8
    _score(pairs, "exact.r=.4", "exact.p=.5", "attribution=.5")


def _code(path: Path, *, date: str | None) -> list[Statement]:
    text = path.read_text(encoding="utf-8")
    return code(annotate(Document(id=identify(text), text=text, date=date)))


def _written(statements: list[Statement], path: Path) -> Path:
    path.write_bytes(b"\n".join(dump(statements)))
    return path


def _score(pairs: list[tuple[Path, Path]], *floors: str) -> None:
    files = [str(path) for pair in pairs for path in pair]
    command = [sys.executable, str(SCORER), *files, "--min", *floors]
    scored = subprocess.run(command, capture_output=True, text=True, check=False)
    assert scored.returncode == 0, scored.stdout + scored.stderr
