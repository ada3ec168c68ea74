"""Countries and regions as the files have them, and what is said of a broken file."""

from pathlib import Path

import pytest

from allegiance.errors import BrokenOntology
from allegiance.ontology.gazetteer import lands


def test_every_region_that_issues_of_conflict_turn_on_is_known() -> None:
    names = (
        "northern mali|azawad|maghreb|sahel|levant|cyrenaica|fezzan|donbas|kivu|north kivu|tigray"
        "|darfur|durand line|liptako gourma|kurdistan|kashmir|casamance|rakhine|crimea"
    )
    assert [name for name in names.split("|") if name not in lands.names()] == []
    assert len(lands.regions()) >= 200


def test_a_division_of_geonames_leads_to_its_region() -> None:
    assert lands.divisions()["ML.10"].id == "region:kidal-region"


def test_a_file_that_is_no_list_of_places_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "places").mkdir()
    (tmp_path / "places/regions.yaml").write_text("- {id: mordor}", encoding="utf-8")
    monkeypatch.setattr(lands, "files", lambda _: tmp_path)
    with pytest.raises(BrokenOntology, match=r"regions\.yaml"):
        lands._read("regions.yaml", lands._Region)


def test_a_region_within_an_unknown_one_is_named() -> None:
    gondor = lands._Region(id="gondor", name="Gondor", kind="region", lat=0, lon=0, within=("x",))
    with pytest.raises(BrokenOntology, match="gondor"):
        lands._region(gondor, {"gondor": gondor})


def test_the_compiled_file_is_that_of_the_files_beside_it() -> None:
    text = (Path(lands.__file__).parents[1] / "places" / lands.COMPILED).read_text("utf-8")
    assert text == lands.compiled(), "run `python tools/build_gazetteer.py`"


def test_files_that_were_changed_count_instead_of_the_compiled_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shipped = Path(lands.__file__).parents[1] / "places"
    (tmp_path / "places").mkdir()
    for name in ("countries.yaml", "regions.yaml", lands.COMPILED):
        (tmp_path / "places" / name).write_bytes((shipped / name).read_bytes())
    with (tmp_path / "places/regions.yaml").open("a", encoding="utf-8") as file:
        file.write("- {id: gondor, name: Gondor, kind: region, lat: 1, lon: 2, countries: [IS]}\n")
    monkeypatch.setattr(lands, "files", lambda _: tmp_path)
    (gondor,) = (land for land in lands._lands.__wrapped__() if land.place.name == "Gondor")
    assert gondor.keys == ("gondor",)
