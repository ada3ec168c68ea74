"""Double games: who is hostile to an actor and friendly to it, or to its other self, elsewhere.

A double game is a pair, a triangle or a cycle of four whose signs do not fit together (Heider 1946; Cartwright
and Harary 1956, "Structural balance", Psychological Review 63). It is what is told, by
the voices on each leg: a game that one author alleges is not one that two sides admit.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from allegiance.network.double_games import columns as table
from allegiance.network.double_games.columns import BadTable as BadTable
from allegiance.network.double_games.cycles import Floats, Ints
from allegiance.network.double_games.factors import OTHER_SELVES as OTHER_SELVES
from allegiance.network.double_games.game import Apart as Apart
from allegiance.network.double_games.game import DoubleGame as DoubleGame
from allegiance.network.double_games.game import Leg as Leg
from allegiance.network.double_games.game import Link as Link
from allegiance.network.double_games.game import Pattern as Pattern
from allegiance.network.double_games.game import Standing as Standing
from allegiance.network.double_games.search import PATTERNS, Found, find_games
from allegiance.network.double_games.sides import World, fold
from allegiance.network.double_games.sponsors import BothSides as BothSides
from allegiance.network.double_games.sponsors import armed_both_sides as armed_both_sides
from allegiance.network.double_games.writing import write
from allegiance.network.ties import Party, Tie, tie
from allegiance.ontology.actors import Registry, registry
from allegiance.statements.statement import Statement


def double_games(
    said: Iterable[Statement] | Iterable[Tie],
    *,
    limit: int | None = None,
    played_by: Collection[str] = (),
    patterns: Collection[Pattern] = (),
    known: Registry | None = None,
) -> list[DoubleGame]:
    """The double games that statements (or ties) tell, the best held and furthest apart first.

    Parts are read as their whole, so that a leg of French troops and a leg of the French
    government are a game of France. One actor has one game against one other, and its third game
    comes after the first two of everybody else.

        score = pattern * apart * links * min over legs and links of log2(1 + strength)

    with `strength` as in `ties.strength`: voices by certainty, less denials. They are found on arrays;
    only those that are listed become records. `played_by` keeps the games of these actors, by id or
    name in any case, and `patterns` those of these patterns; all where it is empty.

    Raises UnknownRelation where a statement's relation is not in the ontology.
    """
    known = registry() if known is None else known
    mixed = list(said)
    made = [one for one in mixed if isinstance(one, Tie)]
    statements = [one for one in mixed if isinstance(one, Statement)]
    if made:
        made += tie(statements)
        statements = [each for one in made for each in one.statements]
        world = fold(table.from_ties(made), known)
    else:
        world = fold(table.from_statements(statements), known)
    players = _players(world, played_by) if played_by else None
    found, others = find_games(world, limit, players=players, patterns=patterns)
    return write(world, found, others, statements, made, known=known)


class Games:
    """The double games of statements, found but not yet written: only those asked for become records.

    `rows` has the number of each game by the ids of its actor, against whom and towards whom, in the order of
    `double_games`. Raises as that does.
    """

    def __init__(self, statements: Iterable[Statement], *, known: Registry | None = None) -> None:
        self._known = registry() if known is None else known
        self._said = list(statements)
        self._world = fold(table.from_statements(self._said), self._known)
        self._found, self._others = find_games(self._world)
        columns = (self._found.actor, self._found.against, self._found.towards)
        ids = zip(*(_ids(self._world, column) for column in columns), strict=True)
        self.rows = {game: number for number, game in enumerate(ids)}

    def write(self, rows: Sequence[int]) -> list[DoubleGame]:
        """The games of these rows as records."""
        at = np.array(rows, dtype=np.int64)
        found, others = self._found.at(at), self._others[at]
        return write(self._world, found, others, self._said, [], known=self._known)


def _players(world: World, names: Collection[str]) -> Ints:
    asked = {name.casefold() for name in names}
    return np.array(
        [
            number
            for number, party in enumerate(world.wholes)
            if {party.id.casefold(), party.name.casefold()} & asked
        ],
        dtype=np.int64,
    )


class GameTable(NamedTuple):
    """One row for each double game in a table of ties, in the order of the list.

    `actor`, `against` and `towards` are ids. `hostile`, `friendly` and `second` are the rows of the table that hold
    each leg most firmly, `links` those of the two links; -1 where there is none, or where the
    registry knows it. `pattern`, `score` and `others` are as in `DoubleGame`.
    """

    actor: tuple[str, ...]
    against: tuple[str, ...]
    towards: tuple[str, ...]
    pattern: tuple[Pattern, ...]
    score: Floats
    hostile: Ints
    friendly: Ints
    second: Ints
    links: Ints
    others: Ints


def games_in_table(
    ties: Any,
    actors: Sequence[Party | str],
    *,
    limit: int | None = None,
    known: Registry | None = None,
) -> GameTable:
    """The double games in a table of ties with numbers for actors, as `double_games` finds them.

    For a network of millions of ties, none of which becomes an object. `ties` maps names of columns to
    arrays, or is an Arrow, Polars or pandas table; see `columns.from_table` for the columns. `actors`
    are what `source` and `target` number; only those given as a Party have a kind, a people or a
    state for example, and the registry knows them by id.

    Raises BadTable, or UnknownRelation.
    """
    world = fold(table.from_table(ties, actors), registry() if known is None else known)
    found, others = find_games(world, limit)
    return _table(world, found, others)


def _table(world: World, found: Found, others: Ints) -> GameTable:
    bonds = np.append(world.bonds.tie, -1)
    links = [_row_of_tie(world, bonds[column]) for column in (found.near, found.far)]
    return GameTable(
        actor=_ids(world, found.actor),
        against=_ids(world, found.against),
        towards=_ids(world, found.towards),
        pattern=tuple(PATTERNS[number] for number in found.pattern.tolist()),
        score=found.score,
        hostile=_row(world, found.hostile),
        friendly=_row(world, found.friendly),
        second=_row(world, found.second),
        links=np.stack(links, axis=1),
        others=others,
    )


def _ids(world: World, numbers: Ints) -> tuple[str, ...]:
    return tuple(world.wholes[number].id for number in numbers.tolist())


def _row(world: World, sides: Ints) -> Ints:
    firmest = np.append(world.sides.tie[world.sides.ties.first], -1)
    return _row_of_tie(world, firmest[sides])


def _row_of_tie(world: World, ties: Ints) -> Ints:
    rows: Ints = np.append(world.ties.rows.first, -1)[ties]
    return rows
