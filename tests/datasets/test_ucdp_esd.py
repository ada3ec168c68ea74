"""External support, of small files with UCDP's columns and of real ones."""

import pytest

from allegiance.datasets.ucdp_esd import FIRST, FORMAT
from allegiance.errors import UnreadableDocument
from tests.datasets.conftest import Said, real, told

LETTERS = "xpylwmtfiou"
HEADER = (
    "id,year,actor_id,actor_name,oppo_name,location,ext_id,ext_name,ext_sup,ext_count,"
    + ",".join(f"ext_{each},ext_{each}_count" for each in LETTERS)
)
FIRST_HEADER = (
    "external_id,ywp_id,year,ywp_name,actorID,bwd_name,external_exists,external_name,external_nameid,"
    "external_alleged," + ",".join(f"external_type_{each.upper()}" for each in LETTERS)
)


def row(givers: str, ids: str = "", count: int = 1, number: int = 1, **kinds: int) -> str:
    flags = ",".join(f"{int(each in kinds)},{kinds.get(each, 0)}" for each in LETTERS)
    return f'{number},1990,9001,Rohan,Mordor,Arda,"{ids}","{givers}",{int(bool(givers))},{count},{flags}'


def first(exists: int = 1, alleged: object = 0, kinds: str = "W", number: int = 1) -> str:
    flags = ",".join(str(int(each.upper() in kinds)) for each in LETTERS)
    return f"{number},1,1990,Rohan,9001,Rohan - Mordor,{exists},Gondor,9002,{alleged},{flags}"


def test_one_supporter_gives_each_kind(said: Said) -> None:
    reading, statements = said(f"{HEADER}\n{row('Gondor', '9002', w=1, t=1, f=1, l=1, x=1)}")
    assert reading.form is FORMAT
    relations = {(each.relation, each.instrument) for each in statements}
    assert relations == {
        ("arm", "weapons"), ("train", "training and expertise"), ("fund", "money"),
        ("shelter", "territory"), ("support", "troops"),
    }  # fmt: skip
    assert {each.source.id for each in statements} == {"ucdp:9002"}
    assert {each.certainty for each in statements} == {"certain"}
    [time] = {each.time for each in statements}
    assert time
    assert time.edtf == "1990"


def test_who_of_several_gave_what_is_only_possible(said: Said) -> None:
    _, statements = said(f"{HEADER}\n{row('Gondor,Dale, the Long Lake', '9002,9003', 2, w=1, t=2)}")
    found = {(each.source.name, each.relation): each.certainty for each in statements}
    assert found == {
        ("Gondor", "arm"): "possible", ("Gondor", "train"): "certain",
        ("Dale, the Long Lake", "arm"): "possible", ("Dale, the Long Lake", "train"): "certain",
    }  # fmt: skip


def test_names_are_as_many_as_codes(said: Said) -> None:
    _, statements = said(f"{HEADER}\n{row('Gondor, Dale', '9002,9003', 2, w=2)}")
    assert [each.source.id for each in statements] == ["ucdp:9002", "ucdp:9003"]


def test_support_of_no_certain_kind_is_support(said: Said) -> None:
    _, statements = said(
        f"{HEADER}\n{row('Gondor,Dale', '9002,9003', 2, w=1)}\n{row('Bree', number=2)}"
    )
    assert ("Gondor", "support", "Rohan") in told(statements)
    assert told(statements)[-1] == ("Bree", "support", "Rohan")
    assert statements[-1].certainty == "certain"


def test_a_year_without_support_says_so(said: Said) -> None:
    reading, statements = said(f"{HEADER}\n{row('', count=0)}")
    assert statements == []
    assert reading.silences == {"no supporter is named": 1}


def test_of_the_first_edition_what_is_alleged_is_possible(said: Said) -> None:
    rows = (
        first(), first(0, 1, number=2), first(-1, "", number=3), first(0, 0, number=4),
        first(kinds="", number=5),
    )  # fmt: skip
    reading, statements = said("\n".join((FIRST_HEADER, *rows)))
    assert reading.form is FIRST
    assert [each.certainty for each in statements] == ["certain", "possible", "unknown", "certain"]
    assert [each.relation for each in statements] == ["arm", "arm", "arm", "support"]
    assert reading.silences == {"no support, and none alleged": 1}


def test_a_dollar_was_the_letter_of_money(said: Said) -> None:
    header = FIRST_HEADER.replace("external_type_F", "external_type_$")
    _, [fund] = said(f"{header}\n{first(kinds='F')}")
    assert (fund.relation, fund.instrument) == ("fund", "money")


def test_an_impossible_flag_is_told(said: Said) -> None:
    with pytest.raises(UnreadableDocument, match="column 'external_exists': '7' is none of"):
        said(f"{FIRST_HEADER}\n{first(7)}")


def test_the_real_files() -> None:
    reading, statements = real("ucdp/esd_18.1_actor_year.csv.gz")
    assert (reading.form, reading.rows) == (FORMAT, 3993)
    assert len(statements) > 5000
    assert {"arm", "train", "fund", "shelter", "support"} == {s.relation for s in statements}
    reading, statements = real("ucdp/external_support_disaggregated_1.0.csv")
    assert (reading.form, reading.rows) == (FIRST, 6519)
    alleged = [each for each in statements if each.certainty == "possible"]
    assert alleged
    assert len({each.begin for each in alleged}) <= len(alleged)
    assert any(each.source.id == "SU" and each.target.country == "AF" for each in statements)
