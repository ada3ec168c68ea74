"""The relations of the codebook."""

import re
from pathlib import Path

import pytest

from allegiance.errors import UnknownRelation
from allegiance.ontology.relations import CODEBOOK, Relation, relation, relations

WRITTEN = Path(__file__).parents[2] / "../shared/CODEBOOK.md"
PLOVER = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip


def test_there_is_one_file_for_each_relation() -> None:
    folder = Path(__file__).parents[2] / "allegiance/ontology/relations"
    assert {file.stem for file in folder.glob("*.yaml")} == set(CODEBOOK)
    assert tuple(relations()) == CODEBOOK


@pytest.mark.parametrize("known", relations().values(), ids=lambda known: str(known.name))
def test_a_relation_explains_itself(known: Relation) -> None:
    assert relation(known.name) is known
    assert known.meaning
    assert known.example.endswith(".")
    assert known.plover or set(known.target) == {"place"}
    assert set(known.plover) <= PLOVER


@pytest.mark.parametrize("known", relations().values(), ids=lambda known: str(known.name))
def test_only_ties_between_actors_weigh(known: Relation) -> None:
    assert known.source == ("actor",)
    if known.target == ("place",):
        assert known.sign == 0
        assert not known.symmetric


def test_symmetric_relations_are_those_of_the_codebook() -> None:
    symmetric = {name for name, known in relations().items() if known.symmetric}
    assert symmetric == {"ally", "merge", "negotiate"}


def test_friends_and_enemies() -> None:
    hostile = {name for name, known in relations().items() if known.sign < 0}
    assert hostile == {"fight", "oppose", "sanction"}
    assert relation("arm").sign == relation("shelter").sign == 1
    assert relation("negotiate").sign == 0


def test_signs_and_arrows_agree_with_the_written_codebook() -> None:
    if not WRITTEN.exists():
        pytest.skip("the written codebook is not at hand")
    rows = re.findall(
        r"^\| `(\w+)` \| (<?->)(?: place)? \| ([+0-]?) ?\|", WRITTEN.read_text(), re.M
    )
    assert [name for name, _, _ in rows] == list(CODEBOOK)
    for name, arrow, sign in rows:
        assert relation(name).symmetric == (arrow == "<->")
        assert relation(name).sign == {"+": 1, "-": -1}.get(sign, 0)


def test_an_unknown_relation_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownRelation, match="did you mean 'arm'"):
        relation("armed")
    with pytest.raises(UnknownRelation, match="allegiance relations"):
        relation("xyzzy")
