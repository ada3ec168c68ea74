"""Statements and ties as rows: what the tables of every format have in common."""

import csv
import re
from functools import cache
from typing import Any, Literal, TextIO

import msgspec

from allegiance.network.ties import Tie
from allegiance.statements.statement import Statement

Cell = str | int | float | bool | None
Type = Literal["string", "integer", "number", "boolean"]


def flat(said: Statement) -> dict[str, Cell]:
    """A statement without nesting; the chain of sources is outermost first, "A > B"."""
    latitude, longitude = coordinates(said)
    return leaves(said, STATEMENT) | {
        "attribution": " > ".join(link.name for link in said.attribution),
        "latitude": latitude,
        "longitude": longitude,
    }


def full(said: Statement) -> dict[str, Cell]:
    """A statement without nesting, and with all it holds but the chain of sources, which is a text."""
    return flat(said) | leaves(said, REST)


def flat_tie(tied: Tie) -> dict[str, Cell]:
    """A tie without nesting; `voices` (who affirm it) and `statements` (ids) are separated by "; "."""
    return leaves(tied, TIE) | {
        "voices": "; ".join(tied.voices),
        "statements": "; ".join(said.id for said in tied.statements),
    }


def heard(said: Statement) -> str:
    """Who says so and where: the chain of sources outermost first, else the author; the outlet.

    "Faramir > scouts, in The Palantir"
    """
    chain = " > ".join(link.name for link in said.attribution) or said.author or "the document"
    return f"{chain}, in {said.outlet}" if said.outlet and said.outlet != chain else chain


def gist(said: Statement) -> str:
    """A statement in a line, with what limits it: "Gondor arm Rohan (denied, possible)"."""
    limits = [
        "denied" if said.polarity == "negative" else "",
        said.certainty if said.certainty != "certain" else "",
        said.time_status if said.time_status in ("future", "hypothetical") else "",
    ]
    told = ", ".join(filter(None, limits))
    line = f"{said.source.name} {said.relation} {said.target.name}"
    return f"{line} ({told})" if told else line


def type_of(column: str) -> Type:
    """What a column of a statement or a tie holds."""
    if column in TRUTHS:
        return "boolean"
    if column.startswith("time_"):
        return "string"
    last = column.rpartition("_")[2]
    if last in WHOLE:
        return "integer"
    return "number" if last in REAL else "string"


def guard(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula: an apostrophe before = + - @ and the like.

    Text that has apostrophes before such a sign already gets one more, so that taking one away
    always gives the text back. Numbers stay numbers.
    """
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """The text that `guard` was given."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def clean(text: str) -> str:
    """Text without the characters that XML cannot hold: each becomes U+FFFD."""
    return UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)


def table(out: TextIO) -> Any:
    """A writer of CSV with one line end, \\n, that quotes every cell with any line end.

    Python before 3.13 quotes a carriage return only where it ends lines.
    """
    return csv.writer(_Lines(out), lineterminator="\r\n")


def spelled(cell: Cell) -> Cell:
    """A cell as a table of text has it: truth as JSON spells it, text guarded."""
    return str(cell).lower() if isinstance(cell, bool) else guard(cell)


def slim(said: Statement) -> Statement:
    """A statement without its sentence: all that a tie counts, where no sentence is written."""
    return msgspec.structs.replace(said, sentence="")


TRUTHS = frozenset({"mutual", "symmetric"})
WHOLE = frozenset(
    {
        "begin", "end", "sign", "affirmed", "denied", "certain", "probable", "possible", "unknown",
        "documents", "sources",
    }
)  # fmt: skip
REAL = frozenset({"latitude", "longitude", "lat", "lon", "confidence", "score", "weight"})
UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
STATEMENT = (
    "id", "document", "outlet", "author", "date", "story", "sentence", "begin", "end",
    "source.id", "source.name", "source.kind", "source.country", "source.mention", "relation",
    "event", "sign", "target.id", "target.name", "target.kind", "target.country",
    "target.mention", "trigger.text", "phase", "mutual", "polarity", "certainty", "time_status",
    "time.text", "time.start", "time.end", "time.edtf", "theatre", "place.id", "place.name",
    "latitude", "longitude", "attribution", "voice", "instrument", "origin.name", "confidence",
    "coder", "frame", "score",
)  # fmt: skip
REST = (
    "source.begin", "source.end", "source.lat", "source.lon", "target.begin", "target.end",
    "target.lat", "target.lon", "trigger.begin", "trigger.end", "place.country", "place.lat",
    "place.lon", "place.precision", "origin.id", "origin.country", "origin.lat", "origin.lon",
    "origin.precision",
)  # fmt: skip
EVERY = STATEMENT + REST
TIE = (
    "source.id", "source.name", "source.kind", "source.country", "relation", "target.id",
    "target.name", "target.kind", "target.country", "sign", "symmetric", "theatre", "first",
    "last", "affirmed", "denied", "certain", "probable", "possible", "unknown", "documents",
    "sources", "weight", "voices", "statements",
)  # fmt: skip


class _Lines:
    """A stream that takes lines with two characters at their end, and writes them with one."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, line: str) -> int:
        return self._out.write(line.removesuffix("\r\n") + "\n")


def leaves(record: object, paths: tuple[str, ...]) -> dict[str, Cell]:
    """The values at those paths, "source.id" as source_id; None where the way there ends."""
    return {column: _leaf(record, steps) for column, steps in _ways(paths)}


@cache
def _ways(paths: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((path.replace(".", "_"), tuple(path.split("."))) for path in paths)


def _leaf(record: object, steps: tuple[str, ...]) -> Any:
    for name in steps:
        record = getattr(record, name, None)
        if record is None:
            return None
    return record


def coordinates(said: Statement) -> tuple[float | None, float | None]:
    """Latitude and longitude of where it plays out, else of the place that is its target."""
    where: Any = said.place
    if where is None or where.lat is None or where.lon is None:
        where = said.target
    return where.lat, where.lon
