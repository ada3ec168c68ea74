"""GDELT 2.0's mentions: every article that told of an event, with its own outlet.

A mention names its event by number alone: it becomes a statement where the store has the event.
"""

from collections.abc import Iterator

from allegiance.datasets import gdelt
from allegiance.datasets.bulk import Bulk, Cell
from allegiance.datasets.format import Claim, Format, Silent, Story
from allegiance.datasets.rows import BadRow, Row

UNKNOWN = "its event is not in the store; import the files of events first"


def claims(row: Row) -> Iterator[Claim]:
    """Nothing by itself; what may be wrong with a row is told all the same."""
    for column in ("GLOBALEVENTID", "SentenceID"):
        if row.whole(column) is None:
            raise BadRow("the cell is empty", column)
    confidence = row.whole("Confidence")
    if confidence is None or not 0 <= confidence <= 100:
        raise BadRow(f"{row['Confidence']!r} is no percentage", "Confidence")
    if row["MentionTimeDate"] and not row["MentionTimeDate"].isdigit():
        raise BadRow(f"{row['MentionTimeDate']!r} is no date; 20140123 is one", "MentionTimeDate")
    yield from ()
    raise Silent(UNKNOWN)


def story(row: Row) -> Story:
    return Story(outlet=row["MentionSourceName"] or "GDELT", url=row["MentionIdentifier"] or None)


COLUMNS = tuple(
    "GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier "
    "SentenceID Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen "
    "MentionDocTone MentionDocTranslationInfo Extras".split()
)

FORMAT = Format(
    name="gdelt-mentions",
    gloss="GDELT 2.0 mentions of events that the store has",
    outlet="GDELT",
    licence="open, with a mention of the GDELT Project",
    columns=("GLOBALEVENTID", "MentionTimeDate", "MentionSourceName", "MentionIdentifier", "SentenceID"),
    also=("Confidence",),
    key=("GLOBALEVENTID", "MentionIdentifier", "SentenceID"),
    header=(COLUMNS, COLUMNS[:-1], COLUMNS[:-2]),
    read=claims,
    story=story,
    bulk=Bulk(
        types={"GLOBALEVENTID": "BIGINT", "SentenceID": "INTEGER", "Confidence": "INTEGER"},
        days="%Y%m%d",
        event="GLOBALEVENTID",
        day="NULL::DATE",
        date="try_strptime(left(MentionTimeDate, 8), '%Y%m%d')::DATE",
        source=("''", "''", "''"),
        target=("''", "''", "''"),
        named="true",
        one="false",
        code=("''", "''"),
        place=("''", "''", "''"),
        degrees=("NULL::DOUBLE", "NULL::DOUBLE"),
        writing="MentionIdentifier",
        publisher="MentionSourceName",
        outlet="coalesce(nullif(publisher, ''), 'GDELT')",
        part="SentenceID",
        key="event, part, writing",
        wrong="GLOBALEVENTID IS NULL OR SentenceID IS NULL OR Confidence IS NULL "
        "OR Confidence NOT BETWEEN 0 AND 100",
        confidence="CASE WHEN Confidence BETWEEN 0 AND 100 THEN Confidence END",
        party=gdelt.party,
        spot=gdelt.spot,
        coding=lambda _: UNKNOWN,
        cells=(
            *gdelt.CELLS[:-2],
            Cell("MentionSourceName", "outlet"),
            Cell("MentionIdentifier", "writing"),
            Cell("SentenceID", "part"),
            Cell("Confidence", "confidence"),
        ),
        of="gdelt",
    ),
)  # fmt: skip
