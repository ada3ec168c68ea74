"""The UCDP External Support Project (disaggregated, 1.0, 1975-2009) as statements, for a test.

Högbladh, Pettersson and Themnér 2011, "External Support in Armed Conflict 1975-2009". A row is what one
supporter gave one warring party in one year. Every two parties of a dyad that have a row in a year fought in it.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from allegiance.statements.statement import End, Statement, Time
from tests.network.conftest import make

FILE = "structured/ucdp/external_support_disaggregated_1.0.csv"


def statements(path: Path) -> Iterator[Statement]:
    """Who gave weapons to whom in a year, and who fought whom."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    parties: dict[tuple[str, int], set[str]] = defaultdict(set)
    for number, row in enumerate(rows):
        parties[row["bwd_id"], int(row["year"])].add(row["ywp_name"].strip())
        if row["external_exists"] == "1" and float(row["external_type_W"] or 0) == 1:
            alleged = float(row["external_alleged"] or 0) == 1
            yield _said(
                _giver(row), "arm", _party(row["ywp_name"].strip()), int(row["year"]), number,
                certainty="possible" if alleged else "certain",
            )  # fmt: skip
    for number, ((_, year), names) in enumerate(sorted(parties.items()), start=len(rows)):
        for one, other in combinations(sorted(names), 2):
            if _state(one) or _state(other):
                yield _said(_party(one), "fight", _party(other), year, number, mutual=True)


def _said(
    source: End, relation: str, target: End, year: int, number: int, **more: object
) -> Statement:
    time = Time(text=str(year), start=f"{year}-01-01", end=f"{year}-12-31", edtf=str(year))
    return make(
        source, relation, target, number, id=f"{number} {source.id} {target.id}",
        document="external support 1.0", outlet="UCDP", time=time, time_status="past", **more,
    )  # fmt: skip


def _state(name: str) -> bool:
    return name.startswith("Government of ")


def _party(name: str) -> End:
    return _end(name, "government" if _state(name) else "armed group")


def _giver(row: dict[str, str]) -> End:
    """States have the numbers of Gleditsch and Ward, which end below 1000."""
    state = 0 < float(row["external_nameid"] or 0) < 1000
    return _end(row["external_name"].strip(), "state" if state else "armed group")


def _end(name: str, kind: str) -> End:
    return End(id=name, name=name, kind=kind, country=None, mention=name, begin=0, end=len(name))
