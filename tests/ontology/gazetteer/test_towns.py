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


def test_the_folds_of_a_country_are_each_there_once() -> None:
    folds = towns.folds("ML")
    assert len(folds) == len(set(folds)) > 100
    assert "kidal" in folds
    (row, *_) = towns.spelled({"ML": ["kidal"]})["ML", "kidal"]
    assert row.name
