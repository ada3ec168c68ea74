"""Conditions become numbers; no word of a user stands in the SQL."""

from pathlib import Path

from allegiance.store import Store
from allegiance.store.choosing import NOTHING, choose
from tests.store.bulk import war


def test_words_never_become_sql(tmp_path: Path) -> None:
    with war(Store.open(tmp_path / "s.duckdb")) as store:
        evil = "x' OR 1=1 --"
        for where in (
            choose(store, actor=[evil]), choose(store, search=evil), choose(store, document=[evil]),
            choose(store, relation=[evil]), choose(store, between=([evil], None)),
        ):  # fmt: skip
            assert "x'" not in where
            assert store.value(f"SELECT count(*) FROM events WHERE {where}") == 0
        assert choose(store, document=["gdelt:1'1"]) == NOTHING
        assert choose(store) == "true"
