"""The command: bounds printed, proofs written and verified, bad input told in a sentence."""

import json
import random
from pathlib import Path

import pytest

from allegiance.commands.balance import OUT_OF_TIME
from tests.conftest import Run

TIES = "u\tv\tsign\nGondor\tRohan\t1\nRohan\tGondor\t1\nRohan\tMordor\t-1\nGondor\tMordor\t1\n"


@pytest.fixture
def edges(tmp_path: Path) -> Path:
    path = tmp_path / "ties.tsv"
    path.write_text(TIES)
    return path


def test_a_table_of_ties(run: Run, edges: Path) -> None:
    shown = run("balance", "--edges", edges)
    assert shown.exit_code == 0
    assert "frustration index 1, proved by negative cycles" in shown.stdout
    assert "lower bound 1, upper bound 1, gap 0.0%" in shown.stdout
    assert "directed and repeated pairs are merged" in shown.stderr


def test_json_for_scripts(run: Run, edges: Path) -> None:
    told = json.loads(run("balance", "--edges", edges, "--format", "json").stdout)
    assert {"lower", "upper", "gap", "proved", "seconds", "camps"} <= told.keys()
    assert (told["lower"], told["upper"], told["gap"], told["proved"]) == (1, 1, 0.0, True)
    assert sorted(name for camp in told["camps"] for name in camp) == ["Gondor", "Mordor", "Rohan"]
    assert "merged" in told["rule"]


def test_weights_decide(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ties.csv"
    path.write_text("u,v,sign,weight\na,b,1,5\nb,c,-,0.25\na,c,+,7\n\n")
    told = json.loads(run("balance", "--edges", path, "-f", "json").stdout)
    assert (told["lower"], told["upper"]) == (0.25, 0.25)


def test_a_certificate_is_written_and_verified(run: Run, edges: Path, tmp_path: Path) -> None:
    proof = tmp_path / "proof.json"
    assert run("balance", "--edges", edges, "--certificate", proof).exit_code == 0
    shown = run("balance", "--verify", proof)
    assert "the certificate holds: the frustration index is 1, by 1 negative cycle" in shown.stdout
    assert json.loads(run("balance", "--verify", proof, "-f", "json").stdout)["proved"] is True
    assert run("balance", "--verify", proof, "-f", "csv").stdout.startswith("lower,upper,proved")
    told = json.loads(proof.read_text())
    told["lower"] = "2"
    proof.write_text(json.dumps(told))
    refused = run("balance", "--verify", proof)
    assert refused.exit_code == 1
    assert "does not hold" in refused.stderr


def test_time_that_runs_out_has_its_own_code(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ties.csv"
    signs = random.Random(1)
    rows = (f"{a},{b},{signs.choice((-1, 1))}" for a in range(70) for b in range(a))
    path.write_text("u,v,sign\n" + "\n".join(rows))
    shown = run("balance", "--edges", path, "--time-limit", 0.3)
    assert shown.exit_code == OUT_OF_TIME
    assert "frustration index not proved after" in shown.stdout
    assert "lower bound" in shown.stdout
    assert "frustration index 7" not in shown.stdout


def test_more_camps_and_triangles(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ties.csv"
    path.write_text("u,v,sign\na,b,-1\nb,c,-1\na,c,-1\n")
    shown = run("balance", "--edges", path, "--camps", 3, "--triangles")
    assert "least frustration in at most 3 camps 0, proved" in shown.stdout
    assert "1 triangle, 1 of them frustrated" in shown.stdout


def test_the_store(run: Run, store: Path) -> None:
    shown = run("balance", "--store", store)
    assert shown.exit_code == 0, shown.stderr
    assert "lower bound" in shown.stdout
    series = run("balance", "--store", store, "--series", "--format", "jsonl")
    assert series.exit_code == 0, series.stderr
    assert all("lower" in json.loads(line) for line in series.stdout.splitlines())
    assert "no statement" in run("balance", "--store", store, "--actor", "Elrond").stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "has no column u and no column v and no column sign"),
        ("u,v\na,b\n", "has no column sign; its first line names u, v"),
        ("u,v,sign\n", "the network is empty"),
        ("u,v,sign\na,a,1\n", "the network has one actor, 'a'"),
        ("u,v,sign\na,b,0\n", "1 neutral"),
        ("u,v,sign\na,b,1\nb,a,-1\n", "whose signs cancel"),
        ("u,v,sign\na,b,friends\n", "line 2: the sign is 'friends'"),
        ("u,v,sign\na,b,7\n", "line 2: the sign is '7'"),
        ("u,v,sign\na,b\n", "line 2 has 2 columns; 3 are needed"),
        ("u,v,sign\n,b,1\n", "line 2 names no actor"),
        ("u,v,sign,weight\na,b,1,NaN\n", "line 2: the weight is 'NaN'"),
        ("u,v,sign,weight\na,b,1,heavy\n", "line 2: the weight is 'heavy'"),
        ("u,v,sign,weight\na,b,1,-2\n", "put a minus into the sign"),
    ],
)
def test_a_table_that_cannot_be_read_says_where(
    run: Run, tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "ties.csv"
    path.write_text(text)
    refused = run("balance", "--edges", path)
    assert refused.exit_code == 1
    assert message in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_options_that_do_not_go_together(run: Run, edges: Path, tmp_path: Path) -> None:
    assert run("balance", "--edges", edges, "--series").exit_code == 2
    assert run("balance", "--series", "--camps", 3).exit_code == 2
    assert run("balance", "--edges", edges, "--actor", "Gondor").exit_code == 2
    assert run("balance", "--edges", edges, "--certificate", tmp_path).exit_code == 2
    assert run("balance", "--edges", edges, "--time-limit", 0).exit_code == 1
    assert run("balance", "--edges", tmp_path / "nowhere.csv").exit_code == 1
