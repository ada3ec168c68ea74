"""What a dataset's format is: the columns of its rows, and what a row says."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from allegiance.datasets.bulk import Bulk
from allegiance.datasets.rows import Lay, Row
from allegiance.statements.statement import Certainty, Phase, Polarity, Time, TimeStatus


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """An actor as a row names it, in that column.

    `scheme` and `code` are whose number it is ("ucdp", "gw", "cow", "id" for ours, or the dataset's own), where the
    row has one; `year` tells two holders of one code apart; `kind` is the kind where the dataset
    tells it of those that nobody knows, `title` what to call such a one where its name does not say it,
    and `country` (ISO 3166-1 alpha-2) where it is at home. `exact` where brackets belong to the name.
    """

    name: str
    column: str
    scheme: str | None = None
    code: str | None = None
    year: int | None = None
    kind: str = "unknown"
    title: str | None = None
    country: str | None = None
    exact: bool = False


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A place as a row names it, in that column; `country` is ISO 3166-1 alpha-2, degrees for the rest.

    `id` is its id with us, where the file has it.
    """

    name: str
    column: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None
    id: str | None = None


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """Who told the dataset, as a row names them in that column; `kind` as in an Attribution."""

    name: str
    column: str
    kind: str


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One relation that a row asserts. `by` is the column whose cell says it.

    `id` names the statement where the dataset has a number of its own for what it says.
    """

    source: Party
    relation: str
    target: Party | Spot
    by: str
    time: Time | None = None
    place: Spot | None = None
    certainty: Certainty = "certain"
    time_status: TimeStatus = "past"
    phase: Phase = "holds"
    mutual: bool = False
    polarity: Polarity = "positive"
    voices: tuple[Voice, ...] = ()
    instrument: str | None = None
    confidence: float = 1.0
    id: str | None = None


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """The writing a row was coded from, where it has an outlet, an address or a date of its own."""

    outlet: str
    url: str | None = None
    date: str | None = None


class Silent(Exception):
    """A row gives no statement; its message says why, and is counted."""


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """A dataset's format: `read` says what one row asserts.

    `columns` must be in the header and are what it is known by; `also` are read where they are there.
    Of the two, those in `shown` make the evidence: all of them, unless told; one in `spare` is shown
    only where the other is empty that it stands in for. `read` raises `Silent` for
    a row that asserts nothing that the codebook has a relation for, and `BadRow` for one that cannot
    be right. `key` are the columns whose cells together must not repeat. `names` tells other names
    that a column has had in other versions. A file without a header has `header` as its columns.
    `release` is the column that tells the version, of which a file must have one. `story` tells where
    a row comes from, for a dataset that is not itself the outlet. Rows alike in `ends` tell of
    the same actors, relations and years, so that of many it is enough to ask one whom it is about. `gloss` says in a line what it is.
    `bulk` tells how rows are read by the million. `lay` puts the cells of a line, the header's too,
    where they belong, for files that have them otherwise. `starts` tells whether a line is a row, where
    a file without a header could be another's. `ours` is the format of files that we wrote in its columns.
    """

    name: str
    gloss: str
    outlet: str
    licence: str
    columns: tuple[str, ...]
    read: Callable[[Row], Iterable[Claim]]
    also: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    spare: Mapping[str, str] = {}
    key: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, ...]] = {}
    header: tuple[tuple[str, ...], ...] = ()
    release: str | None = None
    encoding: str = "utf-8"
    story: Callable[[Row], Story | None] | None = None
    ends: tuple[str, ...] = ()
    bulk: Bulk | None = None
    lay: Lay = list
    starts: Callable[[Sequence[str]], bool] = bool
    ours: "Format | None" = None
