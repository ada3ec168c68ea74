"""Run the back-test, print its tables, and write what ships of it."""

import argparse
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np

import benchmarks.spillover
from allegiance.errors import AllegianceError
from allegiance.network.forecast import AHEAD, HISTORY, Model, Skill
from benchmarks.spillover.network import FIGHTING, KIN, NETWORK, SUPPORT
from benchmarks.spillover.picture import draw
from benchmarks.spillover.rolling import ALL, Tested, back_test, fit, ridge, sample
from benchmarks.spillover.scores import SCORES, Difference, bands, blocks, calibration, difference
from benchmarks.spillover.units import (
    FILES,
    LAG,
    NETWORK_OF_COUNTRY,
    Origin,
    actors,
    countries,
    months,
    surroundings,
)

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "allegiance/network/forecast.json"
PAGE = ROOT / "docs/spillover.md"
PICTURE = ROOT / "docs/images/spillover-calibration.svg"
FIRST = 2000
BOOTSTRAPS = 1000
SHIPPED = 100


class Unit(NamedTuple):
    """One thing to forecast: its origins, the groups of the network's columns, and what to call it."""

    title: str
    origins: list[Origin]
    groups: Mapping[str, Sequence[int]]


class Result(NamedTuple):
    """One stratum of a unit: what was tested, the scores of each model, and what each adds."""

    title: str
    tested: Tested
    scores: Mapping[str, Mapping[str, float]]
    added: Mapping[str, Mapping[str, Difference]]


def main(arguments: Sequence[str] | None = None) -> int:
    given = _given(arguments)
    if missing := [path for path in FILES.values() if not (given.shared / path).exists()]:
        print(
            f"the back-test is left out: {given.shared / missing[0]} is not here", file=sys.stderr
        )
        return 0
    try:
        results, lines = _run(given)
    except AllegianceError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    if given.write:
        _write(results, lines)
    return 0


def _given(arguments: Sequence[str] | None) -> Any:
    made = argparse.ArgumentParser(
        description=benchmarks.spillover.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("shared", nargs="?", type=Path, default=ROOT.parent / "shared")
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--only", action="append", choices=("actors", "countries", "months"))
    made.add_argument(
        "--write", action="store_true", help="write the model, the page and the picture"
    )
    given = made.parse_args(arguments)
    if given.write and given.only:
        made.error("--write needs every unit: leave --only out")
    return given


def _run(given: Any) -> tuple[dict[str, Result], list[str]]:
    begun = time.perf_counter()
    results, lines = {}, []
    for name, unit in _units(given.shared, given.only or ("actors", "countries", "months")):
        for here in (False, True):
            result = _judge(unit, here=here, seed=given.seed)
            results[f"{name}, {'goes on' if here else 'begins'}"] = result
            told = list(table(result))
            lines += told
            print("\n".join(told), flush=True)
        if name == f"actors, lag {LAG} months":
            results["model"] = unit  # type: ignore[assignment]
    print(f"{time.perf_counter() - begun:.0f} s")
    return results, lines


def _units(shared: Path, wanted: Sequence[str]) -> Iterator[tuple[str, Unit]]:
    world = surroundings(shared)
    pair, country = _groups(tuple(NETWORK)), _groups(NETWORK_OF_COUNTRY)
    lags = ((AHEAD, f"lag {LAG} months"), (1, "no lag"))
    for ahead, lag in lags if "actors" in wanted else ():
        title = f"An armed actor and a country in a year, {lag}"
        yield f"actors, {lag}", Unit(title, list(actors(world, ahead)), pair)
    for ahead, lag in lags[:1] if "countries" in wanted else ():
        title = f"A country in a year, {lag}"
        yield f"countries, {lag}", Unit(title, list(countries(world, ahead)), country)
    if "months" in wanted:
        title = f"An armed actor and a country of GED in twelve months, lag {LAG} months"
        yield f"months, lag {LAG} months", Unit(title, list(months(shared)), pair)


def _groups(names: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The columns of each group; what a unit calls by a name of its own is fighting."""
    support, kin = (
        {names.index(name) for name in group if name in names} for group in (SUPPORT, KIN)
    )
    every = set(range(len(names)))
    assert set(FIGHTING) | set(SUPPORT) | set(KIN) == set(NETWORK)
    return {
        ALL: tuple(sorted(every)),
        "history and fighting": tuple(sorted(every - support - kin)),
        "history and support": tuple(sorted(support)),
        "history and kin": tuple(sorted(kin)),
    }


def _judge(unit: Unit, *, here: bool, seed: int) -> Result:
    tested = back_test(unit.origins, FIRST, unit.groups, here=here, seed=seed)
    scores = {
        name: {score: of(tested.outcome, forecast, None) for score, of in SCORES.items()}
        | {"calibration": calibration(tested.outcome, forecast)}
        for name, forecast in tested.forecasts.items()
    }
    draws = blocks(tested.block, seed, BOOTSTRAPS)
    added = {
        name: {
            score: difference(
                SCORES[score], tested.outcome, forecast, tested.forecasts["history"], draws
            )
            for score in ("Brier", "log", "AP")
        }
        for name, forecast in tested.forecasts.items()
        if name != "history"
    }
    stratum = "where it goes on" if here else "where it would begin"
    return Result(f"{unit.title}, {stratum}", tested, scores, added)


def table(result: Result) -> Iterator[str]:
    """The scores of a stratum as a table of the page."""
    outcome = result.tested.outcome
    places = len(set(result.tested.block))
    yield f"### {result.title}"
    yield ""
    yield (
        f"{len(outcome):,} cases in {places} countries, {int(outcome.sum()):,} came true"
        f" ({outcome.mean():.2%})."
    )
    yield ""
    yield "| model | Brier | log | AP | calibration | log, less history's | AP, less history's |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for name, found in result.scores.items():
        added = result.added.get(name)
        told = [_told(added[score]) if added else "" for score in ("log", "AP")]
        numbers = [
            f"{found['Brier']:.5f}",
            *(f"{found[s]:.4f}" for s in ("log", "AP", "calibration")),
        ]
        yield f"| {name} | {' | '.join((*numbers, *told))} |"
    yield ""


def _told(found: Difference) -> str:
    value, low, high = map(_signed, found)
    return f"{value} ({low} to {high})"


def _signed(value: float) -> str:
    """Four places with a sign, but nothing is neither more nor less."""
    told = f"{value:+.4f}"
    return told[1:] if float(told) == 0 else told


def _write(results: dict[str, Any], lines: Sequence[str]) -> None:
    unit, result = results["model"], results[f"actors, lag {LAG} months, begins"]
    model = _model(unit, result)
    MODEL.write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=1) + b"\n")
    shown = {
        name: bands(result.tested.outcome, result.tested.forecasts[name])
        for name in ("history", ALL)
    }
    PICTURE.write_text(draw(shown, f"Forecasts for {FIRST}-2016, and what came true"))
    head, begin, rest = PAGE.read_text().partition("<!-- tables -->\n")
    _, end, tail = rest.partition("<!-- end -->")
    PAGE.write_text(f"{head}{begin}\n" + "\n".join(lines) + f"\n{end}{tail}")
    for path in (MODEL, PICTURE, PAGE):
        print(f"written: {path.relative_to(ROOT)}")


def _model(unit: Unit, result: Result) -> Model:
    """The history model fitted on every year, with bootstraps by country and its back-test."""
    made = ridge(unit.origins, (), here=False)
    learn = sample(unit.origins, here=False)
    drawn = [
        fit(learn.past, learn.outcome, made.strength, weight)
        for weight in blocks(learn.block, 1, SHIPPED)
    ]
    outcome, forecast = result.tested.outcome, result.tested.forecasts["history"]
    base = result.scores["all cases, bootstrap"]
    own = result.scores["history"]
    return Model(
        features=tuple(HISTORY)[1:],
        ahead=AHEAD,
        weights=_rounded(made.intercept, made.weights),
        draws=tuple(_rounded(each.intercept, each.weights) for each in drawn),
        fitted_on=f"UCDP Country-Year Dataset on Organized Violence 25.1, {len(learn.outcome):,} cases"
        f" of which {int(learn.outcome.sum()):,} came true, outcomes of"
        f" {min(o.closes for o in unit.origins)} to {max(o.closes for o in unit.origins)}; land borders"
        " of GeoNames",
        licence="UCDP and GeoNames: CC BY 4.0",
        skill=Skill(
            first=FIRST,
            last=max(origin.closes for origin in unit.origins),
            cases=len(outcome),
            onsets=int(outcome.sum()),
            brier=round(own["Brier"], 6),
            brier_base=round(base["Brier"], 6),
            log=round(own["log"], 5),
            log_base=round(base["log"], 5),
            precision=round(own["AP"], 4),
            precision_base=round(base["AP"], 4),
            bands=bands(outcome, forecast),
            network=_network(result.added[ALL]["log"]),
        ),
    )


def _network(added: Difference) -> str:
    """What the network added, in a sentence."""
    value, low, high = map(_signed, added)
    told = f"log score {value}, 95 % of bootstraps {low} to {high}"
    if added.high < 0:
        return (
            f"the network forecast better than history alone ({told}), and is left out nonetheless"
        )
    return f"ties, sponsors, bases, double games and kin added nothing to history alone ({told})"


def _rounded(intercept: float, weights: Any) -> tuple[float, ...]:
    return tuple(float(f"{value:.5g}") for value in np.array([intercept, *weights]))


if __name__ == "__main__":
    sys.exit(main())
