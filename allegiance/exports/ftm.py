"""Statements as FollowTheMoney entities, for OpenAleph, Yente and the tools of OpenSanctions.

FollowTheMoney (https://followthemoney.tech) has no schema for alliance, fighting or arms, so
those are `UnknownLink` with their `role`. No topic is ever given: whom a state calls a terrorist
is a statement of that state, not a property of the group.
"""

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2s
from typing import Any, TextIO

import msgspec

from allegiance.exports.format import Format, Written
from allegiance.exports.names import word
from allegiance.exports.network import days, precision
from allegiance.exports.rows import gist, heard
from allegiance.network.ties import told
from allegiance.statements.statement import End, Statement


def write_ftm(statements: Iterable[Statement], out: TextIO) -> Written:
    """Entities, one a line: actors, places, documents, and a link for each statement.

    Each outlet is a dataset of its own, and an actor is written once for each: aggregating them
    by id (`ftm aggregate`) shows who is mentioned where. The link keeps the sentence (`summary`),
    who says so (`description`), its document (`proof`) and how it stands (`status`).
    """
    count = 0
    written: set[tuple[str, str]] = set()
    for said in statements:
        for entity in _entities(said):
            key = (entity["id"], entity["datasets"][0])
            if key not in written:
                written.add(key)
                out.write(msgspec.json.encode(entity).decode() + "\n")
        count += 1
    return Written(written=count)


SCHEMATA = {
    "state": "PublicBody", "government": "PublicBody", "body": "PublicBody",
    "armed force": "PublicBody", "armed group": "Organization", "coalition": "Organization",
    "organisation": "Organization", "party": "Organization", "person": "Person",
    "place": "Address",
}  # fmt: skip
LINKS = {
    "member": ("Membership", "member", "organization"),
    "command": ("Control", "controller", "controlled"),
}
ORGANISATIONS = ("Organization", "PublicBody")
FORMATS = (
    Format(
        name="ftm", gloss="FollowTheMoney entities, for OpenAleph", suffix=".ftm.json",
        write=write_ftm,
    ),
)  # fmt: skip


def _entities(said: Statement) -> Iterator[dict[str, Any]]:
    dataset = word(said.outlet) if said.outlet else "unknown_outlet"
    article = _id("article", said.document)
    yield _entity(
        article, "Article", dataset, title=said.document, publisher=said.outlet,
        author=said.author, date=said.date,
    )  # fmt: skip
    for end in (said.source, said.target):
        yield _party(end, dataset)
    yield _link(said, dataset, article)


def _party(end: End, dataset: str) -> dict[str, Any]:
    schema = SCHEMATA.get(end.kind, "LegalEntity")
    at = (
        {"full": end.name, "latitude": end.lat, "longitude": end.lon} if schema == "Address" else {}
    )
    country = end.country.lower() if end.country else None
    return _entity(_party_id(end), schema, dataset, name=end.name, country=country, **at)


def _link(said: Statement, dataset: str, article: str) -> dict[str, Any]:
    schema, source, target = _schema(said)
    first, last = told(said) if days(said) else (None, None)
    ends = {source: _party_id(said.source), target: _party_id(said.target)}
    return _entity(
        _id("statement", said.id), schema, dataset, **ends, role=said.relation, status=status(said),
        startDate=_prefix(said, first), endDate=_prefix(said, last), summary=said.sentence,
        description=f"{gist(said)}, according to {heard(said)}", publisher=said.outlet,
        recordId=said.id, proof=article,
    )  # fmt: skip


def _prefix(said: Statement, date: str | None) -> str | None:
    """A date no finer than told: FollowTheMoney takes a year or a month as they are."""
    length = {"year": 4, "month": 7}.get(precision(said), 10)
    return date[:length] if date else None


def status(said: Statement) -> str:
    """How a statement stands: "denied", else "alleged" where others say so, else its certainty."""
    if said.polarity == "negative":
        return "denied"
    if said.certainty == "certain":
        return "alleged" if said.attribution else "stated"
    return said.certainty


def _schema(said: Statement) -> tuple[str, str, str]:
    """The schema of a link and its two ends: a closer one only where its ends fit."""
    schema, source, target = LINKS.get(said.relation, GENERAL)
    ends = [SCHEMATA.get(end.kind, "LegalEntity") for end in (said.source, said.target)]
    fits = "Address" not in ends and (schema != "Membership" or ends[1] in ORGANISATIONS)
    return (schema, source, target) if fits else GENERAL


PLAIN = re.compile(r"[a-zA-Z0-9](?:[a-zA-Z0-9.-]{0,98}[a-zA-Z0-9])?")
GENERAL = ("UnknownLink", "subject", "object")


def _party_id(end: End) -> str:
    return _id("place" if end.kind == "place" else "actor", end.id)


def _id(kind: str, identity: str) -> str:
    """An id as FollowTheMoney takes it: letters, digits, points and hyphens of ASCII.

    One with other signs has a checksum too, so that no two become one.
    """
    if PLAIN.fullmatch(identity):
        return f"{kind}-{identity}"
    plain = re.sub(r"[^a-zA-Z0-9]+", "-", identity)[:60].strip("-")
    checksum = blake2s(identity.encode(), digest_size=8).hexdigest()
    return "-".join(filter(None, (kind, plain, checksum)))


def _entity(identity: str, schema: str, dataset: str, **properties: Any) -> dict[str, Any]:
    """An entity; every value is a list of strings, and what is not known is left away."""
    told = {name: [str(value)] for name, value in properties.items() if value not in (None, "")}
    return {"id": identity, "schema": schema, "properties": told, "datasets": [dataset]}
