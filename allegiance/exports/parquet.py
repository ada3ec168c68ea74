"""Statements and ties as Parquet, for DuckDB, Polars, pandas, Arrow and R.

DuckDB, which is here for the store, writes the file; it opens no database.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import BinaryIO, TextIO

import msgspec
from msgspec import inspect

from allegiance.exports.format import Format, Written
from allegiance.exports.rows import TIE, flat_tie, slim, type_of
from allegiance.network.ties import tie
from allegiance.statements.statement import Statement, dump


def write_statements(statements: Iterable[Statement], out: BinaryIO) -> Written:
    """One row a statement: the codebook's record with its nesting, so that nothing is lost."""
    columns = {
        field.encode_name: _column(field.type)
        for field in inspect.type_info(Statement).fields  # type: ignore[attr-defined]
    }
    return _parquet(lambda lines: _lines(dump(statements), lines), columns, out)


def write_ties(statements: Iterable[Statement], out: BinaryIO) -> Written:
    """One row a tie, with the columns of `ties-csv`; its voices and statements are lists."""
    columns = {name: PLAIN[type_of(name)] for name in (path.replace(".", "_") for path in TIE)}
    columns |= {"voices": "VARCHAR[]", "statements": "VARCHAR[]"}

    def rows() -> Iterable[bytes]:
        for tied in tie(map(slim, statements)):
            lists = {"voices": tied.voices, "statements": [said.id for said in tied.statements]}
            yield msgspec.json.encode(flat_tie(tied) | lists)

    return _parquet(lambda lines: _lines(rows(), lines), columns, out)


PLAIN = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN"}
LONGEST = 64 * 1024 * 1024
FORMATS = (
    Format(
        name="parquet", gloss="one row a statement, with all of the record", suffix=".parquet",
        write=write_statements, binary=True,
    ),
    Format(
        name="ties-parquet", gloss="one row a tie", suffix=".ties.parquet", write=write_ties,
        binary=True,
    ),
)  # fmt: skip


def _parquet(lines: Callable[[TextIO], int], columns: dict[str, str], out: BinaryIO) -> Written:
    """Lines of JSON, put by on the disk and not in memory, as one Parquet file."""
    import duckdb

    with TemporaryDirectory(prefix="allegiance-") as folder:
        source, target = Path(folder, "lines.jsonl"), Path(folder, "out.parquet")
        with source.open("w", encoding="utf-8", newline="") as stream:
            count = lines(stream)
        with duckdb.connect(
            config={"temp_directory": folder, "threads": 2, "memory_limit": "1GB"}
        ) as engine:
            rows = engine.read_json(
                str(source), columns=columns, format="newline_delimited",
                maximum_object_size=LONGEST,
            )  # fmt: skip
            rows.write_parquet(str(target), compression="zstd")
        with target.open("rb") as made:
            copyfileobj(made, out)
    return Written(written=count)


def _lines(records: Iterable[bytes], out: TextIO) -> int:
    count = 0
    for record in records:
        out.write(record.decode() + "\n")
        count += 1
    return count


def _column(told: inspect.Type) -> str:
    """DuckDB's type for a type of the record."""
    if isinstance(told, inspect.UnionType):
        return _column(next(one for one in told.types if not isinstance(one, inspect.NoneType)))
    if isinstance(told, inspect.StructType):
        inner = ", ".join(f'"{field.encode_name}" {_column(field.type)}' for field in told.fields)
        return f"STRUCT({inner})"
    if isinstance(told, inspect.VarTupleType):
        return f"{_column(told.item_type)}[]"
    return PLAIN[
        {inspect.IntType: "integer", inspect.FloatType: "number", inspect.BoolType: "boolean"}.get(
            type(told), "string"
        )
    ]
