"""Ties as STIX 2.1 (OASIS 2021), for the tools of threat intelligence.

Actors are identities. They are never threat actors or intrusion sets: that would be a judgement.
"""

from collections.abc import Iterable, Iterator
from typing import Any, TextIO

import msgspec

from allegiance.exports.format import Format, Written, stamp
from allegiance.exports.names import uuid_of
from allegiance.exports.network import days, precision
from allegiance.exports.rows import gist, heard
from allegiance.network.ties import Party, Tie, tie
from allegiance.statements.statement import End, Statement


def write_stix(statements: Iterable[Statement], out: TextIO) -> Written:
    """One bundle: identities, locations, a relationship for each tie, an opinion for each denial.

    A relationship refers to every statement that affirms it, with its outlet, who says so and how
    certainly; an opinion keeps who denies it and in which words. No `confidence` is given, which
    would be ours. Places without a country, region or coordinates are no STIX location, and
    ties to them are left out.
    """
    made = stamp()
    ties = tie(statements)
    left_out = 0
    count = 0
    out.write('{"type":"bundle","id":"bundle--' + uuid_of("bundle", made) + '","objects":[\n')
    out.write(_json(_tool(made)))
    written: set[str] = set()
    for tied in ties:
        if not all(_has_place(party, tied) for party in (tied.source, tied.target)):
            left_out += 1
            continue
        count += 1
        for each in _objects(tied, made):
            if each["id"] not in written:
                written.add(each["id"])
                out.write(",\n" + _json(each))
    out.write("\n]}\n")
    why = "their place has neither a country nor coordinates" if left_out else None
    return Written(written=count, left_out=left_out, why=why)


CLASSES = {
    "person": "individual", "people": "class", "collective": "class", "armed group": "group",
    "coalition": "group", "unknown": "unknown", "state": "organization",
    "government": "organization", "armed force": "organization", "body": "organization",
    "organisation": "organization", "party": "organization",
}  # fmt: skip
NAMES = {
    "ally": "allied-with", "support": "supports", "arm": "arms", "fund": "funds",
    "train": "trains", "aid": "aids", "shelter": "shelters", "command": "commands",
    "member": "member-of", "merge": "merged-with", "negotiate": "negotiates-with",
    "fight": "fights", "oppose": "opposes", "sanction": "sanctions", "control": "controls",
    "base": "based-in", "move": "moves-to",
}  # fmt: skip
FORMATS = (Format(name="stix", gloss="a STIX 2.1 bundle", suffix=".stix.json", write=write_stix),)


def _objects(tied: Tie, made: str) -> Iterator[dict[str, Any]]:
    for party in (tied.source, tied.target):
        yield _party(party, tied, made)
    related = _relationship(tied, made)
    yield related
    for said in tied.statements:
        if said.polarity == "negative":
            yield _opinion(said, related["id"], made)


def _tool(made: str) -> dict[str, Any]:
    """Who makes the objects: a program, and not who says what they hold."""
    return _object("identity", TOOL, made) | {
        "name": "Allegiance",
        "identity_class": "system",
        "description": "Records what documents say of actors, by whom; not what is true.",
    }


def _party(party: Party, tied: Tie, made: str) -> dict[str, Any]:
    if party.kind != "place":
        told = _object("identity", _party_id(party), made)
        told |= {"name": party.name, "identity_class": CLASSES.get(party.kind, "unknown")}
        return told | {"labels": [party.kind]}
    where = _end(party, tied)
    told = _object("location", _party_id(party), made) | {"name": party.name}
    if party.country:
        told["country"] = party.country
    if where.lat is not None and where.lon is not None:
        told |= {"latitude": where.lat, "longitude": where.lon}
    return told


def _relationship(tied: Tie, made: str) -> dict[str, Any]:
    affirmed = [said for said in tied.statements if said.polarity == "positive"]
    told = _object("relationship", _tie_id(tied), made) | {
        "relationship_type": NAMES.get(tied.relation, tied.relation),
        "source_ref": _party_id(tied.source),
        "target_ref": _party_id(tied.target),
        "description": _description(tied),
        "labels": _labels(tied, affirmed),
    }
    spans = sorted(filter(None, map(days, affirmed)))
    if spans:
        told |= {
            "start_time": f"{spans[0][0]}T00:00:00Z",
            "stop_time": f"{max(last for _, last in spans)}T23:59:59Z",
        }
    if affirmed:
        told["external_references"] = list(map(_reference, affirmed))
    return told


def _description(tied: Tie) -> str:
    counts = f"Affirmed by {tied.affirmed} statement(s) and denied by {tied.denied}"
    where = f", in {tied.theatre}" if tied.theatre else ""
    read = "; read both ways" if tied.symmetric else ""
    return f"{tied.source.name} {tied.relation} {tied.target.name}{where}{read}. {counts}."


def _labels(tied: Tie, affirmed: list[Statement]) -> list[str]:
    """What STIX has no property for, as words of the codebook."""
    fineness = {f"precision:{precision(said)}" for said in affirmed if days(said)}
    certainty = {f"certainty:{said.certainty}" for said in affirmed}
    words = {f"relation:{tied.relation}", f"sign:{tied.sign}"} | fineness | certainty
    words |= {"alleged"} if tied.alleged and affirmed else set()
    words |= {"denied"} if tied.denied else set()
    words |= {"symmetric"} if tied.symmetric else set()
    words |= {f"theatre:{tied.theatre}"} if tied.theatre else set()
    return sorted(words | (set() if affirmed else {"not-affirmed"}))


def _reference(said: Statement) -> dict[str, str]:
    return {
        "source_name": said.outlet or said.document,
        "external_id": said.id,
        "description": f"{heard(said)} ({said.certainty}, {said.time_status}): {said.sentence}",
    }


def _opinion(said: Statement, related: str, made: str) -> dict[str, Any]:
    strength = "strongly-disagree" if said.certainty == "certain" else "disagree"
    return _object("opinion", f"opinion--{uuid_of('opinion', said.id)}", made) | {
        "opinion": strength,
        "authors": [said.voice],
        "explanation": f"{gist(said)}, according to {heard(said)}: {said.sentence}",
        "object_refs": [related],
        "external_references": [_reference(said)],
    }


def _object(kind: str, identity: str, made: str) -> dict[str, Any]:
    told = {"type": kind, "spec_version": "2.1", "id": identity, "created": made, "modified": made}
    return told if identity == TOOL else told | {"created_by_ref": TOOL}


def _party_id(party: Party) -> str:
    kind = "location" if party.kind == "place" else "identity"
    return f"{kind}--{uuid_of(kind, party.id)}"


def _tie_id(tied: Tie) -> str:
    key = (tied.source.id, tied.relation, tied.target.id, str(tied.symmetric), tied.theatre or "")
    return f"relationship--{uuid_of('relationship', *key)}"


def _end(party: Party, tied: Tie) -> End:
    ends = (end for said in tied.statements for end in (said.source, said.target))
    return next(end for end in ends if end.id == party.id)


def _has_place(party: Party, tied: Tie) -> bool:
    if party.kind != "place" or party.country:
        return True
    where = _end(party, tied)
    return where.lat is not None and where.lon is not None


def _json(each: dict[str, Any]) -> str:
    return msgspec.json.encode(each).decode()


TOOL = f"identity--{uuid_of('identity', 'the program')}"
