"""Where actors that are pressed may turn, and what speaks for each place."""

from collections.abc import Sequence

import msgspec

from allegiance.network.spillover import Reason, Refuge, Spillover, spillover
from allegiance.statements.statement import Statement
from allegiance.views.answers.records import Finding, Who, counted, digest, legs, who

ACTORS = 24
PLACES = 8


class NextPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A place next in line: a country code or a region, and where it borders a place of pressure."""

    finding: Finding
    place: str
    name: str
    score: float
    borders: bool


class Pressed(msgspec.Struct, frozen=True, kw_only=True):
    """An actor under pressure: where, how, and the places next in line, the best founded first."""

    who: Who
    pressed_in: tuple[str, ...]
    pressure: Finding
    places: tuple[NextPlace, ...]


class Refuges(msgspec.Struct, frozen=True, kw_only=True):
    """Those who are told to be pressed, the most firmly first."""

    actors: tuple[Pressed, ...]
    more: int
    silence: str | None


def refuges(said: Sequence[Statement]) -> Refuges:
    """Where pressed actors may turn, by what statements tell. Persons are not asked about."""
    found = spillover(said, limit=PLACES)
    return Refuges(
        actors=tuple(map(_pressed, found[:ACTORS])),
        more=max(len(found) - ACTORS, 0),
        silence=None if found else SILENCE,
    )


SILENCE = (
    "no armed group, force, party or people is told to be fought, sanctioned or driven out in a place; "
    "persons are not asked about"
)


def _pressed(found: Spillover) -> Pressed:
    said = [one for each in found.pressure for one in each.statements]
    return Pressed(
        who=who(found.actor),
        pressed_in=found.pressed_in,
        pressure=Finding(
            id=digest("pressed", found.actor.id),
            title=found.actor.name,
            reading=f"{'; '.join(each.reading for each in found.pressure[:4])}.",
            facts=(counted(len(found.pressure), "pressure"),),
            legs=legs((("What presses it", -1, said),)),
        ),
        places=tuple(_place(found, each) for each in found.refuges),
    )


def _place(found: Spillover, refuge: Refuge) -> NextPlace:
    told = [reason for reason in refuge.reasons if reason.statements]
    borders = (f"{refuge.name} borders {', '.join(refuge.borders)}",) if refuge.borders else ()
    return NextPlace(
        finding=Finding(
            id=digest("refuge", found.actor.id, refuge.place),
            title=f"{found.actor.name}: {refuge.name}",
            reading=refuge.reading,
            facts=(*dict.fromkeys(reason.why for reason in refuge.reasons), *_next(refuge)),
            legs=legs((_heading(reason), 1, reason.statements) for reason in told),
            known=(*(r.reading for r in refuge.reasons if not r.statements), *borders),
        ),
        place=refuge.place,
        name=refuge.name,
        score=refuge.score,
        borders=bool(refuge.borders),
    )


def _heading(reason: Reason) -> str:
    return f"{reason.why[0].upper()}{reason.why[1:]}"


def _next(refuge: Refuge) -> tuple[str, ...]:
    return ("land border",) if refuge.borders else ()
