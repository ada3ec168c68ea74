from itertools import pairwise

import msgspec
from hypothesis import given
from hypothesis import strategies as some

from allegiance.network.ties import tie
from allegiance.views.evidence import chain, draw, marks, voices
from tests.views import fixtures
from tests.views.fixtures import said, statement, voice


def test_marks_come_in_the_order_of_the_text() -> None:
    one = statement("Rohan was armed by Gondor.", said("Gondor", "arm", "Rohan", "armed"))
    assert [(mark.begin, mark.end, mark.role) for mark in marks(one)] == [
        (0, 5, "target"),
        (10, 15, "trigger"),
        (19, 25, "source"),
    ]


@given(some.lists(some.tuples(some.integers(0, 20), some.integers(0, 8)), min_size=3, max_size=3))
def test_marks_never_overlap(spans: list[tuple[int, int]]) -> None:
    one = statement()
    (a, b, c) = [(begin, begin + length) for begin, length in spans]
    replace = msgspec.structs.replace
    moved = replace(
        one,
        source=replace(one.source, begin=a[0], end=a[1]),
        trigger=replace(one.trigger, begin=b[0], end=b[1]),
        target=replace(one.target, begin=c[0], end=c[1]),
    )
    found = marks(moved)
    assert all(mark.begin < mark.end for mark in found)
    assert all(left.end <= right.begin for left, right in pairwise(found))


def test_the_chain_of_sources_is_told_from_the_outside_in() -> None:
    links = [voice("Sam", "writes"), voice("Gandalf", "warned")]
    told = chain(links, "The Shire Post")
    assert told == 'Sam ("writes") citing Gandalf ("warned"), in The Shire Post'


def test_hearsay_has_its_cue_for_a_name() -> None:
    one = statement(attribution=(voice("reportedly", None, "impersonal"),), outlet=None)
    assert voices(one) == "reportedly"
    assert voices(statement()) == "The Shire Post, in its own voice"


def test_texts_are_escaped() -> None:
    drawn = draw(tie(fixtures.statements()))
    assert "<img" not in drawn
    assert "&lt;img src=x" in drawn
    assert '<mark class="trigger">arming</mark>' in drawn
    assert "denied</p>" in drawn
