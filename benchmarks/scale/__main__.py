"""How the store bears millions of events, beside DuckDB and pandas over the raw files.

    python -m benchmarks.scale --rows 5000000
    python -m benchmarks.scale --rows 50000000 --files 10 --json big.json
    python -m benchmarks.scale --store big.duckdb

Makes files of GDELT's shape, imports them one after the other (each is deleted once it is in, but the last),
then asks: for the evidence of one pair, for all ties by pair, year and country, and for the page. Each step
runs in a process of its own, with two threads and a limit to DuckDB's memory; its time, the processor's time
and the most memory it held are told. The same questions go to the last raw file, by DuckDB and, where it is
installed, by pandas. With --store, a store that is there is asked and nothing is made.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

import msgspec

from benchmarks.scale.generator import write

RUNS = 5
TOP = 100
"""How many of the strongest ties are asked for."""


class Measured(msgspec.Struct, frozen=True):
    """One step: its seconds, those of the processor, the most memory in GB, and what it told."""

    step: str
    seconds: float
    processor: float
    memory: float
    told: dict[str, Any]


def main() -> None:
    told = _options()
    with tempfile.TemporaryDirectory(dir=told.folder) as folder:
        steps = asked(Path(told.store), told.memory) if told.store else made(Path(folder), told)
    for each in steps:
        more = ", ".join(f"{name} {_shown(value)}" for name, value in each.told.items())
        print(
            f"{each.step:42}{each.seconds:9.2f} s {each.processor:9.2f} s {each.memory:7.2f} GB  {more}"
        )
    if told.json:
        Path(told.json).write_bytes(msgspec.json.format(msgspec.json.encode(steps)))


def made(folder: Path, told: argparse.Namespace) -> list[Measured]:
    """Make the files, import them, and ask."""
    store, steps = folder / "scale.duckdb", []
    last: Path | None = None
    for number, path in enumerate(write(folder, told.rows, files=told.files), start=1):
        if last:
            last.unlink()
        last = path
        steps.append(_measured(f"import file {number}", imported, store, path, told.memory))
        print(msgspec.json.encode(steps[-1]).decode(), file=sys.stderr, flush=True)
    steps += asked(store, told.memory)
    assert last
    return [*steps, *_beside(last, told.memory)]


def asked(store: Path, memory: str) -> list[Measured]:
    """Ask a store all questions."""
    return [
        _measured(name, question, store, memory)
        for name, question in (
            ("store: evidence of a pair", evidence),
            ("store: ties by pair, year, country", ties),
            ("store: the page", page),
        )
    ]


def _beside(path: Path, memory: str) -> list[Measured]:
    """The same questions to one raw file."""
    questions: list[tuple[str, Callable[..., dict[str, Any]]]] = [
        ("DuckDB over the raw file: evidence", raw_evidence),
        ("DuckDB over the raw file: ties", raw_ties),
    ]
    if find_spec("pandas"):
        questions += [("pandas over the raw file: both", pandas_both)]
    return [_measured(name, question, path, memory) for name, question in questions]


def imported(store: Path, path: Path, memory: str) -> dict[str, Any]:
    """Take a file into the store."""
    from allegiance import datasets
    from allegiance.commands.arrivals import arrived

    size = path.stat().st_size
    with _opened(store, memory, read_only=False) as kept:
        begun = time.perf_counter()
        done = arrived(
            datasets.read(path), kept, skip_bad=False, limit=None, on_row=lambda rows: None
        )
        seconds = time.perf_counter() - begun
        rows = done.kept.rows if done else 0
        told = kept.value("SELECT sum(rows)::BIGINT FROM event_files")
        events = kept.value("SELECT sum(events)::BIGINT FROM event_pairs")
    held = store.stat().st_size
    return {
        "rows": rows, "rows a second": rows / seconds, "bytes of the file": size, "rows in all": told,
        "statements in all": events, "bytes a row": held / told, "bytes a statement": held / events,
    }  # fmt: skip


def evidence(store: Path, memory: str) -> dict[str, Any]:
    """The statements of the pair that is told of most, and of one in the middle."""
    from allegiance.store import query

    found: dict[str, Any] = {}
    with _opened(store, memory) as kept:
        pairs = list(kept.rows(PAIRS))
        for name, (one, two) in zip(("strongest", "middling", "weak"), pairs, strict=True):
            seconds = []
            for _ in range(RUNS):
                begun = time.perf_counter()
                said = list(query.statements(kept, between=(one, two), limit=TOP))
                seconds.append(time.perf_counter() - begun)
            found |= {
                f"{name}: first time": seconds[0], f"{name}: median": median(seconds),
                f"{name}: statements": len(said),
            }  # fmt: skip
    return found


def ties(store: Path, memory: str) -> dict[str, Any]:
    """All ties by pair, relation, year and country, of which the strongest are given."""
    from allegiance.commands.counted import ties_of

    with _opened(store, memory) as kept:
        begun = time.perf_counter()
        found = ties_of(kept, {}, by=("theatre", "period"), limit=TOP)
        return {"seconds": time.perf_counter() - begun, "strongest": found[0].affirmed}


def page(store: Path, memory: str) -> dict[str, Any]:
    """The page that `allegiance serve` opens with."""
    from allegiance.live import of_store
    from allegiance.views.page import dump

    with _opened(store, memory) as kept:
        begun = time.perf_counter()
        made = of_store(kept)
        ready = time.perf_counter() - begun
    actors = {end.id for each in made.statements for end in (each.source, each.target)}
    return {
        "seconds": ready,
        "actors": len(actors),
        "statements": len(made.statements),
        "bytes": len(dump(made)),
    }


def raw_evidence(path: Path, memory: str) -> dict[str, Any]:
    """Evidence of a pair from the raw file, by DuckDB."""
    with _duckdb(memory) as connection:
        begun = time.perf_counter()
        found = connection.execute(
            f"SELECT * FROM {_raw(path)} WHERE c5 = ? AND c15 = ? LIMIT {TOP}", _pair(path)
        ).fetchall()
        return {"seconds": time.perf_counter() - begun, "statements": len(found)}


def raw_ties(path: Path, memory: str) -> dict[str, Any]:
    """Ties of the raw file by pair, root code, year and country, by DuckDB; codes as they are."""
    with _duckdb(memory) as connection:
        begun = time.perf_counter()
        found = connection.execute(
            f"""SELECT c5, c15, c28, c3, c53, count(*) AS n, count(DISTINCT split_part(c60, '/', 3))
            FROM {_raw(path)} WHERE c5 IS NOT NULL AND c15 IS NOT NULL GROUP BY ALL
            ORDER BY n DESC LIMIT {TOP}"""
        ).fetchall()
        return {"seconds": time.perf_counter() - begun, "strongest": found[0][5]}


def pandas_both(path: Path, memory: str) -> dict[str, Any]:
    """The file read into pandas, and both questions."""
    pandas = import_module("pandas")
    one, two = _pair(path)
    begun = time.perf_counter()
    columns = [3, 5, 15, 28, 53, 60]
    read = pandas.read_csv(path, sep="\t", header=None, usecols=columns, dtype=str, quoting=3)
    there = time.perf_counter()
    said = read[(read[5] == one) & (read[15] == two)].head(TOP)
    seen = time.perf_counter()
    read["outlet"] = read[60].str.split("/").str[2]
    keys = read.dropna(subset=[5, 15]).groupby([5, 15, 28, 3, 53])["outlet"]
    found = keys.agg(["count", "nunique"]).nlargest(TOP, "count")
    return {
        "read": there - begun, "evidence": seen - there, "statements": len(said),
        "ties": time.perf_counter() - seen, "strongest": int(found["count"].iloc[0]),
    }  # fmt: skip


def _opened(store: Path, memory: str, *, read_only: bool = True) -> Any:
    from allegiance.store import Store

    os.environ["ALLEGIANCE_MEMORY"] = memory
    kept = Store.open(store, read_only=read_only)
    kept._connection.execute("SET threads = 2")
    return kept


def _duckdb(memory: str) -> Any:
    import duckdb

    return duckdb.connect(config={"memory_limit": memory, "threads": "2"})


def _pair(path: Path) -> list[str]:
    """The codes of two actors of whom the file tells."""
    with path.open(encoding="utf-8") as file:
        rows = (line.split("\t") for line in file)
        return next([row[5], row[15]] for row in rows if row[5] and row[15])


def _raw(path: Path) -> str:
    columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(61))
    return f"read_csv('{path}', delim='\t', header=false, quote='', columns={{{columns}}}, auto_detect=false)"


def _measured(step: str, call: Callable[..., dict[str, Any]], *given: object) -> Measured:
    """A step in a process of its own."""
    context = get_context("spawn")
    there, here = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(here, call, given))
    process.start()
    seconds, processor, memory, told = there.recv()
    process.join()
    return Measured(step, seconds, processor, memory, told)


def _child(pipe: Any, call: Callable[..., dict[str, Any]], given: tuple[object, ...]) -> None:
    begun = time.perf_counter()
    told = call(*given)
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = time.perf_counter() - begun
    pipe.send((seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1e6, told))


def _shown(value: object) -> str:
    return f"{value:,.2f}" if isinstance(value, float) else f"{value:,}"


def _options() -> argparse.Namespace:
    told = argparse.ArgumentParser(prog="benchmarks.scale", description=__doc__)
    told.add_argument("--rows", type=int, default=1_000_000)
    told.add_argument("--files", type=int, default=1)
    told.add_argument("--folder", help="where the files go; a temporary one otherwise")
    told.add_argument("--store", help="ask this one, make nothing")
    told.add_argument("--memory", default="5GiB", help="DuckDB's limit")
    told.add_argument("--json", help="a file for the figures")
    return told.parse_args()


PAIRS = """WITH pairs AS (
    SELECT one.id AS one, two.id AS two, sum(events) AS n FROM event_pairs
    JOIN event_actors AS one ON one.number = source JOIN event_actors AS two ON two.number = target
    GROUP BY ALL
), ordered AS (
    SELECT *, row_number() OVER (ORDER BY n DESC, one, two) AS place, count(*) OVER () AS many FROM pairs
)
SELECT one, two FROM ordered WHERE place IN (1, greatest(2, many // 100), greatest(3, many // 2))
ORDER BY place"""

if __name__ == "__main__":
    main()
