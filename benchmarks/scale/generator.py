"""Rows of GDELT 2.0's shape: as many as one likes, the same from the same seed.

Who acts follows Zipf's law, as do the places and the outlets; half of the second actors are of the
first one's country. Events become more from 1979 to 2025, by a tenth each year, and stand in the order of
their days. Four in ten rows lack an actor, and an article tells of six or seven events, as in the
file of 1 January 2018 that the shares of event codes are counted in.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allegiance.datasets.codes import codes
from allegiance.ontology.actors import registry

FIRST, LAST = date(1979, 1, 1), date(2025, 12, 31)
BLOCK = 100_000
"""How many rows are made at once."""

Numbers = NDArray[np.int64]


def write(folder: Path, rows: int, *, files: int = 1, seed: int = 1) -> Iterator[Path]:
    """Write so many rows, in so many files, into a folder; each file once it is written."""
    words = _Words(seed)
    for number in range(files):
        begin, end = rows * number // files, rows * (number + 1) // files
        path = folder / f"gdelt-{number:03}.export.CSV"
        with path.open("w", encoding="utf-8", newline="") as file:
            for block in _blocks(words, begin, end, rows, seed):
                file.write(block)
        yield path


def _blocks(words: "_Words", begin: int, end: int, rows: int, seed: int) -> Iterator[str]:
    for first in range(begin, end, BLOCK):
        count = min(BLOCK, end - first)
        chance = np.random.default_rng((seed, first))
        yield words.block(chance, first, count, rows)


class _Actor(NamedTuple):
    country: int
    cells: str


class _Words:
    """The pieces that rows are put together from, ready as text, and how likely each is."""

    def __init__(self, seed: int) -> None:
        chance = np.random.default_rng(seed)
        self._countries = sorted(
            {str(each.iso3) for each in registry() if each.kind == "state" and each.iso3}
        )
        chance.shuffle(self._countries)
        actors = list(self._actors())
        self._of = [each.country for each in actors]
        self._actor = np.array([each.cells for each in actors], object)
        self._actor_odds = _zipf(len(actors), 1.05)
        home = np.array(self._of)
        self._at_home = [np.flatnonzero(home == each) for each in range(len(self._countries))]
        self._home = home
        self._place = np.array(list(self._places(chance)), object)
        self._events = np.array([_event(code) for code in _SHARES], object)
        self._event_odds = np.cumsum(list(_SHARES.values())) / sum(_SHARES.values())
        self._tones = np.array([f"{each:.14f}" for each in chance.normal(-2, 3, 4096)], object)
        self._outlets = np.array([_outlet(chance) for _ in range(20_000)], object)
        self._outlet_odds = _zipf(20_000, 0.9)
        self._slugs = np.array([_slug(chance) for _ in range(4096)], object)
        self._days = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
        share = np.exp(np.array([each.year for each in self._days]) * np.log(1.1) - 190)
        self._day_odds = np.cumsum(share) / share.sum()
        self._told = np.array([_day(each) for each in self._days], object)

    def block(self, chance: np.random.Generator, first: int, count: int, rows: int) -> str:
        """Rows `first` and after, of so many in all."""
        one = np.searchsorted(self._actor_odds, chance.random(count))
        two = np.searchsorted(self._actor_odds, chance.random(count))
        near = chance.random(count) < 0.5
        two[near] = self._neighbours(chance, one[near])
        two[two == one] = (two[two == one] + len(self._countries)) % len(self._home)
        told = [self._actor[each].copy() for each in (one, two)]
        for side, lacking in zip(told, (0.12, 0.32), strict=True):
            side[chance.random(count) < lacking] = "\t" * 9
        place = self._home[one] * PLACES + np.minimum(chance.zipf(1.4, count) - 1, PLACES - 1)
        event = self._events[np.searchsorted(self._event_odds, chance.random(count))]
        days = np.searchsorted(self._day_odds, (np.arange(first, first + count) + 0.5) / rows)
        article = np.arange(first, first + count) * 2 // 13
        outlet = np.searchsorted(self._outlet_odds, _fraction(article, 1))
        slug = (_fraction(article, 2) * 4096).astype(int)
        heard = np.minimum(chance.zipf(1.8, count), 400)
        return "".join(
            f"{number}\t{day[0]}\t{a}\t{b}\t{n & 1}\t{what}\t{n}\t1\t{n}\t{tone}\t{where}\t{where}\t{where}\t"
            f"{day[1]}\thttps://www.{host}/{day[2]}/{words}-{at}.html\n"
            for number, day, a, b, what, n, tone, where, host, words, at in zip(
                range(first + 1, first + count + 1), self._told[days], *told, event, heard.tolist(),
                self._tones[chance.integers(0, 4096, count)], self._place[place],
                self._outlets[outlet], self._slugs[slug], article.tolist(), strict=True,
            )
        )  # fmt: skip

    def _neighbours(self, chance: np.random.Generator, actors: Numbers) -> Numbers:
        """For each actor one of its country, mostly the strongest."""
        found = np.minimum(chance.zipf(1.6, len(actors)) - 1, len(_ROLES))
        homes = self._home[actors]
        return np.array(
            [
                self._at_home[home][at]
                for home, at in zip(homes.tolist(), found.tolist(), strict=True)
            ],
            dtype=np.int64,
        )

    def _actors(self) -> Iterator[_Actor]:
        """Each country, and then each with each role: a state stands before its bodies."""
        for role in ("", *_ROLES):
            for number, code in enumerate(self._countries):
                name = f"{code} {_NAMES.get(role, role)}".strip()
                cells = f"{code}{role}\t{name}\t{code}\t\t\t\t\t{role}\t\t"
                yield _Actor(number, cells)

    def _places(self, chance: np.random.Generator) -> Iterator[str]:
        fips = {iso: code for code, iso in codes("fips").items()}
        two = {str(each.iso3): str(each.country) for each in registry() if each.iso3}
        for number, country in enumerate(self._countries):
            code = fips.get(two[country], "")
            lat, lon = chance.uniform(-50, 65), chance.uniform(-170, 170)
            yield f"1\t{country}\t{code}\t{code}\t\t{lat:.4f}\t{lon:.4f}\t{code}"
            for town in range(1, PLACES):
                at = lat + chance.normal(0, 3), lon + chance.normal(0, 3)
                yield (
                    f"4\tTown {town}, Province {town % 12}, {country}\t{code}\t{code}{town % 12:02}\t"
                    f"{town}\t{at[0]:.4f}\t{at[1]:.4f}\t-{number * PLACES + town}"
                )


PLACES = 150
"""How many places a country has."""


def _zipf(count: int, power: float) -> NDArray[np.float64]:
    share = 1 / np.arange(1, count + 1) ** power
    odds: NDArray[np.float64] = np.cumsum(share) / share.sum()
    return odds


def _fraction(article: Numbers, salt: int) -> NDArray[np.float64]:
    """A number from 0 to 1 for each article, always the same."""
    mixed = (article.astype(np.uint64) + np.uint64(salt)) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(31)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    return np.asarray((mixed >> np.uint64(11)).astype(np.float64) / 2**53, np.float64)


def _event(code: str) -> str:
    base, root = code[:3], code[:2]
    quad = 1 + (int(root) > 5) + (int(root) > 9) + (int(root) > 14)
    return f"{code}\t{base}\t{root}\t{quad}\t{(10 - int(root)) / 2:.1f}"


def _day(day: date) -> tuple[str, str, str]:
    cells = f"{day:%Y%m%d}\t{day:%Y%m}\t{day.year}\t{day.year + day.timetuple().tm_yday / 366:.4f}"
    return cells, f"{day:%Y%m%d}120000", f"{day:%Y/%m/%d}"


def _outlet(chance: np.random.Generator) -> str:
    return (
        f"{_word(chance, 9)}{_word(chance, 4)}.{('com', 'org', 'net', 'co.uk')[chance.integers(4)]}"
    )


def _slug(chance: np.random.Generator) -> str:
    return "-".join(_word(chance, int(chance.integers(2, 10))) for _ in range(8))


def _word(chance: np.random.Generator, length: int) -> str:
    return "".join("etaoinshrdlcumwfgyp"[each] for each in chance.integers(0, 19, length))


_ROLES = (
    "GOV", "MIL", "COP", "OPP", "REB", "CVL", "MED", "BUS", "LEG", "JUD", "EDU", "UAF", "LAB", "CRM",
    "SPY", "REF", "HLH", "ELI", "NGO", "INS", "SEP", "AGR", "REL", "RAD",
)  # fmt: skip
_NAMES = {"GOV": "GOVERNMENT", "MIL": "ARMY", "COP": "POLICE", "REB": "REBELS"}
_SHARES = {
    "010": 120, "020": 50, "036": 60, "040": 90, "042": 110, "043": 110, "046": 40, "051": 60,
    "057": 25, "060": 10, "070": 12, "071": 6, "072": 4, "073": 8, "080": 15, "0841": 5, "090": 15,
    "100": 12, "110": 25, "111": 30, "112": 40, "120": 25, "130": 20, "138": 8, "141": 20, "145": 5,
    "150": 8, "160": 12, "163": 6, "170": 10, "173": 70, "180": 12, "182": 10, "183": 6, "190": 60,
    "193": 35, "194": 10, "195": 8, "200": 1,
}  # fmt: skip
