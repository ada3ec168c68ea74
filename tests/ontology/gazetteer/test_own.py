"""A user's own places, and what is said of a file that holds none."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.errors import BrokenOntology, UnknownPlace
from allegiance.ontology.gazetteer.own import KEYS, Own, country, read

GOOD = """\
- name: Osgiliath
  country: NO
  lat: 61.5
  lon: 8.25
  aliases: [Ost Giliath]
- {name: Pelargir, country: Norway, precision: district}
"""


def test_places_of_ones_own_are_read(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(GOOD, encoding="utf-8")
    (osgiliath, aliases), (pelargir, _) = read(file)
    assert (osgiliath.id, osgiliath.country, osgiliath.at) == (
        "own:no-osgiliath",
        "NO",
        (61.5, 8.25),
    )
    assert osgiliath.precision == "exact"
    assert aliases == ("Ost Giliath",)
    assert (pelargir.country, pelargir.at, pelargir.precision) == ("NO", None, "district")


def test_a_table_is_read_like_a_list(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text(
        "name,country,lat,lon,aliases\nOsgiliath,NO,61.5,8.25,Ost Giliath|Fortress of Stars\n"
        "Pelargir,NO,,,\n",
        encoding="utf-8",
    )
    (osgiliath, aliases), (pelargir, none) = read(file)
    assert osgiliath.at == (61.5, 8.25)
    assert aliases == ("Ost Giliath", "Fortress of Stars")
    assert (pelargir.at, none) == (None, ())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "- {name: A, country: NO}\n- {name: B, country: NO, lat: 91, lon: 0}",
            "line 2: key 'lat'",
        ),
        ("- {name: A, country: NO, lat: 1, lon: -181}", "line 1: key 'lon'"),
        ("- {name: A, country: NO, lat: .nan, lon: 1}", "key 'lat'"),
        ("- {name: A, country: NO, lat: true, lon: 1}", "key 'lat'"),
        ("- {name: A, country: NO, lat: high, lon: 1}", "'high' is impossible"),
        ("- name: A\n  country: NO\n  lat: 1", "line 1: key 'lon'"),
        ("- name: A\n  country: NO\n  latitude: 1", "line 3: key 'latitude'"),
        ("- name: A\n  name: B\n  country: NO", "line 2: key 'name'"),
        ("- country: NO", "key 'name'"),
        ("- name: A", "key 'country'"),
        ("- {name: A, country: Mordor}", "'Mordor' is none"),
        ("- {name: A, country: NO, precision: sharp}", "key 'precision'"),
        ("- {name: A, country: NO, aliases: B}", "key 'aliases'"),
        ("name: A", "a list of places"),
        ("- A", "line 1: a place is wanted"),
        ("- {name: A", "not YAML"),
        ("- {name: A, country: NO, precision: [town]}", "key 'precision'"),
        ("- {[a]: b}", "a key must be a word"),
        ("- {name: '...', country: NO}", "'...' has no letters"),
        ("- {name: A, country: NO, aliases: ['-']}", "key 'aliases': '-' has no letters"),
        ("- {name: A, country: NO, lat: 2020-13-45, lon: 1}", "'lat': its value cannot be read"),
        ("- {name: A, country: NO, id: A b}", "key 'id': 'A b' is none"),
        (
            "- {name: A, country: NO}\n- {name: a, country: Norway}",
            "line 2: key 'id': 'no-a' stands in line 1",
        ),
    ],
)
def test_what_is_wrong_is_named_by_line_and_key(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenOntology) as error:
        read(file)
    assert says in str(error.value)
    assert "own.yaml, line" in str(error.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name,country,height\nA,NO,3", "line 1: key 'height'"),
        ("name,country,lat,lon\nA,NO,1,2,3", "line 2"),
        ("name,country,lat,lon\nA,NO,1", "line 2"),
        ("name,country,lat,lon\nA,NO,1,200", "line 2: key 'lon'"),
    ],
)
def test_what_is_wrong_in_a_table_is_named_too(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "own.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenOntology) as error:
        read(file)
    assert says in str(error.value)


def test_an_empty_file_holds_no_places_and_a_missing_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("", encoding="utf-8")
    assert read(tmp_path / "own.yaml") == ()
    with pytest.raises(BrokenOntology, match="cannot be read"):
        read(tmp_path / "none.yaml")


def test_a_country_is_told_by_code_or_name() -> None:
    assert (country("ml"), country("Mali"), country("the Gambia")) == ("ML", "ML", "GM")
    with pytest.raises(UnknownPlace, match="Mordor"):
        country("Mordor")


def test_two_places_of_one_name_in_one_country_have_ids_of_their_own(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("- {name: Lond, country: NO}\n- {name: Lond, country: NO, id: lond-daer}\n")
    assert [place.id for place, _ in read(file)] == ["own:no-lond", "own:lond-daer"]


_VALUE = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.lists(st.text())
)


@given(
    st.lists(st.dictionaries(st.sampled_from([*KEYS, "height"]), _VALUE, max_size=7), max_size=3)
)
def test_whatever_a_file_holds_it_is_read_or_its_line_is_named(
    tmp_path_factory: pytest.TempPathFactory, entries: list[dict[str, object]]
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.json"
    file.write_text(json.dumps(entries), encoding="utf-8")
    said = ""
    places: tuple[Own, ...] = ()
    try:
        places = read(file)
    except BrokenOntology as error:
        said = str(error)
    assert "any.json, line 1" in said or len({place.id for place, _ in places}) == len(entries)
