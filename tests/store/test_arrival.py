"""What arrives is counted once, and forgotten whole."""

from pathlib import Path

from allegiance.store import Store
from allegiance.store.arrival import arriving, forget
from tests.store.bulk import war

TOLD = {
    "path": "t.csv", "form": "gdelt", "coder": "gdelt-1", "outlet": "'GDELT'", "days": "%Y%m%d",
    "cells": (("Id", "event"),),
}  # fmt: skip


def test_a_file_begins_goes_on_and_is_known(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.duckdb") as store:
        first = arriving(store, checksum="x", **TOLD)  # type: ignore[arg-type]
        again = arriving(store, checksum="x", **TOLD)  # type: ignore[arg-type]
        assert first
        assert again
        assert again.kept.number == first.kept.number
        first.finish()
        assert arriving(store, checksum="x", **TOLD) is None  # type: ignore[arg-type]
        newer = arriving(store, checksum="x", **{**TOLD, "coder": "gdelt-2"})  # type: ignore[arg-type]
        assert newer
        assert store.value("SELECT count(*) FROM event_files") == 1


def test_a_file_that_is_forgotten_leaves_no_pairs(tmp_path: Path) -> None:
    with war(Store.open(tmp_path / "s.duckdb")) as store:
        with store._change("the file") as connection:
            forget(connection, 1)
        for table in ("events", "event_files", "event_pairs"):
            assert store.value(f"SELECT count(*) FROM {table}") == 0
