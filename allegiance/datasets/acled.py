"""ACLED: political violence, protest and strategic developments, an event a row.

Raleigh, Linke, Hegre and Karlsen (2010), Introducing ACLED, Journal of Peace Research 47(5); Raleigh,
Kishi and Linke (2023), Political instability patterns are obscured by conflict dataset scope
conditions, sources, and coding choices, Humanities and Social Sciences Communications 10. The columns
of before and after 2023, and both forms of `inter1` and `inter2`.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from allegiance.datasets.codes import codes
from allegiance.datasets.format import Claim, Format, Party, Silent, Spot, Voice
from allegiance.datasets.rows import BadRow, Row, day_time, read_day
from allegiance.ontology.actors import registry
from allegiance.statements.statement import Time

STATE, EXTERNAL = 1, 8
CROWD = (5, 6, 7)
UNARMED = (6, 7)


def claims(row: Row) -> Iterator[Claim]:
    """One event: what its two actors do to each other, and who stood beside them.

    `actor1` and `actor2` tell no direction, so the two are read both ways, but for what is done to
    civilians and protesters, and for arrests by the one side that is a state's. Associated actors may
    be allies or only the wider group that an actor belongs to: `ally` is `possible`.
    """
    time, place, voices = _time(row), _place(row), tuple(_voices(row))
    told = [*_deeds(row, place), *_beside(row)]
    if not told:
        raise Silent(_why(row))
    for each in told:
        yield Claim(time=time, place=place, voices=voices, **each)


def _deeds(row: Row, place: Spot | None) -> Iterator[dict[str, Any]]:
    event = _event(row)
    first, second = _actor(row, "actor1"), _actor(row, "actor2")
    if isinstance(event, str) or first is None:
        return
    by = "sub_event_type" if row["sub_event_type"] else "event_type"
    if "place" in event and place:
        yield {
            "source": first,
            "relation": event["place"],
            "target": place,
            "by": by,
            "phase": "starts",
            "certainty": "certain" if second is None else "possible",
        }
    elif "relation" in event and second is not None:
        yield _deed(row, first, second, event, by)
    taken = codes("acled")["taken"].get(row["sub_event_type"])
    winners = [
        side for side, inter in ((first, _inter(row, 1)), (second, _inter(row, 2)))
        if taken and inter in taken
    ]  # fmt: skip
    if place and len(winners) == 1 and winners[0]:
        yield {
            "source": winners[0],
            "relation": "control",
            "target": place,
            "by": by,
            "phase": "starts",
        }


def _deed(row: Row, first: Party, second: Party, event: dict[str, str], by: str) -> dict[str, Any]:
    """What two actors do: of one to the other where the row leaves no doubt, else of both."""
    one, other = _inter(row, 1), _inter(row, 2)
    against = event.get("civilians")
    states = [inter == STATE for inter in (one, other)]
    if against and (one in UNARMED) != (other in UNARMED):
        ends = (second, first) if one in UNARMED else (first, second)
        return {"source": ends[0], "relation": against, "target": ends[1], "by": by}
    if event["relation"] == "sanction" and any(states) and not all(states):
        ends = (first, second) if states[0] else (second, first)
        return {"source": ends[0], "relation": "sanction", "target": ends[1], "by": by}
    return {
        "source": first, "relation": event["relation"], "target": second, "by": by, "mutual": True,
    }  # fmt: skip


def _beside(row: Row) -> Iterator[dict[str, Any]]:
    """The actors beside each side; of crowds and civilians these tell who they are, not who helped."""
    for side in (1, 2):
        actor = _actor(row, f"actor{side}")
        if actor is None or _inter(row, side) in CROWD:
            continue
        column = f"assoc_actor_{side}"
        for name in dict.fromkeys(each.strip() for each in row[column].split(";")):
            if name and name != row[f"actor{side}"]:
                yield {
                    "source": actor, "relation": "ally", "target": _party(name, column, "unknown"),
                    "by": column, "mutual": True, "certainty": "possible",
                }  # fmt: skip


def _why(row: Row) -> str:
    event = _event(row)
    return event if isinstance(event, str) else "only one side is named"


def _event(row: Row) -> dict[str, str] | str:
    kinds = codes("acled")["events"]
    kind = row.needed("event_type")
    if kind not in kinds:
        return f"the event type {kind!r} is none of ACLED's"
    found: dict[str, str] | str = kinds[kind].get(row["sub_event_type"], kinds[kind][""])
    return found


def _inter(row: Row, side: int) -> int | None:
    """The kind of a side, 1 to 8; None where the cell is empty or 0."""
    column = f"inter{side}"
    told = row[column]
    if told in ("", "0"):
        return None
    found = _words().get(re.sub(r"\W", "", told).lower().rstrip("s")) or _number(told)
    if found is None:
        raise BadRow(f"{told!r} is no kind of actor: 1 to 8, or a word as 'Rebel group'", column)
    return found


def _number(told: str) -> int | None:
    plain = told.removesuffix(".0")
    return int(plain) if re.fullmatch("[1-8]", plain) else None


@cache
def _words() -> dict[str, int]:
    kinds = codes("acled")["inter"]
    return {re.sub(r"\W", "", each["word"]).lower().rstrip("s"): n for n, each in kinds.items()}


def _actor(row: Row, column: str) -> Party | None:
    name = row[column]
    if not name:
        return None
    inter = _inter(row, int(column[-1]))
    kind = codes("acled")["inter"][inter]["kind"] if inter else "unknown"
    return _party(name, column, "unknown" if name.startswith("Unidentified") else kind)


@cache
def _party(name: str, column: str, kind: str) -> Party:
    """An actor under the one of its names that the registry knows, else under the whole of it."""
    if name.startswith("Civilians"):
        return Party(name="civilians", column=column, kind="people")
    known = next((each for each in _names(name) if len(registry().find(each)) == 1), name)
    mark = next((told for start, told in _KINDS.items() if name.startswith(start)), kind)
    return Party(name=known, column=column, kind=mark, country=_home(name), exact=True)


_KINDS = {
    "Military Forces of": "armed force", "Government of": "government", "Police Forces of": "body",
    "Unidentified Armed Group": "armed group", "Protesters": "people", "Rioters": "people",
}  # fmt: skip


def _names(name: str) -> Iterator[str]:
    """The names within one of ACLED's: "Military Forces of Mali (2020-2021)", "JNIM: Group for ...".

    Other brackets than of years tell a branch: "Islamic State (Sahel)" is its province there.
    """
    bare = re.sub(r"\s*\(\d{4}-(\d{4})?\)$", "", name)
    yield from (name, bare, bare.replace("Military Forces of", "Armed Forces of", 1))
    yield from (each.strip() for each in bare.split(":"))
    yield re.sub(r"\(([^)]*)\)$", r"\1 Province", bare)


def _home(name: str) -> str | None:
    """The country that stands in a name's brackets, or that its forces or government are of."""
    told = re.search(r"\(([A-Z][^)\d]*)\)$", name) or re.search(
        r"^(?:Military Forces|Police Forces|Government) of (?:the )?([^(]+?)\s*(?:\(|$)", name
    )
    return _country(told[1]) if told else None


@cache
def _country(name: str) -> str | None:
    found = [each for each in registry().find(name) if each.kind == "state" and not each.until]
    return found[0].country if len(found) == 1 else None


def _time(row: Row) -> Time:
    """The day; about that day where only the week is known, and the month where no more is."""
    day = read_day(row.needed("event_date"), "event_date")
    if row["year"] and row.year("year") != int(day[:4]):
        raise BadRow(f"{row['year']!r} is not the year of {row['event_date']!r}", "year")
    precision = row.whole("time_precision")
    if precision == 3:
        last = _last(day)
        return Time(text=row["event_date"], start=f"{day[:7]}-01", end=last, edtf=day[:7])
    told = day_time(day, None, row["event_date"])
    if precision == 2:
        return Time(text=told.text, start=day, end=day, edtf=f"{day}~")
    return told


def _last(day: str) -> str:
    from calendar import monthrange

    return f"{day[:7]}-{monthrange(int(day[:4]), int(day[5:7]))[1]:02}"


def _place(row: Row) -> Spot | None:
    column = next((each for each in ("location", "admin2", "admin1", "country") if row[each]), None)
    if column is None:
        return None
    precision = codes("acled")["precision"].get(row.whole("geo_precision"))
    return Spot(
        name=row[column],
        column=column,
        country=_country(row["country"]),
        lat=row.degrees("latitude", 90),
        lon=row.degrees("longitude", 180),
        precision="country" if column == "country" else precision,
    )


def _voices(row: Row) -> Iterator[Voice]:
    for name in dict.fromkeys(each.strip() for each in row["source"].split(";")):
        if name:
            yield Voice(name=name, column="source", kind="body")


FORMAT = Format(
    name="acled",
    gloss="ACLED events",
    outlet="ACLED",
    licence="ACLED's terms of use; no redistribution; cite Raleigh et al. 2010",
    columns=("event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1", "actor2", "location"),
    also=(
        "year", "time_precision", "disorder_type", "assoc_actor_1", "inter1", "assoc_actor_2", "inter2",
        "civilian_targeting", "country", "admin1", "admin2", "latitude", "longitude", "geo_precision",
        "source", "source_scale", "notes", "fatalities", "tags",
    ),
    shown=(
        "event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1", "assoc_actor_1",
        "inter1", "actor2", "assoc_actor_2", "inter2", "location", "admin2", "admin1", "country",
        "source", "notes", "fatalities",
    ),
    key=("event_id_cnty",),
    names={
        "assoc_actor_1": ("ally_actor_1",),
        "assoc_actor_2": ("ally_actor_2",),
        "geo_precision": ("geo_precis",),
        "time_precision": ("time_precis",),
    },
    read=claims,
)  # fmt: skip
