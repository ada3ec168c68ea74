"""What every answer is made of: findings in words, each with the sentences that it rests on."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from allegiance.network.ties import Party, Tie
from allegiance.statements.statement import Statement

Sign = Literal[-1, 0, 1]


class Who(msgspec.Struct, frozen=True, kw_only=True):
    """An actor's id and name."""

    id: str
    name: str


class Leg(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a finding: the ids of the statements that it rests on, none where nobody says it."""

    name: str
    sign: Sign
    statements: tuple[str, ...]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One row of an answer. `reading` says it in words, `facts` in very few; `legs` are its evidence.

    `known` is what no sentence says but the registry of actors, or the borders of countries.
    """

    id: str
    title: str
    reading: str
    facts: tuple[str, ...] = ()
    legs: tuple[Leg, ...] = ()
    known: tuple[str, ...] = ()


def who(party: Party) -> Who:
    return Who(id=party.id, name=party.name)


def leg(name: str, sign: int, said: Iterable[Statement]) -> Leg:
    """A leg of these statements, each once."""
    told = tuple(dict.fromkeys(one.id for one in said))
    return Leg(name=name, sign=1 if sign > 0 else -1 if sign < 0 else 0, statements=told)


def legs(named: Iterable[tuple[str, int, Sequence[Statement]]]) -> tuple[Leg, ...]:
    """The legs that have statements."""
    return tuple(leg(name, sign, said) for name, sign, said in named if said)


def of_ties(ties: Iterable[Tie]) -> list[Statement]:
    """The statements of several ties, in their order."""
    return [said for made in ties for said in made.statements]


def digest(*parts: str) -> str:
    """A short name of a finding, the same for the same parts."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8]


def number(value: float) -> str:
    """A number as a reader writes it: without needless decimals."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """ "1 tie", "2 ties"."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"
