"""Two camps that break as little as can be found: simulated annealing on classes of a colouring.

Actors of one colour have no tie among them, so a whole class moves at once by the heat bath, in
several runs side by side: the walk is that of one actor at a time, and NumPy does the work.
What it finds is an upper bound; it is never called the frustration index.
"""

from itertools import pairwise
from time import monotonic

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Spins = NDArray[np.float32]


class Annealer:
    """Searches camps of one network again and again; `u < v`, signed weights `w`."""

    def __init__(
        self, n: int, u: NDArray[np.int64], v: NDArray[np.int64], w: NDArray[np.float64]
    ) -> None:
        self.n, self.u, self.v, self.w = n, u, v, w
        ends = np.r_[u, v], np.r_[v, u]
        colour = colours(n, *ends)
        self._order = np.argsort(colour, kind="stable")
        self._place = np.empty(n, np.int64)
        self._place[self._order] = np.arange(n)
        self._scale = float(np.abs(w).mean()) if len(w) else 1.0
        table = csr_matrix(
            ((np.r_[w, w] / self._scale).astype(np.float32), (self._place[ends[0]], self._place[ends[1]])),
            shape=(n, n),
        )  # fmt: skip
        bounds = np.searchsorted(colour[self._order], np.arange(int(colour.max(initial=-1)) + 2))
        self._classes = [(slice(a, b), table[a:b]) for a, b in pairwise(bounds)]

    def cost(self, spins: NDArray[np.float32]) -> NDArray[np.float64]:
        """The weight of the ties that camps break, one number for each column of spins."""
        broken = (spins[self.u] * spins[self.v]) * np.sign(self.w)[:, None] < 0
        return np.asarray(np.abs(self.w) @ broken)

    def search(
        self,
        *,
        sweeps: int,
        runs: int = 4,
        seed: int = 0,
        start: Spins | None = None,
        hot: float = 2.0,
        deadline: float = np.inf,
    ) -> tuple[Spins, float]:
        """The best camps of several runs, and the weight that they break."""
        rng = np.random.default_rng(seed)
        spins = np.ones((self.n, runs), np.float32)
        spins[:, runs // 2 :] = rng.choice(
            np.array([-1, 1], np.float32), (self.n, runs - runs // 2)
        )
        if start is not None:
            spins[:] = start[:, None]
        spins = spins[self._order]
        for heat in (*np.geomspace(hot, 0.12, sweeps).astype(np.float32), *[0.0] * 6):
            self._sweep(spins, float(heat), rng)
            if monotonic() > deadline:
                break
        for _ in range(50):
            before = spins.copy()
            self._sweep(spins, 0.0, rng)
            if (spins == before).all():
                break
        spins = spins[self._place]
        cost = self.cost(spins)
        best = int(cost.argmin())
        return spins[:, best].copy(), float(cost[best])

    def _sweep(self, spins: Spins, heat: float, rng: np.random.Generator) -> None:
        for place, ties in self._classes:
            pull = ties @ spins[: self.n]
            if heat > 0:
                chance = rng.random(pull.shape, dtype=np.float32)
                pull = pull + heat / 2 * np.log((1 - chance) / (chance + np.float32(1e-12)))
            held = spins[place]
            np.copyto(held, np.sign(pull), where=pull != 0)


def colours(n: int, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.int64]:
    """A greedy colouring, the actors of most ties first."""
    order = np.argsort(a, kind="stable")
    near, starts = b[order], np.searchsorted(a[order], np.arange(n + 1))
    neighbours = np.split(near, starts[1:-1]) if n else []
    colour = np.full(n, -1, np.int64)
    for actor in np.argsort(-np.diff(starts), kind="stable").tolist():
        taken = set(colour[neighbours[actor]].tolist())
        mine = 0
        while mine in taken:
            mine += 1
        colour[actor] = mine
    return colour
