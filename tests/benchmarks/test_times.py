"""The benchmark of times counts as it says."""

import pytest

from benchmarks.times import FILE, Answer, Case, best, ours, read, same, score, touches

YEAR = Answer("in 2007", "2007-01-01", "2007-12-31")
CASES = [
    Case("Gondor fell in 2007.", None, YEAR),
    Case("Gondor fell that day.", None, Answer("that day", None, None)),
    Case("Gondor may fall.", None, None),
]


def test_our_own_answers_are_right() -> None:
    for measure, (right, of) in score(CASES, ours).items():
        assert right == of, measure


def test_a_reader_of_the_wrong_day_is_wrong_and_one_of_a_day_within_is_within() -> None:
    day = Answer("2007", "2007-05-01", "2007-05-01")
    measured = score(CASES, lambda text, date: [day])
    assert measured["found, in any part"] == (1, 2)
    assert measured["interval right"] == (0, 1)
    assert measured["one day within"] == (1, 1)
    assert measured["left alone what is no time"] == (0, 1)


def test_the_answer_with_most_of_the_words_is_the_one() -> None:
    other = Answer("in May", "2007-05-01", "2007-05-31")
    assert best(YEAR, [other, YEAR]) == YEAR
    assert best(YEAR, [Answer("on Friday", None, None)]) is None


@pytest.mark.parametrize(
    ("start", "end", "within"),
    [("2007-12-31", None, True), (None, "2006-12-31", False), (None, None, False)],
)
def test_intervals_meet(start: str | None, end: str | None, within: bool) -> None:
    assert touches(YEAR, Answer("", start, end)) is within
    assert not same(YEAR, Answer("", start, end))


def test_the_sentences_of_the_tests_are_read() -> None:
    assert len(read(FILE)) >= 400
