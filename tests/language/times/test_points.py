"""From the text to points in time."""

from allegiance.language.times.points import points
from allegiance.language.times.stretch import UNKNOWN


def test_points_have_no_preposition_and_know_their_kind() -> None:
    found = list(points("In 2007 and on 5 May, and two years later", UNKNOWN))
    assert [point.kind for point in found] == ["year", "dmy", "ago"]
    assert [point.short for point in found] == ["", "-05-05", ""]
    assert [point.step for point in found] == [None, None, ("year", 2)]
