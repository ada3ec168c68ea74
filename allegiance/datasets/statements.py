"""Our own statements: as JSON Lines, which `allegiance statements --format jsonl` prints, JSON, Parquet or CSV.

Of a document only the sentences that tell something are known here; they stand where they stood, with
spaces between.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from allegiance.datasets.blocks import Block, block_id
from allegiance.datasets.own import unguarded
from allegiance.datasets.parties import slug
from allegiance.datasets.reading import Reading
from allegiance.datasets.rows import BadRow, checksum, plainly, table, unpacked
from allegiance.datasets.sources import Given, Source, head, json_lines, reject
from allegiance.documents.document import Document
from allegiance.errors import UnknownRelation, UnreadableDocument
from allegiance.ontology.actors import registry
from allegiance.ontology.relations import relation
from allegiance.statements.statement import Mention, Sentence, Statement

LONGEST = 50_000_000
"""No document is longer than so many characters."""


def documents(reading: Reading, given: Given) -> Iterator[Block]:
    """The statements of a document that follow one another, as they were but for the document's id."""
    digest = checksum(reading.path)
    sound = _sound(reading, given)
    for number, (_, group) in enumerate(groupby(sound, lambda said: said.document)):
        block = _block(reading, block_id(digest, number), list(group))
        reading.statements += len(block.statements)
        yield block


def _sound(reading: Reading, given: Given) -> Iterator[Statement]:
    for line, told in _records(reading.path):
        if given.limit is not None and reading.rows >= given.limit:
            return
        reading.rows += 1
        if given.on_row and reading.rows % 1000 == 0:
            given.on_row(reading.rows)
        try:
            yield _statement(told)
        except BadRow as wrong:
            reject(reading, given, wrong, line)


def _statement(told: Any) -> Statement:
    """A record as a statement. Raises BadRow where it is none."""
    if isinstance(told, BadRow):
        raise told
    try:
        said = msgspec.convert(told, Statement)
        relation(said.relation)
    except (msgspec.ValidationError, UnknownRelation) as error:
        raise BadRow(f"the record is no statement: {error}") from error
    if not 0 <= said.begin <= said.end <= LONGEST or said.end - said.begin != len(said.sentence):
        raise BadRow(
            f"the sentence has {len(said.sentence)} characters, and stands from {said.begin} to {said.end}"
        )
    return said


def _block(reading: Reading, name: str, said: Sequence[Statement]) -> Block:
    first = said[0]
    text = _text(said)
    ours = [msgspec.structs.replace(each, document=name) for each in said]
    unique = {each.id: each for each in ours}
    mentions = {
        (end.begin, end.end, end.id): Mention(
            document=name, begin=end.begin, end=end.end, text=end.mention, id=end.id, name=end.name,
            kind=end.kind, country=end.country,
        )
        for each in unique.values() for end in (each.source, each.target)
        if text[end.begin : end.end] == end.mention != ""
    }  # fmt: skip
    begins = [(each.begin, each.end) for each in unique.values()]
    sentences = [
        Sentence(
            document=name, index=n, begin=begin, end=end, statements=begins.count((begin, end))
        )
        for n, (begin, end) in enumerate(sorted(set(begins)))
    ]
    return Block(
        document=Document(
            id=name, text=text, title=f"sentences of {first.document}", outlet=first.outlet,
            author=first.author, date=first.date, story=first.story, path=f"{reading.path}",
        ),
        sentences=tuple(sentences),
        mentions=tuple(mentions[key] for key in sorted(mentions)),
        statements=tuple(unique.values()),
    )  # fmt: skip


def _text(said: Sequence[Statement]) -> str:
    """The sentences where they stood."""
    text: list[str] = []
    for each in sorted(said, key=lambda one: one.begin):
        text += " " * (each.begin - len(text))
        text[each.begin : each.end] = each.sentence
    return "".join(text)


def _records(path: Path) -> Iterator[tuple[int, Any]]:
    """The records of a file, or what is wrong with one, each with its line."""
    start = head(path).removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(PARQUET):
        return _parquet(path)
    if start.startswith(b"["):
        return _list(path)
    return _csv(path) if start.startswith(HEADER[:40]) else json_lines(path)


def _list(path: Path) -> Iterator[tuple[int, Any]]:
    """The values of a list, whose first stands in line 2 as an export has it."""
    with plainly(path), unpacked(path) as file:
        try:
            told = msgspec.json.decode(file.read().removeprefix(b"\xef\xbb\xbf"), type=list[Any])
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise UnreadableDocument(f"{path} is no JSON: {error}; export it again") from error
    yield from enumerate(told, 2)


def _parquet(path: Path) -> Iterator[tuple[int, Any]]:
    import duckdb

    with duckdb.connect() as connection:
        try:
            found = connection.execute(
                "SELECT to_json(said) FROM read_parquet(?) said", [str(path)]
            )
            count = 1
            while rows := found.fetchmany(1000):
                yield from enumerate((msgspec.json.decode(row) for (row,) in rows), count)
                count += len(rows)
        except duckdb.Error as error:
            why = str(error).partition("\n")[0]
            raise UnreadableDocument(
                f"{path} is cut short or damaged ({why}); export it again"
            ) from error


def _csv(path: Path) -> Iterator[tuple[int, Any]]:
    with table(path, heading=lambda first: None) as opened:
        for line, cells in opened.rows:
            if isinstance(cells, BadRow):
                yield line, cells
                continue
            row = {
                name: unguarded(cell) or None
                for name, cell in zip(opened.header, cells, strict=True)
            }
            try:
                yield line, _record(row)
            except (KeyError, ValueError, TypeError) as error:
                yield line, BadRow(f"the row is no statement of ours ({error})")


def _record(row: Mapping[str, str | None]) -> dict[str, Any]:
    """The cells of an export as a record; what a table has no cell for is found in the sentence."""
    begin, sentence = int(row["begin"] or 0), row["sentence"] or ""

    def at(words: str | None) -> dict[str, int]:
        found = max(sentence.find(words or ""), 0)
        return {"begin": begin + found, "end": begin + found + len(words or "")}

    def end(side: str) -> dict[str, Any]:
        told = {
            name: row[f"{side}_{name}"] for name in ("id", "name", "kind", "country", "mention")
        }
        place = told["kind"] == "place" and side == "target"
        degrees = _degrees(row) if place and not row["place_id"] else {}
        return told | at(told["mention"]) | degrees

    return {
        **{name: row[name] for name in SAME},
        "event": row["event"] or "",
        "begin": begin, "end": int(row["end"] or 0), "sentence": sentence,
        "source": end("source"), "target": end("target"),
        "trigger": {"text": row["trigger_text"] or "", **at(row["trigger_text"])},
        "sign": int(row["sign"] or 0), "mutual": (row["mutual"] or "").lower() == "true",
        "confidence": float(row["confidence"] or 0),
        "score": float(str(row["score"])) if row["score"] else None,
        "time": {name: row[f"time_{name}"] for name in ("text", "start", "end", "edtf")}
        if row["time_text"] else None,
        "place": _place(row), "attribution": [_voice(name) for name in _chain(row["attribution"])],
        "origin": None,
    }  # fmt: skip


SAME = (
    "id", "document", "relation", "phase", "polarity", "certainty", "time_status", "instrument",
    "coder", "outlet", "author", "date", "story", "frame",
)  # fmt: skip


def _degrees(row: Mapping[str, str | None]) -> dict[str, float | None]:
    lat, lon = row["latitude"], row["longitude"]
    return {"lat": float(lat) if lat else None, "lon": float(lon) if lon else None}


def _place(row: Mapping[str, str | None]) -> dict[str, Any] | None:
    if not row["place_id"]:
        return None
    theatre = row["theatre"]
    country = theatre if theatre != row["place_id"] else None
    return {"id": row["place_id"], "name": row["place_name"], "country": country, **_degrees(row)}


def _chain(told: str | None) -> list[str]:
    return told.split(" > ") if told else []


def _voice(name: str) -> dict[str, Any]:
    found = registry().find(name)
    known = found[0] if len(found) == 1 else None
    return {
        "id": known.id if known else f"text:{slug(name)}", "name": name,
        "kind": known.kind if known else "group", "verb": None,
    }  # fmt: skip


PARQUET = b"PAR1"
HEADER = b"id,document,outlet,author,date,story,sentence,begin,end,source_id"


def _fits(path: Path, start: bytes) -> bool:
    first = start.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")[0]
    ours = all(
        name in start for name in (b'"sentence"', b'"trigger"', b'"relation"', b'"time_status"')
    )
    if first.startswith(PARQUET):
        return _is_ours(path)
    return first.startswith(HEADER) or (first.startswith((b"{", b"[")) and ours)


def _is_ours(path: Path) -> bool:
    """Whether a Parquet file has the columns of our record."""
    import duckdb

    with duckdb.connect() as connection, suppress(duckdb.Error):
        found = connection.execute("DESCRIBE FROM read_parquet(?)", [str(path)]).fetchall()
        return {"sentence", "trigger", "relation", "time_status"} <= {name for name, *_ in found}
    return False


FORMAT = Source(
    name="statements",
    gloss="our own statements, JSON Lines, JSON, Parquet or CSV",
    outlet="statements",
    licence="that of the texts",
    fits=_fits,
    open=documents,
)
