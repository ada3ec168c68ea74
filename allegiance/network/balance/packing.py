"""How many negative cycles fit into a network side by side: the lower bound.

The least weight x of ties that meets every negative cycle, and the heaviest packing y of cycles
within the weight of every tie, are one linear program and its dual:

    min w.x  with x(C) >= 1 for every C, x >= 0    =    max 1.y  with y(e) <= w(e) for every tie

It is solved by the primal-dual hybrid gradient with diagonal steps and restarts at the average
(Chambolle and Pock 2011; Applegate et al. 2021, "PDLP"), in products of sparse matrices; cycles are
added as x leaves them short. Whatever y it stands at is shrunk until it fits: a bound at any time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from allegiance.network.balance.cycles import ShortCycles, any_cycles, triangles

Floats = NDArray[np.float64]


@dataclass
class Packing:
    """Negative cycles, a row each over the ties; their weights `y`, which fit; lengths `x`."""

    rows: csr_matrix
    y: Floats
    x: Floats

    @property
    def bound(self) -> float:
        return float(self.y.sum())


class Packer:
    """Packs cycles of one network, better at every step.

    `raw` are the weights at which the steepest descent stands, `best` those that fit.
    """

    def __init__(self, rows: csr_matrix, weight: Floats) -> None:
        self.weight = weight
        self.x = np.zeros(len(weight))
        self.raw = np.zeros(rows.shape[0])
        self.balance = 1.0
        self.best = Packing(rows, self.raw, self.x)
        self._take(rows)

    def add(self, rows: csr_matrix) -> None:
        """More cycles; those that hold nothing and are long by far are forgotten."""
        held = (self.raw > 1e-9) | (self.rows @ self.x < 1.02)
        self.raw = np.r_[self.raw[held], np.zeros(rows.shape[0])]
        self._take(vstack([self.rows[held], rows]).tocsr())

    def _take(self, rows: csr_matrix) -> None:
        self.rows = rows
        self.columns = rows.T.tocsr()
        self.tau = 1 / np.maximum(np.diff(self.columns.indptr), 1)
        self.sigma = 1 / np.maximum(np.diff(rows.indptr), 1)

    def run(self, *, steps: int, close: float, goal: float, deadline: float) -> float:
        """Go on for so many steps, or until the two sides are `close` or the goal is passed."""
        if not self.rows.shape[0]:
            return 0.0
        load = self.columns @ self.raw
        sums = [np.zeros_like(self.x), np.zeros_like(self.raw)]
        start, since = (self.x.copy(), self.raw.copy()), 0
        for step in range(1, steps + 1):
            x = np.maximum(self.x - self.balance * self.tau * (self.weight - load), 0)
            lack = 1 - self.rows @ (2 * x - self.x)
            self.raw = np.maximum(self.raw + self.sigma / self.balance * lack, 0)
            self.x = x
            load = self.columns @ self.raw
            sums[0] += self.x
            sums[1] += self.raw
            since += 1
            if step % 50 and step != steps:
                continue
            mean = sums[0] / since, sums[1] / since
            self._keep(self.raw)
            self._keep(mean[1])
            least = min(float(self.weight @ self.x), float(self.weight @ mean[0]))
            near = abs(least - self.best.bound) <= close
            if near or self.best.bound > goal or monotonic() > deadline:
                break
            if step % 200 == 0:
                self._restart(mean, start)
                load = self.columns @ self.raw
                sums, since = [np.zeros_like(self.x), np.zeros_like(self.raw)], 0
                start = self.x.copy(), self.raw.copy()
        return self.best.bound

    def _restart(self, mean: tuple[Floats, Floats], start: tuple[Floats, Floats]) -> None:
        moved = (
            float(np.sqrt(((mean[0] - start[0]) ** 2 / self.tau).sum())),
            float(np.sqrt(((mean[1] - start[1]) ** 2 / self.sigma).sum())),
        )
        if min(moved) > 0:
            self.balance = float(np.sqrt(self.balance * moved[0] / moved[1]))
        self.x, self.raw = mean

    def _keep(self, raw: Floats) -> None:
        fits = fitting(self.rows, self.columns, self.weight, raw)
        if fits.sum() > self.best.bound:
            self.best = Packing(self.rows, fits, self.x.copy())


def fitting(rows: csr_matrix, columns: csr_matrix, weight: Floats, raw: Floats) -> Floats:
    """Weights of cycles shrunk until no tie is overfull, then filled up where there is room."""
    over = np.maximum(columns @ raw / weight, 1e-300)
    y = raw / np.maximum(np.maximum.reduceat(over[rows.indices], rows.indptr[:-1]), 1)
    for _ in range(3):
        room = np.maximum(weight - columns @ y, 0)
        least = np.minimum.reduceat(room[rows.indices], rows.indptr[:-1])
        wants = least > 1e-12
        crowd = columns @ wants.astype(float)
        shares = np.maximum(np.maximum.reduceat(crowd[rows.indices], rows.indptr[:-1]), 1)
        y = y + np.where(wants, least / shares, 0)
    return np.asarray(y)


def pack(
    n: int,
    u: NDArray[np.int64],
    v: NDArray[np.int64],
    weight: Floats,
    broken: Callable[[], NDArray[np.bool_]],
    *,
    improve: Callable[[Floats], float],
    upper: float,
    goal: float,
    deadline: float,
    single: bool = False,
) -> Packing:
    """The heaviest packing of negative cycles that can be found: short ones first, then longer.

    `broken` tells the ties that the best camps break, at a cost of `upper`; `improve` looks for
    better ones by the lengths of ties, and tells what the best cost then. Stops where the bound
    passes the goal, which sinks with that cost, where no cycle is short, or at the deadline.
    `single` takes only cycles with one broken tie.
    """
    rows, whole = triangles(n, u, v, broken()), n <= WHOLE and not single
    if single:
        rows = rows[np.flatnonzero(rows @ broken() == 1)]
    if not rows.shape[0] and whole:
        rows = any_cycles(n, u, v, broken(), np.zeros(len(u)))
    packer = Packer(rows, weight)
    found, hops, idle, unit = ShortCycles(n, u, v, broken()), 3, 0, upper - goal
    while True:
        before = packer.best.bound
        close = min(max(1e-7 * upper, 0.03 * (upper - before)), 0.3 * unit + 1e-3 * upper)
        packer.run(steps=300, close=close, goal=goal, deadline=deadline)
        if packer.best.bound > goal or monotonic() > deadline:
            break
        better = improve(packer.x)
        if better < upper:
            upper, goal = better, better - unit
            found = ShortCycles(n, u, v, broken())
        if n > LARGE:
            rows = found.through(packer.x, trees=TREES)
            if rows.shape[0] < FEW:
                rows = vstack([rows, found.find(packer.x, hops=hops, deadline=deadline)]).tocsr()
        else:
            rows = found.find(packer.x, hops=hops, deadline=deadline)
        gained = packer.best.bound - before
        if rows.shape[0] < 40 or gained < 0.1 * (upper - packer.best.bound):
            hops += 1
        if hops > LONGEST:
            idle += 1
            hops = LONGEST
            if whole:
                rows = vstack([rows, any_cycles(n, u, v, broken(), packer.x, below=0.99)]).tocsr()
        if idle > 4 or (idle and not rows.shape[0]):
            break
        packer.add(rows)
    return packer.best


LARGE = 20_000
"""From so many actors on, cycles are sought along a few trees before they are sought hop by hop."""
TREES, FEW = 150, 500
LONGEST = 7
WHOLE = 3000
