"""Militarised interstate disputes of the Correlates of War, as pairs of states.

Palmer, McManus, D'Orazio, Kenwick, Karstens, Bloch, Dietrich, Kahn, Ritter and Soules (2022), The
MID5 Dataset, 2011-2014, Conflict Management and Peace Science 39(4).
"""

from collections.abc import Iterator

from allegiance.datasets.codes import codes
from allegiance.datasets.format import Claim, Format, Party, Silent
from allegiance.datasets.rows import BadRow, Row, year_time


def claims(row: Row) -> Iterator[Claim]:
    """Each state by its own highest hostility towards the other; once where both did the same."""
    there, back = _deed(row, "1"), _deed(row, "2")
    if not (there or back):
        raise Silent("neither side took a hostile step")
    both = there == back
    if there:
        yield _claim(row, there, "1", "2", mutual=both)
    if back and not both:
        yield _claim(row, back, "2", "1")


def _deed(row: Row, side: str) -> str | None:
    """What a side did, as a relation; None where it did nothing, or where its deed is not told."""
    column = f"hostlev{side}"
    level = row.whole(column)
    if level is not None and level not in (-9, 0, 1, 2, 3, 4, 5):
        raise BadRow(f"{row[column]!r} is no level of hostility, 1 to 5", column)
    found: str | None = codes("cow")["hostility"].get(level)
    return found


def _claim(row: Row, deed: str, source: str, target: str, *, mutual: bool = False) -> Claim:
    return Claim(
        source=_state(row, source),
        relation=deed,
        target=_state(row, target),
        by=f"hostlev{source}",
        mutual=mutual,
        time=year_time(row.year("year")),
    )


def _state(row: Row, side: str) -> Party:
    return Party(
        name=row.needed(f"name{side}"),
        column=f"name{side}",
        scheme="cow",
        code=row.code(f"ccode{side}"),
        year=row.year("year"),
    )


FORMAT = Format(
    name="cow-disputes",
    gloss="Militarised interstate disputes of the Correlates of War, by dyad-year",
    outlet="COW Militarized Interstate Disputes",
    licence="free for research with citation; cite Palmer et al. 2022",
    columns=("dispnum", "name1", "ccode1", "name2", "ccode2", "year", "hostlev1", "hostlev2"),
    also=("sidea1", "sidea2", "hiact1", "hiact2", "fatality", "stmon", "mindur", "maxdur"),
    shown=(
        "dispnum", "name1", "ccode1", "name2", "ccode2", "year", "hostlev1", "hostlev2", "hiact1",
        "hiact2", "fatality",
    ),
    names={
        "dispnum": ("disno", "dispnum3", "dispnum4"),
        "name1": ("namea", "stabb1", "stateabb1"),
        "name2": ("nameb", "stabb2", "stateabb2"),
        "ccode1": ("statea",),
        "ccode2": ("stateb",),
        "hostlev1": ("hihosta",),
        "hostlev2": ("hihostb",),
    },
    key=("dispnum", "ccode1", "ccode2", "year"),
    read=claims,
)  # fmt: skip
