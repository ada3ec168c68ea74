"""Statements as transfers: who gave what to whom, and between which days.

A transfer happened on a day that nobody may know. Where the text gives a year, it is any day of that
year; where it gives no date, any day that the document's own date allows. Nothing is made finer than
it was told.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

import msgspec
import yaml

from allegiance.network.temporal import ALWAYS, FOREVER
from allegiance.network.ties import Party
from allegiance.ontology.actors import Registry
from allegiance.statements.frames import families
from allegiance.statements.statement import End, Place, Statement

Goods = Literal["arms", "money", "training", "shelter", "relief"]
How = Literal["given", "handed on"]


class Transfer(msgspec.Struct, frozen=True, kw_only=True):
    """Some goods went from a giver to a holder on a day from `first` to `last` (ordinals of days).

    `goods` is None for what is handed on, whatever it is. `dated` where the text itself tells a
    time and that it has come: the order of undated transfers is never forced. A giver nobody names is
    a party of its own in each statement: two unknown givers need not be one.
    """

    giver: Party
    holder: Party
    goods: Goods | None
    how: How
    first: int
    last: int
    dated: bool
    statements: tuple[Statement, ...]

    @property
    def forces(self) -> bool:
        """Whether its dates can force an order: they are told, and so is that something passed."""
        return self.dated and self.how == "given"


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What statements tell of transfers: those affirmed, those only denied, and what was left out."""

    transfers: tuple[Transfer, ...]
    denied: tuple[Transfer, ...]
    notes: tuple[str, ...]


class Span(NamedTuple):
    """The days between which something happened, and whether the text tells them."""

    first: int
    last: int
    dated: bool


def transfers(said: Iterable[Statement], *, hand_on: bool = False, known: Registry) -> Told:
    """The transfers that statements tell, those of one pair, goods and time in one.

    With `hand_on`, merged bodies, members and those who command hand on what they hold. Statements
    that relate an actor to itself, and dates that contradict themselves, are told in the notes.
    """
    groups: dict[tuple[Any, ...], list[Statement]] = defaultdict(list)
    seen: dict[str, list[Party]] = defaultdict(list)
    notes = _Notes()
    for statement in said:
        for giver, holder, goods in _ways(statement, hand_on=hand_on, known=known):
            if giver.id == holder.id:
                notes.selves.append(statement)
                continue
            when = span(statement, lasting=goods is None)
            if when is None:
                notes.torn.append(statement)
                when = Span(ALWAYS, FOREVER, dated=False)
            for party in (giver, holder):
                seen[party.id].append(party)
            groups[giver.id, holder.id, goods, *when, statement.polarity].append(statement)
    parties = {name: _usual(met) for name, met in seen.items()}
    made = [(key[-1], _transfer(key, group, parties)) for key, group in groups.items()]
    return Told(
        transfers=tuple(each for polarity, each in made if polarity == "positive"),
        denied=tuple(each for polarity, each in made if polarity == "negative"),
        notes=notes.sentences(),
    )


def span(statement: Statement, *, lasting: bool = False) -> Span | None:
    """The days between which a statement says that something happened; None where they contradict.

    What is told without a time happened by the document's date, or after it where it is still to
    come. With `lasting`, what has begun goes on.
    """
    now, time = days(statement.date), statement.time
    begin, end = (days(time.start), days(time.end)) if time else (_ALL, _ALL)
    if now is None or begin is None or end is None or begin[0] > end[1]:
        return None
    to_come = statement.time_status in ("future", "hypothetical")
    told = begin is not _ALL or end is not _ALL
    first, last = begin[0], end[1]
    if to_come and not told:
        first = now[0]
    elif last == FOREVER and now[1] >= first and not to_come:
        last = now[1]
    if statement.phase == "ends":
        first = ALWAYS
    elif lasting and (end is _ALL or statement.phase == "starts" or statement.relation == "merge"):
        last = FOREVER
    return Span(first, last, dated=told and not to_come)


def days(text: str | None) -> tuple[int, int] | None:
    """The first and last day of an ISO date or prefix; all time without a text, None if it is none."""
    if text is None:
        return _ALL
    parts = text[:10].split("-")
    try:
        year, month, day = (int(part) for part in (*parts, "1", "1")[:3])
        begin = date(year, month, day)
        if len(parts) == 1:
            end = date(year, 12, 31)
        elif len(parts) == 2:
            end = (begin + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        else:
            end = begin
    except (ValueError, OverflowError):
        return None
    return begin.toordinal(), end.toordinal()


def of_goods(names: Collection[str] | None = None) -> tuple[Goods, ...]:
    """All goods, or those of these names."""
    return tuple(each for each in _knowledge().goods if names is None or each in names)


def stock_words() -> frozenset[str]:
    """The words that tell a stock: arsenals, depots, caches."""
    return frozenset(_knowledge().stocks)


def stock(country: str | None, place: str, name: str) -> Party:
    """Whatever lies in a country, or in a place that no one country holds, as a giver."""
    return Party(id=f"stock:{country or place}", name=name, kind="stock", country=country)


class _Goods(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    relations: tuple[str, ...]
    things: str | None = None


class _Knowledge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file goods.yaml."""

    goods: dict[Goods, _Goods]
    by_instrument: tuple[str, ...]
    taken_by: tuple[str, ...]
    stocks: tuple[str, ...]
    hand_on: tuple[str, ...]


@cache
def _knowledge() -> _Knowledge:
    file = files("allegiance.network.flows").joinpath("goods.yaml")
    return msgspec.convert(yaml.load(file.read_bytes(), yaml.CSafeLoader), _Knowledge)


@cache
def _by_relation() -> Mapping[str, Goods]:
    return {name: goods for goods, told in _knowledge().goods.items() for name in told.relations}


@cache
def _by_thing() -> Mapping[str, Goods]:
    told = _knowledge().goods.items()
    return {word: goods for goods, each in told if each.things for word in families()[each.things]}


_ALL = (ALWAYS, FOREVER)
_Way = tuple[Party, Party, Goods | None]


def _ways(statement: Statement, *, hand_on: bool, known: Registry) -> Iterator[_Way]:
    """Who comes into whose goods by a statement: none, one, or two where stocks are told."""
    source, target = (_party(end, statement) for end in (statement.source, statement.target))
    if statement.relation in _knowledge().hand_on:
        if hand_on and statement.target.kind != "place":
            yield from ((source, target, None), (target, source, None))
        return
    if statement.relation in _knowledge().taken_by:
        if statement.phase != "ends" and _words(statement.target.name) & stock_words():
            yield target, source, "arms"
            yield _stock_of(statement.target, known), source, "arms"
        return
    goods = _goods(statement)
    if goods is not None:
        yield source, target, goods
        yield from ((each, target, goods) for each in _stocks(statement, known))


def _goods(statement: Statement) -> Goods | None:
    """What a statement hands over; its instrument says more than its relation."""
    told = _by_relation().get(statement.relation)
    if statement.relation in _knowledge().by_instrument and statement.instrument:
        things = _by_thing()
        words = _words(statement.instrument)
        return next((goods for word, goods in things.items() if word in words), told)
    return told


def _stocks(statement: Statement, known: Registry) -> Iterator[Party]:
    """The stocks that goods come from: where they left, whose they were, where an unknown gave."""
    found: dict[str, Party] = {}
    if statement.origin is not None:
        found[""] = _stock_of(statement.origin, known)
    if statement.source.kind == "unknown" and statement.place is not None:
        found["place"] = _stock_of(statement.place, known)
    for word in (statement.instrument or "").split():
        for actor in known.of_demonym(word) if word[:1].isupper() else ():
            if actor.kind == "state" and actor.country:
                found[word] = stock(actor.country, actor.id, actor.name)
    yield from {party.id: party for party in found.values()}.values()


def _stock_of(place: Place | End, known: Registry) -> Party:
    return stock(place.country, place.id, _state_name(place.country, known) or place.name)


def _state_name(country: str | None, known: Registry) -> str | None:
    return known[country].name if country and country in known else None


def _party(end: End, statement: Statement) -> Party:
    """An end as a party: who is not named is nobody's other self.

    An unknown end is one in its statement alone, a body that is only described ("rebels") one in
    its document alone.
    """
    if end.kind == "unknown":
        name = "an unknown giver" if end is statement.source else "an unknown taker"
        return Party(id=f"unknown/{statement.id}", name=name, kind="unknown", country=None)
    described = end.id.startswith("text:") and end.name == end.name.lower()
    key = f"{end.id}@{statement.document}" if described else end.id
    return Party(id=key, name=end.name, kind=end.kind, country=end.country)


def _words(text: str) -> frozenset[str]:
    """The words of a name, those in the plural in the singular too."""
    words = text.lower().replace("-", " ").split()
    return frozenset(words) | {word.removesuffix("s") for word in words}


def _usual(met: Iterable[Party]) -> Party:
    seen = Counter((party.name, party.kind, party.country or "") for party in met)
    name, kind, country = min(seen, key=lambda form: (-seen[form], form))
    return Party(id=next(iter(met)).id, name=name, kind=kind, country=country or None)


def _transfer(
    key: tuple[Any, ...], group: list[Statement], parties: Mapping[str, Party]
) -> Transfer:
    giver, holder, goods, first, last, dated, _ = key
    return Transfer(
        giver=parties[giver],
        holder=parties[holder],
        goods=goods,
        how="handed on" if goods is None else "given",
        first=first,
        last=last,
        dated=dated,
        statements=tuple(sorted(group, key=lambda said: (said.document, said.begin, said.id))),
    )


class _Notes:
    """What could not be taken as it stands."""

    def __init__(self) -> None:
        self.selves: list[Statement] = []
        self.torn: list[Statement] = []

    def sentences(self) -> tuple[str, ...]:
        selves = {said.id: said for said in self.selves}.values()
        torn = {said.id: said for said in self.torn}.values()
        told = [_self(said) for said in selves] + [_torn(said) for said in torn]
        return tuple(told)


def _self(said: Statement) -> str:
    return (
        f"statement {said.id} of document {said.document} relates {said.source.name} to itself "
        f"({said.relation}): left out"
    )


def _torn(said: Statement) -> str:
    time = said.time
    told = f"{time.start or '..'} to {time.end or '..'}" if time else ""
    return (
        f"statement {said.id} of document {said.document} has dates that contradict each other "
        f"or are none ({told}, written {said.date or 'undated'}): taken as undated"
    )
