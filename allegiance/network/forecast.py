"""Where an armed actor may come next: cases, features and a small model that says how well it did.

A case is an armed actor that fights somewhere and a country that borders one where it does. The
outcome is whether UCDP records the actor there in the year that is forecast. Governments and persons
are no cases.

A forecast is made from years that had ended at least three months before its twelve months begin
(the practice of ViEWS: Hegre et al. 2021, Journal of Peace Research 58(3)): what is known to the end
of a year Y is for the year Y + 2. What a feature is made of never lies after Y.

The model is a logistic regression on the history of the actor and of the country alone. Features of
the network (foes and friends across the border, sponsors, bases, double games, kin) were tried and
left out, since they did not forecast better: `benchmarks/spillover` measures it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cache
from importlib.resources import files
from itertools import chain

import msgspec
import numpy as np
from numpy.typing import NDArray

from allegiance.datasets.country_years import CountryYear
from allegiance.errors import BadOption, BrokenModel
from allegiance.ontology.borders import neighbours

Matrix = NDArray[np.float64]

AHEAD = 2
"""Years from the last one known to the one that is forecast."""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """An actor that fights in the last year known, and a country where it does or may come next.

    `home` are the countries where it fights; `here` says whether this one is among them.
    """

    actor: str
    country: str
    known: int
    home: tuple[str, ...]
    here: bool


class World:
    """Country-years, looked up once: who fought where, whom, and how many died."""

    def __init__(self, rows: Iterable[CountryYear]) -> None:
        self.rows: dict[tuple[str, int], CountryYear] = {}
        for row in rows:
            place = row.country, row.year
            self.rows[place] = _joined(self.rows[place], row) if place in self.rows else row
        self._where: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in self.rows.values():
            for actor in row.actors:
                self._where[row.year][actor].add(row.country)

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year told of. Raises BadOption where none is."""
        told = [year for _, year in self.rows]
        if not told:
            raise BadOption("there is no country-year to forecast from; give a file that has rows")
        return min(told), max(told)

    def until(self, year: int) -> "World":
        """What was known at the end of a year."""
        return World(row for row in self.rows.values() if row.year <= year)

    def where(self, actor: str, year: int) -> Set[str]:
        """The countries in which an actor fought that year."""
        return self._where.get(year, {}).get(actor, frozenset())

    def fighting(self, year: int) -> Mapping[str, Set[str]]:
        """Every actor that fought that year, with its countries."""
        return self._where.get(year, {})

    def actors(self, country: str, year: int) -> Set[str]:
        """Who fought in a country that year."""
        row = self.rows.get((country, year))
        return row.actors if row else frozenset()

    def deaths(self, country: str, year: int) -> int:
        row = self.rows.get((country, year))
        return row.deaths if row else 0


def armed(actor: str) -> bool:
    """Whether an actor is one to forecast: named, and no government."""
    return not actor.startswith("Government of ") and not actor.casefold().startswith("unknown")


def cases(world: World, known: int) -> list[Case]:
    """The cases at the end of a year, by actor and country: at home, and across its borders.

    A country of which that year tells nothing is no case, not even one without violence.
    """
    found = []
    for actor, home in sorted(world.fighting(known).items()):
        near = chain.from_iterable(neighbours(place, str(known)) for place in home)
        found += [
            Case(actor=actor, country=at, known=known, home=tuple(sorted(home)), here=at in home)
            for at in sorted({*home, *near} if armed(actor) else ())
            if (at, known) in world.rows
        ]
    return found


HISTORY: Mapping[str, str] = {
    "here": "the actor fights there",
    "here before": "share of the last five years in which the actor fought there",
    "ever there": "the actor fought there before the last five years",
    "deaths there": "log(1 + deaths of organised violence there)",
    "violence there": "share of the last ten years with organised violence there",
    "groups there": "log(1 + armed actors there)",
    "standing": "log(1 + those of the last ten years in which the actor fought)",
    "deaths at home": "log(1 + deaths in the other countries where the actor fights)",
}


def history(world: World, known: int, of: Sequence[Case]) -> Matrix:
    """The features of cases: a row each, columns as in HISTORY.

    Nothing after `known` enters: they are those of `world.until(known)`.
    """
    earlier: dict[str, set[str]] = defaultdict(set)
    for (country, year), row in world.rows.items():
        for actor in row.actors if year <= known - 5 else ():
            earlier[actor].add(country)
    violent = cache(lambda country: sum(bool(world.actors(country, y)) for y in _last(10, known)))
    standing = cache(lambda actor: sum(bool(world.where(actor, y)) for y in _last(10, known)))
    rows = [
        (
            case.here,
            sum(case.country in world.where(case.actor, y) for y in _last(5, known)) / 5,
            case.country in earlier[case.actor],
            np.log1p(world.deaths(case.country, known)),
            violent(case.country) / 10,
            np.log1p(sum(map(armed, world.actors(case.country, known)))),
            np.log1p(standing(case.actor)),
            np.log1p(sum(world.deaths(at, known) for at in case.home if at != case.country)),
        )
        for case in of
    ]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(HISTORY))


def outcomes(world: World, of: Sequence[Case], ahead: int = AHEAD) -> Matrix:
    """Whether each actor fights in its country so many years after the last known: 1 or 0."""
    return np.array([c.country in world.where(c.actor, c.known + ahead) for c in of], dtype=float)


class Band(msgspec.Struct, frozen=True, kw_only=True):
    """Forecasts of a height, in the back-test: how many, their mean, and the share that came true."""

    low: float
    high: float
    cases: int
    forecast: float
    observed: float


class Skill(msgspec.Struct, frozen=True, kw_only=True):
    """What the back-test says of the model: on which years, against the base rate, how calibrated.

    `network` says in a sentence what features of the network added.
    """

    first: int
    last: int
    cases: int
    onsets: int
    brier: float
    brier_base: float
    log: float
    log_base: float
    precision: float
    precision_base: float
    bands: tuple[Band, ...]
    network: str


class Model(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Weights on the columns of HISTORY but "here", the intercept first.

    `draws` are the weights of as many bootstraps by country. `fitted_on` and `licence` say
    whose data they were learned from.
    """

    features: tuple[str, ...]
    ahead: int
    weights: tuple[float, ...]
    draws: tuple[tuple[float, ...], ...]
    fitted_on: str
    licence: str
    skill: Skill

    def probability(self, rows: Matrix) -> Matrix:
        """The probability of each row of features."""
        found: Matrix = _logistic(rows, np.array([self.weights]))[0]
        return found

    def interval(self, rows: Matrix, share: float = 0.8) -> Matrix:
        """The bounds between which that share of the bootstraps lies: two columns."""
        drawn = _logistic(rows, np.array(self.draws))
        bounds: Matrix = np.quantile(drawn, [(1 - share) / 2, (1 + share) / 2], axis=0)
        return bounds.T


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """The probability that an actor is recorded in a country where it does not fight, in a year.

    `low` and `high` hold 80 % of the bootstraps of the model: how unsure its weights are, not what
    may happen. `band` is how forecasts of this height did in the back-test.
    """

    actor: str
    country: str
    year: int
    known: int
    home: tuple[str, ...]
    probability: float
    low: float
    high: float
    band: Band | None


def forecasts(
    world: World, *, known: int | None = None, model: Model | None = None
) -> list[Forecast]:
    """Every forecast from what is known to the end of a year, the last one told if left out.

    The likeliest first. Raises BadOption where the world tells nothing of that year, and BrokenModel
    where the model that ships cannot be read.
    """
    model = shipped() if model is None else model
    first, last = world.years
    known = last if known is None else known
    if not first <= known <= last:
        raise BadOption(f"the country-years are of {first} to {last}; {known} is not among them")
    new = [case for case in cases(world, known) if not case.here]
    rows = history(world, known, new)[:, 1:]
    bounds = model.interval(rows)
    made = [
        Forecast(
            actor=case.actor,
            country=case.country,
            year=known + model.ahead,
            known=known,
            home=case.home,
            probability=round(float(p), 4),
            low=round(float(low), 4),
            high=round(float(high), 4),
            band=next((band for band in model.skill.bands if band.low <= p < band.high), None),
        )
        for case, p, (low, high) in zip(new, model.probability(rows), bounds, strict=True)
    ]
    return sorted(made, key=lambda one: (-one.probability, one.actor, one.country))


@cache
def shipped() -> Model:
    """The model that ships with the program.

    Raises BrokenModel where its file is not what it must be.
    """
    file = files("allegiance.network").joinpath("forecast.json")
    try:
        found = msgspec.json.decode(file.read_bytes(), type=Model)
    except (OSError, msgspec.MsgspecError) as error:
        raise BrokenModel(
            f"network/forecast.json cannot be read: {error}; install allegiance again"
        ) from error
    if found.features != tuple(HISTORY)[1:]:
        raise BrokenModel("network/forecast.json is of another version; install allegiance again")
    return found


def _logistic(rows: Matrix, weights: Matrix) -> Matrix:
    """One row for each vector of weights, the intercept first."""
    found: Matrix = 1 / (1 + np.exp(-(weights[:, :1] + weights[:, 1:] @ rows.T)))
    return found


def _last(years: int, known: int) -> range:
    return range(known - years + 1, known + 1)


def _joined(one: CountryYear, other: CountryYear) -> CountryYear:
    """Two states of a year that stand for one country, as the two Yemens of 1989 do."""
    return msgspec.structs.replace(
        one, clashes=(*one.clashes, *other.clashes), deaths=one.deaths + other.deaths
    )
