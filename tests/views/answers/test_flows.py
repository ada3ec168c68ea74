import pytest

from allegiance.errors import UnknownActor
from allegiance.network.flows import Tracer
from allegiance.views.answers.flows import Traced, Way, traced, transfers
from tests.views import fixtures
from tests.views.fixtures import JAN2013, Y2011, said

CHAIN = [
    fixtures.statement(
        "Mordor armed the Corsairs in 2011.",
        said("Mordor", "arm", "Corsairs", "armed", time=Y2011, time_status="past"),
    ),
    fixtures.statement(
        "The Corsairs armed the White Hand in January 2013.",
        said("Corsairs", "arm", "White Hand", "armed", time=JAN2013, time_status="past"),
    ),
]


def ask(way: Way, who: str) -> Traced:
    return traced(Tracer(CHAIN), way, who)


def test_who_can_be_asked_about() -> None:
    hands = {(hand.way, hand.who.name): hand.steps for hand in transfers(CHAIN).hands}
    assert hands == {
        ("from", "Mordor"): 1, ("from", "Corsairs"): 1, ("to", "Corsairs"): 1, ("to", "White Hand"): 1,
    }  # fmt: skip
    assert "weapons, money" in str(transfers([]).silence)


def test_a_path_has_a_leg_for_each_step_and_marks_the_weakest() -> None:
    found = ask("from", "mordor")
    path = next(path for path in found.paths if len(path.legs) == 2)
    assert [leg.name.split(":")[0] for leg in path.legs] == ["Step 1", "Step 2"]
    assert sum("the weakest leg" in leg.name for leg in path.legs) == 1
    assert path.facts[:2] == ("2 steps", "order certain")


def test_the_picture_has_the_steps_of_the_paths() -> None:
    found = ask("from", "mordor")
    names = [halt.name for halt in found.halts]
    ends = [(names[one.begin], names[one.end]) for one in found.passages]
    assert ends == [("Mordor", "Corsairs"), ("Corsairs", "White Hand")]
    assert [one.label for one in found.passages] == ["2011, arms", "2013, arms"]
    shown = {path for one in found.passages for path in one.paths}
    assert shown == {path.id for path in found.paths}


def test_a_holder_is_traced_back() -> None:
    found = ask("to", "white-hand")
    assert {path.title.split(" to ")[0] for path in found.paths} == {"Mordor", "Corsairs"}


def test_who_gives_nothing_is_told_so() -> None:
    with pytest.raises(UnknownActor):
        ask("from", "dale")
