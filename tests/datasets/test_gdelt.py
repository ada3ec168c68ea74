"""GDELT's events: of small files of both versions, of one shipped by the project, and of any cells."""

import gzip
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegiance.datasets import guess
from allegiance.datasets.gdelt import FIRST, FORMAT, SECOND
from allegiance.errors import UnreadableDocument
from tests.conftest import Run
from tests.datasets.bulk import both
from tests.datasets.conftest import REAL, Said, told

BASE = {
    "GLOBALEVENTID": "1", "SQLDATE": "20180101", "Actor1Code": "MLI", "Actor1Name": "MALI",
    "Actor2Code": "REB", "Actor2Name": "REBEL", "EventCode": "190", "ActionGeo_Type": "4",
    "ActionGeo_FullName": "Gao, Gao, Mali", "ActionGeo_CountryCode": "ML", "ActionGeo_Lat": "16.2666",
    "ActionGeo_Long": "-0.05", "NumArticles": "3", "DATEADDED": "20180102000000",
    "SOURCEURL": "https://www.Example.org/war?id=1",
}  # fmt: skip


def row(columns: tuple[str, ...] = SECOND, /, **cells: str) -> str:
    """An event; what is told replaces its cells."""
    return "\t".join((BASE | cells).get(column, "") for column in columns)


def test_an_event_is_a_statement_of_its_outlet(said: Said) -> None:
    reading, [fight] = said(row() + "\n")
    assert reading.form is FORMAT
    assert told([fight]) == [("Mali", "fight", "rebels")]
    assert (fight.id, fight.source.id, fight.target.id) == ("gdelt:1", "ML", "cameo:REB")
    assert (fight.source.mention, fight.target.mention) == ("MALI", "REBEL")
    assert fight.time
    assert (fight.time.start, fight.date, fight.outlet) == (
        "2018-01-01",
        "2018-01-02",
        "example.org",
    )
    assert fight.place
    assert (fight.theatre, fight.place.precision, fight.place.lat) == ("ML", "town", 16.2666)
    assert fight.sentence.endswith("SOURCEURL: https://www.Example.org/war?id=1")


def test_rows_that_tell_no_tie_say_why(said: Said) -> None:
    reading, none = said(
        row(Actor2Code="") + "\n" + row(GLOBALEVENTID="2", EventCode="010") + "\n"
        + row(GLOBALEVENTID="3", Actor2Code="MLI") + "\n" + row(GLOBALEVENTID="4", EventCode="999")
    )  # fmt: skip
    assert none == []
    assert dict(reading.silences) == {
        "an end is not named": 1, "a public statement": 1, "both ends are one actor": 1,
        "the event code '999' is none of CAMEO's": 1,
    }  # fmt: skip


@pytest.mark.parametrize("columns", [FIRST[:-1], FIRST, SECOND])
def test_versions_are_told_by_their_columns(tmp_path: Path, columns: tuple[str, ...]) -> None:
    path = tmp_path / "t.CSV"
    path.write_text(row(columns) + "\n")
    assert guess(path) is FORMAT
    rows, found = both(path)
    assert rows == found
    assert len(rows) == 1


def test_the_file_of_the_project_reads_alike_both_ways() -> None:
    path = REAL / "events/gdelt_20180101000000.export.CSV.gz"
    if not path.exists():
        pytest.skip("the shared data are not here")
    rows, found = both(path)
    assert rows == found
    assert len(rows) == 1204


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\t\n\r"), max_size=8)
CELLS = st.fixed_dictionaries(
    {"GLOBALEVENTID": st.sampled_from(["", "x", "2", "3", "4", "5", "6"])},
    optional={
        "SQLDATE": st.sampled_from(["20180101", "20181350", "", "today"]),
        "Actor1Code": st.sampled_from(["MLI", "MLIGOV", "REB", "", " ", "MLIREB"]),
        "Actor1Name": CELL,
        "Actor2Name": CELL,
        "Actor2Code": st.sampled_from(["REB", "MLI", "", "NGACOP", "XYZ"]),
        "EventCode": st.sampled_from(["190", "010", "0332", "043", "", "---", "2"]),
        "ActionGeo_FullName": CELL,
        "ActionGeo_Type": st.sampled_from(["1", "4", "", "9"]),
        "ActionGeo_Lat": st.sampled_from(["16.2666", "-23#", "", "99", "nan", "-4"]),
        "NumArticles": st.sampled_from(["1", "400", ""]),
        "DATEADDED": st.sampled_from(["20180102000000", "20180102", "", "soon"]),
        "SOURCEURL": st.sampled_from(
            ["http://a.org/x", "BBC Monitoring", "", 'https://www.b.com/"q']
        ),
    },
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CELLS, min_size=1, max_size=6), st.booleans())
def test_columns_and_rows_give_the_same(
    tmp_path: Path, drawn: list[dict[str, str]], spare: bool
) -> None:
    path = tmp_path / "t.CSV"
    lines = [row(SECOND, **cells) for cells in drawn]
    if spare:
        lines[0] += "\t\t"
    path.write_text("\n".join([row(GLOBALEVENTID="77"), *lines]) + "\n", "utf-8", newline="\n")
    rows, found = both(path)
    assert rows == found


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (
            row(SQLDATE="20181301"),
            "line 2, column 'SQLDATE': '20181301' is a day that no calendar has",
        ),
        (row() + "\tmore", "line 2: 62 cells where the header has 61 columns"),
        (row(FIRST, GLOBALEVENTID="2"), "line 2: 58 cells where the header has 61 columns"),
        (row(), "line 2, column 'GLOBALEVENTID': 1 stands in line 1 already"),
        (
            row(GLOBALEVENTID="2", ActionGeo_Lat="-23#"),
            "column 'ActionGeo_Lat': '-23#' is no coordinate",
        ),
        (
            row(GLOBALEVENTID="2", ActionGeo_Lat="99"),
            "column 'ActionGeo_Lat': '99' is no coordinate",
        ),
        (row(GLOBALEVENTID="2", DATEADDED="soon"), "column 'DATEADDED': 'soon' is no date"),
        (
            row(GLOBALEVENTID="2", Actor1Name="a\rb"),
            "line 2: the row cannot be told apart into cells",
        ),
    ],
)
def test_what_is_wrong_is_told_by_line_and_column(
    run: Run, tmp_path: Path, second: str, why: str
) -> None:
    path = tmp_path / "t.CSV"
    path.write_text(f"{row()}\n{second}\n", newline="\n")
    store = tmp_path / "s.duckdb"
    done = run("import", "gdelt", path, "--store", store)
    assert done.exit_code == 1
    assert why in done.stderr
    assert "nothing of this file was imported" in done.stderr
    assert run("import", "gdelt", path, "--store", store, "--skip-bad").exit_code == 0
    assert f"{path.name}.rejected.csv" in str(list(tmp_path.iterdir()))
    assert (
        '"statements":1'
        in run("import", path, "--store", ":memory:", "--skip-bad", "--rejected", tmp_path,
               "-f", "json").stdout
    )  # fmt: skip


def test_letters_of_another_encoding_are_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "t.CSV"
    path.write_bytes(row(Actor1Name="CAFÉ").encode("latin-1") + b"\n")
    done = run("import", "gdelt", path, "--store", tmp_path / "s.duckdb")
    assert "line 1, column 'Actor1Name': 'CAF?' is not utf-8" in done.stderr
    assert (
        run("import", "gdelt", path, "--encoding", "latin-1", "--store", ":memory:").exit_code == 0
    )


def test_packed_files_are_read_and_torn_ones_refused(run: Run, tmp_path: Path) -> None:
    text = (row() + "\n").encode()
    with zipfile.ZipFile(tmp_path / "20180101.export.CSV.zip", "w") as packed:
        packed.writestr("20180101.export.CSV", text)
    done = run("import", tmp_path / "20180101.export.CSV.zip", "--store", ":memory:", "-f", "json")
    assert '"statements":1' in done.stdout
    torn = tmp_path / "torn.CSV.gz"
    many = "".join(row(GLOBALEVENTID=str(n)) + "\n" for n in range(5000)).encode()
    torn.write_bytes(gzip.compress(many)[:-40])
    done = run("import", "gdelt", torn, "--store", tmp_path / "s.duckdb")
    assert done.exit_code == 1
    assert "is cut short or damaged" in done.stderr
    assert "nothing of this file was imported" in done.stderr


def test_a_file_of_another_kind_is_refused(said: Said) -> None:
    with pytest.raises(UnreadableDocument, match="this is the header of signed, not of gdelt"):
        said("u,v,sign\nGondor,Rohan,1\n", format="gdelt")
