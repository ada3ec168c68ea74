"""Features against small worlds made by hand, nothing from the future, and the model that ships."""

from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.datasets.country_years import Clash, CountryYear, country_years
from allegiance.errors import BadOption, BrokenModel
from allegiance.network import forecast
from allegiance.network.forecast import (
    HISTORY,
    Band,
    Model,
    Skill,
    World,
    armed,
    cases,
    forecasts,
    history,
    outcomes,
    shipped,
)

DATA = Path(__file__).parents[3] / "shared/data/structured/ucdp/organized_violence_cy_25.1.csv.gz"
GONDOR = "Government of Gondor"


def row(country: str, year: int, *fighters: str, deaths: int = 0) -> CountryYear:
    """A year in which each of these fought the government."""
    clashes = tuple(Clash((GONDOR,), (name,)) for name in fighters)
    return CountryYear(
        country=country, year=year, government=GONDOR, clashes=clashes, deaths=deaths
    )


def small() -> World:
    """Mordor fights in Mali from 2000 on, in Niger in 1995 and 2003, and next in Algeria."""
    rows = [row("ML", year, "Mordor", deaths=100) for year in range(2000, 2006)]
    rows += [row("NE", 1995, "Mordor"), row("NE", 2003, "Mordor", "Harad", deaths=9)]
    rows += [row("NE", year) for year in (2004, 2005)]
    rows += [row("DZ", 2005, "Harad", deaths=3), row("DZ", 2007, "Mordor")]
    return World(rows)


def column(world: World, known: int, name: str) -> dict[tuple[str, str], float]:
    found = cases(world, known)
    values = history(world, known, found)[:, list(HISTORY).index(name)]
    return {(c.actor, c.country): float(v) for c, v in zip(found, values, strict=True)}


def test_cases_are_where_an_actor_fights_and_next_to_it() -> None:
    found = [case for case in cases(small(), 2005) if case.actor == "Mordor"]
    assert [(case.country, case.here) for case in found] == [
        ("DZ", False),
        ("ML", True),
        ("NE", False),
    ]
    assert all(case.home == ("ML",) for case in found)


def test_governments_and_unknown_actors_are_no_cases() -> None:
    assert not armed(GONDOR)
    assert not armed("Unknown")
    assert {case.actor for case in cases(small(), 2005)} == {"Mordor", "Harad"}
    assert cases(small(), 1980) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("here", {"DZ": 0, "ML": 1, "NE": 0}),
        ("here before", {"DZ": 0, "ML": 1, "NE": 0.2}),
        ("ever there", {"DZ": 0, "ML": 1, "NE": 1}),
        ("deaths there", {"DZ": np.log(4), "ML": np.log(101), "NE": 0}),
        ("violence there", {"DZ": 0.1, "ML": 0.6, "NE": 0.1}),
        ("groups there", {"DZ": np.log(2), "ML": np.log(2), "NE": 0}),
        ("standing", {"DZ": np.log(7), "ML": np.log(7), "NE": np.log(7)}),
        ("deaths at home", {"DZ": np.log(101), "ML": 0, "NE": np.log(101)}),
    ],
)
def test_the_history_of_a_small_world(name: str, expected: dict[str, float]) -> None:
    found = column(small(), 2005, name)
    assert {c: v for (a, c), v in found.items() if a == "Mordor"} == pytest.approx(expected)


def test_what_came_of_it_is_so_many_years_later() -> None:
    of = [case for case in cases(small(), 2005) if case.actor == "Mordor"]
    assert outcomes(small(), of).tolist() == [1, 0, 0]
    assert outcomes(small(), of, 1).tolist() == [0, 0, 0]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    places = st.sampled_from(["ML", "NE", "DZ", "BF", "TD", "LY"])
    fighters = st.lists(st.sampled_from(["Mordor", "Harad", "Rhun"]), max_size=3, unique=True)
    rows = draw(
        st.lists(
            st.builds(
                lambda place, year, who, deaths: row(place, year, *who, deaths=deaths),
                places, st.integers(1995, 2010), fighters, st.integers(0, 999),
            ),
            min_size=1, max_size=40, unique_by=lambda made: (made.country, made.year),
        )
    )  # fmt: skip
    return World(rows)


@given(worlds(), worlds(), st.integers(1996, 2009))
def test_another_future_changes_no_feature(one: World, other: World, known: int) -> None:
    past = [made for made in one.rows.values() if made.year <= known]
    future = [made for made in other.rows.values() if made.year > known]
    mixed, before = World([*past, *future]), one.until(known)
    assert cases(mixed, known) == cases(one, known) == cases(before, known)
    of = cases(before, known)
    expected = history(before, known, of)
    assert np.array_equal(history(mixed, known, of), expected)
    assert np.array_equal(history(one, known, of), expected)
    assert np.isfinite(expected).all()


def model(**more: object) -> Model:
    weights = (-3.0, 2.0, *(0.0 for _ in range(len(HISTORY) - 2)))
    skill = Skill(
        first=2000, last=2001, cases=10, onsets=1, brier=0.1, brier_base=0.2, log=0.3, log_base=0.4,
        precision=0.5, precision_base=0.1, network="nothing was added",
        bands=(Band(low=0.04, high=0.06, cases=5, forecast=0.05, observed=0.06),),
    )  # fmt: skip
    made = Model(
        features=tuple(HISTORY)[1:], ahead=2, weights=weights, draws=(weights, weights),
        fitted_on="a world made by hand", licence="none", skill=skill,
    )  # fmt: skip
    return msgspec.structs.replace(made, **more)


def test_forecasts_apply_the_weights_and_say_how_such_ones_did() -> None:
    made = forecasts(small(), known=2005, model=model())
    mine = {each.country: each for each in made if each.actor == "Mordor"}
    assert set(mine) == {"DZ", "NE"}
    assert mine["DZ"].probability == pytest.approx(1 / (1 + np.exp(3)), abs=1e-4)
    assert mine["NE"].probability == pytest.approx(1 / (1 + np.exp(3 - 2 * 0.2)), abs=1e-4)
    assert (mine["NE"].year, mine["NE"].known, mine["NE"].home) == (2007, 2005, ("ML",))
    assert mine["DZ"].low == mine["DZ"].high == mine["DZ"].probability
    assert mine["DZ"].band is not None
    assert mine["NE"].band is None
    assert [each.probability for each in made] == sorted(
        (e.probability for e in made), reverse=True
    )


def test_a_year_that_is_not_told_of_is_refused() -> None:
    with pytest.raises(BadOption, match="are of 1995 to 2007; 2030 is not among them"):
        forecasts(small(), known=2030)
    with pytest.raises(BadOption, match="no country-year"):
        forecasts(World([]))


def test_two_states_that_stand_for_one_country_are_one() -> None:
    world = World([row("YE", 1989, "Mordor", deaths=2), row("YE", 1989, "Harad", deaths=3)])
    assert world.deaths("YE", 1989) == 5
    assert {"Mordor", "Harad"} <= world.actors("YE", 1989)


def test_the_model_that_ships_says_whose_data_and_how_well() -> None:
    found = shipped()
    assert found.features == tuple(HISTORY)[1:]
    assert len(found.weights) == len(HISTORY)
    assert {len(draw) for draw in found.draws} == {len(HISTORY)}
    assert "UCDP" in found.fitted_on
    assert "CC BY 4.0" in found.licence
    assert found.skill.log < found.skill.log_base
    assert sum(band.cases for band in found.skill.bands) == found.skill.cases


def test_a_broken_model_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(forecast, "files", lambda _: tmp_path)
    uncached = shipped.__wrapped__
    with pytest.raises(BrokenModel, match="cannot be read"):
        uncached()
    other = model(features=("length of beards",))
    (tmp_path / "forecast.json").write_bytes(msgspec.json.encode(other))
    with pytest.raises(BrokenModel, match="another version"):
        uncached()


def test_the_forecast_of_2016_names_plausible_neighbours() -> None:
    if not DATA.exists():
        pytest.skip("UCDP's country-years are not here")
    world = World(country_years(DATA))
    made = forecasts(world, known=2014)
    assert all(0 < each.low <= each.probability <= each.high < 1 for each in made[:50])
    came = [each.country in world.where(each.actor, 2016) for each in made]
    assert np.mean(came[:50]) > 3 * np.mean(came)
