"""What flows the coder gives on the article the project began with."""

from pathlib import Path

import pytest

from allegiance.documents.document import Document, identify
from allegiance.language import annotate
from allegiance.network.flows import ancestry, flows
from allegiance.statements.coder import code
from allegiance.statements.statement import Statement

ARTICLE = Path(__file__).parents[4] / "shared/seed/article.txt"

pytestmark = pytest.mark.skipif(not ARTICLE.exists(), reason="the shared texts are not here")


@pytest.fixture(scope="module")
def said() -> list[Statement]:
    text = ARTICLE.read_text(encoding="utf-8")
    return code(annotate(Document(id=identify(text), text=text, date="2013-01")))


def test_the_weapons_for_al_nusra_are_found(said: list[Statement]) -> None:
    path = next(path for path in flows(said, "France", of="arms").paths)
    assert path.holder.name == "Al-Nusra Front"
    assert path.hops[0].statements[0].instrument == "weapons"
    assert "in Syria" in path.reading


def test_whose_shelter_aqim_can_have_had_is_found(said: list[Statement]) -> None:
    givers = {path.source.name for path in ancestry(said, "AQIM", of="shelter", hand_on=True).paths}
    assert givers >= {"NATO", "Libyan Islamic Fighting Group"}


def test_the_libyan_weapons_reach_lifg_and_can_have_reached_aqim(said: list[Statement]) -> None:
    """ "plenty of weapons went missing, that is, went into the hands of LIFG": see docs/flows.md."""
    found = flows(said, "Libyan arsenals 2011", of="arms", hand_on=True)
    holders = {path.holder.name for path in found.paths}
    assert holders >= {"Libyan Islamic Fighting Group", "Al-Qaeda in the Islamic Maghreb"}
