"""UCDP's country-years, external support and transborder ethnic kin, as what a forecast is made of.

- UCDP Country-Year Dataset on Organized Violence within Country Borders (Davies, Engström,
  Pettersson and Öberg 2024, Journal of Peace Research 61(4)), CC BY 4.0;
- UCDP External Support Dataset 18.1, actor-years (Meier, Karlén, Pettersson and Croicu 2022, Journal
  of Peace Research 60(3)), CC BY 4.0;
- EPR Transborder Ethnic Kin 2021 (Vogt et al. 2015, Journal of Conflict Resolution 59(7)).

Each is a CSV file with a header, plain or gzip. Nothing of theirs ships with the program.
"""

import csv
import gzip
import zlib
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path

import msgspec

from allegiance.errors import UnreadableDocument
from allegiance.ontology.actors import registry


class Clash(msgspec.Struct, frozen=True):
    """Two sides that fought: the names of those on each; none on the other where it was civilians."""

    one: tuple[str, ...]
    other: tuple[str, ...]


class CountryYear(msgspec.Struct, frozen=True, kw_only=True):
    """The organised violence in one country (ISO alpha-2) and year: who fought there, and deaths.

    `deaths` is UCDP's best estimate; `government` is the name of the country's own.
    """

    country: str
    year: int
    government: str
    clashes: tuple[Clash, ...] = ()
    deaths: int = 0

    @property
    def actors(self) -> frozenset[str]:
        """All who are named, governments too."""
        return frozenset(chain.from_iterable((*c.one, *c.other) for c in self.clashes))


class Support(msgspec.Struct, frozen=True, kw_only=True):
    """Who supported whom in a year.

    `base` where the one that got it was given territory, bases or a foreign presence that year: by
    this supporter, or by another one of the same year.
    """

    supporter: str
    recipient: str
    year: int
    base: bool = False


class Kin(msgspec.Struct, frozen=True, kw_only=True):
    """A people that lives in a country, under a key that is the same in all of its countries."""

    people: str
    country: str


def country_years(path: str | Path) -> Iterator[CountryYear]:
    """The rows of UCDP's file of country-years.

    Raises UnreadableDocument where the file is not one, or names a country that nobody knows.
    """
    for line, row in _rows(
        path, _COUNTRY_YEAR, "UCDP's country-years (organizedviolencecy_v*.csv)"
    ):
        country = _country(row["country_id_cy"], row["country_cy"])
        if country is None:
            raise UnreadableDocument(
                f"{path}, line {line}: {row['country_cy']!r} ({row['country_id_cy']}) is no country"
                " of Gleditsch and Ward that the registry knows; correct its country_id_cy"
            )
        yield CountryYear(
            country=country,
            year=_number(row["year"], path, line, "year"),
            government=row["main_govt_name_cy"],
            clashes=tuple(_clashes(row)),
            deaths=_number(
                row["cumulative_total_deaths_in_orgvio_best_cy"] or "0", path, line, "deaths"
            ),
        )


def support(path: str | Path) -> Iterator[Support]:
    """The rows of UCDP's external support, actor-years, that name a supporter.

    Raises UnreadableDocument where the file is not one.
    """
    for line, row in _rows(path, _SUPPORT, "UCDP's external support, actor-years"):
        based = any(row[key] not in ("", "0", "0.0") for key in ("ext_p", "ext_y", "ext_l"))
        for name in filter(None, row["ext_name"].split(", ")):
            yield Support(
                supporter=name.strip(),
                recipient=row["actor_name"].strip(),
                year=_number(row["year"], path, line, "year"),
                base=based,
            )


def kin(path: str | Path) -> Iterator[Kin]:
    """The peoples of EPR's transborder ethnic kin, in each country that the registry knows.

    Raises UnreadableDocument where the file is not one.
    """
    for _, row in _rows(path, _KIN, "EPR's transborder ethnic kin (TEK-2021.csv)"):
        country = _country(row["gwid"], row["statename"])
        if country is not None:
            yield Kin(people=row["tekid"], country=country)


_COUNTRY_YEAR = (
    "country_id_cy", "country_cy", "year", "main_govt_name_cy", "sb_dyad_names_cy",
    "ns_dyad_names_cy", "os_dyad_names_cy", "cumulative_total_deaths_in_orgvio_best_cy",
)  # fmt: skip
_SUPPORT = ("year", "actor_name", "ext_name", "ext_p", "ext_y", "ext_l")
_KIN = ("tekid", "gwid", "statename")


def _rows(
    path: str | Path, needed: Collection[str], what: str
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows of a CSV file with their lines."""
    file = Path(path)
    try:
        with (
            gzip.open(file, "rt", encoding="utf-8-sig", newline="")
            if _zipped(file)
            else file.open(encoding="utf-8-sig", newline="") as lines
        ):
            reader = csv.DictReader(lines)
            if missing := sorted(set(needed) - set(reader.fieldnames or ())):
                raise UnreadableDocument(
                    f"{path} is not {what}: it has no column {missing[0]!r}; download the CSV file of it"
                )
            for row in reader:
                if None in row or None in row.values():
                    raise UnreadableDocument(
                        f"{path}, line {reader.line_num}: {'more' if None in row else 'fewer'} cells"
                        " than the header; the file is cut short or damaged, download it again"
                    )
                yield reader.line_num, row
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableDocument(f"{path} cannot be read: {error}; give {what}") from error


def _zipped(file: Path) -> bool:
    with file.open("rb") as start:
        return start.read(2) == b"\x1f\x8b"


def _number(text: str, path: str | Path, line: int, what: str) -> int:
    try:
        return int(float(text))
    except (ValueError, OverflowError) as error:
        raise UnreadableDocument(f"{path}, line {line}: {what} {text!r} is no number") from error


@cache
def _codes() -> Mapping[int, str]:
    states = (actor for actor in registry() if actor.kind == "state")
    return _GONE | {state.gw: state.country for state in states if state.gw and state.country}


_GONE = {265: "DE", 315: "CZ", 680: "YE"}
"""States that are no more, as the ones that stand where they stood."""


@cache
def _country(code: str, name: str) -> str | None:
    """A country by its code, or by its name where the registry has no code for it."""
    found = _codes().get(int(code)) if code.isdigit() else None
    plain = name.partition(" (")[0].replace("&", "and")
    named = (state.country for state in registry().find(plain) if state.kind == "state")
    return found or next(named, None)


def _clashes(row: Mapping[str, str]) -> Iterator[Clash]:
    """The dyads of a country-year, by the names that UCDP writes: "A, B - C; D - Civilians"."""
    for kind in ("sb", "ns", "os"):
        told = row[f"{kind}_dyad_names_cy"]
        for dyad in told.split("; ") if told not in ("", "NO_DYAD") else ():
            one, other = _sides(dyad, kind)
            yield Clash(_members(one), () if kind == "os" else _members(other))


def _sides(dyad: str, kind: str) -> tuple[str, str]:
    """The two sides of a dyad, though factions have the mark between them in their names.

    Of state-based violence the government comes first, and civilians come last. Of two groups with
    factions, a faction keeps the name of its group: "A - F - A - G" is A - F against A - G.
    """
    parts = dyad.split(" - ")
    if kind == "os":
        return " - ".join(parts[:-1]), parts[-1]
    if kind == "sb" or len(parts) < 3:
        return parts[0], " - ".join(parts[1:])
    again = next((at for at in range(1, len(parts)) if parts[at] == parts[0]), None)
    cut = again or (2 if _faction(parts[1]) else 1)
    return " - ".join(parts[:cut]), " - ".join(parts[cut:])


def _faction(part: str) -> bool:
    return part.endswith("faction") or len(part.split(",")[0]) <= 2


def _members(side: str) -> tuple[str, ...]:
    """The allies that fight as one side."""
    return tuple(filter(None, (name.strip() for name in side.split(", "))))
