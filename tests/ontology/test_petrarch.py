"""The dictionaries of PETRARCH: their formats in small ones of our own, and the real ones whole."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from allegiance.errors import BrokenOntology
from allegiance.ontology.petrarch import (
    COMPOUND,
    NULL,
    SOURCE,
    TARGET,
    Actor,
    Item,
    Pattern,
    Word,
    day,
    phrase,
    plural,
    read_actors,
    read_agents,
    read_discards,
    read_issues,
    read_verbs,
    text,
    verb_forms,
)

SHARED = Path(__file__).parents[2] / "../shared/data/dictionaries"

ACTORS = """<!-- OUR DICTIONARY -->
<!--
#  A remark of several lines.
-->
GONDOR [GON] # the realm
+MINAS_TIRITH
+STEWARD OF GONDOR

BOROMIR_  ; the heir
\t[GONMIL <30190226]
\t[---]

FRODO [HOB]
\t[HOBGOV 20121109 - 20130119]
\t[HOBELI >130120] # later
\t[HOBXXX yesterday]
\t[HOBXXX 2013-2012]
THE_SHIRE [FRO/SAM]
"""


def actor(name: str) -> Actor:
    entries = read_actors(ACTORS).entries
    return next(each for each in entries if each.names[0][-1].text == name)


def test_an_actor_has_synonyms_and_a_code() -> None:
    gondor = actor("GONDOR")
    assert gondor.names[1] == (Word("MINAS"), Word("TIRITH", joined=True))
    assert gondor.names[2] == (Word("STEWARD"), Word("OF"), Word("GONDOR"))
    assert gondor.code() == "GON"
    assert actor("SHIRE").code(date(2000, 1, 1)) == "FRO/SAM"


def test_a_code_holds_for_its_days_and_else_the_undated_one() -> None:
    frodo = actor("FRODO")
    assert frodo.code(date(2012, 11, 8)) == "HOB"
    assert frodo.code(date(2012, 11, 9)) == "HOBGOV"
    assert frodo.code(date(2013, 1, 19)) == "HOBGOV"
    assert frodo.code(date(2013, 1, 20)) == "HOBELI"
    assert frodo.code(None) == "HOB"
    boromir = actor("BOROMIR")
    assert boromir.code(date(3019, 2, 26)) == "GONMIL"
    assert boromir.code(date(3019, 2, 27)) == NULL
    assert Actor((phrase("SAURON"),), ()).code() == NULL


def test_a_line_that_breaks_the_format_is_kept_with_the_reason() -> None:
    skipped = read_actors(ACTORS).skipped
    assert [each.line for each in skipped] == [16, 17]
    assert skipped[0].why == "no date in 'HOBXXX yesterday'"


def test_several_codes_may_stand_on_one_line() -> None:
    [denethor] = read_actors("DENETHOR_\t[GONGOV 820101-911231] [ELI]# steward").entries
    assert denethor.code(date(1985, 5, 5)) == "GONGOV"
    assert denethor.code(date(1995, 5, 5)) == "ELI"


def test_dates_of_two_digits_are_of_this_century_up_to_thirty() -> None:
    assert day("300101") == date(2030, 1, 1)
    assert day("310101") == date(1931, 1, 1)
    assert day("19950601") == date(1995, 6, 1)
    with pytest.raises(ValueError, match="month"):
        day("19951301")


def test_agents_have_plurals_and_stand_before_or_after() -> None:
    agents = read_agents(
        "!PERSON! = MAN, WOMEN\n"
        "AMBASSADOR [~GOV]\n"
        "POLICE {} [ ~COP]\n"
        "GOLDEN_GOOSE {GOLDEN_GEESE} [~GGS]\n"
        "CLERGY!PERSON! [~REL]\n"
        "RELIEF_AGENCY [NGO~]\n"
        "BROKEN\n"
        "!NOBODY!_OF_GONDOR [~GOV]\n"
    )
    names = [
        [" ".join(word.text for word in name) for name in each.names] for each in agents.entries
    ]
    assert names == [
        ["AMBASSADOR", "AMBASSADORS"],
        ["POLICE"],
        ["GOLDEN GOOSE", "GOLDEN GEESE"],
        ["CLERGYMAN", "CLERGYWOMEN"],
        ["RELIEF AGENCY", "RELIEF AGENCIES"],
    ]
    assert [(each.code, each.leads) for each in agents.entries][-1] == ("NGO", True)
    assert agents.entries[1].code == "COP"
    assert [each.line for each in agents.skipped] == [7, 8]


VERBS = """&COIN
+DUCAT
+MITHRIL_
+GOLD PIECE
&PLACE_
+AT
&ANY
+&COIN
+RING

--- GIVE [070] ---
GIVE {GAVE GIVEN GIVING }
LEND_ [071]
+HAND_OVER
- * &COIN [903] # money
- * OLD_&ANY_OF $ [904]
- $ HAS_* TO_+  [905]
- % * [030:031]
- * &NOTHING [906]
- * FORGOTTEN

--- HALT [---] ---
HALT
SEA_+SAIL {SEA_+SAILED}
"""


def test_verbs_have_their_regular_or_listed_forms_and_codes() -> None:
    forms = read_verbs(VERBS).forms
    assert forms["GAVE"][0].code == "070"
    assert "GIVES" not in forms
    assert forms["LENDING"][0][:2] == ("GIVE", "071")
    assert forms["HALTED"][0].code == NULL


def test_a_verb_of_several_words_is_found_under_the_word_marked() -> None:
    forms = read_verbs(VERBS).forms
    assert [verb.after for verb in forms["HANDED"]] == [("OVER",)]
    assert [verb.before for verb in forms["SAILED"]] == [("SEA",)]
    assert "OVER" not in forms
    [lash] = read_verbs("--- LASH OUT [122] ---\nLASH OUT\n").forms["LASHED"]
    assert lash.after == ("OUT",)


def test_a_pattern_reads_away_from_the_verb_on_both_sides() -> None:
    money, old, given, mutual = read_verbs(VERBS).patterns["GIVE"]
    coins = (("DUCAT",), ("DUCATS",), ("MITHRIL",), ("GOLD", "PIECE"), ("GOLD", "PIECES"))
    assert money == Pattern((), (Item("", coins),), "903")
    any_of = (*coins, ("RING",), ("RINGS",))
    assert old.after == (
        Item("", (("OLD",),)),
        Item("", any_of, joined=True),
        Item("", (("OF",),), joined=True),
        Item(SOURCE),
    )
    assert given.before == (Item("", (("HAS",),), joined=True), Item(SOURCE))
    assert given.after == (Item("", (("TO",),)), Item(TARGET, joined=True))
    assert (given.length, mutual) == (4, Pattern((Item(COMPOUND),), (), "030:031"))


def test_a_blank_after_an_underscore_allows_words_between() -> None:
    [pattern] = read_verbs("--- AGREE [081] ---\nAGREE\n- IN_ *_OUT NOW [074]\n").patterns["AGREE"]
    assert [item.joined for item in (*pattern.before, *pattern.after)] == [False, True, False]


def test_a_pattern_with_an_unknown_set_or_no_code_is_kept_with_the_reason() -> None:
    assert [(each.line, each.why) for each in read_verbs(VERBS).skipped] == [
        (19, "the set &NOTHING is not defined"),
        (20, "a pattern without a code"),
    ]


def test_version_two_groups_are_words_in_their_order() -> None:
    verbs = read_verbs("--- GO [040] ---\nGO {GOES WENT}\n- * {PEACE TALKS} (AT RIVENDELL) [036]\n")
    [pattern] = verbs.patterns["GO"]
    assert [item.words for item in pattern.after] == [
        (("PEACE",),), (("TALKS",),), (("AT",),), (("RIVENDELL",),)
    ]  # fmt: skip


def test_a_form_of_two_blocks_belongs_to_the_later_one() -> None:
    forms = read_verbs("--- ONE [010] ---\nSING\n\n--- TWO [020] ---\nSING\n").forms
    assert [verb.code for verb in forms["SINGS"]] == ["020"]


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("ASK", ("ASK", "ASKS", "ASKED", "ASKING")),
        ("URGE", ("URGE", "URGES", "URGED", "URGING")),
        ("CLASH", ("CLASH", "CLASHES", "CLASHED", "CLASHING")),
        ("DENY", ("DENY", "DENIES", "DENIED", "DENYING")),
        ("OBEY", ("OBEY", "OBEYS", "OBEYED", "OBEYING")),
    ],
)
def test_regular_verbs(verb: str, forms: tuple[str, ...]) -> None:
    assert verb_forms(verb) == forms


def test_regular_plurals() -> None:
    assert [plural(noun) for noun in ("ENVOY", "CITY", "BOSS")] == ["ENVOYS", "CITIES", "BOSSES"]


def test_discards_are_of_the_sentence_or_of_the_story() -> None:
    discards = read_discards("# remark\n+Football Cup  # all\nChess\n")
    assert (discards.sentence, discards.story) == (("CHESS",), ("FOOTBALL CUP",))


def test_issues_stand_for_all_their_forms() -> None:
    issues = read_issues(
        '<ISSUE CATEGORY="WAR">\n'
        "war n:crime [CRIME]\nv:raze town [RAZE]\npost+n:war [AFTER]\n~~star wars # film\n</ISSUE>"
    )
    assert [each.phrase for each in issues if each.code == "CRIME"] == ["WAR CRIME", "WAR CRIMES"]
    assert "RAZED TOWN" in [each.phrase for each in issues]
    assert [each.phrase for each in issues if each.code == "AFTER"] == [
        "POST WAR", "POST-WAR", "POST WARS", "POST-WARS"
    ]  # fmt: skip
    assert issues[-1] == ("STAR WARS", "~")


def test_a_packed_dictionary_is_read_and_a_broken_one_named(tmp_path: Path) -> None:
    packed = tmp_path / "a.txt.gz"
    packed.write_bytes(gzip.compress(b"ROHAN [ROH]\n"))
    assert text(packed) == "ROHAN [ROH]\n"
    packed.write_bytes(b"ROHAN [ROH]\n")
    with pytest.raises(BrokenOntology, match=r"a\.txt\.gz"):
        text(packed)
    with pytest.raises(BrokenOntology, match="give a text file"):
        text(tmp_path / "none.txt")


@pytest.mark.skipif(not SHARED.exists(), reason="the dictionaries are not beside the repository")
@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("PETR.Validate.actors.txt", 120),
        ("Phoenix.MilNonState.actors.txt", 1000),
        ("Phoenix.International.actors.txt.gz", 7500),
    ],
)
def test_the_real_actors_are_read_nearly_all(name: str, least: int) -> None:
    found = read_actors(text(SHARED / name))
    assert len(found.entries) > least
    assert len(found.skipped) < 5
    assert all(each.names for each in found.entries)


@pytest.mark.skipif(not SHARED.exists(), reason="the dictionaries are not beside the repository")
@pytest.mark.parametrize(
    ("name", "verbs", "patterns"),
    [
        ("PETR.Validate.verbs.txt", 1000, 350),
        ("PETR.Validate.verbs.2.0.txt", 450, 350),
        ("CAMEO.2.0.txt.gz", 6000, 4000),
    ],
)
def test_the_real_verbs_are_read_nearly_all(name: str, verbs: int, patterns: int) -> None:
    found = read_verbs(text(SHARED / name))
    assert len(found.forms) > verbs
    assert sum(map(len, found.patterns.values())) > patterns
    assert len(found.skipped) < 5
