"""The back-test of spillover: features of small worlds, nothing from the future, scores by hand."""

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.datasets.country_years import Clash, CountryYear, Kin
from allegiance.network.forecast import Band, cases
from benchmarks.spillover.network import (
    FIGHTING,
    KIN,
    NETWORK,
    SUPPORT,
    Support,
    Surroundings,
    network,
)
from benchmarks.spillover.picture import draw, wilson
from benchmarks.spillover.scores import (
    average_precision,
    bands,
    blocks,
    brier,
    calibration,
    difference,
    log_loss,
)

MALI, NIGER, ALGERIA = (f"Government of {name}" for name in ("Mali", "Niger", "Algeria"))


def row(country: str, year: int, government: str, *clashes: tuple[str, str]) -> CountryYear:
    sides = tuple(Clash((one,), (other,)) for one, other in clashes)
    return CountryYear(country=country, year=year, government=government, clashes=sides)


def small() -> Surroundings:
    """Mordor fights Mali's government and Rohan in Mali, Niger's in Mali, and Rohan fights in Algeria."""
    rows = [
        row("ML", 2005, MALI, (MALI, "Mordor"), ("Mordor", "Rohan"), (NIGER, "Mordor")),
        row("NE", 2005, NIGER, (NIGER, "Angmar"), (MALI, "Angmar")),
        row("DZ", 2005, ALGERIA, (ALGERIA, "Rohan")),
        row("BF", 2005, "Government of Burkina Faso"),
    ]
    given = [
        Support(ALGERIA, "Mordor", 2003, base=True),
        Support(ALGERIA, "Rohan", 2004),
        Support(NIGER, "Rohan", 2004),
        Support("Isengard", "Mordor", 2002),
        Support("Isengard", "Angmar", 2001),
        Support("Valinor", "Mordor", 2000),
        Support("Valinor", "Mordor", 2006),
    ]
    kin = [
        Kin(people=p, country=c) for p, c in (("a", "ML"), ("a", "NE"), ("b", "ML"), ("b", "NE"))
    ]
    return Surroundings(rows, given, kin)


def features(world: Surroundings, country: str) -> dict[str, float]:
    of = [c for c in cases(world, 2005) if c.actor == "Mordor" and c.country == country]
    return dict(zip(NETWORK, network(world, 2005, of)[0], strict=True))


def test_every_feature_is_of_one_group() -> None:
    assert (*FIGHTING, *SUPPORT, *KIN) == tuple(NETWORK)


def test_the_network_across_one_border() -> None:
    found = features(small(), "NE")
    assert found["countries"] == found["borders"] == pytest.approx(np.log(2))
    assert found["its foe rules"] == 1
    assert found["foes there"] == 0
    assert found["friends there"] == pytest.approx(np.log(2))
    assert found["fights abroad"] == 1
    assert found["spread of foes"] == pytest.approx(np.log(3))
    assert found["supported by it"] == found["base there"] == 0
    assert found["supports a foe"] == 1
    assert found["supporters"] == pytest.approx(np.log(3))
    assert found["shared supporter"] == 1
    assert found["double game"] == 1
    assert found["kin"] == pytest.approx(np.log(3))


def test_the_network_across_the_other() -> None:
    found = features(small(), "DZ")
    assert found["its foe rules"] == 0
    assert found["foes there"] == pytest.approx(np.log(2))
    assert found["supported by it"] == found["base there"] == 1
    assert found["supports a foe"] == 1
    assert found["shared supporter"] == found["kin"] == found["mutual rebels"] == 0
    assert found["neighbours at war"] == pytest.approx(2 / 7)


def test_rebels_of_each_other_are_mutual() -> None:
    rows = [
        row("ML", 2005, MALI, (MALI, "Mordor")),
        row("NE", 2005, NIGER, (NIGER, "Angmar")),
    ]
    world = Surroundings(rows, [Support(NIGER, "Mordor", 2004), Support(MALI, "Angmar", 2004)])
    assert features(world, "NE")["mutual rebels"] == 1


fighters = st.sampled_from(["Mordor", "Rohan", "Angmar", MALI, NIGER, ALGERIA])
places = {"ML": MALI, "NE": NIGER, "DZ": ALGERIA}


@st.composite
def worlds(draw: st.DrawFn) -> Surroundings:
    rows = []
    for country, government in places.items():
        for year in range(2000, 2010):
            clashes = draw(st.lists(st.tuples(fighters, fighters), max_size=2))
            rows.append(row(country, year, government, *clashes))
    given = st.builds(Support, fighters, fighters, st.integers(1998, 2010), st.booleans())
    return Surroundings(rows, draw(st.lists(given, max_size=8)))


@given(worlds(), worlds(), st.integers(2002, 2008))
def test_another_future_changes_no_feature(
    one: Surroundings, other: Surroundings, known: int
) -> None:
    mixed = Surroundings(
        [
            *(r for r in one.rows.values() if r.year <= known),
            *(r for r in other.rows.values() if r.year > known),
        ],
        [
            *(g for g in one.given if g.year <= known),
            *(g for g in other.given if g.year > known),
        ],
    )
    before = one.until(known)
    of = cases(before, known)
    assert cases(mixed, known) == of
    expected = network(before, known, of)
    assert np.array_equal(network(mixed, known, of), expected)
    assert np.array_equal(network(one, known, of), expected)


OUTCOME = np.array([1.0, 0.0, 1.0, 0.0])
FORECAST = np.array([0.9, 0.8, 0.3, 0.1])


def test_scores_by_hand() -> None:
    assert brier(OUTCOME, FORECAST) == pytest.approx((0.01 + 0.64 + 0.49 + 0.01) / 4)
    by_hand = -np.log([0.9, 0.2, 0.3, 0.9]).mean()
    assert log_loss(OUTCOME, FORECAST) == pytest.approx(by_hand)
    assert average_precision(OUTCOME, FORECAST) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision(OUTCOME, np.full(4, 0.5)) == pytest.approx(0.5)
    assert average_precision(np.zeros(4), FORECAST) == 0
    assert calibration(OUTCOME, OUTCOME) == 0


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 99), st.integers(0, 3)), min_size=2))
def test_scores_agree_with_scikit_learn(made: list[tuple[bool, int, int]]) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    outcome = np.array([float(true) for true, _, _ in made])
    forecast = np.array([percent / 100 for _, percent, _ in made])
    weight = np.array([float(count) for _, _, count in made])
    if not (weight * outcome).any():
        return
    expected = metrics.average_precision_score(outcome, forecast, sample_weight=weight)
    assert average_precision(outcome, forecast, weight) == pytest.approx(expected)
    expected = metrics.brier_score_loss(outcome, forecast, sample_weight=weight, pos_label=1)
    assert brier(outcome, forecast, weight) == pytest.approx(expected)
    expected = metrics.log_loss(outcome, forecast, sample_weight=weight, labels=[0, 1])
    assert log_loss(outcome, forecast, weight) == pytest.approx(expected)


def test_countries_are_drawn_whole_and_the_same_for_a_seed() -> None:
    block = np.array(["ML", "ML", "NE", "DZ"])
    drawn = blocks(block, 1, 50)
    assert all(weight[0] == weight[1] for weight in drawn)
    assert all(weight[0] + weight[2] + weight[3] == 3 for weight in drawn)
    assert np.array_equal(drawn, blocks(block, 1, 50))


def test_a_difference_has_bounds_around_it_and_none_from_itself() -> None:
    outcome, forecast = np.tile(OUTCOME, 20), np.tile(FORECAST, 20)
    drawn = blocks(np.repeat(np.arange(20).astype(str), 4), 1, 100)
    same = difference(brier, outcome, forecast, forecast, drawn)
    assert tuple(same) == (0, 0, 0)
    worse = difference(brier, outcome, np.full(80, 0.5), forecast, drawn)
    assert worse.low <= worse.value <= worse.high


def test_bands_hold_every_case_once() -> None:
    forecast = np.array([0.0, 0.001, 0.03, 0.03, 1.0])
    found = bands(np.array([0.0, 0, 1, 0, 1]), forecast)
    assert sum(band.cases for band in found) == 5
    assert [(band.cases, band.observed) for band in found] == [(2, 0), (2, 0.5), (1, 1)]
    assert all(band.low <= band.forecast < band.high for band in found)


def test_the_picture_is_drawn_and_its_bars_hold_the_share() -> None:
    band = Band(low=0.1, high=0.2, cases=40, forecast=0.15, observed=0.1)
    picture = ElementTree.fromstring(draw({"history & <all>": (band,)}, "Forecasts"))
    assert picture.tag.endswith("svg")
    assert "history & <all>" in "".join(picture.itertext())
    low, high = wilson(0.1, 40)
    assert 0 < low < 0.1 < high < 1
    assert wilson(0.0, 10)[0] == 0


def test_models_learn_only_from_what_had_closed() -> None:
    pytest.importorskip("sklearn")
    from benchmarks.spillover.rolling import ALL, back_test
    from benchmarks.spillover.units import Origin

    def origin(known: int, *, flipped: bool = False) -> Origin:
        random = np.random.default_rng(known)
        past = np.column_stack([np.zeros(60), random.random(60)])
        outcome = (past[:, 1] + random.random(60) > 1.2).astype(float)
        return Origin(
            fold=known + 2, known=known, closes=known + 2, past=past, network=random.random((60, 2)),
            outcome=1 - outcome if flipped else outcome, here=past[:, 0] > 0, seen=np.zeros(60),
            share=np.zeros(60), block=np.array([str(n % 7) for n in range(60)]),
        )  # fmt: skip

    def forecasts(*, flipped: frozenset[int]) -> dict[str, np.ndarray]:
        made = [origin(known, flipped=known in flipped) for known in range(1990, 2001)]
        tested = back_test(made, 2002, {ALL: (0, 1)}, here=False, seed=1)
        return dict(tested.forecasts)

    plain, future = forecasts(flipped=frozenset()), forecasts(flipped=frozenset({1999, 2000}))
    past = forecasts(flipped=frozenset({1997, 1998}))
    for name, forecast in plain.items():
        assert np.array_equal(forecast, future[name]), name
    assert not np.array_equal(plain["history"], past["history"])
    assert {"last observed, Poisson", "own history, bootstrap", "all cases, bootstrap"} <= set(
        plain
    )
    assert all(((p > 0) & (p < 1)).all() for p in plain.values())


def test_without_the_data_the_program_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("sklearn")
    from benchmarks.spillover.__main__ import main

    assert main([str(tmp_path)]) == 0
    assert "is left out" in capsys.readouterr().err


def test_the_page_has_the_tables_that_the_model_was_judged_by() -> None:
    from allegiance.network.forecast import shipped

    page = (Path(__file__).parents[2] / "docs/spillover.md").read_text()
    skill = shipped().skill
    assert f"{skill.cases:,} cases" in page
    assert f"| history | {skill.brier:.5f} | {skill.log:.4f} | {skill.precision:.4f} |" in page
