"""Whose weapons, money, training or shelter can have come to whom: paths of one giver or holder."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from allegiance.network.flows import Hop, Path, Tracer
from allegiance.network.flows.transfers import transfers as steps
from allegiance.network.ties import Party
from allegiance.ontology.actors import registry
from allegiance.statements.statement import Statement
from allegiance.views.answers.records import Finding, Leg, Who, counted, digest, leg, who
from allegiance.views.paths import Stroke, plan

PATHS = 24
Way = Literal["from", "to"]


class Hand(msgspec.Struct, frozen=True, kw_only=True):
    """A giver or a holder that can be asked about, and how many direct steps are told of it."""

    who: Who
    way: Way
    steps: int


class Transfers(msgspec.Struct, frozen=True, kw_only=True):
    """Who gives and who holds, those with most steps first."""

    hands: tuple[Hand, ...]
    notes: tuple[str, ...]
    silence: str | None


class Halt(msgspec.Struct, frozen=True, kw_only=True):
    """A party in the picture of paths: its name and where it stands, in steps and in rows."""

    name: str
    step: int
    row: float


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A step between two halts, by their numbers, with the paths that take it."""

    begin: int
    end: int
    order: Literal["certain", "possible", "denied"]
    weakest: bool
    label: str
    reading: str
    paths: tuple[str, ...]


class Traced(msgspec.Struct, frozen=True, kw_only=True):
    """The paths from a giver, or to a holder, the best first, and their picture."""

    who: Who
    way: Way
    paths: tuple[Finding, ...]
    more: int
    halts: tuple[Halt, ...]
    passages: tuple[Passage, ...]
    silence: str | None


def transfers(said: Sequence[Statement]) -> Transfers:
    """Whom one can ask about."""
    told = steps(said, known=registry())
    every = (*told.transfers, *told.denied)
    parties = {end.id: end for each in every for end in (each.giver, each.holder)}
    given = Counter(each.giver.id for each in every)
    held = Counter(each.holder.id for each in every)
    return Transfers(
        hands=(*_hands(given, parties, "from"), *_hands(held, parties, "to")),
        notes=told.notes,
        silence=None if every else NOTHING,
    )


NOTHING = "no statement tells of weapons, money, training, shelter or relief given"


def _hands(counts: Counter[str], parties: dict[str, Party], way: Way) -> Iterator[Hand]:
    for each, count in sorted(counts.items(), key=lambda item: (-item[1], parties[item[0]].name)):
        if parties[each].kind != "unknown" and not (way == "to" and parties[each].kind == "stock"):
            yield Hand(who=_called(parties[each]), way=way, steps=count)


def _called(party: Party) -> Who:
    """A party as a reader would call it: what lies in a country is its stocks."""
    called = who(party)
    return Who(id=called.id, name=f"{called.name}, stocks") if party.kind == "stock" else called


def traced(tracer: Tracer, way: Way, asked: str) -> Traced:
    """The paths from or to one party, by its id.

    Raises UnknownActor where nothing is given by it, or to it.
    """
    found = (
        tracer.reach(asked, limit=PATHS) if way == "from" else tracer.ancestry(asked, limit=PATHS)
    )
    told = (*found.paths, *found.denied)
    names = {party.id: party.name for party in tracer.parties}
    halts, passages = _picture(told)
    return Traced(
        who=Who(id=asked, name=names.get(asked, asked)),
        way=way,
        paths=tuple(map(_path, told)),
        more=max(sum(found.holders.values()) - len(found.paths), 0),
        halts=halts,
        passages=passages,
        silence=None if told else f"no path {way} {names.get(asked, asked)} that the dates allow",
    )


def _path(path: Path) -> Finding:
    arrival = (f"earliest arrival {path.arrival}",) if path.arrival else ()
    return Finding(
        id=_name(path),
        title=f"{path.source.name} to {path.holder.name}: {path.goods}",
        reading=path.reading,
        facts=(counted(len(path.hops), "step"), f"order {path.order}", *arrival),
        legs=tuple(_hop(path, place) for place in range(len(path.hops))),
    )


def _hop(path: Path, place: int) -> Leg:
    """One step in its order, with the sentences for it and against it."""
    hop = path.hops[place]
    weakest = ", the weakest leg" if len(path.hops) > 1 and place == path.weakest else ""
    name = f"Step {place + 1}: {hop.giver.name} to {hop.holder.name}, {hop.order}{weakest}"
    return leg(name, -1 if hop.order == "denied" else 1, (*hop.statements, *hop.denied))


def _name(path: Path) -> str:
    return digest(path.goods, path.source.id, *(hop.holder.id for hop in path.hops))


def _picture(told: Sequence[Path]) -> tuple[tuple[Halt, ...], tuple[Passage, ...]]:
    spots, strokes = plan(told)
    at = {id(spot): number for number, spot in enumerate(spots)}
    return (
        tuple(Halt(name=spot.name, step=spot.step, row=spot.row) for spot in spots),
        tuple(
            Passage(
                begin=at[id(stroke.begin)],
                end=at[id(stroke.end)],
                order=stroke.hop.order,
                weakest=stroke.weakest,
                label=_label(stroke),
                reading=stroke.hop.reading,
                paths=tuple(_name(path) for path in told if stroke.hop in path.hops),
            )
            for stroke in strokes
        ),
    )


def _label(stroke: Stroke) -> str:
    what = stroke.goods if stroke.hop.how == "given" else "handed on?"
    return f"{_when(stroke.hop)}, {what}"


def _when(hop: Hop) -> str:
    """When a step was, no finer than a year."""
    first, last = (day[:4] if day else None for day in (hop.first, hop.last))
    if not hop.dated:
        return "no date"
    if first and last:
        return first if first == last else f"{first}–{last}"
    return f"since {first}" if first else f"until {last}"
