"""Statements as events in the columns of POLECAT, which codes in PLOVER.

Halterman, Bagozzi, Beger, Schrodt and Scarborough (2023), PLOVER and POLECAT. After its 40 columns
come ours, for what it has no column for.
"""

from collections.abc import Iterable
from typing import TextIO

from allegiance.exports import events
from allegiance.exports.format import Format, Written
from allegiance.exports.rows import coordinates
from allegiance.statements.statement import End, Statement


def write_polecat(statements: Iterable[Statement], out: TextIO) -> Written:
    """One event a row, tab-separated, "None" where nothing is told.

    The type is PLOVER's; mode, intensity and contexts are not coded. Sectors are our kinds of actor.
    """
    return events.write(statements, COLUMNS, _row, out, empty="None")


COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors",
    "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country",
    "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title",
    "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District", "Province",
    "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source",
    "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip
FORMATS = (
    Format(
        name="polecat", gloss="PLOVER events in the columns of POLECAT", suffix=".polecat.txt",
        write=write_polecat,
    ),
)  # fmt: skip


def _row(said: Statement, number: int) -> events.Row | None:
    latitude, longitude = coordinates(said)
    place = said.place or (said.target if said.target.kind == "place" else None)
    return {
        "Event ID": said.id,
        "Event Date": events.first_day(said),
        "Event Type": said.event,
        **_party("Actor", said.source),
        **_party("Recipient", said.target),
        "Placename": place.name if place else None,
        "Country": events.codes(place.country)[0] if place else None,
        "Latitude": latitude,
        "Longitude": longitude,
        "Source": said.outlet,
        "Publication Date": said.date,
        "Version": said.coder,
    }


def _party(role: str, end: End) -> events.Row:
    iso3, cow = events.codes(end.country)
    return {
        f"{role} Name": end.name,
        f"{role} Country": iso3,
        f"{role} COW": cow,
        f"Primary {role} Sector": end.kind,
        f"{role} Sectors": end.kind,
        f"{role} Name Raw": end.mention,
    }
