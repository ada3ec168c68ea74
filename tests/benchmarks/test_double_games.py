"""The benchmark of double games compares two programs that count the same triangles."""

import pytest

from benchmarks.double_games import main, network, on_arrays, on_sets, signed


def test_both_programs_count_the_same_triangles() -> None:
    table, actors = network(4_000)
    foes, friends = signed(table, len(actors))
    assert on_arrays(foes, friends, len(actors)) == on_sets(foes, friends) > 100


def test_a_small_network_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    main(3_000)
    told = capsys.readouterr().out
    assert "the best    10 double games" in told
    assert "times as long" in told
