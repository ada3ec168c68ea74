"""What UCDP's tables of conflicts share: two sides, those who stand by them, and a year."""

import re
from collections.abc import Iterator, Sequence

from allegiance.datasets.format import Claim, Party, Spot
from allegiance.datasets.parties import country, listed, matched
from allegiance.datasets.rows import BadRow, Row, day_time, year_time
from allegiance.statements.statement import Time


def parties(row: Row, column: str, code: str | None = None) -> list[Party]:
    """Those that a cell lists, each with its own of the codes that another cell lists.

    The two lists have orders of their own: a code counts where the registry knows whose it is, or
    where one name and one code are left.
    """
    ids = [each for each in re.split(r"\s*,\s*", row.code(code) or "") if each] if code else []
    names = listed(row[column])
    if len(ids) == 1:
        names = [row[column]]
    year = row.year("year")
    return [
        Party(name=name, column=column, scheme="ucdp", code=each, year=year)
        for name, each in zip(names, matched(names, ids), strict=True)
    ]


def fought(
    row: Row,
    sides: tuple[Sequence[Party], Sequence[Party]],
    seconds: tuple[Sequence[Party], Sequence[Party]],
    time: Time,
    place: Spot | None,
) -> Iterator[Claim]:
    """Each of one side fights each of the other, and who stands by a side is its ally.

    Whom of several a secondary party stood by, and against whom, the row does not tell: then both
    are `possible`.
    """
    for one in sides[0]:
        for other in sides[1]:
            yield _claim(one, "fight", other, one.column, time, place)
    for at, (second, own, against) in enumerate(
        ((seconds[0], sides[0], sides[1]), (seconds[1], sides[1], sides[0]))
    ):
        for helper in second:
            for friend in own:
                yield _claim(helper, "ally", friend, helper.column, time, place, len(own) > 1)
            for enemy in (*against, *(seconds[1] if at == 0 else ())):
                sure = len(against) == 1 and enemy in against
                yield _claim(helper, "fight", enemy, helper.column, time, place, not sure)


def _claim(
    source: Party, relation: str, target: Party, by: str, time: Time, place: Spot | None,
    open_: bool = False,
) -> Claim:  # fmt: skip
    return Claim(
        source=source,
        relation=relation,
        target=target,
        by=by,
        mutual=True,
        time=time,
        place=place,
        certainty="possible" if open_ else "certain",
    )


def where(row: Row, column: str, code: str) -> Spot | None:
    """The country that a row is about; None where it is about several, or about no state."""
    found = country(row.code(code))
    if not row[column] or found is None:
        return None
    return Spot(name=row[column], column=column, country=found, precision="country")


def when(row: Row) -> Time:
    """The year of a row; an end of fighting in it is no end of the year that is told."""
    for column in ("start_date", "start_date2", "ep_end_date"):
        row.day(column)
    first, last = row.day("start_date2"), row.day("ep_end_date")
    if first and last and last < first:
        raise BadRow(f"{last!r} lies before the start, {first!r}", "ep_end_date")
    year = row.year("year")
    if first and last and first[:4] == last[:4] == f"{year:04}":
        return day_time(first, last)
    return year_time(year)
