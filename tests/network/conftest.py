"""A small builder of statements, so that a test says only what it is about."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from allegiance.ontology.relations import relation
from allegiance.statements.statement import (
    Attribution,
    End,
    Place,
    Statement,
    Time,
    Trigger,
)

Say = Callable[..., Statement]


def end(name: str, kind: str = "armed group", country: str | None = None) -> End:
    return End(
        id=name.lower().replace(" ", "-"),
        name=name,
        kind=kind,
        country=country,
        mention=name,
        begin=0,
        end=len(name),
    )


def speaker(name: str, kind: str = "person") -> Attribution:
    return Attribution(id=name.lower().replace(" ", "-"), name=name, kind=kind, verb="says")


def during(start: str | None, end: str | None = None, edtf: str | None = None) -> Time:
    return Time(text="then", start=start, end=end, edtf=edtf)


def land(name: str, country: str | None = None) -> Place:
    return Place(id=name.lower(), name=name, country=country, lat=None, lon=None)


def make(source: str | End, name: str, target: str | End, n: int = 0, **more: Any) -> Statement:
    a, b = (one if isinstance(one, End) else end(one) for one in (source, target))
    said_by = more.pop("by", None)
    given: dict[str, Any] = {
        "id": f"s{n}",
        "document": "letter",
        "sentence": f"{a.name} {name} {b.name}.",
        "begin": n,
        "end": n + 1,
        "event": relation(name).plover[0],
        "sign": relation(name).sign,
        "mutual": relation(name).symmetric,
        "trigger": Trigger(text=name, begin=n, end=n + 1),
        "attribution": (speaker(said_by),) if said_by else (),
        "confidence": 1.0,
        "coder": "hand",
    }
    return Statement(source=a, relation=name, target=b, **(given | more))


@pytest.fixture
def say() -> Say:
    """Statements, numbered: `say("Gondor", "fight", "Mordor", place=land("Ithilien"))`."""
    numbers = count()

    def one(source: str | End, name: str, target: str | End, **more: Any) -> Statement:
        return make(source, name, target, next(numbers), **more)

    return one
