"""A confidence is compared with how often it is right."""

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from benchmarks.accuracy import calibration, results
from benchmarks.accuracy.calibration import Bin, bins, drawn, error
from training.markup import Coded, Item, Mark


def test_bins_are_those_that_hold_something() -> None:
    found = list(bins(np.array([0.11, 0.19, 0.95, 1.0]), np.array([0.0, 1.0, 1.0, 1.0])))
    assert [(each.count, each.so) for each in found] == [(2, 0.5), (2, 1.0)]
    assert found[0].said == pytest.approx(0.15)


def test_who_is_right_as_often_as_he_says_has_no_error() -> None:
    said = np.full(1000, 0.75)
    right = np.array([1.0, 1.0, 1.0, 0.0] * 250)
    assert error(said, right).value == pytest.approx(0)
    assert error(said, 1 - right).value == pytest.approx(0.5)


def test_the_diagram_is_a_picture_with_a_dot_for_each_bin() -> None:
    root = ElementTree.fromstring(drawn({"frames": [Bin(3, 0.5, 0.4), Bin(9, 0.8, 0.9)]}))
    assert len(root.findall("{http://www.w3.org/2000/svg}circle")) == 2


def test_the_frames_are_judged_statement_by_statement() -> None:
    text = "France attacked Chad. Libya is an ally of France."
    mentions = (Mark(0, 6, ("a",), "state"), Mark(16, 20, ("b",), "state"))
    item = Item(
        "i", "p", "", text, ((0, 21), (22, 49)), mentions, (), (), (), (), (), {},
        (Coded("1", "a", "fight", "b"),),
    )  # fmt: skip
    said, right, given = calibration._frames([item])
    assert len(said) == 2
    assert given.all()
    assert right.tolist() == [1, 0]


def test_a_part_is_measured_and_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "France attacked Chad."
    mentions = (Mark(0, 6, ("a",), "state"), Mark(16, 20, ("b",), "state"))
    item = Item(
        "i", "s", "", text, ((0, 21),), mentions, (), (), (), (), (), {},
        (Coded("1", "a", "fight", "b"),),
    )  # fmt: skip
    monkeypatch.setattr(calibration, "parts", lambda corpus: {"dev": [item]})
    monkeypatch.setattr(calibration, "KEPT", tmp_path)
    report = calibration.measure(tmp_path, ["frames"], diagram=tmp_path / "docs/drawn.svg")
    [result] = report.results
    assert result.n == 1
    assert 0 < result.ours["frames"].value < 0.5
    assert (tmp_path / "docs/drawn.svg").read_text() == (tmp_path / results.DIAGRAM).read_text()
