"""ICEWS: of a small file, and of a real day, alike row by row and by columns."""

from pathlib import Path

import pytest

from allegiance.datasets.icews import _NAMES, FORMAT
from tests.datasets.bulk import both
from tests.datasets.conftest import REAL, Said, told

BASE = {
    "Event ID": "7", "Event Date": "2014-03-01", "Source Name": "Police (Gondor)",
    "Source Sectors": "Government,Police", "Source Country": "Mali", "Event Text": "Arrest",
    "CAMEO Code": "173", "Target Name": "Citizen (Gondor)", "Target Country": "Mali",
    "Publisher": "Gondor Herald", "Province": "Gao", "Country": "Mali", "Latitude": "16.2",
    "Longitude": "0.1",
}  # fmt: skip


def row(**cells: str) -> str:
    return "\t".join(
        (BASE | {each.replace("_", " "): told for each, told in cells.items()}).get(name, "")
        for name in _NAMES
    )


def test_an_event_is_told_by_its_publisher(said: Said) -> None:
    reading, [arrest] = said("\t".join(_NAMES) + "\n" + row() + "\n")
    assert reading.form is FORMAT
    assert told([arrest]) == [("Police (Gondor)", "sanction", "Citizen (Gondor)")]
    assert (arrest.outlet, arrest.source.kind, arrest.source.country) == (
        "Gondor Herald",
        "body",
        "ML",
    )
    assert arrest.place
    assert (arrest.theatre, arrest.place.name, arrest.place.precision) == ("ML", "Gao", "province")


def test_places_of_every_kind_read_alike_both_ways(tmp_path: Path) -> None:
    path = tmp_path / "t.tab"
    rows = [
        row(), row(Event_ID="8", City="Gao"), row(Event_ID="9", Province=""),
        row(Event_ID="10", Province="", Country=""), row(Event_ID="11", Publisher=""),
    ]  # fmt: skip
    path.write_text("\n".join(["\t".join(_NAMES), *rows]) + "\n", "latin-1")
    one, two = both(path)
    assert one == two
    assert len(one) == 5


def test_a_real_day_reads_alike_both_ways() -> None:
    path = REAL / "events/icews_20180601.csv.gz"
    if not path.exists():
        pytest.skip("the shared data are not here")
    one, two = both(path)
    assert one == two
    assert len(one) == 1995
