"""A network of ties that can be asked: each question gives the analysis' own result, which draws itself."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Literal, Self

from allegiance.exports.rows import TIE, flat_tie
from allegiance.network.balance.signed import Weight
from allegiance.network.double_games.game import Pattern
from allegiance.network.ties import Level, Tie, read_at, tie
from allegiance.notebook import html
from allegiance.notebook.frames import Columns, Row
from allegiance.notebook.records import Records
from allegiance.notebook.results import (
    Balance,
    Between,
    Comparison,
    DoubleGames,
    Flows,
    Shifts,
    Spillovers,
    WhatIf,
    drawn,
)
from allegiance.notebook.windows import Triangles, Windows
from allegiance.ontology.actors import Registry
from allegiance.ontology.asked import named
from allegiance.statements.statement import Statement


class Network(Records[Tie]):
    """Ties in their order. Each question is asked of the statements behind them.

    `known` are the actors that they were read with, where not the shipped ones.
    """

    __slots__ = ("known",)

    def __init__(
        self, records: Iterable[Tie] = (), *, note: str = "", known: Registry | None = None
    ) -> None:
        super().__init__(records, note=note)
        self.known = known

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of all ties."""
        return tuple(chain.from_iterable(made.statements for made in self))

    def balance(
        self,
        *,
        weight: Weight = "one",
        level: Level = "state",
        camps: int = 2,
        time_limit: float | None = None,
    ) -> Balance:
        """How far the network is from two camps (or so many), with proof; as `allegiance balance`.

        Pairs are read over all theatres and periods, and as the states they stand for unless `level` is "named".
        Raises NoBalance as `network.balance.generalised` does.
        """
        from allegiance.network.balance import generalised

        found = generalised(self._pairs(level), camps=camps, weight=weight, time_limit=time_limit)
        return drawn(Balance, found)

    def balance_over_time(
        self,
        *,
        years: int = 1,
        step: int = 1,
        weight: Weight = "one",
        level: Level = "state",
        time_limit: float | None = None,
    ) -> Windows:
        """The balance of each window of so many years; as `allegiance balance --series`.

        Raises NoBalance where nothing is dated.
        """
        from allegiance.network.balance import series

        said = read_at(self.statements, level, known=self.known)
        return Windows(series(said, years=years, step=step, weight=weight, time_limit=time_limit))

    def triangles(
        self, *, weight: Weight = "one", level: Level = "state", samples: int = 200
    ) -> Triangles:
        """Frustrated triangles beside those that chance would make; as `network.balance.triads`.

        Raises NoBalance where there is no signed tie.
        """
        from allegiance.network.balance import triads

        return drawn(Triangles, triads(self._pairs(level), weight=weight, samples=samples))

    def double_games(
        self,
        *,
        limit: int | None = None,
        played_by: str | Collection[str] = (),
        patterns: Collection[Pattern] = (),
    ) -> DoubleGames:
        """Who is hostile to one and friendly to the same side; as `network.double_games`."""
        from allegiance.network.double_games import double_games

        found = double_games(
            self,
            limit=limit,
            played_by=named(_several(played_by), self.known),
            patterns=patterns,
            known=self.known,
        )
        note = "" if found else f"no double game in {len(self):,} ties"
        return DoubleGames(found, note=note)

    def shifts(
        self, *, level: Level = "state", by: Sequence[Literal["theatre"]] = ("theatre",)
    ) -> Shifts:
        """Who changed sides, when, and which sentence says so; as `network.shifts`."""
        from allegiance.network.shifts import shifts

        return drawn(Shifts, shifts(self, level=level, by=by, known=self.known))

    def flows(
        self,
        source: str | None = None,
        *,
        to: str | None = None,
        of: str | Collection[str] | None = None,
        hand_on: bool = False,
        limit: int | None = None,
    ) -> Flows:
        """Who can have come into whose weapons, money, training or shelter; as `network.flows`.

        With `to` and no `source`, from whom a holder can have what it has. Raises UnknownActor where a
        name is nobody's in these ties, and BadOption where neither is given.
        """
        from allegiance.errors import BadOption
        from allegiance.network.flows import Tracer

        tracer = Tracer(self, hand_on=hand_on, known=self.known)
        if source is None and to is None:
            raise BadOption("flows go from somebody: name a source, as in flows('Libya'), or to=")
        if source is None:
            return drawn(Flows, tracer.ancestry(str(to), of=of, limit=limit))
        if to is None:
            return drawn(Flows, tracer.reach(source, of=of, limit=limit))
        return drawn(Flows, tracer.ways(source, to, of=of, limit=limit))

    def compare(
        self,
        by: Literal["outlet", "speaker", "author", "coder"] = "outlet",
        *,
        groups: Mapping[str, Iterable[str]] | None = None,
        periods: Sequence[str] = (),
        level: Level = "state",
        most: int | None = 12,
    ) -> Comparison:
        """What outlets, speakers, groups of them or periods say of the same ties; as `network.claims`.

        `most` keeps so many sides. Raises TooFewSides where fewer than two have statements.
        """
        from allegiance.network import claims

        said = self.statements
        if periods:
            sides = claims.periods(said, periods)
        else:
            sides = claims.sides_by(said, by, groups=groups, most=most)
        return drawn(Comparison, claims.compare(sides, level=level, known=self.known))

    def brokers(self, *, weight: Weight = "one", level: Level = "state", most: int = 40) -> Between:
        """Who stands between the camps, on whom they rest, and who could speak to both; as `network.brokers`.

        Pairs are read as for `balance`, and NoBalance is raised as there.
        """
        from allegiance.network.brokers import brokers

        return drawn(Between, brokers(self._pairs(level), weight=weight, most=most))

    def what_if(
        self,
        *,
        drop: str | Collection[str] = (),
        flip: str | Collection[str] = (),
        add: str | Collection[str] = (),
        expel: str | Collection[str] = (),
        weight: Weight = "one",
    ) -> WhatIf:
        """Every analysis before and after some changes; as `network.what_if`.

        A tie is written as "Gondor arm Rohan", an actor that is expelled as "Mordor from Ithilien".
        Raises NothingChanges where a change fits no tie, and UnknownActor.
        """
        from allegiance.network import what_if

        kinds = ((what_if.Drop, drop), (what_if.Flip, flip), (what_if.Add, add))
        changes = [
            *(what_if.parse(kind, told) for kind, ties in kinds for told in _several(ties)),
            *map(what_if.parse_expulsion, _several(expel)),
        ]
        found = what_if.what_if(self.statements, changes, weight=weight, known=self.known)
        return drawn(WhatIf, found)

    def spillover(
        self, actor: str | Collection[str] = (), *, limit: int | None = None
    ) -> Spillovers:
        """Where actors that are pressed in one country may turn; as `network.spillover`, never of persons."""
        from allegiance.network.spillover import spillover

        actors = _several(actor)
        found = spillover(self, actor=named(actors, self.known), limit=limit, known=self.known)
        whom = " or ".join(actors) or "an armed actor"
        note = (
            "" if found else f"no tie tells that {whom} is pressed in a place; persons are left out"
        )
        return Spillovers(found, note=note)

    def draw(self) -> html.Picture:
        """The ties between actors as one picture, as `views.graph.draw` makes it."""
        from allegiance.views.graph import draw

        return html.Picture(draw(self))

    def _pairs(self, level: Level) -> list[Tie]:
        """The ties over all theatres and periods, read at a level."""
        return tie(read_at(self.statements, level, known=self.known), by=())

    def _like(self, records: Iterable[Tie]) -> Self:
        return type(self)(records, known=self.known)

    def _columns(self) -> Columns:
        return {name.replace(".", "_"): _KINDS.get(name, str) for name in TIE} | {"period": str}

    def _rows(self) -> Iterator[Row]:
        return (flat_tie(made) | {"period": made.period} for made in self)

    def _heads(self) -> Sequence[str]:
        return "From", "Relation", "To", "Theatre", "Dates", "Weight", "According to", "Sentences"

    def _shown(self, one: Tie) -> Sequence[object]:
        when = " to ".join(dict.fromkeys(filter(None, (one.first, one.last))))
        ends = one.source.name, one.relation, one.target.name
        said = html.sentences(one.statements)
        return *ends, one.theatre, when, f"{one.weight:g}", html.heard(one.statements), said


def _several(names: str | Collection[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


_COUNTS = (
    "affirmed",
    "denied",
    "certain",
    "probable",
    "possible",
    "unknown",
    "documents",
    "sources",
)
_KINDS: dict[str, type] = {
    "sign": int, "symmetric": bool, "weight": float, **dict.fromkeys(_COUNTS, int),
}  # fmt: skip
