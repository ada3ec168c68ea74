"""The UCDP Dyadic Dataset: a row a pair of warring parties and year.

Harbom, Melander and Wallensteen (2008), Dyadic Dimensions of Armed Conflict, 1946-2007, Journal of
Peace Research 45(5).
"""

from collections.abc import Iterator

from allegiance.datasets.conflicts import fought, parties, when, where
from allegiance.datasets.format import Claim, Format
from allegiance.datasets.rows import Row


def claims(row: Row) -> Iterator[Claim]:
    """The two sides fight each other, and those who sent troops to one of them are its allies."""
    row.needed("side_a")
    row.needed("side_b")
    sides = parties(row, "side_a", "side_a_id"), parties(row, "side_b", "side_b_id")
    seconds = parties(row, "side_a_2nd"), parties(row, "side_b_2nd")
    return fought(row, sides, seconds, when(row), where(row, "location", "gwno_loc"))


FORMAT = Format(
    name="ucdp-dyadic",
    gloss="UCDP Dyadic Dataset, dyad-years",
    outlet="UCDP Dyadic",
    licence="CC BY 4.0; cite Harbom, Melander and Wallensteen 2008",
    columns=(
        "dyad_id", "conflict_id", "year", "location", "side_a", "side_b", "side_a_2nd", "side_b_2nd",
        "incompatibility", "intensity_level",
    ),
    also=(
        "side_a_id", "side_b_id", "territory_name", "type_of_conflict", "start_date", "start_date2",
        "gwno_loc", "version",
    ),
    names={"location": ("location_inc",), "gwno_loc": ("gwno_location",)},
    key=("dyad_id", "year"),
    release="version",
    read=claims,
)  # fmt: skip
