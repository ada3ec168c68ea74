"""The command `spillover`."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from tests.conftest import Run

TEXT = """Gondor attacked the Rangers in Mali. The Rangers have a base in Algeria.

The Rangers are allied with the Haradrim. The Haradrim control Libya.
"""
HEADER = (
    "country_id_cy,country_cy,year,main_govt_name_cy,sb_dyad_names_cy,ns_dyad_names_cy,"
    "os_dyad_names_cy,cumulative_total_deaths_in_orgvio_best_cy\n"
)
YEARS = HEADER + "".join(
    f"{code},{name},{year},Government of {name},{dyads},NO_DYAD,NO_DYAD,{deaths}\n"
    for year in (2011, 2012)
    for code, name, dyads, deaths in (
        (432, "Mali", "Government of Mali - Rangers", 90),
        (436, "Niger", "NO_DYAD", 0),
        (615, "Algeria", "NO_DYAD", 0),
    )
)


@pytest.fixture
def kept(run: Run, tmp_path: Path) -> Path:
    path, text = tmp_path / "spillover.duckdb", tmp_path / "text.txt"
    text.write_text(TEXT)
    read = run("read", text, "--store", path, "--date", "2013-01", "--coder", "frames")
    assert read.exit_code == 0, read.stderr
    return path


@pytest.fixture
def years(tmp_path: Path) -> Path:
    path = tmp_path / "cy.csv"
    path.write_text(YEARS)
    return path


def test_every_format_gives_the_places_with_their_sentences(run: Run, kept: Path) -> None:
    shown = run("spillover", "Rangers", "--store", kept, "-f", "json")
    assert shown.exit_code == 0, shown.stderr
    [found] = json.loads(shown.stdout)
    assert found["pressed_in"] == ["ML"]
    first = found["refuges"][0]
    assert (first["place"], first["borders"]) == ("DZ", ["ML"])
    assert first["reasons"][0]["tie"]["statements"][0]["sentence"].startswith("The Rangers have")
    lines = run("spillover", "Rangers", "--store", kept, "-f", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == [found]
    rows = list(csv.DictReader(StringIO(run("spillover", "--store", kept, "-f", "csv").stdout)))
    assert (rows[0]["actor"], rows[0]["next"]) == ("Rangers", "Algeria")
    assert "it borders Mali" in run("spillover", "Rangers", "--store", kept).stdout


def test_silence_is_told_and_persons_are_refused(run: Run, kept: Path) -> None:
    none = run("spillover", "Haradrim", "--store", kept)
    assert (none.exit_code, none.stdout) == (0, "")
    assert "tells nowhere that Haradrim is fought" in none.stderr
    person = run("spillover", "Abdelhakim Belhaj", "--store", kept)
    assert person.exit_code == 2
    assert "of groups, not of persons" in person.stderr
    assert run("spillover", "--known", "2012", "--store", kept).exit_code == 2
    short = run("spillover", "Rangers", "--store", kept, "--limit", "1")
    assert "more: --limit" in short.stderr


def test_kin_are_of_the_users_own_file(run: Run, kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "tek.csv"
    path.write_text("tekid,gwid,statename\n7,432,Mali\n7,436,Niger\n")
    told = run("spillover", "Rangers", "--store", kept, "--kin", path, "-f", "csv").stdout
    assert "1 people of Mali also in Niger (according to the user's data on kin)" in told
    path.write_text("a,b\n")
    refused = run("spillover", "Rangers", "--store", kept, "--kin", path)
    assert (refused.exit_code, "no column 'gwid'" in refused.stderr) == (1, True)


def test_a_forecast_states_its_uncertainty_and_its_skill(run: Run, years: Path) -> None:
    shown = run("spillover", "--forecast", years, "-f", "json")
    assert shown.exit_code == 0, shown.stderr
    made = json.loads(shown.stdout)
    assert {(each["actor"], each["country"]) for each in made} == {
        ("Rangers", "NE"),
        ("Rangers", "DZ"),
    }
    for each in made:
        assert 0 < each["low"] <= each["probability"] <= each["high"] < 1
        assert (each["known"], each["year"]) == (2012, 2014)
        assert each["band"]["cases"] > 0
    assert "in the back-test (2000-2016" in shown.stderr
    assert "history alone" in shown.stderr
    table = run("spillover", "Rangers", "--forecast", years)
    assert "Such forecasts came true" in table.stdout
    assert "of the base rate" in table.stderr


def test_a_forecast_of_nobody_or_of_no_year_is_told(run: Run, years: Path) -> None:
    nobody = run("spillover", "Rangres", "--forecast", years)
    assert (nobody.stdout, "did you mean 'Rangers'?" in nobody.stderr) == ("", True)
    never = run("spillover", "--forecast", years, "--known", "2030")
    assert (never.exit_code, "2030 is not among them" in never.stderr) == (2, True)
    assert run("spillover", "--forecast", years, "--theatre", "Mali").exit_code == 2
    years.write_text("a,b\n")
    broken = run("spillover", "--forecast", years)
    assert (broken.exit_code, "no column" in broken.stderr) == (1, True)


def test_a_forecast_from_a_quiet_year_is_told(run: Run, years: Path) -> None:
    years.write_text(YEARS.replace("Government of Mali - Rangers", "NO_DYAD"))
    quiet = run("spillover", "--forecast", years)
    assert (quiet.exit_code, "no armed actor fights" in quiet.stderr) == (0, True)
