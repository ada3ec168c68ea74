"""POLECAT's files: well made, and as they come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.datasets.polecat import COLUMNS, FORMAT, lay
from allegiance.errors import UnreadableDocument
from tests.datasets.conftest import Said, told

HEADER = "\t".join(COLUMNS)


def row(**cells: str) -> str:
    """An event of an invented war; what is told replaces its cells."""
    base = {
        "Event ID": "20230101-1-a_ASSAULT", "Event Date": "2023-01-01", "Event Type": "ASSAULT",
        "Event Mode": "firearms", "Contexts": "military; territory", "Actor Name": "Gondor",
        "Actor Country": "MLI", "Primary Actor Sector": "REB", "Recipient Name": "Mordor",
        "Recipient Country": "NER", "Primary Recipient Sector": "REB", "City": "Osgiliath",
        "Country": "Mali", "Latitude": "14.5", "Longitude": "-4.2", "Source": "Gondor Herald",
        "Publication Date": "2023-01-02", "Version": "NGEC 1", **cells,
    }  # fmt: skip
    return "\t".join(base.get(column, "None") for column in COLUMNS)


def other(number: int, **cells: str) -> str:
    return row(**{"Event ID": f"event-{number}", **cells})


def test_an_event_is_told_by_its_publisher(said: Said) -> None:
    reading, [fight] = said(f"{HEADER}\n{row()}\n", name="p.txt")
    assert reading.form is FORMAT
    assert told([fight]) == [("Gondor", "fight", "Mordor")]
    assert (fight.source.kind, fight.source.country, fight.confidence) == ("armed group", "ML", 0.5)
    assert (fight.outlet, fight.date, fight.voice) == ("POLECAT", "2023-01-02", "Gondor Herald")
    assert fight.time
    assert fight.time.start == "2023-01-01"
    assert fight.place
    assert (fight.theatre, fight.place.name, fight.place.precision) == ("ML", "Osgiliath", "town")
    assert "None" not in fight.sentence


def test_each_actor_acts_on_each_recipient(said: Said) -> None:
    cells = {
        "Actor Name": "Gondor; Rohan",
        "Actor Country": "MLI; NER",
        "Primary Actor Sector": "GOV; REB",
    }
    _, statements = said(f"{HEADER}\n{row(**cells)}\n")
    assert told(statements) == [("Gondor", "fight", "Mordor"), ("Rohan", "fight", "Mordor")]
    assert [each.source.kind for each in statements] == ["government", "armed group"]


def test_who_has_no_name_goes_by_the_words_of_the_text(said: Said) -> None:
    cells = {
        "Actor Name": "None",
        "Actor Name Raw": "Malian soldiers",
        "Primary Actor Sector": "MIL",
    }
    _, [fight] = said(f"{HEADER}\n{row(**cells)}\n")
    assert (fight.source.id, fight.source.mention) == ("ML/armed-forces", "Malian soldiers")


def test_headers_and_lines_with_too_much_in_them_are_read(said: Said) -> None:
    """As in some files of the dataset: a header with columns the rows lack, tabs at the end of lines."""
    for text in (
        f"{HEADER}\tHeadline\tStory Text\n{row()}\n",
        f"{HEADER}\t\t\n{row()}\t\t\n",
        f"{HEADER}\n{row()}\t\t\n{other(2)}\n",
    ):
        reading, statements = said(text)
        assert reading.form is FORMAT
        assert told(statements)[0] == ("Gondor", "fight", "Mordor")


def test_columns_that_somebody_added_are_kept(said: Said) -> None:
    reading, [fight] = said(f"{HEADER}\tHeadline\tCertainty\n{row()}\tWar in Osgiliath\tlow\n")
    assert reading.form is FORMAT
    assert reading.header[-2:] == ("Headline", "Certainty")
    assert fight.certainty == "certain"


def test_a_tab_within_a_cell_is_told(said: Said) -> None:
    shifted = row(Placename="the river\tof Osgiliath")
    text = f"{HEADER}\n{shifted}\n{other(2)}\n"
    with pytest.raises(
        UnreadableDocument, match="line 2: 41 cells where the header has 40 columns"
    ):
        said(text)
    reading, statements = said(text, skip_bad=True)
    assert (len(statements), len(reading.rejected)) == (1, 1)


def test_letters_are_latin_1_and_the_other_name_of_intensity_is_known(said: Said) -> None:
    header = HEADER.replace("\tIntensity", "\tEvent Intensity")
    text = f"{header}\n{row(**{'Actor Name': 'Éowyn'})}\n".encode("latin-1")
    assert said(text)[1][0].source.name == "Éowyn"


def test_what_asserts_nothing_is_counted(said: Said) -> None:
    rows = (
        row(**{"Recipient Name": "None"}),
        other(2, **{"Recipient Name": "Gondor"}),
        other(3, **{"Event Type": "RETREAT", "Event Mode": "resign"}),
    )
    reading, statements = said("\n".join((HEADER, *rows)))
    assert statements == []
    assert reading.silences == {
        "an end is not named": 1, "both ends are one actor": 1, "somebody leaves an office": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"Event Date": "2023-02-30"}, "column 'Event Date': '2023-02-30' is a day that no"),
        ({"Publication Date": "soon"}, "column 'Publication Date': 'soon' is no date"),
        ({"Latitude": "95"}, "column 'Latitude': '95' is no coordinate"),
    ],
)
def test_what_cannot_be_right_is_told_by_line_and_column(
    said: Said, cells: dict[str, str], why: str
) -> None:
    with pytest.raises(UnreadableDocument, match=f"line 2, {why}"):
        said(f"{HEADER}\n{row(**cells)}\n")


@given(st.lists(st.text()))
def test_cells_keep_their_places(cells: list[str]) -> None:
    assert [each or "None" for each in lay(cells)[: len(cells)]] == [
        "None" if each.strip() == "None" else each or "None" for each in cells
    ]
