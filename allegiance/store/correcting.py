"""Single statements changed by decisions: corrections, and ends that belong to another actor."""

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import UNSET

from allegiance.errors import BadDecision
from allegiance.ontology.relations import relation
from allegiance.statements.statement import End, Place, Statement, Time
from allegiance.store.columns import span, widen
from allegiance.store.decision import Correct, Split

Shown = tuple[str, str, str | None]
"""How an actor is shown: its name, kind and country."""


def corrected(said: Statement, by: Correct, shown: Callable[[str], Shown]) -> Statement:
    """A statement with what a correction tells in place of what was coded.

    An end keeps its wording and its place in the text. Another relation brings its own sign along,
    and the event it usually corresponds to.
    """
    told: dict[str, Any] = {
        name: value for name in _PLAIN if (value := getattr(by, name)) is not UNSET
    }
    if isinstance(by.source, str):
        told["source"] = _actor(said.source, by.source, shown(by.source))
    if isinstance(by.target, Place):
        told["target"] = _place(said.target, by.target)
    elif isinstance(by.target, str):
        told["target"] = _actor(said.target, by.target, shown(by.target))
    if isinstance(by.relation, str) and by.relation != said.relation:
        known = relation(by.relation)
        told |= {"relation": known.name, "sign": known.sign, "event": known.plover[0]}
    if by.time is not UNSET:
        told["time"] = interval(by.time) if isinstance(by.time, str) else None
    return msgspec.structs.replace(said, **told)


def parted(
    said: Statement, split: Split, members: frozenset[str], into: tuple[str, Shown]
) -> Statement:
    """A statement whose ends are another actor's where a split says so."""
    if not _meant(said, split):
        return said
    wordings = {each.casefold() for each in split.wordings}

    def part(end: End) -> End:
        here = end.id in members and end.kind != "place"
        if not here or (wordings and end.mention.casefold() not in wordings):
            return end
        return _actor(end, *into)

    source, target = part(said.source), part(said.target)
    if source is said.source and target is said.target:
        return said
    return msgspec.structs.replace(said, source=source, target=target)


def fitting(said: Statement) -> None:
    """Raise BadDecision where the relation does not take such ends."""
    known = relation(said.relation)
    for side, end, takes in (
        ("source", said.source, known.source),
        ("target", said.target, known.target),
    ):
        kind = "place" if end.kind == "place" else "actor"
        if kind not in takes:
            raise BadDecision(
                f"{side} {end.name!r} is {_A[kind]}, and relation {said.relation!r} takes "
                f"{_A[takes[0]]} there; correct the {side} or the relation with it"
            )


def interval(told: str) -> Time:
    """A time from an ISO date, a prefix of one, or an interval of two.

    Raises BadDecision where it is none.
    """
    first, slash, last = told.partition("/")
    bounds = [None if each in ("", "..") else each for each in (first, last if slash else first)]
    start, end = (widen(each) if each else (None, None) for each in bounds)
    missed = any(each and way[0] is None for each, way in zip(bounds, (start, end), strict=True))
    if missed or bounds == [None, None] or (start[0] and end[1] and start[0] > end[1]):
        raise BadDecision(f"time {told!r} is none; write 2012, 2012-03, 2012-03/2012-05 or 2011/..")
    return Time(
        text=told,
        start=start[0].isoformat() if start[0] else None,
        end=end[1].isoformat() if end[1] else None,
        edtf=told,
    )


def _meant(said: Statement, split: Split) -> bool:
    """Whether a split is about a statement, its ends apart."""
    if split.documents and said.document not in split.documents:
        return False
    if split.statements and said.id not in split.statements:
        return False
    first, last = span(said)
    if split.since and (last is None or last < (widen(split.since)[0] or last)):
        return False
    return not (split.until and (first is None or first > (widen(split.until)[1] or first)))


def _actor(end: End, actor: str, shown: Shown) -> End:
    name, kind, country = shown
    return msgspec.structs.replace(
        end, id=actor, name=name, kind=kind, country=country, lat=None, lon=None
    )


def _place(end: End, place: Place) -> End:
    return msgspec.structs.replace(
        end, id=place.id, name=place.name, kind="place", country=place.country,
        lat=place.lat, lon=place.lon,
    )  # fmt: skip


_PLAIN = ("phase", "mutual", "polarity", "certainty", "time_status", "place", "instrument")
_A = {"actor": "an actor", "place": "a place"}
