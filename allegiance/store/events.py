"""Events by the million, read: as statements where they are few, as sums where they are many.

Names become numbers first, so that the database compares numbers alone. The sentence of an event
is put together from its cells when it is read; none is kept.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from allegiance.documents.document import Document
from allegiance.errors import AllegianceError
from allegiance.statements.statement import End, Place, Statement, Time, Trigger
from allegiance.store.effective import Reading
from allegiance.store.store import Store

MOST = 250_000
"""How many events are read one by one."""


class TooMany(AllegianceError):
    """More events meet the conditions than can be read one by one."""


class Cell(NamedTuple):
    """A column that is shown of an event, and the field that has it; only at places of that kind."""

    column: str
    field: str
    only: str | None = None


def any_kept(store: Store) -> bool:
    """Whether the store has events at all."""
    return bool(store.value("SELECT count(*) FROM event_files WHERE whole"))


def count(store: Store, where: str) -> int:
    """How many events meet a condition."""
    return int(store.value(f"SELECT count(*) FROM events WHERE {where}"))


def statements(store: Store, where: str, *, limit: int | None = None) -> Iterator[Statement]:
    """The events that meet a condition as statements, in the order they came.

    Raises TooMany before the first where they are more than `MOST` and there is no limit.
    """
    if limit is None and (found := count(store, where)) > MOST:
        raise TooMany(
            f"{found:,} events of {store.path} meet these conditions, and {MOST:,} can be read one by "
            "one; narrow them with --actor, --since, --theatre and the like, or ask for ties, which are "
            "counted in the database"
        )
    # A folder keeps them by day; which are the first is told by the order they came in.
    order = "ORDER BY rowid" if store.parted else ""
    limited = "" if limit is None else f"{order} LIMIT {limit:d}"
    composed = _Composer(store)
    return map(
        composed, store.rows(f"{TOLD.format(where=where, limited=limited)} ORDER BY place_of_row")
    )


def strongest(store: Store, *, actors: int, ties: int) -> str:
    """The condition of one event each, the latest, of the ties of the actors that are told of most.

    Of each of these actors its strongest tie with another of them, then the strongest of all, as
    many as `ties`.
    """
    found = store.rows(STRONGEST.format(actors=actors, ties=ties))
    rows = ", ".join(f"{row:d}" for (row,) in found)
    return f"rowid IN ({rows})" if rows else "false"


def documents(store: Store, told: Collection[Statement]) -> list[Document]:
    """The documents of statements that are events: a row each, with where it was told."""
    composed = _Composer(store)
    found = []
    for said in told:
        if composed.has(said.document):
            found.append(
                Document(
                    id=said.document, text=said.sentence, title=f"{said.coder}, {said.id}",
                    outlet=said.outlet, date=said.date, url=address(said.sentence),
                )
            )  # fmt: skip
    return found


def address(sentence: str) -> str | None:
    """The web address that a row tells."""
    words = sentence.replace("; ", " ").split()
    return next((each for each in words if each.startswith(("http://", "https://"))), None)


class _Composer:
    """Makes a row of `TOLD` the statement that it is."""

    def __init__(self, store: Store) -> None:
        rows = store.rows("SELECT form, days, cells FROM event_forms")
        self._forms = {
            form: (days, msgspec.json.decode(cells, type=list[Cell])) for form, days, cells in rows
        }
        self._decided = Reading(store.rows("FROM acting"))

    def has(self, document: str) -> bool:
        """Whether a document is an event's row."""
        return document.partition(":")[0] in self._forms

    def __call__(self, row: tuple[Any, ...]) -> Statement:
        told = Row(*row)
        days, cells = self._forms[told.form]
        fields = told._asdict() | {
            "day": days.replace("%Y", f"{told.day.year:04}").replace("%m", f"{told.day.month:02}").replace("%d", f"{told.day.day:02}"), "place_name": told.place_told, "number": told.articles,
            "part": told.part or None,
        }  # fmt: skip
        text, spans = _rendered(cells, fields)
        day = told.day.isoformat()
        return self._decided(
            Statement(
                id=told.id,
                document=told.id,
                sentence=text,
                begin=0,
                end=len(text),
                source=_end(text, spans, told, "source"),
                relation=told.relation,
                event=told.plover,
                sign=told.sign,
                target=_end(text, spans, told, "target"),
                trigger=Trigger(text=text[slice(*spans["code"])], begin=spans["code"][0], end=spans["code"][1]),
                phase=told.phase,
                mutual=told.mutual,
                certainty=told.certainty,
                time_status=told.time_status,
                time=Time(text=day, start=day, end=day, edtf=day),
                place=_place(told),
                instrument=told.instrument,
                confidence=told.confidence / 100,
                coder=told.coder,
                outlet=told.outlet,
                date=told.date.isoformat() if told.date else None,
            )
        )  # fmt: skip


class Row(NamedTuple):
    """The columns of `TOLD`."""

    id: str
    form: str
    coder: str
    event: int
    part: int
    day: Any
    date: Any
    source_id: str
    source_shown: str
    source_kind: str
    source_country: str | None
    source_name: str
    source_code: str
    source_home: str
    target_id: str
    target_shown: str
    target_kind: str
    target_country: str | None
    target_name: str
    target_code: str
    target_home: str
    code: str
    text: str
    relation: str
    plover: str
    sign: int
    mutual: bool
    phase: Any
    certainty: Any
    time_status: Any
    instrument: str | None
    place_id: str | None
    place: str | None
    place_country: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    place_kind: str | None
    place_told: str | None
    place_home: str | None
    outlet: str
    writing: str | None
    articles: int | None
    confidence: int
    place_of_row: int


Spans = dict[str, tuple[int, int]]


def _rendered(cells: Sequence[Cell], fields: dict[str, Any]) -> tuple[str, Spans]:
    """A row as one line, `column: cell` after `column: cell`, and where each field stands."""
    parts: list[str] = []
    spans: Spans = {}
    at = 0
    for cell in cells:
        told = fields[cell.field]
        told = "" if told is None else " ".join(str(told).split())
        if not told or (cell.only and cell.only != fields["place_kind"]):
            continue
        part = f"{cell.column}: {told}"
        spans[cell.field] = (at, at + len(part))
        parts.append(part)
        at += len(part) + 2
    return "; ".join(parts), spans


def _end(text: str, spans: Spans, told: Row, side: str) -> End:
    """An end of a statement; its mention is the name in the row, or the code where it has none."""
    field = f"{side}_name" if f"{side}_name" in spans else f"{side}_code"
    begin, end = spans[field]
    begin = text.index(": ", begin) + 2
    return End(
        id=getattr(told, f"{side}_id"),
        name=getattr(told, f"{side}_shown"),
        kind=getattr(told, f"{side}_kind"),
        country=getattr(told, f"{side}_country"),
        mention=text[begin:end],
        begin=begin,
        end=end,
    )


def _place(told: Row) -> Place | None:
    if told.place_id is None or told.place is None:
        return None
    return Place(
        id=told.place_id, name=told.place, country=told.place_country, lat=told.lat, lon=told.lon,
        precision=told.precision,
    )  # fmt: skip


def named(form: str, event: str, part: str, writing: str) -> str:
    """SQL for the id of a statement that is an event."""
    return (
        f"concat({form}, ':', {event}, CASE WHEN {part} <> 0 THEN "
        f"concat(':', left(md5({writing}), 10), '.', {part}) END)"
    )


STATEMENT = named("files.form", "events.event", "events.part", "writings.writing")
TOLD = f"""SELECT {STATEMENT}, files.form, split_part(files.coder, '+', 1), events.event, events.part,
    events.day, events.date,
    sources.id, sources.name, sources.kind, sources.country, said_one.name, said_one.code, said_one.home,
    targets.id, targets.name, targets.kind, targets.country, said_two.name, said_two.code, said_two.home,
    codings.code, codings.text, codings.relation, codings.event, codings.sign, codings.mutual,
    codings.phase, codings.certainty, codings.time_status, codings.instrument,
    places.id, places.shown, places.country, places.lat, places.lon, places.precision,
    places.kind, places.name, places.home,
    outlets.name, writings.writing, events.number, events.confidence, place_of_row
FROM (SELECT *, rowid AS place_of_row FROM events WHERE {{where}} {{limited}}) AS events
JOIN event_files AS files ON files.number = events.file
JOIN event_actors AS sources ON sources.number = events.source
JOIN event_actors AS targets ON targets.number = events.target
JOIN event_names AS said_one ON said_one.number = events.source_as
JOIN event_names AS said_two ON said_two.number = events.target_as
JOIN event_codings AS codings ON codings.number = events.coding
JOIN event_outlets AS outlets ON outlets.number = events.outlet
JOIN event_writings AS writings ON writings.number = events.writing
LEFT JOIN event_places AS places ON places.number = events.place"""
STRONGEST = """WITH pairs AS (
    SELECT source, target, relation, events FROM event_pairs WHERE source <> target
), ends AS (
    SELECT source AS actor, sum(events) AS events FROM pairs GROUP BY source
    UNION ALL SELECT target, sum(events) FROM pairs GROUP BY target
), strong AS MATERIALIZED (
    SELECT actor FROM ends GROUP BY actor ORDER BY sum(events) DESC, actor LIMIT {actors}
), among AS MATERIALIZED (
    FROM pairs WHERE source IN (FROM strong) AND target IN (FROM strong)
), best AS (
    SELECT arg_max((source, target, relation), (events, -source, -target)) AS tie, max(events) AS events
    FROM among GROUP BY source
    UNION SELECT arg_max((source, target, relation), (events, -source, -target)), max(events)
    FROM among GROUP BY target
), top AS (
    SELECT (source, target, relation) AS tie, events FROM among
    ORDER BY events DESC, source, target, relation LIMIT {ties}
), chosen AS (
    SELECT tie FROM (
        SELECT tie, 0 AS rank, events FROM best UNION ALL SELECT tie, 1, events FROM top
    ) GROUP BY tie ORDER BY min(rank), max(events) DESC, tie LIMIT {ties}
), wanted AS MATERIALIZED (
    SELECT tie[1] AS source, tie[2] AS target, tie[3] AS relation, number AS coding
    FROM chosen JOIN event_codings ON event_codings.relation = tie[3]
)
SELECT arg_max(events.rowid, day) FROM events
JOIN wanted ON wanted.source = events.source AND wanted.target = events.target
    AND wanted.coding = events.coding
WHERE file NOT IN (SELECT number FROM event_files WHERE NOT whole)
GROUP BY wanted.source, wanted.target, wanted.relation"""
