"""Whom a dataset means: its codes and names as actors of the registry, and what nobody knows kept as told."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

import msgspec

from allegiance.datasets.cameo import coded
from allegiance.datasets.format import Party
from allegiance.ontology.actors import KnownActor, Registry, normal, registry


class Who(msgspec.Struct, frozen=True, kw_only=True):
    """An actor as statements name it; `known` where the registry has it."""

    id: str
    name: str
    kind: str
    country: str | None
    known: bool


class Parties:
    """Finds the actors that a dataset names, and counts those that the registry lacks.

    A code counts first ("ucdp" 539, the state codes of Gleditsch and Ward, "gw", and of the
    Correlates of War, "cow"), then a name that one actor alone goes by. Whoever is neither stays
    with the dataset's own code or name, and is counted in `unknown` by id and name.
    """

    def __init__(self, dataset: str, known: Registry | None = None) -> None:
        self._dataset = dataset
        self._known = registry() if known is None else known
        self._found: dict[Party, Who] = {}
        self._states = _states(self._known)
        self.unknown: Counter[tuple[str, str]] = Counter()

    def find(self, party: Party) -> Who:
        key = msgspec.structs.replace(party, column="")
        who = self._found.get(key)
        if who is None:
            who = self._found[key] = self._resolved(party)
        if not who.known and who.kind != "people":
            self.unknown[who.id, who.name] += 1
        return who

    def _resolved(self, party: Party) -> Who:
        actor = self._coded(party) or self._named(party)
        if party.scheme == "id" and party.code and actor is None:
            return Who(
                id=party.code, name=party.name, kind=party.kind, country=party.country, known=False
            )
        if actor:
            return Who(
                id=actor.id, name=actor.name, kind=actor.kind, country=actor.country, known=True
            )
        if normal(party.name) in ("civilians", "civilian"):
            return Who(
                id="text:civilians", name="civilians", kind="people", country=None, known=False
            )
        name = (
            f"{party.scheme}:{party.code}" if party.code else f"{self._dataset}:{slug(party.name)}"
        )
        return Who(
            id=name,
            name=party.title or party.name,
            kind=party.kind,
            country=party.country,
            known=False,
        )

    def _coded(self, party: Party) -> KnownActor | None:
        if party.code is None or (party.scheme == "id" and party.code not in self._known):
            return None
        if party.scheme == "id":
            return self._known[party.code]
        if party.scheme in ("gw", "cow"):
            return self._state(party)
        if party.scheme == "cameo":
            return coded(party.code, self._known)
        if party.scheme == "baad" or (party.scheme == "ucdp" and party.code.isdigit()):
            number = party.code if party.scheme == "baad" else int(party.code)
            found = self._known.coded(party.scheme, number)
            return found[0] if len(found) == 1 else None
        return None

    def _state(self, party: Party) -> KnownActor | None:
        """The state of a code: where several had it, the one that stood in that year, else by its name."""
        found = list(self._states.get((str(party.scheme), str(party.code)), ()))
        then = [each for each in found if party.year and _stood(each, party.year)] or found
        named = [each for each in then if each in self._known.find(party.name)]
        dated = [each for each in then if each.since and party.year]
        sure = dated if len(dated) == 1 else named
        return next(iter((*sure, *then)), None)

    def _named(self, party: Party) -> KnownActor | None:
        """The one actor of that name, unless the registry has it under another code of the scheme."""
        if party.scheme == "id":
            return None
        if former := self._former(party):
            return former
        for name in (party.name,) if party.exact else _spellings(party.name):
            found = [each for each in self._known.find(name) if not _other(each, party)]
            if len(found) > 1:
                found = [each for each in found if _stood(each, party.year)]
            if len(found) == 1:
                return found[0]
            state = name.removeprefix("Government of ")
            states = [each for each in self._known.find(state) if each.kind == "state"]
            if state != name and len(states) == 1:
                return self._known.government(states[0].id)
        return None

    def _former(self, party: Party) -> KnownActor | None:
        """The state in brackets, or its government, where it stood in that year and is no more.

        "Government of Russia (Soviet Union)" of 1980 is the Soviet Union's.
        """
        inner = re.search(r"\(([^)]+)\)$", party.name)
        found = self._known.find(inner[1]) if inner else ()
        gone = [each for each in found if each.kind == "state" and each.until]
        if len(gone) != 1 or party.year is None or not _stood(gone[0], party.year):
            return None
        governs = party.name.startswith("Government of ")
        return self._known.government(gone[0].id) if governs else gone[0]


def together(name: str) -> list[str]:
    """The names of an alliance that has a number of its own; the name where not all are known."""
    names = listed(name)
    return names if len(names) > 1 and all(map(registry().find, names)) else [name]


def listed(cell: str) -> list[str]:
    """The names of a list; a comma in brackets stands within a name."""
    return [name for name in re.split(r"\s*,\s*(?![^(]*\))", cell.strip()) if name]


def matched(names: Sequence[str], codes: Sequence[str]) -> list[str | None]:
    """The UCDP code of each name, of those that belong to them in no order; None where it is open."""
    left = list(codes)
    found: dict[str, str] = {}
    for name in names:
        actors = {each.id for spelling in _spellings(name) for each in registry().find(spelling)}
        mine = [code for code in left if actors & _holders(code)]
        if len(mine) == 1:
            found[name] = mine[0]
            left.remove(mine[0])
    open_ = [name for name in names if name not in found]
    if len(open_) == len(left) == 1 and not _holders(left[0]):
        found[open_[0]] = left[0]
    return [found.get(name) for name in names]


def _holders(code: str) -> set[str]:
    actors = registry().coded("ucdp", int(code)) if code.isdigit() else ()
    return {each.id for each in actors}


@cache
def country(code: str | None, scheme: str = "gw") -> str | None:
    """The country (ISO alpha-2) of a state's code of Gleditsch and Ward, or of the Correlates of War.

    None where there is none.
    """
    found = _states(registry()).get((scheme, str(code)), ())
    standing = [each for each in found if each.until is None] or found
    return standing[0].country if standing else None


def _states(known: Registry) -> Mapping[tuple[str, str], Sequence[KnownActor]]:
    found: dict[tuple[str, str], list[KnownActor]] = {}
    for actor in known:
        for scheme, code in (("gw", actor.gw), ("cow", actor.cow)):
            if actor.kind == "state" and code is not None:
                found.setdefault((scheme, str(code)), []).append(actor)
    return found


def _spellings(name: str) -> tuple[str, ...]:
    """A name, and it without what stands in brackets: "Myanmar (Burma)" is Myanmar."""
    bare = re.sub(r"\s*\([^)]*\)", "", name).strip()
    return tuple(dict.fromkeys((name, bare, bare.replace("&", "and"))))


def _other(actor: KnownActor, party: Party) -> bool:
    """Whether an actor has other codes of the scheme.

    A state has one in CAMEO, so what only bears its name, "UNITED STATES" for its police, is another.
    """
    codes = actor.ids.ucdp if party.scheme == "ucdp" else ()
    if party.scheme == "cameo":
        return actor.kind == "state"
    return bool(codes and party.code) and party.code not in {str(each) for each in codes}


def _stood(actor: KnownActor, year: int | None) -> bool:
    if year is None:
        return actor.until is None
    return (actor.since or "0")[:4] <= str(year) <= (actor.until or "9999")[:4]


def slug(name: str) -> str:
    return re.sub(r"[^\w]+", "-", normal(name)).strip("-") or "unnamed"
