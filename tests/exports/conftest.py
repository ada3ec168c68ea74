"""Statements in an invented world, for the exports to write."""

from io import StringIO
from typing import Any

from allegiance.exports.format import Format, Written
from allegiance.ontology.relations import relation
from allegiance.statements.statement import Attribution, End, Place, Statement, Time, Trigger

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
