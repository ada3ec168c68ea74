"""What datasets hold of some actors: a store of imported data, or a file of a known format as it is.

Only what is about these actors becomes statements; of the rest it is enough to know whom it names,
what it codes and which years it spans.
"""

import re
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from allegiance import datasets
from allegiance.datasets.about import About
from allegiance.datasets.sources import Source
from allegiance.errors import BadOption, BrokenStore
from allegiance.network.check import Dataset, dataset
from allegiance.network.ties import Level, Party, Wholes, read_at
from allegiance.ontology.actors import Registry, registry
from allegiance.statements.statement import Statement

if TYPE_CHECKING:
    from allegiance.datasets.parties import Who
    from allegiance.store import Store

OnRow = Callable[[int], None]


def holdings(
    path: str | Path,
    actors: Collection[str],
    *,
    format: str | None = None,  # noqa: A002 - as for datasets.read
    level: Level = "state",
    known: Registry | None = None,
    skip_bad: bool = False,
    on_row: OnRow | None = None,
) -> list[Dataset]:
    """What a store or a file of a dataset holds of actors, by their ids at that level.

    A file is one dataset, of the `format` or of the one that its header tells. Of a store each dataset that
    was imported into it is one; a store without any is one as it is, under its own name.

    Raises BrokenStore or UnreadableDocument where it cannot be read, and BadOption where there is none.
    """
    path = Path(path)
    read = _Level(level, frozenset(actors), known)
    if not path.is_file():
        raise BadOption(
            f"{path} is no file; --against takes a store that holds imported data, or a file of a "
            "format that `allegiance import` knows"
        )
    if is_store(path):
        return _stored(path, read)
    return [_filed(path, format, read, skip_bad, on_row)]


def is_store(path: Path) -> bool:
    """Whether a file is a database of the kind that a store is."""
    try:
        with path.open("rb") as file:
            return file.read(12)[8:] == b"DUCK"
    except OSError:
        return False


def imported(said: Statement) -> bool:
    """Whether a statement came from a dataset, and not from reading."""
    return _format(said.coder) is not None


class _Level:
    """Ends as a question reads them, and whom it asks about."""

    def __init__(self, level: Level, actors: frozenset[str], known: Registry | None) -> None:
        self.level, self.actors, self.known = level, actors, known
        self._wholes = Wholes(registry() if known is None else known)

    def read(self, statements: Iterable[Statement]) -> tuple[Statement, ...]:
        lifted = read_at(statements, self.level, known=self.known)
        return tuple(said for said in lifted if said.source.id != said.target.id)

    def of(self, party: Party, year: str | None) -> str:
        """Whom an end stands for in a year."""
        return party.id if self.level == "named" else self._wholes.of(party, year).id

    def wants(self, who: "Who | Party", year: str | None) -> bool:
        return self.of(_party(who), year) in self.actors


def _party(who: "Who | Party") -> Party:
    return Party(id=who.id, name=who.name, kind=who.kind, country=who.country)


def _filed(
    path: Path, name: str | None, read: _Level, skip_bad: bool, on_row: OnRow | None
) -> Dataset:
    """A file, read on the way."""
    form = datasets.chosen(name) if name not in (None, "auto") else datasets.guess(path)
    if isinstance(form, Source):
        whole = datasets.read(path, format=form.name, skip_bad=skip_bad, on_row=on_row)
        every = (said for block in whole.blocks for said in block.statements)
        return dataset(form.outlet, every, level=read.level, known=read.known)
    about = About(form, read.wants)
    found = datasets.read(path, format=form.name, skip_bad=skip_bad, on_row=on_row, keep=about)
    statements = [said for block in found.blocks for said in block.statements]
    return Dataset(
        name=form.outlet,
        statements=read.read(statements),
        actors=frozenset(read.of(_party(who), year) for who, year in about.actors),
        relations=frozenset(about.relations),
        first=about.first,
        last=about.last,
    )


def _stored(path: Path, read: _Level) -> list[Dataset]:
    """What a store holds, dataset by dataset."""
    from allegiance.store import Store

    with Store.open(path, read_only=True) as store:
        coders = [coder for (coder,) in store.rows(_CODERS)]
        if not coders:
            raise BrokenStore(f"{path} holds no statement; import a dataset into it first")
        named: dict[str, list[str]] = {}
        for coder in coders:
            if outlet := _format(coder):
                named.setdefault(outlet, []).append(coder)
        return [
            _one(store, name, those, read) for name, those in (named or {str(path): coders}).items()
        ]


def _one(store: "Store", name: str, coders: list[str], read: _Level) -> Dataset:
    """One dataset of a store: its bounds, and its statements about the actors."""
    from allegiance.store import query

    ends: dict[str, set[str]] = {}
    first = last = None
    for actor, called, kind, country, begin, end in store.rows(_ENDS, coders):
        party = Party(id=actor, name=called, kind=kind, country=country)
        stands = {read.of(party, year) for year in (None, begin, end)}
        ends.setdefault(actor, set()).update(stands)
        first, last = (
            min(filter(None, (first, begin)), default=None),
            max(filter(None, (last, end)), default=None),
        )
    wanted = [actor for actor, stands in ends.items() if not read.actors.isdisjoint(stands)]
    by_the_million = bool(set(coders) & {coder for (coder,) in store.rows(_EVENT_CODERS)})
    ask = query.statements if by_the_million else query.read
    held = ask(store, actor=wanted) if wanted else iter(())
    return Dataset(
        name=name,
        statements=read.read(said for said in held if said.coder in coders),
        actors=frozenset(actor for stands in ends.values() for actor in stands),
        relations=frozenset(name for (name,) in store.rows(_RELATIONS, coders)),
        first=first,
        last=last,
    )


def _format(coder: str) -> str | None:
    """The dataset that a coder's mark stands for."""
    name = re.sub(r"-\d+$", "", coder)
    return datasets.FORMATS[name].outlet if name in datasets.FORMATS and name != coder else None


_HELD = "effective WHERE NOT rejected"
_OF = f"{_HELD} AND list_contains($1::VARCHAR[], coder)"
_EVENT_CODERS = "SELECT DISTINCT coder FROM event_files WHERE whole"
_AS_EVENTS = f"EXISTS (FROM ({_EVENT_CODERS}) WHERE list_contains($1::VARCHAR[], coder))"
_CODERS = f"SELECT DISTINCT coder FROM {_HELD} UNION {_EVENT_CODERS} ORDER BY coder"
_RELATIONS = f"""SELECT DISTINCT relation FROM {_OF}
    UNION SELECT relation FROM event_pairs WHERE {_AS_EVENTS}"""
_ENDS = f"""
    SELECT id, min(name), min(kind), min(country), year(min(first))::VARCHAR, year(max(last))::VARCHAR FROM (
        SELECT source_id AS id, source_name AS name, source_kind AS kind, source_country AS country,
            first, last FROM {_OF}
        UNION ALL SELECT target_id, target_name, target_kind, target_country, first, last FROM {_OF}
        UNION ALL SELECT one.id, one.name, one.kind, one.country, first, last
            FROM event_pairs JOIN event_actors AS one ON one.number IN (source, target) WHERE {_AS_EVENTS}
    ) WHERE kind <> 'place' GROUP BY id
"""
