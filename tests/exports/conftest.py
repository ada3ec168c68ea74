"""Statements in an invented world, for the exports to write."""

from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import Any, get_args
from zipfile import ZipFile

from hypothesis import strategies as st

from allegiance.exports.format import Format, Written
from allegiance.ontology.relations import CODEBOOK, relation
from allegiance.statements.statement import (
    Attribution,
    Certainty,
    End,
    Place,
    Statement,
    Time,
    TimeStatus,
    Trigger,
)

ITHILIEN = Place(id="ithilien", name="Ithilien", country="GO", lat=1.5, lon=-2.5)
FARAMIR = Attribution(id="faramir", name="Faramir", kind="person", verb="says")
SCOUTS = Attribution(id="scouts", name="scouts", kind="group", verb="reported")


def end(name: str, **more: Any) -> End:
    given = {"kind": "state", "country": None, "begin": 0, "end": len(name)} | more
    return End(id=name.lower(), name=name, mention=name, **given)


def during(start: str | None, stop: str | None, edtf: str | None = None) -> Time:
    return Time(text="then", start=start, end=stop, edtf=edtf)


def say(source: str | End, name: str, target: str | End, **more: Any) -> Statement:
    ends = [one if isinstance(one, End) else end(one) for one in (source, target)]
    given: dict[str, Any] = {
        "id": f"{ends[0].id}-{name}-{ends[1].id}",
        "document": "letter",
        "sentence": f"{ends[0].name} {name} {ends[1].name}.",
        "begin": 0,
        "end": 9,
        "event": relation(name).plover[0],
        "sign": relation(name).sign,
        "mutual": relation(name).symmetric,
        "trigger": Trigger(text=name, begin=0, end=1),
        "confidence": 0.5,
        "coder": "by hand",
    }
    return Statement(source=ends[0], relation=name, target=ends[1], **(given | more))


def text(form: Format, *statements: Statement) -> tuple[str, Written]:
    """What a format writes of statements."""
    out = StringIO(newline="")
    written = form.write(statements, out)
    return out.getvalue(), written


def data(form: Format, *statements: Statement) -> tuple[bytes, Written]:
    """What a format of bytes writes of statements."""
    out = BytesIO()
    written = form.write(statements, out)
    return out.getvalue(), written


def members(packed: bytes) -> dict[str, str]:
    """The text files of a ZIP."""
    with ZipFile(BytesIO(packed)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def odd() -> Sequence[Statement]:
    """Statements that formats stumble over, each in its own way."""
    formula = end("=cmd|'/c calc'!A0", kind="armed group")
    town = end("Osgiliath", kind="place", country="GO", lat=3.0, lon=4.0)
    sahel = end("Sahel", kind="place")
    text = '“No”, he said:\n\t"=1+1"; \\ \u202e\x00\x1b 😀 Éowyn'
    return (
        say("Gondor", "arm", "Rohan"),
        say(
            formula, "fight", "Rohan", id="=2", sentence=text, end=len(text), polarity="negative",
            attribution=(FARAMIR, SCOUTS), outlet="The Palantír", author="@scribe",
            document='https://a.example/b c?d=<e>&"f"', date="3019-02",
        ),
        say(
            "Gondor", "control", town, time=during("3018-01-01", "3018-12-31", "3018"),
            place=ITHILIEN, certainty="possible", time_status="past",
        ),
        say("Gondor", "base", sahel, outlet="صحيفة"),
        say("Gondor", "ally", "Gondor", id="itself", mutual=True),
        say("A", "member", "B", time=during(None, None)),
        say("A", "command", "B", time=during("long ago", "long ago"), document=""),
        say("A", "oppose", "B", time_status="hypothetical", certainty="unknown"),
        say("Gondor", "arm", "Rohan", sentence="The same id, twice."),
    )  # fmt: skip


TEXT = st.text(min_size=1, max_size=12)
MAYBE = st.none() | st.text(max_size=12)
NUMBER = st.integers(0, 2**40)
DEGREES = st.none() | st.floats(-90, 90)
DATE = st.none() | st.dates().map(str) | st.sampled_from(["2011", "2011-03"])
PLACE = st.none() | st.builds(
    Place, id=TEXT, name=TEXT, country=MAYBE, lat=DEGREES, lon=DEGREES, precision=MAYBE
)
ENDS = st.builds(
    End, id=TEXT, name=TEXT, kind=TEXT, country=MAYBE, mention=st.text(max_size=12), begin=NUMBER,
    end=NUMBER, lat=DEGREES, lon=DEGREES,
)  # fmt: skip
STATEMENTS = st.builds(
    Statement, id=TEXT, document=TEXT, sentence=st.text(max_size=40), begin=NUMBER, end=NUMBER,
    source=ENDS, relation=st.sampled_from(CODEBOOK), event=TEXT, sign=st.sampled_from([-1, 0, 1]),
    target=ENDS, trigger=st.builds(Trigger, text=TEXT, begin=NUMBER, end=NUMBER),
    phase=st.sampled_from(["starts", "strengthens", "holds", "weakens", "ends"]),
    mutual=st.booleans(), polarity=st.sampled_from(["positive", "negative"]),
    certainty=st.sampled_from(get_args(Certainty)), time_status=st.sampled_from(get_args(TimeStatus)),
    time=st.none() | st.builds(Time, text=TEXT, start=DATE, end=DATE, edtf=MAYBE),
    place=PLACE, origin=PLACE, instrument=MAYBE, outlet=MAYBE, author=MAYBE, date=DATE,
    story=MAYBE, frame=MAYBE, coder=TEXT, confidence=st.floats(0, 1),
    score=st.none() | st.floats(0, 1),
    attribution=st.lists(
        st.builds(
            Attribution, id=TEXT, name=TEXT, kind=TEXT, verb=MAYBE, mention=MAYBE,
            begin=st.none() | NUMBER, end=st.none() | NUMBER,
        ), max_size=2,
    ).map(tuple),
)  # fmt: skip
