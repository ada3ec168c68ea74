"""Negative cycles: triangles by list, longer ones as the shortest of the lengths that a bound gives.

A cycle is negative where an odd number of its ties are. Every partition breaks at least one tie
of each. Signs here are those after switching to some camps, so that the broken ties are the
negative ones, and a cycle is negative where an odd number of its ties are broken.
"""

from collections.abc import Iterator
from time import monotonic

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from scipy.sparse.csgraph import dijkstra

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
_FAR = np.float32(9)
_BLOCK = 3_000_000
_FEW = 0.4
"""Up to such a share of all arcs, it pays to go on only from where something came nearer."""


def triangles(n: int, u: Ints, v: Ints, negative: Flags) -> csr_matrix:
    """The negative triangles, a row each over the ties; none where there are too many to list."""
    sides = [three[negative[three].sum(axis=1) % 2 == 1] for three in every_triangle(n, u, v)]
    return rows_of(np.concatenate([np.zeros((0, 3), np.int64), *sides]), len(u))


def every_triangle(n: int, u: Ints, v: Ints, most: float = 60e6) -> Iterator[Ints]:
    """The triangles, each as its three ties, in portions; none where pairs of ties are too many.

    Forward listing on ties that point to the actor of more ties (Schank and Wagner 2005).
    """
    ties = len(u)
    degree = np.bincount(np.r_[u, v], minlength=n)
    rank = np.argsort(np.argsort(degree, kind="stable"), kind="stable")
    low, high = np.minimum(rank[u], rank[v]), np.maximum(rank[u], rank[v])
    order = np.lexsort((high, low))
    low, high = low[order], high[order]
    ends = np.searchsorted(low, np.arange(n + 1))
    later = np.repeat(ends[1:], np.diff(ends)) - np.arange(ties) - 1
    if later.sum() > most:
        return
    key = low * n + high
    stops = np.searchsorted(np.cumsum(later), np.arange(_BLOCK, later.sum() + _BLOCK, _BLOCK))
    begin = 0
    for stop in (*np.minimum(stops, ties).tolist(), ties):
        part = later[begin:stop]
        first = np.repeat(np.arange(begin, stop), part)
        second = np.arange(part.sum()) - np.repeat(np.cumsum(part) - part, part) + first + 1
        third = np.searchsorted(key, high[first] * n + high[second])
        third[third == ties] = 0
        closed = key[third] == high[first] * n + high[second]
        yield order[np.stack([first[closed], second[closed], third[closed]], axis=1)]
        begin = stop


def rows_of(sides: Ints, ties: int) -> csr_matrix:
    """Cycles of one length as rows over ties."""
    length = sides.shape[1]
    starts = np.arange(0, sides.size + 1, length)
    made = csr_matrix((np.ones(sides.size), sides.ravel(), starts), shape=(len(sides), ties))
    made.sort_indices()
    return made


class ShortCycles:
    """Finds short negative cycles with one broken tie whose length is less than one."""

    def __init__(self, n: int, u: Ints, v: Ints, negative: Flags, seed: int = 5) -> None:
        self.n, self.u, self.v = n, u, v
        self.broken = np.flatnonzero(negative)
        kept = np.flatnonzero(~negative)
        to, fro, tie = np.r_[v[kept], u[kept]], np.r_[u[kept], v[kept]], np.r_[kept, kept]
        order = np.lexsort((fro, to))
        self.to, self.fro, self.tie = to[order], fro[order], tie[order]
        self.rng = np.random.default_rng(seed)

    def find(
        self,
        length: Floats,
        *,
        hops: int = 3,
        each: int = 3,
        below: float = 0.98,
        deadline: float = np.inf,
    ) -> csr_matrix:
        """Cycles through a broken tie and at most `hops` whole ones, up to `each` for a tie.

        A little chance in the lengths spreads the cycles over ties of length zero.
        """
        wanted = self.broken[length[self.broken] < below]
        search = _Search(self, length, hops, each, below)
        found = search.run(wanted, deadline)
        return unlike(vstack(found).tocsr()) if found else csr_matrix((0, len(length)))

    def through(
        self, length: Floats, *, trees: int, each: int = 3, below: float = 0.98
    ) -> csr_matrix:
        """Cycles of any number of ties: a broken one, and the paths to its ends in a tree.

        Trees of shortest paths from ends of broken ties, and from actors of many ties; of each broken
        tie the `each` cycles that are shortest by the paths to its ends.
        """
        fresh = length + 1e-3 * (1 + self.rng.random(len(length)))
        table = csr_matrix((fresh[self.tie], (self.fro, self.to)), shape=(self.n, self.n))
        closing = self.broken[length[self.broken] < below]
        if not len(closing) or not len(self.fro):
            return csr_matrix((0, len(length)))
        ends = np.r_[self.u[closing], self.v[closing]]
        roots = np.unique(self.rng.choice(np.r_[ends, self.rng.choice(self.fro, len(ends))], trees))
        far, before = dijkstra(table, indices=roots, return_predecessors=True)
        whole = far[:, self.u[closing]] + far[:, self.v[closing]]
        best = np.argsort(whole, axis=0)[:each]
        own = np.tile(np.arange(len(closing)), len(best))
        root = best.ravel()
        walks = root, self.u[closing[own]], self.v[closing[own]], closing[own]
        key = self.fro * self.n + self.to
        order = np.argsort(key)
        finite = np.flatnonzero(np.isfinite(whole[root, own]))
        kept = tuple(column[finite] for column in walks)
        rows = unlike(_walked(before, kept, self.n, (key[order], self.tie[order]), len(length)))
        return rows[np.flatnonzero(rows @ length < below)] if rows.shape[0] else rows


class _Search:
    """One search: relaxes from many actors at once, hop by hop."""

    def __init__(
        self, cycles: ShortCycles, length: Floats, hops: int, each: int, below: float
    ) -> None:
        self.n, self.length, self.hops, self.each, self.below = (
            cycles.n, length, hops, each, below,
        )  # fmt: skip
        chance = 1e-3 * (1 + cycles.rng.random(len(length)))
        step = (length + chance).astype(np.float32)[cycles.tie]
        near = step < below
        self.fro, self.tie, self.step = cycles.fro[near], cycles.tie[near], step[near]
        to = cycles.to[near]
        self.starts = np.searchsorted(to, np.arange(self.n + 1))
        self.reached = np.flatnonzero(np.diff(self.starts))
        degree = np.bincount(
            np.r_[cycles.u[cycles.broken], cycles.v[cycles.broken]], minlength=self.n
        )
        self.u, self.v, self.degree = cycles.u, cycles.v, degree

    def run(self, wanted: Ints, deadline: float) -> list[csr_matrix]:
        a, b = self.u[wanted], self.v[wanted]
        swap = self.degree[a] < self.degree[b]
        source, target = np.where(swap, b, a), np.where(swap, a, b)
        sources, which = np.unique(source, return_inverse=True)
        order = np.argsort(which, kind="stable")
        wide = int(np.clip(2 * _BLOCK // max(self.n, 1), 1, 512))
        found = []
        for begin in range(0, len(sources), wide):
            batch = sources[begin : begin + wide]
            mine = order[slice(*np.searchsorted(which[order], [begin, begin + len(batch)]))]
            rows = self._batch(batch, which[mine] - begin, target[mine], wanted[mine])
            if rows is not None:
                found.append(rows)
            if monotonic() > deadline:
                break
        return found

    def _batch(self, batch: Ints, row: Ints, target: Ints, closing: Ints) -> csr_matrix | None:
        layers = self._layers(batch)
        own, arc = self._ends(layers[-1], row, target, closing)
        if not len(own):
            return None
        return self._trace(layers, batch, row[own], own, arc, closing)

    def _layers(self, batch: Ints) -> list[NDArray[np.float32]]:
        """Distances from each actor of a batch within 0, 1, 2 ... hops."""
        far = np.full((self.n, len(batch)), _FAR, np.float32)
        far[batch, np.arange(len(batch))] = 0
        layers = [far]
        moved: tuple[Ints, ...] = batch, np.arange(len(batch))
        for _ in range(self.hops - 1):
            many = int((self.starts[moved[0] + 1] - self.starts[moved[0]]).sum())
            few = many < _FEW * len(self.fro) * len(batch)
            nearer = (
                self._from(layers[-1], moved[0], moved[1]) if few else self._relaxed(layers[-1])
            )
            moved = np.nonzero(nearer < layers[-1])
            layers.append(nearer)
        return layers

    def _from(self, far: NDArray[np.float32], actor: Ints, row: Ints) -> NDArray[np.float32]:
        """One hop on from those that came nearer in the last."""
        own, arc = _ragged(self.starts[actor], self.starts[actor + 1])
        past = far[actor, row][own] + self.step[arc]
        short = past < self.below
        nearer = far.copy()
        at = self.fro[arc[short]] * far.shape[1] + row[own[short]]
        np.minimum.at(nearer.reshape(-1), at, past[short])
        return nearer

    def _relaxed(self, far: NDArray[np.float32]) -> NDArray[np.float32]:
        """One hop on from everybody."""
        nearer, heads = far.copy(), self.starts[self.reached]
        wide = max(_BLOCK // max(len(self.fro), 1), 1)
        for begin in range(0, far.shape[1] if len(heads) else 0, wide):
            some = slice(begin, begin + wide)
            past = np.take(far[:, some], self.fro, axis=0)
            past += self.step[:, None]
            least = np.minimum.reduceat(past, heads, axis=0)
            nearer[self.reached, some] = np.minimum(nearer[self.reached, some], least)
        return nearer

    def _ends(
        self, last: NDArray[np.float32], row: Ints, target: Ints, closing: Ints
    ) -> tuple[Ints, Ints]:
        """The last whole ties of short cycles: which broken tie each closes, and the arc."""
        own, arc = _ragged(self.starts[target], self.starts[target + 1])
        whole = last[self.fro[arc], row[own]] + self.step[arc] + self.length[closing][own]
        short = whole < self.below
        own, arc, whole = own[short], arc[short], whole[short]
        order = np.lexsort((whole, own))
        own, arc = own[order], arc[order]
        first = np.searchsorted(own, own)
        some = np.arange(len(own)) - first < self.each
        return own[some], arc[some]

    def _trace(
        self,
        layers: list[NDArray[np.float32]],
        batch: Ints,
        row: Ints,
        own: Ints,
        arc: Ints,
        closing: Ints,
    ) -> csr_matrix:
        """The ties of each cycle, walked back from its last."""
        cycle = np.arange(len(own))
        rows, ties = [cycle, cycle], [closing[own], self.tie[arc]]
        at = self.fro[arc].copy()
        alive = cycle
        for hop in range(len(layers) - 1, 0, -1):
            alive = alive[at[alive] != batch[row[alive]]]
            moved = alive[
                layers[hop][at[alive], row[alive]] < layers[hop - 1][at[alive], row[alive]]
            ]
            if not len(moved):
                continue
            who, way = _ragged(self.starts[at[moved]], self.starts[at[moved] + 1])
            through = layers[hop - 1][self.fro[way], row[moved[who]]] + self.step[way]
            least = np.minimum.reduceat(through, np.searchsorted(who, np.arange(len(moved))))
            nearest = np.flatnonzero(through == least[who])
            best = way[nearest[np.searchsorted(who[nearest], np.arange(len(moved)))]]
            rows.append(moved)
            ties.append(self.tie[best])
            at[moved] = self.fro[best]
        every = np.concatenate(rows), np.concatenate(ties)
        return csr_matrix((np.ones(len(every[0])), every), shape=(len(own), len(self.length)))


def _ragged(begin: Ints, end: Ints) -> tuple[Ints, Ints]:
    """The numbers from each begin to its end, one after the other, and whose they are."""
    count = end - begin
    whose = np.repeat(np.arange(len(count)), count)
    return whose, np.arange(count.sum()) - np.repeat(np.cumsum(count) - count - begin, count)


def unlike(rows: csr_matrix) -> csr_matrix:
    """Each cycle once; a tie that is taken twice is left out, for its sign is then no matter."""
    if not rows.shape[0]:
        return rows
    rows.sum_duplicates()
    rows.data %= 2
    rows.eliminate_zeros()
    rows = rows[np.flatnonzero(np.diff(rows.indptr))]
    if not rows.shape[0]:
        return rows
    marks = np.random.default_rng(1).integers(1 << 62, size=rows.shape[1], dtype=np.int64)
    _, first = np.unique(np.add.reduceat(marks[rows.indices], rows.indptr[:-1]), return_index=True)
    return rows[np.sort(first)]


def any_cycles(
    n: int,
    u: Ints,
    v: Ints,
    negative: Flags,
    length: Floats,
    *,
    below: float = 1 - 1e-6,
    each: int = 8,
) -> csr_matrix:
    """Negative cycles of any number of ties and of broken ties, shorter than `below`.

    For every actor of a cover of the broken ties, the tree of shortest paths in the signed double
    cover, where a broken tie changes sides; a cycle is two branches of it and a tie, the `each`
    shortest of those. Empty only where no cycle is that short.
    """
    ties = len(u)
    cost = np.maximum(length, 0) + 1e-9 * (1 + np.arange(ties) % 7)
    cross = np.where(negative, n, 0)
    heads, tails = np.r_[u, u + n], np.r_[v + cross, v + n - cross]
    both = np.r_[heads, tails], np.r_[tails, heads]
    double = csr_matrix((np.tile(cost, 4), both), shape=(2 * n, 2 * n))
    key = both[0] * (2 * n) + both[1]
    order = np.argsort(key)
    lookup = key[order], order % ties
    sources = _cover(n, u[negative], v[negative])
    wide = int(np.clip(_BLOCK // (2 * n), 1, 256))
    found = []
    for begin in range(0, len(sources), wide):
        batch = sources[begin : begin + wide]
        far, before = dijkstra(double, indices=batch, return_predecessors=True, limit=below + 1e-6)
        rows = _closed(far, before, heads, (tails + n) % (2 * n), cost, below, each)
        if len(rows[0]):
            found.append(_walked(before, rows, 2 * n, lookup, ties))
    return unlike(vstack(found).tocsr()) if found else csr_matrix((0, ties))


_Ends = tuple[Ints, Ints, Ints, Ints]


def _closed(
    far: Floats, before: NDArray[np.int32], heads: Ints, tails: Ints, cost: Floats,
    below: float, each: int,
) -> _Ends:  # fmt: skip
    """The shortest ways to close a tree by a tie, one by source, to a negative cycle.

    A tie from a node to the other self of another one closes the two paths to them.
    """
    ties = len(cost)
    whole = far[:, heads] + far[:, tails] + np.tile(cost, 2)
    row, way = np.nonzero(whole < below)
    order = np.lexsort((whole[row, way], row))
    row, way = row[order], way[order]
    some = np.arange(len(row)) - np.searchsorted(row, row) < each
    row, way = row[some], way[some]
    return row, heads[way], tails[way], way % ties


def _walked(
    before: NDArray[np.int32], ends: tuple[Ints, ...], n: int, lookup: tuple[Ints, Ints], ties: int
) -> csr_matrix:
    """The ties of the paths back from two nodes to their source, and one that joins them.

    `lookup` gives the tie of a step by its key, node times `n` plus the node before.
    """
    source, one, other, tie = ends
    cycle = np.arange(len(source))
    rows, taken = [cycle], [tie]
    for at in (one, other):
        row = cycle
        while True:
            last = before[source[row], at].astype(np.int64)
            row, at, last = row[last >= 0], at[last >= 0], last[last >= 0]
            if not len(row):
                break
            rows.append(row)
            taken.append(lookup[1][np.searchsorted(lookup[0], at * n + last)])
            at = last
    every = np.concatenate(rows), np.concatenate(taken)
    return csr_matrix((np.ones(len(every[0])), every), shape=(len(source), ties))


def _cover(n: int, a: Ints, b: Ints) -> Ints:
    """Actors that stand at an end of every one of these ties."""
    degree = np.bincount(np.r_[a, b], minlength=n)
    return np.unique(np.where(degree[a] > degree[b], a, b))
