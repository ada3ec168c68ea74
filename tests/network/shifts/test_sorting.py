"""Which statements can say of a side, and what becomes of the others."""

from allegiance.network.shifts.sorting import by_theatre, ends, pair_of, side, sort
from tests.network.conftest import Say, during, end, land


def test_statements_are_sorted_by_what_they_can_say(say: Say) -> None:
    found = sort(
        [
            say("Gondor", "fight", "Mordor", time=during("2011", "2011")),
            say("Mordor", "ally", "Gondor"),
            say("Gondor", "ally", "Rohan", phase="ends"),
            say("Gondor", "negotiate", "Rohan"),
            say("Gondor", "control", end("Osgiliath", "place")),
            say("Gondor", "fight", end("Osgiliath", "place")),
            say("Gondor", "fight", "Gondor"),
            say("Gondor", "arm", end("someone", "unknown")),
        ]
    )
    assert found.read == {
        "dated": 1, "undated": 1, "ending": 1, "neutral": 1, "place": 2, "self": 1, "unnamed": 1,
    }  # fmt: skip
    assert set(found.pairs) == {("gondor", "mordor"), ("gondor", "rohan")}
    assert found.parties["mordor"].name == "Mordor"
    assert [side(s) for s in found.statements] == [-1, 1, 1]
    assert [ends(s) for s in found.statements] == [False, False, True]
    assert pair_of(found.statements[0]) == pair_of(found.statements[1])


def test_contradictory_dates_are_noted_and_read_as_none(say: Say) -> None:
    found = sort([say("Gondor", "fight", "Mordor", time=during("2013-01-01", "2011-01-01"))])
    assert found.read == {"undated": 1}
    [note] = found.notes
    assert "of document letter is told to hold from 2013-01-01 to 2011-01-01" in note


def test_what_tells_no_theatre_goes_with_the_only_one_told(say: Say) -> None:
    ithilien, umbar = land("Ithilien", "IT"), land("Umbar", "UM")
    said = [say("Gondor", "fight", "Harad"), say("Gondor", "fight", "Harad", place=ithilien)]
    assert by_theatre([0, 1], said, ("theatre",)) == {"IT": [0, 1]}
    said.append(say("Gondor", "arm", "Harad", place=umbar))
    assert by_theatre([0, 1, 2], said, ("theatre",)) == {None: [0], "IT": [1], "UM": [2]}
    assert by_theatre([0, 1, 2], said, ()) == {None: [0, 1, 2]}
