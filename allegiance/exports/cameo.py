"""Statements as events coded in CAMEO, in the columns of ICEWS.

CAMEO (Schrodt 2012); ICEWS (Boschee et al. 2015). After its 20 columns come ours, for what it has
no column for.
"""

from collections.abc import Iterable
from typing import TextIO

from allegiance.exports import events
from allegiance.exports.format import Format, Written
from allegiance.exports.rows import coordinates
from allegiance.ontology.relations import relation
from allegiance.statements.statement import Statement


def write_cameo(statements: Iterable[Statement], out: TextIO) -> Written:
    """One event a row, tab-separated; events are numbered. The code is the relation's nearest.

    No intensity is given. Relations that CAMEO has no event for (`base`, `command`, `member`) are
    left out and counted.
    """
    return events.write(statements, COLUMNS, _row, out, empty="")


COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
    "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID",
    "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
    "Longitude",
)  # fmt: skip
FORMATS = (
    Format(
        name="cameo", gloss="CAMEO events in the columns of ICEWS", suffix=".cameo.tab",
        write=write_cameo,
    ),
)  # fmt: skip


def _row(said: Statement, number: int) -> events.Row | None:
    told = relation(said.relation)
    if told.cameo is None:
        return None
    latitude, longitude = coordinates(said)
    place = said.place or (said.target if said.target.kind == "place" else None)
    return {
        "Event ID": number,
        "Event Date": events.first_day(said),
        "Source Name": said.source.name,
        "Source Sectors": said.source.kind,
        "Source Country": events.name(said.source.country),
        "Event Text": told.meaning,
        "CAMEO Code": told.cameo,
        "Target Name": said.target.name,
        "Target Sectors": said.target.kind,
        "Target Country": events.name(said.target.country),
        "Story ID": said.document,
        "Publisher": said.outlet,
        "City": place.name if place else None,
        "Country": events.name(place.country) if place else None,
        "Latitude": latitude,
        "Longitude": longitude,
    }
