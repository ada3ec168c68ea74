"""How the rows of a format are read by the million: what its row reader reads of them, as SQL."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from allegiance.datasets.cameo import Coding
    from allegiance.datasets.format import Party, Spot


class Cell(NamedTuple):
    """A column that is shown as evidence, and the field that keeps it; only at places of that precision."""

    column: str
    field: str
    only: str | None = None


class Bulk(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of a format as SQL expressions over their names; an empty cell is NULL.

    They read a row as `Format.read` does, so that both give the same statements. `types` are of the columns
    that are no text, and `days` is how a file writes dates (as strptime). A row without what is `named`,
    and one whose two ends are `one`, are silent; what may be `wrong` is read by the row reader,
    which says what. `source` and `target` are each a name, a code and a home, of which `party`
    makes the actor; `place` is what `spot` takes before the degrees, and `code` what `coding` takes,
    and a wording. `writing` tells where a row was told, `outlet` its outlet, over the columns `writing` and
    `publisher`. `key` are the fields that together must not repeat, of which `part` tells several of one event
    apart. `number` counts articles, `confidence` is in percent. Each distinct actor, place and
    code is read once, by the same functions as row by row. `of` names the format of the
    events that a row only mentions by their number. `cells` are shown as evidence, in this order.
    """

    types: Mapping[str, str]
    days: str
    event: str
    day: str
    date: str
    source: tuple[str, str, str]
    target: tuple[str, str, str]
    named: str
    one: str
    code: tuple[str, str]
    place: tuple[str, str, str]
    degrees: tuple[str, str]
    outlet: str
    wrong: str
    confidence: str
    party: Callable[[str, str, str, str], "Party"]
    spot: Callable[[str, str, str, float | None, float | None], "Spot | None"]
    coding: Callable[[str], "Coding | str"]
    cells: tuple[Cell, ...]
    writing: str = "NULL"
    publisher: str = "NULL"
    number: str = "NULL"
    part: str = "0"
    key: str = "event"
    of: str | None = None
