"""CAMEO events from our parse, through small dictionaries of our own."""

from dataclasses import replace
from datetime import date

import pytest

from allegiance.documents.document import Document, identify
from allegiance.language import annotate
from allegiance.ontology.petrarch import phrase, read_actors, read_agents, read_discards, read_verbs
from benchmarks.accuracy.petrarch import world
from benchmarks.accuracy.petrarch_coder import Dictionaries, Options, code, fits, irregular

KNOWN = Dictionaries(
    read_actors(
        "GONDOR [GON]\n+MINAS_TIRITH\nROHAN [ROH]\nMORDOR [MOR]\nBREE [BRE]\nISENGARD [ISE]\n"
        "SARUMAN\n\t[ISEGOV <19950630]\n\t[ELI >19950701]\n"
        "THE_SHIRE [FRO/SAM]\nGONDOR_RADIO [GONMED]\nLORIEN\n+ELVISH\n\t[ELF]\n"
    ),
    read_agents(
        "PRESIDENT [~GOV]\nMINISTER [~GOV]\nGOVERNMENT [~GOV]\nSOLDIER [~MIL]\nPOLICE {} [~COP]\n"
        "BORDER_POLICE {} [~COP]\nRELIEF_AGENCY [NGO~]\nMEDIA {} [~MED]\nOFFICIAL [~GOV]\n"
        "FORMER_KING [~KIN]\n"
    ),
    read_verbs(
        "&COIN\n+DUCAT\n+GOLD PIECE\n&NEVER\n+NEVER\n+DID N'T\n"
        "--- CONDEMN [111] ---\nCONDEMN\nACCUSE\n- HARSHLY_* [112]\n- * PLAN [113]\n\n"
        "--- VISIT [042:043] ---\nVISIT\n\n"
        "--- GIVE [---] ---\nGIVE {GAVE GIVEN GIVING GIVES}\n- * &COIN [071]\n- &NEVER * [120]\n\n"
        "--- GET [---] ---\nGET {GOT GETS}\n- + * &COIN FROM $ [072]\n\n"
        "--- SAY [010] ---\nSAY {SAID SAYS}\n\n"
        "--- RENEW [---] ---\nRENEW\n- % * TIES [050:050]\n- * TALKS WITH % [036]\n\n"
        "--- CUT [---] ---\n+CUT_OFF {+CUT_OFF}\n- * [160]\n\n"
        "--- WARN [130] ---\nWARN\n- * AT ^ + [131]\n\n"
        "--- SURRENDER [---] ---\nSURRENDER\n- * [:080]\n\n"
    ),
    read_discards("CHESS\n+WORLD CUP_\n"),
)
WORLD = world(KNOWN)
DAY = date(1995, 1, 1)


def coded(text: str, options: Options | None = None, day: date | None = DAY) -> set[str]:
    doc = annotate(Document(id=identify(text), text=text), world=WORLD, coder="frames")
    return {" ".join(event) for event in code(doc, KNOWN, day, options)}


def test_the_code_of_the_verb_stands_where_no_pattern_fits() -> None:
    assert coded("Gondor condemned Mordor.") == {"GON MOR 111"}
    assert coded("Gondor greeted Mordor.") == set()


def test_the_longest_pattern_that_fits_is_taken() -> None:
    assert coded("Gondor condemned the plan of Mordor.") == {"GON MOR 113"}
    assert coded("Gondor harshly condemned the attack by Mordor.") == {"GON MOR 112"}


def test_joined_words_must_stand_side_by_side() -> None:
    assert coded("Gondor harshly and loudly condemned the attack by Mordor.") == {"GON MOR 111"}


def test_a_set_stands_for_each_of_its_words() -> None:
    assert coded("Gondor gave ten gold pieces to Rohan.") == {"GON ROH 071"}
    assert coded("Gondor gave ten ducats to Rohan.") == {"GON ROH 071"}
    assert coded("Gondor gave ten horses to Rohan.") == set()
    assert coded("Gondor didn't give Rohan horses.") == {"GON ROH 120"}


def test_a_pattern_says_who_is_source_and_who_target() -> None:
    assert coded("Gondor got ducats on Monday from Rohan.") == {"ROH GON 072"}


def test_a_pattern_may_pass_over_a_noun_phrase() -> None:
    assert coded("Gondor warned at Bree of Mordor.") == {"GON MOR 131"}


def test_a_verb_of_two_words() -> None:
    assert coded("Gondor cut off Mordor.") == {"GON MOR 160"}


def test_paired_and_reversed_codes() -> None:
    assert coded("Gondor visited Rohan.") == {"GON ROH 042", "ROH GON 043"}
    assert coded("Isengard surrendered to Rohan.") == {"ROH ISE 080"}


def test_a_compound_that_acts_on_itself() -> None:
    assert coded("Gondor and Rohan renewed ties.") == {"GON ROH 050", "ROH GON 050"}
    assert coded("Bree renewed talks with Gondor and Rohan.") == {"BRE GON 036", "BRE ROH 036"}


def test_each_member_of_a_compound_has_its_event() -> None:
    assert coded("Gondor, Rohan and Bree condemned Mordor and Isengard.") == {
        f"{one} {other} 111" for one in ("GON", "ROH", "BRE") for other in ("MOR", "ISE")
    }
    assert coded("Gondor condemned the Shire.") == {"GON FRO 111", "GON SAM 111"}


def test_what_stands_around_a_compound_belongs_to_each_member() -> None:
    assert coded("The ministers of Gondor and Rohan condemned Mordor.") == {
        "GONGOV MOR 111",
        "ROHGOV MOR 111",
    }
    assert coded("Soldiers and ministers of Gondor condemned Mordor.") == {
        "GONMIL MOR 111",
        "GONGOV MOR 111",
    }
    assert coded("Rohan and the ministers of Gondor condemned Mordor.") == {
        "ROH MOR 111",
        "GONGOV MOR 111",
    }
    assert coded("Elvish media and police condemned Mordor.") == {
        "ELFMED MOR 111",
        "ELFCOP MOR 111",
    }


def test_agents_add_their_codes_once_and_in_their_place() -> None:
    assert coded("Gondor's border police condemned soldiers of Mordor.") == {"GONCOP MORMIL 111"}
    assert coded("Gondor radio condemned Mordor media.") == {"GONMED MORMED 111"}
    assert coded("Relief agencies in Rohan condemned Mordor.") == {"NGOROH MOR 111"}


def test_those_who_were_somebody_are_elites() -> None:
    assert coded("The former president of Gondor condemned Mordor.") == {"GONELI MOR 111"}
    assert coded("The former king of Gondor condemned Mordor.") == {"GONKIN MOR 111"}
    assert coded("A former friend of Gondor condemned Mordor.") == {"GON MOR 111"}


def test_codes_hold_for_their_days() -> None:
    assert coded("Saruman condemned Rohan.") == {"ISEGOV ROH 111"}
    assert coded("Saruman condemned Rohan.", day=date(1996, 1, 1)) == {"ELI ROH 111"}
    assert coded("Saruman condemned Rohan.", day=None) == set()


def test_the_passive_turns_with_by_alone() -> None:
    assert coded("Mordor was condemned by Gondor.") == {"GON MOR 111"}
    assert coded("Mordor was condemned for its war on Gondor.") == {"MOR GON 111"}


def test_a_second_verb_has_the_subject_of_the_first() -> None:
    assert coded("Gondor condemned Mordor and visited Rohan.") == {
        "GON MOR 111",
        "GON ROH 042",
        "ROH GON 043",
    }


def test_a_coded_verb_covers_what_it_governs() -> None:
    assert coded("Gondor said Rohan condemned Mordor.") == {"GON ROH 010"}


def test_short_clauses_between_commas_are_passed_over() -> None:
    assert coded("Gondor condemned Mordor, an official of Bree said.") == {"GON MOR 111"}
    assert coded("Gondor, an old friend of Bree, condemned Mordor.") == {"GON MOR 111"}
    whole = Options(comma_emax=0)
    assert coded("Gondor condemned Mordor, Bree said on Monday in Rohan.", whole) == {
        "GON MOR 111",
        "BRE ROH 010",
    }
    without = Options(comma_bmin=2, comma_bmax=8)
    assert coded("After talks in Bree, Gondor condemned Mordor.", without) == {"GON MOR 111"}


def test_the_verb_of_a_subject_before_the_comma_is_not_passed_over() -> None:
    text = (
        "The president of Gondor, who had come by night from Bree to the Shire, condemned Mordor."
    )
    assert coded(text) == {"GONGOV MOR 111"}


def test_actors_of_no_dictionary_where_they_are_asked_for() -> None:
    text = "The wise wizards condemned Mordor."
    assert coded(text) == set()
    assert coded(text, Options(new_actor_length=3)) == {'"THE WISE WIZARDS" MOR 111'}
    assert coded(text, Options(new_actor_length=2)) == set()
    assert coded(text, replace(Options(), require_dyad=False)) == {"--- MOR 111"}


def test_roles_without_an_actor() -> None:
    assert coded("The police condemned Mordor.") == {"---COP MOR 111"}


def test_nobody_acts_on_himself() -> None:
    assert coded("Gondor condemned Gondor.") == set()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("A chessboard was given to Rohan.", "sentencediscard"),
        ("Rohan won the World Cup.", "storydiscard"),
        ("Rohan won the World Cupping.", None),
        ("Gondor condemned Mordor.", None),
    ],
)
def test_some_sentences_are_not_coded(text: str, why: str | None) -> None:
    assert KNOWN.discarded(text) == why


def test_a_dateline_is_refused() -> None:
    assert irregular("MINAS TIRITH (RPA) -- Gondor condemned Mordor.") == "dateline"
    assert irregular("GONDOR: Rohan condemned Mordor.") == "dateline"
    assert irregular("Gondor condemned Mordor: war is near.") is None


def test_a_name_may_have_words_between_unless_it_is_joined() -> None:
    words = ["KING", "GOOD", "THEODEN", "OF", "ROHAN"]
    assert fits(phrase("KING THEODEN"), words, 0) == 3
    assert fits(phrase("KING_THEODEN"), words, 0) is None
    assert fits(phrase("KING ARAGORN"), words, 0) is None


def test_an_empty_text_tells_nothing() -> None:
    assert coded("") == set()
    assert coded("- , -") == set()
