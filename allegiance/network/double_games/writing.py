"""Games that were found become records: only now are ties and sentences looked at."""

from collections.abc import Sequence
from typing import NamedTuple

from allegiance.network.double_games.cycles import Ints
from allegiance.network.double_games.game import Apart, DoubleGame, Leg, Link
from allegiance.network.double_games.search import (
    PATTERNS,
    Found,
    periods_apart,
    theatres_apart,
)
from allegiance.network.double_games.sides import World
from allegiance.network.double_games.standing import Told, affirmed, carriers, standing
from allegiance.network.double_games.wording import reading
from allegiance.network.ties import Tie, tie, voices
from allegiance.ontology.actors import Registry
from allegiance.statements.statement import Statement


def write(
    world: World,
    found: Found,
    others: Ints,
    statements: Sequence[Statement],
    made: Sequence[Tie],
    *,
    known: Registry,
) -> list[DoubleGame]:
    """Each game found as a record, with the ties and sentences of its legs.

    `statements` are the rows that the world was folded from, `made` the ties that they came in,
    where they did.
    """
    writer = _Writer(world, statements, made, known)
    theatres = theatres_apart(world, *_compared(found)).tolist()
    periods = periods_apart(world, *_compared(found)).tolist()
    return [
        writer.game(_Row(*row), _apart(*apart), folded)
        for *row, apart, folded in zip(
            *(column.tolist() for column in found),
            zip(theatres, periods, strict=True),
            others.tolist(),
            strict=True,
        )
    ]


class _Row(NamedTuple):
    """One row of what was found."""

    score: float
    actor: int
    against: int
    towards: int
    pattern: int
    hostile: int
    friendly: int
    second: int
    near: int
    far: int


def _compared(found: Found) -> tuple[Ints, Ints]:
    """The two legs that may lie apart: in `both`, what the actor does for either."""
    return (found.hostile * (found.second < 0) + found.second * (found.second >= 0)), found.friendly


def _apart(theatres: bool, periods: bool) -> tuple[Apart, ...]:
    found: list[Apart] = []
    if theatres:
        found.append("theatre")
    if periods:
        found.append("period")
    return tuple(found) or ("relation",)


class _Writer:
    """Makes ties of rows, each once."""

    def __init__(
        self, world: World, statements: Sequence[Statement], made: Sequence[Tie], known: Registry
    ) -> None:
        self._world = world
        self._statements = statements
        self._made = made
        self._known = known
        self._owner = [number for number, one in enumerate(made) for _ in one.statements]
        self._ties: dict[int, Tie] = {}

    def game(self, row: _Row, apart: tuple[Apart, ...], others: int) -> DoubleGame:
        parties, pattern = self._world.wholes, PATTERNS[row.pattern]
        hostile, friendly, links = self._leg(row.hostile), self._leg(row.friendly), self._links(row)
        told = self._told(row)
        return DoubleGame(
            actor=parties[row.actor],
            against=parties[row.against],
            towards=parties[row.towards],
            pattern=pattern,
            hostile=hostile,
            friendly=friendly,
            links=links,
            apart=apart,
            score=row.score,
            reading=reading(
                pattern,
                hostile,
                friendly,
                links,
                subjects=(self._end(row.hostile, row.actor), self._end(row.friendly, row.actor)),
                last=self._end(row.friendly, row.towards),
            ),
            standing=standing(parties[row.actor].id, told, known=self._known),
            carriers=carriers([said for one in told for said in one.statements]),
            others=others,
        )

    def _told(self, row: _Row) -> list[Told]:
        """The legs and links that somebody tells, with the wholes at their ends."""
        world = self._world
        sides = [side for side in (row.hostile, row.friendly, row.second) if side >= 0]
        told = [
            Told(self._both_ends(world.sides.actor[side], world.sides.other[side]),
                 affirmed(self._leg(side)))
            for side in sides
        ]  # fmt: skip
        told += [
            Told(self._both_ends(world.bonds.one[bond], world.bonds.other[bond]),
                 affirmed(self._bond(bond)))
            for bond in (row.near, row.far)
            if bond >= 0 and world.bonds.tie[bond] >= 0
        ]  # fmt: skip
        return told

    def _both_ends(self, one: int, other: int) -> frozenset[str]:
        return frozenset({self._world.wholes[one].id, self._world.wholes[other].id})

    def _links(self, row: _Row) -> tuple[Link, ...]:
        bonds = [self._bond(bond) for bond in (row.near, row.far) if bond >= 0]
        if row.second >= 0:
            bonds.insert(0, _as_link(self._leg(row.second).tie))
        return tuple(bonds)

    def _bond(self, bond: int) -> Link:
        number = int(self._world.bonds.tie[bond])
        if number < 0:
            return self._world.links[int(self._world.bonds.link[bond])]
        return _as_link(self._tie(number))

    def _leg(self, side: int) -> Leg:
        ties = [self._tie(number) for number in self._world.sides.ties_of(side).tolist()]
        statements = [said for one in ties for said in one.statements]
        return Leg(
            tie=ties[0],
            also=tuple(ties[1:]),
            voices=voices(statements, "positive"),
            denials=voices(statements, "negative"),
        )

    def _tie(self, number: int) -> Tie:
        """The tie of that number, made of its statements or as it came made."""
        if number not in self._ties:
            rows = self._world.ties.statements_of(number).tolist()
            if self._made:
                self._ties[number] = self._made[self._owner[rows[0]]]
            else:
                [self._ties[number]] = tie(self._statements[row] for row in rows)
        return self._ties[number]

    def _end(self, side: int, whole: int) -> str | None:
        """The end of a side's firmest tie that is that whole or a part of it."""
        ties, number = self._world.ties, int(self._world.sides.ties_of(side)[0])
        made = self._tie(number)
        if ties.whole[number] == whole:
            return made.source.id
        return made.target.id if ties.other[number] == whole else None


def _as_link(made: Tie) -> Link:
    return Link(
        source=made.source,
        relation=made.relation,
        target=made.target,
        basis="statement",
        tie=made,
        voices=voices(made.statements, "positive"),
    )
