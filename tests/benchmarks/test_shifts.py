"""The benchmark of changes of side counts as it says."""

from benchmarks.shifts import Row, hits, ours, planted, score


def test_rows_are_the_same_every_time_and_their_changes_a_year_apart() -> None:
    rows = planted(20, 0.1)
    assert rows == planted(20, 0.1)
    assert rows != planted(20, 0.1, seed=2)
    assert {len(row.changes) for row in rows} > {0, 1}
    assert all(
        b - a >= 12 for row in rows for a, b in zip(row.changes, row.changes[1:], strict=False)
    )


def test_an_answer_counts_once() -> None:
    assert hits([10, 40], [12, 13]) == 1
    assert hits([10, 40], [13, 44]) == 1
    assert hits([], [3]) == 0


def test_precision_and_recall() -> None:
    row = Row((1,), (0,), (10, 40))
    assert score([row], [[10]]) == (1.0, 0.5, 2 / 3)
    assert score([Row((1,), (0,), ())], [[]]) == (1.0, 1.0, 1.0)


def test_plain_changes_are_all_found() -> None:
    rows = planted(30, 0.0)
    precision, recall, _ = score(rows, [ours(row) for row in rows])
    assert (precision, recall) == (1.0, 1.0)
