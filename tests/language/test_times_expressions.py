"""Hundreds of expressions of time, each with its wording, its interval and its precision."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from allegiance.language.times import find_times

EXPRESSIONS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("times.yaml").read_text("utf-8")
)


def cases() -> Iterator[Any]:
    for number, each in enumerate(EXPRESSIONS):
        reason = each.get("fails")
        marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
        yield pytest.param(each, marks=marks, id=f"{number}-{each['text'][:50]}")


@pytest.mark.parametrize("expression", list(cases()))
def test_an_expression_has_its_wording_interval_and_precision(expression: dict[str, Any]) -> None:
    found = [each.time for each in find_times(expression["text"], reference=expression.get("date"))]
    also = expression.get("also", {})
    told = expression["time"]
    assert {time.text: time.edtf for time in found if time.text in also} == also
    beside = [time for time in found if time.text not in also]
    assert [
        {
            "span": time.text,
            "edtf": time.edtf,
            "start": time.start,
            "end": time.end,
            "precision": time.precision,
        }
        for time in beside
    ] == ([told] if told else [])


def test_there_are_four_hundred_of_them_and_each_is_another() -> None:
    assert len(EXPRESSIONS) >= 400
    assert len({(each["text"], each.get("date")) for each in EXPRESSIONS}) == len(EXPRESSIONS)
    assert sum(each["time"] is None for each in EXPRESSIONS) >= 60
