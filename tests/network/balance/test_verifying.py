"""The verifier takes nothing on trust: every way to cheat that we know of is refused."""

import copy
from fractions import Fraction
from typing import Any

import pytest

from allegiance.network.balance import frustration
from allegiance.network.balance.verifying import bounds, count

HOSTILE = [(str(a), str(b), -1) for a in range(7) for b in range(a)]


def certificate() -> dict[str, Any]:
    rows = [("a", "b", 1), ("b", "c", 1), ("a", "c", -1), ("c", "d", 1), ("b", "d", -1)]
    return dict(frustration(rows).certificate)


def test_it_needs_nothing_of_ours() -> None:
    import subprocess
    import sys

    program = "import sys, allegiance.network.balance.verifying as v; print(v.__file__)"
    path = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    alone = (
        f"import runpy, sys; runpy.run_path({path.stdout.strip()!r}); print('numpy' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", alone], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"


def test_an_honest_one_holds() -> None:
    assert bounds(certificate()) == (Fraction(1), Fraction(1))


def test_cases_hold() -> None:
    told = frustration(HOSTILE).certificate
    assert bounds(told) == (Fraction(9), Fraction(9))
    assert count(told["parts"])[1] >= 1


def _cheat(name: str) -> dict[str, Any]:
    told = copy.deepcopy(certificate())
    node = next(part for part in told["parts"] if part["cycles"])
    if name == "heavier":
        node["cycles"][0][0] *= 2
    elif name == "twice":
        node["cycles"].append(node["cycles"][0])
    elif name == "positive":
        node["cycles"].append([1, 0, 1])
    elif name == "fraction":
        node["cycles"][0][0] = 0.5
    elif name == "below zero":
        node["cycles"][0][0] *= -1
    elif name == "repeated tie":
        told["ties"].append(told["ties"][0])
    elif name == "own tie":
        told["ties"].append([0, 0, 1])
    elif name == "no unit":
        told["fine"] = 0
    elif name == "free":
        node["pairs"] = [[0, 1, 2, []]]
        node["then"] = node["against"] = {"cycles": []}
    elif name == "elsewhere":
        node["pairs"] = [[0, 1, 1, [[1, 0, 2]]]]
        node["then"] = node["against"] = {"cycles": []}
    return told


@pytest.mark.parametrize(
    "name",
    ["heavier", "twice", "positive", "fraction", "below zero", "repeated tie", "own tie",
     "no unit", "free", "elsewhere"],
)  # fmt: skip
def test_a_cheat_is_refused(name: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        bounds(_cheat(name))


def test_a_case_adds_only_its_least() -> None:
    told = certificate()
    told["parts"].append(
        {"cycles": [], "pairs": [[0, 3, 1, []]], "then": {"cycles": []}, "against": {"cycles": []}}
    )
    assert bounds(told) == (Fraction(1), Fraction(1))


def test_two_cases_of_several_pairs_assume_nothing_against() -> None:
    told = frustration(HOSTILE).certificate
    bad = copy.deepcopy(told)
    node = next(part for part in bad["parts"] if "pairs" in part)
    node["pairs"].append([0, 1, -node["pairs"][0][2], []])
    try:
        lower, _ = bounds(bad)
    except (ValueError, KeyError):
        return
    assert lower < 9
