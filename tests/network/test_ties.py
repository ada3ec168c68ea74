"""Statements become ties: every number can be read back in the statements."""

import subprocess
import sys
from collections.abc import Iterable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.errors import UnknownRelation
from allegiance.network.ties import (
    Party,
    Tie,
    Wholes,
    read_at,
    source_of,
    strength,
    tie,
    told,
    told_of,
)
from allegiance.ontology.actors import KnownActor, Membership, Registry, registry
from allegiance.ontology.relations import CODEBOOK
from allegiance.statements.statement import Attribution, Statement
from tests.network.conftest import Say, during, end, land, make


def only(ties: Iterable[Tie]) -> Tie:
    (one,) = ties
    return one


def test_statements_of_one_pair_and_relation_are_one_tie(say: Say) -> None:
    said = [
        say("Gondor", "arm", "Rohan"),
        say("Gondor", "arm", "Rohan", certainty="possible", document="song"),
        say("Gondor", "arm", "Rohan", polarity="negative", by="Denethor"),
    ]
    made = only(tie(said))
    assert (made.source.name, made.relation, made.target.name) == ("Gondor", "arm", "Rohan")
    assert (made.affirmed, made.denied) == (2, 1)
    assert (made.certain, made.probable, made.possible, made.unknown) == (1, 0, 1, 0)
    assert (made.documents, made.sources) == (2, 3)
    assert set(made.statements) == set(said)


def test_theatres_are_kept_apart_unless_asked(say: Say) -> None:
    said = [
        say("Gondor", "fight", "Harad", place=land("Ithilien", "IT")),
        say("Gondor", "fight", "Harad", place=land("Umbar", "UM")),
        say("Gondor", "fight", "Harad"),
    ]
    assert {made.theatre for made in tie(said)} == {"IT", "UM", None}
    assert only(tie(said, by=())).theatre is None
    assert only(tie(said, theatre="UM")).statements == (said[1],)


def test_a_region_that_no_country_holds_is_its_own_theatre(say: Say) -> None:
    assert only(tie([say("Gondor", "fight", "Harad", place=land("Sahel"))])).theatre == "sahel"


def test_place_relations_end_in_a_place_and_weigh_nothing_between_actors(say: Say) -> None:
    made = only(tie([say("Gondor", "control", end("Osgiliath", "place", "GO"))]))
    assert (made.target.kind, made.sign, made.weight, made.strength) == ("place", 0, 0.0, 1.0)
    assert made.theatre == "GO"


def test_symmetric_ties_are_stored_once_in_order_of_ids(say: Say) -> None:
    made = only(tie([say("Rohan", "ally", "Gondor"), say("Gondor", "ally", "Rohan")]))
    assert (made.source.id, made.target.id, made.symmetric) == ("gondor", "rohan", True)


def test_what_somebody_affirms_stands_before_what_is_only_denied(say: Say) -> None:
    denied = say("Gondor", "arm", "Rohan", polarity="negative")
    assert [made.affirmed for made in tie([denied, say("Rohan", "arm", "Gondor")])] == [1, 0]


def test_fighting_between_two_is_stored_once_and_apart_from_what_one_does(say: Say) -> None:
    said = [
        say("Mordor", "fight", "Gondor", mutual=True),
        say("Gondor", "fight", "Mordor", mutual=True),
        say("Mordor", "fight", "Gondor"),
    ]
    both, one = tie(said)
    assert (both.symmetric, both.source.id, both.affirmed) == (True, "gondor", 2)
    assert (one.symmetric, one.source.id, one.affirmed) == (False, "mordor", 1)


def test_a_land_that_is_attacked_is_not_the_state_of_the_same_name(say: Say) -> None:
    said = [
        say("Mordor", "fight", end("Gondor", "state", "GO")),
        say("Mordor", "fight", end("Gondor", "place", "GO"), place=land("Gondor", "GO")),
    ]
    assert {made.target.kind for made in tie(said, by=())} == {"state", "place"}


def test_weight_is_signed_by_certainty_and_lessened_by_denials(say: Say) -> None:
    said = [
        say("Gondor", "fight", "Mordor", by="Faramir"),
        say("Gondor", "fight", "Mordor", certainty="possible", by="Boromir"),
        say("Gondor", "fight", "Mordor", polarity="negative", certainty="probable", by="Denethor"),
    ]
    assert only(tie(said)).weight == pytest.approx(-(1 + 0.4 - 0.75))


def test_a_voice_that_repeats_itself_in_one_document_counts_once(say: Say) -> None:
    said = [say("Gondor", "arm", "Rohan", certainty=c) for c in ("certain", "possible", "certain")]
    assert only(tie(said)).weight == 1.0


def test_copies_of_one_wire_story_are_one_source(say: Say) -> None:
    copies = [
        say("Gondor", "arm", "Rohan", document=name, outlet=name, story="crow")
        for name in ("Herald", "Courier", "Post")
    ]
    made = only(tie(copies))
    assert (made.documents, made.sources, made.weight) == (3, 1, 1.0)


def test_a_speaker_quoted_by_two_outlets_is_one_source_and_hearsay_is_the_document(
    say: Say,
) -> None:
    reportedly = Attribution(id="reportedly", name="reportedly", kind="impersonal", verb=None)
    quoted = [say("A", "arm", "B", by="Faramir", document=name) for name in ("one", "two")]
    heard = [say("A", "arm", "B", attribution=(reportedly,), document=d) for d in ("one", "two")]
    assert len(set(map(source_of, quoted))) == 1
    assert len(set(map(source_of, heard))) == 2


def test_a_tie_is_alleged_until_a_document_says_it_plainly(say: Say) -> None:
    hearsay = say("Gondor", "arm", "Rohan", by="Faramir")
    hedged = say("Gondor", "arm", "Rohan", certainty="probable")
    assert only(tie([hearsay, hedged])).alleged
    assert not only(tie([hearsay, hedged, say("Gondor", "arm", "Rohan")])).alleged


def test_voices_affirm_and_are_named_once(say: Say) -> None:
    said = [
        say("A", "arm", "B", by="Faramir"),
        say("A", "arm", "B", by="Faramir"),
        say("A", "arm", "B", by="Denethor", polarity="negative"),
        say("A", "arm", "B"),
    ]
    assert only(tie(said)).voices == ("Faramir", "the document")


def test_each_end_goes_by_the_name_given_to_it_most(say: Say) -> None:
    other = msgspec.structs.replace(end("Gondor"), name="Realm of Gondor")
    said = [
        say("Gondor", "arm", "Rohan"),
        say(other, "arm", "Rohan"),
        say("Gondor", "arm", "Rohan"),
    ]
    assert only(tie(said)).source.name == "Gondor"


@pytest.mark.parametrize(
    ("time", "status", "first_last"),
    [
        (None, "ongoing", ("2013-01", "2013-01")),
        (None, "past", (None, None)),
        (None, "hypothetical", (None, None)),
        (during("2007-01-01", "2007-12-31"), "past", ("2007-01-01", "2007-12-31")),
        (during("2007-01-01", None), "ongoing", ("2007-01-01", "2013-01")),
        (during("2007-01-01", None), "past", ("2007-01-01", "2007-01-01")),
        (during(None, "2012-12-31"), "past", ("2012-12-31", "2012-12-31")),
        (during(None, None), "ongoing", ("2013-01", "2013-01")),
        (during("2014-01-01", None), "ongoing", ("2014-01-01", "2014-01-01")),
        (during("2013-01-14", None), "ongoing", ("2013-01-14", "2013-01")),
    ],
)
def test_no_date_is_made_up(
    say: Say, time: object, status: str, first_last: tuple[str | None, str | None]
) -> None:
    assert told(say("A", "arm", "B", time=time, time_status=status, date="2013-01")) == first_last


def test_an_undated_document_dates_nothing(say: Say) -> None:
    made = only(tie([say("A", "arm", "B")]))
    assert (made.first, made.last) == (None, None)


def test_first_and_last_are_the_earliest_and_latest_told(say: Say) -> None:
    said = [
        say("A", "arm", "B", time=during("2012-03-05", "2012-03-05")),
        say("A", "arm", "B", date="2012-03"),
        say("A", "arm", "B"),
    ]
    made = only(tie(said))
    assert (made.first, made.last) == ("2012-03", "2012-03")


def test_during_keeps_what_holds_at_some_time_in_it(say: Say) -> None:
    said = [
        say("A", "arm", "B", time=during("2011-01-01", "2011-12-31")),
        say("A", "arm", "B", time=during("2012-03-01", "2012-03-31")),
        say("A", "arm", "B"),
    ]

    def kept(span: tuple[str | None, str | None] | str) -> int:
        return sum(len(made.statements) for made in tie(said, during=span))

    assert kept("2012") == 1
    assert kept("2012-03") == 1
    assert kept("2012-04") == 0
    assert kept("2011-06/2012") == 2
    assert kept("2012-04/..") == 0
    assert kept((None, "2011")) == 1
    assert kept(("2011-12-31", None)) == 2


def test_periods_are_no_finer_than_the_text(say: Say) -> None:
    year = during("2012-01-01", "2012-12-31", "2012")
    unmarked = during("2012-01-01", "2012-12-31")
    month = during("2012-03-01", "2012-03-31", "2012-03")
    said = [say("A", "arm", "B", time=t) for t in (year, unmarked, month, None)]
    assert {made.period for made in tie(said, by=("period",))} == {"2012", None}
    months = {
        made.period: len(made.statements) for made in tie(said, by=("period",), period="month")
    }
    assert months == {"2012": 2, "2012-03": 1, None: 1}


def test_according_to_one_voice(say: Say) -> None:
    said = [
        say("A", "arm", "B", by="Faramir", outlet="Herald"),
        say("A", "arm", "B", author="Bilbo", outlet="Post"),
        say("A", "arm", "B"),
    ]
    assert only(tie(said, according_to=["faramir"])).statements == (said[0],)
    assert only(tie(said, according_to=["Herald"])).statements == (said[0],)
    assert only(tie(said, according_to=["Bilbo", "Nobody"])).statements == (said[1],)
    assert only(tie(said, according_to=["the document"])).statements == (said[2],)
    assert tie(said, according_to=["Nobody"]) == []


def test_an_unknown_relation_is_an_error_with_a_way_out(say: Say) -> None:
    odd = msgspec.structs.replace(say("A", "arm", "B"), relation="armed")
    with pytest.raises(UnknownRelation, match="did you mean 'arm'"):
        tie([odd])


def test_nothing_gives_no_ties() -> None:
    assert tie([]) == []
    assert strength([]) == 0


REALM = Registry(
    [
        KnownActor(id="gondor", name="Gondor", kind="state", country="GO", demonyms=("Gondorian",)),
        KnownActor(
            id="gondor/armed-forces",
            name="Gondorian armed forces",
            kind="armed force",
            country="GO",
            part_of=(Membership(actor="gondor"),),
        ),
        KnownActor(
            id="rangers",
            name="Rangers",
            kind="armed force",
            part_of=(Membership(actor="gondor/armed-forces", since="2950"),),
        ),
        KnownActor(
            id="denethor",
            name="Denethor",
            kind="person",
            part_of=(Membership(actor="gondor", as_="leader", since="2984", until="3019"),),
        ),
        KnownActor(
            id="corsairs",
            name="Corsairs",
            kind="armed group",
            part_of=(Membership(actor="harad", as_="branch"),),
        ),
        KnownActor(
            id="house-of-anarion",
            name="House of Anarion",
            kind="government",
            country="GO",
            part_of=(Membership(actor="gondor"),),
        ),
        KnownActor(
            id="black-root",
            name="Bowmen of Blackroot",
            kind="armed group",
            part_of=(Membership(actor="gondor/armed-forces"),),
        ),
        KnownActor(
            id="loop", name="Loop", kind="body", part_of=(Membership(actor="pool"),)
        ),
        KnownActor(
            id="pool", name="Pool", kind="body", part_of=(Membership(actor="loop"),)
        ),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("named", "kind", "country", "when", "whole"),
    [
        ("gondor/armed-forces", "armed force", "GO", None, "gondor"),
        ("rangers", "armed force", None, None, "gondor"),
        ("rangers", "armed force", None, "2900", "rangers"),
        ("denethor", "person", None, "3000", "gondor"),
        ("denethor", "person", None, "3020", "denethor"),
        ("denethor", "person", None, None, "denethor"),
        ("corsairs", "armed group", None, None, "corsairs"),
        ("house-of-anarion", "government", "GO", None, "house-of-anarion"),
        ("black-root", "armed group", None, None, "black-root"),
        ("Gondorian public", "people", "GO", None, "gondor"),
        ("Gondorian rebels", "people", "GO", None, "Gondorian rebels"),
        ("Gondorian ministry of war", "government", "GO", None, "gondor"),
        ("Gondorian Freedom Front", "armed group", "GO", None, "Gondorian Freedom Front"),
        ("Free Gondorian Army", "armed force", "GO", None, "Free Gondorian Army"),
        ("loop", "body", None, None, "pool"),
    ],
)
def test_parts_are_read_as_their_whole(
    named: str, kind: str, country: str | None, when: str | None, whole: str
) -> None:
    one = msgspec.structs.replace(end(named, kind, country), id=named)
    assert Wholes(REALM).of(one, when).id == whole


def test_the_state_of_a_country_is_the_first_that_has_it_and_no_former_one() -> None:
    public = msgspec.structs.replace(end("German public", "people", "DE"), id="German public")
    assert Wholes(registry()).of(public).id == "DE"


def test_members_of_an_alliance_are_not_read_as_the_alliance_nor_the_other_way() -> None:
    france = msgspec.structs.replace(end("France", "state", "FR"), id="FR")
    assert Wholes(registry()).of(france, "2000").id == "FR"
    nato = msgspec.structs.replace(end("NATO", "coalition"), id="nato")
    assert Wholes(registry()).of(nato, "2000").id == "nato"


def test_reading_at_the_level_of_states_keeps_mention_and_sentence(say: Say) -> None:
    troops = msgspec.structs.replace(end("Gondorian troops"), id="gondor/armed-forces")
    said = say(troops, "fight", "Mordor")
    (lifted,) = read_at([said], known=REALM)
    assert (lifted.source.id, lifted.source.name) == ("gondor", "Gondor")
    assert lifted.source.mention == "Gondorian troops"
    assert (lifted.id, lifted.sentence, lifted.target) == (said.id, said.sentence, said.target)
    assert read_at([said], level="named", known=REALM) == [said]


@pytest.mark.parametrize(
    ("name", "date", "who"),
    [
        ("fight", "3000", "gondor"),
        ("fight", "2950", "denethor"),
        ("fight", None, "denethor"),
        ("command", "3000", "denethor"),
        ("member", "3000", "denethor"),
    ],
)
def test_a_leader_acts_for_the_state_while_in_office_but_led_others_before(
    say: Say, name: str, date: str | None, who: str
) -> None:
    past = say(end("Denethor", "person"), name, "Mordor", time_status="past", date=date)
    (lifted,) = read_at([past], known=REALM)
    assert lifted.source.id == who


def test_the_registry_of_the_program_reads_an_unknown_actor_as_itself(say: Say) -> None:
    said = say("Gondor", "fight", "Mordor")
    assert read_at([said]) == [said]


def test_ties_need_no_parser_and_no_database() -> None:
    check = (
        "import sys, allegiance.network.ties, allegiance.network.double_games;"
        "print(sorted({'spacy', 'duckdb', 'thinc'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


actors = st.sampled_from(["Gondor", "Rohan", "Mordor", "Harad"])
statements = st.builds(
    make,
    actors,
    st.sampled_from(CODEBOOK),
    actors,
    st.integers(0, 10**6),
    document=st.sampled_from(["one", "two"]),
    polarity=st.sampled_from(["positive", "negative"]),
    certainty=st.sampled_from(["certain", "probable", "possible", "unknown"]),
    time_status=st.sampled_from(["past", "ongoing", "future"]),
    time=st.sampled_from([None, during("2011-01-01", "2012-06-30"), during("2012-02-01")]),
    place=st.sampled_from([None, land("Ithilien", "IT"), land("Sahel")]),
    by=st.sampled_from([None, "Faramir", "Denethor"]),
    date=st.sampled_from([None, "2013", "2013-01-14"]),
    story=st.sampled_from([None, "crow"]),
    mutual=st.booleans(),
)
many = st.lists(statements, max_size=12, unique_by=lambda statement: statement.id)
splits = st.sampled_from([(), ("theatre",), ("period",), ("theatre", "period")])


@given(many, splits, st.randoms())
def test_the_order_of_statements_does_not_matter(
    said: list[Statement], by: tuple[str, ...], random: object
) -> None:
    shuffled = list(said)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert tie(said, by=by) == tie(shuffled, by=by)  # type: ignore[arg-type]


@given(many, splits)
def test_every_statement_lies_in_exactly_one_tie_and_the_counts_add_up(
    said: list[Statement], by: tuple[str, ...]
) -> None:
    made = tie(said, by=by)  # type: ignore[arg-type]
    held = [statement.id for one in made for statement in one.statements]
    assert sorted(held) == sorted(statement.id for statement in said)
    for one in made:
        assert one.affirmed + one.denied == len(one.statements)
        assert one.certain + one.probable + one.possible + one.unknown == one.affirmed
        assert 1 <= one.documents <= len(one.statements)
        assert 1 <= one.sources <= len(one.statements)
        assert abs(one.weight) <= len(one.statements)
        assert one.weight == pytest.approx(one.sign * one.strength)
        assert not one.symmetric or one.source.id <= one.target.id


@given(many)
def test_ties_of_a_whole_are_the_ties_of_its_theatres_together(said: list[Statement]) -> None:
    split = [s.id for one in tie(said) for s in one.statements]
    whole = [s.id for one in tie(said, by=()) for s in one.statements]
    assert sorted(split) == sorted(whole)


@pytest.mark.parametrize(
    ("id_", "name", "kind", "told"),
    [
        ("unknown", "unknown", "unknown", False),
        ("text:spokesman", "spokesman", "person", False),
        ("text:denethor", "Denethor", "person", True),
        ("text:rebels", "rebels", "armed group", True),
        ("hezbollah", "Hezbollah", "armed group", True),
    ],
)
def test_a_bare_office_is_nobody_in_particular(id_: str, name: str, kind: str, told: bool) -> None:
    assert told_of(Party(id=id_, name=name, kind=kind, country=None)) is told
