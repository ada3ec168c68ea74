"""Statements as a sequence that can be narrowed down and tied; and those that a store keeps."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypedDict, Unpack, get_args

from allegiance.errors import BadOption
from allegiance.exports.rows import STATEMENT, flat
from allegiance.network.ties import Grain, Level, Split, read_at, tie, voices
from allegiance.notebook import html
from allegiance.notebook.frames import Columns, Row
from allegiance.notebook.records import Records
from allegiance.ontology.actors import Registry
from allegiance.ontology.asked import named, theatres
from allegiance.ontology.relations import relation
from allegiance.statements.statement import Certainty, Polarity, Statement
from allegiance.store.columns import span, speakers, widen

if TYPE_CHECKING:
    from allegiance.notebook.checked import Check
    from allegiance.notebook.network import Network

OneOrMore = str | Collection[str] | None


class Conditions(TypedDict, total=False):
    """What statements can be asked for, as on the command line; of several values one must hold.

    `actor`: at either end, a name or an id. `theatre`: a country or region by name or code.
    `speaker`: anyone in the attribution; author or outlet where there is none. `since` and `until`: told of an
    interval that touches theirs ("2012", "2012-05", "2012-05-17"); what has no date is left out then.
    """

    actor: OneOrMore
    relation: OneOrMore
    outlet: OneOrMore
    speaker: OneOrMore
    theatre: OneOrMore
    certainty: OneOrMore
    polarity: OneOrMore
    since: str | None
    until: str | None


class TieOptions(TypedDict, total=False):
    """How statements are tied, as for `network.ties.tie`; `level` is that of `read_at`."""

    during: tuple[str | None, str | None] | str | None
    according_to: Collection[str]
    by: Sequence[Split] | Set[Split]
    period: Grain
    theatre: str | None
    level: Level


class Statements(Records[Statement]):
    """Statements in their order. `known` are the actors that they were read with, where not the shipped ones."""

    __slots__ = ("known",)

    def __init__(
        self, records: Iterable[Statement] = (), *, note: str = "", known: Registry | None = None
    ) -> None:
        super().__init__(records, note=note)
        self.known = known

    def about(self, **asked: Unpack[Conditions]) -> Self:
        """Those that meet all conditions, which are `actor`, `relation`, `outlet`, `speaker`, `theatre`,
        `certainty`, `polarity`, `since` and `until` (see `Conditions`).

        Raises UnknownRelation, or BadOption for a value that no statement can have.
        """
        meets = list(_conditions(_resolved(asked, self.known)))
        kept = [said for said in self if all(condition(said) for condition in meets)]
        note = "" if kept else f"none of {len(self):,} statements meets {_told(asked)}"
        return type(self)(kept, note=note, known=self.known)

    def tie(self, **options: Unpack[TieOptions]) -> "Network":
        """The ties that they make, the most widely told first; options as for `network.ties.tie`.

        With `level="state"`, bodies and forces are read as their whole: French troops as France.
        """
        from allegiance.notebook.network import Network

        how: dict[str, Any] = dict(options)
        read = read_at(self, how.pop("level", "named"), known=self.known)
        made = tie(read, **how)
        note = "" if made else self.note or f"none of {len(self):,} statements is left to tie"
        return Network(made, note=note, known=self.known)

    def check(
        self, against: str | Path | Sequence[str | Path], *, level: Level = "state"
    ) -> "Check":
        """Their ties against datasets: stores with imported data, or files as `allegiance import` knows them.

        As `network.check`. Raises BadOption where there is no such file, and what reading one raises.
        """
        from allegiance.notebook.checked import checked

        return checked(self, against, level)

    def _like(self, records: Iterable[Statement]) -> Self:
        return type(self)(records, known=self.known)

    def _columns(self) -> Columns:
        return {name.replace(".", "_"): _KINDS.get(name, str) for name in STATEMENT}

    def _rows(self) -> Iterator[Row]:
        return map(flat, self)

    def _heads(self) -> Sequence[str]:
        return "Who", "Relation", "To whom", "Theatre", "Certainty", "According to", "Sentence"

    def _shown(self, one: Statement) -> Sequence[object]:
        denied = one.polarity == "negative"
        sure = f"{one.certainty}, denied" if denied else one.certainty
        voice = ", ".join(voices([one], one.polarity))
        ends = one.source.name, one.relation, one.target.name
        return *ends, one.theatre, sure, voice, html.quoted(one)


def open(  # noqa: A001
    path: str | Path = "allegiance.duckdb",
    *,
    actors: str | Path | None = None,
    **asked: Unpack[Conditions],
) -> Statements:
    """The statements that a store keeps and that meet all conditions (see `Conditions`).

    They are read at once, and the store is closed again. `actors` is a file of actors of one's own.

    Raises BrokenStore where it cannot be read, UnknownRelation, or BadOption for a value that no
    statement can have.
    """
    from allegiance.ontology.resolution import extended
    from allegiance.store import Store, query

    known = extended(Path(actors)).registry if actors is not None else None
    with Store.open(path, read_only=True) as store:
        kept = list(query.statements(store, **_resolved(asked, known)))
    note = "" if kept else f"no statement in {path} meets {_told(asked)}"
    return Statements(kept, note=note, known=known)


def _resolved(asked: Conditions, known: Registry | None) -> dict[str, Any]:
    """The conditions that were given, actors and theatres by any name that is known."""
    told: dict[str, Any] = {name: value for name, value in asked.items() if value}
    unknown = sorted(set(told) - Conditions.__annotations__.keys())
    if unknown:
        raise BadOption(
            f"{unknown[0]!r} is no condition; those there are: {', '.join(Conditions.__annotations__)}"
        )
    if "actor" in told:
        told["actor"] = sorted(named(_several(told["actor"]), known))
    if "theatre" in told:
        told["theatre"] = sorted(theatres(_several(told["theatre"])))
    return told


def _conditions(asked: dict[str, Any]) -> Iterator[Callable[[Statement], bool]]:
    """Each condition as a question to a statement, as `store.query` asks it."""
    for name, value in asked.items():
        if name in ("since", "until"):
            yield _dated(name, value)
        else:
            yield _named(name, _several(value))


def _named(name: str, values: list[str]) -> Callable[[Statement], bool]:
    exact, wanted = set(values), {value.lower() for value in values}
    if name == "relation":
        for value in values:
            relation(value)
        return lambda said: said.relation in exact
    if name in _ALLOWED:
        for value in values:
            if value not in _ALLOWED[name]:
                raise BadOption(f"{name} {value!r} is not one of {', '.join(_ALLOWED[name])}")
        return lambda said: getattr(said, name) in exact
    words = _WORDS[name]
    return lambda said: any(word.lower() in wanted for word in words(said) if word)


def _dated(name: str, value: str) -> Callable[[Statement], bool]:
    first, last = widen(value) if len(value) <= len("2012-05-17") else (None, None)
    if first is None or last is None:
        raise BadOption(f"{name} {value!r} is not a date such as 2012, 2012-05 or 2012-05-17")

    def touches(said: Statement) -> bool:
        begin, end = span(said)
        if name == "since":
            return end is not None and end >= first
        return begin is not None and begin <= last

    return touches


def _several(value: str | Collection[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _told(asked: Conditions) -> str:
    """Conditions as the user wrote them."""
    told = [f"{name}={value!r}" for name, value in asked.items() if value]
    return f"{', '.join(told)}" if told else "no condition at all: it is empty"


def _ends(said: Statement) -> tuple[str, ...]:
    return said.source.id, said.source.name, said.target.id, said.target.name


_WORDS: dict[str, Callable[[Statement], Iterable[str | None]]] = {
    "actor": _ends,
    "outlet": lambda said: (said.outlet,),
    "speaker": speakers,
    "theatre": lambda said: (said.theatre,),
}
_ALLOWED = {"certainty": get_args(Certainty), "polarity": get_args(Polarity)}
_KINDS: dict[str, type] = {
    "begin": int, "end": int, "sign": int, "mutual": bool, "latitude": float, "longitude": float,
    "confidence": float, "score": float,
}  # fmt: skip
