"""Which columns a record fills: typed for SQL, beside the record itself."""

from collections.abc import Sequence
from datetime import date, timedelta
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
    once = {said.id: said for said in reversed(statements)}
    encode = msgspec.json.encode
    return [
        statement_row(said, number, encode(said).decode())
        for number, said in enumerate(reversed(once.values()))
    ]


def document_row(document: Document, **more: object) -> Row:
    """The row of a document, with what the store adds to it."""
    return {**msgspec.structs.asdict(document), **more}


def speakers(said: Statement) -> list[str]:
    """The names and ids of all who say it, outermost first; without any, its own voice."""
    chain = [name for link in said.attribution for name in (link.name, link.id)]
    return list(dict.fromkeys(chain or [said.voice]))


def span(said: Statement) -> tuple[date | None, date | None]:
    """The first and last day a statement is told of; None is open, both None is undated.

    Without a time of its own it is told of its document's date. A text cannot tell of what
    came after it: "since 2007", in a document of 2013, ends with 2013, unless it is a forecast.
    """
    opening, closing = widen(said.date)
    if said.time is None or (said.time.start is None and said.time.end is None):
        return opening, closing
    first, last = widen(said.time.start)[0], widen(said.time.end)[1]
    told = said.time_status in ("past", "ongoing")
    if last is None and first is not None and told and closing is not None and closing >= first:
        last = closing
    return first, last


def widen(prefix: str | None) -> tuple[date | None, date | None]:
    """The first and last day of an ISO date or a prefix of one; None where it is neither."""
    parts = (prefix or "")[:10].split("-")
    try:
        year, month, day = (int(part) for part in (*parts, "1", "1")[:3])
        first = date(year, month, day)
        if len(parts) == 1:
            return first, date(year, 12, 31)
        if len(parts) == 2:
            return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    except (ValueError, OverflowError):
        return None, None
    return first, first
