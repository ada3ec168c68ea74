"""Statements as tables and lines: CSV, JSON Lines, JSON, GeoJSON; and ties as CSV."""

from collections.abc import Iterable
from typing import TextIO

import msgspec

from allegiance.exports.format import Format, Written
from allegiance.exports.rows import (
    STATEMENT,
    TIE,
    Cell,
    coordinates,
    flat,
    flat_tie,
    slim,
    spelled,
    table,
)
from allegiance.network.ties import tie
from allegiance.statements.statement import Statement, dump


def write_csv(statements: Iterable[Statement], out: TextIO) -> Written:
    """One row a statement, as `flat` has it; text that a spreadsheet would run is guarded."""
    return _rows(map(flat, statements), STATEMENT, out)


def write_ties(statements: Iterable[Statement], out: TextIO) -> Written:
    """One row a tie (two actors, a relation and a theatre), with the ids of its statements."""
    return _rows(map(flat_tie, tie(map(slim, statements))), TIE, out)


def write_ties_jsonl(statements: Iterable[Statement], out: TextIO) -> Written:
    """One tie a line, with the names of `ties-csv`; its voices and statements are lists."""
    count = 0
    for tied in tie(map(slim, statements)):
        lists = {"voices": tied.voices, "statements": [said.id for said in tied.statements]}
        out.write(msgspec.json.encode(flat_tie(tied) | lists).decode() + "\n")
        count += 1
    return Written(written=count)


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
    Format(
        name="ties-jsonl", gloss="one tie a line", suffix=".ties.jsonl", write=write_ties_jsonl
    ),
)  # fmt: skip


def _rows(rows: Iterable[dict[str, Cell]], columns: Iterable[str], out: TextIO) -> Written:
    lines = table(out)
    lines.writerow(path.replace(".", "_") for path in columns)
    count = 0
    for row in rows:
        lines.writerow(map(spelled, row.values()))
        count += 1
    return Written(written=count)


def _list(opening: str, items: Iterable[bytes], closing: str, out: TextIO) -> int:
    """Write JSON items between brackets, one a line; how many."""
    count = 0
    out.write(opening)
    for item in items:
        out.write(("," if count else "") + "\n" + item.decode())
        count += 1
    out.write("\n" + closing + "\n")
    return count


def _point(said: Statement) -> tuple[float, float] | None:
    """Longitude and latitude, in the order of GeoJSON; None where none are known."""
    latitude, longitude = coordinates(said)
    if latitude is None or longitude is None:
        return None
    return (longitude, latitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None
