"""The change of side that the article the project began with tells, found from its text alone."""

from pathlib import Path

import pytest

from allegiance.documents.document import Document, identify
from allegiance.language import annotate
from allegiance.network.shifts import shifts
from allegiance.statements.coder import code

ARTICLE = Path(__file__).parents[4] / "shared/seed/article.txt"

pytestmark = pytest.mark.skipif(not ARTICLE.exists(), reason="the shared texts are not here")


def test_the_tuaregs_go_from_al_qaeda_to_the_french() -> None:
    text = ARTICLE.read_text(encoding="utf-8")
    found = shifts(code(annotate(Document(id=identify(text), text=text, date="2013-01"))))
    [move] = [move for move in found.actors if move.actor.name == "Tuaregs"]
    assert [party.name for party in move.left] == ["Al-Qaeda"]
    assert [party.name for party in move.joined] == ["France"]
    assert (move.when, move.order, move.basis) == ("2011/2013-01", "certain", "both")
    assert "soon fell apart" in move.told[0].sentence
    assert "now the Touregs are supporting the French" in move.mark.sentence
    split = [shift for shift in found.pairs if shift.told == move.told]
    assert [(each.from_, each.to, each.when) for each in split] == [("friendly", "neither", None)]
