"""Statements as tables and lines: CSV, JSON Lines, JSON, GeoJSON; and ties as CSV."""

import csv
import re
from collections.abc import Iterable
from typing import Any, TextIO

import msgspec

from allegiance.exports.format import Format, Written
from allegiance.network.ties import Tie, tie
from allegiance.statements.statement import Statement, dump

Cell = str | int | float | bool | None


def write_csv(statements: Iterable[Statement], out: TextIO) -> Written:
    """One row a statement, as `flat` has it; text that a spreadsheet would run is guarded."""
    return _rows(map(flat, statements), STATEMENT, out)


def write_ties(statements: Iterable[Statement], out: TextIO) -> Written:
    """One row a tie (two actors, a relation and a theatre), with the ids of its statements."""
    return _rows(map(flat_tie, tie(statements)), TIE, out)


def write_jsonl(statements: Iterable[Statement], out: TextIO) -> Written:
    """One record of the codebook a line."""
    count = 0
    for line in dump(statements):
        out.write(line.decode() + "\n")
        count += 1
    return Written(written=count)


def write_json(statements: Iterable[Statement], out: TextIO) -> Written:
    """One list of records of the codebook."""
    return Written(written=_list("[", dump(statements), "]", out))


def write_geojson(statements: Iterable[Statement], out: TextIO) -> Written:
    """One point a statement (RFC 7946): where it plays out, else the place that is its target.

    Statements without coordinates are left out, and counted.
    """
    left_out = 0

    def features() -> Iterable[bytes]:
        nonlocal left_out
        for said in statements:
            point = _point(said)
            if point is None:
                left_out += 1
                continue
            feature = {
                "type": "Feature",
                "id": said.id,
                "geometry": {"type": "Point", "coordinates": point},
                "properties": flat(said),
            }
            yield msgspec.json.encode(feature)

    count = _list('{"type":"FeatureCollection","features":[', features(), "]}", out)
    return Written(
        written=count, left_out=left_out, why="no coordinates are known" if left_out else None
    )


FORMATS = (
    Format(name="csv", gloss="one row a statement", suffix=".csv", write=write_csv),
    Format(name="jsonl", gloss="one record a line", suffix=".jsonl", write=write_jsonl),
    Format(name="json", gloss="one list of records", suffix=".json", write=write_json),
    Format(
        name="geojson", gloss="one point a statement that has a place", suffix=".geojson",
        write=write_geojson,
    ),
    Format(name="ties-csv", gloss="one row a tie", suffix=".ties.csv", write=write_ties),
)  # fmt: skip


def flat(said: Statement) -> dict[str, Cell]:
    """A statement without nesting; the chain of sources is outermost first, "A > B"."""
    latitude, longitude = _coordinates(said)
    return _leaves(said, STATEMENT) | {
        "attribution": " > ".join(link.name for link in said.attribution),
        "latitude": latitude,
        "longitude": longitude,
    }


def flat_tie(tied: Tie) -> dict[str, Cell]:
    """A tie without nesting; `voices` (who affirm it) and `statements` (ids) are separated by "; "."""
    return _leaves(tied, TIE) | {
        "voices": "; ".join(tied.voices),
        "statements": "; ".join(said.id for said in tied.statements),
    }


def guard(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula: an apostrophe before = + - @ and the like.

    Text that has apostrophes before such a sign already gets one more, so that taking one away
    always gives the text back. Numbers stay numbers.
    """
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


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
TIE = (
    "source.id", "source.name", "source.kind", "source.country", "relation", "target.id",
    "target.name", "target.kind", "target.country", "sign", "symmetric", "theatre", "first",
    "last", "affirmed", "denied", "certain", "probable", "possible", "unknown", "documents",
    "sources", "weight", "voices", "statements",
)  # fmt: skip


def _leaves(record: object, paths: Iterable[str]) -> dict[str, Cell]:
    """The values at those paths, "source.id" as source_id; None where the way there ends."""
    return {path.replace(".", "_"): _leaf(record, path) for path in paths}


def _leaf(record: object, path: str) -> Any:
    for name in path.split("."):
        record = getattr(record, name, None)
    return record


def _rows(rows: Iterable[dict[str, Cell]], columns: Iterable[str], out: TextIO) -> Written:
    table = csv.writer(out, lineterminator="\n")
    table.writerow(path.replace(".", "_") for path in columns)
    count = 0
    for row in rows:
        table.writerow(map(_cell, row.values()))
        count += 1
    return Written(written=count)


def _cell(value: Cell) -> Cell:
    """Truth as JSON spells it, as every reader of tables knows it."""
    return str(value).lower() if isinstance(value, bool) else guard(value)


def _list(opening: str, items: Iterable[bytes], closing: str, out: TextIO) -> int:
    """Write JSON items between brackets, one a line; how many."""
    count = 0
    out.write(opening)
    for item in items:
        out.write(("," if count else "") + "\n" + item.decode())
        count += 1
    out.write("\n" + closing + "\n")
    return count


def _coordinates(said: Statement) -> tuple[float | None, float | None]:
    """Latitude and longitude of where it plays out, else of the place that is its target."""
    where: Any = said.place
    if where is None or where.lat is None or where.lon is None:
        where = said.target
    return where.lat, where.lon


def _point(said: Statement) -> tuple[float, float] | None:
    """Longitude and latitude, in the order of GeoJSON; None where none are known."""
    latitude, longitude = _coordinates(said)
    if latitude is None or longitude is None:
        return None
    return (longitude, latitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None
