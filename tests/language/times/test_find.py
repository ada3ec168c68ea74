"""Text in, expressions of time out."""

from allegiance.language.times.find import find_times


def test_expressions_come_in_order_with_their_offsets() -> None:
    text = "In 2007 Gondor fell; by 2009 it stood."
    found = find_times(text)
    assert [text[each.begin : each.end] for each in found] == ["In 2007", "by 2009"]
    assert [each.time.end for each in found] == ["2007-12-31", "2009-12-31"]


def test_a_time_of_the_story_takes_its_preposition() -> None:
    found = find_times("Gondor fell in 2007. Since that year Rohan is alone.")
    assert found[-1].time.edtf == "2007/.."
