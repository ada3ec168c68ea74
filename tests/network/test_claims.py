"""Who says what: stances, silence, wire copies, agreement, and what must hold of any statements."""

import subprocess
import sys
from collections.abc import Sequence
from typing import Any, cast

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.errors import BadOption
from allegiance.network.claims import (
    Claim,
    Comparison,
    Side,
    Stance,
    TooFewSides,
    changes,
    compare,
    division,
    left_out,
    periods,
    sides_by,
)
from allegiance.network.ties import tie
from allegiance.ontology.actors import KnownActor, Membership, Registry
from allegiance.statements.statement import Attribution, End, Statement
from tests.network.conftest import Say, during, end, land, make, speaker

NOBODY = Registry([])
OUTLETS = ("Palantir", "Annals", "Red Book")
GONDOR, MORDOR = ("Gondor", "fight", "Mordor"), ("Mordor", "arm", "Harad")


def by_outlet(said: Sequence[Statement]) -> Comparison:
    return compare(sides_by(said), known=NOBODY)


def only(found: Comparison) -> Claim:
    (claim,) = found.claims
    return claim


def stances(claim: Claim) -> dict[str, Stance]:
    return {cell.side: cell.stance for cell in claim.cells}


def in_outlet(say: Say, outlet: str, *told: Any, **more: Any) -> Statement:
    return say(*told, outlet=outlet, **({"document": outlet} | more))


def test_a_side_asserts_denies_or_hedges(say: Say) -> None:
    found = by_outlet(
        [
            in_outlet(say, "Palantir", *GONDOR),
            in_outlet(say, "Annals", *GONDOR, polarity="negative"),
            in_outlet(say, "Red Book", *GONDOR, certainty="possible"),
            in_outlet(say, "Letters", *GONDOR, by="Faramir"),
            in_outlet(say, "Songs", *GONDOR, polarity="negative", certainty="probable"),
        ]
    )
    assert stances(only(found)) == {
        "Palantir": "asserts",
        "Annals": "denies",
        "Red Book": "hedges",
        "Letters": "hedges",
        "Songs": "hedges",
    }
    assert only(found).reading == "Gondor fights Mordor"
    assert only(found).voices == 5


def test_who_says_both_is_torn_and_hedges(say: Say) -> None:
    found = by_outlet(
        [
            in_outlet(say, "Palantir", *GONDOR),
            in_outlet(say, "Palantir", *GONDOR, polarity="negative"),
            in_outlet(say, "Annals", *GONDOR),
        ]
    )
    torn, plain = sorted(only(found).cells, key=lambda cell: not cell.torn)
    assert (torn.side, torn.stance, torn.torn) == ("Palantir", "hedges", True)
    assert (plain.side, plain.stance, plain.torn) == ("Annals", "asserts", False)


def test_an_author_who_quotes_itself_asserts(say: Say) -> None:
    found = by_outlet(
        [
            in_outlet(say, "Palantir", *GONDOR, by="Steward", author="Steward"),
            in_outlet(
                say, "Annals", *GONDOR, attribution=(speaker("it was reported", "impersonal"),)
            ),
        ]
    )
    assert stances(only(found)) == {"Palantir": "asserts", "Annals": "hedges"}


def test_speakers_stand_by_their_own_words_wherever_they_are_printed(say: Say) -> None:
    said = [
        in_outlet(say, "Palantir", *GONDOR, by="Faramir", story="one"),
        in_outlet(say, "Annals", *GONDOR, by="Faramir", story="one"),
        in_outlet(say, "Annals", *GONDOR, by="Sauron", polarity="negative"),
        in_outlet(say, "Annals", *GONDOR, attribution=(speaker("reportedly", "impersonal"),)),
    ]
    claim = only(compare(sides_by(said, "speaker"), known=NOBODY))
    assert stances(claim) == {"Faramir": "asserts", "Sauron": "denies", "Annals": "hedges"}
    assert claim.voices == 3
    assert claim.cell("Faramir").voices == ("Faramir",)  # type: ignore[union-attr]


def test_a_side_is_silent_only_where_it_had_the_chance(say: Say) -> None:
    when: dict[str, Any] = {"time": during("2012-03-01", "2012-03-31"), "place": land("Ithilien")}
    found = by_outlet(
        [
            in_outlet(say, "Palantir", *GONDOR, **when, date="2012-04-01"),
            in_outlet(say, "Of an end", "Gondor", "aid", "Rohan", time=during("2012-01-01")),
            in_outlet(say, "Of the theatre", "Elves", "base", end("Camp", "place"), **when),
            in_outlet(say, "Of others", "Elves", "aid", "Rohan"),
            in_outlet(say, "Of another year", "Gondor", "aid", "Rohan",
                      time=during("2010-01-01", "2010-12-31")),
            in_outlet(say, "Too early", "Gondor", "aid", "Rohan", date="2012-02"),
        ]
    )  # fmt: skip
    fought = next(claim for claim in found.claims if claim.relation == "fight")
    assert stances(fought) == {
        "Palantir": "asserts",
        "Of an end": "silent",
        "Of the theatre": "silent",
    }


def test_what_is_left_out_is_told_by_enough_voices(say: Say) -> None:
    said = [
        in_outlet(say, "Palantir", *GONDOR),
        in_outlet(say, "Palantir", *GONDOR, by="Faramir"),
        in_outlet(say, "Palantir", *MORDOR),
        in_outlet(say, "Annals", *GONDOR, by="Faramir", document="b"),
        in_outlet(say, "Red Book", "Elves", "aid", "Gondor"),
    ]
    found = by_outlet(said)
    [omission] = left_out(found)
    assert (omission.side, omission.claim.relation) == ("Red Book", "fight")
    assert omission.voices == ("Palantir", "Faramir")
    assert left_out(found, least=3) == []
    assert {(each.side, each.claim.relation) for each in left_out(found, least=1)} >= {
        ("Annals", "arm"),
        ("Red Book", "fight"),
    }


def test_a_denial_is_no_reason_to_tell(say: Say) -> None:
    said = [
        in_outlet(say, "Palantir", *GONDOR, polarity="negative"),
        in_outlet(say, "Annals", *GONDOR),
        in_outlet(say, "Red Book", "Elves", "aid", "Gondor"),
    ]
    assert left_out(by_outlet(said)) == []


def test_wire_copies_count_once(say: Say) -> None:
    said = [
        in_outlet(say, "Palantir", *GONDOR, story="one", date="2012-05-01"),
        in_outlet(say, "Annals", *GONDOR, story="one", date="2012-05-02"),
        in_outlet(say, "Red Book", *GONDOR, polarity="negative"),
        in_outlet(say, "Annals", *MORDOR, story="one", date="2012-05-02"),
    ]
    armed, fought = sorted(by_outlet(said).claims, key=lambda claim: claim.relation)
    assert stances(fought) == {"Palantir": "asserts", "Annals": "asserts", "Red Book": "denies"}
    assert [cell.side for cell in fought.cells if cell.copied] == ["Annals"]
    assert fought.voices == 2
    assert fought.division == 1
    # What a paper adds to the story it took over is its own.
    assert [cell.copied for cell in armed.cells if cell.stance == "asserts"] == [False]


def test_a_late_reprint_makes_nothing_last_longer(say: Say) -> None:
    said = [
        in_outlet(say, "Palantir", *GONDOR, story="one", date="2012-05-01"),
        in_outlet(say, "Annals", *GONDOR, story="one", date="2020"),
        in_outlet(say, "Red Book", "Gondor", "aid", "Rohan", date="2013-02"),
    ]
    fought = next(claim for claim in by_outlet(said).claims if claim.relation == "fight")
    assert (fought.first, fought.last) == ("2012-05-01", "2012-05-01")
    assert fought.cell("Red Book") is None


def test_groups_take_their_members_in_any_case(say: Say) -> None:
    said = [
        in_outlet(say, "Palantir", *GONDOR),
        in_outlet(say, "Annals", *GONDOR, polarity="negative"),
        in_outlet(say, "Red Book", *GONDOR, polarity="negative"),
        in_outlet(say, "Letters", *GONDOR),
    ]
    groups = {"West": ["annals", "RED BOOK"], "East": ["Palantir"]}
    found = compare(sides_by(said, groups=groups), known=NOBODY)
    assert stances(only(found)) == {"West": "denies", "East": "asserts"}
    with pytest.raises(BadOption, match="'Annals' is in the groups 'A' and 'B'"):
        sides_by(said, groups={"A": ["Annals"], "B": ["Annals"]})


def test_the_sides_that_tell_most_come_first_and_the_nameless_nowhere(say: Say) -> None:
    said = [
        in_outlet(say, "Palantir", *GONDOR),
        in_outlet(say, "Annals", *GONDOR),
        in_outlet(say, "Annals", *MORDOR),
        say(*GONDOR, author="Bilbo"),
        say(*GONDOR),
    ]
    assert [side.name for side in sides_by(said)] == ["Annals", "Bilbo", "Palantir"]
    assert [side.name for side in sides_by(said, most=1)] == ["Annals"]


def test_ties_stay_apart_by_theatre_where_several_are_told(say: Say) -> None:
    nowhere = in_outlet(say, "Palantir", *GONDOR)
    here = in_outlet(say, "Annals", *GONDOR, place=land("Ithilien"))
    there = in_outlet(say, "Red Book", *GONDOR, place=land("Osgiliath"))
    assert only(by_outlet([nowhere, here])).theatre == "ithilien"
    assert only(by_outlet([nowhere, here])).reading == "Gondor fights Mordor in Ithilien"
    assert {claim.theatre for claim in by_outlet([nowhere, here, there]).claims} == {
        None,
        "ithilien",
        "osgiliath",
    }


def test_parts_are_read_as_their_states(say: Say) -> None:
    world = Registry(
        [
            KnownActor(id="gondor", name="Gondor", kind="state", country="GO"),
            KnownActor(
                id="rangers",
                name="Rangers",
                kind="armed force",
                country="GO",
                part_of=(Membership(actor="gondor"),),
            ),
        ]
    )
    rangers = end("Rangers", "armed force")
    said = [
        in_outlet(say, "Palantir", *GONDOR),
        in_outlet(say, "Annals", rangers, "fight", "Mordor"),
        in_outlet(say, "Annals", rangers, "member", end("Gondor", "state")),
    ]
    assert only(compare(sides_by(said), known=world)).division == 0
    assert len(compare(sides_by(said), level="named", known=world).claims) == 3


def test_periods_hold_what_is_told_of_them(say: Say) -> None:
    said = [
        say(*GONDOR, time=during("2011-05-01", "2013-05-01")),
        say(*MORDOR, time=during("2011-05-01", "2011-05-01")),
        say("Harad", "fight", "Gondor", time=during("2013-05-01", "2013-05-01")),
        say("Rohan", "ally", "Gondor"),
    ]
    found = compare(periods(said, ["2011/2012", "2013/"]), known=NOBODY)
    assert [(each.kind, each.claim.relation, each.chance) for each in changes(found)] == [
        ("gained", "fight", True),
        ("lost", "arm", True),
    ]
    for span in ("then", "2013/2011", "/", "2012-13"):
        with pytest.raises(BadOption, match="write 2012"):
            periods(said, [span])


def test_two_runs_say_what_was_gained_lost_and_changed(say: Say) -> None:
    before = (
        say(*GONDOR, document="a"),
        say(*MORDOR, document="a"),
        say("Rohan", "ally", "Gondor", document="a"),
    )
    after = (
        say(*GONDOR, document="a", certainty="possible"),
        say("Rohan", "ally", "Gondor", document="a"),
        say("Elves", "aid", "Gondor", document="a"),
        say("Dwarves", "aid", "Gondor", document="new"),
    )
    sides = [
        Side(name="first", sort="store", statements=before),
        Side(name="second", sort="store", statements=after),
    ]
    found = compare(sides, known=NOBODY)
    told = [(c.kind, c.claim.source.name, c.before, c.after, c.chance) for c in changes(found)]
    assert told == [
        ("changed", "Gondor", "asserts", "hedges", True),
        ("gained", "Elves", "silent", "asserts", True),
        ("gained", "Dwarves", None, "asserts", False),
        ("lost", "Mordor", "asserts", "silent", True),
    ]
    [pair] = found.pairs
    assert (pair.both, pair.alike, pair.only_one, pair.only_other) == (2, 1, 1, 1)
    assert pair.shared == pytest.approx(4 / 6)


def test_a_document_that_gave_nothing_was_read_all_the_same(say: Say) -> None:
    sides = [
        Side(
            name="first",
            sort="store",
            statements=(say(*MORDOR),),
            documents=frozenset({"letter", "b"}),
        ),
        Side(name="second", sort="store", statements=(say(*GONDOR, document="b"),)),
    ]
    gained = next(c for c in changes(compare(sides, known=NOBODY)) if c.kind == "gained")
    assert gained.chance


def test_coders_are_sides(say: Say) -> None:
    said = [say(*GONDOR, coder="frames"), say(*GONDOR, coder="small"), say(*MORDOR, coder="small")]
    found = compare(sides_by(said, "coder"), known=NOBODY)
    assert [claim.cells[-1].stance for claim in found.claims] == ["asserts", "silent"]


def test_one_side_alone_cannot_be_compared(say: Say) -> None:
    for said in ([], [say(*GONDOR, outlet="Annals")]):
        with pytest.raises(TooFewSides, match="two sides are needed"):
            by_outlet(said)
    three = [in_outlet(say, name, *GONDOR) for name in OUTLETS]
    with pytest.raises(TooFewSides, match="changes are between two sides, and these are 3"):
        changes(by_outlet(three))


def test_division_is_what_a_tie_gives_to_the_disagreement() -> None:
    assert division(["asserts", "denies"]) == 1
    assert division(["asserts", "hedges", "silent"]) == 0.25
    assert division(["asserts", "asserts"]) == division(["asserts"]) == division([]) == 0
    assert division(["asserts", "asserts", "denies", "denies"]) == pytest.approx(16 / 12, abs=1e-5)


stance = st.sampled_from(["asserts", "hedges", "denies"])


@given(st.lists(stance, min_size=2, max_size=8), st.randoms())
def test_division_knows_no_order_and_no_direction(told: list[Any], random: Any) -> None:
    turned = [{"asserts": "denies", "denies": "asserts"}.get(each, each) for each in told]
    shuffled = list(told)
    random.shuffle(shuffled)
    assert division(told) == pytest.approx(division(turned))
    assert division(told) == pytest.approx(division(shuffled))
    assert 0 <= division(told) <= len(told) ** 2 / 4 / (len(told) - 1) + 1e-6


PRESS = [
    {"document": f"d{number}", "outlet": outlet, "date": date, "story": story}
    for number, (outlet, date, story) in enumerate(
        [
            ("Palantir", "2012-05-01", "s1"),
            ("Annals", "2012", "s1"),
            ("Annals", None, None),
            ("Red Book", None, "s1"),
            ("Red Book", "2013-02", None),
            ("Palantir", "2013-02", None),
        ]
    )
]
row = st.tuples(
    st.sampled_from(
        [("Gondor", "fight", "Mordor"), ("Gondor", "ally", "Rohan"), ("Rohan", "ally", "Gondor"),
         ("Mordor", "arm", "Rohan")]
    ),
    st.sampled_from(PRESS),
    st.sampled_from([None, "Faramir", "Sauron"]),
    st.sampled_from([{}, {"certainty": "probable"}, {"polarity": "negative"}]),
    st.sampled_from([None, land("Ithilien"), land("Osgiliath")]),
)  # fmt: skip
told = st.lists(row, min_size=1, max_size=10).map(
    lambda rows: [
        make(*ends, n=number, by=by, place=place, **cast(Any, {**press, **how}))
        for number, (ends, press, by, how, place) in enumerate(rows)
    ]
)
few = settings(max_examples=60)


def compared(said: list[Statement]) -> Comparison | None:
    sides = sides_by(said)
    return compare(sides, known=NOBODY) if len(sides) > 1 else None


@few
@given(told)
def test_every_statement_lies_in_one_claim_unless_it_is_a_copy(said: list[Statement]) -> None:
    if (found := compared(said)) is None:
        return
    kept = [each.id for claim in found.claims for each in claim.statements]
    assert len(kept) == len(set(kept))
    lost = {each.id for each in said} - set(kept)
    assert all(each.story for each in said if each.id in lost)
    assert all(claim.first is None or claim.last is not None for claim in found.claims)
    assert len({(c.source.id, c.relation, c.target.id, c.theatre) for c in found.claims}) == len(
        found.claims
    ) <= len(tie(said))  # fmt: skip


@few
@given(told, st.permutations(OUTLETS))
def test_renaming_outlets_changes_nothing(said: list[Statement], names: list[str]) -> None:
    new = dict(zip(OUTLETS, names, strict=True))
    renamed = [msgspec.structs.replace(each, outlet=new[each.outlet or ""]) for each in said]
    one, two = compared(said), compared(renamed)
    if one is None or two is None:
        assert one is two
        return
    assert one.agreement == two.agreement

    def seen(found: Comparison, names: dict[str, str]) -> list[Any]:
        return sorted(
            (
                *(claim.source.id, claim.relation, claim.target.id, claim.theatre or ""),
                *(claim.division, claim.voices),
                sorted((names[cell.side], cell.stance, cell.copied) for cell in claim.cells),
            )
            for claim in found.claims
        )

    assert seen(one, new) == seen(two, {name: name for name in OUTLETS})


@few
@given(told, st.data())
def test_copying_a_wire_story_changes_nothing(said: list[Statement], data: Any) -> None:
    found = compared(said)
    stories = sorted({each.document for each in said if each.story})
    if found is None or not stories:
        return
    copied = data.draw(st.sampled_from(stories))
    again = [
        msgspec.structs.replace(
            each,
            id=f"copy {each.id}",
            document="z",
            outlet="A reprint",
            date=each.date and "2020",
        )
        for each in said
        if each.document == copied
    ]
    after = compare(sides_by([*said, *again]), known=NOBODY)
    assert after.agreement == found.agreement

    def measured(found: Comparison) -> list[Any]:
        return sorted(
            (c.source.id, c.relation, c.target.id, c.theatre or "", c.division, c.voices)
            for c in found.claims
        )

    assert measured(after) == measured(found)
    left = [(o.side, o.claim.relation, len(o.voices)) for o in left_out(found)]
    now = [(o.side, o.claim.relation, len(o.voices)) for o in left_out(after)]
    assert sorted(left) == sorted(each for each in now if each[0] != "A reprint")


@given(st.lists(st.tuples(st.sampled_from("ABCDE"), stance), min_size=2, max_size=9))
def test_who_agree_in_all_have_alpha_one(pairs: list[tuple[str, str]]) -> None:
    told = dict(pairs)
    how: dict[str, dict[str, Any]] = {
        "asserts": {},
        "hedges": {"certainty": "possible"},
        "denies": {"polarity": "negative"},
    }
    said = [
        make("Gondor", "arm", name, number, outlet=outlet, document=outlet, **how[taken])
        for outlet in OUTLETS
        for number, (name, taken) in enumerate(told.items())
    ]
    found = by_outlet(said).agreement
    assert found.ties == len(told)
    expected = None if len(set(told.values())) < 2 else pytest.approx(1)
    assert found.nominal.alpha == expected
    assert found.ordinal.alpha == expected


@few
@given(told)
def test_divisions_sum_to_the_observed_disagreement(said: list[Statement]) -> None:
    if (found := compared(said)) is None:
        return
    place = {"denies": -1, "hedges": 0, "asserts": 1}
    units = [[place[c.stance] for c in claim.cells if c.counts] for claim in found.claims]
    units = [unit for unit in units if len(unit) > 1]
    n = sum(map(len, units))
    seen = sum((a - b) ** 2 / (len(unit) - 1) for unit in units for a in unit for b in unit)
    assert n == found.agreement.values
    assert 8 * sum(claim.division for claim in found.claims) == pytest.approx(seen, abs=1e-3)


def test_what_it_finds_survives_json(say: Say) -> None:
    found = by_outlet([in_outlet(say, name, *GONDOR) for name in OUTLETS])
    assert msgspec.json.decode(msgspec.json.encode(found), type=Comparison) == found


def test_it_needs_no_parser() -> None:
    program = "import sys, allegiance.network.claims; print('spacy' in sys.modules)"
    shown = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "False"


def test_a_name_that_is_the_outlets_own_id_is_its_voice(say: Say) -> None:
    own = Attribution(id="Annals", name="The Annals of Gondor", kind="organisation", verb="says")
    said = [
        in_outlet(say, "Annals", *GONDOR, attribution=(own,)),
        in_outlet(say, "Palantir", *GONDOR),
    ]
    assert stances(only(by_outlet(said))) == {"Annals": "asserts", "Palantir": "asserts"}
    assert isinstance(only(by_outlet(said)).statements[0].source, End)
