"""What decisions come to, written into the tables that the views of effective statements read.

The statements themselves are never overwritten. A merge is one row that leads from an actor to
another; only what is corrected one by one is written once more, beside what was coded.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from allegiance.ontology.actors import registry
from allegiance.statements.statement import Attribution, End, Statement
from allegiance.store.columns import Row, statement_row
from allegiance.store.correcting import corrected, parted
from allegiance.store.decision import Correct, Decision, Split, What, in_order, subjects
from allegiance.store.fold import Step, View, fold

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Label(NamedTuple):
    """How an actor is shown."""

    name: str
    kind: str
    country: str | None


class Acting(NamedTuple):
    """As whom an actor is shown; None where it stays as the text has it."""

    id: str
    actor: str
    name: str | None
    kind: str | None
    country: str | None
    merged: bool

    def end(self, end: End) -> End:
        """An end of a statement, with this actor's place taken."""
        return msgspec.structs.replace(
            end,
            id=self.actor,
            name=self.name or end.name,
            kind=self.kind or end.kind,
            country=self.country if self.merged else end.country,
        )

    def link(self, link: Attribution) -> Attribution:
        """A speaker, with this actor's place taken."""
        return msgspec.structs.replace(
            link, id=self.actor, name=self.name or link.name, kind=self.kind or link.kind
        )


class Found(NamedTuple):
    """What the store tells of the actors that decisions are about."""

    labels: Mapping[str, Label]
    names: Collection[tuple[str, str]]


class Weighed(NamedTuple):
    """A log, what it comes to, and which actors and statements are there."""

    log: list[Decision]
    view: View
    there: Collection[str]
    found: Found


def weigh(connection: "DuckDBPyConnection", *more: Decision) -> Weighed:
    """What the decisions of a store come to, with some more."""
    decisions = in_order([*log(connection), *more])
    actors = sorted(set().union(*(subjects(each.what)["actors"] for each in decisions)))
    statements = sorted(set().union(*(subjects(each.what)["statements"] for each in decisions)))
    found = _find(connection, actors)
    there = set(found.labels)
    there.update(each for each in actors if each not in there and _registered(each))
    rows = connection.execute(KEPT, [statements]).fetchall() if statements else []
    there.update(row[0] for row in rows)
    there.update(_told_events(connection, statements))
    return Weighed(decisions, fold(decisions, there), there, found)


def _told_events(connection: "DuckDBPyConnection", statements: Iterable[str]) -> Iterator[str]:
    """Those of these statements that are events."""
    for name in statements:
        form, _, rest = name.partition(":")
        number = rest.partition(":")[0]
        if number.isdigit() and len(number) < 19:
            found = connection.execute(EVENT, [form, int(number), name]).fetchone()
            if found:
                yield name


def refresh(
    connection: "DuckDBPyConnection", weighed: Weighed | None = None, *, anew: bool = False
) -> View:
    """Write anew what the decisions come to; `anew` where statements may have changed as well."""
    decisions, folded, there, found = weighed or weigh(connection)
    labels = _Labels(folded, found.labels)
    acting = _acting(folded, labels)
    single = _single(folded.steps)
    about = [(each, each in there, each in single) for each in sorted(_named(decisions))]
    _fill(connection, "subjects", about)
    _fill(connection, "rejected", [(each,) for each in sorted(folded.rejected)])
    _fill(connection, "acting", acting)
    _fill(connection, "called", _called(folded, found, acting))
    print_of = _fingerprint(folded, labels)
    if anew or print_of != _one(connection, "SELECT steps FROM state"):
        raw = _raw(connection, folded.steps)
        changed = _changed(folded.steps, raw, labels)
        _rewrite(connection, changed)
        _fill(connection, "moved", _moved(connection, folded.steps, raw, changed, labels))
        connection.execute("UPDATE state SET steps = ?", [print_of])
    return folded


def named(connection: "DuckDBPyConnection", document: str) -> dict[str, tuple[bool, bool]]:
    """What decisions are about of all that a document holds: whether it was there, and is single."""
    rows = connection.execute(NAMED, [document]).fetchall()
    return {name: (there, single) for name, there, single in rows}


def follow(
    connection: "DuckDBPyConnection", document: str, before: Mapping[str, tuple[bool, bool]]
) -> None:
    """Bring what decisions come to up to date once a document has changed.

    Merges and names lead from actor to actor, whatever documents there are; so most documents need
    nothing. All is made anew where what a decision is about has come or gone, or is changed one by
    one.
    """
    now = named(connection, document)
    known = all(there for there, _ in now.values())
    single = any(single for _, single in (*before.values(), *now.values()))
    if not known or single or not before.keys() <= now.keys():
        refresh(connection, anew=True)
    elif now:
        connection.execute(MORE_NAMES, [document])


def insert(connection: "DuckDBPyConnection", decisions: Iterable[Decision]) -> None:
    """Add decisions to the log."""
    rows = [
        (each.id, each.when, each.who, each.kind, msgspec.json.encode(each.what).decode(), each.why)
        for each in decisions
    ]
    _insert(connection, "decisions", rows, ("VARCHAR",) * 6)


def show(connection: "DuckDBPyConnection", statement: str, weighed: Weighed) -> Statement | None:
    """A statement as it stands, its actors not yet merged; None where it is gone."""
    labels = _Labels(weighed.view, weighed.found.labels)
    steps = weighed.view.steps
    raw = _raw(connection, steps)
    if statement not in raw:
        return None
    raw = {statement: raw[statement]}
    return _changed(steps, raw, labels).get(statement, raw[statement])[1]


def log(connection: "DuckDBPyConnection") -> list[Decision]:
    """All decisions, in the order of time."""
    return [
        Decision(id=name, when=when, what=_WHAT.decode(what), who=who, why=why)
        for name, when, who, what, why in connection.execute(LOG).fetchall()
    ]


class Reading:
    """Shows the actors of statements as whom they were decided to be: the rows of `acting`."""

    def __init__(self, acting: Iterable[tuple[Any, ...]]) -> None:
        self._acting = {row[0]: Acting(*row) for row in acting}

    def __call__(self, said: Statement) -> Statement:
        acting = self._acting
        ids = (said.source.id, said.target.id, *(link.id for link in said.attribution))
        if not any(each in acting for each in ids):
            return said
        source, target = (
            acting[end.id].end(end) if end.id in acting and end.kind != "place" else end
            for end in (said.source, said.target)
        )
        links = tuple(
            acting[link.id].link(link) if link.id in acting else link for link in said.attribution
        )
        return msgspec.structs.replace(said, source=source, target=target, attribution=links)


class _Labels:
    """How actors are shown: as in the store, else as in the registry, else as a split names them."""

    def __init__(self, folded: View, seen: Mapping[str, Label]) -> None:
        self._view = folded
        self._seen = seen

    def told(self, actor: str) -> Label:
        """How texts, or the split that made it, show an actor."""
        if actor in self._seen:
            return self._seen[actor]
        split = self._view.made.get(actor)
        if split is not None:
            of = self.told(split.actor) if split.actor != actor else Label(actor, "unknown", None)
            return Label(split.name or actor, split.kind or of.kind, of.country)
        if not actor.startswith("text:") and actor in registry():
            known = registry()[actor]
            return Label(known.name, known.kind, known.country)
        return Label(actor.removeprefix("text:"), "unknown", None)

    def shown(self, actor: str) -> Label:
        """How an actor is shown once it is renamed and retyped."""
        told = self.told(actor)
        return Label(
            self._view.names.get(actor, told.name),
            self._view.kinds.get(actor, told.kind),
            told.country,
        )


def _named(decisions: Iterable[Decision]) -> set[str]:
    found: set[str] = set()
    for each in decisions:
        found.update(*subjects(each.what).values())
    return found


def _single(steps: Iterable[Step]) -> set[str]:
    """The statements that are corrected, and the actors that are split."""
    found: set[str] = set()
    for step in steps:
        found |= step.members if isinstance(step.what, Split) else {step.what.statement}
    return found


def _registered(actor: str) -> bool:
    return not actor.startswith("text:") and actor in registry()


def _find(connection: "DuckDBPyConnection", actors: list[str]) -> Found:
    """The names of these actors in the store, and how the first text that tells of each shows it."""
    if not actors:
        return Found({}, ())
    labels: dict[str, Label] = {}
    names: set[tuple[str, str]] = set()
    for actor, name, kind, country, _ in connection.execute(NAMES, [actors]).fetchall():
        labels.setdefault(actor, Label(name, kind, country))
        names.add((name, actor))
    return Found(labels, names)


def _acting(folded: View, labels: _Labels) -> list[Acting]:
    merged = [
        Acting(actor, root, *labels.shown(root), True)
        for actor, root in sorted(folded.into.items())
    ]
    renamed = [
        Acting(actor, actor, folded.names.get(actor), folded.kinds.get(actor), None, False)
        for actor in sorted({*folded.names, *folded.kinds})
        if actor not in folded.into
    ]
    return [*merged, *renamed]


def _called(folded: View, found: Found, acting: Iterable[Acting]) -> list[tuple[str, str]]:
    """Under what names, in small letters, those are found who are shown under another."""
    leads = {each.id: each.actor for each in acting}
    told = set(leads.items())
    told |= {(name, leads[actor]) for name, actor in found.names if actor in leads}
    told |= {(name, folded.actor(one)) for one, names in folded.aliases.items() for name in names}
    return sorted({(name.lower(), actor) for name, actor in told})


def _raw(
    connection: "DuckDBPyConnection", steps: Iterable[Step]
) -> dict[str, tuple[int, Statement]]:
    """The statements that some step may change, with their numbers, by id."""
    rows: list[tuple[str, str | None, int]] = []
    single = sorted({step.what.statement for step in steps if isinstance(step.what, Correct)})
    if single:
        rows += connection.execute(f"{RECORDS} WHERE id IN (SELECT unnest(?))", [single]).fetchall()
    for step in steps:
        if isinstance(step.what, Split):
            rows += connection.execute(*_within(step.what, step.members)).fetchall()
    found = {}
    for record, story, number in rows:
        said = msgspec.json.decode(record, type=Statement)
        found[said.id] = number, msgspec.structs.replace(said, story=story)
    return found


def _within(split: Split, members: frozenset[str]) -> tuple[str, list[object]]:
    """The query for the statements that a split may be about."""
    ends = "(SELECT unnest(?::VARCHAR[]))"
    sql = f"{RECORDS} WHERE (source_id IN {ends} OR target_id IN {ends})"
    given: list[object] = [sorted(members), sorted(members)]
    for column, values in (("document", split.documents), ("id", split.statements)):
        if values:
            sql += f" AND {column} IN {ends}"
            given.append(list(values))
    return sql, given


def _changed(
    steps: Iterable[Step],
    raw: Mapping[str, tuple[int, Statement]],
    labels: _Labels,
) -> dict[str, tuple[int, Statement]]:
    """The statements that the steps change, one after the other."""
    now = {name: said for name, (_, said) in raw.items()}
    for step in steps:
        if isinstance(step.what, Correct):
            said = now.get(step.what.statement)
            if said is not None:
                now[said.id] = corrected(said, step.what, labels.told)
        else:
            into = step.what.into, labels.told(step.what.into)
            for name, said in now.items():
                now[name] = parted(said, step.what, step.members, into)
    return {name: (raw[name][0], said) for name, said in now.items() if said != raw[name][1]}


def _moved(
    connection: "DuckDBPyConnection",
    steps: Iterable[Step],
    raw: Mapping[str, tuple[int, Statement]],
    changed: Mapping[str, tuple[int, Statement]],
    labels: _Labels,
) -> list[tuple[object, ...]]:
    """The mentions that stand for another: those of a split, and the ends of what is corrected."""
    found: dict[tuple[str, int, int, str], str] = {}
    for step in steps:
        split = step.what
        if not isinstance(split, Split) or split.statements or split.since or split.until:
            continue
        written = {each.casefold() for each in split.wordings}
        rows = connection.execute(MENTIONS, [sorted(step.members), list(split.documents)])
        for document, begin, end, name, text in rows.fetchall():
            if not written or text.casefold() in written:
                found[document, begin, end, name] = split.into
    for name, (_, said) in changed.items():
        before = raw[name][1]
        for old, new in ((before.source, said.source), (before.target, said.target)):
            if old.id != new.id and new.kind != "place":
                found[said.document, old.begin, old.end, old.id] = new.id
    return [(*where, actor, *labels.told(actor)) for where, actor in sorted(found.items())]


def _rewrite(
    connection: "DuckDBPyConnection", changed: Mapping[str, tuple[int, Statement]]
) -> None:
    rows: list[Row] = [
        statement_row(said, number, msgspec.json.encode(said).decode())
        for number, said in changed.values()
    ]
    kinds = dict(connection.execute(TYPES).fetchall())
    _fill(
        connection, "changed", [tuple(row[name] for name in kinds) for row in rows], kinds.values()
    )


def _fill(
    connection: "DuckDBPyConnection",
    table: str,
    rows: Sequence[tuple[object, ...]],
    kinds: Iterable[str] = (),
) -> None:
    """Put these rows in place of a table's own."""
    connection.execute(f"DELETE FROM {table}")
    _insert(connection, table, rows, tuple(kinds) or _KINDS[table])


def _insert(
    connection: "DuckDBPyConnection",
    table: str,
    rows: Sequence[tuple[object, ...]],
    kinds: Iterable[str],
) -> None:
    if rows:
        lists = ", ".join(f"unnest(?::{kind}[])" for kind in kinds)
        columns = [list(column) for column in zip(*rows, strict=True)]
        connection.execute(f"INSERT INTO {table} SELECT {lists}", columns)


def _fingerprint(folded: View, labels: _Labels) -> str:
    """What the single statements that are changed depend on, apart from the statements."""
    ends = sorted({end for step in folded.steps for end in subjects(step.what)["actors"]})
    told = [(step.what, sorted(step.members)) for step in folded.steps]
    parts = msgspec.json.encode((told, [labels.told(end) for end in ends]))
    return hashlib.sha256(parts).hexdigest()


def _one(connection: "DuckDBPyConnection", sql: str, *given: object) -> object:
    row = connection.execute(sql, list(given)).fetchone()
    return row[0] if row else None


def _ends(table: str, where: str) -> Iterator[str]:
    for side in ("source", "target"):
        yield (
            f"SELECT {side}_id AS id, {side}_name AS name, {side}_kind AS kind, "
            f'{side}_country AS country, document, "begin" FROM {table} WHERE {side}_id IN {where} '
            f"AND {side}_kind <> 'place'"
        )


_WHAT: msgspec.json.Decoder[What] = msgspec.json.Decoder(What)
_KINDS = {
    "subjects": ("VARCHAR", "BOOLEAN", "BOOLEAN"),
    "rejected": ("VARCHAR",),
    "acting": (*("VARCHAR",) * 5, "BOOLEAN"),
    "called": ("VARCHAR",) * 2,
    "moved": ("VARCHAR", "INTEGER", "INTEGER", *("VARCHAR",) * 5),
}
_ASKED = "(SELECT unnest($1::VARCHAR[]))"
LOG = 'SELECT id, "when", who, what, why FROM decisions ORDER BY "when", id'
KEPT = f"SELECT id FROM statements WHERE id IN {_ASKED}"
EVENT = """SELECT 1 FROM told_events WHERE form = $1 AND event_number = $2 AND id = $3"""
RECORDS = "SELECT record, story, number FROM statements"
NAMES = f"""
WITH ends AS ({" UNION ALL ".join(_ends("statements", _ASKED))}
    UNION ALL SELECT id, name, kind, country, document, "begin" FROM mentions
        WHERE id IN {_ASKED} AND kind <> 'place'
)
SELECT ends.id AS id, name, kind, country, min(arrival * 10000000000 + "begin") AS earliest
FROM ends JOIN documents ON documents.id = document
GROUP BY ends.id, name, kind, country
UNION ALL SELECT id, name, kind, country, 9e18::BIGINT FROM event_actors WHERE id IN {_ASKED}
ORDER BY earliest, id, name, kind, country
"""
MENTIONS = """SELECT document, "begin", "end", id, text FROM mentions
    WHERE id IN (SELECT unnest($1::VARCHAR[])) AND kind <> 'place'
    AND (len($2::VARCHAR[]) = 0 OR document IN (SELECT unnest($2::VARCHAR[])))"""
NAMED = """SELECT id, there, single FROM subjects WHERE id = $1 OR id IN (
    SELECT id FROM statements WHERE document = $1
    UNION ALL SELECT source_id FROM statements WHERE document = $1
    UNION ALL SELECT target_id FROM statements WHERE document = $1
    UNION ALL SELECT id FROM mentions WHERE document = $1)"""
MORE_NAMES = """INSERT INTO called SELECT lower(seen.name), actor FROM (
        SELECT source_id AS id, source_name AS name FROM statements WHERE document = $1
        UNION SELECT target_id, target_name FROM statements WHERE document = $1
        UNION SELECT id, name FROM mentions WHERE document = $1
    ) AS seen JOIN acting ON acting.id = seen.id
    EXCEPT SELECT name, actor FROM called"""
TYPES = """SELECT column_name, data_type FROM duckdb_columns()
    WHERE table_name = 'changed' AND NOT internal ORDER BY column_index"""
