"""Texts beside datasets: each verdict for its own reason, and what must hold of any statements."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.errors import BadOption
from allegiance.network.check import VERDICTS, Check, Dataset, Finding, check, dataset
from allegiance.ontology.actors import Registry
from allegiance.ontology.relations import CODEBOOK, relation
from allegiance.statements.statement import Statement
from tests.network.conftest import Say, during, end, land, make

NOBODY = Registry([])
ITHILIEN, ROHAN = land("Ithilien", "IT"), land("The Mark", "RH")


def in_year(year: int) -> Any:
    return during(f"{year}-01-01", f"{year}-12-31")


def annals(*said: Statement) -> Dataset:
    return dataset("Annals", said, known=NOBODY)


def against(told: Statement | list[Statement], *held: Statement) -> Check:
    said = told if isinstance(told, list) else [told]
    return check(said, [annals(*held)], known=NOBODY)


def only(found: Check) -> Finding:
    (finding,) = found.findings
    return finding


def test_a_tie_of_the_same_year_and_country_is_confirmed(say: Say) -> None:
    told = say("Gondor", "fight", "Mordor", time=in_year(3018), place=ITHILIEN)
    row = say("Gondor", "fight", "Mordor", time=in_year(3018), place=ITHILIEN)
    found = only(against(told, row))
    assert (found.verdict, found.differences, found.undated) == ("confirmed", (), False)
    assert [each.statements for each in found.held] == [(row,)]
    assert found.reading == "Annals holds it: Gondor fights Mordor in Ithilien in 3018"


@pytest.mark.parametrize(
    ("row", "more", "otherwise", "words"),
    [
        (("Gondor", "arm", "Rohan"), {"time": in_year(3015)}, ("year",), "of other years"),
        (("Gondor", "fund", "Rohan"), {"time": in_year(3018)}, ("relation",), "another relation"),
        (("Rohan", "arm", "Gondor"), {"time": in_year(3018)}, ("direction",), "other way round"),
        (("Gondor", "arm", "Rohan"), {"place": ITHILIEN}, ("theatre",), "in another country"),
        (("Gondor", "arm", "Rohan"), {"certainty": "possible"}, ("certainty",), "possible only"),
        (
            ("Gondor", "ally", "Rohan"),
            {"time": in_year(3015)},
            ("year", "relation"),
            "years and in",
        ),
    ],
)
def test_what_is_otherwise_makes_it_confirmed_in_part(
    say: Say,
    row: tuple[str, str, str],
    more: dict[str, Any],
    otherwise: tuple[str, ...],
    words: str,
) -> None:
    told = say("Gondor", "arm", "Rohan", time=in_year(3018), place=ROHAN)
    found = only(against(told, say(*row, **more)))
    assert (found.verdict, found.differences) == ("partly", otherwise)
    assert words in found.reading


def test_the_nearest_of_several_rows_is_shown(say: Say) -> None:
    told = say("Gondor", "arm", "Rohan", time=in_year(3018))
    far = say("Gondor", "fund", "Rohan", time=in_year(3010))
    near = say("Gondor", "arm", "Rohan", time=in_year(3010))
    assert only(against(told, far, near)).held[0].statements == (near,)


def test_hostile_there_and_friendly_here_is_contradicted(say: Say) -> None:
    told = say("Gondor", "ally", "Rohan", time=in_year(3018))
    foe = say("Rohan", "fight", "Gondor", time=in_year(3018))
    found = only(against(told, foe))
    assert found.verdict == "contradicted"
    assert found.against[0].statements == (foe,)
    assert found.reading == "Annals holds the contrary: Rohan fights Gondor in 3018"


def test_what_is_hostile_in_another_year_contradicts_nothing(say: Say) -> None:
    told = say("Gondor", "ally", "Rohan", time=in_year(3018))
    others = say("Harad", "ally", "Umbar", time=in_year(3018))
    found = only(against(told, say("Rohan", "fight", "Gondor", time=in_year(2758)), others))
    assert (found.verdict, found.lacking) == ("unknown", ("other",))
    assert "holds of these two only that Rohan fights Gondor in 2758" in found.reading


def test_a_confirmed_tie_keeps_what_speaks_against_it(say: Say) -> None:
    told = say("Gondor", "ally", "Rohan", time=in_year(3018))
    friend = say("Gondor", "ally", "Rohan", time=in_year(3018))
    foe = say("Gondor", "fight", "Rohan", time=in_year(3018))
    found = only(against(told, friend, foe))
    assert found.verdict == "confirmed"
    assert found.against[0].statements == (foe,)
    assert "it also holds the contrary: Gondor fights Rohan" in found.reading


def test_what_the_texts_deny_and_a_dataset_holds_is_contradicted(say: Say) -> None:
    told = say("Gondor", "arm", "Rohan", polarity="negative")
    assert only(against(told, say("Gondor", "arm", "Rohan"))).verdict == "contradicted"
    denied = say("Gondor", "arm", "Rohan", polarity="negative")
    assert only(against(told, denied)).verdict == "confirmed"
    affirmed = say("Gondor", "arm", "Rohan")
    assert only(against(affirmed, denied)).verdict == "contradicted"


def test_a_tie_without_a_year_is_compared_without_and_says_so(say: Say) -> None:
    told = say("Gondor", "fight", "Mordor", time_status="past")
    found = only(against(told, say("Gondor", "fight", "Mordor", time=in_year(3018))))
    assert (found.verdict, found.undated) == ("confirmed", True)
    assert found.reading.endswith("; the texts tell no year")


def test_an_unknown_tie_says_whom_the_dataset_does_not_name(say: Say) -> None:
    told = say("Shelob", "fight", "Gondor", time=in_year(3018))
    found = only(against(told, say("Mordor", "fight", "Gondor", time=in_year(3018))))
    assert (found.verdict, found.lacking) == ("unknown", ("actor",))
    assert [party.name for party in found.strangers] == ["Shelob"]
    assert found.reading == "Annals does not name Shelob"


def test_an_unknown_tie_says_which_years_and_relations_are_lacking(say: Say) -> None:
    rows = [
        say("Gondor", "fight", "Mordor", time=in_year(2950)),
        say("Rohan", "fight", "Mordor", time=in_year(3000)),
    ]
    late = only(against(say("Gondor", "fight", "Rohan", time=in_year(3018)), *rows))
    assert late.lacking == ("years",)
    assert "covers 2950 to 3000 (the texts tell of 3018)" in late.reading
    arms = only(against(say("Gondor", "arm", "Rohan", time=in_year(3000)), *rows))
    assert (arms.lacking, arms.reading) == (("relation",), "Annals codes nothing like `arm`")
    pair = only(against(say("Gondor", "fight", "Rohan", time=in_year(3000)), *rows))
    assert pair.lacking == ("pair",)
    assert pair.reading == "Annals names both, and holds nothing of the two"


def test_to_act_in_a_country_partly_confirms_being_there(say: Say) -> None:
    country = end("Ithilien", "place", "IT")
    told = say("Mordor", "base", country, time=in_year(3018))
    there = say("Gondor", "fight", "Mordor", place=ITHILIEN, time=in_year(3018))
    found = only(against(told, there))
    assert (found.verdict, found.differences) == ("partly", ("presence",))
    before = say("Gondor", "fight", "Mordor", place=ITHILIEN, time=in_year(2950))
    assert only(against(told, before)).differences == ("year", "presence")
    elsewhere = say("Gondor", "fight", "Mordor", place=ROHAN, time=in_year(3018))
    assert only(against(told, elsewhere)).verdict == "unknown"
    ruled = say("Mordor", "control", country, time=in_year(3018))
    assert only(against(ruled, there)).verdict == "unknown"


def test_talks_are_not_confirmed_by_a_fight(say: Say) -> None:
    found = only(against(say("Gondor", "negotiate", "Mordor"), say("Gondor", "fight", "Mordor")))
    assert (found.verdict, found.lacking) == ("unknown", ("relation", "other"))


def test_what_the_texts_never_mention_and_whether_they_had_reason_to(say: Say) -> None:
    told = [
        say("Gondor", "ally", "Rohan", time=in_year(3018)),
        say("Gondor", "fight", "Mordor", time=in_year(3018)),
    ]
    rows = [
        say("Gondor", "ally", "Rohan", time=in_year(3018)),
        say("Rohan", "fight", "Mordor", time=in_year(3018)),
        say("Mordor", "arm", "Harad", time=in_year(3018)),
        say("Rohan", "fight", "Mordor", time=in_year(2758), document="old", place=ROHAN),
        say("Gondor", "train", "Mordor", time=in_year(2758)),
        say("Moria", "fight", "Lorien", time=in_year(3018)),
    ]
    found = [
        (each.tie.source.name, each.tie.relation, each.tie.target.name, each.both, each.pair, each.years)
        for each in against(told, *rows).unmentioned
    ]  # fmt: skip
    assert found == [
        ("Rohan", "fight", "Mordor", True, False, True),
        ("Gondor", "train", "Mordor", True, True, False),
        ("Mordor", "arm", "Harad", False, False, True),
    ]


def test_several_datasets_stand_side_by_side_and_are_counted(say: Say) -> None:
    told = [say("Gondor", "arm", "Rohan"), say("Gondor", "fight", "Mordor")]
    wars = dataset("Wars", [say("Gondor", "fight", "Mordor")], known=NOBODY)
    gifts = dataset("Gifts", [say("Gondor", "arm", "Rohan")], known=NOBODY)
    found = check(told, [wars, gifts], known=NOBODY)
    assert [(f.tie.relation, f.dataset, f.verdict) for f in found.findings] == [
        ("arm", "Wars", "unknown"),
        ("arm", "Gifts", "confirmed"),
        ("fight", "Wars", "confirmed"),
        ("fight", "Gifts", "unknown"),
    ]
    assert (found.count("confirmed", "Wars"), found.count("unknown", "Gifts")) == (1, 1)


def test_there_must_be_a_dataset_and_each_has_its_own_name(say: Say) -> None:
    said = [say("Gondor", "arm", "Rohan")]
    with pytest.raises(BadOption, match="nothing to check against"):
        check(said, [])
    with pytest.raises(BadOption, match="one name"):
        check(said, [annals(*said), annals(*said)])


def test_forces_are_read_as_their_state_in_texts_and_datasets_alike(say: Say) -> None:
    troops = end("French armed forces", "armed force", "FR")
    france = end("France", "state", "FR")
    told = say(troops, "fight", "Mordor")
    found = check(
        [told], [dataset("Annals", [say(france, "fight", "Mordor")], level="named")], level="named"
    )
    assert only(found).verdict == "unknown"


NAMES = st.sampled_from(("Gondor", "Mordor", "Rohan", "Harad"))
ACTED = [name for name in CODEBOOK if relation(name).target != ("place",)]


@st.composite
def statements(draw: st.DrawFn, first: int) -> list[Statement]:
    made = []
    for n in range(draw(st.integers(1, 8))):
        year = draw(st.sampled_from((None, 3017, 3018, 3019)))
        made.append(
            make(
                draw(NAMES), draw(st.sampled_from(ACTED)), draw(NAMES), first + n,
                time=in_year(year) if year else None, time_status="past",
                polarity=draw(st.sampled_from(("positive", "positive", "negative"))),
                certainty=draw(st.sampled_from(("certain", "probable", "possible"))),
                place=draw(st.sampled_from((None, ITHILIEN, ROHAN))),
            )
        )  # fmt: skip
    return made


@given(statements(0), statements(100))
def test_every_tie_has_one_verdict_and_its_reasons(
    told: list[Statement], held: list[Statement]
) -> None:
    found = check(told, [annals(*held)], known=NOBODY)
    rows = {row.id for row in held}
    for each in found.findings:
        assert each.verdict in VERDICTS
        assert bool(each.lacking) == (each.verdict == "unknown")
        assert bool(each.differences) == (each.verdict == "partly")
        assert bool(each.held) == (each.verdict in ("confirmed", "partly"))
        assert each.against or each.verdict != "contradicted"
        assert {s.id for t in (*each.held, *each.against) for s in t.statements} <= rows
        assert each.reading.startswith("Annals ")
    met = {
        s.id for f in found.findings if f.verdict != "unknown"
        for t in (*f.held, *f.against) for s in t.statements
    }  # fmt: skip
    missed = {s.id for each in found.unmentioned for s in each.tie.statements}
    assert met.isdisjoint(missed)


@given(statements(0))
def test_texts_confirm_what_they_affirm_with_certainty(told: list[Statement]) -> None:
    found = check(told, [annals(*told)], known=NOBODY)
    for each in found.findings:
        sure = [
            s for s in each.tie.statements
            if s.polarity == "positive" and s.certainty in ("certain", "probable")
        ]  # fmt: skip
        assert each.verdict == "confirmed" or not sure
