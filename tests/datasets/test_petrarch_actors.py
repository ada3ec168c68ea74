"""Dictionaries of PETRARCH's actors."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.datasets.petrarch_actors import Dictionary, Entry, Wrong, parsed, read
from allegiance.errors import UnreadableDocument
from tests.datasets.conftest import REAL

GROUPS = """\
<!-- A dictionary
of invented actors -->
JAISH_AL_GONDOR_(JAG)_ [MLIREB] # a comment [NERREB]
+RIDERS_OF_GONDOR_
OSGILIATH_ [MLI]

AQIM_ [DZAREB]
+ARMY_OF_ROHAN
JAISH_AL-GONDOR [MLIREB]
"""
PEOPLE = """\
FARAMIR_OF_ITHILIEN_  # CountryInfo
+FARAMIR
\t[MLIELI 991231-001231]
\t[MLIGOV >010101]
\t[MLIMIL <19981231]
\t[NERGOV 20010230-20020101]
"""


def made(folder: Path, *texts: str) -> Dictionary:
    paths = [folder / f"{number}.actors.txt" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text)
    return read(paths)


def test_an_entry_is_its_names_and_codes_by_line() -> None:
    assert list(parsed(GROUPS)) == [
        Entry(3, ("JAISH_AL_GONDOR_(JAG)_", "RIDERS_OF_GONDOR_"), ("MLIREB",)),
        Entry(5, ("OSGILIATH_",), ("MLI",)),
        Entry(7, ("AQIM_", "ARMY_OF_ROHAN"), ("DZAREB",)),
        Entry(9, ("JAISH_AL-GONDOR",), ("MLIREB",)),
    ]


def test_the_new_become_actors_and_the_others_are_counted(tmp_path: Path) -> None:
    found = made(tmp_path, GROUPS)
    [jaish] = found.actors
    assert (jaish.id, jaish.name, jaish.kind, jaish.country) == (
        "jaish-al-gondor", "Jaish al Gondor", "armed group", "ML",
    )  # fmt: skip
    assert (jaish.aliases, jaish.in_context) == (("Riders of Gondor",), ("JAG",))
    assert found.entries == 4
    assert found.passed == {
        "the code tells a country or region, and no role: a state, a place or a people": 1,
        "the registry knows the name": 1,
        "the name stands in the dictionary already": 1,
    }


def test_who_held_a_code_for_some_time_is_a_person_of_that_body(tmp_path: Path) -> None:
    found = made(tmp_path, PEOPLE)
    [faramir] = found.actors
    assert (faramir.kind, faramir.aliases) == ("person", ("Faramir",))
    assert faramir.countries == ("ML", "NE")
    assert [(part.actor, part.as_, part.since, part.until) for part in faramir.part_of] == [
        ("ML/government", "member", "2001-01-01", None),
        ("ML/armed-forces", "member", None, "1998-12-31"),
        ("NE/government", "member", None, None),
    ]
    assert found.wrong == (
        Wrong(1, "[NERGOV 20010230-20020101] of FARAMIR_OF_ITHILIEN_: '20010230' is a day that no calendar has"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ("20010101", "is no span of days"),
        ("20020101-20010101", "ends before it begins"),
        (">2001011", "is no day"),
    ],
)
def test_days_that_cannot_be_right_are_told(tmp_path: Path, days: str, why: str) -> None:
    [wrong] = made(tmp_path, f"FARAMIR\n [MLIGOV {days}]\n").wrong
    assert why in wrong.why


def test_two_files_are_one_dictionary_and_may_be_packed(tmp_path: Path) -> None:
    assert len(made(tmp_path, GROUPS, PEOPLE).actors) == 2
    packed = tmp_path / "p.txt.gz"
    packed.write_bytes(gzip.compress(PEOPLE.encode()))
    assert len(read([packed]).actors) == 1
    packed.write_bytes(packed.read_bytes()[:-20])
    with pytest.raises(UnreadableDocument, match="cut short or damaged"):
        read([packed])


@pytest.mark.parametrize("text", ["", "SOLDIER [~MIL]\n", "--- FIGHT [190] ---\nFIGHT\n"])
def test_dictionaries_of_other_things_are_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableDocument, match="names no actor with a code such as"):
        made(tmp_path, text)


def test_the_real_dictionaries() -> None:
    folder = REAL.parent / "dictionaries"
    if not folder.exists():
        pytest.skip("the shared data (dictionaries) are not here")
    found = read([folder / "Phoenix.MilNonState.actors.txt"])
    assert found.entries == len(found.actors) + sum(found.passed.values()) == 1021
    assert len(found.actors) > 400
    with pytest.raises(UnreadableDocument):
        read([folder / "Phoenix.agents.txt"])
    with pytest.raises(UnreadableDocument):
        read([folder / "PETR.Validate.verbs.2.0.txt"])


@given(st.text())
def test_any_text_is_parsed_into_entries_of_its_lines(text: str) -> None:
    lines = text.count("\n") + 1
    assert all(1 <= entry.line <= lines for entry in parsed(text))
