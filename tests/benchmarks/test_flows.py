"""The benchmark of flows compares two ways that give the same answers."""

from benchmarks.flows import made, measured


def test_both_ways_give_the_same_answers_on_every_kind_of_dates() -> None:
    for years in (0.0, 0.3, 1.0):
        rows = measured(made(3_000, 400, years))
        assert [row[0] for row in rows] == ["possible", "forced", "possible, shown", "forced, shown"]
        assert all(int(row[2]) > 1 for row in rows)
