"""UCDP's Georeferenced Event Dataset, and its monthly Candidate events.

Sundberg and Melander (2013), Introducing the UCDP Georeferenced Event Dataset, Journal of Peace
Research 50(4); Hegre, Croicu, Eck and Högbladh (2020), Introducing the UCDP Candidate Events
Dataset, Research & Politics 7(3).
"""

import re
from collections.abc import Iterator
from itertools import product

import msgspec

from allegiance.datasets.codes import codes
from allegiance.datasets.format import Claim, Format, Party, Silent, Spot, Voice
from allegiance.datasets.parties import country, together
from allegiance.datasets.rows import BadRow, Row, day_time, year_time
from allegiance.statements.statement import Time


def claims(row: Row) -> Iterator[Claim]:
    """One event: the two sides fight each other, or one kills civilians.

    The files tell no attacker, so a fight of two sides is read both ways. The offices that
    published it are the outer sources, and who told them, `source_original`, is the innermost.
    """
    violence = row.whole("type_of_violence")
    if violence not in (1, 2, 3):
        raise BadRow(f"{row['type_of_violence']!r} is none of 1, 2 and 3", "type_of_violence")
    if row["side_b"].lower() in ("", "unknown"):
        raise Silent("a side is not named")
    unsure = row["code_status"].lower() in codes("ucdp-ged")["unsure"]
    time, place, voices = _time(row), _place(row), tuple(_voices(row))
    for one, other in product(_side(row, "a"), _side(row, "b")):
        yield Claim(
            source=one,
            relation="fight",
            target=other,
            by="type_of_violence",
            mutual=violence != 3,
            certainty="possible" if unsure else "certain",
            time=time,
            place=place,
            voices=voices,
        )


def _side(row: Row, side: str) -> list[Party]:
    """The actor of a side, or the known actors that it lists: "AQIM, MUJAO" has a number of its own."""
    column = f"side_{side}"
    names = together(row.needed(column))
    code = row.code(f"{column}_new_id") if len(names) == 1 else None
    year = row.year("year")
    return [Party(name=name, column=column, scheme="ucdp", code=code, year=year) for name in names]


def _time(row: Row) -> Time:
    """The days of the event; the year, where no more is told."""
    first, last = row.day("date_start"), row.day("date_end")
    if first is None:
        return year_time(row.year("year"))
    if last is not None and last < first:
        raise BadRow(f"{last!r} lies before the start, {first!r}", "date_end")
    return day_time(first, last)


def _place(row: Row) -> Spot | None:
    precision = codes("ucdp-ged")["precision"].get(row.whole("where_prec"))
    column = next((c for c in ("where_coordinates", "adm_2", "adm_1", "country") if row[c]), None)
    if column is None:
        return None
    return Spot(
        name=row["country"] if precision == "country" and row["country"] else row[column],
        column=column,
        country=country(row.code("country_id")),
        lat=row.degrees("latitude", 90),
        lon=row.degrees("longitude", 180),
        precision="country" if column == "country" else precision,
    )


def _voices(row: Row) -> Iterator[Voice]:
    column = "source_office"
    offices = row[column].split(";")
    if not row[column]:
        column = "source_article"
        offices = re.findall(r'(?:^|;|")\s*([^",;]+?),\s*\d{4}-\d\d-\d\d', row[column])
    for office in filter(None, dict.fromkeys(each.strip() for each in offices)):
        yield Voice(name=office, column=column, kind="body")
    if original := row["source_original"]:
        yield Voice(name=original, column="source_original", kind="group")


FORMAT = Format(
    name="ucdp-ged",
    gloss="UCDP Georeferenced Event Dataset",
    outlet="UCDP GED",
    licence="CC BY 4.0; cite Sundberg and Melander 2013",
    columns=("id", "year", "type_of_violence", "side_a", "side_b", "date_start", "date_end"),
    also=(
        "dyad_name", "conflict_name", "side_a_new_id", "side_b_new_id", "code_status", "source_office",
        "source_date", "source_headline", "source_original", "source_article", "where_coordinates",
        "where_description", "adm_1", "adm_2", "country", "country_id", "latitude", "longitude",
        "where_prec", "event_clarity", "date_prec", "best", "low", "high",
    ),
    shown=(
        "id", "side_a", "side_b", "type_of_violence", "date_start", "date_end", "where_coordinates",
        "where_description", "adm_2", "adm_1", "country", "best", "low", "high", "code_status",
        "event_clarity", "source_headline", "source_office", "source_date", "source_article",
        "source_original",
    ),
    spare={"source_article": "source_headline"},
    key=("id",),
    ends=("side_a", "side_b", "side_a_new_id", "side_b_new_id", "type_of_violence", "year"),
    read=claims,
)  # fmt: skip

CANDIDATE = msgspec.structs.replace(
    FORMAT,
    name="ucdp-candidate",
    gloss="UCDP Candidate events, by month",
    outlet="UCDP Candidate Events",
    licence="CC BY 4.0; cite Hegre, Croicu, Eck and Högbladh 2020",
)
"""The months that the yearly file does not have yet; the columns are the same, so it must be named."""
