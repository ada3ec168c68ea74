"""The leaders of the registry: each with a role, a body, dates and a source."""

import re
from collections import Counter
from pathlib import Path

import pytest

from allegiance.ontology import actor_files
from allegiance.ontology.actors import KnownActor, Membership, normal, registry
from allegiance.ontology.petrarch import DatedCode, read_actors, text
from allegiance.ontology.resolution import resolver

DICTIONARY = (
    Path(__file__).parents[2] / "../shared/data/dictionaries/Phoenix.Countries.actors.txt.gz"
)


def offices() -> list[tuple[KnownActor, Membership]]:
    """Every office of every person, with the role, the body and the first year told."""
    return [
        (actor, part)
        for actor in registry()
        if actor.kind == "person"
        for part in actor.part_of
        if part.role and part.since and (part.source or actor.source)
    ]


def test_leaders_have_a_role_a_body_dates_and_a_source() -> None:
    known, citable = registry(), actor_files.sources()
    assert len({actor.id for actor, part in offices() if part.as_ == "leader"}) >= 1100
    assert len({actor.id for actor, _ in offices()}) >= 1300
    assert {part.actor for _, part in offices()} <= {actor.id for actor in known}
    assert {part.source or actor.source for actor, part in offices()} <= citable.keys()


def test_a_role_is_the_office_of_a_leader_or_a_member_in_plain_words() -> None:
    told = [
        (actor, part) for actor in registry() for part in actor.part_of if part.role is not None
    ]
    assert {part.as_ for _, part in told} <= {"leader", "member"}
    said = re.compile(r"terror|dictator|strongman|warlord|regime|martyr|puppet", re.IGNORECASE)
    assert [actor.id for actor, part in told if said.search(part.role or "")] == []


def test_nobody_holds_an_office_after_death_or_for_a_lifetime() -> None:
    for actor, part in offices():
        died = actor.until
        since, until = (int((date or "")[:4] or 0) for date in (part.since, part.until))
        assert died is None or max(since, until) <= int(died), actor.id
        assert (until or since) - since <= 63, actor.id


def test_every_region_has_leaders_of_states_and_of_groups() -> None:
    known = registry()
    homes = {
        kind: Counter(
            country
            for actor, part in offices()
            if part.as_ == "leader" and known[part.actor].kind in kinds
            for country in actor.homes
        )
        for kind, kinds in (
            ("state", ("state", "government")),
            ("group", ("armed group", "party", "organisation", "coalition")),
        )
    }
    for country in (
        "ML",
        "NG",
        "SD",
        "SO",
        "CD",
        "SY",
        "IQ",
        "AF",
        "PK",
        "MM",
        "PH",
        "CO",
        "BA",
        "GE",
    ):
        assert homes["state"][country], country
        assert homes["group"][country], country


def test_days_of_office_are_those_of_the_dictionary_they_cite() -> None:
    if not DICTIONARY.exists():
        pytest.skip("the dictionary of political actors is not at hand")
    codes: dict[str, list[DatedCode]] = {}
    for entry in read_actors(text(DICTIONARY)).entries:
        for name in entry.names:
            codes.setdefault(normal(" ".join(word.text for word in name)), []).extend(entry.codes)
    cited = [(actor, part) for actor, part in offices() if part.source == "countryinfo-2014"]
    assert len(cited) >= 200
    for actor, part in cited:
        told = {
            (str(code.since), str(code.until) if code.until else None)
            for name in actor.names
            for code in codes.get(normal(name), ())
        }
        ended = part.until if part.until and len(part.until) > 4 else None
        assert (part.since, ended) in told, (actor.id, part)


@pytest.mark.parametrize(
    ("name", "date", "actor"),
    [
        ("Assad", None, None),
        ("Assad", "1990", "hafez-al-assad"),
        ("Assad", "2000-03", "hafez-al-assad"),
        ("Assad", "2013-08-21", "bashar-al-assad"),
        ("Hafez Assad", None, "hafez-al-assad"),
        ("Bashar Assad", None, "bashar-al-assad"),
        ("Bush", None, None),
        ("Bush", "1991-01", "george-h-w-bush"),
        ("President Bush", "2003-03", "george-w-bush"),
        ("Kabila", None, None),
        ("Kabila", "1998", "laurent-desire-kabila"),
        ("Kabila", "2006", "joseph-kabila"),
        ("Joseph Kabila", None, "joseph-kabila"),
        ("Castro", "2010", "raul-castro"),
        ("Deby", "2022", "mahamat-deby"),
        ("Marcos", "2023", "ferdinand-marcos-jr"),
        ("Sharaa", "2013", None),
    ],
)
def test_the_office_of_the_date_tells_father_and_son_apart(
    name: str, date: str | None, actor: str | None
) -> None:
    meant = resolver().sure(name, date=date)
    assert (meant and meant.id) == actor
