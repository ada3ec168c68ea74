"""Certificates, written and read."""

import json
from pathlib import Path

import pytest

from allegiance.network.balance import BadCertificate, frustration, generalised, verify

ROWS = [("Gondor", "Rohan", 1), ("Rohan", "Mordor", -1), ("Gondor", "Mordor", 1)]


def test_it_survives_a_file(tmp_path: Path) -> None:
    path = tmp_path / "proof.json"
    path.write_text(json.dumps(frustration(ROWS).certificate))
    checked = verify(path)
    assert (checked.lower, checked.upper, checked.by, checked.cycles) == (1, 1, "cycles", 1)


def test_it_says_where_cases_were_needed() -> None:
    hostile = [(str(a), str(b), -1) for a in range(7) for b in range(a)]
    told = frustration(hostile).certificate
    assert told["by"] == "cases"
    assert verify(told).by == "cases"


def test_more_than_two_camps_take_cycles_of_one_negative_tie() -> None:
    hostile = [(str(a), str(b), -1) for a in range(4) for b in range(a)]
    told = frustration(hostile).certificate | {"most": 4}
    with pytest.raises(BadCertificate):
        verify(told)
    assert verify(generalised(hostile, camps=4).certificate).upper == 0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": "a letter"}, "kind"),
        ({"lower": "2"}, "proves 1 to 1, not 2 to 1"),
        ({"upper": "0"}, "not 1 to 0"),
        ({"camps": []}, "out of range"),
        ({"parts": None}, "does not hold"),
        ({"unit": "x"}, "does not hold"),
    ],
)
def test_one_that_does_not_hold_says_why(changes: dict[str, object], message: str) -> None:
    with pytest.raises(BadCertificate, match=message):
        verify(frustration(ROWS).certificate | changes)


@pytest.mark.parametrize("text", ["", "[]", "nothing"])
def test_a_file_of_something_else_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "letter.json"
    path.write_text(text)
    with pytest.raises(BadCertificate, match=r"letter\.json holds no certificate"):
        verify(path)


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(BadCertificate, match="holds no certificate"):
        verify("nowhere.json")
