"""What leaves comes back: one law for every format that goes both ways, and a list of those that do not."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from allegiance import datasets, exports
from allegiance.errors import AllegianceError
from allegiance.exports.events import happened
from allegiance.network.ties import Tie, tie
from allegiance.ontology.relations import relation
from allegiance.statements.statement import Statement
from tests.datasets.annotations import statements
from tests.exports.conftest import odd, say

BACK = {
    "csv": "statements", "jsonl": "statements", "json": "statements", "parquet": "statements",
    "gexf": "gexf", "graphml": "graphml", "ftm": "ftm", "polecat": "polecat", "cameo": "icews",
    "brat": "brat", "doccano": "doccano", "labelstudio": "label-studio",
}  # fmt: skip
"""Which importer reads what an export writes. What each keeps beyond this law, its own test says."""

ONE_WAY = {
    "xlsx", "sqlite", "archive", "geojson", "ties-csv", "ties-jsonl", "ties-parquet", "cypher",
    "neo4j", "pajek", "stix", "webannotation", "nanopub",
}  # fmt: skip
KEPT = {
    "polecat": happened,
    "cameo": lambda said: happened(said) and relation(said.relation).cameo is not None,
}
"""What a format has room for, where that is not everything."""


def test_every_format_is_of_one_kind() -> None:
    assert not BACK.keys() & ONE_WAY
    assert BACK.keys() | ONE_WAY == set(exports.OURS)
    assert set(BACK.values()) <= set(datasets.OURS)


def test_an_importer_of_that_name_means_both_ways() -> None:
    assert set(exports.OURS) & set(datasets.OURS) <= BACK.keys()


@pytest.mark.parametrize("name", sorted(ONE_WAY))
def test_no_importer_takes_a_format_of_one_way(name: str, tmp_path: Path) -> None:
    """Once one does, this fails: the format belongs to BACK then."""
    path = tmp_path / f"said{exports.FORMATS[name].suffix}"
    exports.write([say("Gondor", "arm", "Rohan"), *odd()], path, format=name)
    with pytest.raises(AllegianceError):
        list(datasets.read(path).blocks)


@pytest.mark.parametrize("name", sorted(BACK))
@settings(max_examples=8)
@given(said=statements())
def test_who_stands_how_to_whom_comes_back(name: str, said: list[Statement]) -> None:
    """With its sign, and whether somebody affirms and somebody denies it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"said{exports.FORMATS[name].suffix}"
        exports.write(said, path, format=name)
        if not (sent := list(filter(KEPT.get(name), said)) if name in KEPT else said):
            return
        reading = datasets.read(path)
        back = [each for block in reading.blocks for each in block.statements]
    assert reading.form.name == BACK[name]
    assert not reading.rejected
    assert law(back) == law(sent)


def law(said: Iterable[Statement]) -> set[tuple[object, ...]]:
    return {
        (
            *_ends(each), each.relation, each.target.kind == "place", each.sign, each.symmetric,
            bool(each.affirmed), bool(each.denied),
        )
        for each in tie(said)
    }  # fmt: skip


def _ends(tied: Tie) -> tuple[str, ...]:
    """Who stands to whom; of a tie that is read both ways in no order."""
    names = (tied.source.name, tied.target.name)
    return tuple(sorted(names)) if tied.symmetric else names
