"""Ties counted in the database are those that their statements make."""

from pathlib import Path

import pytest

from allegiance.commands import counted
from allegiance.network.ties import Tie, read_at, tie
from allegiance.store import Merge, Store, query, sums
from tests.store.bulk import war


def told(made: Tie) -> tuple[object, ...]:
    return (
        made.source, made.relation, made.target, made.symmetric, made.theatre, made.period,
        made.affirmed, made.certain, made.probable, made.documents, made.sources, made.first,
        made.last, made.weight, made.alleged, made.strength,
    )  # fmt: skip


@pytest.mark.parametrize("by", [(), ("theatre",), ("period",), ("theatre", "period")])
@pytest.mark.parametrize("level", ["named", "state"])
@pytest.mark.parametrize("period", ["year", "month"])
def test_they_are_the_same_as_folded(
    tmp_path: Path, by: tuple[str, ...], level: str, period: str
) -> None:
    with war(Store.open(tmp_path / "s.duckdb")) as store:
        store.decide(Merge("x:rohan", "x:mordor"))
        one = tie(read_at(query.statements(store), level), by=by, period=period)  # type: ignore[arg-type]
        two = counted._counted(store, query.chosen(store), [], None, level, by, period, None)  # type: ignore[arg-type]
        assert [told(each) for each in one] == [told(each) for each in two]


def test_too_many_ties_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sums, "MOST", 1)
    with war(Store.open(tmp_path / "s.duckdb")) as store:
        with pytest.raises(
            sums.TooManyTies, match="make more than 1 such ties; take the strongest"
        ):
            sums.sums(store, "true")
        assert len(sums.sums(store, "true", limit=2)) == 2
