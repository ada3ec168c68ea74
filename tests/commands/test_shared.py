"""The options that all questions share, and how they become conditions."""

from inspect import signature
from typing import Any

import pytest

from allegiance.commands.shared import asking, many, named, theatres


def test_a_command_gets_its_conditions_as_one() -> None:
    told: list[Any] = []

    @asking
    def command(asked: dict[str, Any], limit: int = 3) -> None:
        told.append((asked, limit))

    options = signature(command).parameters
    assert next(iter(options)) == "limit"
    assert "theatre" in options
    assert "asked" not in options
    given = dict.fromkeys(name for name in options if name != "limit")
    command(limit=5, **{**given, "theatre": ["Mali"]})
    assert told == [({"theatre": ["Mali"]}, 5)]


@pytest.mark.parametrize(
    ("count", "noun", "said"),
    [(1, "tie", "1 tie"), (2000, "tie", "2,000 ties"), (2, "party", "2 parties")],
)
def test_counts_are_words(count: int, noun: str, said: str) -> None:
    assert many(count, noun) == said


def test_names_bring_the_ids_of_who_goes_by_them() -> None:
    assert named(["French"]) == {"FR", "french"}
    assert named(["Nobody at all"]) == {"nobody at all"}
    assert {"Mali", "ML"} <= theatres(["Mali"])
