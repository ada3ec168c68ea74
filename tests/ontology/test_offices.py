"""Ministries and services of states: found by the names that writers make of the state's."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.errors import UnknownActor
from allegiance.ontology import offices
from allegiance.ontology.actors import KnownActor, Registry, normal, registry, with_bodies

GONDOR = KnownActor(
    id="GO", name="Gondor", kind="state", country="GO", aliases=("South Kingdom",),
    demonyms=("Gondorian", "Gondorians"), source="curated",
)  # fmt: skip
ROHIRRIM = KnownActor(id="rohirrim", name="Rohirrim", kind="people", demonyms=("Rohirric",))
WATCH = KnownActor(
    id="watch", name="Watch of the Citadel", kind="body", aliases=("Gondorian secret service",)
)
ARDA = Registry(with_bodies([GONDOR, ROHIRRIM, WATCH]))


@pytest.mark.parametrize(
    "name",
    [
        "Gondorian Defence Ministry",
        "the Gondorian Ministry of Defense",
        "Ministry of Defence of Gondor",
        "Ministry of National Defence of the South Kingdom",
        "Gondor's Defense Ministry",
        "Gondor’s Ministry of Defence",
    ],
)
def test_a_ministry_is_found_by_the_names_of_its_state(name: str) -> None:
    (found,) = ARDA.find(name)
    assert (found.id, found.name, found.kind, found.country) == (
        "GO/defence-ministry", "Ministry of Defence of Gondor", "body", "GO",
    )  # fmt: skip
    assert [part.actor for part in found.part_of] == ["GO/government"]
    assert found.source == "curated"


@pytest.mark.parametrize(
    "name",
    ["Ministry of Defence", "Mordor's Defence Ministry", "Rohirric Foreign Ministry",
     "Gondorian Ministry of Fish", "Gondor", "secret service"],
)  # fmt: skip
def test_there_is_no_office_without_a_state_or_of_another_kind(name: str) -> None:
    assert all("/" not in actor.id for actor in ARDA.find(name))


def test_an_office_is_an_actor_like_any_other() -> None:
    (found,) = ARDA.find("Gondorian Foreign Ministry")
    assert found.id in ARDA
    assert ARDA[found.id] is found
    assert found not in list(ARDA), "nobody asked for it in the files"
    assert all(ARDA.find(name) == (found,) for name in found.names)


def test_an_entry_of_the_files_goes_before() -> None:
    assert ARDA.find("Gondor's intelligence services") == (WATCH,)
    assert "GO/intelligence-services" not in ARDA
    with pytest.raises(UnknownActor, match="GO/intelligence-services"):
        ARDA["GO/intelligence-services"]


@pytest.mark.parametrize("actor", ["XX/defence-ministry", "rohirrim/defence-ministry", "GO/fish"])
def test_only_states_have_offices(actor: str) -> None:
    assert actor not in ARDA


@pytest.mark.parametrize(
    ("name", "actors"),
    [
        ("Kenyan Defence Ministry", ["KE/defence-ministry"]),
        ("Foreign Ministry of Russia", ["russian-foreign-ministry"]),
        ("US Defense Ministry", ["us-department-of-defense"]),
        ("Soviet Foreign Ministry", ["SU/foreign-ministry"]),
        ("Ministry of Interior of the Republic of Korea", ["KR/interior-ministry"]),
        ("Congolese Ministry of Defence", ["CD/defence-ministry", "CG/defence-ministry"]),
        ("Pakistan's intelligence services", ["pakistani-isi"]),
        ("Togolese intelligence services", ["TG/intelligence-services"]),
    ],
)
def test_offices_of_real_states(name: str, actors: list[str]) -> None:
    assert [actor.id for actor in registry().find(name)] == actors


@pytest.mark.parametrize("office", offices.offices().values(), ids=lambda office: str(office.id))
def test_every_state_has_every_office(office: offices.Office) -> None:
    known = registry()
    without = [
        state.id
        for state in known
        if state.kind == "state" and not known.find(f"{state.name}'s {office.phrases[0]}")
    ]
    assert without == []


@pytest.mark.parametrize("office", offices.offices().values(), ids=lambda office: str(office.id))
def test_phrases_are_in_our_normal_form_and_are_all_looked_for(office: offices.Office) -> None:
    for phrase in office.phrases:
        assert normal(phrase) == phrase
        assert offices.named(f"gondorian {phrase}") == (office, ("gondorian",))


@given(st.text(alphabet="aes ministry of defence", max_size=40))
def test_any_text_is_an_office_of_somebody_or_none(name: str) -> None:
    told = offices.named(normal(name))
    assert told is None or all(owner.strip() for owner in told[1])


def test_the_examples_are_true() -> None:
    assert doctest.testmod(offices).failed == 0
