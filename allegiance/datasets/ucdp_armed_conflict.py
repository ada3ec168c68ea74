"""The UCDP/PRIO Armed Conflict Dataset: a row a conflict and year.

Gleditsch, Wallensteen, Eriksson, Sollenberg and Strand (2002), Armed Conflict 1946-2001: A New
Dataset, Journal of Peace Research 39(5).
"""

from collections.abc import Iterator

from allegiance.datasets.conflicts import fought, parties, when, where
from allegiance.datasets.format import Claim, Format
from allegiance.datasets.rows import Row


def claims(row: Row) -> Iterator[Claim]:
    """The sides fight each other, and those who sent troops to one of them are its allies."""
    row.needed("side_a")
    row.needed("side_b")
    sides = parties(row, "side_a", "side_a_id"), parties(row, "side_b", "side_b_id")
    seconds = parties(row, "side_a_2nd"), parties(row, "side_b_2nd")
    return fought(row, sides, seconds, when(row), where(row, "location", "gwno_loc"))


FORMAT = Format(
    name="ucdp-armed-conflict",
    gloss="UCDP/PRIO Armed Conflict Dataset, conflict-years",
    outlet="UCDP/PRIO Armed Conflict",
    licence="CC BY 4.0; cite Gleditsch et al. 2002",
    columns=(
        "conflict_id", "year", "location", "side_a", "side_b", "side_a_2nd", "side_b_2nd",
        "incompatibility", "intensity_level",
    ),
    also=(
        "side_a_id", "side_b_id", "territory_name", "type_of_conflict", "start_date", "start_date2",
        "ep_end", "ep_end_date", "gwno_loc", "version",
    ),
    key=("conflict_id", "year"),
    release="version",
    read=claims,
)  # fmt: skip
