"""The benchmark of decisions measures what it says, and what it checks holds."""

import pytest

from allegiance.store import Store, query
from benchmarks.decisions import fill, measure


def test_a_small_store_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    with Store.open(":memory:") as store:
        fill(store, 4000)
        said = list(query.statements(store))
        assert len(said) == len({each.id for each in said}) == 4000
        measure(store)
    told = capsys.readouterr().out
    assert "merge two actors " in told
    assert "undo the merge " in told
