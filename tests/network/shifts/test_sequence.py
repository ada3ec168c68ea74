"""Statements in the order of their dates, where dates are intervals."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.network.shifts.sequence import (
    ContradictoryDates,
    Row,
    Spell,
    edtf,
    observe,
    order,
    sides,
    spell,
)
from allegiance.statements.statement import Time
from tests.network.conftest import Say, during, make


def told_of(*said: tuple[int, int, int]) -> Row:
    """A row of statements by as many voices: side, first and last day."""
    return order(
        observe(
            (make("Gondor", "ally", "Rohan", n, outlet=f"o{n}"), side, Spell(first, last))
            for n, (side, first, last) in enumerate(said)
        )
    )


def test_a_time_is_as_wide_as_what_is_told(say: Say) -> None:
    year = say("Gondor", "arm", "Rohan", time=Time(text="", start="2011", end=None, edtf="2011"))
    found = spell(year)
    assert found is not None
    assert edtf(*found) == "2011"
    day = spell(say("Gondor", "arm", "Rohan", time=during("2012-02-29", "2012-02-29")))
    assert day is not None
    assert day.first == day.last
    assert edtf(*day) == "2012-02-29"
    month = spell(say("Gondor", "arm", "Rohan", date="2012-02"))
    assert month is not None
    assert edtf(*month) == "2012-02"
    assert edtf(month.first, found.last + 400) == "2012-02-01/2013-02-03"
    assert spell(say("Gondor", "arm", "Rohan")) is None


@pytest.mark.parametrize(
    ("start", "end"), [("2013-01-01", "2011-01-01"), ("2013-02-30", None), ("soon", "later")]
)
def test_a_time_that_is_none_is_said_to_be_none(say: Say, start: str, end: str | None) -> None:
    with pytest.raises(ContradictoryDates, match=f"from {start} to .*, which is no time"):
        spell(say("Gondor", "arm", "Rohan", time=during(start, end)))


def test_a_voice_counts_once_for_each_time_and_side(say: Say) -> None:
    def told(**more: Any) -> tuple[Any, int, Spell]:
        return say("Gondor", "arm", "Rohan", **more), 1, Spell(10, 10)

    [once] = observe([told(by="Faramir"), told(by="Faramir", certainty="possible", document="2")])
    assert once.weight == 1
    assert len(once.statements) == 2
    assert len(observe([told(by="Faramir"), told(by="Eowyn")])) == 2
    [copied] = observe([told(story="1", outlet="a"), told(story="1", outlet="b", document="2")])
    assert copied.weight == 1
    [denied] = observe([told(), told(polarity="negative", certainty="possible")])
    assert denied.weight == pytest.approx(0.6)


def test_a_date_that_is_an_interval_spreads_evenly() -> None:
    row = told_of((1, 1, 10), (-1, 6, 10))
    [period] = row.periods
    assert [period.friendly, period.hostile] == pytest.approx([1, 1])


def test_friends_then_foes_is_a_certain_change_between_their_dates() -> None:
    row = told_of((1, 734_000, 734_000), (-1, 734_010, 734_010))
    [change] = row.changes
    assert (change.earliest, change.latest) == (734_000, 734_010)
    assert change.certain
    assert change.strength > 0


def test_an_order_that_dates_do_not_force_is_possible() -> None:
    year = (734_138, 734_502)
    row = told_of((1, *year), (-1, 734_500, 734_500))
    [change] = row.changes
    assert not change.certain


def test_a_change_lies_before_the_first_end_of_the_new_side() -> None:
    [change] = told_of(
        (1, 734_000, 734_000), (-1, 734_000, 736_000), (-1, 735_000, 735_000)
    ).changes
    assert (change.earliest, change.latest) == (734_000, 735_000)


def test_a_few_wide_dates_do_not_undo_what_many_narrow_ones_force() -> None:
    narrow = [(1, 734_000 + n, 734_000 + n) for n in range(9)]
    narrow += [(-1, 734_100 + n, 734_100 + n) for n in range(9)]
    [change] = told_of(*narrow, (1, 733_900, 734_200)).changes
    assert change.certain
    wide = [(1, 733_900, 734_200)] * 1 + [(1, 733_990 - n, 734_200) for n in range(8)]
    changes = told_of(*narrow, *wide).changes
    assert not any(change.certain for change in changes)


def test_one_date_for_all_has_no_order() -> None:
    row = told_of(*((1, 734_000, 734_000),) * 3, *((-1, 734_000, 734_000),) * 3)
    assert row.changes == ()
    assert [period.side for period in row.periods] == [0]


spells = st.tuples(st.sampled_from([1, -1]), st.integers(734_000, 734_012), st.integers(0, 9)).map(
    lambda t: (t[0], t[1], t[1] + t[2])
)


@given(st.lists(spells, max_size=10))
def test_no_weight_is_lost_and_periods_alternate_in_time(said: list[tuple[int, int, int]]) -> None:
    row = told_of(*said)
    assert sum(p.friendly for p in row.periods) == pytest.approx(sum(s > 0 for s, _, _ in said))
    assert sum(p.hostile for p in row.periods) == pytest.approx(sum(s < 0 for s, _, _ in said))
    assert all(c.before.last < c.after.first for c in row.changes)
    assert all(c.before.side == -c.after.side for c in row.changes)
    assert all(c.earliest <= c.latest for c in row.changes)
    assert tuple(p.side for p in row.periods) == sides(row.observations)


@given(st.lists(spells, min_size=2, max_size=6), st.data())
def test_what_is_certain_holds_for_every_choice_of_days(
    said: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    """One change, told to be certain: then some change shows however the days fall."""
    row = told_of(*said)
    if len(row.changes) != 1 or not row.changes[0].certain:
        return
    chosen = [
        (side, day, day)
        for side, first, last in said
        for day in [data.draw(st.integers(first, last))]
    ]
    found = told_of(*chosen).changes
    assert len(found) >= 1


@given(st.lists(spells, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_reading_does_not_matter(said: list[tuple[int, int, int]], rng: Any) -> None:
    mixed = list(said)
    rng.shuffle(mixed)
    assert [p[:3] for p in told_of(*mixed).periods] == [p[:3] for p in told_of(*said).periods]
