"""Importing what is no table, on the command line."""

import csv
import json
from pathlib import Path

import pytest

from tests.conftest import Run

GRAPH = """<graphml><key id="r" for="edge" attr.name="relation"/><graph edgedefault="directed">
<node id="Gondor"/><node id="Rohan"/><node id="Mordor"/>
<edge source="Gondor" target="Rohan"><data key="r">arms</data></edge>
<edge source="Gondor" target="Mordor"><data key="r">cousins</data></edge>
<edge source="Gondor" target="Moria"><data key="r">fight</data></edge>
</graph></graphml>
"""
EXAMPLE = {
    "text": "Gondor armed Rohan with 3 swords.",
    "entities": [
        {"id": 1, "label": "ORG", "start_offset": 0, "end_offset": 6},
        {"id": 2, "label": "ORG", "start_offset": 13, "end_offset": 18},
        {"id": 3, "label": "Weapon", "start_offset": 26, "end_offset": 32},
    ],
    "relations": [{"id": 1, "from_id": 1, "to_id": 2, "type": "arms"}],
}


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "towers.graphml"
    path.write_text(GRAPH)
    return path


def relations(run: Run, store: Path) -> list[str]:
    lines = run("statements", "--store", store, "-f", "jsonl").stdout.splitlines()
    return [json.loads(line)["relation"] for line in lines]


def test_a_bad_edge_imports_nothing_or_is_listed(run: Run, graph: Path, tmp_path: Path) -> None:
    store = tmp_path / "wars.duckdb"
    told = run("import", graph, "--store", store)
    assert told.exit_code == 1
    assert f"{graph}, line 5: the edge's end 'Moria' is no node of the file" in told.stderr
    assert "nothing of this file was imported" in told.stderr
    assert relations(run, store) == []
    told = run("import", graph, "--store", store, "--skip-bad", "-f", "json")
    (found,) = json.loads(told.stdout)
    assert (found["format"], found["rows"], found["statements"], found["rejected"]) == (
        "graphml", 3, 1, 1,
    )  # fmt: skip
    assert list(found["silent"].values()) == [1]
    assert "relation 'cousins' is no relation that is known" in told.stderr
    rows = list(csv.reader(Path(found["rejected_file"]).read_text().splitlines()))
    assert rows[1][0] == "5"
    assert relations(run, store) == ["arm"]
    again = run("import", graph, "--store", store, "--skip-bad")
    assert "is in the store already" in again.stderr


def test_labels_are_explained_by_a_file(run: Run, graph: Path, tmp_path: Path) -> None:
    store, mine = tmp_path / "wars.duckdb", tmp_path / "mine.yaml"
    mine.write_text("relations: {cousins: ally}\n")
    told = run("import", graph, "--store", store, "--skip-bad", "--labels", mine)
    assert told.exit_code == 0, told.stderr
    assert relations(run, store) == ["arm", "ally"]
    mine.write_text("relations: {cousins: {relation: ally, reverse: true}, arms: fund}\n")
    told = run("import", graph, "--store", store, "--skip-bad", "--labels", mine)
    assert relations(run, store) == ["fund", "ally"]
    mine.write_text("relations: {cousins: opose}\n")
    told = run("import", graph, "--store", ":memory:", "--labels", mine)
    assert told.exit_code != 0
    assert "label 'cousins': relation 'opose' is not in the ontology" in told.stderr


def test_annotations_become_documents_with_their_mentions(run: Run, tmp_path: Path) -> None:
    store, path = tmp_path / "wars.duckdb", tmp_path / "a.jsonl"
    path.write_text(json.dumps(EXAMPLE) + "\n")
    told = run("import", "doccano", path, "--store", store)
    assert told.exit_code == 0, told.stderr
    assert "labels that name neither an actor nor a place, left out: Weapon (1)" in told.stderr
    assert relations(run, store) == ["arm"]
    actors = run("actors", "--store", store, "-f", "csv").stdout
    assert "Gondor" in actors
    assert "Rohan" in actors
