"""Who armed both sides of a war, in words of ours and in the data of UCDP."""

from pathlib import Path

import pytest

from allegiance.network.double_games import BothSides, armed_both_sides
from allegiance.statements.statement import Statement, Time
from tests.network.conftest import Say, end
from tests.network.double_games.ucdp import FILE, statements

DATA = Path(__file__).parents[4] / "shared/data"
GONDOR = end("Gondor", "state")


def years(first: int, last: int | None = None) -> Time:
    return Time(text="then", start=f"{first}-01-01", end=f"{last or first}-12-31")


def war(say: Say, first: int, last: int) -> Statement:
    return say("Rohan", "fight", "Harad", time=years(first, last), mutual=True)


def only(found: list[BothSides]) -> BothSides:
    [game] = found
    return game


def test_a_state_that_arms_both_is_found_with_the_years_of_each(say: Say) -> None:
    game = only(
        armed_both_sides(
            [
                war(say, 2001, 2004),
                say(GONDOR, "arm", "Rohan", time=years(2000, 2002)),
                say(GONDOR, "arm", "Harad", time=years(2002, 2003), certainty="possible"),
            ]
        )
    )
    assert (game.giver.name, game.one.name, game.other.name) == ("Gondor", "Harad", "Rohan")
    assert (game.one_years, game.other_years) == ((2002, 2003), (2001, 2002))
    assert (game.same_years, game.war_years) == ((2002,), (2001, 2002, 2003, 2004))
    assert (game.certainty, len(game.evidence), len(game.fighting)) == ("possible", 2, 1)


def test_arms_before_or_after_the_war_count_for_nobody(say: Say) -> None:
    assert not armed_both_sides(
        [
            war(say, 2001, 2001),
            say(GONDOR, "arm", "Rohan", time=years(2001)),
            say(GONDOR, "arm", "Harad", time=years(2002)),
        ]
    )


def test_first_one_side_and_then_the_other_comes_after_both_at_once(say: Say) -> None:
    said = [war(say, 2001, 2009)]
    for giver, (one, other) in {"Gondor": (2002, 2003), "Umbar": (2002, 2002)}.items():
        said.append(say(end(giver, "state"), "arm", "Rohan", time=years(one)))
        said.append(say(end(giver, "state"), "arm", "Harad", time=years(other)))
    found = armed_both_sides(said)
    assert [(game.giver.name, game.same_years) for game in found] == [
        ("Umbar", (2002,)),
        ("Gondor", ()),
    ]


def test_what_is_denied_or_undated_or_given_by_a_group_does_not_count(say: Say) -> None:
    said = [war(say, 2001, 2001), say(GONDOR, "arm", "Rohan", time=years(2001))]
    assert not armed_both_sides([*said, say(GONDOR, "arm", "Harad", time_status="past")])
    denied = say(GONDOR, "arm", "Harad", time=years(2001), polarity="negative")
    assert not armed_both_sides([*said, denied])
    group = [say("Corsairs", "arm", taker, time=years(2001)) for taker in ("Rohan", "Harad")]
    assert not armed_both_sides([*said, *group])
    assert only(armed_both_sides([*said, *group], kinds=("armed group",))).giver.name == "Corsairs"


def test_other_help_counts_where_it_is_asked_for(say: Say) -> None:
    said = [war(say, 2001, 2001)]
    said += [say(GONDOR, "fund", taker, time=years(2001)) for taker in ("Rohan", "Harad")]
    assert not armed_both_sides(said)
    assert only(armed_both_sides(said, relations=("fund",))).giver.name == "Gondor"


@pytest.mark.skipif(not (DATA / FILE).exists(), reason="the data of UCDP are not here")
def test_the_states_that_armed_both_sides_of_one_war_from_1975_to_2009() -> None:
    """The list of docs/double-games.md."""
    said = list(statements(DATA / FILE))
    assert sum(each.relation == "arm" for each in said) == 1906
    found = armed_both_sides(said)
    assert [
        (game.giver.name, game.one.name, game.other.name, game.same_years) for game in found[:5]
    ] == [
        ("France", "FAN", "Government of Chad", (1981, 1982)),
        ("Iran", "Government of Afghanistan", "UIFSA", (1996,)),
        ("Russia", "Government of Afghanistan", "UIFSA", (1996,)),
        ("United States", "FAN", "Government of Chad", (1982,)),
        ("United States", "FPL", "Government of El Salvador", (1979,)),
    ]
    assert [
        (game.giver.name, game.one.name, game.one_years, game.other.name, game.other_years)
        for game in found[5:]
    ] == [
        ("Libya", "Government of Sudan", (*range(1985, 1990), 1992), "SPLM/A", (1983, 1984)),
        ("Egypt", "Government of Sudan", tuple(range(1983, 1989)), "SPLM/A", (1994,)),
        ("India", "Government of Sri Lanka (Ceylon)", (2000,), "LTTE", (1984, 1985, 1986, 1987)),
        ("Soviet Union", "Government of Cambodia (Kampuchea)", (1989, 1990, 1991), "KPNLF", (1979,)),
        ("India", "Government of Afghanistan", (1996,), "UIFSA", (2001,)),
        ("Pakistan", "Government of Afghanistan", (2003,), "Taleban", (1996,)),
    ]  # fmt: skip
    assert all(game.certainty == "certain" for game in found)
