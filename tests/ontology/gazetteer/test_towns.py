"""The file of towns and divisions."""

from pathlib import Path

import duckdb

from allegiance.ontology.gazetteer import lands, towns

FILE = Path(towns.__file__).parents[1] / "places" / towns.TOWNS


def test_the_file_is_small_enough_for_the_wheel() -> None:
    assert FILE.stat().st_size <= 15 * 2**20


def test_every_coordinate_is_possible_and_every_country_known() -> None:
    with duckdb.connect(":memory:") as base:
        wrong = base.execute(
            "select count(*) from read_parquet(?) where not coalesce(lat between -90 and 90, true)"
            " or not coalesce(lon between -180 and 180, true) or (lat is null) <> (lon is null)"
            " or (kind = 'town' and lat is null) or population < 0",
            [str(FILE)],
        ).fetchone()
        told = base.execute("select distinct country from read_parquet(?)", [str(FILE)]).fetchall()
    assert wrong == (0,)
    assert {country for (country,) in told} <= set(lands.countries())


def test_divisions_are_found_by_name_and_by_number() -> None:
    rows = towns.named(["manbij district"], divisions=True)["manbij district"]
    (district,) = [row for row in rows if row.country == "SY"]
    assert district.kind == "district"
    number = district.geonameid or 0
    assert towns.divisions([number])[number].name == district.name
    assert not towns.named(["manbij district"], divisions=False)["manbij district"]


def test_a_town_names_the_divisions_it_lies_in() -> None:
    rows = towns.named(["manbij"], divisions=False)["manbij"]
    town = next(towns.place(row) for row in rows if row.country == "SY")
    assert town.within[0] == "region:aleppo-governorate"
    assert {each for each in town.within if each.startswith("geonames:")}


def test_names_of_like_consonants_are_found_country_by_country() -> None:
    found = towns.spelled([("ML", "kdl"), ("SY", "mnbj")])
    assert set(found) == {("ML", "kdl"), ("SY", "mnbj")}
    assert {row.country for row in found["ML", "kdl"]} == {"ML"}
    assert "kidal" in {row.key for row in found["ML", "kdl"]}
    assert not towns.spelled([])


def test_every_division_lies_by_its_number_at_the_end() -> None:
    with duckdb.connect(":memory:") as base:
        told = base.execute(
            "select count(distinct geonameid), count(*) filter (key is null) from read_parquet(?)"
            " where kind <> 'town'",
            [str(FILE)],
        ).fetchone()
    assert told is not None
    assert told[0] == told[1] > 50_000
