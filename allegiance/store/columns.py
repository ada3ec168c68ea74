"""Which columns a record fills: typed for SQL, beside the record itself."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from allegiance.documents.document import Document
from allegiance.statements.statement import Statement

Row = dict[str, Any]


def statement_row(said: Statement, number: int, record: str) -> Row:
    """The row of a statement, the `number`-th of its document; `record` is it as JSON."""
    first, last = span(said)
    place = said.place or (said.target if said.target.kind == "place" else None)
    return {
        "id": said.id,
        "document": said.document,
        "number": number,
        "sentence": said.sentence,
        "begin": said.begin,
        "end": said.end,
        "source_id": said.source.id,
        "source_name": said.source.name,
        "source_kind": said.source.kind,
        "source_country": said.source.country,
        "relation": said.relation,
        "event": said.event,
        "sign": said.sign,
        "target_id": said.target.id,
        "target_name": said.target.name,
        "target_kind": said.target.kind,
        "target_country": said.target.country,
        "trigger": said.trigger.text,
        "phase": said.phase,
        "mutual": said.mutual,
        "polarity": said.polarity,
        "certainty": said.certainty,
        "time_status": said.time_status,
        "time": said.time.text if said.time else None,
        "first": first,
        "last": last,
        "theatre": said.theatre,
        "place": place.name if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "instrument": said.instrument,
        "voice": said.voice,
        "speakers": speakers(said),
        "outlet": said.outlet,
        "author": said.author,
        "date": said.date,
        "story": said.story,
        "confidence": said.confidence,
        "coder": said.coder,
        "frame": said.frame,
        "record": record,
    }


def statement_rows(statements: Sequence[Statement]) -> list[Row]:
    """The rows of a document's statements; of two with one id, which say the same, the first."""
    once: dict[str, Statement] = {}
    for said in statements:
        once.setdefault(said.id, said)
    encode = msgspec.json.encode
    return [
        statement_row(said, number, encode(said).decode())
        for number, said in enumerate(once.values())
    ]


def document_row(document: Document, **more: object) -> Row:
    """The row of a document, with what the store adds to it."""
    return {**msgspec.structs.asdict(document), **more}


def speakers(said: Statement) -> list[str]:
    """The names and ids of all who say it, outermost first; without any, its own voice."""
    chain = [name for link in said.attribution for name in (link.name, link.id)]
    return list(dict.fromkeys(chain or [said.voice]))


def span(said: Statement) -> tuple[date | None, date | None]:
    """The first and last day a statement is told of; both None where no date is told.

    The same reading as that of ties: an open side of what is ongoing is read up to the date of
    the document ("since 2007", written in 2013), another one ends where the other side stands.
    What is ongoing and has no time of its own holds at the date of the document; what is past,
    future or hypothetical has no date then.
    """
    now = widen(said.date if said.time_status == "ongoing" else None)
    start = widen(said.time.start if said.time else None)
    end = widen(said.time.end if said.time else None)
    first = start[0] or end[0] or now[0]
    if end[1] or first is None:
        return first, end[1]
    if now[1] and now[1] >= first:
        return first, now[1]
    return first, start[1]


def widen(prefix: str | None) -> tuple[date | None, date | None]:
    """The first and last day of an ISO date or a prefix of one; None where it is neither."""
    parts = (prefix or "")[:10].split("-")
    try:
        year, month, day = (int(part) for part in (*parts, "1", "1")[:3])
        first = date(year, month, day)
        if len(parts) == 1:
            return first, date(year, 12, 31)
        if len(parts) == 2:
            return first, date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None, None
    return first, first
