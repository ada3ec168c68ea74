"""The registry of actors: its rules with invented ones, its facts with real ones."""

import csv
import doctest
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.errors import AllegianceError, BrokenOntology, UnknownActor
from allegiance.ontology.actors import KnownActor, Registry, normal, registry, with_bodies

CROSSWALK = Path(__file__).parents[2] / "../shared/data/dictionaries/cow2iso.txt"
UCDP = Path(__file__).parents[2] / "../shared/data/structured/ucdp/actors_22.1.csv"
YEARS = re.compile(r"(\d{4}|\.\.)/(\d{4}|\.\.)")
DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

GONDOR = KnownActor(
    id="gondor", name="Gondor", kind="state", demonyms=("Gondorian",), aliases=("the Kingdom",)
)
CORSAIRS = KnownActor(id="corsairs", name="Corsairs", kind="armed group", aliases=("US",))


def found(name: str) -> list[str]:
    return [actor.id for actor in registry().find(name)]


def present_states() -> list[KnownActor]:
    return [actor for actor in registry() if actor.kind == "state" and actor.country == actor.id]


# Rules, with invented actors.


def test_a_state_brings_its_government_and_its_armed_forces() -> None:
    arda = Registry(with_bodies([GONDOR, CORSAIRS]))
    assert len(arda) == 4
    assert arda.government("gondor").names == ("Government of Gondor", "Gondorian government")
    assert arda.armed_forces("gondor").part_of[0].actor == "gondor"
    assert "corsairs/government" not in arda


def test_the_bodies_of_a_state_have_its_source() -> None:
    gondor = msgspec.structs.replace(GONDOR, source="curated")
    assert {actor.source for actor in with_bodies([gondor])} == {"curated"}


def test_an_entry_for_a_body_of_a_state_adds_names_to_it() -> None:
    host = KnownActor(
        id="gondor/armed-forces", name="Host of the West", kind="armed force", aliases=("Host",)
    )
    arda = Registry(with_bodies([host, GONDOR]))
    assert len(arda) == 3
    assert arda.armed_forces("gondor").name == "Host of the West"
    assert arda.find("Gondorian armed forces") == arda.find("the Host")


def test_two_actors_with_one_id_are_refused() -> None:
    with pytest.raises(BrokenOntology, match="'gondor'"):
        Registry([GONDOR, GONDOR])


def test_an_unknown_id_is_refused_by_name() -> None:
    with pytest.raises(UnknownActor, match="'mordor'"):
        Registry([GONDOR])["mordor"]


def test_actors_of_one_name_come_in_registry_order() -> None:
    rohan = KnownActor(id="rohan", name="Rohan", kind="state", aliases=("Kingdom",))
    assert [actor.id for actor in Registry([rohan, GONDOR]).find("the kingdom")] == [
        "rohan",
        "gondor",
    ]


def test_an_acronym_that_is_a_word_is_found_in_capitals_only() -> None:
    arda = Registry([CORSAIRS])
    assert arda.find("US") == arda.find("U.S.") == arda.find("the US") == (CORSAIRS,)
    assert arda.find("us") == arda.find("Us") == ()


@given(st.text(max_size=40))
def test_the_normal_form_is_its_own_normal_form(name: str) -> None:
    assert normal(normal(name)) == normal(name)


@given(st.text(max_size=40))
def test_any_name_can_be_looked_up(name: str) -> None:
    try:
        assert all(isinstance(actor, KnownActor) for actor in registry().find(name))
    except AllegianceError:
        pytest.fail("a lookup is never an error")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al-Qa’ida", "al qaida"),
        ("Côte d'Ivoire", "Cote dIvoire"),
        ("U.S.", "us"),
        ("Milošević", "MILOSEVIC"),
        ("Anti‑balaka", "anti balaka"),
    ],
)
def test_marks_case_and_hyphens_make_no_difference(one: str, other: str) -> None:
    assert normal(one) == normal(other)


# The shipped files as a whole.


def test_the_registry_is_as_large_as_it_is_said_to_be() -> None:
    kinds = Counter(actor.kind for actor in registry())
    assert len(present_states()) >= 190
    assert kinds["armed group"] >= 1200
    assert kinds["people"] >= 60
    assert kinds["person"] >= 1400
    assert kinds["organisation"] + kinds["coalition"] >= 70


def test_every_state_has_a_government_armed_forces_and_years() -> None:
    known = registry()
    states = [actor for actor in known if actor.kind == "state"]
    assert len(states) >= 215
    for state in states:
        assert known.government(state.id).kind == "government", state.id
        assert known.armed_forces(state.id).kind == "armed force", state.id
        assert state.active, state.id


def test_intelligence_services_of_most_countries_of_conflict_are_known() -> None:
    dated = [actor for actor in registry() if actor.kind == "body" and actor.active]
    assert len({actor.country for actor in dated}) >= 65
    for actor in dated:
        assert any(part.as_ == "part" for part in actor.part_of), actor.id


@pytest.mark.parametrize(
    ("actor", "years"),
    [
        ("kgb", "1954/1991"), ("fsb", "1995/.."), ("savak", "1957/1979"), ("cia", "1947/.."),
        ("pakistani-isi", "1948/.."), ("mossad", "1949/.."), ("dgse", "1982/.."), ("stasi", "1950/1990"),
        ("khad", "1980/1992"), ("sudanese-niss", "2004/2019"),
        ("DZ", "1962/.."), ("FR", "../.."), ("NR", "1968/.."), ("SU", "1922/1991"), ("DD", "1949/1990"),
        ("zanzibar", "1963/1964"), ("tibet-state", "1913/1950"), ("hyderabad-state", "1724/1948"),
        ("YD", "1967/1990"), ("RVN", "1954/1975"), ("VD", "1945/1976"), ("YU", "1918/2003"),
    ],
)  # fmt: skip
def test_states_and_bodies_have_their_years(actor: str, years: str) -> None:
    assert registry()[actor].active == years


@pytest.mark.parametrize(
    ("state", "date", "capital"),
    [
        ("NG", "1985", "Lagos"), ("NG", "2000", "Abuja"), ("PK", "1965", "Rawalpindi"),
        ("MM", "1990", "Rangoon"), ("MM", "2010", "Naypyidaw"), ("FR", "1990", "Paris"),
    ],
)  # fmt: skip
def test_capitals_have_moved(state: str, date: str, capital: str) -> None:
    assert registry()[state].capital_in(date) == capital


@pytest.mark.parametrize("actor", present_states(), ids=lambda actor: str(actor.id))
def test_a_state_has_its_code_its_demonym_and_its_capital(actor: KnownActor) -> None:
    assert re.fullmatch("[A-Z]{3}", actor.iso3 or "")
    assert actor.demonyms
    assert actor.capital or actor.id == "MV", "only Malé is too common a word"


def test_every_tie_of_the_registry_leads_to_an_actor() -> None:
    known = registry()
    loose = [
        (actor.id, other)
        for actor in known
        for other in (*(part.actor for part in actor.part_of), *actor.never)
        if other not in known or other == actor.id
    ]
    assert loose == []


def test_nobody_is_part_of_himself_by_a_detour() -> None:
    known = registry()

    def above(actor: str, seen: frozenset[str]) -> None:
        assert actor not in seen, f"{actor} is part of itself"
        for part in known[actor].part_of:
            if part.as_ == "part":
                above(part.actor, seen | {actor})

    for actor in known:
        above(actor.id, frozenset())


def test_countries_are_those_of_the_present_states() -> None:
    codes = {actor.id for actor in present_states()} | {"EH"}
    assert {actor.country for actor in registry()} - codes - {None} == set()


def test_dates_are_years_or_days_in_order() -> None:
    for actor in registry():
        if actor.active is not None:
            years = YEARS.fullmatch(actor.active)
            assert years, (actor.id, actor.active)
            given = [int(year) for year in years.groups() if year != ".."]
            assert given == sorted(given), (actor.id, actor.active)
        for part in actor.part_of:
            bounds = [date for date in (part.since, part.until) if date]
            assert all(DAY.fullmatch(date) for date in bounds), actor.id
            assert all(one <= other for one, other in pairwise(bounds)), actor.id


def test_links_and_dated_names_have_dates() -> None:
    known = registry()
    links = [(actor.id, link.date) for actor in known for link in actor.links]
    names = [(actor.id, name.since) for actor in known for name in actor.called]
    assert [actor for actor, date in (*links, *names) if date is None] == []


def test_a_name_that_only_a_dataset_tells_means_nobody_else() -> None:
    known = registry()
    shared = [
        (actor.id, name)
        for actor in known
        if actor.source not in (None, "curated")
        for name in actor.names
        if known.find(name) not in ((actor,), ())
    ]
    assert shared == []


def test_ids_are_plain() -> None:
    plain = re.compile(r"[A-Z]{2,3}|[a-z0-9]+(-[a-z0-9]+)*")
    assert [actor.id for actor in registry() if not plain.fullmatch(actor.id.split("/")[0])] == []


def test_no_name_passes_judgement() -> None:
    said = re.compile(r"\bterrorists?\b", re.IGNORECASE)
    assert [
        (actor.id, name) for actor in registry() for name in actor.names if said.search(name)
    ] == []


def test_no_name_is_an_everyday_word() -> None:
    everyday = (
        "base rebels insurgents militants fighters government army troops forces opposition "
        "allies coalition group movement front party us is it who let male states mujahideen"
    )
    known = registry()
    called = [word for word in everyday.split() if known.find(word) or known.of_demonym(word)]
    assert called == []
    assert "male" not in {normal(actor.capital or "") for actor in known}


def test_ucdp_numbers_are_those_of_ucdp_and_no_two_actors_share_one() -> None:
    if not UCDP.exists():
        pytest.skip("the UCDP actor list is not at hand")
    with UCDP.open(encoding="utf-8", newline="") as file:
        numbers = {int(row["ActorId"]) for row in csv.DictReader(file)}
    cited = Counter(number for actor in registry() for number in actor.ids.ucdp)
    assert set(cited) <= numbers
    assert [number for number, times in cited.items() if times > 1] == []


def test_codes_agree_with_the_crosswalk() -> None:
    if not CROSSWALK.exists():
        pytest.skip("the crosswalk of ISO and COW codes is not at hand")
    with CROSSWALK.open(encoding="utf-8", newline="") as file:
        rows = {row["iso3"]: row for row in csv.DictReader(file)}
    for actor in present_states():
        row = rows.get(actor.iso3 or "")
        assert row is None or row["iso2"] == actor.id, actor.id


def test_the_page_of_actors_says_what_the_program_does() -> None:
    page = Path(__file__).parents[2] / "docs/actors.md"
    assert doctest.testfile(str(page), module_relative=False) == (0, 24)


# Facts, with real actors.


@pytest.mark.parametrize(
    "name",
    ["Al-Qaeda", "al-Qaida", "Al Qa'ida", "al-Qa’ida", "Qaeda", "Qaida", "Qa'ida", "Al-Kaida"],
)
def test_transliterations_find_one_actor(name: str) -> None:
    assert found(name) == ["al-qaeda"]


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Jabhat al-Nusra", "nusra-front"),
        ("Jabha al-Nusra", "nusra-front"),
        ("Al-Nusra front", "nusra-front"),
        ("Al-Nusrah", "nusra-front"),
        ("AQIM", "aqim"),
        ("Al-Qa'ida in the Islamic Maghreb", "aqim"),
        ("Ansar Eddine", "ansar-dine"),
        ("Daesh", "islamic-state"),
        ("ISIL", "islamic-state"),
        ("L.I.F.G.", "lifg"),
        ("Hizbollah", "hezbollah"),
        ("Hizballah", "hezbollah"),
        ("Qadhafi", "muammar-gaddafi"),
        ("Belhadj", "abdelhakim-belhaj"),
        ("Zawahari", "ayman-al-zawahiri"),
        ("Jolani", "abu-muhammad-al-julani"),
        ("Pentagon", "us-department-of-defense"),
        ("the Quai d'Orsay", "quai-d-orsay"),
        ("Elysee", "elysee"),
        ("Nato", "nato"),
        ("US-led coalition", "global-coalition-against-is"),
        ("Western powers", "the-west"),
        ("Tamil Tigers", "ltte"),
        ("Viet Cong", "fnl-viet-cong"),
        ("Ivory Coast", "CI"),
        ("Burma", "MM"),
        ("Zaire", "CD"),
    ],
)
def test_other_names_find_their_actor(name: str, actor: str) -> None:
    assert found(name)[:1] == [actor]


@pytest.mark.parametrize(
    ("name", "actors"),
    [
        ("Republic of the Congo", ["CG"]),
        ("Democratic Republic of the Congo", ["CD"]),
        ("Congo", ["CD", "CG"]),
        ("Sudan", ["SD"]),
        ("South Sudan", ["SS"]),
        ("North Korea", ["KP"]),
        ("Korea", ["KR"]),
        ("Republic of China", ["TW"]),
        ("Georgia", ["GE"]),
        ("South Georgia", []),
        ("Niger", ["NE"]),
        ("Nigeria", ["NG"]),
        ("Guinea", ["GN"]),
        ("Guinea-Bissau", ["GW"]),
        ("ISI", ["pakistani-isi", "islamic-state-of-iraq"]),
        ("KIA", ["kia", "kataib-imam-ali"]),
        ("Ansar al-Sharia", ["ansar-al-sharia-libya", "ansar-al-sharia-tunisia"]),
    ],
)
def test_names_that_look_alike_are_kept_apart(name: str, actors: list[str]) -> None:
    assert found(name) == actors


@pytest.mark.parametrize(
    ("word", "actor"),
    [
        ("French", "FR"),
        ("Frenchmen", "FR"),
        ("the Turks", "TR"),
        ("Malians", "ML"),
        ("Nigerien", "NE"),
        ("Nigerian", "NG"),
        ("Touareg", "tuaregs"),
        ("Kurdish", "kurds"),
        ("Soviet", "SU"),
        ("Palestinian", "PS"),
    ],
)
def test_demonyms_tell_the_state_or_people(word: str, actor: str) -> None:
    assert [known.id for known in registry().of_demonym(word)] == [actor]


def test_memberships_have_dates() -> None:
    (branch,) = [part for part in registry()["aqim"].part_of if part.as_ == "branch"]
    assert (branch.actor, branch.since) == ("al-qaeda", "2007")
    (before,) = [part for part in registry()["aqim"].part_of if part.as_ == "successor"]
    assert before.actor == "gspc"


@pytest.mark.parametrize(
    ("earlier", "how", "later", "date"),
    [
        ("gspc", "renamed_from", "aqim", "2007-01"),
        ("nusra-front", "renamed_from", "jabhat-fatah-al-sham", "2016-07"),
        ("jabhat-fatah-al-sham", "renamed_from", "hts", "2017-01"),
        ("aqim", "split_from", "mujao", "2011"),
        ("farc", "split_from", "farc-dissidents", "2016"),
        ("mourabitoun", "merged_into", "jnim", "2017-03"),
        ("islamic-state-of-iraq", "renamed_from", "islamic-state", "2013-04"),
    ],
)
def test_groups_split_merge_and_rename_themselves(
    earlier: str, how: str, later: str, date: str
) -> None:
    known = registry()
    steps = {step[:4] for step in known.descent(earlier)}
    assert (earlier, how, later, date) in steps
    assert steps & {step[:4] for step in known.descent(later)}


@pytest.mark.parametrize(
    ("actor", "date", "name"),
    [
        ("islamic-state", "2013-08", "Islamic State of Iraq and the Levant"),
        ("islamic-state", "2016", "Islamic State"),
        ("pkk", "2003", "KADEK"),
        ("pkk", "1999", "Kurdistan Workers' Party"),
        ("aqi", "2003", "Jama'at al-Tawhid wal-Jihad"),
        ("knu", "1999", "Karen National Union"),
    ],
)
def test_what_a_group_called_itself_depends_on_the_date(actor: str, date: str, name: str) -> None:
    assert registry()[actor].called_in(date) == name


@pytest.mark.parametrize(
    "name",
    ["LPC", "Red Line", "Tibet", "National Redemption Front", "CDR", "First Regiment"],
)
def test_names_that_other_things_share_need_context(name: str) -> None:
    assert not any(actor.kind == "armed group" for actor in registry().find(name))
    assert registry().in_context(name)


def test_an_actor_is_found_by_the_number_of_a_dataset() -> None:
    assert [actor.id for actor in registry().coded("ucdp", 1161)] == ["mujao"]


def test_the_french_armed_forces_are_part_of_france() -> None:
    forces = registry().armed_forces("FR")
    assert forces.name == "French armed forces"
    assert [part.actor for part in forces.part_of] == ["FR"]


def test_an_actor_is_written_and_read_back() -> None:
    actor = registry()["mourabitoun"]
    assert msgspec.json.decode(msgspec.json.encode(actor), type=KnownActor) == actor
