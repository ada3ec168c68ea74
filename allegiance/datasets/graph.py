"""Edges of a graph as rows, and what an edge asserts: for every format of graphs.

Relation, sign, dates and the rest are attributes that are found by their names.
"""

import hashlib
import json
import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from allegiance.datasets.format import Claim, Party, Silent, Spot, Voice
from allegiance.datasets.labels import Labels, Meaning
from allegiance.datasets.rows import BadRow, Row, day_time, year_time
from allegiance.datasets.sources import Cells
from allegiance.ontology.actors import registry
from allegiance.ontology.relations import relation
from allegiance.statements.statement import Certainty, Time


class Node(NamedTuple):
    """A node: its id, its name, and its attributes by name."""

    id: str
    name: str
    attributes: Mapping[str, str]


class Edge(NamedTuple):
    """An edge between two nodes, with its attributes by name and the line where it stands."""

    source: str
    target: str
    attributes: Mapping[str, str]
    directed: bool
    spells: tuple[tuple[str, str], ...]
    line: int


COLUMNS = ("source", "target")
NAMES: Mapping[str, tuple[str, ...]] = {
    "sign": ("polarity", "valence"),
    "first": ("start", "begin", "since", "from", "year", "date"),
    "last": ("end", "until", "to", "year", "date"),
    "voices": ("voice", "author", "outlet", "publisher", "source_office"),
    "theatre": ("country",),
    "evidence": ("sentence", "quote", "text", "description", "summary"),
}
RELATION = (
    "relation", "relationship", "predicate", "interaction", "edge_type", "edgetype", "rel", "type",
    "kind", "category", "role", "label", "name",
)  # fmt: skip
"""The attributes that may tell the relation, the likeliest first."""

ALSO = (
    *RELATION, "sign", "weight", "certainty", "affirmed", "denied", "certain", "probable",
    "possible", "unknown", "symmetric", "first", "last", "spells", "precision", "theatre", "voices",
    "evidence",
)  # fmt: skip
SHOWN = (
    "source", "target", *RELATION, "sign", "weight", "symmetric", "theatre", "first", "last",
    "spells", "certainty", "affirmed", "denied", "voices", "evidence",
)  # fmt: skip
"""What of an edge makes its evidence."""


def cells(nodes: Mapping[str, Node], edges: Iterable[Edge], *, ours: bool) -> Iterator[Cells]:
    """Each edge as a row; `ours` where the ids of the nodes are those of actors and places."""
    for edge in edges:
        lacking = next((end for end in (edge.source, edge.target) if end not in nodes), None)
        if lacking is not None:
            yield Cells(edge.line, BadRow(f"the edge's end {lacking!r} is no node of the file"))
            continue
        told = dict(edge.attributes)
        if edge.spells:
            told["spells"] = "; ".join(f"{first}/{last}" for first, last in edge.spells)
        told["directed"] = str(edge.directed).lower()
        for end, node in (("source", nodes[edge.source]), ("target", nodes[edge.target])):
            told |= {f"{end} {name}": value for name, value in node.attributes.items()}
            told |= {end: node.name or node.id, f"{end} id": node.id}
        told["ours"] = str(ours).lower()
        yield Cells(edge.line, told)


def claims(labels: Labels) -> Callable[[Row], Iterator[Claim]]:
    """What an edge asserts, by a table of labels."""

    def told(row: Row) -> Iterator[Claim]:
        column, meaning = _relation(row, labels)
        source, target = _party(row, "source", labels), _end(row, "target", labels)
        if meaning.reverse and isinstance(target, Party):
            source, target = target, source
        _sensible(row, meaning, target)
        mutual = row["symmetric"].lower() == "true" or row["directed"] == "false"
        both = mutual and isinstance(target, Party)
        place = _place(row)
        for number, (denied, certainty, time, voices) in enumerate(_assertions(row)):
            yield Claim(
                source=source, relation=meaning.relation, target=target, by=column, time=time,
                place=place, certainty=certainty, phase=meaning.phase, mutual=both, voices=voices,
                polarity="negative" if denied else "positive", id=_id(row, number),
                time_status="past" if time else "ongoing",
            )  # fmt: skip

    return told


def _relation(row: Row, labels: Labels) -> tuple[str, Meaning]:
    """The attribute that tells the relation, and what it means; the sign where none does."""
    tried = []
    for name in RELATION:
        if told := row[name]:
            if meaning := labels.relation(told):
                return name, meaning
            tried.append(f"{name} {told[:60]!r}")
    if (sign := _sign(row)) is not None:
        return sign
    if tried:
        raise Silent(f"{tried[0]} is no relation that is known; --labels can tell what it means")
    raise Silent("the edge tells neither a relation nor a sign")


def _sign(row: Row) -> tuple[str, Meaning] | None:
    for column in ("sign", "weight"):
        told = row[column]
        if not told or (column == "weight" and not told.startswith(("-", "\N{MINUS SIGN}"))):
            continue
        value = {"+": 1.0, "positive": 1.0, "-": -1.0, "negative": -1.0}.get(
            told.lower()
        ) or _number(told)
        if value is None:
            raise BadRow(f"{told!r} is no sign; write 1 or -1", column)
        if value == 0:
            raise Silent("the sign is 0")
        return column, Meaning(relation="ally" if value > 0 else "oppose")
    return None


def _number(told: str) -> float | None:
    try:
        return float(told.replace("\N{MINUS SIGN}", "-"))
    except ValueError:
        return None


def _sensible(row: Row, meaning: Meaning, target: Party | Spot) -> None:
    allowed = relation(meaning.relation).target
    if isinstance(target, Spot) and "place" not in allowed and meaning.relation != "fight":
        raise Silent(f"`{meaning.relation}` of a place")
    if isinstance(target, Party) and "actor" not in allowed:
        raise Silent(f"`{meaning.relation}` of an actor")
    if row["source id"] == row["target id"]:
        raise Silent("both ends are one")


def _end(row: Row, end: str, labels: Labels) -> Party | Spot:
    if labels.kind(row[f"{end} kind"]) == "place":
        return _spot(row, end)
    return _party(row, end, labels)


def _party(row: Row, end: str, labels: Labels) -> Party:
    kind = labels.kind(row[f"{end} kind"] or row[f"{end} type"]) or "unknown"
    return Party(
        name=row[end],
        column=end,
        scheme="id" if row["ours"] == "true" else None,
        code=row[f"{end} id"] if row["ours"] == "true" else None,
        kind=kind if kind != "place" else "unknown",
        country=_code(row[f"{end} country"]),
    )


def _spot(row: Row, end: str) -> Spot:
    return Spot(
        name=row[end],
        column=end,
        country=_code(row[f"{end} country"]),
        lat=_degrees(row, end, "latitude", "lat"),
        lon=_degrees(row, end, "longitude", "lng", "lon"),
        id=row[f"{end} id"] if row["ours"] == "true" else None,
    )


def _degrees(row: Row, end: str, *names: str) -> float | None:
    most = 90 if names[0] == "latitude" else 180
    return next((row.degrees(f"{end} {n}", most) for n in names if row[f"{end} {n}"]), None)


def _code(told: str) -> str | None:
    return told.upper() if re.fullmatch("[A-Za-z]{2}", told) else None


def _place(row: Row) -> Spot | None:
    """The theatre: a country by its code or name, or a region by its id."""
    told = row["theatre"]
    if not told:
        return None
    states = [each for each in registry().find(told) if each.kind == "state" and each.country]
    if country := _code(told) or (states[0].country if len(states) == 1 else None):
        return Spot(
            name=told,
            column="theatre",
            country=country,
            precision="country",
            id=f"country:{country}",
        )
    return Spot(name=told, column="theatre", id=told if ":" in told else None)


_Assertion = tuple[bool, Certainty, Time | None, tuple[Voice, ...]]


def _assertions(row: Row) -> Iterator[_Assertion]:
    """What an edge affirms, once for each voice or stretch of time, and what it denies.

    Where several voices affirm it with different certainty, the edge does not tell whose is which, and
    the least of it is taken for all.
    """
    affirmed, denied = row.whole("affirmed"), row.whole("denied") or 0
    denied_only = row["certainty"] == "denied" or affirmed == 0
    spans, precision = _spans(row), row["precision"]
    if not denied_only:
        voices, certainty = _voices(row), _certainty(row)
        if len(voices) > 1:
            whole = (
                interval(min(spans)[0], max(last for _, last in spans), precision)
                if spans
                else None
            )
            yield from ((False, certainty, whole, voice) for voice in voices)
        else:
            for first, last in spans or [("", "")]:
                yield False, certainty, interval(first, last, precision), voices[0]
    if denied or denied_only:
        times = spans[:1] if denied_only else []
        first, last = times[0] if times else ("", "")
        yield True, "certain", interval(first, last, precision), ()


_CERTAINTIES: tuple[Certainty, ...] = ("certain", "probable", "possible", "unknown")


def _certainty(row: Row) -> Certainty:
    told: list[Certainty] = [level for level in _CERTAINTIES if row.whole(level)]
    if told:
        return told[0] if len(_voices(row)) == 1 else told[-1]
    asked = row["certainty"].lower()
    return next((level for level in _CERTAINTIES if level == asked), "certain")


def _voices(row: Row) -> list[tuple[Voice, ...]]:
    """Who affirms it, each on its own; nobody is named where the document speaks itself."""
    names = [name.strip() for name in row["voices"].split(";") if name.strip()]
    return [
        () if name == "the document" else (Voice(name=name, column="voices", kind="group"),)
        for name in dict.fromkeys(names)
    ] or [()]


def _spans(row: Row) -> list[tuple[str, str]]:
    """The stretches of time of an edge, first to last."""
    told = [each.partition("/") for each in row["spells"].split(";") if each.strip()]
    spans = [(first.strip(), last.strip()) for first, _, last in told]
    if not spans and (row["first"] or row["last"]):
        spans = [(row["first"] or row["last"], row["last"] or row["first"])]
    return sorted((day(first), day(last)) for first, last in spans if day(first) and day(last))


def day(told: str) -> str:
    """A date or the beginning of one; nothing of what is no date."""
    found = re.match(r"\d{4}(-\d{2}(-\d{2})?)?(?=$|T|\.0$)", told)
    return found[0] if found else ""


def interval(first: str, last: str, precision: str = "") -> Time | None:
    """An interval, no finer than it was told; None where no date is. Raises BadRow where it ends too early."""
    if not first:
        return None
    first, last = _narrowed(first, last, precision)
    if first > last:
        raise BadRow(f"the end {last!r} lies before the start {first!r}")
    if len(first) == len(last) == 4:
        if first == last:
            return year_time(int(first))
        return Time(
            text=f"{first}/{last}",
            start=f"{first}-01-01",
            end=f"{last}-12-31",
            edtf=f"{first}/{last}",
        )
    if len(first) == len(last) == 10:
        return day_time(first, last)
    return _months(first, last)


def _narrowed(first: str, last: str, precision: str) -> tuple[str, str]:
    """Days that were widened from years or months as these again."""
    if precision == "year" and first[4:] == "-01-01" and last[4:] == "-12-31":
        return first[:4], last[:4]
    whole = first[7:] == "-01" and len(last) == 10 and last == _last_day(last[:7])
    return (first[:7], last[:7]) if precision in ("year", "month") and whole else (first, last)


def _months(first: str, last: str) -> Time:
    """An interval of which an end is told by its month or year."""
    edtf = first if first == last else f"{first}/{last}"
    return Time(text=edtf, start=first + "-01-01"[len(first) - 4 :], end=_last_day(last), edtf=edtf)


def _last_day(date: str) -> str:
    if len(date) == len("2012-02"):
        return f"{date}-{monthrange(int(date[:4]), int(date[5:]))[1]:02}"
    return date + "-12-31"[len(date) - 4 :]


def _id(row: Row, number: int) -> str:
    """A statement's id, the same where another file holds the same edge."""
    told = json.dumps([sorted(row.items()), number]).encode("utf-8", "surrogatepass")
    return hashlib.sha256(told).hexdigest()[:16]
