"""What labels of others mean, and a user's own table of them."""

from pathlib import Path

import pytest

from allegiance.datasets.codes import codes
from allegiance.datasets.labels import KINDS, NO_ACTOR, Labels, Meaning, labels
from allegiance.errors import BadOption
from allegiance.ontology.relations import CODEBOOK


def test_every_word_of_the_codebook_means_itself() -> None:
    for name in CODEBOOK:
        assert labels().relation(name) == Meaning(relation=name)


def test_labels_are_compared_without_case_and_signs() -> None:
    for label in ("AlliesOf", "allies-of", "ALLIES OF"):
        assert labels().relation(label) == Meaning(relation="ally")
    assert labels().relation("armed_by") == Meaning(relation="arm", reverse=True)
    assert labels().relation("HasAttrOf") is None
    assert labels().kind("armed_group") == "armed group"
    assert labels().kind("Money") == NO_ACTOR
    assert labels().kind("Dragon") is None


def test_all_that_ships_is_of_the_codebook() -> None:
    for means in codes("labels")["relations"].values():
        assert (means if isinstance(means, str) else means["relation"]) in CODEBOOK
    assert set(codes("labels")["kinds"].values()) <= {*KINDS, None}


def test_a_users_table_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "relations:\n  rivals: fight\n  paid by: {relation: fund, reverse: true}\nkinds:\n  Orc: people\n"
    )
    mine = labels(path)
    assert mine.relation("Rivals") == Meaning(relation="fight")
    assert mine.relation("paid-by") == Meaning(relation="fund", reverse=True)
    assert mine.kind("orc") == "people"
    assert mine.relation("ally") == Meaning(relation="ally")
    assert isinstance(labels(), Labels)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("relations: {rivals: opose}", "label 'rivals': relation 'opose' is not in the ontology"),
        ("relations: {rivals: {relation: ally, way: back}}", "label 'rivals': .*`way`"),
        ("kinds: {Orc: monster}", "label 'Orc': 'monster' is none of"),
        ("relations: [ally]", "`relations` is no table"),
        ("rivals: ally", "holds no table of labels"),
        ("{", "is no table of labels"),
    ],
)
def test_a_table_that_is_none_is_told(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text)
    with pytest.raises(BadOption, match=message):
        labels(path)
    with pytest.raises(BadOption, match="No such file"):
        labels(tmp_path / "none.yaml")
