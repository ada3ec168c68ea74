"""What a person decides about actors and statements: records that are kept, undone and shared.

A log of decisions is a set, read in the order of time. Two people who take over one another's
decisions therefore hold the same log, whoever began.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from allegiance.ontology.actor import Kind
from allegiance.ontology.actors import normal
from allegiance.statements.statement import Certainty, Phase, Place, Polarity, TimeStatus


class Deed(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="decision",
    tag=str.lower,
):
    """What is decided. Actors, statements and documents are named by their ids."""


class Merge(Deed, frozen=True):
    """`actor` is `into` under another name; `force` where the two were never to be merged."""

    actor: str
    into: str
    force: bool = False


class Split(Deed, frozen=True):
    """What these texts call `actor` is another one, `into`.

    Meant are the ends of statements, and the mentions, that meet every condition told: in these
    documents, in these statements, written so, told of days from `since` to `until` (ISO dates or
    prefixes). `name` and `kind` are of `into` where nobody knows it yet.
    """

    actor: str
    into: str
    name: str | None = None
    kind: Kind | None = None
    documents: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    wordings: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


class Rename(Deed, frozen=True):
    """`actor` is shown under this name; the former one still finds it."""

    actor: str
    name: str


class Alias(Deed, frozen=True):
    """Whoever is called `name`, and was no known actor, is `actor`; in texts to come as well."""

    actor: str
    name: str


class Never(Deed, frozen=True):
    """`one` and `other` are two, and are not to be merged."""

    one: str
    other: str


class Retype(Deed, frozen=True):
    """`actor` is of this kind."""

    actor: str
    kind: Kind


class Reject(Deed, frozen=True):
    """The text does not say so: the statement is left out."""

    statement: str


class Accept(Deed, frozen=True):
    """The text says so: the statement counts, whatever was decided before."""

    statement: str


class Correct(Deed, frozen=True):
    """The text says this instead; what is not told stays as it was coded.

    `source` and `target` are ids of actors, `target` a place where the relation takes one. `time`
    is an ISO date, a prefix, or an interval of two ("2012-03/2012-05", "2011/.."). None takes a
    time, a place or an instrument away.
    """

    statement: str
    source: str | UnsetType = UNSET
    relation: str | UnsetType = UNSET
    target: str | Place | UnsetType = UNSET
    phase: Phase | UnsetType = UNSET
    mutual: bool | UnsetType = UNSET
    polarity: Polarity | UnsetType = UNSET
    certainty: Certainty | UnsetType = UNSET
    time_status: TimeStatus | UnsetType = UNSET
    time: str | UnsetType | None = UNSET
    place: Place | UnsetType | None = UNSET
    instrument: str | UnsetType | None = UNSET


class Undo(Deed, frozen=True):
    """An earlier decision, which may be an undoing itself, is taken back."""

    of: str


What = Merge | Split | Rename | Alias | Never | Retype | Reject | Accept | Correct | Undo
DEEDS: dict[str, type[Deed]] = {each.__name__.lower(): each for each in What.__args__}


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided, by whom, when (ISO 8601, UTC) and why."""

    id: str
    when: str
    what: What
    who: str | None = None
    why: str | None = None

    @property
    def kind(self) -> str:
        """The kind of decision: "merge", "reject"."""
        return type(self.what).__name__.lower()


def decided(
    what: What, *, after: str | None, who: str | None, why: str | None, when: str | None = None
) -> Decision:
    """A decision made now, or at the next moment where the log runs up to a later one (`after`)."""
    when = when or moment(after)
    return Decision(id=identify(what, who, when), when=when, what=what, who=who, why=why)


def identify(what: What, who: str | None, when: str) -> str:
    """The id of a decision: the same for everybody who takes it over."""
    parts = msgspec.json.encode((what, who, when))
    return hashlib.sha256(parts).hexdigest()[:12]


def moment(after: str | None) -> str:
    """The time now, in UTC, or just after another one that is not past."""
    now = datetime.now(UTC)
    if after:
        last = datetime.fromisoformat(after)
        last = last if last.tzinfo else last.replace(tzinfo=UTC)
        now = max(now, last + timedelta(microseconds=1))
    return now.isoformat(timespec="microseconds")


def in_order(log: Iterable[Decision]) -> list[Decision]:
    """Decisions in the order of time, each once."""
    once = {each.id: each for each in log}
    return sorted(once.values(), key=lambda each: (each.when, each.id))


def in_force(log: Iterable[Decision]) -> list[Decision]:
    """The decisions that are not undone, oldest first; of undoings, those that take one back."""
    found: list[Decision] = []
    undone: set[str] = set()
    for each in reversed(in_order(log)):
        if each.id not in undone:
            found.append(each)
            if isinstance(each.what, Undo):
                undone.add(each.what.of)
    return found[::-1]


def unknown(name: str) -> str:
    """The id that a reader gives to an actor whom nobody knows, from its name."""
    return "text:" + re.sub(r"[^\w]+", "-", normal(name)).strip("-")


def subjects(what: What) -> dict[str, set[str]]:
    """The ids that a decision is about: of "actors", "statements" and "documents"."""
    found: dict[str, set[str]] = {"actors": set(), "statements": set(), "documents": set()}
    match what:
        case Merge(actor, into):
            found["actors"] = {actor, into}
        case Split(actor, into):
            found["actors"] = {actor, into}
            found["statements"], found["documents"] = set(what.statements), set(what.documents)
        case Alias(actor, name):
            found["actors"] = {actor, unknown(name)}
        case Rename(actor) | Retype(actor):
            found["actors"] = {actor}
        case Never(one, other):
            found["actors"] = {one, other}
        case Correct(statement):
            found["statements"] = {statement}
            ends = (what.source, what.target)
            found["actors"] = {end for end in ends if isinstance(end, str)}
        case Reject(statement) | Accept(statement):
            found["statements"] = {statement}
    return found


def flat(made: Decision) -> dict[str, Any]:
    """A decision as one flat record, in the order in which a person would read it."""
    what: dict[str, Any] = msgspec.to_builtins(made.what)
    first = {"id": made.id, "when": made.when, "who": made.who, "decision": what.pop("decision")}
    told = {key: each for key, each in first.items() if each is not None}
    return told | what | ({"why": made.why} if made.why is not None else {})


def unflat(record: Mapping[str, Any]) -> Decision:
    """A decision from its flat record.

    Raises msgspec.ValidationError where it is none.
    """
    frame = ("id", "when", "who", "why")
    told: dict[str, Any] = {key: each for key, each in record.items() if key in frame}
    told["what"] = {key: each for key, each in record.items() if key not in frame}
    return msgspec.convert(told, Decision)


def said(what: What) -> str:
    """A decision in words: "merge 'a' into 'b'"."""
    match what:
        case Merge(actor, into):
            return f"merge {actor!r} into {into!r}" + (", by force" if what.force else "")
        case Split(actor, into):
            told = {key: each for key, each in msgspec.structs.asdict(what).items() if each}
            where = (key for key in ("documents", "statements", "wordings", "since", "until"))
            given = ", ".join(f"{key} {_listed(told[key])}" for key in where if key in told)
            return f"split {into!r} from {actor!r}: {given}"
        case Rename(actor, name):
            return f"rename {actor!r} to {name!r}"
        case Alias(actor, name):
            return f"{name!r} is another name of {actor!r}"
        case Never(one, other):
            return f"never merge {one!r} and {other!r}"
        case Retype(actor, kind):
            return f"{actor!r} is of the kind {kind!r}"
        case Correct(statement):
            told = {
                key: each for key, each in msgspec.to_builtins(what).items() if key not in _HEAD
            }
            given = ", ".join(f"{key} {_listed(each)}" for key, each in told.items())
            return f"correct {statement}: {given}"
        case Undo(of):
            return f"undo {of}"
        case Reject(statement) | Accept(statement):
            return f"{type(what).__name__.lower()} {statement}"


def _listed(value: Any) -> str:
    if isinstance(value, dict):
        return str(value["name"])
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return "none" if value is None else str(value)


_HEAD = ("decision", "statement")
