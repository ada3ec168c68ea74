"""Wire copies of one story."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.documents import Document
from allegiance.documents.duplicates import ALIKE, group, signature, similar, stories


def story(seed: int, paragraphs: int = 6) -> list[str]:
    """Paragraphs of words drawn at random, the same for the same seed."""
    chance = random.Random(seed)
    words = [f"word{number}" for number in range(400)]
    return [" ".join(chance.choices(words, k=60)) + "." for _ in range(paragraphs)]


def document(number: int, paragraphs: list[str], outlet: str = "Tar") -> Document:
    return Document(id=f"{number:016x}", text="\n\n".join(paragraphs), outlet=outlet)


def test_a_changed_headline_and_a_cut_end_are_the_same_story() -> None:
    wire = story(1)
    copy = ["GONDOR ARMS ROHAN, says Minas Tirith", *wire[:-1]]
    first, other, second = group(
        [
            document(3, ["Rohan is armed", *wire]),
            document(2, story(2)),
            document(1, copy, "Osgiliath"),
        ]
    )
    assert first.story == second.story == f"{1:016x}"
    assert other.story is None


def test_case_quotes_and_spacing_do_not_matter() -> None:
    text = " ".join(story(1))
    assert similar(signature(text), signature(text.upper().replace(" ", "\n  "))) == 1.0


def test_different_texts_are_unlike() -> None:
    assert similar(signature("\n".join(story(1))), signature("\n".join(story(2)))) < 0.1
    assert similar(signature(""), signature("")) == 0.0
    assert similar(signature("Gondor armed Rohan"), signature("Gondor armed Rohan.")) == 1.0


def test_the_estimate_is_near_the_jaccard_index() -> None:
    one, two = story(1, 10), story(2, 10)
    mixed = one[:8] + two[:2]
    runs = [set(zip(*(words[i:] for i in range(5)), strict=False)) for words in
            ("\n".join(text).split() for text in (one, mixed))]  # fmt: skip
    truth = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
    estimate = similar(signature("\n".join(one)), signature("\n".join(mixed)))
    assert estimate == pytest.approx(truth, abs=0.13)


def test_grouping_is_the_same_in_any_order_and_in_steps() -> None:
    texts = [story(1), story(1)[:-1], story(2), ["New headline", *story(2)], story(3)]
    pairs = [(f"d{number}", signature("\n".join(text))) for number, text in enumerate(texts)]
    expected = {"d0": "d0", "d1": "d0", "d2": "d2", "d3": "d2"}
    assert stories(pairs) == stories(reversed(pairs)) == expected
    assert stories(pairs[:2]) == {"d0": "d0", "d1": "d0"}


def test_the_same_document_twice_is_no_copy() -> None:
    twice = group([document(1, story(1)), document(1, story(1))])
    assert [each.story for each in twice] == [None, None]


def test_signatures_are_fixed_for_good() -> None:
    # A store keeps signatures: another value here would split stories between old and new ones.
    assert signature("Gondor armed Rohan against Mordor.").hex()[:16] == "b7fadea4d32d91f0"
    assert len(signature("Gondor")) == 512


@given(st.text(max_size=200), st.text(max_size=200))
def test_likeness_is_symmetric_and_between_nothing_and_one(one: str, two: str) -> None:
    a, b = signature(one), signature(two)
    assert similar(a, b) == similar(b, a)
    assert 0 <= similar(a, b) <= 1
    assert similar(a, a) in {0.0, 1.0}


def test_alike_is_a_share() -> None:
    assert 0 < ALIKE < 1
