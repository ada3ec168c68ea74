"""Flat rows as data frames, by whichever of the three packages the user has."""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any

from allegiance.errors import AllegianceError

Cell = str | int | float | bool | None
Row = dict[str, Cell]
Columns = Mapping[str, type]
"""What stands in each column: str, int, float or bool; None may stand in any."""


class NotInstalled(AllegianceError):
    """A package that makes data frames and is not installed."""


class Frames:
    """What makes a flat table: rows of plain values, or a data frame.

    A frame has its columns, each of one type, where there is no row too.
    """

    __slots__ = ()

    def _columns(self) -> Columns:
        raise NotImplementedError

    def _rows(self) -> Iterable[Row]:
        raise NotImplementedError

    def rows(self) -> list[Row]:
        """The table as a list of dictionaries, which needs no package."""
        return list(self._rows())

    def arrow(self) -> Any:
        """The table as a `pyarrow.Table`. Raises NotInstalled without pyarrow."""
        arrow = _package("pyarrow", "Arrow tables")
        kinds = {
            str: arrow.string(), int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_(),
        }  # fmt: skip
        schema = arrow.schema([(name, kinds[kind]) for name, kind in self._columns().items()])
        return arrow.Table.from_pylist(self._typed(), schema=schema)

    def polars(self) -> Any:
        """The table as a `polars.DataFrame`. Raises NotInstalled without polars."""
        polars = _package("polars", "Polars frames")
        kinds = {str: polars.String, int: polars.Int64, float: polars.Float64, bool: polars.Boolean}
        schema = {name: kinds[kind] for name, kind in self._columns().items()}
        return polars.DataFrame(self._typed(), schema=schema, orient="row")

    def pandas(self) -> Any:
        """The table as a `pandas.DataFrame`, None as NA. Raises NotInstalled without pandas."""
        pandas = _package("pandas", "pandas frames")
        kinds = {str: "string", int: "Int64", float: "Float64", bool: "boolean"}
        rows = self._typed()
        return pandas.DataFrame(
            {
                name: pandas.array([row[name] for row in rows], dtype=kinds[kind])
                for name, kind in self._columns().items()
            }
        )

    def _typed(self) -> list[Row]:
        """The rows, every cell of the type of its column: a weight of 3 is 3.0."""
        makers: list[tuple[str, Callable[[Any], Cell]]] = list(self._columns().items())
        return [
            {name: None if row[name] is None else make(row[name]) for name, make in makers}
            for row in self._rows()
        ]


def _package(name: str, makes: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise NotInstalled(
            f"{name} is not installed, which makes {makes}; `pip install {name}`, or use rows()"
        ) from error
