"""Events by the million as ties: counted in the database, never held one by one."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec

from allegiance.errors import AllegianceError
from allegiance.store import file
from allegiance.store.store import Store

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST = 1_000_000
"""How many ties are given at once."""
VOICES = 3
"""How many outlets of a tie are named."""


class Shown(NamedTuple):
    """An actor as it is shown."""

    id: str
    name: str
    kind: str
    country: str | None


Whole = Callable[[Shown, str | None], Shown]
"""What an actor is part of, at a date or whenever."""


class Sum(msgspec.Struct, frozen=True, kw_only=True):
    """All events that relate two actors in one relation, in one theatre and period.

    Where `symmetric`, `source.id <= target.id`. `statements` counts the events, of which so many are
    certain, and so on; `outlets` counts those that told of them, and `voices` names some, those with the most
    events first. `first` and `last` are days.
    """

    source: Shown
    relation: str
    target: Shown
    symmetric: bool
    theatre: str | None
    period: str | None
    statements: int
    certain: int
    probable: int
    possible: int
    unknown: int
    outlets: int
    first: date
    last: date
    voices: tuple[str, ...]


Key = tuple[str, str, str, bool, str | None, str | None]
"""Which tie: source, relation, target, whether symmetric, theatre, period."""


class TooManyTies(AllegianceError):
    """More ties than can be given at once."""


def sums(
    store: Store,
    where: str,
    *,
    theatre: bool = True,
    period: Literal["year", "month"] | None = None,
    whole: Whole | None = None,
    dated: Callable[[str], bool] = lambda _: False,
    limit: int | None = None,
    listed: Collection[Key] = (),
) -> list[Sum]:
    """The ties of the events that meet a condition, the most widely told first.

    Those that are `listed` come before all others, with all their voices, whatever the limit.

    `whole` reads actors as what they are part of; `dated` tells of which that depends on the day.
    Raises TooManyTies where there are more than `MOST`, unless a `limit` was asked for.
    """
    with (
        file.plainly(store.path, "read"),
        store._reading() as connection,
        file.heeding(connection),
    ):
        names = _shown(connection, where, whole, dated)
        lands = _lands(connection)
        relations = _meanings(connection)
        told = {None: "NULL::INTEGER", "year": "year(day)", "month": "year(day) * 100 + month(day)"}
        _list(connection, listed, names, relations, lands)
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE ties AS {_TIES}".format(
                where=where,
                theatre="lands.land" if theatre else "NULL::INTEGER",
                period=told[period],
                limit=(limit if limit is not None else MOST + 1) + len(listed),
            )
        )
        found = connection.execute("FROM ties").fetchall()
        if limit is None and len(found) > MOST + len(listed):
            raise TooManyTies(
                f"the events of {store.path} make more than {MOST:,} such ties; take the strongest with "
                "--limit, split them by less, or narrow them with --actor, --since, --theatre and the like"
            )
        voices = _voices(connection, where, told[period], theatre, found)
    return [
        Sum(
            source=names[a], relation=relations[relation], target=names[b], symmetric=both,
            theatre=None if land is None else lands[land], period=_period(when),
            statements=n, certain=n - probable - possible - unknown, probable=probable,
            possible=possible, unknown=unknown, outlets=outlets, first=first, last=last,
            voices=voices[place],
        )
        for place, (a, b, relation, both, land, when, n, probable, possible, unknown, outlets, first,
                    last, _) in enumerate(found)
    ]  # fmt: skip


def _shown(
    connection: "DuckDBPyConnection", where: str, whole: Whole | None, dated: Callable[[str], bool]
) -> list[Shown]:
    """Make the table of who each actor is shown as; those, by their number there, in the order of ids."""
    rows: list[tuple[int, str, Shown]] = [
        (number, id_, Shown(*shown))
        for number, id_, *shown in connection.execute(_ACTORS).fetchall()
    ]
    found = {number: whole(shown, None) if whole else shown for number, _, shown in rows}
    by_day: dict[tuple[int, date], Shown] = {}
    if whole:
        moving = {number: shown for number, _, shown in rows if dated(shown.id)}
        for number, day in _days(connection, where, moving):
            by_day[number, day] = whole(moving[number], day.isoformat())
    every = {each.id: each for each in (*found.values(), *by_day.values())}
    order = {name: place for place, name in enumerate(sorted(every))}
    _table(
        connection, "shown", "INTEGER INTEGER", [(n, order[each.id]) for n, each in found.items()]
    )
    moved = [(n, day, order[each.id]) for (n, day), each in by_day.items()]
    _table(connection, "shown_then", "INTEGER DATE INTEGER", moved)
    return [every[name] for name in order]


def _days(
    connection: "DuckDBPyConnection", where: str, numbers: Iterable[int]
) -> list[tuple[int, date]]:
    told = ", ".join(f"{number:d}" for number in numbers)
    if not told:
        return []
    sql = " UNION ".join(
        f"SELECT DISTINCT {side}, day FROM events WHERE {side} IN ({told}) AND {where}"
        for side in ("source", "target")
    )
    return connection.execute(sql).fetchall()


def _lands(connection: "DuckDBPyConnection") -> list[str]:
    """Make the table of each place's theatre; these, by their number there."""
    rows = connection.execute("SELECT number, coalesce(country, id) FROM event_places").fetchall()
    order = {name: place for place, name in enumerate(sorted({name for _, name in rows}))}
    _table(connection, "lands", "INTEGER INTEGER", [(n, order[name]) for n, name in rows])
    return list(order)


def _meanings(connection: "DuckDBPyConnection") -> list[str]:
    """Make the table of what codes mean; the relations, by their number there."""
    rows = connection.execute(_CODINGS).fetchall()
    order = {name: place for place, name in enumerate(sorted({row[1] for row in rows}))}
    told = [(number, order[name], *rest) for number, name, *rest in rows]
    _table(connection, "meanings", "SMALLINT TINYINT BOOLEAN VARCHAR", told)
    return list(order)


def _list(
    connection: "DuckDBPyConnection",
    listed: Collection[Key],
    names: Sequence[Shown],
    relations: Sequence[str],
    lands: Sequence[str],
) -> None:
    """Make the table of the ties that are asked for by name."""
    order = {each.id: place for place, each in enumerate(names)}
    rows = [
        (order[one], order[two], relations.index(relation), both, lands.index(land) if land else None,
         int(when.replace("-", "")) if when else None)
        for one, relation, two, both, land, when in listed
        if one in order and two in order and relation in relations and (not land or land in lands)
    ]  # fmt: skip
    _table(connection, "listed", "INTEGER INTEGER TINYINT BOOLEAN INTEGER INTEGER", rows)


def _voices(
    connection: "DuckDBPyConnection", where: str, period: str, theatre: bool, found: Sequence[Any]
) -> list[tuple[str, ...]]:
    """The outlets with the most events of each tie."""
    told: list[tuple[str, ...]] = [()] * len(found)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE wanted AS SELECT *, rowid AS place, "
        f"CASE WHEN listed THEN 1000000 ELSE {VOICES} END AS most FROM ties"
    )
    sql = _NAMED.format(
        where=where, period=period, theatre="lands.land" if theatre else "NULL::INTEGER"
    )
    for place, names in connection.execute(sql).fetchall():
        told[place] = tuple(names)
    return told


def _period(when: int | None) -> str | None:
    if when is None:
        return None
    return f"{when:04}" if when < 10_000 else f"{when // 100:04}-{when % 100:02}"


def _table(
    connection: "DuckDBPyConnection", name: str, kinds: str, rows: Sequence[tuple[Any, ...]]
) -> None:
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in kinds.split()]
    told = ", ".join(
        f"unnest(?::{kind}[]) AS {column}"
        for column, kind in zip(_COLUMNS[name], kinds.split(), strict=True)
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {told}", columns)


_COLUMNS = {
    "shown": ("number", "who"),
    "shown_then": ("number", "then", "who"),
    "lands": ("number", "land"),
    "listed": ("a", "b", "relation", "mutual", "land", "period"),
    "meanings": ("number", "relation", "mutual", "certainty"),
}
_ACTORS = """SELECT number, one.id, coalesce(acting.actor, one.id), coalesce(acting.name, one.name),
        coalesce(acting.kind, one.kind),
        CASE WHEN acting.merged THEN acting.country ELSE one.country END
    FROM event_actors AS one LEFT JOIN acting ON acting.id = one.id"""
_CODINGS = """SELECT number, relation, mutual, certainty FROM event_codings
    WHERE relation IS NOT NULL"""
_WHO = """coalesce(one_then.who, one.who) AS one, coalesce(two_then.who, two.who) AS two"""
_EVENTS = """FROM events
    JOIN shown AS one ON one.number = source
    JOIN shown AS two ON two.number = target
    LEFT JOIN shown_then AS one_then ON one_then.number = source AND one_then.then = day
    LEFT JOIN shown_then AS two_then ON two_then.number = target AND two_then.then = day
    JOIN meanings ON meanings.number = coding"""
_TOLD = f"""SELECT CASE WHEN mutual AND one > two THEN two ELSE one END AS a,
        CASE WHEN mutual AND one > two THEN one ELSE two END AS b,
        relation, mutual, land, period, outlet, certainty, day FROM (
    SELECT {_WHO}, meanings.relation, mutual, {{theatre}} AS land, {{period}} AS period,
        outlet, certainty, day
    {_EVENTS} LEFT JOIN lands ON lands.number = place WHERE {{where}})"""
_TIES = f"""WITH heard AS (
    SELECT a, b, relation, mutual, land, period, outlet, count(*) AS n,
        count(*) FILTER (certainty = 'probable') AS probable,
        count(*) FILTER (certainty = 'possible') AS possible,
        count(*) FILTER (certainty = 'unknown') AS doubtful,
        min(day) AS first, max(day) AS last
    FROM ({_TOLD}) GROUP BY a, b, relation, mutual, land, period, outlet
)
SELECT folded.*, listed.a IS NOT NULL AS listed FROM (
    SELECT a, b, relation, mutual, land, period, sum(n)::BIGINT AS told, sum(probable)::BIGINT AS p,
        sum(possible)::BIGINT AS q, sum(doubtful)::BIGINT AS r, count(*) AS outlets,
        min(first) AS first, max(last) AS last
    FROM heard GROUP BY a, b, relation, mutual, land, period
) AS folded LEFT JOIN listed ON listed.a = folded.a AND listed.b = folded.b
    AND listed.relation = folded.relation AND listed.mutual = folded.mutual
    AND listed.land IS NOT DISTINCT FROM folded.land
    AND listed.period IS NOT DISTINCT FROM folded.period
ORDER BY listed.a IS NULL, outlets DESC, told DESC, folded.a, folded.relation, folded.b, folded.mutual, folded.land,
    folded.period LIMIT {{limit}}"""
_NAMED = f"""SELECT place, list(name ORDER BY n DESC, name) FROM (
    SELECT place, most, event_outlets.name, count(*) AS n FROM ({_TOLD}) AS told
    JOIN wanted ON wanted.a = told.a AND wanted.b = told.b AND wanted.relation = told.relation
        AND wanted.mutual = told.mutual AND wanted.land IS NOT DISTINCT FROM told.land
        AND wanted.period IS NOT DISTINCT FROM told.period
    JOIN event_outlets ON event_outlets.number = told.outlet
    GROUP BY place, most, event_outlets.name
    QUALIFY row_number() OVER (PARTITION BY place ORDER BY n DESC, name) <= most
) GROUP BY place"""
