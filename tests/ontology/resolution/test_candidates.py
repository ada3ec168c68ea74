"""Whom a name means: the rules with an invented registry, the names of the world with ours."""

import doctest
import time
from pathlib import Path

import pytest
import yaml

from allegiance.errors import BrokenOntology
from allegiance.ontology.resolution import Answer, Resolver, candidates, extended, resolver
from tests.ontology.resolution.arda import ARDA

KNOWS = Resolver(ARDA)
CHECK = yaml.safe_load((Path(__file__).parent / "names.yaml").read_text(encoding="utf-8"))


def ids(answer: Answer) -> list[str]:
    return [each.id for each in answer.candidates]


def best(name: str, date: str | None = None, context: str = "") -> str | None:
    found = KNOWS.resolve(name, date=date, context=context).best
    return found.id if found else None


# Rules, with invented actors.


def test_a_name_of_its_own_has_the_highest_score() -> None:
    [found] = KNOWS.resolve("the Rangers of Ithilien").candidates
    assert (found.id, found.score, found.reason) == ("rangers", 1.0, "its name")
    assert (found.country, found.countries, found.active) == ("GO", ("GO",), "2901/2950")


def test_what_is_spelled_otherwise_is_trusted_less_and_says_how() -> None:
    [found] = KNOWS.resolve("Jebhat ar-Rangers").candidates
    assert 0.8 < found.score < 0.95
    assert found.reason == "spelled alike: Jabhat al-Rangers"


def test_a_date_tells_the_standing_and_the_name_of_the_time() -> None:
    [then] = KNOWS.resolve("Grey Company", date="2910").candidates
    assert (then.called, then.standing) == ("Grey Riders", "active")
    former = KNOWS.resolve("Rangers of Ithilien", date="2960")
    assert ids(former) == ["rangers", "wardens"]
    assert former.candidates[0].standing == "former"
    assert former.candidates[0].heirs == ("wardens",)
    assert former.candidates[1].score == former.candidates[0].score / 2
    assert best("Rangers of Ithilien", "2960") == "rangers"


def test_a_name_in_context_means_its_actor_in_a_text_about_it_alone() -> None:
    assert best("RI") == "rangers"
    assert best("RI", context="the hills of Mordor") == "hillmen"
    only = KNOWS.resolve("RI", context="the hills of Mordor").candidates
    assert "at home in Mordor, told" in only[0].reason


def test_leaders_speak_for_whom_they_lead() -> None:
    [found] = KNOWS.resolve("GC", context="Halbarad rode south").candidates
    assert "tied to Halbarad al-Dhunedain, told" in found.reason


def test_what_a_text_introduces_is_what_its_acronym_means() -> None:
    assert best("RI (Rangers of Ithilien)") == "rangers"
    assert best("Rangers of Ithilien (RI)") == "rangers"
    assert best("Rangers of Anorien (ROA)") is None
    assert best("Rohan Infantry (RI)") is None
    assert best("RI", context="the Rohan Infantry (RI) rode") is None
    assert best("RI", context="the Rangers of Ithilien (RI) rode") == "rangers"
    assert best("RI", context="said the Palantir (RI) today") == "rangers"
    assert best("Scouts in Ithilien (RI)") == "rangers"
    assert best("Grey Company (XY)") == "band"
    tried = KNOWS.resolve("Rohan Infantry (RI)").tried
    assert tried[0] == "the name “Rohan Infantry”, exactly and spelled otherwise"
    assert "RI, which means Rangers of Ithilien elsewhere, not “Rohan Infantry”" in tried


def test_a_country_in_a_bracket_is_a_home_and_a_bracket_of_a_name_belongs_to_it() -> None:
    assert best("RI (Mordor)") == "hillmen"
    assert resolver().resolve("People's Revolutionary Army (El Salvador)").best is not None


def test_titles_and_words_for_a_group_stand_beside_a_name() -> None:
    assert best("Captain Halbarad") == "halbarad"
    assert best("General Gondor") is None
    assert best("Grey Company fighters") == "band"
    assert best("the armed group Grey Company") == "band"
    assert best("Gondor militants") is None
    reason = KNOWS.resolve("Captain Halbarad").candidates[0].reason
    assert reason == "one of its names, without “Captain”"


def test_those_that_may_never_be_merged_do_not_stand_in_for_each_other() -> None:
    assert KNOWS.barred(ARDA["MO"], ARDA["MR"])
    assert KNOWS.barred(ARDA["order"], ARDA["branch"])
    assert not KNOWS.barred(ARDA["order"], ARDA["rangers"])
    for name in ("Order of the Eie", "Order of the Eyess"):
        found = ids(KNOWS.resolve(name))
        assert len({"order", "branch"} & set(found)) < 2, name


def test_nobody_found_says_what_was_tried() -> None:
    nobody = KNOWS.resolve("Captain Éomer")
    assert (nobody.candidates, nobody.best) == ((), None)
    assert nobody.tried == (
        "the name “Captain Éomer”",
        "the name “Éomer”, without “Captain”",
        "other spellings of it, its words in another order, and words nearly the same",
    )
    assert KNOWS.resolve("").candidates == ()


def test_the_nearest_names_have_no_safe_score() -> None:
    near = KNOWS.nearest("Rangers of Anorien")
    assert near[0].id == "rangers"
    assert all(each.score < candidates.SAFE for each in near)


def test_a_text_is_heard_once_and_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "_TEXTS", 1)
    first = KNOWS.heard("in Gondor")
    assert KNOWS.heard("in Gondor") is first
    KNOWS.heard("in Mordor")
    assert KNOWS.heard("in Gondor") is not first


def test_a_users_actors_come_first(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "source: notes\nsources: {notes: {citation: Notes, licence: private}}\n---\n"
        "- {id: my-kia, name: Kestrels in Arms, kind: armed group, aliases: [KIA]}\n"
    )
    assert ids(extended(own).resolve("KIA"))[0] == "my-kia"


def test_a_file_without_words_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "resolution").mkdir()
    (tmp_path / "resolution/words.yaml").write_text("titles: king", encoding="utf-8")
    monkeypatch.setattr(candidates, "files", lambda _: tmp_path)
    with pytest.raises(BrokenOntology, match=r"words\.yaml"):
        candidates._words.__wrapped__()


def test_the_examples_are_true() -> None:
    assert doctest.testmod(candidates).failed == 0


# The names of the world, with our registry.


@pytest.mark.parametrize("asked", CHECK, ids=lambda each: str(each["name"]))
def test_names_in_their_spellings_mean_whom_they_mean(asked: dict[str, str | None]) -> None:
    found = resolver().resolve(
        str(asked["name"]), date=asked.get("date"), context=asked.get("context") or ""
    )
    told = found.best.id if found.best else None
    assert told == (None if asked.get("missed") else asked["id"]), found


def test_enough_names_are_checked_and_enough_of_nobody() -> None:
    assert len(CHECK) >= 120
    assert sum(each["id"] is None for each in CHECK) >= 30


def test_no_name_of_two_kept_apart_is_taken_for_the_other() -> None:
    known = resolver()
    for actor in known.registry:
        for other in actor.never:
            found = known.resolve(known.registry[other].name)
            assert found.candidates[0].id != actor.id, (actor.id, other)


def test_thousands_of_names_are_answered_in_seconds() -> None:
    names = [str(each["name"]) for each in CHECK] * 10
    resolver().resolve("Kadhafi Front")
    start = time.process_time()
    for name in names:
        resolver().resolve(name)
    assert len(names) / (time.process_time() - start) > 1000


@pytest.mark.parametrize(
    ("name", "context", "meant"),
    [
        ("Rangers of Ithilien", "", "rangers"),
        ("Jabhat ar-Rangers", "", None),
        ("Jabhat ar-Rangers", "a battle in Gondor", "rangers"),
        ("Jabhat ar-Rangers", "a battle in Mordor", None),
        ("Scouts of Ithilien", "a battle in Gondor", "rangers"),
        ("Wordens of the South", "a battle in Gondor", None),
        ("Halbarads", "a Grey Company of men", None),
        ("GO", "a battle in Gondor", None),
        ("Nazgul", "a battle in Mordor", None),
        ("RI", "a battle in Mordor", "hillmen"),
    ],
)
def test_only_what_is_beyond_doubt_is_sure(name: str, context: str, meant: str | None) -> None:
    found = KNOWS.sure(name, context=context)
    assert (found.id if found else None) == meant


def test_bodies_of_states_that_are_kept_apart_are_kept_apart_too() -> None:
    assert resolver().sure("Congolese government") is None
    told = resolver().sure("Congolese government", context="talks in Kinshasa")
    assert told is not None
    assert told.id == "CD/government"


def test_whom_the_text_names_in_full_is_meant_by_the_short_name() -> None:
    assert resolver().sure("Kabila") is None
    told = resolver().sure("Kabila", context="Laurent-Désiré Kabila took the town")
    assert told is not None
    assert told.id == "laurent-desire-kabila"
