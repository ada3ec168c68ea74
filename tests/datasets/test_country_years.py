"""Country-years, and what is wrong with files that are none."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.datasets.country_years import Clash, CountryYear, Kin, _sides, country_years, kin
from allegiance.errors import UnreadableDocument

HEADER = (
    "country_id_cy,country_cy,year,main_govt_name_cy,sb_dyad_names_cy,ns_dyad_names_cy,"
    "os_dyad_names_cy,cumulative_total_deaths_in_orgvio_best_cy\n"
)
MALI = (
    "432,Mali,2012,Government of Mali,Government of Mali - Ansar Dine; Government of Mali - CMA,"
    '"AQIM, JAS - CMA",Ansar Dine - Civilians,359\n'
)


def written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def test_a_row_is_who_fought_whom_and_how_many_died(tmp_path: Path) -> None:
    [row] = country_years(written(tmp_path / "cy.csv", HEADER + MALI))
    assert row == CountryYear(
        country="ML",
        year=2012,
        government="Government of Mali",
        deaths=359,
        clashes=(
            Clash(("Government of Mali",), ("Ansar Dine",)),
            Clash(("Government of Mali",), ("CMA",)),
            Clash(("AQIM", "JAS"), ("CMA",)),
            Clash(("Ansar Dine",), ()),
        ),
    )
    assert row.actors == {"Government of Mali", "Ansar Dine", "CMA", "AQIM", "JAS"}


def test_gzip_is_read_and_a_quiet_year_has_no_clash(tmp_path: Path) -> None:
    path = tmp_path / "cy.csv.gz"
    quiet = "58,Antigua & Barbuda,1990,Government of Antigua,NO_DYAD,NO_DYAD,NO_DYAD,0\n"
    path.write_bytes(gzip.compress((HEADER + quiet).encode()))
    [row] = country_years(path)
    assert (row.country, row.clashes, row.actors) == ("AG", (), frozenset())


@pytest.mark.parametrize(
    ("dyad", "kind", "sides"),
    [
        ("Government of Sudan - SLM/A - MM", "sb", ("Government of Sudan", "SLM/A - MM")),
        ("TTP - MR - TTP - MT", "ns", ("TTP - MR", "TTP - MT")),
        ("MDA - MDA - LM", "ns", ("MDA", "MDA - LM")),
        ("ULIMO - J - ULIMO - K", "ns", ("ULIMO - J", "ULIMO - K")),
        ("Forces of Momin Afridi - TTP - TA", "ns", ("Forces of Momin Afridi", "TTP - TA")),
        ("RCD - LN - Civilians", "os", ("RCD - LN", "Civilians")),
    ],
)
def test_factions_keep_their_names(dyad: str, kind: str, sides: tuple[str, str]) -> None:
    assert _sides(dyad, kind) == sides


@given(st.text(max_size=40), st.sampled_from(["sb", "ns", "os"]))
def test_every_dyad_has_two_sides_and_loses_no_letter(dyad: str, kind: str) -> None:
    one, other = _sides(dyad, kind)
    assert f"{one} - {other}".strip(" -") == dyad.strip(" -") or not (one and other)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no column 'country_cy'"),
        ("a,b\n1,2\n", "no column 'country_cy'"),
        (HEADER + "432,Mali\n", "line 2: fewer cells"),
        (HEADER + MALI.replace("2012", "twelve"), "line 2: year 'twelve' is no number"),
        (HEADER + MALI.replace("359", "nan"), "line 2: deaths 'nan' is no number"),
        (HEADER + MALI.replace("432,Mali", "9999,Gondor"), "line 2: 'Gondor'"),
    ],
)
def test_a_file_that_is_none_is_told_in_a_sentence(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(UnreadableDocument, match=told):
        list(country_years(written(tmp_path / "cy.csv", text)))


def test_a_file_that_is_missing_or_cut_short_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="cannot be read"):
        list(country_years(tmp_path / "none.csv"))
    path = tmp_path / "cut.csv.gz"
    path.write_bytes(gzip.compress((HEADER + MALI).encode())[:-12])
    with pytest.raises(UnreadableDocument, match="cannot be read"):
        list(country_years(path))


def test_kin_are_peoples_of_countries(tmp_path: Path) -> None:
    rows = "tekid,gwid,statename\n7,432,Mali\n7,436,Niger\n8,9999,Gondor\n"
    found = list(kin(written(tmp_path / "tek.csv", rows)))
    assert found == [Kin(people="7", country="ML"), Kin(people="7", country="NE")]
