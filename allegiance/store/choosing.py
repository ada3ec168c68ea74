"""The conditions of a query as one on the numbers of events."""

from collections.abc import Collection, Iterable
from datetime import date

from allegiance.store.store import Store

NOTHING = "false"
Names = Collection[str] | None


def choose(
    store: Store,
    *,
    actor: Names = None,
    relation: Names = None,
    outlet: Names = None,
    speaker: Names = None,
    theatre: Names = None,
    certainty: Names = None,
    polarity: Names = None,
    document: Names = None,
    since: date | None = None,
    until: date | None = None,
    search: str | None = None,
    rejected: bool = False,
    between: tuple[Names, Names] | None = None,
) -> str:
    """The condition that events meet, in SQL made of numbers alone; all conditions must hold.

    Names are in small letters, with those that decisions lead to. An event is affirmed by its outlet, and
    has no other voice.
    """
    parts = [_whole(store)]
    if polarity is not None and "positive" not in polarity:
        return NOTHING
    if actor is not None:
        numbers = _actors(store, actor)
        parts.append(f"({_among('source', numbers)} OR {_among('target', numbers)})")
    for names, column in zip(between or (), ("source", "target"), strict=False):
        if names is not None:
            parts.append(_among(column, _actors(store, names)))
    for names, column, sql in (
        (relation, "coding", "SELECT number FROM event_codings WHERE list_contains($1, relation)"),
        (
            certainty,
            "coding",
            "SELECT number FROM event_codings WHERE list_contains($1, certainty)",
        ),
        (outlet, "outlet", "SELECT number FROM event_outlets WHERE list_contains($1, lower(name))"),
        (
            speaker,
            "outlet",
            "SELECT number FROM event_outlets WHERE list_contains($1, lower(name))",
        ),
        (theatre, "place", _THEATRE),
    ):
        if names is not None:
            parts.append(_among(column, _numbers(store, sql, list(names))))
    if document is not None:
        parts.append(_told(store, document))
    if store.parted and (since or until):
        parts.append(store.parted.within("events", since, until))
    if since:
        parts.append(f"day >= DATE '{since.isoformat()}'")
    if until:
        parts.append(f"day <= DATE '{until.isoformat()}'")
    if search:
        parts.append(_searched(store, search))
    if not rejected and (out := [name for (name,) in store.rows("SELECT statement FROM rejected")]):
        parts.append(f"NOT {_told(store, out)}")
    return NOTHING if NOTHING in parts else " AND ".join(parts)


def _whole(store: Store) -> str:
    """What has wholly arrived."""
    parts = _numbers(store, "SELECT number FROM event_files WHERE NOT whole")
    return f"NOT {_among('file', parts)}" if parts else "true"


def _actors(store: Store, names: Collection[str]) -> list[int]:
    return _numbers(store, _ACTORS, list(names))


def _told(store: Store, names: Iterable[str]) -> str:
    """The events of these ids of statements."""
    by_form: dict[str, set[int]] = {}
    for name in names:
        form, _, rest = name.partition(":")
        number = rest.partition(":")[0]
        if number.isdigit() and len(number) < 19:
            by_form.setdefault(form, set()).add(int(number))
    parts = []
    for form, events in by_form.items():
        files = _numbers(store, "SELECT number FROM event_files WHERE form = $1", form)
        if files:
            parts.append(f"({_among('file', files)} AND {_among('event', events)})")
    return f"({' OR '.join(parts)})" if parts else NOTHING


def _searched(store: Store, search: str) -> str:
    """Events in whose names, place or outlet the words stand."""
    found = [
        _among(column, _numbers(store, sql, search))
        for column, sql in (
            ("source", _LIKE.format("name", "event_actors")),
            ("target", _LIKE.format("name", "event_actors")),
            ("source_as", _LIKE.format("name", "event_names")),
            ("target_as", _LIKE.format("name", "event_names")),
            ("place", _LIKE.format("shown", "event_places")),
            ("outlet", _LIKE.format("name", "event_outlets")),
        )
    ]
    told = [each for each in found if each != NOTHING]
    return f"({' OR '.join(told)})" if told else NOTHING


def _numbers(store: Store, sql: str, *given: object) -> list[int]:
    return [int(number) for (number,) in store.rows(sql, *given)]


def _among(column: str, numbers: Iterable[int]) -> str:
    """A column is one of these numbers."""
    told = ", ".join(f"{number:d}" for number in sorted(numbers))
    return f"{column} IN ({told})" if told else NOTHING


_ACTORS = """SELECT number FROM event_actors AS one LEFT JOIN acting ON acting.id = one.id
    WHERE list_contains($1, lower(one.id)) OR list_contains($1, lower(coalesce(acting.actor, one.id)))
    OR list_contains($1, lower(coalesce(acting.name, one.name)))"""
_THEATRE = """SELECT number FROM event_places
    WHERE list_contains($1, lower(coalesce(country, id)))"""
_LIKE = "SELECT number FROM {1} WHERE contains(strip_accents(lower({0})), strip_accents(lower($1)))"
