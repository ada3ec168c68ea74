"""Events of PETRARCH2 and UniversalPetrarch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.datasets.petrarch import COLUMNS, FORMAT, lay
from allegiance.errors import UnreadableDocument
from tests.datasets.conftest import Said, told

BARE = "20140123\tMLIMIL\tNERREB\t190\t\tGH1_1;GH1_2\tGondor Herald"
LINKED = "20140123\tMLIMIL\tNERREB\t0231\tFOOD,1\tGH1_1\thttps://herald.example/1\tGondor Herald"
WORDS = "\tRIDERS OF GONDOR\tREBELS"


def test_an_event_has_its_codes_day_and_outlet(said: Said) -> None:
    reading, [fight] = said(f"{BARE}\n", name="evts.txt")
    assert reading.form is FORMAT
    assert told([fight]) == [("Malian armed forces", "fight", "Niger, rebels")]
    assert (fight.source.id, fight.target.id) == ("ML/armed-forces", "cameo:NERREB")
    assert (fight.outlet, fight.date, fight.confidence) == ("Gondor Herald", "2014-01-23", 0.5)
    assert (fight.target.kind, fight.target.country) == ("armed group", "NE")
    assert list(reading.unknown) == [("cameo:NERREB", "Niger, rebels")]


def test_lines_with_and_without_an_address_and_words_stand_in_one_file(said: Said) -> None:
    _, statements = said(f"{BARE}\n{LINKED}\n{BARE.replace('190', '183')}{WORDS}\tattacked\n")
    assert [each.relation for each in statements] == ["fight", "fight", "negotiate"]
    by_trigger = {each.trigger.text: each for each in statements}
    assert by_trigger["event_text: attacked"].source.mention == "RIDERS OF GONDOR"


@pytest.mark.parametrize(
    ("more", "filled"),
    [
        ("", ()),
        ("\tattacked", ("event_text",)),
        (WORDS, ("source_text", "target_text")),
        (f"{WORDS}\tattacked", ("source_text", "target_text", "event_text")),
        (f"{WORDS}\tGONDOR\t---", ("source_text", "target_text", "source_root")),
        (f"{WORDS}\tattacked\tGONDOR\tREBELS", COLUMNS[8:]),
    ],
)
def test_what_a_line_has_more_is_told_by_how_much_it_is(more: str, filled: tuple[str, ...]) -> None:
    for line in (BARE, LINKED):
        cells = dict(zip(COLUMNS, lay(f"{line}{more}".split("\t")), strict=True))
        assert cells["story_source"] == "Gondor Herald"
        assert [each for each in COLUMNS[8:] if cells[each]] == list(filled)


def test_plover_s_types_are_codes_too(said: Said) -> None:
    _, [fight] = said(f"{BARE.replace('190', 'ASSAULT')}\n", format="petrarch")
    assert fight.relation == "fight"


def test_what_asserts_nothing_is_counted(said: Said) -> None:
    rows = (
        BARE.replace("NERREB", "---"), BARE.replace("NERREB", "*1*"), BARE.replace("190", "010"),
        BARE.replace("NERREB", "MLIMIL"), BARE.replace("190", "---"),
    )  # fmt: skip
    reading, statements = said("\n".join(rows), format="petrarch")
    assert statements == []
    assert reading.silences == {
        "an end is not named": 2, "a public statement": 1, "both ends are one actor": 1,
        "the event has no code": 1,
    }  # fmt: skip


def test_what_cannot_be_right_is_told(said: Said) -> None:
    bad = BARE.replace("0123", "0230")
    with pytest.raises(
        UnreadableDocument, match="line 2, column 'date': '20140230' is a day that no"
    ):
        said(f"{BARE}\n{bad}\n")
    with pytest.raises(UnreadableDocument, match="line 2: 3 cells where the header has 13 columns"):
        said(f"{BARE}\n20140123\tMLI\tNER\n")
    with pytest.raises(UnreadableDocument, match="no format has this header"):
        said("a\tb\tc\td\te\tf\tg\n1\t2\t3\t4\t5\t6\t7\n")


@given(st.lists(st.text(), max_size=20))
def test_any_line_is_laid_out(cells: list[str]) -> None:
    laid = lay(cells)
    assert len(laid) == len(COLUMNS) or not 7 <= len(cells) < len(COLUMNS)
    assert set(laid) <= {*cells, ""}
