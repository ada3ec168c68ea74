"""Ties as the nodes and edges of others' graphs: what every graph format has in common."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

import msgspec

from allegiance.network.ties import Party, Tie, tie, told
from allegiance.ontology.relations import relation
from allegiance.statements.statement import Certainty, Statement

Value = str | int | float | bool
Spell = tuple[str, str]


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """A tie as graphs know it.

    `kind` keeps parallel edges apart: the relation, and the theatre where one is told. `weight`
    is above zero, as layouts need it; the sign is an attribute. `spells` are the days it is told
    of (denied, where nobody affirms it), first to last, each stretch on its own; without any the edge is always there.
    """

    id: str
    source: str
    target: str
    kind: str
    symmetric: bool
    weight: float
    sign: int
    alleged: bool
    attributes: dict[str, Value]
    spells: tuple[Spell, ...]


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """An actor or a place that a tie relates."""

    id: str
    name: str
    attributes: dict[str, Value]


def graph(statements: Iterable[Statement]) -> tuple[list[Node], Iterator[Edge]]:
    """The nodes and edges of the ties that statements make, in the order of the ties.

    Ties hold their statements, and those are in memory; edges are made one by one.
    """
    ties = tie(statements)
    return list(_nodes(ties)), (_edge(tied, f"tie{n}") for n, tied in enumerate(ties))


def spells(statements: Iterable[Statement]) -> tuple[Spell, ...]:
    """The days that statements are told of, in order, overlapping ones joined."""
    joined: list[Spell] = []
    for first, last in sorted(filter(None, map(days, statements))):
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return tuple(joined)


def days(said: Statement) -> Spell | None:
    """The first and last day of what it is told of, widened from a year or a month."""
    first, last = told(said)
    if not (first and last and DATE.fullmatch(first) and DATE.fullmatch(last)):
        return None
    widest = first + "-01-01"[len(first) - 4 :], _last_day(last)
    return widest if widest[0] <= widest[1] else None


def widened(said: Statement) -> bool:
    """Whether its days are wider than they look, because only a month or a year is told."""
    return days(said) is not None and precision(said) in WIDENED


def precision(said: Statement) -> str:
    """How fine its date is told: "day", "month" or "year"; "none" where no date is told."""
    first, last = told(said)
    if first is None or last is None:
        return "none"
    edtf = said.time.edtf if said.time else None
    if edtf:
        told_as = min((date.count("-") for date in DATES.findall(edtf)), default=0)
    else:
        told_as = 0 if first.endswith("-01-01") and last.endswith("-12-31") else 2
    return ("year", "month", "day")[min(told_as, first.count("-"), last.count("-"))]


LEAST = 0.01
FINENESS = ("year", "month", "day")
WIDENED = ("year", "month")
DATES = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def _nodes(ties: Sequence[Tie]) -> Iterator[Node]:
    parties: dict[str, tuple[Party, Statement]] = {}
    for tied in ties:
        for party in (tied.source, tied.target):
            parties.setdefault(party.id, (party, tied.statements[0]))
    for party, said in parties.values():
        end = next((end for end in (said.source, said.target) if end.id == party.id), None)
        attributes: dict[str, Value | None] = {
            "kind": party.kind,
            "country": party.country,
            "latitude": end.lat if end else None,
            "longitude": end.lon if end else None,
        }
        yield Node(id=party.id, name=party.name, attributes=_known(attributes))


def _edge(tied: Tie, identity: str) -> Edge:
    said = tied.statements
    affirmed = [each for each in said if each.polarity == "positive"] or said
    dated = {precision(each) for each in affirmed if days(each)}
    fineness = min(dated, key=FINENESS.index, default="none")
    attributes: dict[str, Value | None] = {
        "relation": tied.relation,
        "sign": tied.sign,
        "symmetric": tied.symmetric,
        "theatre": tied.theatre,
        "certainty": _certainty(tied),
        "alleged": tied.alleged,
        "strength": tied.strength,
        "affirmed": tied.affirmed,
        "denied": tied.denied,
        "certain": tied.certain,
        "probable": tied.probable,
        "possible": tied.possible,
        "unknown": tied.unknown,
        "documents": tied.documents,
        "sources": tied.sources,
        "first": tied.first,
        "last": tied.last,
        "precision": fineness,
        "widened": fineness in WIDENED,
        "voices": "; ".join(tied.voices),
        "evidence": " | ".join(dict.fromkeys(each.sentence for each in said)),
        "statements": "; ".join(each.id for each in said),
    }
    return Edge(
        id=identity,
        source=tied.source.id,
        target=tied.target.id,
        kind=_kind(tied),
        symmetric=tied.symmetric,
        weight=max(tied.strength, LEAST),
        sign=tied.sign,
        alleged=tied.alleged,
        attributes=_known(attributes),
        spells=spells(affirmed),
    )


def _kind(tied: Tie) -> str:
    """What keeps it apart from the other edges of the pair: "fight (mutual), ML"."""
    told_of_both = tied.symmetric and not relation(tied.relation).symmetric
    name = f"{tied.relation} (mutual)" if told_of_both else tied.relation
    return f"{name}, {tied.theatre}" if tied.theatre else name


def _certainty(tied: Tie) -> str:
    """The firmest certainty that anyone affirms it with; "denied" where nobody does."""
    levels = {
        "certain": tied.certain,
        "probable": tied.probable,
        "possible": tied.possible,
        "unknown": tied.unknown,
    }
    return next((level for level in get_args(Certainty) if levels[level]), "denied")


def _known(attributes: dict[str, Value | None]) -> dict[str, Value]:
    return {name: value for name, value in attributes.items() if value is not None}


def _last_day(date: str) -> str:
    """The last day of an ISO date or prefix: of the year, of the month, or itself."""
    if len(date) == len("2012"):
        return f"{date}-12-31"
    if len(date) == len("2012-02"):
        return f"{date}-{monthrange(int(date[:4]), int(date[5:]))[1]}"
    return date
