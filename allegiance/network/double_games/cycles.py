"""Triangles and four-cycles on arrays: common neighbours, with the shorter list expanded.

Listing the triangles over an edge by its end of lower degree takes O(a m) steps on m edges of
arboricity a (Chiba and Nishizeki 1985, "Arboricity and subgraph listing algorithms", SIAM Journal
on Computing 14(1)): a hub that everybody is tied to costs no more than its partners do.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]

CHUNK = 2_000_000
"""How many candidates are held in memory at once."""


class Rows(NamedTuple):
    """Neighbours by actor, in compressed rows: those of actor `i` are `columns[starts[i]:starts[i+1]]`.

    `values` says of each what it is (the number of a pair or a bond), `keys` is row and column
    packed into one sorted number, and `size` the number of actors.
    """

    size: int
    starts: Ints
    columns: Ints
    values: Ints
    keys: Ints

    @property
    def degrees(self) -> Ints:
        """How many neighbours each actor has."""
        return np.diff(self.starts)

    def degree(self, rows: Ints) -> Ints:
        return self.starts[rows + 1] - self.starts[rows]


def compress(rows: Ints, columns: Ints, values: Ints, size: int) -> Rows:
    """Rows of neighbours from pairs in any order."""
    keys = rows * size + columns
    order = np.argsort(keys, kind="stable")
    starts = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount(rows, minlength=size), out=starts[1:])
    return Rows(size, starts, columns[order], values[order], keys[order])


class Meeting(NamedTuple):
    """Common neighbours: `at` says of which asked pair, `one` and `other` what each row holds there."""

    at: Ints
    common: Ints
    one: Ints
    other: Ints


def meet(
    one: Rows, ones: Ints, other: Rows, others: Ints, *, chunk: int = CHUNK
) -> Iterator[Meeting]:
    """The columns that row `ones[i]` of one and row `others[i]` of the other share, for every i.

    The keys of `other` and of `one` are each without repeats. Yields at most about `chunk` at once.
    """
    shorter = one.degree(ones) <= other.degree(others)
    for at, near, rows, far, beyond in (
        (np.flatnonzero(shorter), one, ones, other, others),
        (np.flatnonzero(~shorter), other, others, one, ones),
    ):
        for some, place in _expanded(near, rows[at], chunk):
            which = at[some]
            common = near.columns[place]
            found, hit = _looked_up(far, beyond[which] * far.size + common)
            which, common, place, found = which[hit], common[hit], place[hit], found[hit]
            here, there = near.values[place], far.values[found]
            yield Meeting(which, common, *((here, there) if near is one else (there, here)))


def find(keys: Ints, asked: Ints) -> Ints:
    """Where each asked key stands among sorted ones, -1 where it does not."""
    if not len(keys):
        return np.full(len(asked), -1, dtype=np.int64)
    place = np.searchsorted(keys, asked)
    place[place == len(keys)] = 0
    return np.where(keys[place] == asked, place, -1)


def spread(counts: Ints) -> tuple[Ints, Ints]:
    """For runs of such lengths: which run each item lies in, and its place there from 0."""
    run = np.repeat(np.arange(len(counts)), counts)
    return run, np.arange(len(run)) - np.repeat(np.cumsum(counts) - counts, counts)


def wedges(rows: Ints, neighbours: Rows, *, chunk: int = CHUNK) -> Iterator[tuple[Ints, Ints]]:
    """All neighbours of each of the rows: which row (as its place in `rows`), and where it stands."""
    return _expanded(neighbours, rows, chunk)


def _expanded(neighbours: Rows, rows: Ints, chunk: int) -> Iterator[tuple[Ints, Ints]]:
    counts = neighbours.degree(rows)
    ends = np.cumsum(counts)
    begin = 0
    while begin < len(rows):
        done = ends[begin - 1] if begin else 0
        end = max(int(np.searchsorted(ends, done + chunk, side="right")), begin + 1)
        run, place = spread(counts[begin:end])
        if len(run):
            yield run + begin, neighbours.starts[rows[begin:end]][run] + place
        begin = end


def _looked_up(far: Rows, asked: Ints) -> tuple[Ints, Flags]:
    found = find(far.keys, asked)
    return found, found >= 0


def pack(*columns: NDArray[Any]) -> Ints:
    """Columns of numbers from 0 as one number a row, in the order of the columns."""
    packed = np.zeros(len(columns[0]), dtype=np.int64)
    span = 1
    for column in columns:
        width = int(column.max(initial=0)) + 1
        if span * width >= 2**62:
            packed = np.unique(packed, return_inverse=True)[1].astype(np.int64)
            span = int(packed.max(initial=0)) + 1
        packed = packed * width + column
        span *= width
    return packed


class Groups(NamedTuple):
    """Rows that share a key: `order` puts them together, `starts` is where each group begins there."""

    order: Ints
    starts: Ints

    @property
    def sizes(self) -> Ints:
        return np.diff(self.starts, append=len(self.order))

    @property
    def first(self) -> Ints:
        """The first row of each group."""
        return self.order[self.starts]

    def numbers(self) -> Ints:
        """The number of each row's group."""
        found = np.empty(len(self.order), dtype=np.int64)
        found[self.order] = np.repeat(np.arange(len(self.starts)), self.sizes)
        return found

    def least(self, values: NDArray[Any]) -> NDArray[Any]:
        return self._reduced(np.minimum, values)

    def most(self, values: NDArray[Any]) -> NDArray[Any]:
        return self._reduced(np.maximum, values)

    def total(self, values: NDArray[Any]) -> NDArray[Any]:
        return self._reduced(np.add, values)

    def every(self, values: Flags) -> Flags:
        return self._reduced(np.logical_and, values)

    def _reduced(self, fold: Any, values: NDArray[Any]) -> NDArray[Any]:
        if not len(self.starts):
            return values[:0]
        reduced: NDArray[Any] = fold.reduceat(values[self.order], self.starts)
        return reduced


def group(keys: Ints) -> Groups:
    """Rows by key, groups in the order of their keys, rows of a group as they came."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    fresh = np.ones(len(keys), dtype=np.bool_)
    fresh[1:] = ordered[1:] != ordered[:-1]
    return Groups(order, np.flatnonzero(fresh))


def arrange(groups: Groups, *keys: NDArray[Any]) -> Groups:
    """The same groups, the rows of each in the order of their keys, of which the last counts first."""
    several = np.flatnonzero(np.repeat(groups.sizes > 1, groups.sizes))
    if not len(several):
        return groups
    rows = groups.order[several]
    number = np.repeat(np.arange(len(groups.starts)), groups.sizes)[several]
    order = np.lexsort((*(key[rows] for key in keys), number))
    arranged = groups.order.copy()
    arranged[several] = rows[order]
    return groups._replace(order=arranged)
