"""One actor: its names, homes and dates."""

import pytest

from allegiance.ontology.actor import Called, Fact, KnownActor, Member, Seat

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


@pytest.mark.parametrize(
    ("date", "capital"),
    [
        ("1640", "Osgiliath"),
        ("1640-02", "Minas Anor"),
        ("2002", "Minas Anor"),
        ("1500", "Osgiliath"),
    ],
)
def test_its_capital_depends_on_the_date(date: str, capital: str) -> None:
    gondor = KnownActor(
        id="gondor", name="Gondor", kind="state", capital="Minas Anor",
        capitals=(
            Seat(name="Osgiliath", until="1640-01"), Seat(name="Minas Anor", since="1640-02"),
        ),
    )  # fmt: skip
    assert gondor.capital_in(date) == capital
    assert KnownActor(id="rohan", name="Rohan", kind="state").capital_in(date) is None


@pytest.mark.parametrize(
    ("date", "members"),
    [
        ("1949", ()),
        ("1955", ("gondor", "dale")),
        ("1960", ("gondor", "rohan", "dale")),
        ("1961-02", ("rohan", "dale")),
        ("1971", ("gondor", "rohan", "dale")),
        ("1981", ()),
    ],
)
def test_its_members_depend_on_the_date(date: str, members: tuple[str, ...]) -> None:
    league = KnownActor(
        id="league", name="League", kind="coalition", active="1950/1980",
        members=(
            Member(actor="gondor", until="1960-12"), Member(actor="rohan", since="1960"),
            Member(actor="gondor", since="1970"), Member(actor="dale"),
        ),
    )  # fmt: skip
    assert sorted(league.members_in(date)) == sorted(members)


def test_actors_are_told_apart_by_their_ids() -> None:
    assert len({CORSAIRS, KnownActor(id="corsairs", name="Others", kind="people"), CORSAIRS}) == 2
    assert hash(CORSAIRS) == hash("corsairs")
