"""Alliance Treaty Obligations and Provisions: what states promised each other, by dyad and year.

Leeds, Ritter, Mitchell and Long (2002), Alliance Treaty Obligations and Provisions, 1815-1944,
International Interactions 28(3). The project's own files of dyad-years (`mem1`, `mem2`) and directed
dyad-years (`stateA`, `stateB`), and the table of R packages (`ccode1`, `ccode2`, `atop_defense`).
"""

from collections.abc import Iterator

from allegiance.datasets.codes import codes
from allegiance.datasets.format import Claim, Format, Party, Silent
from allegiance.datasets.rows import BadRow, Row, year_time


def claims(row: Row) -> Iterator[Claim]:
    """What the two states are to each other by each kind of promise that is in force.

    A directed file has every pair twice; the statement is one and the same, so it is kept once.
    """
    promises = codes("atop")
    flagged = [each for each in promises if _flagged(row, each)]
    if not flagged:
        raise Silent("no obligation is told")
    one, other = sorted((_state(row, "1"), _state(row, "2")), key=lambda each: int(each.code or 0))
    year = row.year("year")
    for each in flagged:
        yield Claim(
            id=f"atop:{one.code}-{other.code}-{year}-{each}",
            source=one,
            relation=promises[each]["relation"],
            target=other,
            by=each,
            mutual=True,
            instrument=promises[each]["instrument"],
            time=year_time(year),
        )


def _flagged(row: Row, promise: str) -> bool:
    told = row.whole(promise)
    if told not in (None, 0, 1):
        raise BadRow(f"{row[promise]!r} is neither 0 nor 1", promise)
    return told == 1


def _state(row: Row, side: str) -> Party:
    column = f"ccode{side}"
    code = row.code(column)
    if code is None or not code.isdigit():
        raise BadRow(f"{row[column]!r} is no code of the Correlates of War", column)
    name = f"name{side}" if row[f"name{side}"] else column
    return Party(name=row[name], column=name, scheme="cow", code=code, year=row.year("year"))


FORMAT = Format(
    name="atop",
    gloss="Alliance Treaty Obligations and Provisions, by dyad-year",
    outlet="ATOP",
    licence="free for research with citation; cite Leeds, Ritter, Mitchell and Long 2002",
    columns=("ccode1", "ccode2", "year", "defense", "offense", "neutral", "nonagg", "consul"),
    also=("name1", "name2"),
    shown=(
        "year", "name1", "ccode1", "name2", "ccode2", "defense", "offense", "neutral", "nonagg",
        "consul",
    ),
    names={
        "ccode1": ("mem1", "stateA", "statea"),
        "ccode2": ("mem2", "stateB", "stateb"),
        "defense": ("atop_defense",),
        "offense": ("atop_offense",),
        "neutral": ("atop_neutral",),
        "nonagg": ("atop_nonagg",),
        "consul": ("atop_consul",),
    },
    key=("ccode1", "ccode2", "year"),
    read=claims,
)  # fmt: skip
