"""The scorer of the shared texts is asked, and its figures are read."""

from pathlib import Path

import pytest

from benchmarks.accuracy import statements
from benchmarks.accuracy.results import Report
from benchmarks.accuracy.statements import invented, judged
from tests.statements.test_gold import ITEMS

SHARED = Path(__file__).parents[4] / "shared"
SCORER = """
import sys
print("one.gold.json statements 3 core 4 strict 0.50/0.25/0.33 attribution 1/2 place 0/1 hedged 0/0 phase 2/2")
print("strict=0.333 exact=0.400 sign=0.500 pair=0.600 exact.p=0.500 exact.r=0.250 attribution=0.500")
print("missed 1 Gondor fight Mordor | fell upon", file=sys.stderr)
print("extra ['rohan'] arm ['gondor'] | Rohan came.", file=sys.stderr)
"""


def test_figures_counts_and_complaints_are_read(tmp_path: Path) -> None:
    scorer = tmp_path / "score.py"
    scorer.write_text(SCORER)
    gold, text = tmp_path / "one.gold.json", tmp_path / "one.txt"
    gold.write_text('{"date": null}')
    text.write_text("Gondor attacked Mordor.")
    told = judged(scorer, gold, text, statements._coded("frames"))
    assert told.figures["exact"] == 0.4
    assert told.figures["exact.r"] == 0.25
    assert told.qualifiers["attribution"] == (1, 2)
    assert told.qualifiers["phase"] == (2, 2)
    missed, extra = statements._mistakes("one", told.complaints)
    assert (missed.wanted, missed.said, missed.text) == (
        "1 Gondor fight Mordor", "nothing", "fell upon",
    )  # fmt: skip
    assert extra.said == "['rohan'] arm ['gondor']"


def test_sentences_in_invented_worlds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statements, "ITEMS", ITEMS[:10])
    [whole, _, _, attributed] = invented(["frames"])
    assert whole.n == 10
    assert 0.5 < whole.ours["frames"].value <= 1
    assert 0.5 < attributed.ours["frames"].value <= 1


def test_without_the_shared_texts_a_remark_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements, "ITEMS", ITEMS[:2])
    report = statements.measure(tmp_path, ["frames"])
    assert len(report.results) == 4
    assert "first argument" in report.remarks[0]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data are not here")
def test_a_real_text_is_read_better_than_naively(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statements, "ITEMS", ITEMS[:1])
    report = Report()
    gold = SHARED / "data/gold_statements/re3d-wiki-hibhib.gold.json"
    text = gold.with_name("re3d-wiki-hibhib.txt")
    scorer = SHARED / "tools/score_statements.py"
    statements._texts(report, scorer, "one text", [gold], [text], ["frames"])
    [pairs] = [each for each in report.results if each.measure == "ends alone, F1"]
    assert pairs.ours["frames"].value > pairs.baselines["subject-verb-object"].value
