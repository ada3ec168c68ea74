"""Splits, alliances and joinings."""

import pytest

from allegiance.datasets.ucdp_actor import FORMAT
from allegiance.errors import UnreadableDocument
from tests.datasets.conftest import Said, real, told

HEADER = (
    "ActorId,NameData,NameOrigFullEng,NameChange,NewName,Splinter,NamePrev,ActorIdPrev,SplitTemp,"
    "NameSplitTemp,ActorIdSplitTemp,Alliance,NameAlliance,ActorIdAlliance,JoinGroup,GroupName,"
    "ActorIdGroup,Location,Version"
)
ROWS = (
    "9001,Rangers,,0,,1,Dunedain,9002,0,,,0,,,0,,,Arda,22.1",
    '9003,Elves,,0,,0,,,0,,,1,"Last Alliance, White Council","9004, 9005",0,,,Arda,22.1',
    "9006,Huorns,,0,,0,,,1,Ents,9007.0,0,,,1,Fangorn,9008,Arda,22.1",
    "9009,Smeagol,,1,Gollum,0,,,0,,,0,,,0,,,Arda,22.1",
    "9010,Hobbits,,0,,0,,,0,,,0,,,0,,,Arda,22.1",
)


def test_a_splinter_ends_and_a_joining_starts_a_membership(said: Said) -> None:
    reading, statements = said("\n".join((HEADER, *ROWS)))
    assert reading.form is FORMAT
    assert [(*each, s.phase) for each, s in zip(told(statements), statements, strict=True)] == [
        ("Rangers", "member", "Dunedain", "ends"),
        ("Elves", "member", "Last Alliance", "starts"),
        ("Elves", "member", "White Council", "starts"),
        ("Huorns", "member", "Ents", "ends"),
        ("Huorns", "member", "Fangorn", "starts"),
    ]
    assert statements[0].time is None
    assert reading.silences == {
        "only a change of name": 1, "no split, alliance or joining is told": 1,
    }  # fmt: skip


def test_two_actors_of_one_number_are_told(said: Said) -> None:
    with pytest.raises(UnreadableDocument, match="line 3, column 'ActorId': 9001 stands in line 2"):
        said("\n".join((HEADER, ROWS[0], ROWS[0])))


def test_the_real_file() -> None:
    reading, statements = real("ucdp/actors_22.1.csv")
    assert (reading.form, reading.rows, reading.rejected) == (FORMAT, 1725, [])
    assert len(statements) > 300
    assert {each.phase for each in statements} == {"starts", "ends"}
