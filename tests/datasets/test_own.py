"""Our own events in the columns of others: what these columns have no room for comes back."""

from pathlib import Path
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance import datasets
from allegiance.datasets.own import COLUMNS, unguarded, wrote
from allegiance.errors import UnreadableDocument
from allegiance.exports import events, write
from allegiance.exports.network import days, precision
from allegiance.exports.rows import guard
from allegiance.ontology.relations import relation
from allegiance.statements.statement import Phase, Statement
from tests.conftest import Run
from tests.datasets.annotations import statements
from tests.datasets.conftest import whole
from tests.datasets.graphs import TIMES
from tests.exports.conftest import FARAMIR, ITHILIEN, SCOUTS, STATEMENTS, during, end, odd, say

FORMS = pytest.mark.parametrize(
    ("form", "name"), [("polecat", "polecat"), ("cameo", "icews")]
)  # fmt: skip


def there_and_back(path: Path, form: str, *said: Statement) -> list[Statement]:
    write(said, path, format=form)
    return whole(path)[1]


def test_the_columns_are_those_that_the_exports_write() -> None:
    assert COLUMNS == events.OWN


@FORMS
def test_who_says_so_and_how_surely_come_back(tmp_path: Path, form: str, name: str) -> None:
    said = say(
        end("Éowyn", kind="person"), "arm", end("Ents; Huorns", kind="armed group"), id="x",
        certainty="possible", attribution=(FARAMIR, SCOUTS), outlet="The Palantír",
        time=during("2018-01-01", "2018-12-31", "2018"), time_status="past", phase="ends",
        place=ITHILIEN, document="d",
    )  # fmt: skip
    [back] = there_and_back(tmp_path / "e.txt", form, said)
    assert (back.id, back.source.name, back.target.name) == ("x", "Éowyn", "Ents; Huorns")
    assert (back.source.kind, back.target.kind) == ("person", "armed group")
    assert (back.relation, back.phase, back.time_status) == ("arm", "ends", "past")
    assert (back.certainty, [each.name for each in back.attribution]) == (
        "possible",
        ["Faramir", "scouts"],
    )
    assert back.time
    assert (back.time.start, back.time.end, back.time.edtf) == ("2018-01-01", "2018-12-31", "2018")
    assert back.place
    assert (back.place.name, back.place.lat, back.place.lon) == ("Ithilien", 1.5, -2.5)
    assert back.outlet == "The Palantír"
    assert said.sentence in back.sentence
    assert wrote(tmp_path / "e.txt")


@FORMS
def test_the_command_reads_them_by_the_name_of_the_dataset(
    run: Run, store: Path, tmp_path: Path, form: str, name: str
) -> None:
    file, again = tmp_path / "events.txt", tmp_path / "again.duckdb"
    assert run("export", form, file, "--store", store).exit_code == 0
    done = run("import", name, file, "--store", again)
    assert done.exit_code == 0, done.stderr
    [told] = run("statements", "--store", again, "-f", "jsonl").stdout.splitlines()
    back = msgspec.json.decode(told, type=Statement)
    assert (back.source.name, back.relation, back.target.name) == ("Mordor", "fight", "Gondor")
    assert [link.name for link in back.attribution] == ["Faramir"]
    assert back.outlet == "The Palantir"


@FORMS
def test_nobody_speaks_for_a_document_that_speaks_itself(
    tmp_path: Path, form: str, name: str
) -> None:
    said = say("Gondor", "fight", "Mordor", outlet="The Palantir")
    [back] = there_and_back(tmp_path / "e.txt", form, said)
    assert back.attribution == ()
    assert (back.time, back.place) == (None, None)


@FORMS
def test_a_place_at_the_end_of_a_tie_stays_one(tmp_path: Path, form: str, name: str) -> None:
    town = end("Osgiliath", kind="place", country="ML", lat=3.0, lon=4.0)
    [back] = there_and_back(tmp_path / "e.txt", form, say("Gondor", "control", town))
    assert (back.target.kind, back.target.name, back.target.country) == ("place", "Osgiliath", "ML")
    assert (back.target.lat, back.target.lon, back.theatre) == (3.0, 4.0, "ML")


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("\tarm\t", "\tarms\t", "column 'Relation': relation 'arms' is not in the ontology"),
        ("\tcertain\t", "\tsure\t", "column 'Certainty': 'sure' is none of certain, probable"),
        ("\tholds\t", "\theld\t", "column 'Phase': 'held' is none of starts"),
        ("2018-12-31", "2017-12-31", "column 'Date End': the end '2017-12-31' lies before the"),
        ("2018-12-31", "2018-12-32", "column 'Date End': '2018-12-32' is a day that no"),
    ],
)
def test_what_cannot_be_right_is_told(tmp_path: Path, one: str, other: str, why: str) -> None:
    path = tmp_path / "e.txt"
    write(
        [say("Gondor", "arm", "Rohan", time=during("2018-01-01", "2018-12-31"))],
        path,
        format="polecat",
    )
    path.write_text(path.read_text().replace(one, other))
    with pytest.raises(UnreadableDocument, match=f"line 2, {why}"):
        whole(path)


@st.composite
def told_events(draw: st.DrawFn) -> list[Statement]:
    """Statements of different words, who says them, when and where."""
    return [
        msgspec.structs.replace(
            each, mutual=draw(st.booleans()) or each.mutual, id=f"id-{number}",
            phase=draw(st.sampled_from(get_args(Phase))),
            outlet=draw(st.sampled_from((None, "The Palantír", "Faramir", "=Radio, in Rohan"))),
            time=draw(st.sampled_from(TIMES)), place=draw(st.sampled_from((None, ITHILIEN))),
        )
        for number, each in enumerate(draw(statements()))
    ]  # fmt: skip


def kept(said: Statement) -> tuple[object, ...]:
    """What of a statement our columns keep."""
    return (
        said.id, said.source.name, said.source.kind, said.relation, said.target.name, said.target.kind,
        said.sign, said.phase, said.mutual, said.certainty, said.time_status, days(said), precision(said),
        tuple(link.name for link in said.attribution), said.outlet or "the document",
    )  # fmt: skip


@FORMS
@settings(max_examples=15)
@given(said=told_events())
def test_what_leaves_comes_back(
    tmp_path_factory: pytest.TempPathFactory, form: str, name: str, said: list[Statement]
) -> None:
    path = tmp_path_factory.getbasetemp() / f"some.{form}"
    sent = [
        each for each in said
        if events.happened(each) and (form == "polecat" or relation(each.relation).cameo is not None)
    ]  # fmt: skip
    write(said, path, format=form)
    reading, back = whole(path)
    assert reading.form.name == name
    assert not reading.silences
    assert {kept(each) for each in back} == {kept(each) for each in sent}


@FORMS
@given(said=st.lists(STATEMENTS, max_size=3))
def test_no_row_is_refused(
    tmp_path_factory: pytest.TempPathFactory, form: str, name: str, said: list[Statement]
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any.{form}"
    written = write([*said, *odd()], path, format=form)
    reading = datasets.read(path)
    back = [each for block in reading.blocks for each in block.statements]
    assert reading.form.name == name
    assert reading.rows == written.written
    assert {each.phase for each in back} <= set(get_args(Phase))


@given(st.text(alphabet="'=+-@ \tab", max_size=6))
def test_guarded_cells_lose_their_guard(text: str) -> None:
    assert unguarded(str(guard(text))) == text
