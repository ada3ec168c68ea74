"""What datasets tell of armed groups: names, numbers, countries, years and links, nothing else."""

import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from allegiance.ontology.actors import Descent, Registry, normal, registry, with_bodies

ACTORS = "ucdp-actor-22.1"
CUT = 2021
"""The last year that the list of UCDP's actors covers; undated links happened by then."""


class Told(NamedTuple):
    """A link to the actor of that key ("ucdp:303", or the id of a government)."""

    as_: Descent
    key: str
    date: str
    source: str


class Record(NamedTuple):
    """One group as one dataset keeps it; `also` are keys under which other datasets have it."""

    scheme: str
    code: int | str
    source: str
    names: tuple[str, ...]
    acronyms: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    region: str = "elsewhere"
    founded: str | None = None
    fought: tuple[tuple[str, str], ...] = ()
    links: tuple[Told, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.scheme}:{self.code}"

    @property
    def home(self) -> str | None:
        """The name of the first country it is at home in."""
        return states()[self.countries[0]].name if self.countries else None


@cache
def states() -> Registry:
    """The states of the registry and their bodies; what this program writes has no say in it."""
    lands = (
        a for a in registry() if a.kind == "state" or a.id in (a.country, f"{a.country}/government")
    )
    return Registry(with_bodies(lands))


def records(data: Path) -> Iterator[Record]:
    """Every group of every dataset, in an order that stays the same."""
    founded = {f"ucdp:{row['actorid'].split('.')[0]}": row for row in _forge(data)}
    yield from _ucdp(data, founded)
    for row in _forge(data):
        yield _founded(row)
    for row in _rows(data / "structured/groups/baad_attributes.csv"):
        yield _baad(row)
    for row in _rows(data / "structured/groups/syria_rebel_attributes_44.csv"):
        yield _syria(row)


def _ucdp(data: Path, founded: Mapping[str, Mapping[str, str]]) -> Iterator[Record]:
    """The organised groups of UCDP's list; neither governments nor communal groups nor crowds."""
    years = _years(data)
    rows = list(_rows(data / "structured/ucdp/actors_22.1.csv"))
    governments = {row["ActorId"]: row for row in rows if row["Org"] == "4"}
    for row in rows:
        if row["Org"] != "1":
            continue
        fought = years.get(row["ActorId"], ())
        founding = founded.get(f"ucdp:{row['ActorId']}")
        first = min((told[:4] for told, _ in fought), default=None)
        known_as = "" if _CAPITALS.search(row["NameData"]) else row["NameData"]
        names, acronyms = _told_names(
            known_as, row["NameOrigFullEng"], row["NewNameFullEng"], row["NameOrigFull"],
            row["NewNameFullMotherTongue"], row["NameData"], row["NameOrig"], row["NewName"],
        )  # fmt: skip
        yield Record(
            scheme="ucdp",
            code=int(row["ActorId"]),
            source=ACTORS,
            names=names,
            acronyms=acronyms,
            countries=_at_home(_countries("gw", row["GWNOLoc"]), names, founding),
            region=_REGIONS[row["Region"].split(",")[0].strip()],
            fought=fought,
            links=tuple(_descent(row, first, founding, governments)),
        )


def _descent(
    row: Mapping[str, str],
    first: str | None,
    founding: Mapping[str, str] | None,
    governments: Mapping[str, Mapping[str, str]],
) -> Iterator[Told]:
    """Whom a group split from and joined; by its first recorded fighting where no year is told."""
    by = f"../{first or CUT}"
    split = founding["foundyear"] if founding and founding["splinter"][:1] == "1" else None
    source = "forge-1.0" if split else ACTORS
    for code in _codes(row["ActorIdPrev"], row["ActorIdSplitTemp"]):
        yield Told("split_from", f"ucdp:{code}", split or by, source)
    for code in _codes(row["ActorIdAlliance"], row["ActorIdGroup"]):
        if code in governments:
            countries = _countries("gw", governments[code]["GWNOLoc"].split(",")[0])
            own = f"{countries[0]}/government" if countries else ""
            if own in states():
                yield Told("joined", own, f"{first or '..'}/{CUT}", ACTORS)
        else:
            yield Told("joined", f"ucdp:{code}", f"{first or '..'}/{CUT}", ACTORS)


def _forge(data: Path) -> Iterator[Mapping[str, str]]:
    for row in _rows(data / "structured/groups/forge_1.0.csv"):
        if row["NSAdyadid"] and not row["gacronym"].startswith("Military faction"):
            yield row


def _founded(row: Mapping[str, str]) -> Record:
    year, month, day = (row[key].split(".")[0] for key in ("foundyear", "foundmo", "foundday"))
    date = "-".join(part.zfill(2) for part in (year, month, day if month else "") if part)
    names, acronyms = _told_names(row["gname"], row["gacronym"])
    return Record(
        scheme="forge",
        code=int(row["NSAdyadid"].split(".")[0]),
        source="forge-1.0",
        names=names,
        acronyms=acronyms,
        countries=_countries("gw", row["ccode"]),
        region=_region(row["ccode"]),
        founded=date,
        also=(f"ucdp:{row['actorid'].split('.')[0]}",) if row["actorid"] else (),
    )


def _baad(row: Mapping[str, str]) -> Record:
    names, acronyms = _told_names(row["group"])
    return Record(
        scheme="baad",
        code=row["group"],
        source="baad-1",
        names=names,
        acronyms=acronyms,
        countries=_countries("cow", row["homecountry"]),
        region=_region(row["homecountry"]),
        fought=(),
    )


def _syria(row: Mapping[str, str]) -> Record:
    names, acronyms = _told_names(*re.split(r" / ", row["Group"]))
    return Record(
        scheme="syria",
        code=row["Group"].strip(),
        source="gade-2019",
        names=names,
        acronyms=acronyms,
        countries=("SY",),
        region="mena",
    )


def _at_home(
    countries: tuple[str, ...], names: tuple[str, ...], founding: Mapping[str, str] | None
) -> tuple[str, ...]:
    """Countries in order: the one that the names tell, then that of the founding, then the rest."""
    told = " ".join(map(normal, names))
    founded = _countries("gw", founding["ccode"])[:1] if founding else ()

    def rank(country: str) -> int:
        state = states()[country]
        named = any(
            normal(word) in told for word in (*state.names, *state.demonyms) if len(word) > 3
        )
        return 0 if named else 1 if country in founded else 2

    return tuple(sorted(countries, key=rank))


def _told_names(*told: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Full names and acronyms; what stands in brackets at the end is another name."""
    names: dict[str, str] = {}
    acronyms: dict[str, str] = {}
    for text in told:
        text = " ".join(_repaired(text).split()).strip(" ,")
        for part in filter(None, _parts(_FACTION.sub(r"Forces \1", text))):
            into = acronyms if _ACRONYM.fullmatch(part) else names
            into.setdefault(normal(part), part)
    return tuple(names.values()), tuple(each for key, each in acronyms.items() if key not in names)


def _parts(text: str) -> list[str]:
    """A name, and apart from it the other one in brackets; a country there is no part of it."""
    match = re.fullmatch(r"(.+?) \(([^()]+)\)", text)
    if match is None:
        return [text]
    inner = match.group(2)
    if states().find(inner):
        return [match.group(1)]
    named = _ACRONYM.fullmatch(inner) or (inner[:1].isupper() and " " in inner)
    return [match.group(1), inner] if named else [text]


def _repaired(text: str) -> str:
    """A text whose UTF-8 was read as Latin-1, read rightly; with straight apostrophes."""
    try:
        text = text.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        text = "".join(mark for mark in text if mark.isprintable())
    return text.replace("’", "'").replace("`", "'").replace("´", "'")


def _years(data: Path) -> dict[str, tuple[tuple[str, str], ...]]:
    """The first and last year of recorded fighting of each actor, by dataset."""
    seen: dict[tuple[str, str], set[int]] = defaultdict(set)
    folder = data / "structured/ucdp"
    for row in _rows(folder / "prio_acd_22.1.csv"):
        for code in _codes(row["side_a_id"], row["side_b_id"]):
            seen[code, "ucdp-prio-acd-22.1"].add(int(row["year"]))
    for row in _rows(folder / "nonstate_22.1.csv"):
        sides = ("side_a_id", "side_b_id", "side_a_components", "side_b_components")
        for code in _codes(*(row[side] for side in sides)):
            seen[code, "ucdp-nonstate-22.1"].add(int(row["year"]))
    for row in _rows(folder / "ged_events.csv.gz"):
        for code in _codes(row["side_a_new_id"], row["side_b_new_id"]):
            seen[code, "ucdp-ged"].add(int(row["year"]))
    for row in _rows(folder / "esd_18.1_actor_year.csv.gz"):
        if row["active"] == "1":
            for code in _codes(row["actor_id"]):
                seen[code, "ucdp-esd-18.1"].add(int(row["year"]))
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for (code, source), years in sorted(seen.items()):
        found[code] = (*found.get(code, ()), (f"{min(years)}/{max(years)}", source))
    return found


def _codes(*told: str) -> Iterator[str]:
    for text in told:
        for code in re.findall(r"\d+(?:\.0)?", text):
            yield code.removesuffix(".0")


def _countries(scheme: str, told: str) -> tuple[str, ...]:
    """The present countries of state codes; states that are gone count as their heirs."""
    homes = (_homes(scheme).get(code) for code in _codes(told))
    return tuple(
        dict.fromkeys(home for each in homes if each for home in (each, *_SHARED.get(each, ())))
    )


@cache
def _homes(scheme: str) -> Mapping[str, str]:
    known = [actor for actor in states() if actor.kind == "state"]
    found = {
        str(code): actor.country
        for actor in sorted(known, key=lambda actor: actor.id == actor.country)
        if (code := actor.gw if scheme == "gw" else actor.cow) and actor.country
    }
    return {**found, "345": "RS", "751": "IN", "55": "GD", "315": "CZ"}


def _region(code: str) -> str:
    """The part of the world of a state number, by the hundreds that both lists are ordered in."""
    number = int(code.split(".")[0])
    bounds = ((200, "americas"), (400, "europe"), (630, "africa"), (700, "mena"), (1000, "asia"))
    region = next(name for bound, name in bounds if number < bound)
    return "mena" if number in (600, 615, 616, 620, 630, 640) else region


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
    else:
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


_REGIONS = {"1": "europe", "2": "mena", "3": "asia", "4": "africa", "5": "americas"}
# Ground that the lists of states give to one of those who claim it.
_SHARED = {"IL": ("PS",), "MA": ("EH",)}
_FACTION = re.compile(r"^Military [Ff]action \([Ff]orces ((?:of|loyal to) .+)\)$")
_CAPITALS = re.compile(r"[A-Z]{2}|^[A-Z0-9]+$")
_ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Za-z0-9][A-Za-z0-9/&-]{1,11}(?<![a-z]{3})")
