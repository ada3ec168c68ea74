"""What a double game is, once it is found: legs and links with their sentences and voices."""

from itertools import chain
from typing import Literal

import msgspec

from allegiance.network.ties import Party, Tie
from allegiance.statements.statement import Statement

Apart = Literal["theatre", "period", "relation"]
Pattern = Literal["direct", "through", "both"]
Standing = Literal[
    "pieced together",
    "alleged by one voice",
    "told by several",
    "admitted by the actor",
    "admitted by both sides",
]


class Leg(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a game: what the actor, or a part of it, is told to do to the other.

    `tie` is the most firmly held tie of this side, with the ends that the texts name; `also` are
    the others of the same sign and theatre, between the same two wholes. `voices` affirm it,
    `denials` deny it.
    """

    tie: Tie
    also: tuple[Tie, ...]
    voices: tuple[str, ...]
    denials: tuple[str, ...]

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(chain.from_iterable(t.statements for t in (self.tie, *self.also)))


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """What makes two actors one side: a tie, or a membership that the registry knows.

    `basis` says which; `tie` is None where it is the registry, and `since` and `until` are its
    dates then.
    """

    source: Party
    relation: str
    target: Party
    basis: Literal["statement", "registry"]
    tie: Tie | None
    voices: tuple[str, ...]
    since: str | None = None
    until: str | None = None

    @property
    def ends(self) -> tuple[str, str]:
        return self.source.id, self.target.id

    @property
    def statements(self) -> tuple[Statement, ...]:
        return self.tie.statements if self.tie is not None else ()


class DoubleGame(msgspec.Struct, frozen=True, kw_only=True):
    """`actor` is hostile to `against` and friendly to `towards`, which is the same side.

    `direct`: `towards` is `against`. `through`: one or two `links` tie them. `both`: the actor is
    friendly to both sides of a hostile tie, or to a side and another self of the other; `hostile` is
    then the tie between the two sides, and the first of `links` what the actor does for `against`.
    `apart` says in what the hostile and the friendly leg differ (in `both`, the two friendly
    ones): theatre, period, or no more than relation. `standing` says whose word it is, as
    `standing.standing` tells; `carriers` are the authors, outlets or stories that print it. `others`
    counts the weaker games of the same actor against the same one, which are folded into this one.
    """

    actor: Party
    against: Party
    towards: Party
    pattern: Pattern
    hostile: Leg
    friendly: Leg
    links: tuple[Link, ...]
    apart: tuple[Apart, ...]
    score: float
    reading: str
    standing: Standing
    carriers: tuple[str, ...]
    others: int = 0

    @property
    def according_to(self) -> tuple[tuple[str, ...], ...]:
        """The voices of the hostile leg, of the friendly leg, and of each link."""
        return (self.hostile.voices, self.friendly.voices, *(link.voices for link in self.links))
