"""Others' codings become statements: one file a format.

A package adds a format with an entry point in the group `allegiance.datasets`, whose name is the
format's and whose object is a `Format`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points
from itertools import islice
from pathlib import Path

from allegiance.datasets import (
    acled,
    atop,
    baad,
    brat,
    cow_alliances,
    cow_disputes,
    doccano,
    ftm,
    gdelt,
    gdelt_mentions,
    gexf,
    graphml,
    icews,
    labelstudio,
    ngec,
    own,
    petrarch,
    polecat,
    re3d,
    signed,
    statements,
    ucdp_actor,
    ucdp_armed_conflict,
    ucdp_dyadic,
    ucdp_esd,
    ucdp_ged,
    ucdp_nonstate,
)
from allegiance.datasets.blocks import Block, Heard, blocks, hear
from allegiance.datasets.format import Claim, Format, Party, Silent, Spot, Story, Voice
from allegiance.datasets.parties import Parties
from allegiance.datasets.reading import Reading, Rejected, made_by
from allegiance.datasets.rows import BadRow, Row, checksum, nearest, table
from allegiance.datasets.sources import Given, Source, head
from allegiance.errors import AllegianceError, BadOption, UnreadableDocument

__all__ = [
    "FORMATS", "BadRow", "Block", "Claim", "Format", "Party", "Reading", "Row", "Silent", "Spot",
    "Story", "Voice", "chosen", "guess", "made_by", "read",
]  # fmt: skip

GROUP = "allegiance.datasets"


def read(
    path: str | Path,
    *,
    format: str | None = None,  # noqa: A002 - the argument's name on the command line too
    columns: Mapping[str, str] | None = None,
    encoding: str | None = None,
    limit: int | None = None,
    skip_bad: bool = False,
    on_row: Callable[[int], None] | None = None,
    keep: Callable[[Row], bool] | None = None,
    labels: str | Path | None = None,
) -> Reading:
    """Read a file of a dataset as documents and statements, row by row.

    Without a format, or with "auto", the header tells it. `columns` tells what a column is called
    in this file (`{"dyad_new_id": "dyad"}`), `limit` reads so many rows only, `skip_bad` leaves out rows that
    cannot be right and keeps them in `rejected`. `on_row` is told how many rows are through.
    Rows that `keep` says no to are passed over. `labels` is a table of what labels of graphs and annotations mean.

    Raises BadOption for an unknown format or column, UnreadableDocument, naming file, line and
    column, where the file is not of the format, is cut short, or (unless `skip_bad`) has a bad row.
    """
    path = Path(path)
    form = guess(path, encoding=encoding) if format in (None, "auto") else chosen(str(format))
    if form.ours and own.wrote(path):
        form = form.ours
    reading = Reading(
        form=form, path=path, header=(), blocks=iter(()), encoding=encoding or form.encoding
    )
    if isinstance(form, Source):
        given = Given(columns or {}, limit, skip_bad, on_row, keep, labels)
        reading.blocks = form.open(reading, given)
        return reading
    steps = _Steps(reading, columns or {}, encoding or form.encoding, skip_bad, keep)
    reading.header = steps.checked()
    reading.at = _places(form, reading.header, columns or {})
    reading.blocks = steps.blocks(limit, on_row)
    return reading


def guess(path: str | Path, *, encoding: str | None = None) -> Format:
    """The format whose columns a file's header has: the one with the most, where several fit.

    Raises UnreadableDocument where none fits, naming the one that comes nearest.
    """
    path = Path(path)
    start = head(path)
    for source in FORMATS.values():
        if isinstance(source, Source) and source.fits(path, start):
            return source
    first: list[str] = []
    with table(path, encoding=encoding or "latin-1", heading=_heading(first)):
        pass
    fitting: list[tuple[int, Format]] = []
    tables = [each for each in FORMATS.values() if not isinstance(each, Source)]
    for each in tables:
        if not _lacking(each, each.lay(first), {}):
            fitting.append((len(each.columns), each))
        elif each.starts(first) and _headless(each, first) is not None:
            fitting.append((1, each))
    if fitting:
        return max(fitting, key=lambda pair: pair[0])[1]
    near = min(tables, key=lambda each: len(_lacking(each, first, {})) / len(each.columns))
    lacking = _lacking(near, first, {})
    raise UnreadableDocument(
        f"{path}: no format has this header ({', '.join(first)[:120]}); the nearest is {near.name}, "
        f"which also has {', '.join(lacking[:5])}: name the format, and --column {lacking[0]}=NAME "
        f"where a column has another name, or correct the file"
    )


class Formats(Mapping[str, Format]):
    """The formats by name: ours, then those that installed packages add."""

    def __getitem__(self, name: str) -> Format:
        return OURS[name] if name in OURS else _loaded(_added()[name])

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*OURS, *_added())))

    def __len__(self) -> int:
        return len(set(self))


OURS: Mapping[str, Format] = {
    each.name: each
    for each in (
        ucdp_ged.FORMAT, ucdp_ged.CANDIDATE, ucdp_esd.FORMAT, ucdp_esd.FIRST, ucdp_armed_conflict.FORMAT,
        ucdp_dyadic.FORMAT, ucdp_nonstate.FORMAT, ucdp_actor.FORMAT, cow_alliances.FORMAT,
        cow_disputes.FORMAT, signed.FORMAT, gdelt.FORMAT, gdelt_mentions.FORMAT, icews.FORMAT,
        acled.FORMAT, atop.FORMAT, baad.FORMAT, baad.ATTRIBUTES, polecat.FORMAT, ngec.FORMAT,
        petrarch.FORMAT, gexf.FORMAT, graphml.FORMAT, ftm.FORMAT, re3d.FORMAT,
        brat.FORMAT, doccano.FORMAT, labelstudio.FORMAT, statements.FORMAT,
    )
}  # fmt: skip
FORMATS: Mapping[str, Format] = Formats()


class _Steps:
    """One file on its way: header, rows, what they say, and documents."""

    def __init__(
        self,
        reading: Reading,
        columns: Mapping[str, str],
        encoding: str,
        skip_bad: bool,
        keep: Callable[[Row], bool] | None = None,
    ) -> None:
        self._reading = reading
        self._form = reading.form
        self._columns = columns
        self._encoding = encoding
        self._skip_bad = skip_bad
        self._keep = keep
        self._seen: dict[int, int] = {}
        self._release: str | None = None

    def checked(self) -> tuple[str, ...]:
        """The header, once it has all that the format needs."""
        with table(
            self._reading.path, encoding=self._encoding, heading=self._heading, lay=self._form.lay
        ) as opened:
            header = opened.header
        for field, name in self._columns.items():
            if field not in (*self._form.columns, *self._form.also):
                raise BadOption(
                    f"{self._form.name} reads no column {field!r}; it reads "
                    f"{', '.join((*self._form.columns, *self._form.also))}"
                )
            if name not in header:
                raise BadOption(f"{self._reading.path} has no column {name!r}")
        if lacking := _lacking(self._form, header, self._columns):
            raise UnreadableDocument(self._wrong(header, lacking))
        return header

    def blocks(self, limit: int | None, on_row: Callable[[int], None] | None) -> Iterator[Block]:
        reading = self._reading
        parties = Parties(self._form.name)
        parties.unknown = reading.unknown
        heard = self._heard(on_row)
        made = blocks(
            heard if limit is None else islice(heard, limit),
            self._form,
            reading.path,
            checksum=checksum(reading.path),
            made_by=made_by(self._form),
            parties=parties,
            silences=reading.silences,
        )
        for block in made:
            reading.statements += len(block.statements)
            yield block

    def _heard(self, on_row: Callable[[int], None] | None) -> Iterator[Heard]:
        with table(
            self._reading.path, encoding=self._encoding, heading=self._heading, lay=self._form.lay
        ) as opened:
            at = _places(self._form, opened.header, self._columns)
            for line, cells in opened.rows:
                self._reading.rows += 1
                if on_row and self._reading.rows % 1000 == 0:
                    on_row(self._reading.rows)
                try:
                    if heard := self._one(at, line, cells):
                        yield heard
                except BadRow as wrong:
                    self._reject(wrong, line, wrong.cells if isinstance(cells, BadRow) else cells)

    def _one(self, at: Mapping[str, int], line: int, cells: Sequence[str] | BadRow) -> Heard | None:
        if isinstance(cells, BadRow):
            raise cells
        if tuple(cells) == self._reading.header:
            raise BadRow("the header stands here again: two files were put together; part them")
        row = Row(at, cells, line)
        if self._keep and not self._keep(row):
            return None
        heard = hear(row, self._form)
        self._same_release(row)
        if heard.silence is None:
            self._once(row)
        return heard

    def _same_release(self, row: Row) -> None:
        """A file has one version of its dataset."""
        column = self._form.release
        if column and (told := row[column]):
            if self._release not in (None, told):
                raise BadRow(
                    f"version {told!r} in a file of version {self._release!r}; import each version "
                    "from a file of its own",
                    column,
                )
            self._release = told

    def _once(self, row: Row) -> None:
        """No two rows that tell something have the same key."""
        if not self._form.key:
            return
        told = tuple(row[column] for column in self._form.key)
        first = self._seen.setdefault(hash(told), row.line)
        if first != row.line:
            raise BadRow(
                f"{', '.join(told)} stands in line {first} already; take one of the two out",
                ", ".join(self._form.key),
            )

    def _reject(self, wrong: BadRow, line: int, cells: Sequence[str] | BadRow) -> None:
        column = f", column {wrong.column!r}" if wrong.column else ""
        if not self._skip_bad:
            raise UnreadableDocument(
                f"{self._reading.path}, line {line}{column}: {wrong}; correct it, or leave such rows out "
                "with --skip-bad"
            ) from wrong
        told = () if isinstance(cells, BadRow) else tuple(cells)
        self._reading.rejected.append(Rejected(line, f"{wrong.column or 'row'}: {wrong}", told))

    def _heading(self, first: Sequence[str]) -> Sequence[str] | None:
        return _headless(self._form, first)

    def _wrong(self, header: Sequence[str], lacking: Sequence[str]) -> str:
        path, name = self._reading.path, self._form.name
        others = [
            each.name for each in FORMATS.values()
            if each.name != name and not isinstance(each, Source) and not _lacking(each, header, {})
        ]  # fmt: skip
        if others:
            return f"{path}, line 1: this is the header of {others[0]}, not of {name}"
        near = nearest(lacking[0], header)
        way = (
            f"if it is {near!r} here, tell so with --column {lacking[0]}={near}"
            if near
            else f"is it a file of {name}? its header begins with {', '.join(header[:6])[:120]}"
        )
        return f"{path}, line 1: a file of {name} has a column {lacking[0]!r}, and this one has none; {way}"


def _heading(first: list[str]) -> Callable[[Sequence[str]], None]:
    return lambda cells: first.extend(cells)


def _headless(form: Format, first: Sequence[str]) -> Sequence[str] | None:
    """The columns of a file without a header; None where the first line is one, or does not fit."""
    if not form.header or set(form.columns) <= set(first):
        return None
    cells = form.lay(first)
    fits = (each for each in form.header if len(each) == len(cells))
    return next(fits, None)


def _places(form: Format, header: Sequence[str], columns: Mapping[str, str]) -> dict[str, int]:
    """Where each column stands: under its name, one of its other names, or the one that was told."""
    named = [(name, place) for place, name in enumerate(header) if name]
    found = {name.lower(): place for name, place in reversed(named)} | dict(named)
    for field in (*form.columns, *form.also):
        for name in (columns.get(field), field, field.lower(), *form.names.get(field, ())):
            if name is not None and name in found:
                found[field] = found[name]
                break
    return found


def _lacking(form: Format, header: Sequence[str], columns: Mapping[str, str]) -> list[str]:
    there = _places(form, header, columns)
    return [name for name in form.columns if name not in there]


def _added() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}


def _loaded(point: EntryPoint) -> Format:
    """The format that a package adds; raises AllegianceError where it adds none."""
    try:
        found = point.load()
    except (ImportError, AttributeError) as error:
        found = error
    if isinstance(found, Format):
        return found
    package = point.dist.name if point.dist else point.value
    raise AllegianceError(
        f"the dataset {point.name!r} of the package {package} is not a Format ({found}); "
        "update the package or uninstall it"
    )


def chosen(name: str) -> Format:
    """The format of that name; raises BadOption where there is none."""
    if name in FORMATS:
        return FORMATS[name]
    near = get_close_matches(name, FORMATS, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"choose one of {', '.join(FORMATS)}"
    raise BadOption(f"format {name!r} is unknown; {hint}")
