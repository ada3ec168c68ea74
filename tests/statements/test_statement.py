"""The record: what is written is what is read back."""

from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.statements.statement import (
    Attribution,
    Certainty,
    End,
    Phase,
    Place,
    Polarity,
    Statement,
    Time,
    TimeStatus,
    Trigger,
    dump,
    load,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
OFFSET = st.integers(0, 10**9)
DEGREES = st.none() | st.floats(-180, 180)
ENDS = st.builds(End, id=TEXT, name=TEXT, kind=TEXT, country=st.none() | TEXT, mention=TEXT, begin=OFFSET, end=OFFSET, lat=DEGREES, lon=DEGREES)  # fmt: skip
PLACES = st.builds(Place, id=TEXT, name=TEXT, country=st.none() | TEXT, lat=DEGREES, lon=DEGREES)
LINKS = st.builds(
    Attribution, id=TEXT, name=TEXT, kind=TEXT, verb=st.none() | TEXT, begin=st.none() | OFFSET
)
STATEMENTS = st.builds(
    Statement,
    id=TEXT, document=TEXT, sentence=TEXT, begin=OFFSET, end=OFFSET, source=ENDS, relation=TEXT, event=TEXT,
    sign=st.sampled_from([-1, 0, 1]), target=ENDS, trigger=st.builds(Trigger, text=TEXT, begin=OFFSET, end=OFFSET),
    phase=st.sampled_from(get_args(Phase)), mutual=st.booleans(), polarity=st.sampled_from(get_args(Polarity)),
    certainty=st.sampled_from(get_args(Certainty)), time_status=st.sampled_from(get_args(TimeStatus)),
    time=st.none() | st.builds(Time, text=TEXT, start=st.none() | TEXT, end=st.none() | TEXT, edtf=st.none() | TEXT),
    place=st.none() | PLACES, attribution=st.lists(LINKS, max_size=3).map(tuple), instrument=st.none() | TEXT,
    origin=st.none() | PLACES, confidence=st.floats(0, 1), coder=TEXT, outlet=st.none() | TEXT,
)  # fmt: skip


def statement(**fields: object) -> Statement:
    """Gondor arms Rohan, with these fields changed."""
    gondor = End(
        id="gondor", name="Gondor", kind="state", country=None, mention="Gondor", begin=0, end=6
    )
    rohan = End(
        id="rohan", name="Rohan", kind="state", country=None, mention="Rohan", begin=12, end=17
    )
    made = Statement(
        id="1", document="d", sentence="Gondor arms Rohan.", begin=0, end=18, source=gondor, relation="arm", event="AID",
        sign=1, target=rohan, trigger=Trigger(text="arms", begin=7, end=11), confidence=0.8, coder="frames-1",
    )  # fmt: skip
    return msgspec.structs.replace(made, **fields)


def place(country: str | None) -> Place:
    return Place(id="region:sahel", name="the Sahel", country=country, lat=None, lon=None)


@given(st.lists(STATEMENTS, max_size=3))
def test_what_is_dumped_is_loaded(told: list[Statement]) -> None:
    lines = list(dump(told))
    assert list(load(lines)) == told
    assert all(b"\n" not in line for line in lines)
    assert list(load(line.decode() for line in lines)) == told


def test_blank_lines_are_passed_over() -> None:
    (line,) = dump([statement()])
    assert list(load([b"", line, "  \n"])) == [statement()]


@pytest.mark.parametrize(
    "line", [b"{}", b"[]", b"nonsense", b'{"id": 1}', b'{"id": "1", "phase": "sometimes"}']
)
def test_a_line_that_is_no_statement_is_refused(line: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        list(load([line]))


def test_fields_of_a_later_version_are_passed_over() -> None:
    (line,) = dump([statement()])
    assert list(load([line[:-1] + b',"mood":"grim"}'])) == [statement()]


def test_a_statement_is_a_value() -> None:
    assert statement() == statement()
    with pytest.raises(AttributeError):
        statement().polarity = "negative"  # type: ignore[misc]


def test_the_theatre_is_the_country_of_the_place() -> None:
    assert statement(place=place("ML")).theatre == "ML"


def test_a_region_of_many_countries_is_a_theatre_of_its_own() -> None:
    assert statement(place=place(None)).theatre == "region:sahel"


def test_a_place_that_is_an_end_is_the_theatre_where_no_other_is_told() -> None:
    gao = End(id="g", name="Gao", kind="place", country="ML", mention="Gao", begin=0, end=3)
    assert statement(target=gao).theatre == "ML"
    assert statement(target=gao, place=place("NE")).theatre == "NE"
    assert statement(target=msgspec.structs.replace(gao, country=None)).theatre == "g"


def test_an_actor_is_no_theatre() -> None:
    assert statement().theatre is None


def test_the_voice_is_the_innermost_source_else_the_author_else_the_outlet() -> None:
    chain = tuple(
        Attribution(id=name, name=name, kind="person", verb="said") for name in ("Faramir", "Wulf")
    )
    assert statement(attribution=chain, author="Pippin").voice == "Wulf"
    assert statement(author="Pippin", outlet="The Palantir").voice == "Pippin"
    assert statement(outlet="The Palantir").voice == "The Palantir"
    assert statement().voice == "the document"
