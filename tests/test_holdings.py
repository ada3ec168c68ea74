"""What a store and a file hold of some actors, told alike."""

from pathlib import Path

import pytest

from allegiance.datasets.icews import _NAMES as HEADER
from allegiance.errors import BadOption, BrokenStore, UnreadableDocument
from allegiance.holdings import holdings, imported, is_store
from allegiance.network.check import Dataset
from allegiance.store import Store
from tests.conftest import Run
from tests.datasets.test_icews import row

GED = """id,year,type_of_violence,side_a,side_a_new_id,side_b,side_b_new_id,date_start,date_end,country,country_id,where_prec
1,2012,1,Government of Mali,72,Ansar Dine,1157,2012-03-01,2012-03-02,Mali,432,6
2,2013,1,Government of Mali,72,AQIM,539,2013-05-01,2013-05-01,Mali,432,6
3,2001,2,Gondor,,Mordor,,2001-05-01,2001-05-01,Chad,483,6
"""
SIGNED = "u,v,sign\nGondor,Rohan,1\nGondor,Mordor,-1\nHarad,Umbar,1\n"


@pytest.fixture
def events(tmp_path: Path) -> Path:
    path = tmp_path / "ged.csv"
    path.write_text(GED)
    return path


@pytest.fixture
def wars(run: Run, events: Path, tmp_path: Path) -> Path:
    path, signed = tmp_path / "wars.duckdb", tmp_path / "signed.csv"
    signed.write_text(SIGNED)
    result = run("import", events, signed, "--store", path)
    assert result.exit_code == 0, result.stderr
    return path


def plain(held: Dataset) -> tuple[object, ...]:
    told = sorted((s.source.id, s.relation, s.target.id) for s in held.statements)
    return held.name, held.first, held.last, held.actors, held.relations, told


def test_a_file_is_read_for_the_actors_asked_about(events: Path) -> None:
    (held,) = holdings(events, {"ML"})
    told = [(s.source.id, s.relation, s.target.id) for s in held.statements]
    assert told == [("ML", "fight", "ansar-dine"), ("ML", "fight", "aqim")]
    assert held.actors == {"ML", "ansar-dine", "aqim", "ucdp-ged:gondor", "ucdp-ged:mordor"}
    assert (held.name, held.first, held.last) == ("UCDP GED", "2001", "2013")


def test_a_graph_is_a_dataset_as_well(tmp_path: Path) -> None:
    path = tmp_path / "a.graphml"
    path.write_text(
        '<graphml><key id="r" for="edge" attr.name="relation"/><graph><node id="Mali"/><node id="AQIM"/>'
        '<edge source="Mali" target="AQIM"><data key="r">fight</data></edge></graph></graphml>'
    )
    (held,) = holdings(path, {"ML"})
    assert [(s.source.id, s.relation, s.target.id) for s in held.statements] == [
        ("ML", "fight", "aqim")
    ]
    assert held.actors == {"ML", "aqim"}


def test_a_store_holds_what_its_files_held(events: Path, wars: Path) -> None:
    for wanted in ({"ML"}, {"aqim"}, {"ucdp-ged:gondor"}, {"nobody"}):
        (file,) = holdings(events, wanted)
        stored = {held.name: held for held in holdings(wars, wanted)}
        assert plain(stored["UCDP GED"]) == plain(file)


def test_a_store_is_as_many_datasets_as_were_imported(wars: Path) -> None:
    held = {each.name: each for each in holdings(wars, {"signed:gondor"})}
    assert sorted(held) == ["UCDP GED", "signed list"]
    assert len(held["signed list"].statements) == 2
    assert held["signed list"].first is None


def test_ends_are_read_at_the_level_that_is_asked_for(events: Path) -> None:
    (held,) = holdings(events, {"ML/government"}, level="named")
    assert "ML/government" in held.actors
    assert len(held.statements) == 2
    assert not holdings(events, {"ML"}, level="named")[0].statements


def test_a_store_of_texts_is_one_dataset_under_its_own_name(store: Path) -> None:
    (held,) = holdings(store, {"text:gondor"})
    assert held.name == str(store)
    assert held.statements
    assert not any(map(imported, held.statements))


def test_what_can_not_be_held_against_anything_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadOption, match="is no file; --against takes a store"):
        holdings(tmp_path / "none.csv", {"ML"})
    empty, text = tmp_path / "empty.duckdb", tmp_path / "a.csv"
    Store.open(empty).close()
    with pytest.raises(BrokenStore, match="holds no statement; import a dataset"):
        holdings(empty, {"ML"})
    text.write_text("a,b\n1,2\n")
    with pytest.raises(UnreadableDocument, match="no format has this header"):
        holdings(text, {"ML"})
    assert is_store(empty)
    assert not is_store(text)
    assert not is_store(tmp_path)


def test_events_by_the_million_are_a_dataset_of_a_store_as_well(run: Run, tmp_path: Path) -> None:
    path, store = tmp_path / "icews.tsv", tmp_path / "events.duckdb"
    path.write_text("\t".join(HEADER) + "\n" + row() + "\n")
    result = run("import", path, "--store", store)
    assert result.exit_code == 0, result.stderr
    (file,) = holdings(path, set())
    wanted = {next(iter(sorted(file.actors)))}
    (file,), (stored,) = holdings(path, wanted), holdings(store, wanted)
    assert plain(stored) == plain(file)
    assert len(file.statements) == 1
