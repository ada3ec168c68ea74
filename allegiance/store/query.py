"""What a store holds: statements by who, what, where, when and according to whom; and counts.

Every condition goes to the database as a parameter, never as a piece of SQL.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from itertools import chain
from typing import get_args

import msgspec

from allegiance.errors import BadOption, UnknownActor
from allegiance.ontology.actors import registry
from allegiance.ontology.relations import relation as known
from allegiance.statements.statement import Certainty, Polarity, Statement
from allegiance.store import events
from allegiance.store.choosing import choose
from allegiance.store.columns import widen
from allegiance.store.effective import Reading
from allegiance.store.store import Store

OneOrMore = str | Collection[str] | None


class Appearance(msgspec.Struct, frozen=True, kw_only=True):
    """An actor, and how often it appears: mentions, statements it is an end of, documents."""

    id: str
    name: str
    kind: str
    country: str | None
    mentions: int
    statements: int
    documents: int


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much a store holds.

    `coded` counts the sentences that gave a statement, `reasons` says of the others why not and
    `relations` counts statements by relation, both commonest first. `rejected` statements are
    not among `statements`.
    """

    documents: int
    stories: int
    outlets: int
    sentences: int
    coded: int
    mentions: int
    actors: int
    statements: int
    rejected: int
    relations: dict[str, int]
    reasons: dict[str, int]


def statements(
    store: Store,
    *,
    actor: OneOrMore = None,
    relation: OneOrMore = None,
    outlet: OneOrMore = None,
    speaker: OneOrMore = None,
    theatre: OneOrMore = None,
    certainty: OneOrMore = None,
    polarity: OneOrMore = None,
    document: OneOrMore = None,
    since: str | None = None,
    until: str | None = None,
    search: str | None = None,
    limit: int | None = None,
    rejected: bool = False,
    between: tuple[OneOrMore, OneOrMore] | None = None,
) -> Iterator[Statement]:
    """The statements that meet all conditions, in the order of the documents and their text.

    Events that came by the million follow, in the order they came. `between` takes a source and a target.

    Each condition takes one value or several, of which one must hold. `actor` (either end) and
    `speaker` (anyone in the attribution; author or outlet where there is none) are ids or names
    in any case. `theatre` is a country (ISO alpha-2) or the id of a region. `since` and `until`
    are ISO dates or prefixes ("2012-05"): what is told of an interval that touches theirs; what
    has no date is left out then. `search` is looked for in the sentence, the names and the document's title,
    whatever the case or accents. Rejected statements are left out unless `rejected`.

    Raises UnknownRelation, BadOption for a value that no statement can have, or TooMany where more
    events meet the conditions than can be read one by one.
    """
    conditions = {
        "actor": actor, "relation": relation, "outlet": outlet, "speaker": speaker,
        "theatre": theatre, "certainty": certainty, "polarity": polarity, "document": document,
        "since": since, "until": until, "search": search, "rejected": rejected, "between": between,
    }  # fmt: skip
    said = read(store, **conditions, limit=limit)  # type: ignore[arg-type]
    if not events.any_kept(store):
        return said
    where = chosen(store, **conditions)  # type: ignore[arg-type]
    if limit is None:
        return chain(said, events.statements(store, where))
    return _limited(said, store, where, limit)


def read(
    store: Store,
    *,
    actor: OneOrMore = None,
    relation: OneOrMore = None,
    outlet: OneOrMore = None,
    speaker: OneOrMore = None,
    theatre: OneOrMore = None,
    certainty: OneOrMore = None,
    polarity: OneOrMore = None,
    document: OneOrMore = None,
    since: str | None = None,
    until: str | None = None,
    search: str | None = None,
    limit: int | None = None,
    rejected: bool = False,
    between: tuple[OneOrMore, OneOrMore] | None = None,
) -> Iterator[Statement]:
    """The same of the writing that was read alone, without the events that came by the million."""
    _check(relation, certainty, polarity, limit)
    conditions: list[tuple[str, object]] = [
        ("(list_contains($, lower(source_id)) OR list_contains($, lower(source_name))"
         " OR list_contains($, lower(target_id)) OR list_contains($, lower(target_name)))",
         _named(store, _lower(actor))),
        *((f"(list_contains($, lower({side}_id)) OR list_contains($, lower({side}_name)))",
           _named(store, _lower(names)))
          for side, names in zip(("source", "target"), between or (), strict=False)),
        ("list_contains($, relation)", _several(relation)),
        ("list_contains($, lower(said.outlet))", _lower(outlet)),
        ("list_has_any($, list_transform(speakers, lambda each: lower(each)))",
         _speaking(store, _lower(speaker))),
        ("list_contains($, lower(theatre))", _lower(theatre)),
        ("list_contains($, certainty)", _several(certainty)),
        ("list_contains($, polarity)", _several(polarity)),
        ("document IN (SELECT unnest($::VARCHAR[]))", _several(document)),
        ("last >= $", _day("since", since, 0)),
        ("first <= $", _day("until", until, 1)),
        (f"contains({FOLDED}, strip_accents(lower($)))", search or None),
        ("($ OR NOT said.rejected)", rejected),
    ]  # fmt: skip
    given = [(sql, value) for sql, value in conditions if value is not None]
    where = [sql.replace("$", f"${number}") for number, (sql, _) in enumerate(given, start=1)]
    if store.parted:
        days = _day("since", since, 0), _day("until", until, 1)
        where.append(store.parted.within("statements", *days))
    limited = f"LIMIT {limit:d}" if limit is not None else ""
    rows = store.rows(
        "SELECT record, said.story FROM effective AS said JOIN documents ON documents.id = document "
        f"WHERE {' AND '.join(where)} ORDER BY arrival, number {limited}",
        *(value for _, value in given),
    )
    return map(_Reader(store), rows)


def chosen(
    store: Store,
    *,
    actor: OneOrMore = None,
    relation: OneOrMore = None,
    outlet: OneOrMore = None,
    speaker: OneOrMore = None,
    theatre: OneOrMore = None,
    certainty: OneOrMore = None,
    polarity: OneOrMore = None,
    document: OneOrMore = None,
    since: str | None = None,
    until: str | None = None,
    search: str | None = None,
    rejected: bool = False,
    between: tuple[OneOrMore, OneOrMore] | None = None,
) -> str:
    """The same conditions as one on the table of events, in SQL made of numbers alone."""
    return choose(
        store,
        actor=_named(store, _lower(actor)),
        relation=_several(relation),
        outlet=_lower(outlet),
        speaker=_speaking(store, _lower(speaker)),
        theatre=_lower(theatre),
        certainty=_several(certainty),
        polarity=_several(polarity),
        document=_several(document),
        since=_day("since", since, 0),
        until=_day("until", until, 1),
        search=search or None,
        rejected=rejected,
        between=between and (_named(store, _lower(between[0])), _named(store, _lower(between[1]))),
    )


def _limited(
    read: Iterator[Statement], store: Store, where: str, limit: int
) -> Iterator[Statement]:
    for said in read:
        yield said
        limit -= 1
    if limit:
        yield from events.statements(store, where, limit=limit)


def actors(
    store: Store, *, kind: OneOrMore = None, search: str | None = None, limit: int | None = None
) -> list[Appearance]:
    """The actors that appear in a store, places not among them, those in most statements first."""
    rows = store.rows(
        ACTORS + (f" LIMIT {limit:d}" if limit is not None else ""),
        _several(kind),
        search or None,
    )
    if events.any_kept(store):
        rows = store.rows(
            EITHER.format(ACTORS, limit="ALL" if limit is None else f"{limit:d}"),
            _several(kind),
            search or None,
        )
    return [Appearance(**dict(zip(Appearance.__struct_fields__, row, strict=True))) for row in rows]


def counts(store: Store) -> Counts:
    """How much a store holds."""
    numbers = {name: store.value(sql) for name, sql in COUNTS.items()}
    relations = Counter(dict(store.rows(BY_RELATION)))
    if events.any_kept(store):
        relations.update(dict(store.rows(EVENT_RELATIONS)))
        told = sum(count for (count,) in store.rows("SELECT sum(events)::BIGINT FROM event_pairs"))
        outlets = f"{OUTLETS} UNION SELECT name FROM event_outlets"
        numbers |= {
            "statements": numbers["statements"] + told,
            "documents": numbers["documents"] + told,
            "stories": numbers["stories"] + told,
            "outlets": store.value(f"SELECT count(*) FROM ({outlets})"),
            "actors": len(actors(store)),
        }
    return Counts(
        **numbers,
        relations=dict(relations.most_common()),
        reasons=dict(store.rows(BY_REASON)),
    )


def identify(store: Store, name: str) -> str:
    """The id of the actor that a name or an id means in this store, or else in the registry.

    Raises UnknownActor where it means nobody, or several.
    """
    if store.value(BY_ID, name):
        return name
    found = sorted({row[0] for row in store.rows(BY_NAME, name)})
    if not found:
        found = _registered(name)
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownActor(
            f"the name {name!r} means several: {', '.join(found)}; tell one by its id"
        )
    raise UnknownActor(
        f"no actor in {store.path}, and none in the registry, goes by the name {name!r} "
        "(`allegiance actors` lists who appears in it)"
    )


def _registered(name: str) -> list[str]:
    known = registry()
    return [name] if name in known else [actor.id for actor in known.find(name)]


class _Reader:
    """Reads a row (record, story) back into the statement, its actors as they were decided to be.

    The column's story is the latest.
    """

    def __init__(self, store: Store) -> None:
        self._decode = msgspec.json.Decoder(Statement).decode
        self._decided = Reading(store.rows("FROM acting"))

    def __call__(self, row: tuple[str, str | None]) -> Statement:
        said = self._decided(self._decode(row[0]))
        return said if said.story == row[1] else msgspec.structs.replace(said, story=row[1])


def _check(
    relation: OneOrMore, certainty: OneOrMore, polarity: OneOrMore, limit: int | None
) -> None:
    for name in _several(relation) or ():
        known(name)
    for option, value, allowed in (
        ("certainty", certainty, get_args(Certainty)),
        ("polarity", polarity, get_args(Polarity)),
    ):
        for each in _several(value) or ():
            if each not in allowed:
                raise BadOption(f"{option} {each!r} is not one of {', '.join(allowed)}")
    if limit is not None and limit < 0:
        raise BadOption(f"limit {limit} is below zero; leave it out to have all")


def _several(value: OneOrMore) -> list[str] | None:
    """One value or several as a list; None where there is no condition."""
    if not value:
        return None
    return [value] if isinstance(value, str) else list(value)


def _lower(value: OneOrMore) -> list[str] | None:
    several = _several(value)
    return None if several is None else [each.lower() for each in several]


def _named(store: Store, names: list[str] | None) -> list[str] | None:
    """Names with the actors that they lead to since these were merged, renamed or given an alias."""
    if names is None:
        return None
    return [*names, *(row[0] for row in store.rows(LEADS_TO, names))]


def _speaking(store: Store, names: list[str] | None) -> list[str] | None:
    """Names with the ids of all who are now the same actor."""
    found = _named(store, names)
    return None if found is None else [*found, *(row[0] for row in store.rows(SAME, found))]


def _day(option: str, prefix: str | None, side: int) -> date | None:
    """The first (side 0) or last (1) day of a partial date; None where there is no condition.

    Raises BadOption where it is no date.
    """
    if not prefix:
        return None
    day = widen(prefix)[side] if len(prefix) <= 10 else None
    if day is None:
        raise BadOption(f"{option} {prefix!r} is not a date such as 2012, 2012-05 or 2012-05-17")
    return day


ENDS = """
    SELECT source_id AS id, source_name AS name FROM {0} WHERE source_kind <> 'place'
    UNION ALL SELECT target_id, target_name FROM {0} WHERE target_kind <> 'place'
    UNION ALL SELECT id, name FROM {1} WHERE kind <> 'place'
    UNION ALL SELECT id, name FROM {2}"""
SHOWN = """(SELECT coalesce(acting.actor, one.id) AS id, coalesce(acting.name, one.name) AS name
    FROM event_actors AS one LEFT JOIN acting ON acting.id = one.id)"""
BY_ID = f"""SELECT exists(FROM ({ENDS.format("statements", "mentions", "event_actors")}) WHERE id = $1)
    OR exists(FROM ({ENDS.format("effective", "effective_mentions", SHOWN)}) WHERE id = $1)"""
BY_NAME = f"""SELECT id FROM ({ENDS.format("effective", "effective_mentions", SHOWN)})
    WHERE lower(name) = lower($1) OR lower(id) = lower($1)
    UNION SELECT actor FROM called WHERE name = lower($1)"""
LEADS_TO = "SELECT lower(actor) FROM called WHERE list_contains($1::VARCHAR[], name)"
SAME = """SELECT lower(id) FROM acting
    WHERE list_contains($1::VARCHAR[], lower(actor)) OR list_contains($1::VARCHAR[], lower(name))"""

FOLDED = """strip_accents(lower(concat_ws(
    chr(10), sentence, source_name, target_name, voice, place, documents.title)))"""

STANDING = "effective WHERE NOT rejected"

ACTORS = f"""
WITH told AS (FROM {STANDING}), ends AS (
    SELECT source_id AS id, source_name AS name, source_kind AS kind, source_country AS country,
        told.id AS statement, document, 0 AS mention FROM told
    UNION ALL SELECT target_id, target_name, target_kind, target_country, told.id, document, 0
        FROM told
    UNION ALL SELECT id, name, kind, country, NULL, document, 1 FROM effective_mentions
)
SELECT id, min(name) AS name, min(kind) AS kind, min(country) AS country,
    sum(mention)::BIGINT AS mentioned, count(DISTINCT statement) AS stated,
    count(DISTINCT document) AS documents
FROM ends WHERE kind <> 'place' AND ($1::VARCHAR[] IS NULL OR list_contains($1, kind))
    AND ($2 IS NULL OR contains(strip_accents(lower(name)), strip_accents(lower($2))))
GROUP BY id ORDER BY stated DESC, mentioned DESC, name, id
"""

EITHER = """
WITH read AS ({0}), ends AS (
    SELECT source AS number, events FROM event_pairs
    UNION ALL SELECT target, events FROM event_pairs
), told AS (
    SELECT coalesce(acting.actor, one.id) AS id, min(coalesce(acting.name, one.name)) AS name,
        min(coalesce(acting.kind, one.kind)) AS kind,
        min(CASE WHEN acting.merged THEN acting.country ELSE one.country END) AS country,
        sum(events)::BIGINT AS events
    FROM ends JOIN event_actors AS one USING (number) LEFT JOIN acting ON acting.id = one.id
    GROUP BY 1
)
SELECT id, min(name) AS name, min(kind), min(country), sum(mentioned)::BIGINT AS mentions, sum(stated)::BIGINT AS statements,
    sum(documents)::BIGINT FROM (
        SELECT id, name, kind, country, mentioned, stated, documents FROM read
        UNION ALL SELECT id, name, kind, country, 0, events, events FROM told
            WHERE ($1::VARCHAR[] IS NULL OR list_contains($1, kind))
            AND ($2 IS NULL OR contains(strip_accents(lower(name)), strip_accents(lower($2))))
    ) GROUP BY id ORDER BY statements DESC, mentions DESC, name, id LIMIT {limit}
"""
EVENT_RELATIONS = "SELECT relation, sum(events)::BIGINT FROM event_pairs GROUP BY relation"
OUTLETS = "SELECT DISTINCT outlet FROM documents WHERE outlet IS NOT NULL"

COUNTS = {
    "documents": "SELECT count(*) FROM documents",
    "stories": "SELECT count(DISTINCT coalesce(story, id)) FROM documents",
    "outlets": "SELECT count(DISTINCT outlet) FROM documents",
    "sentences": "SELECT count(*) FROM sentences",
    "coded": "SELECT count(*) FROM sentences WHERE statements > 0",
    "mentions": "SELECT count(*) FROM mentions",
    "actors": f"SELECT count(*) FROM ({ACTORS.replace('$1', 'NULL').replace('$2', 'NULL')})",
    "statements": f"SELECT count(*) FROM {STANDING}",
    "rejected": "SELECT count(*) FROM effective WHERE rejected",
}
BY_RELATION = f"""SELECT relation, count(*) AS n FROM {STANDING}
    GROUP BY relation ORDER BY n DESC, relation"""
BY_REASON = """SELECT coalesce(reason, 'no reason given') AS why, count(*) AS n FROM sentences
    WHERE statements = 0 GROUP BY why ORDER BY n DESC, why"""
