"""Time-respecting paths: what can have passed from hand to hand, in the order of the dates.

An arc passes something on between its first and its last day, on a day that nobody may know. A path
is possible where the days can be chosen so that no arc goes before the one ahead of it,

    for every i < j:  first(i) <= last(j)

and forced where every choice of days has that order: last(i) < first(i + 1). Paths of this kind are
those of Kempe, Kleinberg and Kumar (2002), "Connectivity and inference problems for temporal
networks", Journal of Computer and System Sciences 64(4), 820-842; the earliest arrival and the
fewest arcs are the foremost and the shortest path of Wu, Cheng, Huang, Ke, Lu and Xu (2014), "Path
problems in temporal graphs", Proceedings of the VLDB Endowment 7(9), 721-732.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.intp]
Days = NDArray[np.int64]
_Ranks = NDArray[Any]

BLOCK = 1 << 16
"""How many arcs are looked at in one go."""

ALWAYS = -(2**40)
"""The first day of what may have begun at any time."""
FOREVER = 2**40
"""The last day of what may last for any time."""
NEVER = 2**41
"""The arrival at what is not reached."""

_FEW = 2**15 - 2
_LONG = 400
_MANY = 30
"""From so many arcs a node on, it pays to look up which of them are new."""
_RARE = 32
"""Where fewer than one node in so many is left, they are looked at rather than all others."""


class Arcs:
    """Dated arcs among nodes 0 to `nodes` - 1, indexed to be asked from many sources.

    Arc i goes from `source[i]` to `target[i]` on one day from `first[i]` to `last[i]`, counted from
    wherever the caller counts, ALWAYS and FOREVER where a side is open. The four have one length, and
    no arc ends before it begins; ValueError otherwise.

    >>> arcs = Arcs([0, 1], [1, 2], [10, 20], [15, 20], nodes=3)
    >>> arcs.earliest([0]).tolist()[1:], arcs.forced([0]).tolist()[1:]
    ([10, 20], [15, 20])
    """

    def __init__(
        self, source: ArrayLike, target: ArrayLike, first: ArrayLike, last: ArrayLike, *, nodes: int
    ) -> None:
        given = [np.asarray(each, dtype=np.int64) for each in (source, target, first, last)]
        _check(given, nodes)
        self.nodes = nodes
        self.order: Ints = np.lexsort((given[3], given[2]))
        """Where each arc stood when it was given; here they stand by their first days."""
        self.source: Ints = given[0][self.order].astype(np.intp)
        self.target: Ints = given[1][self.order].astype(np.intp)
        self.first: Days = given[2][self.order]
        self.last: Days = given[3][self.order]
        # Days are compared and never counted: their ranks take a quarter of the room. Ranks are even,
        # so that a day between two of them has one as well.
        self.days, ranks = np.unique([self.first, self.last], return_inverse=True)
        kind = np.uint16 if len(self.days) < _FEW else np.uint32
        self.ranks: _Ranks = (2 * ranks.reshape(2, -1) + 2).astype(kind)

    def earliest(self, starts: ArrayLike, *, since: int = ALWAYS) -> Days:
        """The earliest day on which something from `starts` can have come to each node.

        It leaves them on `since` or later, which is also their own day here. NEVER where nothing
        can have come.
        """
        begin = np.asarray(starts, dtype=np.intp)
        label = _sweep(self, self.labels(begin, self._rank(since)))
        return self._dated(label, begin, since)

    def forced(self, starts: ArrayLike, *, since: int = ALWAYS) -> Days:
        """The earliest day by which something has come to each node by arcs in a forced order.

        It is the last day of the arc that arrives.
        """
        begin = np.asarray(starts, dtype=np.intp)
        label = _sweep_forced(self, self.labels(begin, self._rank(since, forced=True)))
        return self._dated(label, begin, since)

    def shortest(
        self,
        starts: ArrayLike,
        *,
        since: int = ALWAYS,
        forced: bool = False,
        without: ArrayLike = (),
    ) -> "Shortest":
        """The paths of fewest arcs to all nodes that can be reached, in possible or forced order.

        No path goes by the nodes in `without`.
        """
        begin = np.asarray(starts, dtype=np.intp)
        label = self.labels(begin, self._rank(since, forced=forced))
        label[np.asarray(without, dtype=np.intp)] = 0
        return _rounds(self, begin, label, forced=forced)

    @cached_property
    def backwards(self) -> "Arcs":
        """The same arcs from target to source, and time turned round: days are negative.

        What a node reaches here can have come to it there.
        """
        given = np.argsort(self.order)
        turned = self.target, self.source, -self.last, -self.first
        return Arcs(*(each[given] for each in turned), nodes=self.nodes)

    @cached_property
    def blocks(self) -> "tuple[_Block, ...]":
        """The arcs in pieces that fit a processor's cache; those that begin on one day are in one."""
        pieces = np.split(np.arange(len(self.source)), self._cuts)
        return tuple(self._block(piece) for piece in pieces if len(piece))

    @cached_property
    def lasting(self) -> "tuple[_BySource, ...]":
        """The arcs of more than a day, which may still pass on what comes late, by their blocks.

        Those that last long are apart, so that the others are left alone once they are over.
        """
        wide = np.flatnonzero(self.ranks[1] > self.ranks[0])
        long = self.last[wide] - self.first[wide] > _LONG
        short = np.split(wide[~long], np.searchsorted(wide[~long], self._cuts))
        return tuple(self._by_source(piece) for piece in (wide[long], *short) if len(piece))

    @cached_property
    def _cuts(self) -> Ints:
        return np.unique(np.searchsorted(self.first, self.first[BLOCK::BLOCK]))

    @cached_property
    def given_source(self) -> Ints:
        """The source of each arc by its number as it was given."""
        return self.source[np.argsort(self.order)]

    @cached_property
    def leaving(self) -> "tuple[_Leaving, ...]":
        """The arcs by their sources, and those of one source by first days: of a day, some days, many."""
        brief, long = self.ranks[0] == self.ranks[1], self.last - self.first > _LONG
        kinds = (brief, ~brief & ~long, long)
        return tuple(_Leaving(self, np.flatnonzero(kept)) for kept in kinds if kept.any())

    @cached_property
    def arriving(self) -> tuple[Ints, Ints]:
        """Where the arcs to each node begin in a list of all arcs by target; and that list."""
        order = np.argsort(self.target, kind="stable")
        return np.searchsorted(self.target[order], np.arange(self.nodes + 1)), order

    def labels(self, starts: Ints, rank: int) -> _Ranks:
        """Arrivals when nothing has left the starts yet."""
        label = np.full(self.nodes, np.iinfo(self.ranks.dtype).max, dtype=self.ranks.dtype)
        label[starts] = rank
        return label

    def ranked(self, which: Ints) -> tuple[_Ranks, _Ranks]:
        """The ranks of the first and the last days of arcs, each in one piece of memory."""
        return self.ranks[0][which], self.ranks[1][which]

    def _block(self, which: Ints) -> "_Block":
        first, last = self.ranked(which)
        own = self._by_source(which)
        return _Block(self.source[which], self.target[which], first, last, own)

    def _by_source(self, which: Ints) -> "_BySource":
        which = which[np.argsort(self.source[which], kind="stable")]
        begin = np.searchsorted(self.source[which], np.arange(self.nodes + 1))
        first, last = self.ranked(which)
        return _BySource(begin.astype(np.int32), self.target[which], first, last)

    def _rank(self, day: int, *, forced: bool = False) -> int:
        """The rank of a day, odd where no arc begins or ends on it; the one before if `forced`."""
        at = int(np.searchsorted(self.days, day))
        known = at < len(self.days) and int(self.days[at]) == day
        return 2 * at + 1 + (known and not forced)

    def _dated(self, label: _Ranks, starts: Ints, since: int) -> Days:
        days = np.append(self.days, NEVER)
        found = days[np.minimum(label // 2, len(days)).astype(np.intp) - 1]
        return np.where((label % 2 == 1) & (label < 2 * len(days)), since, found)


class Shortest:
    """The paths of fewest arcs from one source.

    `hops` says how many arcs lead to each node: 0 at the source, -1 where none do.
    """

    def __init__(self, arcs: Arcs, rounds: Sequence[tuple[Ints, Ints]]) -> None:
        self._arcs = arcs
        self._rounds = rounds
        self.hops: Ints = np.full(arcs.nodes, -1, dtype=np.intp)
        for number, (nodes, _) in reversed(list(enumerate(rounds))):
            self.hops[nodes] = number

    def to(self, node: int) -> tuple[int, ...]:
        """The arcs of the path to a node in their order, by their numbers as they were given.

        Empty at the source itself, and where no path leads.
        """
        path: list[int] = []
        for number in range(int(self.hops[node]), 0, -1):
            nodes, by = self._rounds[number]
            arc = by[np.searchsorted(nodes, node)]
            path.append(int(self._arcs.order[arc]))
            node = int(self._arcs.source[arc])
        return tuple(reversed(path))


def _check(given: Sequence[NDArray[np.int64]], nodes: int) -> None:
    source, target, first, last = given
    if len({each.shape for each in given}) != 1 or source.ndim != 1:
        raise ValueError("the sources, targets, first and last days of arcs have one length")
    ends = np.concatenate([source, target])
    if len(ends) and (ends.min() < 0 or ends.max() >= nodes):
        raise ValueError(f"an arc leaves the nodes 0 to {nodes - 1}")
    if len(wrong := np.flatnonzero(first > last)):
        raise ValueError(f"arc {wrong[0]} ends before it begins")


def _sweep(arcs: Arcs, label: _Ranks) -> _Ranks:
    """Earliest arrivals, one block of arcs after another in the order of their first days.

    No arc of a later block arrives before this one is over. So a block is done with when nothing in
    it arrives any earlier: neither by its own arcs, nor by those of blocks before that still last.
    """
    for block in arcs.blocks:
        came = _take(label, block.source)
        rank = np.maximum(came, block.first)
        better = np.flatnonzero((rank < _take(label, block.target)) & (came <= block.last))
        target, rank = block.target[better], rank[better]
        before = [w for w in arcs.lasting if w.begins < block.begin <= w.ends]
        while len(target):
            nodes = _lower(label, target, rank)
            found = [each.onwards(label, nodes) for each in (block.own, *before)]
            target, rank = map(np.concatenate, zip(*found, strict=True))
    return label


def _sweep_forced(arcs: Arcs, label: _Ranks) -> _Ranks:
    """As `_sweep`, where an arc leaves after the last day of the one before and arrives on its own."""
    for block in arcs.blocks:
        leaves = _take(label, block.source) < block.first
        better = np.flatnonzero(leaves & (block.last < _take(label, block.target)))
        target, rank = block.target[better], block.last[better]
        while len(target):
            target, rank = block.own.forced(label, _lower(label, target, rank))
    return label


def _lower(label: _Ranks, target: Ints, rank: _Ranks) -> Ints:
    """Write earlier arrivals down; the nodes that they are at, each once."""
    np.minimum.at(label, target, rank)
    if len(target) < len(label) >> 6:
        return np.unique(target)
    seen = np.zeros(len(label), dtype=np.bool_)
    seen[target] = True
    return np.flatnonzero(seen)


def _rounds(arcs: Arcs, starts: Ints, label: _Ranks, *, forced: bool) -> Shortest:
    """Round by round the nodes that one arc more reaches earlier, and the arc that does.

    A node that is reached earlier than before passes on by no other arcs than those that it could not
    take before. When every node that any arc leads to has been reached, none is left to be told of.
    """
    by = np.full(arcs.nodes, -1, dtype=np.intp)
    rounds = [(np.unique(starts), by[:0])]
    before = np.full(arcs.nodes, np.iinfo(label.dtype).max, dtype=label.dtype)
    missing = np.diff(arcs.arriving[0]) > 0
    missing[label < before] = False
    left = np.count_nonzero(missing)
    while left and len(nodes := rounds[-1][0]):
        if left * _RARE < arcs.nodes and (last := _gathered(arcs, label, missing, forced=forced)):
            rounds.append(last)
            break
        found = [each.since(label, before, nodes, forced=forced) for each in arcs.leaving]
        before[nodes] = label[nodes]
        which, target, at = (np.concatenate(each) for each in zip(*found, strict=True))
        fresh = _written(label, by, which, target, at)
        left -= np.count_nonzero(missing[fresh])
        missing[fresh] = False
        rounds.append((fresh, by[fresh]))
    return Shortest(arcs, rounds if len(rounds[-1][0]) else rounds[:-1])


def _gathered(
    arcs: Arcs, label: _Ranks, missing: NDArray[np.bool_], *, forced: bool
) -> tuple[Ints, Ints] | None:
    """The nodes still missing, and the arcs that lead to them, if one arc more leads to them all.

    They are few: to look at the arcs that lead there is less than at those that leave the others.
    """
    begin, order = arcs.arriving
    nodes = np.flatnonzero(missing)
    which = order[_ranges(begin[nodes], begin[nodes + 1])]
    came, (first, last) = label[arcs.source[which]], arcs.ranked(which)
    kept = np.flatnonzero((came < first) if forced else (came <= last))
    which, came = which[kept], came[kept]
    at = last[kept] if forced else np.maximum(came, first[kept])
    by = np.full(arcs.nodes, -1, dtype=np.intp)
    reached = _written(label.copy(), by, which, arcs.target[which], at)
    return (nodes, by[nodes]) if len(reached) == len(nodes) else None


def _written(label: _Ranks, by: Ints, which: Ints, target: Ints, at: _Ranks) -> Ints:
    """Write down earlier arrivals, and by which arcs; the nodes that they are at, each once."""
    fresh = _lower(label, target, at)
    earliest = np.flatnonzero(at == _take(label, target))[::-1]
    by[target[earliest]] = which[earliest]
    return fresh


def _ranges(begin: Ints, end: Ints) -> Ints:
    """All whole numbers of several ranges, one range after another."""
    size = end - begin
    return np.repeat(begin - np.cumsum(size) + size, size) + np.arange(size.sum())


def _take(values: NDArray[Any], which: Ints) -> NDArray[Any]:
    # `clip` spares NumPy a look at every index, which costs more than the taking.
    return np.take(values, which, mode="clip")


class _Block:
    """Arcs that follow one another by their first days, and the same `own` by their sources."""

    def __init__(
        self, source: Ints, target: Ints, first: _Ranks, last: _Ranks, own: "_BySource"
    ) -> None:
        self.source, self.target, self.first, self.last = source, target, first, last
        self.own, self.begin = own, first[0]


class _BySource:
    """Arcs in the order of their sources: those of node n from `begin[n]`."""

    def __init__(self, begin: NDArray[Any], target: Ints, first: _Ranks, last: _Ranks) -> None:
        self.begin, self.target, self.first, self.last = begin, target, first, last
        self.begins, self.ends = first.min(), last.max()

    def onwards(self, label: _Ranks, nodes: Ints) -> tuple[Ints, _Ranks]:
        """The targets, and when, that what came to these nodes may reach earlier."""
        which, came, target = self._from(label, nodes)
        rank = np.maximum(came, _take(self.first, which))
        kept = np.flatnonzero((rank < _take(label, target)) & (came <= _take(self.last, which)))
        return target[kept], rank[kept]

    def forced(self, label: _Ranks, nodes: Ints) -> tuple[Ints, _Ranks]:
        """The same of what must have come, by arcs that begin later."""
        which, came, target = self._from(label, nodes)
        rank = _take(self.last, which)
        kept = np.flatnonzero((rank < _take(label, target)) & (came < _take(self.first, which)))
        return target[kept], rank[kept]

    def _from(self, label: _Ranks, nodes: Ints) -> tuple[Ints, _Ranks, Ints]:
        """The arcs from these nodes to others that are reached later, if at all."""
        begin, end = self.begin[nodes], self.begin[nodes + 1]
        which = _ranges(begin, end)
        came = np.repeat(label[nodes], end - begin)
        target = _take(self.target, which)
        may = np.flatnonzero(came < _take(label, target))
        return which[may], came[may], target[may]


class _Leaving:
    """Arcs in the order of their sources, and of one source in the order of their first days."""

    def __init__(self, arcs: Arcs, which: Ints) -> None:
        self.which = which[np.argsort(arcs.source[which], kind="stable")]
        self.target = arcs.target[self.which]
        self.first, self.last = arcs.ranked(self.which)
        source = arcs.source[self.which]
        self._starts = np.searchsorted(source, np.arange(arcs.nodes + 1))
        self._many = len(which) > _MANY * arcs.nodes
        self._span = 2 * len(arcs.days) + 4
        self._key = source * self._span + self.first
        self._still = self._lasting(arcs) if self._many else np.zeros(0, np.intp)

    def since(
        self, label: _Ranks, before: _Ranks, nodes: Ints, *, forced: bool
    ) -> tuple[Ints, Ints, _Ranks]:
        """The arcs by which nodes, reached earlier than `before`, now lead on earlier.

        Their numbers, their targets, and when they arrive.
        """
        begin, end = self._starts[nodes], self._starts[nodes + 1]
        if self._many:
            begin, end = self._narrowed(label, before, nodes, end, forced=forced)
        own = _ranges(begin, end)
        came, target = np.repeat(label[nodes], end - begin), _take(self.target, own)
        may = np.flatnonzero(came < _take(label, target))
        own, came, target = own[may], came[may], target[may]
        first, last = _take(self.first, own), _take(self.last, own)
        at = last if forced else np.maximum(came, first)
        open_ = came < first if forced else came <= last
        kept = np.flatnonzero(open_ & (at < _take(label, target)))
        return self.which[own[kept]], target[kept], at[kept]

    def _narrowed(
        self, label: _Ranks, before: _Ranks, nodes: Ints, end: Ints, *, forced: bool
    ) -> tuple[Ints, Ints]:
        """Without arcs that are over, and those that could be taken before and arrive no earlier."""
        came, late = label[nodes].astype(np.intp), before[nodes].astype(np.intp)
        key = nodes * self._span
        begin = np.searchsorted(self._key, key + (came if forced else self._still[came]))
        again = late < self._span
        end = end.copy()
        end[again] = np.searchsorted(self._key, key[again] + late[again] + forced)
        return begin, np.maximum(begin, end)

    def _lasting(self, arcs: Arcs) -> Ints:
        """For each rank of a day, the lowest at which an arc begins that is not over then."""
        begins, ends = (arcs.days[rank // 2 - 1] for rank in (self.first, self.last))
        longest = (ends - begins).max(initial=0)
        rank = (np.arange(self._span) // 2 - 1).clip(0, len(arcs.days) - 1)
        lowest: Ints = 2 * np.searchsorted(arcs.days, arcs.days[rank] - longest)
        return lowest
