"""FollowTheMoney entities, one a line: what links them becomes statements (https://followthemoney.tech).

Ours come back, and those of OpenSanctions, Aleph and others: memberships, control, sanctions, successions,
payments and links whose role tells the relation.
"""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple, TypeGuard

from allegiance.datasets.blocks import Block
from allegiance.datasets.format import Claim, Party, Silent, Spot, Story, Voice
from allegiance.datasets.graph import day, interval
from allegiance.datasets.labels import Labels, Meaning, labels
from allegiance.datasets.reading import Reading
from allegiance.datasets.rows import BadRow, Row, checksum
from allegiance.datasets.sources import Cells, Given, Source, from_rows, json_lines
from allegiance.ontology.actors import registry
from allegiance.ontology.relations import relation
from allegiance.statements.statement import Certainty


class Link(NamedTuple):
    """A schema that links two entities: the properties that hold them, and the relation."""

    source: str
    target: str
    relation: str | None


LINKS: Mapping[str, Link] = {
    "UnknownLink": Link("subject", "object", None),
    "Membership": Link("member", "organization", "member"),
    "Employment": Link("employee", "employer", "member"),
    "Directorship": Link("director", "organization", "member"),
    "Control": Link("controller", "controlled", "command"),
    "Succession": Link("predecessor", "successor", "merge"),
    "Payment": Link("payer", "beneficiary", "fund"),
    "Sanction": Link("authority", "entity", "sanction"),
    "Associate": Link("person", "associate", None),
    "Representation": Link("agent", "client", None),
    "Ownership": Link("owner", "asset", None),
    "Family": Link("person", "relative", None),
    "Debt": Link("debtor", "creditor", None),
    "Occupancy": Link("holder", "post", None),
}
"""Where there is no relation, the role tells it, or the link is counted as one that has none here."""


class Entity(NamedTuple):
    """Who or what a link is about."""

    name: str
    schema: str
    country: str
    lat: str
    lon: str


def documents(reading: Reading, given: Given) -> Iterator[Block]:
    """Each link is a row. Whom it links may stand anywhere in the file, so it is read twice."""
    checksum(reading.path)
    known = {
        entity["id"]: _entity(entity)
        for _, entity in json_lines(reading.path)
        if _sound(entity) and entity["schema"] not in LINKS
    }
    rows = _rows(reading.path, known)
    yield from from_rows(reading, given, rows, partial(_claims, labels(given.labels)))


def _rows(path: Path, known: Mapping[str, Entity]) -> Iterator[Cells]:
    for line, entity in json_lines(path):
        if isinstance(entity, BadRow):
            yield Cells(line, entity)
        elif not _sound(entity):
            yield Cells(line, BadRow("the line is no entity with `id`, `schema` and `properties`"))
        elif entity["schema"] in LINKS:
            yield Cells(line, _cells(entity, known))


def _sound(entity: Any) -> TypeGuard[dict[str, Any]]:
    if not isinstance(entity, dict) or not isinstance(entity.get("properties"), dict):
        return False
    return isinstance(entity.get("id"), str) and isinstance(entity.get("schema"), str)


def _values(entity: Mapping[str, Any], name: str) -> list[str]:
    """The values of a property; an entity that stands within another is told by its id."""
    found = entity["properties"].get(name, [])
    several = found if isinstance(found, list) else [found]
    return [str(each.get("id", "")) if isinstance(each, dict) else str(each) for each in several]


def _first(entity: Mapping[str, Any], *names: str) -> str:
    return next((value for name in names for value in _values(entity, name) if value), "")


def _entity(entity: Mapping[str, Any]) -> Entity:
    name = _first(entity, "name", "full", "title", "alias") or entity.get("caption") or entity["id"]
    country = _first(entity, "country", "jurisdiction", "nationality")
    places = _first(entity, "latitude"), _first(entity, "longitude")
    return Entity(str(name), entity["schema"], country, *places)


def _cells(entity: Mapping[str, Any], known: Mapping[str, Entity]) -> dict[str, str]:
    """A link as cells. Ids that stand side by side are parted by a mark that no id has."""
    schema = entity["schema"]
    link = LINKS[schema]
    told = {name: _first(entity, name) for name in PROPERTIES}
    held = entity.get("datasets")
    datasets = held if isinstance(held, list) and held else [entity.get("dataset")]
    told |= {"id": entity["id"], "schema": schema, "dataset": str(datasets[0] or "")}
    for end, name in (("source", link.source), ("target", link.target)):
        ids = [each for each in _values(entity, name) if each]
        told[f"{end} ids"] = MARK.join(ids)
        told[end] = "; ".join(known[each].name if each in known else each for each in ids)
        for number, each in enumerate(ids):
            if each in known:
                told |= {
                    f"{end} {number} {field}": value
                    for field, value in known[each]._asdict().items()
                }
    return told


MARK = "\N{SYMBOL FOR UNIT SEPARATOR}"
PROPERTIES = (
    "role", "status", "startDate", "endDate", "date", "summary", "description", "publisher",
    "recordId", "proof", "sourceUrl", "program", "reason", "authority", "controlType", "relationship",
)  # fmt: skip


def _claims(known: Labels, row: Row) -> Iterator[Claim]:
    meaning = _meaning(row, known)
    allowed = relation(meaning.relation).target
    told = [_ends(row, end) for end in ("source", "target")]
    for name, ends in zip(
        (LINKS[row["schema"]].source, LINKS[row["schema"]].target), told, strict=True
    ):
        if not ends:
            raise Silent(f"{row['schema']} without {name}")
    certainty, voices = _standing(row)
    time = interval(*_dates(row))
    for number, (source, target) in enumerate(product(*told)):
        if meaning.reverse and isinstance(target, Party):
            source, target = target, source
        if isinstance(source, Spot):
            raise Silent(f"`{meaning.relation}` by a place")
        if ("place" if isinstance(target, Spot) else "actor") not in allowed and (
            meaning.relation != "fight"
        ):
            raise Silent(
                f"`{meaning.relation}` of {'a place' if isinstance(target, Spot) else 'an actor'}"
            )
        one = number == 0 and row["recordId"] and row["id"] == f"statement-{row['recordId']}"
        yield Claim(
            source=source, relation=meaning.relation, target=target, by=_by(row), time=time,
            certainty=certainty, phase=meaning.phase, voices=voices,
            polarity="negative" if row["status"].lower() == "denied" else "positive",
            time_status="past" if time else "ongoing", id=row["recordId"] if one else None,
        )  # fmt: skip


def _meaning(row: Row, known: Labels) -> Meaning:
    """The relation of a role, else of the schema."""
    link = LINKS[row["schema"]]
    for column in ("role", "relationship", "controlType"):
        if row[column] and (found := known.relation(row[column])):
            return found
    if link.relation:
        return Meaning(relation=link.relation)
    role = row["role"] or row["relationship"]
    told = f"role {role[:60]!r}" if role else "no role"
    raise Silent(f"{row['schema']} with {told}; --labels can tell what a role means")


def _by(row: Row) -> str:
    return "role" if row["role"] else "schema"


def _ends(row: Row, end: str) -> list[Party | Spot]:
    ids = [each for each in row[f"{end} ids"].split(MARK) if each]
    return [_end(row, end, number, each) for number, each in enumerate(ids)]


def _end(row: Row, end: str, number: int, id_: str) -> Party | Spot:
    """Whom an id means: the actor of ours that it names, the one of that name, or one of the file's own."""
    field = f"{end} {number}"
    name, schema = row[f"{field} name"] or id_, row[f"{field} schema"]
    country = row[f"{field} country"].upper()
    home = country if re.fullmatch("[A-Z]{2}", country) else None
    if schema == "Address":
        return Spot(
            name=name, column=end, country=home,
            lat=row.degrees(f"{field} lat", 90), lon=row.degrees(f"{field} lon", 180),
            id=_region(name, home),
        )  # fmt: skip
    ours = id_.removeprefix("actor-")
    if ours != id_ and ours in registry():
        return Party(name=name, column=end, scheme="id", code=ours, country=home)
    code = id_ if f"{field} name" in row else None
    return Party(
        name=name, column=end, scheme="ftm" if code else None, code=code, country=home,
        kind=KINDS.get(schema, "unknown"),
    )  # fmt: skip


def _region(name: str, home: str | None) -> str | None:
    """The country, where that is what is meant."""
    states = [
        each for each in registry().find(name) if each.kind == "state" and each.country == home
    ]
    return f"country:{home}" if home and states else None


KINDS: Mapping[str, str] = {
    "PublicBody": "body", "Organization": "organisation", "Company": "organisation", "Person": "person",
}  # fmt: skip


def _standing(row: Row) -> tuple[Certainty, tuple[Voice, ...]]:
    """How certain it is, and who says so, where the link came from us."""
    found = re.search(r", according to (.+)$", row["description"]) if row["recordId"] else None
    chain = found[1].removesuffix(f", in {row['publisher']}") if found else "the document"
    names = [] if chain == "the document" else chain.split(" > ")
    voices = tuple(Voice(name=name, column="description", kind="group") for name in names)
    status = row["status"].lower()
    if status in ("probable", "possible", "unknown"):
        return status, voices  # type: ignore[return-value]
    if status == "denied":
        limits = re.search(r"\(denied, (probable|possible|unknown)\b", row["description"])
        return (limits[1] if limits else "certain"), voices  # type: ignore[return-value]
    return ("possible" if status == "alleged" and not voices else "certain"), voices


def _dates(row: Row) -> tuple[str, str]:
    first, last = day(row["startDate"] or row["date"]), day(row["endDate"] or row["date"])
    return first or last, last or first


def _story(row: Row) -> Story | None:
    """The publisher is the outlet, else the dataset."""
    outlet = row["publisher"] or row["dataset"]
    return Story(outlet=outlet, url=row["sourceUrl"] or None) if outlet else None


def _fits(path: Path, head: bytes) -> bool:
    first = head.lstrip(b"\xef\xbb\xbf \r\n").partition(b"\n")[0]
    return first.startswith(b"{") and b'"schema"' in first and b'"properties"' in first


FORMAT = Source(
    name="ftm",
    gloss="FollowTheMoney entities: ours, and those of OpenSanctions and Aleph",
    outlet="FollowTheMoney",
    licence="that of the entities",
    columns=("source", "target", "schema"),
    also=("id", "dataset", *PROPERTIES),
    shown=("id", "schema", "source", "target", *PROPERTIES),
    story=_story,
    fits=_fits,
    open=documents,
)
