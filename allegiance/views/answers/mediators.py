"""Who stands between the camps, what becomes of them without it, and who could speak to both sides."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from allegiance.network.balance import NoBalance
from allegiance.network.brokers import Broker, Entry, Turn, brokers
from allegiance.network.reading import according_to
from allegiance.network.ties import tie, voices
from allegiance.statements.statement import Statement
from allegiance.views.answers.records import (
    Finding,
    Who,
    counted,
    digest,
    legs,
    of_ties,
    who,
)

TRIED = 12
SECONDS = 1.0
TOTAL = 4.0
LISTED = 30
MOVED = 8


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """The network once an actor is gone or on one side: bounds on its index, and the camps.

    `changes` is True where none of the best camps lasts, None where the bounds do not tell. `moved`
    are the first of those who change sides, of `all_moved`.
    """

    how: Literal["gone", "with its camp", "with the other camp"]
    lower: float
    upper: float
    proved: bool
    changes: bool | None
    moved: tuple[str, ...]
    all_moved: int


class Stand(msgspec.Struct, frozen=True, kw_only=True):
    """An actor between the camps, or one on whom they rest (`pivot`), with its ties on each side."""

    finding: Finding
    who: Who
    kind: Literal["broker", "pivot"]
    camp: int
    near: int
    far: int
    hostile: int
    between: tuple[str, ...]
    effects: tuple[Effect, ...]


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """An actor with ties or talks on both sides of hostile pairs."""

    finding: Finding
    who: Who
    score: float
    between: tuple[str, ...]


class Mediators(msgspec.Struct, frozen=True, kw_only=True):
    """Brokers and pivots of the two camps, and contacts to both sides of a quarrel."""

    lower: float
    upper: float
    proved: bool
    stands: tuple[Stand, ...]
    contacts: tuple[Contact, ...]
    tried: int
    candidates: int
    more: int
    silence: str | None


def mediators(read: Sequence[Statement]) -> Mediators:
    """Who stands between the camps of statements whose ends are read as their states."""
    try:
        found = brokers(tie(read, by=()), most=TRIED, time_limit=SECONDS, total=TOTAL)
    except NoBalance as nothing:
        return Mediators(
            lower=0, upper=0, proved=True, stands=(), contacts=(), tried=0, candidates=0, more=0,
            silence=str(nothing),
        )  # fmt: skip
    every = [*((each, True) for each in found.brokers), *((each, False) for each in found.pivots)]
    more = max(len(every) - LISTED, 0) + max(len(found.entries) - LISTED, 0)
    return Mediators(
        lower=found.lower,
        upper=found.upper,
        proved=found.proved,
        stands=tuple(_stand(each, bridges=bridges) for each, bridges in every[:LISTED]),
        contacts=tuple(map(_contact, found.entries[:LISTED])),
        tried=found.tried,
        candidates=found.candidates,
        more=more,
        silence=None
        if every or found.entries
        else f"nobody has friends in both camps or on both sides of a hostile tie, among {counted(found.candidates, 'actor')} with two ties or more",
    )


def _stand(found: Broker, *, bridges: bool) -> Stand:
    between = tuple(f"{one} and {other}" for one, other in found.between)
    return Stand(
        finding=Finding(
            id=digest("stand", found.actor.id),
            title=found.actor.name,
            reading=_reading(found, bridges=bridges),
            facts=_facts(found),
            legs=legs(
                (
                    (f"Friends in camp {found.camp}, its own", 1, of_ties(found.near)),
                    (f"Friends in camp {3 - found.camp}", 1, of_ties(found.far)),
                    ("Hostile ties", -1, of_ties(found.hostile)),
                )
            ),
        ),
        who=who(found.actor),
        kind="broker" if bridges else "pivot",
        camp=found.camp,
        near=len(found.near),
        far=len(found.far),
        hostile=len(found.hostile),
        between=between,
        effects=tuple(map(_effect, found.turns)),
    )


def _reading(found: Broker, *, bridges: bool) -> str:
    name = found.actor.name
    told = (
        f"{name}, in camp {found.camp}, is told to have {counted(len(found.near), 'friendly tie')} in it "
        f"and {len(found.far)} in the other"
    )
    if found.between:
        pairs = [f"{one} and {other}" for one, other in found.between[:3]]
        rest = f" and {len(found.between) - 3} more" if len(found.between) > 3 else ""
        told += f"; among its friends these are told to be hostile to each other: {'; '.join(pairs)}{rest}"
    if not bridges:
        told += "; it bridges nothing, yet the camps of the others change without it or once it takes a side"
    return f"{told}{according_to(voices(found.statements, 'positive'))}."


def _facts(found: Broker) -> tuple[str, ...]:
    """In which camp it is, and between how many pairs that are hostile to each other."""
    between = len(found.between)
    pairs = (f"between {counted(between, 'hostile pair')}",) if between else ()
    return (f"camp {found.camp}", *pairs)


def _effect(turn: Turn) -> Effect:
    return Effect(
        how=turn.how,
        lower=turn.lower,
        upper=turn.upper,
        proved=turn.proved,
        changes=turn.changes,
        moved=turn.moved[:MOVED],
        all_moved=len(turn.moved),
    )


def _contact(found: Entry) -> Contact:
    between = tuple(f"{one} and {other}" for one, other in found.between)
    doubts = f" But: {_some(found.doubts)}." if found.doubts else ""
    return Contact(
        finding=Finding(
            id=digest("contact", found.actor.id),
            title=found.actor.name,
            reading=f"{_some(found.reasons)}.{doubts}",
            facts=(counted(len(between), "quarrel"), f"score {found.score:.2f}"),
            legs=legs(
                (
                    ("Ties and talks with both sides", 1, of_ties(found.contacts)),
                    ("What speaks against", -1, of_ties(found.against)),
                )
            ),
        ),
        who=who(found.actor),
        score=found.score,
        between=between,
    )


SHOWN = 4


def _some(told: Sequence[str]) -> str:
    """The first few of what is told, and how many more."""
    rest = len(told) - SHOWN
    return f"{'; '.join(told[:SHOWN])}{f'; and {rest} more' if rest > 0 else ''}"
