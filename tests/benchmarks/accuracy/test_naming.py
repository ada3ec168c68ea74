"""Groups named by a task, found in texts of our own however they are spelt."""

import pytest

from benchmarks.accuracy import naming
from benchmarks.accuracy.naming import written


def found(text: str, *names: str) -> list[list[str]]:
    return [[text[begin:end] for begin, end in places] for places in written(text, names)]


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("In May the FRE left.", "Free Riders of Eastfold", ["FRE"]),
        ("Jaysh al-Anduwin left.", "Jaish al-Andouin", ["Jaysh al-Anduwin"]),
        ("The White Hand's men left.", "The White Hand", ["White Hand"]),
        ("Grey Company of the north left.", "Grey Company (Formerly Rangers)", ["Grey Company"]),
        ("Captain Wulf left.", "Captain Wulf Faction", ["Captain Wulf"]),
        ("The White Hand (WX) left; the WX rode.", "White Hand", ["White Hand", "WX", "WX"]),
        ("The Grey Men, formerly known as the White Hand, left. The Grey Men rode.", "White Hand",
         ["Grey Men", "White Hand", "Grey Men"]),
        ("A white hand left the UN.", "White Hand", []),
        ("The FRE-North left.", "Free Riders of Eastfold", []),
    ],
)  # fmt: skip
def test_a_group_is_found_as_it_is_written(text: str, name: str, wanted: list[str]) -> None:
    assert found(text, name)[0] == wanted


def test_the_longer_name_is_read_first() -> None:
    text = "The Red Eye of Umbar fought the Red Eye."
    assert found(text, "Red Eye", "Red Eye of Umbar") == [["Red Eye"], ["Red Eye of Umbar"]]


def test_initials_of_both_are_of_neither() -> None:
    assert found("The AL left.", "Army of Lorien", "Alliance of Lindon") == [[], []]


def test_names_are_those_given_without_their_brackets() -> None:
    assert "Lidless Watch" in naming.forms("Red Eye (Formerly Lidless Watch)")


def test_an_unknown_group_is_an_actor_of_the_world_that_is_made() -> None:
    known = naming.world([("The WHX left.", ("White Hand of Xanadu",))])
    [actor] = known.actors.find("WHX")
    assert (actor.name, actor.kind) == ("White Hand of Xanadu", "armed group")


def test_a_known_group_takes_on_what_the_text_calls_it() -> None:
    known = naming.world([("", ("The Taliban (Formerly Riders of the South)",))])
    [actor] = known.actors.find("Riders of the South")
    assert actor.id == "taliban"
