"""What is told as columns of numbers: a row for each statement, or for each tie of a big store.

Actors, relations, theatres and voices become numbers once, so that a million rows are searched
without a million objects. Dates keep their precision: a prefix ("2012") is the interval from its
earliest to its latest day.
"""

import re
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from allegiance.errors import AllegianceError
from allegiance.network.double_games.cycles import Flags, Floats, Ints, group, pack
from allegiance.network.ties import CERTAINTY, Party, Tie, acted, source_of, told
from allegiance.ontology.relations import CODEBOOK, relation
from allegiance.statements.statement import Statement

NEVER, ALWAYS = -1, 99_999_999
"""Before and after every date."""


class BadTable(AllegianceError):
    """A table of ties that lacks a column, or has one that cannot be read."""


class Columns(NamedTuple):
    """One row for each statement or tie, as numbers.

    `source` and `target` number `actors`; `relation` numbers `RELATIONS` and `theatre` numbers
    `theatres`, which are in the order of their names and begin with "" for none. `yes` and `no` are
    how surely the row affirms and denies, from 0 to 1 for a statement; rows of one `voice`
    count once. `first` and `last` are the day it is first and last told of as yyyymmdd, `NEVER` where
    none is told; `acted` is when its ends acted. `ended` and `past` say that the relation is told
    as over. Rows of one `sentence` stand together in one document. `made` numbers ties that came
    ready made, -1 where the rows are still to be folded.
    """

    actors: tuple[Party, ...]
    theatres: tuple[str, ...]
    source: Ints
    target: Ints
    relation: Ints
    theatre: Ints
    mutual: Flags
    yes: Floats
    no: Floats
    voice: Ints
    first: Ints
    last: Ints
    acted: Ints
    past: Flags
    ended: Flags
    sentence: Ints
    made: Ints


RELATIONS = tuple(sorted(CODEBOOK))


def from_statements(statements: Iterable[Statement], made: Iterable[int] = repeat(-1)) -> Columns:
    """A row for each statement; `made` numbers the tie that each comes from, if it does."""
    parties: _Codes[tuple[str, str, str, str | None]] = _Codes()
    theatres: _Codes[str] = _Codes()
    voices: _Codes[str] = _Codes()
    documents: _Codes[str] = _Codes()
    dates: _Codes[str | None] = _Codes()
    flat = array("q")
    for said, tie in zip(statements, made, strict=False):
        one, other = said.source, said.target
        first, last = told(said)
        flat.extend((
            parties[one.id, one.name, one.kind, one.country],
            parties[other.id, other.name, other.kind, other.country],
            _RELATION[said.relation] if said.relation in _RELATION else _unknown(said.relation),
            theatres[said.theatre or ""],
            said.mutual,
            said.polarity == "negative",
            _CERTAINTY[said.certainty],
            voices[source_of(said)],
            documents[said.story or said.document],
            dates[first], dates[last], dates[first or acted(said)],
            said.time_status == "past",
            said.phase == "ends",
            documents[said.document], said.begin,
            tie,
        ))  # fmt: skip
    rows = np.frombuffer(flat, dtype=np.int64).reshape(-1, 17).T if flat else _NOTHING
    actors, of_form = _named(parties, rows)
    places, of_theatre = _sorted(theatres)
    early, late = _days(dates)
    denied, surely = rows[5] > 0, _SURELY[rows[6]]
    return Columns(
        actors, places, of_form[rows[0]], of_form[rows[1]], rows[2], of_theatre[rows[3]],
        rows[4] > 0, np.where(denied, 0.0, surely), np.where(denied, surely, 0.0),
        pack(rows[7], rows[8]), early[rows[9]], late[rows[10]], early[rows[11]],
        (rows[12] > 0) | (rows[13] > 0), rows[13] > 0, group(pack(rows[14], rows[15])).numbers(),
        rows[16],
    )  # fmt: skip


def from_ties(ties: Sequence[Tie]) -> Columns:
    """A row for each statement of ties, which stay the ties they are."""
    return from_statements(
        (said for tie in ties for said in tie.statements),
        (number for number, tie in enumerate(ties) for _ in tie.statements),
    )


def from_table(table: Any, actors: Sequence[Party | str]) -> Columns:
    """A row for each row of a table: a mapping of names to arrays, or an Arrow, Polars or pandas table.

    `source` and `target` number `actors` from 0; `relation` is a name or a number in `RELATIONS`.
    The others may be left out: `theatre` (a name or None), `mutual`, `strength` (of a tie, as
    `ties.strength`; 1 where it is left out, 0 or less makes no leg), `voice` (a number: rows of one voice count
    once; each row is its own where it is left out), `first` and `last` (ISO dates or prefixes, or years), `past`.

    Raises BadTable, or UnknownRelation.
    """
    have = set(getattr(table, "column_names", None) or getattr(table, "columns", None) or table)
    if lacking := {"source", "target", "relation"} - have:
        raise BadTable(f"the table of ties lacks the column {sorted(lacking)[0]!r}")
    source = _ends(table, "source", len(actors), None)
    size = len(source)
    target = _ends(table, "target", len(actors), size)

    def column(name: str, quiet: Any, kind: Any) -> NDArray[Any]:
        return (
            _column(table, name, kind, size)
            if name in have
            else np.full(size, quiet, kind or object)
        )

    strength = column("strength", 1.0, np.float64)
    if not np.isfinite(strength).all():
        raise BadTable(f"row {int(np.argmin(np.isfinite(strength)))} has no number as its strength")
    theatres, theatre = _texts(column("theatre", None, object))
    early, late = (_dated(column(name, None, None)) for name in ("first", "last"))
    own = np.arange(size)
    parties, of = _ordered(actors)
    return Columns(
        parties, theatres, of[source], of[target], _relations(column("relation", None, None)),
        theatre, column("mutual", False, np.bool_), np.maximum(strength, 0.0),
        np.maximum(-strength, 0.0), column("voice", 0, np.int64) if "voice" in have else own,
        early[0], np.where(late[1] == NEVER, early[1], late[1]), early[0],
        column("past", False, np.bool_), np.zeros(size, np.bool_), own,
        np.full(size, -1, dtype=np.int64),
    )  # fmt: skip


Key = TypeVar("Key")


class _Codes(dict[Key, int]):
    """Numbers from 0 for keys, in the order they are first asked."""

    def __missing__(self, key: Key) -> int:
        self[key] = number = len(self)
        return number


_RELATION: Mapping[str, int] = {name: number for number, name in enumerate(RELATIONS)}
_CERTAINTY: Mapping[str, int] = {name: number for number, name in enumerate(CERTAINTY)}
_SURELY = np.array(list(CERTAINTY.values()))
_NOTHING = np.empty((17, 0), dtype=np.int64)


def _unknown(name: str) -> int:
    """Raise UnknownRelation as the ontology words it."""
    return _RELATION[relation(name).name]


def _named(
    forms: Mapping[tuple[str, str, str, str | None], int], rows: Ints
) -> tuple[tuple[Party, ...], Ints]:
    """Actors in the order of their ids, each under its most frequent form; and which a form is of."""
    counts = np.bincount(rows[:2].ravel(), minlength=len(forms)) if forms else ()
    best: dict[str, tuple[int, tuple[str, str, str]]] = {}
    for (actor, name, kind, country), number in forms.items():
        rank = -int(counts[number]), (name, kind, country or "")
        if actor not in best or rank < best[actor]:
            best[actor] = rank
    place = {actor: number for number, actor in enumerate(sorted(best))}
    actors = tuple(
        Party(id=actor, name=name, kind=kind, country=country or None)
        for actor in place
        for name, kind, country in [best[actor][1]]
    )
    return actors, np.array([place[actor] for actor, *_ in forms], dtype=np.int64)


def _sorted(codes: Mapping[str, int]) -> tuple[tuple[str, ...], Ints]:
    names = tuple(sorted({"", *codes}))
    place = {name: number for number, name in enumerate(names)}
    return names, np.array([place[name] for name in codes], dtype=np.int64)


def _days(dates: Iterable[str | None]) -> tuple[Ints, Ints]:
    days = np.array([interval(date) for date in dates], dtype=np.int64).reshape(-1, 2)
    return days[:, 0], days[:, 1]


def interval(date: object) -> tuple[int, int]:
    """The earliest and latest day of an ISO prefix as yyyymmdd; months and days unknown are 0 and 99."""
    found = _ISO.match(str(date)) if date is not None else None
    if found is None:
        return NEVER, NEVER
    year, month, day = found.groups()
    early = int(year) * 10_000 + int(month or 0) * 100 + int(day or 0)
    return early, early + (0 if day else 99 if month else 9_999)


_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def _dated(values: NDArray[Any]) -> tuple[Ints, Ints]:
    if values.dtype.kind in "iu":
        years = values.astype(np.int64) * 10_000
        return years, years + 9_999
    codes, distinct = _factorized(values)
    early, late = _days([_shown(value) for value in distinct])
    return early[codes], late[codes]


def _shown(value: object) -> str | None:
    if value is None or value != value:
        return None
    return f"{int(value):04d}" if isinstance(value, int | float | np.number) else str(value)


def _factorized(values: NDArray[Any]) -> tuple[Ints, list[object]]:
    seen: _Codes[object] = _Codes()
    codes = np.array(list(map(seen.__getitem__, values.tolist())), dtype=np.int64)
    return codes, list(seen)


def _texts(values: NDArray[Any]) -> tuple[tuple[str, ...], Ints]:
    codes, distinct = _factorized(values)
    texts = ["" if value is None or value != value else str(value) for value in distinct]
    names = tuple(sorted({"", *texts}))
    place = {name: number for number, name in enumerate(names)}
    return names, np.array([place[text] for text in texts], dtype=np.int64)[codes]


def _relations(values: NDArray[Any]) -> Ints:
    if values.dtype.kind not in "iu":
        codes, distinct = _factorized(values)
        return np.array([_unknown(str(name)) for name in distinct], dtype=np.int64)[codes]
    if len(values) and not (values.min() >= 0 and values.max() < len(RELATIONS)):
        wrong = int(values[(values < 0) | (values >= len(RELATIONS))][0])
        raise BadTable(f"{wrong} is no number of a relation; there are {len(RELATIONS)}")
    return values.astype(np.int64)


def _ordered(actors: Sequence[Party | str]) -> tuple[tuple[Party, ...], Ints]:
    """Actors in the order of their ids, and the place there of each."""
    ids = [actor if isinstance(actor, str) else actor.id for actor in actors]
    order = sorted(range(len(ids)), key=ids.__getitem__)
    place = np.empty(len(ids), dtype=np.int64)
    place[order] = np.arange(len(ids))
    if len(set(ids)) < len(ids):
        twice = next(a for a, b in zip(sorted(ids), sorted(ids)[1:], strict=False) if a == b)
        raise BadTable(f"two actors of the table have the id {twice!r}; give each one number")
    return tuple(_party(actors[number]) for number in order), place


def _party(actor: Party | str) -> Party:
    if isinstance(actor, Party):
        return actor
    return Party(id=actor, name=actor, kind="actor", country=None)


def _ends(table: Any, name: str, size: int, rows: int | None) -> Ints:
    column: Ints = _column(table, name, np.int64, rows)
    if len(column) and not (column.min() >= 0 and column.max() < size):
        wrong = int(column[(column < 0) | (column >= size)][0])
        raise BadTable(f"{name} {wrong} is no number of an actor; there are {size:,} actors")
    return column


def _column(table: Any, name: str, kind: Any, size: int | None) -> NDArray[Any]:
    held = table[name]
    to_numpy: Callable[[], Any] = getattr(held, "to_numpy", lambda: held)
    try:
        found = to_numpy()
        if np.ma.isMaskedArray(found):  # as DuckDB gives columns that hold NULL
            masked, found = np.ma.getmaskarray(found), np.ma.getdata(found).astype(object)
            found[masked] = None
        column = np.ascontiguousarray(found, dtype=kind)
    except (TypeError, ValueError) as wrong:
        raise BadTable(
            f"the column {name!r} of the table of ties cannot be read: {wrong}"
        ) from None
    if column.ndim != 1 or (size is not None and len(column) != size):
        raise BadTable(f"the column {name!r} of the table of ties is not as long as its source")
    return column
