"""The benchmark of balance gives the same answers three ways, and its networks are what it says."""

import sys
from pathlib import Path

import numpy as np
import pytest

from allegiance.network.balance import frustration, signed
from benchmarks.balance import __main__ as benchmark
from benchmarks.balance.__main__ import line, rows
from benchmarks.balance.models import and_model, rc2
from benchmarks.balance.networks import made


def test_a_made_network_is_the_same_every_time() -> None:
    network = made(2000)
    assert network.ties == pytest.approx(2000, abs=60)
    assert rows(network) == rows(made(2000))
    assert rows(network) != rows(made(2000, seed=2))


def test_the_and_model_finds_the_index() -> None:
    network = made(120, against=0.2)
    answer = and_model(network.size, network.u, network.v, network.weight, time_limit=60)
    assert answer.proved
    assert answer.upper == frustration(network).index


def test_maximum_satisfiability_finds_the_index() -> None:
    pytest.importorskip("pysat")
    network = made(120, against=0.2)
    answer = rc2(network.size, network.u, network.v, network.weight, time_limit=60)
    assert answer.upper == frustration(network).index


def test_what_ran_out_of_time_is_not_proved() -> None:
    u, v = np.triu_indices(40, 1)
    answer = and_model(40, u, v, -np.ones(len(u), int), time_limit=0.05)
    assert not answer.proved


def test_a_row_of_the_table() -> None:
    row = line("a triangle", [signed([("a", "b", -1), ("b", "c", 1), ("a", "c", 1)])], 9, 0)
    assert row.startswith("| a triangle | 3 | 1 | 1 | 0, proved | ")
    assert row.endswith(" | yes | not run | not run |")


def test_a_public_network_that_is_not_here_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(benchmark, "SIGNED", tmp_path)
    monkeypatch.setattr(sys, "argv", ["balance", "--only", "Congress"])
    benchmark.main()
    assert f"| US Congress | not here: {tmp_path / 'congress.tsv'} |" in capsys.readouterr().out


def test_a_public_network_that_is_here_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "congress.tsv").write_text("u\tv\tsign\na\tb\t-1\nb\tc\t1\na\tc\t1\n", "utf-8")
    monkeypatch.setattr(benchmark, "SIGNED", tmp_path)
    monkeypatch.setattr(sys, "argv", ["balance", "--only", "Congress", "--others", "0"])
    benchmark.main()
    assert "| US Congress | 3 | 1 | 1 | 0, proved | " in capsys.readouterr().out
