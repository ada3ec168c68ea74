"""The groups that datasets record: written from the data, and the same when written again."""

import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DATA = ROOT / "../shared/data"
sys.path.insert(0, str(ROOT))

from tools import build_registry  # noqa: E402
from tools.registry_facts import Record, Told  # noqa: E402

DECISIONS: dict[str, Any] = {
    "same": {"ucdp:3": "uruks"},
    "new": ["ucdp:4"],
    "left_out": [],
    "ambiguous": ["Riders"],
    "everyday": "national liberation front army",
}


def book(tmp_path: Path) -> build_registry.Book:
    file = tmp_path / "groups-arda.yaml"
    file.write_text(
        "# Groups of Arda.\n- {id: uruks, name: Uruk-hai, kind: armed group, country: SY}\n"
        "- {id: orcs, name: Orcs of Mordor, kind: armed group, country: SY, aliases: [OMO]}\n"
    )
    made = build_registry.Book(DECISIONS)
    made.open(file)
    return made


def record(code: int, *names: str, country: str = "SY", **more: Any) -> Record:
    return Record(
        "ucdp", code, "ucdp-actor-22.1", names, countries=(country,), region="mena", **more
    )


def test_a_name_of_the_same_country_is_the_same_group_and_gains_its_number(tmp_path: Path) -> None:
    arda = book(tmp_path)
    arda.record(arda.match([record(9, "Orcs of Mordor", fought=(("1990/1999", "ucdp-ged"),))]))
    entry = arda.entries["orcs"]
    assert entry["ids"] == {"ucdp": [9]}
    assert entry["fought"] == {"date": "1990/1999", "source": "ucdp-ged"}
    assert arda.doubts == []


def test_doubtful_matches_are_listed_and_not_made(tmp_path: Path) -> None:
    arda = book(tmp_path)
    elsewhere = record(9, "Orcs of Mordor", country="PE")
    acronym = record(10, "Old Men's Order", acronyms=("OMO",))
    assert arda.match([elsewhere, acronym]) == []
    assert [doubt["key"] for doubt in arda.doubts] == ["ucdp:9", "ucdp:10"]


def test_what_a_person_decided_holds(tmp_path: Path) -> None:
    arda = book(tmp_path)
    pairs = arda.match([record(3, "Fighting Uruks"), record(4, "Orcs of Mordor")])
    assert [entry["id"] for _, entry in pairs if entry] == ["uruks", "orcs-of-mordor"]
    assert arda.doubts == []


def test_names_that_say_little_need_context(tmp_path: Path) -> None:
    arda = book(tmp_path)
    told = [
        record(11, "National Liberation Front", acronyms=("NLF",)),
        record(12, "Riders"),
        record(13, "Grey Company", acronyms=("GREYCO",)),
    ]
    arda.record(arda.match(told))
    front = arda.entries["national-liberation-front"]
    assert front["name"] == "National Liberation Front (Syria)"
    assert front["in_context"] == ["National Liberation Front", "NLF"]
    assert arda.entries["riders"]["in_context"] == ["Riders"]
    assert arda.entries["grey-company"]["aliases"] == ["GREYCO"]


def test_a_link_leads_to_the_entry_of_the_other_number(tmp_path: Path) -> None:
    arda = book(tmp_path)
    split = Told("split_from", "ucdp:3", "../1990", "ucdp-actor-22.1")
    arda.record(arda.match([record(3, "Uruks"), record(14, "White Hand", links=(split,))]))
    assert arda.entries["white-hand"]["links"] == [
        {"actor": "uruks", "as": "split_from", "date": "../1990", "source": "ucdp-actor-22.1"}
    ]


def test_an_entry_is_written_in_the_layout_of_the_files() -> None:
    entry = {
        "id": "3r", "name": "Return, Reclamation", "kind": "armed group", "aliases": ["yes", "A: b"],
        "active": "2015/..", "links": [{"actor": "x", "as": "joined", "date": "2020"}],
    }  # fmt: skip
    assert yaml.safe_load(build_registry.written(entry)) == [entry]


def test_the_files_are_what_the_data_make_of_them() -> None:
    if not DATA.exists():
        pytest.skip("the datasets are not at hand")
    different = [
        path.name
        for path, text in build_registry.built(DATA).items()
        if path.read_text(encoding="utf-8") != text
    ]
    assert different == [], "run `python -m tools.build_registry ../shared/data`"
