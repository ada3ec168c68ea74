"""Pairs of armed groups, and who backed them."""

import pytest

from allegiance.datasets.baad import ATTRIBUTES, FORMAT
from allegiance.errors import UnreadableDocument
from tests.datasets.conftest import Said, real, told

PAIRS = "group_a,group_b,relation\n"
GROUPS = "group,statespond,homecountry,fatalities19982005,OrgAge\n"


def test_pairs_are_allies_rivals_or_both(said: Said) -> None:
    reading, statements = said(
        f"{PAIRS}Gondor,Rohan,alliance\nGondor,Dale,suspected_alliance\nDale,Bree,rival_and_ally\n"
        "Bree,Mordor,negative_competitive\nMordor,Gondor,target\n"
    )
    assert reading.form is FORMAT
    assert told(statements) == [
        ("Gondor", "ally", "Rohan"), ("Gondor", "ally", "Dale"), ("Dale", "ally", "Bree"),
        ("Dale", "oppose", "Bree"), ("Bree", "oppose", "Mordor"), ("Mordor", "fight", "Gondor"),
    ]  # fmt: skip
    assert [each.certainty for each in statements[:3]] == ["certain", "possible", "certain"]
    assert all(each.mutual for each in statements)
    assert statements[0].time
    assert statements[0].time.edtf == "1998/2005"
    assert statements[0].source.kind == "armed group"


def test_groups_are_those_of_the_registry(said: Said) -> None:
    reading, [ally] = said(f"{PAIRS}al-Fatah,Hamas,alliance\n")
    assert (ally.source.id, ally.target.id) == ("fatah", "hamas")
    assert not reading.unknown


def test_attributes_tell_homes_and_backers(said: Said) -> None:
    reading, statements = said(f"{GROUPS}Gondor,1,432,0,2\nMordor,0,9999,0,2\n")
    assert reading.form is ATTRIBUTES
    assert told(statements) == [
        ("Gondor", "base", "Mali"), ("a state behind Gondor", "support", "Gondor"),
    ]  # fmt: skip
    assert reading.silences == {"neither a home country nor a backer is told": 1}


def test_what_cannot_be_right_is_told(said: Said) -> None:
    with pytest.raises(
        UnreadableDocument, match="line 2, column 'relation': 'marriage' is none of"
    ):
        said(f"{PAIRS}Gondor,Rohan,marriage\n")
    with pytest.raises(UnreadableDocument, match="column 'statespond': '7' is neither 0 nor 1"):
        said(f"{GROUPS}Gondor,7,432,0,2\n")


def test_the_real_files() -> None:
    reading, statements = real("groups/baad_relations.csv", skip_bad=True)
    assert (reading.form, reading.rows) == (FORMAT, 324)
    assert len(statements) >= 324 - len(reading.rejected)
    assert not reading.silences
    reading, statements = real("groups/baad_attributes.csv")
    assert (reading.form, reading.rows) == (ATTRIBUTES, 395)
    assert {each.relation for each in statements} == {"base", "support"}
