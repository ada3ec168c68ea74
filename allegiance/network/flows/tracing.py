"""Who can have come into whose weapons, money, training or shelter, by what was told.

A flow is a time-respecting path (Kempe, Kleinberg and Kumar 2002; Wu et al. 2014, see
`allegiance.network.temporal`) of transfers of one kind of goods, from a giver or a stock to a holder.
It is what can have been, as far as the dates allow: no text needs to say that the same rifles went on.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from itertools import chain, islice, pairwise

import numpy as np
from numpy.typing import NDArray

from allegiance.errors import BadOption, UnknownActor
from allegiance.network.flows.result import (
    Flows,
    Hop,
    Order,
    Path,
    hold,
    hop_reading,
    path_reading,
    weakest_of,
)
from allegiance.network.flows.transfers import (
    Goods,
    Transfer,
    days,
    of_goods,
    stock_words,
    transfers,
)
from allegiance.network.temporal import ALWAYS, FOREVER, Arcs
from allegiance.network.ties import Party, Tie, Wholes, voices
from allegiance.ontology.actors import Registry, normal, registry
from allegiance.statements.statement import Statement

LONGER = 3
"""Between two actors, paths are looked for up to so many hops longer than the shortest."""
TRIED = 200_000
"""Between two actors, so many beginnings of paths are tried before the search stops and says so."""


def flows(
    said: Iterable[Statement | Tie],
    source: str,
    *,
    to: str | None = None,
    of: str | Collection[str] | None = None,
    hand_on: bool = False,
    limit: int | None = None,
    known: Registry | None = None,
) -> Flows:
    """To whom goods can have come from a giver or a stock, and by which hops.

    `source` is a name or an id of a giver; a country, people or place whose stocks are meant, with a
    date from which on they went ("Libyan arsenals 2011"); or "unknown", all givers that nobody names.
    Each holder has one path: of fewest hops in forced order if there is one, else in possible order.
    With `to`, all paths to that holder, up to three hops longer than the shortest. `of` keeps some
    goods. With `hand_on`, merged bodies, members and commanders can have what the other had.

    Raises UnknownActor where a name is nobody's in these statements.
    """
    tracer = Tracer(said, hand_on=hand_on, known=known)
    if to is None:
        return tracer.reach(source, of=of, limit=limit)
    return tracer.ways(source, to, of=of, limit=limit)


def ancestry(
    said: Iterable[Statement | Tie],
    holder: str,
    *,
    of: str | Collection[str] | None = None,
    hand_on: bool = False,
    limit: int | None = None,
    known: Registry | None = None,
) -> Flows:
    """From whom a holder can have what it has: one path from each giver, as in `flows`."""
    return Tracer(said, hand_on=hand_on, known=known).ancestry(holder, of=of, limit=limit)


class Tracer:
    """Statements indexed once, to be asked many times: the answers of `flows` and `ancestry`."""

    def __init__(
        self,
        said: Iterable[Statement | Tie],
        *,
        hand_on: bool = False,
        known: Registry | None = None,
    ) -> None:
        self._known = registry() if known is None else known
        told = transfers(_statements(said), hand_on=hand_on, known=self._known)
        self._notes = told.notes
        self.parties: list[Party] = []
        self._numbers: dict[str, int] = {}
        for each in chain(told.transfers, told.denied):
            self._number(each.giver)
            self._number(each.holder)
        self._layers = {
            goods: _Layer(
                [each for each in told.transfers if each.goods in (goods, None)],
                [each for each in told.denied if each.goods in (goods, None)],
                self._numbers,
                goods,
            )
            for goods in of_goods()
        }

    def reach(
        self,
        source: str,
        *,
        of: str | Collection[str] | None = None,
        limit: int | None = None,
    ) -> Flows:
        """To whom goods can have come from a source."""
        starts, since = self._givers(source)
        found = _Found(f"from {source}")
        for layer in self._asked(of):
            away = _Away(layer, starts, since)
            reached = away.reached()
            found.holders[layer.goods] = len(reached)
            for party in reached[:limit]:
                found.add(layer.path(away.to(party), self.parties, since))
            for giver, holder in layer.only_denied():
                if away.near(giver) and holder not in away.to(giver):
                    path = [*away.to(giver), holder]
                    found.deny(layer.path(path, self.parties, since, denied=len(path) - 2))
        return self._answer(found, limit)

    def ways(
        self,
        source: str,
        to: str,
        *,
        of: str | Collection[str] | None = None,
        limit: int | None = None,
    ) -> Flows:
        """All ways from a source to a holder, the shortest first."""
        starts, since = self._givers(source)
        ends = self._holders(to)
        found = _Found(f"from {source} to {to}")
        for layer in self._asked(of):
            away, back = _Away(layer, starts, since), _Away(layer, ends, backwards=True)
            for path in islice(layer.between(away, starts, ends, found.notes), limit):
                found.add(layer.path(path, self.parties, since))
            if path := away.forced(ends):
                found.add(layer.path(path, self.parties, since))
            found.holders[layer.goods] = sum(bool(away.hops[end] > 0) for end in ends)
            for giver, holder in layer.only_denied():
                if away.near(giver) and (back.near(holder) or holder in ends):
                    path = [*away.to(giver), *back.to(holder)]
                    place = len(away.to(giver)) - 1
                    if len(set(path)) == len(path):
                        found.deny(layer.path(path, self.parties, since, denied=place))
        return self._answer(found, limit)

    def ancestry(
        self,
        holder: str,
        *,
        of: str | Collection[str] | None = None,
        limit: int | None = None,
    ) -> Flows:
        """From whom goods can have come to a holder."""
        ends = self._holders(holder)
        found = _Found(f"to {holder}")
        for layer in self._asked(of):
            back = _Away(layer, ends, backwards=True)
            givers = [each for each in back.reached() if self.parties[each].kind != "stock"]
            found.holders[layer.goods] = len(givers)
            for giver in givers[:limit]:
                found.add(layer.path(back.to(giver), self.parties, ALWAYS))
            for giver, other in layer.only_denied():
                if back.near(other) and giver not in back.to(other):
                    path = [giver, *back.to(other)]
                    found.deny(layer.path(path, self.parties, ALWAYS, denied=0))
        return self._answer(found, limit)

    def _answer(self, found: "_Found", limit: int | None) -> Flows:
        notes = [*self._notes, *found.notes]
        if not self.parties:
            notes.append("no statement tells of weapons, money, training, shelter or relief given")
        return Flows(
            asked=found.asked,
            paths=tuple(sorted(found.paths, key=_rank)[:limit]),
            denied=tuple(sorted(found.denied, key=_rank)[:limit]),
            holders={goods: count for goods, count in found.holders.items() if count},
            notes=tuple(notes),
        )

    def _asked(self, of: str | Collection[str] | None) -> Iterator["_Layer"]:
        names = (of,) if isinstance(of, str) else of
        for name in names or ():
            if name not in self._layers:
                raise BadOption(f"no goods are called {name!r}; there are {', '.join(of_goods())}")
        return (self._layers[goods] for goods in of_goods(names))

    def _number(self, party: Party) -> int:
        if party.id not in self._numbers:
            self._numbers[party.id] = len(self.parties)
            self.parties.append(party)
        return self._numbers[party.id]

    def _givers(self, name: str) -> tuple[list[int], int]:
        """The nodes that a source means, and the day from which on they give."""
        words = name.split()
        since = ALWAYS
        if len(words) > 1 and _YEAR.fullmatch(words[-1]):
            since = _day(words.pop())
        told = " ".join(words)
        if normal(told) == "unknown":
            found = {self._numbers[p.id] for p in self.parties if p.name == "an unknown giver"}
        else:
            bare = " ".join(word for word in words if word.lower() not in stock_words())
            found = self._meant(told) or self._meant(bare)
            found |= self._stocks(bare or told)
        return sorted(found or self._nobody(name)), since

    def _holders(self, name: str) -> list[int]:
        found = {each for each in self._meant(name) if self.parties[each].kind != "stock"}
        return sorted(found or self._nobody(name))

    def _meant(self, name: str) -> set[int]:
        """The parties of that id or name, those that the registry knows by it, and their parts."""
        actors = {actor.id for actor in (*self._known.find(name), *self._known.of_demonym(name))}
        wanted = actors | {name}
        found = {self._numbers[each] for each in wanted if each in self._numbers}
        found |= self._by_name.get(normal(name).removeprefix("the "), set())
        return found | {number for each in actors for number in self._parts.get(each, ())}

    def _stocks(self, name: str) -> set[int]:
        """What lies in a country, by its name, its adjective or its code; or in a place by name."""
        states = (*self._known.find(name), *self._known.of_demonym(name))
        countries = {state.country for state in states if state.kind == "state"}
        keys = {f"stock:{country}" for country in (*countries, name) if country}
        return {self._numbers[key] for key in keys if key in self._numbers}

    def _nobody(self, name: str) -> set[int]:
        names = {normal(party.name): party.name for party in self.parties}
        close = get_close_matches(normal(name), names, n=3, cutoff=0.5)
        near = (
            f"; the nearest names are {', '.join(names[each] for each in close)}" if close else ""
        )
        if not self.parties:
            near = "; no statement tells of weapons, money, training, shelter or relief given"
        raise UnknownActor(
            f"nobody called {name!r} gives or gets anything in these statements{near} "
            "(`allegiance actors` lists who appears in a store)"
        )

    @cached_property
    def _by_name(self) -> Mapping[str, set[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        for number, party in enumerate(self.parties):
            found[normal(party.name).removeprefix("the ")].add(number)
        return found

    @cached_property
    def _parts(self) -> Mapping[str, set[int]]:
        """The parties that are parts of a whole: the French armed forces of France."""
        wholes = Wholes(self._known)
        found: dict[str, set[int]] = defaultdict(set)
        for number, party in enumerate(self.parties):
            if party.kind not in ("stock", "unknown", "place"):
                found[wholes.of(party).id].add(number)
        return found


class _Found:
    """Paths as they are found, each once."""

    def __init__(self, asked: str) -> None:
        self.asked = asked
        self.paths: list[Path] = []
        self.denied: list[Path] = []
        self.holders: dict[Goods, int] = {}
        self.notes: list[str] = []
        self._seen: set[tuple[str, ...]] = set()

    def add(self, path: Path) -> None:
        key = (path.goods, path.source.id, *(hop.holder.id for hop in path.hops))
        if key not in self._seen:
            self._seen.add(key)
            self.paths.append(path)

    def deny(self, path: Path) -> None:
        self.denied.append(path)


class _Layer:
    """The transfers of one kind of goods among all parties, and those that are denied."""

    def __init__(
        self,
        told: Sequence[Transfer],
        denied: Sequence[Transfer],
        numbers: Mapping[str, int],
        goods: Goods,
    ) -> None:
        self.goods = goods
        self._told = told
        self.count = len(numbers)
        self._ends = [(numbers[each.giver.id], numbers[each.holder.id]) for each in told]
        self._pairs = _grouped(self._ends, told)
        self._denials = _grouped(
            [(numbers[each.giver.id], numbers[each.holder.id]) for each in denied], denied
        )
        self.twice = any(each.how == "handed on" for each in told)
        self._arcs: dict[bool, Arcs] = {}

    def starts(self, nodes: Sequence[int]) -> list[int]:
        """The nodes that stand for parties as first givers.

        What is handed on was given before. So where anything is, each party stands there twice, once
        as one who only gives: the path of a source begins with a gift.
        """
        return [node + self.count for node in nodes] if self.twice else list(nodes)

    def party(self, node: int) -> int:
        """The party that a node stands for."""
        return node % self.count

    def giving(self, node: int) -> bool:
        """Whether a node stands for a party as a first giver."""
        return node >= self.count or not self.twice

    def arcs(self, *, forced: bool) -> Arcs:
        """The transfers as arcs; for forced paths those alone whose dates can force an order."""
        if forced not in self._arcs:
            told = [
                (e, t) for e, t in zip(self._ends, self._told, strict=True) if t.forces >= forced
            ]
            rows = [(*ends, each.first, each.last) for ends, each in told]
            if self.twice:
                more = ((e, t) for e, t in told if t.how == "given")
                rows += [(e[0] + self.count, e[1], t.first, t.last) for e, t in more]
            columns = np.array(rows, dtype=np.int64).reshape(-1, 4).T
            self._arcs[forced] = Arcs(*columns, nodes=self.count * (1 + self.twice))
        return self._arcs[forced]

    def only_denied(self) -> list[tuple[int, int]]:
        return [pair for pair in self._denials if pair not in self._pairs]

    def between(
        self, away: "_Away", starts: Sequence[int], ends: Sequence[int], notes: list[str]
    ) -> Iterator[list[int]]:
        """The possible paths from starts to ends, the shortest first, no party twice."""
        fewest = [int(away.hops[end]) for end in ends if away.hops[end] > 0]
        if not fewest:
            return
        left = self.arcs(forced=False).backwards.shortest(ends).hops
        tried = 0
        for length in range(min(fewest), min(fewest) + LONGER + 1):
            waiting = [([start], away.since) for start in reversed(starts)]
            while waiting:
                path, day = waiting.pop()
                tried += 1
                if tried > TRIED:
                    notes.append(f"the search for longer paths stopped after {TRIED:,} beginnings")
                    return
                if len(path) > length:
                    yield path
                    continue
                for party in reversed(self._onwards.get(path[-1], ())):
                    rest = length - len(path)
                    fits = left[party] == 0 if rest == 0 else 0 < left[party] <= rest
                    if not fits or party in path or party in starts:
                        continue
                    arrival = self._arrival(path[-1], party, day, given=len(path) == 1)
                    if arrival is not None:
                        waiting.append(([*path, party], arrival))

    def path(
        self,
        nodes: Sequence[int],
        parties: Sequence[Party],
        since: int,
        *,
        denied: int | None = None,
    ) -> Path:
        """A path through these parties, each hop with the transfers that fit into it.

        `denied` is the place of a hop that is only denied: the hops before and after it are then two
        paths, and their dates need not agree.
        """
        pairs = list(pairwise(nodes))
        cut = len(pairs) if denied is None else denied
        forced, hops = self._hops(pairs[:cut], parties, since)
        if denied is not None:
            hops.append(self._hop(pairs[cut], [], parties, "denied"))
            hops += self._hops(pairs[cut + 1 :], parties, ALWAYS)[1]
        order: Order = "possible" if denied is None else "denied"
        if forced and denied is None:
            order = "certain"
        weakest = cut if denied is not None else weakest_of(hops)
        return Path(
            source=parties[nodes[0]],
            holder=parties[nodes[-1]],
            goods=self.goods,
            order=order,
            hops=tuple(hops),
            arrival=self._arrived(pairs, since) if denied is None else None,
            weakest=weakest,
            reading=path_reading(hops, order, weakest),
        )

    def _hops(
        self, pairs: Sequence[tuple[int, int]], parties: Sequence[Party], since: int
    ) -> tuple[bool, list[Hop]]:
        """The hops of a path that is affirmed, and whether the dates force all of it."""
        fitting, forced = self._fitting(pairs, since), self._forced(pairs, since)
        hops = []
        for number, (pair, fits) in enumerate(zip(pairs, fitting, strict=True)):
            before = fitting[number - 1] if number else None
            certain = forced or _follows(before, fits, since)
            hops.append(self._hop(pair, fits, parties, "certain" if certain else "possible"))
        return forced, hops

    def _arrived(self, pairs: Sequence[tuple[int, int]], since: int) -> str | None:
        day = since
        for giver, holder in pairs:
            day = self._arrival(giver, holder, day) or day
        return _iso(day)

    @cached_property
    def _onwards(self) -> Mapping[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for giver, holder in self._pairs:
            found[giver].append(holder)
        return found

    def _arrival(self, giver: int, holder: int, day: int, *, given: bool = False) -> int | None:
        """The earliest day on which a holder can have what its giver has from a day on."""
        told = (each for each in self._pairs[giver, holder] if each.how == "given" or not given)
        return min((max(day, each.first) for each in told if each.last >= day), default=None)

    def _fitting(self, pairs: Sequence[tuple[int, int]], since: int) -> list[list[Transfer]]:
        """Of each hop the transfers that can stand in a path through all of them."""
        told = [self._pairs[pair] for pair in pairs]
        if told:
            told[0] = [each for each in told[0] if each.how == "given"]
        come, gone = [since], [FOREVER]
        for hop in told:
            come.append(min(max(come[-1], t.first) for t in hop if t.last >= come[-1]))
        for hop in reversed(told):
            gone.append(max(min(gone[-1], t.last) for t in hop if t.first <= gone[-1]))
        gone.reverse()
        return [
            [t for t in hop if max(come[n], t.first) <= min(gone[n + 1], t.last)]
            for n, hop in enumerate(told)
        ]

    def _forced(self, pairs: Sequence[tuple[int, int]], since: int) -> bool:
        """Whether some choice of transfers has an order that the dates force."""
        day = since - 1
        for pair in pairs:
            later = [t.last for t in self._pairs[pair] if t.forces and t.first > day]
            if not later:
                return False
            day = min(later)
        return True

    def _hop(
        self,
        pair: tuple[int, int],
        fits: Sequence[Transfer],
        parties: Sequence[Party],
        order: Order,
    ) -> Hop:
        giver, holder = parties[pair[0]], parties[pair[1]]
        affirmed = _said(fits)
        denied = _said(self._denials.get(pair, ()))
        dated = [each for each in fits if each.dated]
        certainty, firm = hold(affirmed, denied)
        every = fits or self._denials.get(pair, ())
        return Hop(
            giver=giver,
            holder=holder,
            how="given" if any(each.goods for each in every) else "handed on",
            order=order,
            first=_iso(min(each.first for each in dated or every)),
            last=_iso(max(each.last for each in dated or every)),
            dated=bool(dated),
            certainty=certainty,
            strength=firm,
            voices=voices(affirmed, "positive"),
            denials=voices(denied, "negative"),
            statements=affirmed,
            denied=denied,
            also=_said(each for each in self._pairs.get(pair, ()) if each not in fits),
            reading=hop_reading(giver, affirmed, denied),
        )


class _Away:
    """How far each party is from some: the paths of fewest hops, forced and possible.

    Backwards, they are the paths that lead to them.
    """

    def __init__(
        self, layer: _Layer, starts: Sequence[int], since: int = ALWAYS, *, backwards: bool = False
    ) -> None:
        self.since = since
        self._layer, self._backwards, self._starts = layer, backwards, set(starts)
        begin = list(starts) if backwards else layer.starts(starts)
        self._ways = {}
        for forced in (False, True):
            arcs = layer.arcs(forced=forced)
            arcs = arcs.backwards if backwards else arcs
            # What is handed back to its first giver goes no further by being handed on again.
            back = starts if layer.twice and not backwards else ()
            found = arcs.shortest(begin, since=since, forced=forced, without=back)
            self._ways[forced] = arcs, found
        self._fewest = {forced: self._ends(found.hops) for forced, (_, found) in self._ways.items()}
        self.hops = self._fewest[False]

    def near(self, party: int) -> bool:
        return bool(self.hops[party] >= 0)

    def reached(self) -> list[int]:
        """The parties that are reached, those in forced order first, then by hops."""
        forced, possible = self._fewest[True], self.hops
        parties = np.flatnonzero(possible > 0)
        fewest = np.where(forced > 0, forced, possible)[parties]
        order = np.lexsort((parties, fewest, forced[parties] <= 0))
        return [party for party in parties[order].tolist() if self.to(party)]

    def to(self, party: int) -> list[int]:
        """The parties on the path to one, in the order of the goods; that one alone if it is a start.

        Nobody is on it twice. Empty where every path goes by somebody twice.
        """
        if party in self._starts:
            return [party]
        forced = bool(self._fewest[True][party] > 0)
        arcs, found = self._ways[forced]
        node = self._layer.starts([party])[0] if self._backwards else party
        path = [*(int(arcs.given_source[arc]) for arc in found.to(node)), node]
        parties = [self._layer.party(each) for each in path]
        if len(set(parties)) < len(parties):
            return _Away(self._layer, [party]).first(self._starts)
        return parties[::-1] if self._backwards else parties

    def first(self, parties: Iterable[int]) -> list[int]:
        """The path to that one of these parties which is fewest hops away, or nothing."""
        near = [party for party in parties if self.hops[party] > 0]
        return self.to(min(near, key=lambda party: int(self.hops[party]))) if near else []

    def forced(self, parties: Iterable[int]) -> list[int]:
        """The shortest path in forced order to any of these parties, or nothing."""
        hops = self._fewest[True]
        near = [party for party in parties if hops[party] > 0]
        return self.to(min(near, key=lambda party: int(hops[party]))) if near else []

    def _ends(self, hops: NDArray[np.intp]) -> NDArray[np.intp]:
        """Of each party how many hops away it is: as a holder, or backwards as a first giver."""
        count = self._layer.count
        found = (
            hops[count:].copy() if self._backwards and len(hops) > count else hops[:count].copy()
        )
        found[list(self._starts)] = 0
        return found


_YEAR = re.compile(r"\d{4}(-\d{2}){0,2}")


def _statements(said: Iterable[Statement | Tie]) -> Iterator[Statement]:
    for each in said:
        if isinstance(each, Tie):
            yield from each.statements
        else:
            yield each


def _grouped(
    ends: Sequence[tuple[int, int]], told: Sequence[Transfer]
) -> dict[tuple[int, int], list[Transfer]]:
    found: dict[tuple[int, int], list[Transfer]] = defaultdict(list)
    for pair, each in zip(ends, told, strict=True):
        found[pair].append(each)
    return dict(found)


def _follows(before: Sequence[Transfer] | None, fits: Sequence[Transfer], since: int) -> bool:
    """Whether a dated transfer of a hop comes after one of the hop before, whatever the days."""
    dated = [each.first for each in fits if each.forces]
    if before is None:
        return bool(dated) and max(dated) >= since
    ends = [each.last for each in before if each.forces]
    return bool(dated and ends) and min(ends) < max(dated)


def _said(told: Iterable[Transfer]) -> tuple[Statement, ...]:
    """The statements of transfers, each once."""
    return tuple({said.id: said for each in told for said in each.statements}.values())


def _rank(path: Path) -> tuple[int, float, int, str, str, tuple[str, ...]]:
    weak = path.hops[path.weakest]
    orders = ("certain", "possible", "denied")
    holders = tuple(hop.holder.name for hop in path.hops)
    held = -round(weak.strength, 6)
    return orders.index(path.order), held, len(path.hops), path.goods, path.source.name, holders


def _iso(day: int) -> str | None:
    return date.fromordinal(day).isoformat() if ALWAYS < day < FOREVER else None


def _day(text: str) -> int:
    found = days(text)
    if found is None:
        raise BadOption(f"{text!r} is no date; give a year, 2011, or a day, 2011-08-23")
    return found[0]
