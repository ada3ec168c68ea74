"""One actor: its names, homes and dates."""

import pytest

from allegiance.ontology.actor import Called, Fact, KnownActor

CORSAIRS = KnownActor(
    id="corsairs",
    name="Corsairs of Umbar",
    kind="armed group",
    country="SY",
    countries=("SY", "LB"),
    aliases=("Corsairs",),
    in_context=("COU",),
    called=(
        Called(name="King's Men", since="1950", until="1961-06"),
        Called(name="Black Fleet", since="1961-06", until="1980"),
    ),
    active="1950/1985",
)


def test_names_are_those_that_need_no_context() -> None:
    assert CORSAIRS.names == ("Corsairs of Umbar", "Corsairs")


def test_every_home_counts_once() -> None:
    assert CORSAIRS.homes == ("SY", "LB")
    assert KnownActor(id="orcs", name="Orcs", kind="people").homes == ()


@pytest.mark.parametrize(
    ("active", "founded", "since", "until"),
    [
        ("1950/1985", None, "1950", "1985"),
        ("1950/..", None, "1950", None),
        ("../1985", "1949-05", "1949-05", "1985"),
        (None, "1949", "1949", None),
        (None, None, None, None),
    ],
)
def test_since_and_until_are_read_off_the_years(
    active: str | None, founded: str | None, since: str | None, until: str | None
) -> None:
    fact = Fact(date=founded, source="curated") if founded else None
    actor = KnownActor(id="a", name="A", kind="armed group", active=active, founded=fact)
    assert (actor.since, actor.until) == (since, until)


@pytest.mark.parametrize(
    ("date", "name"),
    [
        ("1949", "Corsairs of Umbar"),
        ("1950", "King's Men"),
        ("1961-05-31", "King's Men"),
        ("1961-07", "Black Fleet"),
        ("1985", "Corsairs of Umbar"),
    ],
)
def test_the_name_it_bore_depends_on_the_date(date: str, name: str) -> None:
    assert CORSAIRS.called_in(date) == name


def test_actors_are_told_apart_by_their_ids() -> None:
    assert len({CORSAIRS, KnownActor(id="corsairs", name="Others", kind="people"), CORSAIRS}) == 2
    assert hash(CORSAIRS) == hash("corsairs")
