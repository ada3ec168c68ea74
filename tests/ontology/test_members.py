"""Who belongs to which organisation: our file against counts that are known, and against data."""

import csv
import gzip
from collections import defaultdict
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from allegiance.errors import BrokenOntology
from allegiance.ontology import actor_files
from allegiance.ontology.actor_files import Roll
from allegiance.ontology.actors import Member, registry

COW = Path(__file__).parents[2] / "../shared/data/structured/cow"
Pairs = dict[int, set[frozenset[int]]]


def test_a_roll_tells_each_stay() -> None:
    roll = Roll(of="league", joined={"1950": "gondor rohan", "1970-05": "gondor"},
                left={"1960": "gondor"}, undated="dale")  # fmt: skip
    assert list(roll.members()) == [
        Member(actor="gondor", since="1950", until="1960", source="curated"),
        Member(actor="rohan", since="1950", source="curated"),
        Member(actor="gondor", since="1970-05", source="curated"),
        Member(actor="dale", source="curated"),
    ]


@pytest.mark.parametrize(
    ("joined", "left", "what"),
    [
        ({"1950": "gondor gondor"}, {}, "'gondor' joins twice"),
        ({"1950": "gondor"}, {"1940": "gondor"}, "'gondor' leaves twice"),
        ({"yore": "gondor"}, {}, "'yore' is no date"),
    ],
)
def test_a_roll_that_cannot_be_is_refused(
    joined: dict[str, str], left: dict[str, str], what: str
) -> None:
    with pytest.raises(BrokenOntology, match=f"members.yaml, key 'league': {what}"):
        list(Roll(of="league", joined=joined, left=left).members())


@pytest.mark.parametrize(
    ("of", "source", "what"),
    [
        ("league", "curated", "'league' is no actor's id"),
        ("nato", "red-book", "the source 'red-book'"),
    ],
)
def test_a_roll_of_nobody_or_from_nowhere_is_refused(of: str, source: str, what: str) -> None:
    roll = Roll(of=of, joined={"1950": "FR"}, source=source)
    with pytest.raises(BrokenOntology, match=what):
        list(actor_files._joined(registry(), [roll]))


@pytest.mark.parametrize(
    ("of", "when", "count"),
    [
        ("un", "1945", 51), ("un", "1960-12", 99), ("un", "1985", 159), ("un", "2024", 193),
        ("nato", "1949", 12), ("nato", "2008", 26), ("nato", "2024-06", 32),
        ("warsaw-pact", "1960", 8), ("warsaw-pact", "1975", 7), ("eu", "1990", 13), ("eu", "2014", 28),
        ("eu", "2021", 27), ("african-union", "1963-06", 32), ("african-union", "2012", 54),
        ("african-union", "2020", 55), ("arab-league", "1945-04", 6), ("arab-league", "2000", 22),
        ("oic", "2020", 57), ("oas", "1960", 21), ("oas", "2010", 35), ("ecowas", "1980", 16),
        ("ecowas", "2024", 15), ("ecowas", "2025-06", 12), ("asean", "2010", 10), ("gcc", "1990", 6),
        ("csto", "2010", 7), ("sadc", "2020", 16), ("saarc", "2010", 8), ("sco", "2018", 8),
        ("igad", "2015", 7), ("commonwealth", "2023", 56), ("aes", "2024", 3), ("opec", "2025", 12),
        ("isaf", "2010", 51), ("isaf", "2016", 0), ("warsaw-pact", "1995", 0), ("five-eyes", "2000", 5),
    ],
)  # fmt: skip
def test_organisations_have_as_many_members_as_they_say(of: str, when: str, count: int) -> None:
    assert len(registry()[of].members_in(when)) == count


def test_a_member_is_nobodys_part_and_no_kin_of_the_others() -> None:
    known = registry()
    assert "nato" not in {part.actor for part in known["FR"].part_of}
    assert "FR" in known["nato"].members_in("2000")


def test_no_membership_is_longer_than_its_organisation() -> None:
    for actor in registry():
        for each in actor.members:
            assert actor.since is not None, actor.id
            assert each.since is None or each.since[:4] >= actor.since[:4], (actor.id, each)
            assert each.until is None or each.until[:4] <= (actor.until or "9999"), (actor.id, each)


# Pacts of mutual defence: each pair of members has a defence pact in the data, in the years told.

PACTS = {
    "nato": (1949, 2018), "warsaw-pact": (1955, 1990), "rio-pact": (1948, 2012), "gcc": (2001, 2018),
    "arab-league": (1962, 2012), "csto": (2003, 2012), "ecowas": (1987, 2012), "seato": (1955, 1976),
    "eu": (2009, 2018), "western-european-union": (1955, 2010), "anzus": (1952, 1984),
    "arab-maghreb-union": (1989, 2018), "east-african-community": (2007, 2018),
}  # fmt: skip
OUTSIDE = {"MR"}
"""Mauritania never signed the joint defence of the Arab League, in either list."""


@pytest.mark.parametrize("pact", PACTS)
def test_members_of_a_pact_are_allies_in_the_data_too(pact: str) -> None:
    if not COW.exists():
        pytest.skip("the lists of alliances are not at hand")
    known = registry()
    first, last = PACTS[pact]
    pairs, without = 0, []
    for year in range(first, last + 1):
        members = {m for m in known[pact].members_in(str(year)) if _whole_year(pact, m, year)}
        members -= OUTSIDE if pact == "arab-league" else set()
        coded = {m: code for m in sorted(members) if (code := _code(m)) is not None}
        for one, other in combinations(coded, 2):
            pairs += 1
            if frozenset((coded[one], coded[other])) not in _allied()[year]:
                without.append((year, one, other))
    assert pairs > 50
    assert len(without) <= 0.02 * pairs, (len(without), pairs, without[:40])
    assert pact == "arab-league" or without == []


def _whole_year(pact: str, member: str, year: int) -> bool:
    """Whether a member was in for the whole of a year, as far as its dates tell."""
    stays = [each for each in registry()[pact].members if each.actor == member]
    return any(
        (each.since or "0")[:4] < str(year) and (each.until or "9999")[:4] > str(year)
        for each in stays
    )


def _code(actor: str) -> int | None:
    return registry()[actor].cow


@cache
def _allied() -> Pairs:
    """The pairs of states with a pact of mutual defence, by year, in either of the two lists."""
    found: Pairs = defaultdict(set)
    for name, column in (
        ("atop_alliances_dyad_year.csv.gz", "atop_defense"),
        ("alliances_dyad_year.csv.gz", "cow_defense"),
    ):
        with gzip.open(COW / name, "rt", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if float(row[column] or 0) == 1:
                    ends = (int(float(row["ccode1"])), int(float(row["ccode2"])))
                    found[int(float(row["year"]))].add(frozenset(ends))
    return found
