"""Tables and lines hold what the statements say, and no spreadsheet runs them."""

import csv
import json
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.exports import tables, write
from allegiance.exports.format import Written
from allegiance.exports.rows import flat, flat_tie, unguard
from allegiance.network.ties import tie
from allegiance.statements.statement import Place, Statement, load
from tests.exports.conftest import (
    FARAMIR,
    ITHILIEN,
    SCOUTS,
    STATEMENTS,
    during,
    end,
    odd,
    say,
    text,
)

pyogrio: Any = import_module("pyogrio")

BY_NAME = {each.name: each for each in tables.FORMATS}
FAR = Place(id="far", name="Far Harad", country=None, lat=None, lon=None)
ARM = say("Gondor", "arm", "Rohan", place=ITHILIEN, outlet="The Palantir")


def rows(written: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(written, newline="")))


def test_a_row_holds_the_statement() -> None:
    said = say(
        "Gondor", "arm", "Rohan", time=during("3018-01-01", "3018-12-31", "3018"), date="3019",
        attribution=(FARAMIR, SCOUTS), place=ITHILIEN, sentence="Gondor,\n\"they say\", armed Rohan.",
    )  # fmt: skip
    written, result = text(BY_NAME["csv"], said)
    (row,) = rows(written)
    assert result == Written(written=1)
    assert row["sentence"] == said.sentence
    assert (row["source_id"], row["relation"], row["target_name"]) == ("gondor", "arm", "Rohan")
    assert (row["time_start"], row["time_edtf"], row["date"]) == ("3018-01-01", "3018", "3019")
    assert (row["attribution"], row["voice"]) == ("Faramir > scouts", "scouts")
    assert (row["place_name"], row["latitude"], row["longitude"]) == ("Ithilien", "1.5", "-2.5")
    assert (row["sign"], row["mutual"], row["outlet"]) == ("1", "false", "")


def test_no_statement_still_has_the_columns() -> None:
    written, result = text(BY_NAME["csv"])
    assert result == Written(written=0)
    assert written.rstrip("\n").split(",") == list(flat(ARM))


def test_lines_are_read_back() -> None:
    statements = [ARM, say("Gondor", "fund", "Rohan", attribution=(FARAMIR,))]
    written, result = text(BY_NAME["jsonl"], *statements)
    assert list(load(written.splitlines())) == statements
    assert result == Written(written=2)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_list_is_read_back(count: int) -> None:
    written, result = text(BY_NAME["json"], *[ARM] * count)
    assert [each["relation"] for each in json.loads(written)] == ["arm"] * count
    assert result == Written(written=count)


def features(*statements: Any) -> tuple[list[Any], Written]:
    written, result = text(BY_NAME["geojson"], *statements)
    collection = json.loads(written)
    assert collection["type"] == "FeatureCollection"
    return collection["features"], result


def test_a_feature_is_a_point_with_longitude_first() -> None:
    (feature,), _ = features(ARM)
    assert feature["geometry"] == {"type": "Point", "coordinates": [-2.5, 1.5]}
    assert feature["id"] == ARM.id
    assert feature["properties"]["source_name"] == "Gondor"


def test_a_target_that_is_a_place_is_a_point() -> None:
    town = end("Osgiliath", kind="place", lat=3.0, lon=4.0)
    nowhere = say("Gondor", "control", town, place=FAR)
    (feature,), _ = features(nowhere)
    assert feature["geometry"]["coordinates"] == [4.0, 3.0]
    assert (feature["properties"]["longitude"], feature["properties"]["latitude"]) == (4.0, 3.0)


def test_without_coordinates_it_is_left_out_and_counted() -> None:
    off = Place(id="off", name="Off", country=None, lat=91.0, lon=0.0)
    found, result = features(ARM, say("Gondor", "fund", "Rohan"), say("A", "aid", "B", place=off))
    assert len(found) == 1
    assert result == Written(written=1, left_out=2, why="no coordinates are known")
    assert features() == ([], Written(written=0))


def test_who_denies_a_tie_is_no_voice_of_it() -> None:
    denied = say("Gondor", "arm", "Rohan", id="no", attribution=(FARAMIR,), polarity="negative")
    written, _ = text(BY_NAME["ties-csv"], say("Gondor", "arm", "Rohan"), denied)
    [row] = rows(written)
    assert (row["voices"], row["affirmed"], row["denied"]) == ("the document", "1", "1")


def test_a_tie_is_a_row() -> None:
    again = say("Gondor", "arm", "Rohan", id="again", attribution=(FARAMIR,), document="other")
    written, result = text(BY_NAME["ties-csv"], ARM, say("Gondor", "arm", "Rohan"), again)
    assert result == Written(written=2), "one in Ithilien's theatre, one without"
    abroad = next(row for row in rows(written) if row["theatre"] == "")
    assert (abroad["source_name"], abroad["relation"]) == ("Gondor", "arm")
    assert (abroad["affirmed"], abroad["documents"], abroad["symmetric"]) == ("2", "2", "false")
    assert set(abroad["statements"].split("; ")) == {"gondor-arm-rohan", "again"}
    assert set(abroad["voices"].split("; ")) == {"the document", "Faramir"}
    assert list(abroad) == list(flat_tie(tie([ARM])[0]))


def test_ties_are_lines_too() -> None:
    written, result = text(
        BY_NAME["ties-jsonl"], ARM, say("Gondor", "arm", "Rohan", place=ITHILIEN)
    )
    (line,) = map(json.loads, written.splitlines())
    assert result == Written(written=1)
    assert (line["source_name"], line["relation"], line["affirmed"]) == ("Gondor", "arm", 2)
    assert line["statements"] == ["gondor-arm-rohan", "gondor-arm-rohan"]
    assert set(line) == set(flat_tie(tie([ARM])[0]))


def spelled(cell: Any) -> str:
    """A cell as CSV spells it."""
    if isinstance(cell, bool):
        return str(cell).lower()
    return "" if cell is None else str(cell)


@settings(max_examples=30, deadline=None)
@given(st.lists(STATEMENTS, max_size=3))
def test_rows_are_read_back(statements: list[Statement]) -> None:
    written, _ = text(BY_NAME["csv"], *statements)
    found = [{name: unguard(cell) for name, cell in row.items()} for row in rows(written)]
    assert found == [
        {name: spelled(cell) for name, cell in flat(said).items()} for said in statements
    ]


@settings(max_examples=30, deadline=None)
@given(st.lists(STATEMENTS, max_size=3))
def test_any_lines_are_read_back(statements: list[Statement]) -> None:
    written, _ = text(BY_NAME["jsonl"], *statements)
    assert list(load(written.split("\n"))) == statements


def test_gdal_reads_the_points(tmp_path: Path) -> None:
    """As QGIS and geopandas do."""
    path = tmp_path / "points.geojson"
    write(odd(), path)
    info = pyogrio.read_info(path)
    assert (info["geometry_type"], info["features"], info["crs"]) == ("Point", 1, "EPSG:4326")
    assert set(flat(ARM)) <= {"id", *info["fields"]}
    fields = dict(zip(info["fields"], pyogrio.raw.read(path)[3], strict=True))
    assert fields["certainty"][0] == "possible"
    assert fields["place_name"][0] == "Ithilien"
