"""The UCDP Non-State Conflict Dataset: a row a pair of groups and year.

Sundberg, Eck and Kreutz (2012), Introducing the UCDP Non-State Conflict Dataset, Journal of Peace
Research 49(2).
"""

from collections.abc import Iterator
from itertools import combinations

from allegiance.datasets.conflicts import fought, parties, when, where
from allegiance.datasets.format import Claim, Format, Party
from allegiance.datasets.rows import Row


def claims(row: Row) -> Iterator[Claim]:
    """The groups fight each other; of a side of several, each does, and they are allies in it."""
    row.needed("side_a_name")
    row.needed("side_b_name")
    sides = _side(row, "a"), _side(row, "b")
    time, place = when(row), where(row, "location", "gwno_location")
    seconds = parties(row, "side_a_2nd"), parties(row, "side_b_2nd")
    yield from fought(row, sides, seconds, time, place)
    for side in sides:
        for one, other in combinations(side, 2):
            yield Claim(
                source=one, relation="ally", target=other, by=one.column, time=time, place=place
            )


def _side(row: Row, side: str) -> list[Party]:
    """The group, or the groups that a side is made of: an alliance has a number of its own."""
    column = f"side_{side}_name"
    if row[f"side_{side}_components"]:
        return parties(row, column, f"side_{side}_components")
    return parties(row, column, f"side_{side}_id")


FORMAT = Format(
    name="ucdp-nonstate",
    gloss="UCDP Non-State Conflict Dataset, dyad-years",
    outlet="UCDP Non-State",
    licence="CC BY 4.0; cite Sundberg, Eck and Kreutz 2012",
    columns=("dyad_id", "year", "side_a_name", "side_b_name", "location", "best_fatality_estimate"),
    also=(
        "conflict_id", "org", "side_a_id", "side_b_id", "side_a_components", "side_b_components",
        "side_a_2nd", "side_b_2nd", "start_date", "start_date2", "ep_end_date", "gwno_location",
        "low_fatality_estimate", "high_fatality_estimate", "version",
    ),
    names={"dyad_id": ("dyadid",), "year": ("Year",)},
    key=("dyad_id", "year"),
    release="version",
    read=claims,
)  # fmt: skip
