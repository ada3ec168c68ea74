"""Our own statements, there and back."""

import csv
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings

from allegiance import datasets
from allegiance.errors import UnreadableDocument
from allegiance.exports import write
from allegiance.exports.rows import flat
from allegiance.statements.statement import Statement
from tests.conftest import Run
from tests.datasets.annotations import statements
from tests.datasets.conftest import Said
from tests.exports.conftest import say


def back(said: list[Statement], form: str) -> list[Statement]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"a.{form}"
        write(said, path, format=form)
        reading = datasets.read(path)
        assert reading.form.name == "statements"
        blocks = list(reading.blocks)
    for block in blocks:
        for each in block.statements:
            assert block.document.text[each.begin : each.end] == each.sentence
        assert sum(each.statements for each in block.sentences) == len(block.statements)
    return [each for block in blocks for each in block.statements]


@pytest.mark.parametrize("form", ["jsonl", "json", "parquet"])
@settings(max_examples=10)
@given(said=statements())
def test_records_come_back_as_they_were(form: str, said: list[Statement]) -> None:
    found = back(said, form)
    same = [msgspec.structs.replace(each, document=said[0].document) for each in said]
    assert [msgspec.structs.replace(each, document=said[0].document) for each in found] == same


@settings(max_examples=20)
@given(statements())
def test_a_table_comes_back_in_all_its_cells(said: list[Statement]) -> None:
    found = back(said, "csv")
    rows = [{**flat(each), "document": ""} for each in found]
    assert rows == [{**flat(each), "document": ""} for each in said]


def test_what_is_imported_counts_as_text_and_once(run: Run, store: Path, tmp_path: Path) -> None:
    lines, again = tmp_path / "said.jsonl", tmp_path / "again.duckdb"
    run("export", "jsonl", lines, "--store", store)
    for path in (again, store):
        assert run("import", lines, "--store", path).exit_code == 0
        shown = run("statements", "--store", path, "-f", "jsonl").stdout.splitlines()
        assert len(shown) == len(lines.read_text().splitlines())


def test_what_is_no_statement_is_told_with_its_line(said: Said, store: Path, run: Run) -> None:
    good = run("statements", "--store", store, "-f", "jsonl").stdout.splitlines()[0]
    for change, message in (
        ({"relation": "arms"}, "relation 'arms' is not in the ontology"),
        ({"end": 3}, "characters, and stands from"),
        ({"source": None}, "the record is no statement"),
    ):
        wrong = json.dumps({**json.loads(good), **change})
        with pytest.raises(UnreadableDocument, match=f"line 2: .*{message}"):
            said(f"{good}\n{wrong}\n", "a.jsonl")
    reading = datasets.read(_written(store.parent, f"{good}\n{wrong}\n"), skip_bad=True)
    assert sum(len(block.statements) for block in reading.blocks) == 1
    assert len(reading.rejected) == 1


def test_a_list_names_the_line_of_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write([say("Gondor", "arm", "Rohan", end=17)], path)
    path.write_text(path.read_text().replace('"relation":"arm"', '"relation":"arms"'))
    with pytest.raises(UnreadableDocument, match=r"line 2: .*'arms' is not in the ontology"):
        list(datasets.read(path).blocks)
    path.write_text(path.read_text()[:-4])
    with pytest.raises(UnreadableDocument, match=r"is no JSON: .*; export it again"):
        list(datasets.read(path).blocks)


def test_parquet_of_others_and_what_is_damaged_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    write([say("Gondor", "arm", "Rohan")], path, format="ties-parquet")
    with pytest.raises(UnreadableDocument, match=r"line 1: .*is it a table"):
        datasets.read(path)
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(UnreadableDocument, match="is cut short or damaged"):
        list(datasets.read(path, format="statements").blocks)


def test_a_row_that_lacks_a_number_is_told(said: Said, run: Run, store: Path) -> None:
    rows = list(csv.reader(run("statements", "--store", store, "-f", "csv").stdout.splitlines()))
    rows[1][rows[0].index("begin")] = "here"
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    head, _, rest = text.partition("\n")
    with pytest.raises(UnreadableDocument, match="line 2: the row is no statement of ours"):
        said(head.replace('"', "") + "\n" + rest, "a.csv")


def _written(folder: Path, text: str) -> Path:
    path = folder / "some.jsonl"
    path.write_text(text)
    return path
