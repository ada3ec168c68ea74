"""Flat rows become frames of typed columns, where a package for them is installed."""

import sys
from typing import Any

import pyarrow as arrow
import pytest

from allegiance.errors import AllegianceError
from allegiance.notebook import Network, Statements

MAKERS = {"arrow": "pyarrow", "polars": "polars", "pandas": "pandas"}


@pytest.mark.parametrize(("makes", "package"), MAKERS.items())
def test_without_the_package_one_sentence_says_what_to_do(
    network: Network, monkeypatch: pytest.MonkeyPatch, makes: str, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(
        AllegianceError, match=f"{package} is not installed.*`pip install {package}`"
    ):
        getattr(network, makes)()


def test_rows_need_no_package_and_cells_have_the_type_of_their_column(network: Network) -> None:
    columns = network._columns()
    for row in network._typed():
        for name, value in row.items():
            assert value is None or type(value) is columns[name]


def _names(frame: Any, makes: str) -> list[str]:
    return list(frame.column_names if makes == "arrow" else frame.columns)


@pytest.mark.parametrize("makes", MAKERS)
def test_every_frame_has_its_rows_and_columns(
    network: Network, statements: Statements, makes: str
) -> None:
    answers = (
        statements, network, network.balance(), network.double_games(), network.shifts(),
        network.flows("Gondor"), network.compare(), network.spillover(), Network(), Statements(),
        network.balance_over_time(years=5, step=5), network.triangles(),
    )  # fmt: skip
    for found in answers:
        frame = getattr(found, makes)()
        assert _names(frame, makes) == list(found._columns())
        assert len(frame) == len(found.rows())


def test_a_column_has_its_type_where_there_is_no_row() -> None:
    schema = Network().arrow().schema
    assert schema.field("weight").type == arrow.float64()
    assert schema.field("symmetric").type == arrow.bool_()
    assert schema.field("first").type == arrow.string()
    assert schema.field("documents").type == arrow.int64()


def test_arrow_and_polars_and_pandas_hold_the_same(network: Network) -> None:
    rows = network._typed()
    assert network.arrow().to_pylist() == rows
    assert network.polars().to_dicts() == rows
    plain = network.pandas().astype(object)
    assert plain.where(plain.notna(), None).to_dict("records") == rows
