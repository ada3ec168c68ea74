"""PLOVER, the codes of POLECAT and NGEC: what an event is in the codebook's words, and who takes part."""

from collections.abc import Sequence
from functools import cache

import msgspec

from allegiance.datasets import cameo
from allegiance.datasets.cameo import Coding
from allegiance.datasets.codes import codes
from allegiance.datasets.format import Party
from allegiance.datasets.parties import slug
from allegiance.ontology.actors import KnownActor, registry


def coding(event: str, modes: Sequence[str], contexts: Sequence[str]) -> Coding | str:
    """What an event of that type asserts, or why it asserts nothing."""
    table = codes("plover")
    kinds = table["events"].get(event.upper())
    if kinds is None:
        return f"the event type {event!r} is none of PLOVER's" if event else "the event has no type"
    told = next((each for each in (*modes, *contexts) if each in kinds), "")
    if isinstance(kinds[told], str):
        return str(kinds[told])
    sure = [table["contexts"][each] for each in contexts if each in table["contexts"]]
    return msgspec.convert(kinds[told] | (sure[0] if sure else {}), Coding)


def confidence() -> float:
    return float(codes("plover")["confidence"])


def parties(
    column: str, names: str, countries: str, sectors: str, wiki: str, scheme: str
) -> tuple[Party, ...]:
    """The actors of a cell, each with its country, sector and article, where these lists are as long.

    One that has an article is who its name says. One without, "Russian forces", is the state's own
    body where country and sector tell one, else whoever goes by that name in that country.
    """
    told = parts(names)
    lists = [
        each if len(each) == len(told) else [""] * len(told)
        for each in map(parts, (countries, sectors, wiki))
    ]
    return tuple(
        _party(column, name, home, sector, article, scheme)
        for name, home, sector, article in zip(told, *lists, strict=True)
        if name
    )


def words(cell: str) -> list[str]:
    """The values of a cell that are told."""
    return [each for each in parts(cell) if each]


def parts(cell: str) -> list[str]:
    """All values of a cell, in their order; "None" is none."""
    return ["" if each == "None" else each for each in map(str.strip, cell.split(";"))]


@cache
def country(told: str) -> str | None:
    """The country (ISO alpha-2) of three letters, "MLI", or of a name."""
    if len(told) == 3 and told.isupper():
        return cameo.country(told)
    found = [each for each in registry().find(told) if each.kind == "state" and not each.until]
    return found[0].country if len(found) == 1 else None


@cache
def _party(column: str, name: str, home: str, sector: str, article: str, scheme: str) -> Party:
    state = cameo.coded(home, registry()) if len(home) == 3 else None
    body = state and not article and sector in ("GOV", "MIL") and _collective(name, state)
    return Party(
        name=name,
        column=column,
        scheme="cameo" if body else scheme,
        code=home + sector if body else slug(name if article else f"{name} {home}"),
        kind=cameo.kind(sector),
        country=state.country if state else None,
    )


def _collective(name: str, state: KnownActor) -> bool:
    """Whether a name is of a body, and of nobody in particular: "soldiers", "Russian forces"."""
    told = name.split()
    return name == name.lower() or any(state in registry().of_demonym(each) for each in told)
