"""What is forecast: an actor and a country in a year or in twelve months, or a country in a year."""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from allegiance.datasets.country_years import Clash, CountryYear, country_years, kin
from allegiance.network.forecast import HISTORY, Case, Matrix, World, cases, history, outcomes
from allegiance.ontology.actors import registry
from benchmarks.spillover.network import NETWORK, Surroundings, network, support

FILES = {
    "country-years": "data/structured/ucdp/organized_violence_cy_25.1.csv.gz",
    "support": "data/structured/ucdp/esd_18.1_actor_year.csv.gz",
    "kin": "data/structured/groups/epr_tek_2021.csv",
    "events": "data/structured/ucdp/ged_events.csv.gz",
}


class Origin(NamedTuple):
    """All cases of one forecast: features, outcomes, and what the baselines look at.

    `known` and `closes` are the last moment known and the last one forecast, in years or months;
    `fold` names the origins that share a model. `here` tells cases that go on from those that would
    begin. `seen` is the count last observed and `share` the own history's share of years with
    violence. `block` is the country.
    """

    fold: int
    known: int
    closes: int
    past: Matrix
    network: Matrix
    outcome: Matrix
    here: Any
    seen: Matrix
    share: Matrix
    block: Any


def surroundings(shared: Path) -> Surroundings:
    return Surroundings(
        country_years(shared / FILES["country-years"]),
        support(shared / FILES["support"]),
        kin(shared / FILES["kin"]),
    )


def actors(world: Surroundings, ahead: int) -> Iterator[Origin]:
    """An armed actor, and a country where it fights or that borders one: known Y, outcome Y + ahead."""
    first, last = world.years
    for known in range(first + 4, last - ahead + 1):
        of = cases(world, known)
        yield _origin(world, known, of, outcomes(world, of, ahead), known + ahead, known)


def _origin(
    world: Surroundings, known: int, of: Sequence[Case], outcome: Matrix, closes: int, moment: int,
    fold: int | None = None,
) -> Origin:  # fmt: skip
    past = history(world, known, of)
    return Origin(
        fold=closes if fold is None else fold,
        known=moment,
        closes=closes,
        past=past,
        network=network(world, known, of),
        outcome=outcome,
        here=past[:, 0] > 0,
        seen=np.array([_dyads(world, case) for case in of], dtype=float),
        share=past[:, list(HISTORY).index("here before")],
        block=np.array([case.country for case in of]),
    )


def _dyads(world: World, case: Case) -> int:
    """How many dyads of an actor fought in a country in the last year known."""
    row = world.rows.get((case.country, case.known))
    return sum(case.actor in (*c.one, *c.other) for c in row.clashes) if row else 0


_OWN = ("neighbours at war", "deaths next door", "actors next door")
_SUMMED = tuple(
    name for name in NETWORK if name not in ("countries", "borders", "neighbours at war")
)
NETWORK_OF_COUNTRY = (*_OWN, *_SUMMED)


def countries(world: Surroundings, ahead: int) -> Iterator[Origin]:
    """A country: whether anybody is recorded fighting there in Y + ahead."""
    first, last = world.years
    for known in range(first + 4, last - ahead + 1):
        places = sorted(country for country, year in world.rows if year == known)
        places = [place for place in places if (place, known + ahead) in world.rows]
        of = [case for case in cases(world, known) if not case.here]
        around = network(world, known, of)
        dyads = [len(world.rows[place, known].clashes) for place in places]
        share = [
            sum(bool(world.actors(p, y)) for y in range(known - 9, known + 1)) / 10 for p in places
        ]
        past = [
            (n > 0, np.log1p(world.deaths(p, known)), s, np.log1p(n), _ever(world, p, known))
            for p, n, s in zip(places, dyads, share, strict=True)
        ]
        yield Origin(
            fold=known + ahead,
            known=known,
            closes=known + ahead,
            past=np.array(past, dtype=float),
            network=np.array([_next_door(world, p, known, of, around) for p in places]),
            outcome=np.array([bool(world.actors(p, known + ahead)) for p in places], dtype=float),
            here=np.array(dyads) > 0,
            seen=np.array(dyads, dtype=float),
            share=np.array(share),
            block=np.array(places),
        )


def _ever(world: World, country: str, known: int) -> bool:
    return any(world.actors(country, year) for year in range(world.years[0], known - 9))


def _next_door(
    world: Surroundings, country: str, known: int, of: Sequence[Case], around: Matrix
) -> tuple[float, ...]:
    """The network of those who fight next door, added up."""
    at = [number for number, case in enumerate(of) if case.country == country]
    homes = {place for number in at for place in of[number].home}
    columns = [list(NETWORK).index(name) for name in _SUMMED]
    at_war = around[at[0], list(NETWORK).index("neighbours at war")] if at else 0.0
    added = np.log1p(around[np.ix_(at, columns)].sum(0)) if at else np.zeros(len(columns))
    deaths = sum(world.deaths(place, known) for place in homes)
    return (at_war, np.log1p(deaths), np.log1p(len(at)), *added)


LAG = 3


def months(shared: Path) -> Iterator[Origin]:
    """An armed actor and a country of GED, in the twelve months that begin `LAG` months after the last known.

    Years are those that end with the last month known, so that the features are the same. A
    country is there while GED covers it for the year before and for the months forecast.
    """
    events = _Events(shared / FILES["events"])
    given = tuple(support(shared / FILES["support"]))
    peoples = tuple(kin(shared / FILES["kin"]))
    for known in range(*events.span):
        year = known // 12
        told = (each for each in given if each.year < year + (known % 12 == 11))
        world = Surroundings(events.years(known, year), told, peoples)
        of = [case for case in cases(world, year) if events.covers(case.country, known)]
        if of:
            after = [events.within(c.country, known + LAG, known + LAG + 11) for c in of]
            outcome = np.array(
                [c.actor in who for c, who in zip(of, after, strict=True)], dtype=float
            )
            yield _origin(world, year, of, outcome, known + LAG + 11, known, fold=year)


class _Events:
    """GED by country and month, months counted from the year 0."""

    def __init__(self, path: Path) -> None:
        self.clashes: dict[tuple[str, int], list[Clash]] = defaultdict(list)
        self.deaths: dict[tuple[str, int], int] = defaultdict(int)
        self.governments: dict[str, str] = {}
        self.covered: dict[str, tuple[int, int]] = {}
        names: dict[str, str | None] = {}
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                name = row["country"]
                if name not in names:
                    found = registry().find(name.partition(" (")[0])
                    names[name] = next((a.country for a in found if a.kind == "state"), None)
                country = names[name]
                assert country is not None, name
                late = "1997-2014" in row["ged_source"]
                years = (1997, 2014) if late else (1989, 2016) if name != "Syria" else (2016, 2016)
                self.covered[country] = years[0] * 12, years[1] * 12 + 11
                self.governments[country] = f"Government of {name}"
                self._add(country, row)

    def _add(self, country: str, row: dict[str, str]) -> None:
        month = int(row["date_start"][:4]) * 12 + int(row["date_start"][5:7]) - 1
        one, other = (_sides(row[side]) for side in ("side_a", "side_b"))
        self.clashes[country, month].append(Clash(one, other if other != ("Civilians",) else ()))
        self.deaths[country, month] += int(float(row["best"] or 0))

    @property
    def span(self) -> tuple[int, int]:
        return 1994 * 12, 2016 * 12 + 11 - LAG - 11 + 1

    def covers(self, country: str, known: int) -> bool:
        first, last = self.covered[country]
        return first <= known - 11 and known + LAG + 11 <= last

    def within(self, country: str, first: int, last: int) -> set[str]:
        """Who fought in a country in these months."""
        found = (
            c for month in range(first, last + 1) for c in self.clashes.get((country, month), ())
        )
        return {name for clash in found for name in (*clash.one, *clash.other)}

    def years(self, known: int, label: int) -> Iterator[CountryYear]:
        """Ten years that end with a month, the last one called by its calendar year."""
        for country, (first, _) in self.covered.items():
            for back in range(10):
                block = range(known - 12 * back - 11, known - 12 * back + 1)
                if block[0] >= first:
                    told = (c for month in block for c in self.clashes.get((country, month), ()))
                    yield CountryYear(
                        country=country,
                        year=label - back,
                        government=self.governments[country],
                        clashes=tuple(dict.fromkeys(told)),
                        deaths=sum(self.deaths.get((country, month), 0) for month in block),
                    )


_SAME = {"Jama'atu Ahlis Sunna Lidda'awati wal-Jihad": "JAS"}


def _sides(side: str) -> tuple[str, ...]:
    return tuple(_SAME.get(name.strip(), name.strip()) for name in side.split(", "))
