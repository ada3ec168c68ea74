"""Formal alliances of the Correlates of War: a row a pair of states, or a pair and year.

Gibler (2009), International Military Alliances 1648-2008, CQ Press.
"""

from collections.abc import Iterator

from allegiance.datasets.codes import codes
from allegiance.datasets.format import Claim, Format, Party, Silent
from allegiance.datasets.rows import BadRow, Row, read_day, year_time
from allegiance.statements.statement import Time


def claims(row: Row) -> Iterator[Claim]:
    """The two states are allied, in each type of alliance that is flagged."""
    types = codes("cow")["alliances"]
    flagged = [each for each in types if row.whole(each) == 1]
    if not flagged:
        raise Silent("no type of alliance is told")
    for each in flagged:
        yield Claim(
            source=_state(row, "1"),
            relation=types[each]["relation"],
            target=_state(row, "2"),
            by=each,
            mutual=True,
            instrument=types[each]["instrument"],
            time=_time(row),
            time_status="ongoing" if row.whole("right_censor") == 1 and not row["year"] else "past",
        )


def _state(row: Row, side: str) -> Party:
    return Party(
        name=row.needed(f"state_name{side}"),
        column=f"state_name{side}",
        scheme="cow",
        code=row.code(f"ccode{side}"),
        year=row.year("year") if row["year"] else row.year("dyad_st_year"),
    )


def _time(row: Row) -> Time:
    """The year of the row, or from the day the alliance began to the day it ended, if it did."""
    if row["year"]:
        return year_time(row.year("year"))
    start = _day(row, "st", "01", "01")
    end = None if row.whole("right_censor") == 1 else _day(row, "end", "12", "31")
    if start and end and end < start:
        raise BadRow(f"{end!r} lies before the start, {start!r}", "dyad_end_year")
    told = f"{start or '..'}/{end or '..'}"
    return Time(text=told, start=start, end=end, edtf=told)


def _day(row: Row, which: str, month: str, day: str) -> str | None:
    column = f"dyad_{which}_year"
    if not row[column]:
        return None
    told_month = row.whole(f"dyad_{which}_month")
    told_day = row.whole(f"dyad_{which}_day")
    return read_day(
        f"{row.year(column):04}-{told_month or int(month):02}-{told_day or int(day):02}", column
    )


FORMAT = Format(
    name="cow-alliances",
    gloss="Formal alliances of the Correlates of War, by dyad or dyad-year",
    outlet="COW Formal Alliances",
    licence="free for research with citation; cite Gibler 2009",
    columns=("ccode1", "state_name1", "ccode2", "state_name2", "defense", "neutrality", "nonaggression", "entente"),
    also=(
        "version4id", "year", "dyad_st_day", "dyad_st_month", "dyad_st_year", "dyad_end_day",
        "dyad_end_month", "dyad_end_year", "left_censor", "right_censor",
    ),
    shown=(
        "version4id", "state_name1", "ccode1", "state_name2", "ccode2", "year", "dyad_st_year",
        "dyad_st_month", "dyad_st_day", "dyad_end_year", "dyad_end_month", "dyad_end_day", "defense",
        "neutrality", "nonaggression", "entente",
    ),
    names={
        "state_name1": ("name1", "statenme1"),
        "state_name2": ("name2", "statenme2"),
        "defense": ("cow_defense",),
        "neutrality": ("cow_neutral",),
        "nonaggression": ("cow_nonagg",),
        "entente": ("cow_entente",),
    },
    key=("version4id", "ccode1", "ccode2", "year", "dyad_st_year", "dyad_st_month", "dyad_st_day"),
    read=claims,
)  # fmt: skip
