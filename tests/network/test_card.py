"""An actor on one page: what the registry tells of it, and what statements tell."""

from allegiance.network.card import Card, card, evidence, unknown
from allegiance.ontology.actors import (
    Called,
    Fact,
    Ids,
    KnownActor,
    Link,
    Member,
    Membership,
    Registry,
    Seat,
    registry,
    with_bodies,
)
from tests.network.conftest import Say, land

GONDOR = KnownActor(
    id="GO", name="Gondor", kind="state", country="GO", demonyms=("Gondorian",),
    capital="Osgiliath", iso3="GON", cow=7, gw=8, sources={"gw": "gleditsch-ward"},
    capitals=(
        Seat(name="Annuminas", until="1640", source="notes"), Seat(name="Osgiliath", since="1640"),
    ),
)  # fmt: skip
SCOUTS = KnownActor(id="scouts", name="Scouts", kind="armed group", active="2890/2900")
RANGERS = KnownActor(
    id="rangers", name="Rangers", kind="armed group", country="GO", countries=("GO", "RO"),
    aliases=("RI", "Rangers of Ithilien"), in_context=("Green Men",), active="2900/2950",
    founded=Fact(date="2899", source="forge-1.0"), fought=Fact(date="2901/2940", source="ucdp-ged"),
    part_of=(
        Membership(actor="GO/armed-forces", as_="part", since="2910", until="2940"),
        Membership(actor="elves", as_="ally", since="2920"),
        Membership(actor="gone", as_="part"),
    ),
    links=(
        Link(actor="scouts", as_="renamed_from", date="2900-03", source="curated"),
        Link(actor="host", as_="merged_into", date="2950"),
    ),
    never=("elves",), ids=Ids(ucdp=(12, 13), baad=("Rangers",)), source="curated",
)  # fmt: skip
GUARDS = KnownActor(
    id="guards", name="Guards", kind="armed group",
    links=(Link(actor="rangers", as_="renamed_from", date="2950-06"),),
)  # fmt: skip
ELVES = KnownActor(id="elves", name="Elves", kind="people")
HOST = KnownActor(
    id="host", name="Host", kind="armed group",
    called=(Called(name="Great Host", since="2960"), Called(name="Small Host", until="2960")),
)  # fmt: skip
COMPANY = KnownActor(
    id="company", name="Company", kind="armed group",
    part_of=(
        Membership(actor="rangers", as_="member", since="2905"),
        Membership(actor="host", as_="splinter", since="2951"),
    ),
)  # fmt: skip
FARAMIR = KnownActor(
    id="faramir", name="Faramir", kind="person",
    part_of=(Membership(actor="rangers", as_="leader", since="2930", source="notes"),),
)  # fmt: skip
MABLUNG = KnownActor(
    id="mablung", name="Mablung", kind="person",
    part_of=(Membership(actor="rangers", as_="member"),),
)  # fmt: skip
LEAGUE = KnownActor(
    id="league", name="Last Alliance", kind="coalition", source="curated",
    members=(
        Member(actor="GO", since="3430", until="3441"), Member(actor="elves", source="notes"),
        Member(actor="gone"),
    ),
)  # fmt: skip
ARDA = Registry(
    with_bodies([GONDOR, SCOUTS, RANGERS, GUARDS, ELVES, HOST, COMPANY, FARAMIR, MABLUNG, LEAGUE])
)


def of(actor: str) -> Card:
    return card(ARDA[actor], ARDA)


def test_names_follow_one_another_through_renamings() -> None:
    assert [(n.name, n.since, n.until, n.id) for n in of("rangers").names] == [
        ("Scouts", "2890", "2900-03", "scouts"),
        ("Rangers", "2900-03", "2950-06", "rangers"),
        ("Guards", "2950-06", None, "guards"),
    ]
    assert [n.name for n in of("host").names] == ["Small Host", "Great Host"]
    assert of("elves").names == ()


def test_renamings_in_a_circle_end() -> None:
    one = KnownActor(id="a", name="A", kind="armed group",
                     links=(Link(actor="b", as_="renamed_from"),))  # fmt: skip
    other = KnownActor(id="b", name="B", kind="armed group",
                       links=(Link(actor="a", as_="renamed_from"),))  # fmt: skip
    names = card(one, Registry([one, other])).names
    assert {name.name for name in names} == {"A", "B"}


def test_the_history_is_in_order_and_each_step_has_its_source() -> None:
    assert [(e.date, e.what, e.source) for e in of("rangers").history] == [
        ("2899", "founded", "forge-1.0"),
        ("2900-03", "took this name, being Scouts before", "curated"),
        ("2910", "became part of Gondorian armed forces", "curated"),
        ("2920", "became an ally of Elves", "curated"),
        ("2940", "ceased to be part of Gondorian armed forces", "curated"),
        ("2950", "merged into Host", "curated"),
        ("2950-06", "renamed Guards", None),
    ]
    assert "Company split from it" in [event.what for event in of("host").history]


def test_whom_it_belongs_to_and_who_belongs_to_it() -> None:
    made = of("rangers")
    assert [(r.name, r.how, r.since) for r in made.belongs] == [
        ("Gondorian armed forces", "part", "2910")
    ]
    assert [r.name for r in made.parts] == ["Company"]
    assert [(r.name, r.since, r.source) for r in made.leaders] == [("Faramir", "2930", "notes")]
    assert [r.name for r in made.members] == ["Mablung"]
    assert [r.name for r in made.allies] == ["Elves"]
    assert [r.name for r in of("elves").allies] == ["Rangers"]
    assert made.apart == ("Elves",)


def test_an_alliance_tells_its_members_and_a_member_its_alliances() -> None:
    told = of("league").members
    assert [(r.name, r.how, r.since, r.until, r.source) for r in told] == [
        ("Gondor", "member", "3430", "3441", "curated"),
        ("Elves", "member", None, None, "notes"),
    ]
    (alliance,) = of("GO").belongs
    assert (alliance.name, alliance.since, alliance.source) == ("Last Alliance", "3430", "curated")


def test_the_capitals_of_a_state_have_their_dates_and_sources() -> None:
    made = of("GO")
    assert [(c.name, c.since, c.until) for c in made.capitals] == [
        ("Annuminas", None, "1640"),
        ("Osgiliath", "1640", None),
    ]
    assert {"notes", "gleditsch-ward"} <= set(made.sources)


def test_names_codes_and_homes_are_told_apart() -> None:
    made = of("rangers")
    assert (made.acronyms, made.aliases) == (("RI",), ("Rangers of Ithilien",))
    assert made.in_context == ("Green Men",)
    assert made.homes == {"GO": "Gondor", "RO": "RO"}
    assert made.codes == {"UCDP": ("12", "13"), "BAAD": ("Rangers",)}
    assert (made.founded, made.fought) == ("2899", "2901/2940")
    state = of("GO")
    assert state.codes == {"ISO 3166": ("GON",), "COW": ("7",), "Gleditsch-Ward": ("8",)}
    assert (state.demonyms, state.capital) == (("Gondorian",), "Osgiliath")


def test_every_source_is_cited() -> None:
    cited = of("rangers").sources
    assert set(cited) == {"curated", "forge-1.0", "ucdp-ged", "notes"}
    assert cited["notes"] == "a source of your own"
    assert "FORGE" in cited["forge-1.0"]


def test_evidence_is_counted_by_outlet_and_by_tie(say: Say) -> None:
    said = [
        say("Gondor", "arm", "Rohan", outlet="The Palantir", document="a", date="3018"),
        say("Gondor", "arm", "Rohan", outlet="The Palantir", document="b", date="3019"),
        say("Mordor", "fight", "Gondor", outlet="The Raven", place=land("Ithilien", "IT")),
        say("Mordor", "fight", "Rohan", outlet="The Raven"),
        say("Elves", "ally", "Gondor", outlet="The Palantir", document="a"),
    ]
    found = evidence(said[0].source.id, said)
    assert (found.statements, found.documents) == (4, 3)
    assert [(o.name, o.statements, o.documents) for o in found.outlets] == [
        ("The Palantir", 3, 2),
        ("The Raven", 1, 1),
    ]
    assert {(t.way, t.relation, t.other.name, t.theatre) for t in found.ties} == {
        ("->", "arm", "Rohan", None),
        ("<-", "fight", "Mordor", "IT"),
        ("<->", "ally", "Elves", None),
    }
    assert found.ties[0].outlets == ("The Palantir",)


def test_a_card_without_statements_has_no_evidence_and_one_of_none_says_so() -> None:
    assert of("rangers").evidence is None
    asked = card(RANGERS, ARDA, []).evidence
    assert asked is not None
    assert (asked.statements, asked.first, asked.ties) == (0, None, ())


def test_an_actor_of_texts_alone_has_what_they_tell(say: Say) -> None:
    said = [say("Corsairs", "fight", "Gondor", outlet="The Raven")]
    made = unknown(said[0].source, said)
    assert (made.name, made.history, made.sources) == ("Corsairs", (), {})
    assert made.evidence is not None
    assert made.evidence.statements == 1


def test_the_cards_of_our_registry_can_all_be_made() -> None:
    known = registry()
    made = card(known["aqim"], known)
    assert [name.id for name in made.names] == ["gspc", "aqim"]
    assert "Abdelmalek Droukdel" in [leader.name for leader in made.leaders]
    assert made.codes["UCDP"] == ("539",)
    for actor in list(known)[::25]:
        assert card(actor, known).name == actor.name
