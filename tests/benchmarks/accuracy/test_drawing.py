"""The mentions that coders are asked to link."""

from typing import Any

import pytest

from benchmarks.accuracy.drawing import ALIKE, draw, named


def document(number: int, *names: tuple[str, str], confidence: float = 1.0) -> dict[str, Any]:
    text, entities = "", []
    for type_, name in names:
        begin = len(text)
        text += f"{name} and "
        entities.append(
            {"type": type_, "begin": begin, "end": begin + len(name), "confidence": confidence}
        )
    return {"doc_id": f"d{number}", "text": text, "entities": entities}


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("Gondor", True), ("the Gondorian army", True), ("The Riders", True),
        ("The riders", False), ("we", False), ("I", False), ("42", False),
    ],
)  # fmt: skip
def test_a_name_has_a_capital_of_its_own(words: str, is_one: bool) -> None:
    assert named(words) == is_one


def test_a_name_is_drawn_once_of_a_document_and_a_few_times_of_all() -> None:
    documents = [
        document(
            number, ("Organisation", "Gondor"), ("Organisation", "Gondor"), ("Weapon", "Orcrist")
        )
        for number in range(ALIKE + 3)
    ]
    drawn = draw(documents)
    assert len(drawn) == len({each[0] for each in drawn}) == ALIKE
    assert draw(documents) == drawn


def test_what_the_crowd_doubts_is_not_drawn() -> None:
    assert draw([document(1, ("Person", "Boromir"), confidence=0.3)]) == []
