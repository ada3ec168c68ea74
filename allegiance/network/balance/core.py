"""One network to be solved: its ties as arrays, its camps, its packing in whole numbers."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import breadth_first_order, connected_components, minimum_spanning_tree

from allegiance.network.balance.camps import Annealer
from allegiance.network.balance.covering import cover
from allegiance.network.balance.packing import Packing, pack
from allegiance.network.balance.reduction import Graph, Piece

TINY = 400
"""Up to so many ties, the covering program goes to the simplex at once."""
SIMPLEX = 4000
"""Up to so many ties, it goes there where the packing alone does not do."""

FILLED = 20_000
"""Up to so many cycles, what rounding leaves is filled up one by one; it is next to nothing."""

Ints = NDArray[np.int64]
Side = NDArray[np.float32]


class Core:
    """A network of whole weights, none of them infinite, that is to be solved."""

    def __init__(self, graph: Graph, seed: int = 0) -> None:
        self.graph, self.seed = graph, seed
        self.n, self.u, self.v = graph.n, graph.u, graph.v
        self.whole_weight = np.array([int(w) for w in graph.w], np.int64)
        self.weight = np.abs(self.whole_weight).astype(np.float64)
        self.sign = np.sign(self.whole_weight).astype(np.float32)
        self._key = self.u * max(self.n, 1) + self.v
        self._annealer: Annealer | None = None

    @property
    def ties(self) -> int:
        return len(self.u)

    def tie(self, a: int, b: int) -> int:
        """The number of the tie between two actors."""
        return int(np.searchsorted(self._key, min(a, b) * self.n + max(a, b)))

    def broken(self, side: Side) -> NDArray[np.bool_]:
        return np.asarray(side[self.u] * side[self.v] * self.sign < 0)

    def cost(self, side: Side) -> int:
        """The weight that camps break."""
        return int(np.abs(self.whole_weight[self.broken(side)]).sum()) if self.ties else 0

    def search(self, deadline: float, *, sweeps: int | None = None) -> Side:
        """Camps by annealing."""
        if not self.ties:
            return np.ones(self.n, np.float32)
        many = sweeps or (10 if self.ties <= SIMPLEX else 100)
        return self._anneal.search(sweeps=many, seed=self.seed, deadline=deadline)[0]

    def rounded(self, x: NDArray[np.float64], side: Side) -> Side:
        """Camps along the tree of the shortest ties, then made better one actor at a time."""
        length = np.minimum(x, 1) + 1e-6 * (1 + self.broken(side))
        tree = minimum_spanning_tree(
            coo_matrix((length, (self.u, self.v)), shape=(self.n, self.n)).tocsr()
        )
        made = np.ones(self.n, np.float32)
        _, part = connected_components(tree, directed=False)
        _, roots = np.unique(part, return_index=True)
        for root in roots.tolist():
            order, before = breadth_first_order(tree, root, directed=False)
            for actor in order[1:].tolist():
                above = int(before[actor])
                made[actor] = made[above] * self.sign[self.tie(actor, above)]
        return self._anneal.search(sweeps=0, runs=1, start=made)[0]

    def pack(self, side: Side, *, goal: float, deadline: float) -> tuple[Packing, Side]:
        """The heaviest packing of cycles found, and camps that may be better by its lengths."""
        if not self.ties:
            return Packing(csr_matrix((0, 0)), np.zeros(0), np.zeros(0)), side
        scale = float(self.weight.mean())
        best = [side]

        def improve(x: NDArray[np.float64]) -> float:
            new = self.rounded(x, best[0])
            if self.cost(new) < self.cost(best[0]):
                best[0] = new
            return self.cost(best[0]) / scale

        network = self.n, self.u, self.v, self.weight / scale, lambda: self.broken(best[0])
        packing = None
        if self.ties > TINY:
            packing = pack(
                *network, improve=improve, goal=goal / scale, upper=self.cost(side) / scale,
                deadline=deadline,
            )  # fmt: skip
        done = packing and packing.bound > (goal - self.cost(side) + self.cost(best[0])) / scale
        if not done and self.ties <= SIMPLEX:
            vertex = cover(
                *network, improve=improve, goal=goal / scale, upper=self.cost(side) / scale,
                deadline=deadline, seed=packing.rows if packing else None,
            )  # fmt: skip
            packing = vertex if packing is None or vertex.bound > packing.bound else packing
        assert packing is not None
        return Packing(packing.rows, packing.y * scale, packing.x), best[0]

    def whole(self, packing: Packing) -> tuple[Ints, Ints]:
        """The weights of a packing's cycles in whole numbers that fit, and what they leave of ties."""
        y = np.floor(packing.y).astype(np.int64)
        room = np.abs(self.whole_weight) - packing.rows.T.astype(np.int64) @ y
        y, room = self._trimmed(packing.rows, y, room)
        if len(y) <= FILLED:
            self._fill(packing.rows, y, room)
        return y, room

    def walks(
        self, packing: Packing, y: Ints, among: NDArray[np.bool_] | None = None
    ) -> list[Piece]:
        """The cycles of a packing that hold something, as closed walks; those `among` some rows."""
        rows = np.flatnonzero(y if among is None else y * among)
        starts, ties = packing.rows.indptr, packing.rows.indices
        return [
            (int(y[row]), self._walk(ties[starts[row] : starts[row + 1]])) for row in rows.tolist()
        ]

    def doubtful(self, packing: Packing) -> int:
        """The tie whose length is furthest from 0 and from 1, the heavier first."""
        x = np.clip(packing.x, 0, 1)
        return int(np.argmax(np.minimum(x, 1 - x) * self.weight + 1e-6 * self.weight))

    @property
    def _anneal(self) -> Annealer:
        if self._annealer is None:
            signed = self.weight * self.sign
            self._annealer = Annealer(self.n, self.u, self.v, signed)
        return self._annealer

    @staticmethod
    def _trimmed(rows: csr_matrix, y: Ints, room: Ints) -> tuple[Ints, Ints]:
        """Take from cycles what overfills a tie."""
        if not (room < 0).any():
            return y, room
        columns = rows.tocsc()
        for tie in np.flatnonzero(room < 0).tolist():
            for row in columns.indices[slice(*columns.indptr[tie : tie + 2])].tolist():
                less = min(int(y[row]), max(int(-room[tie]), 0))
                if less:
                    y[row] -= less
                    room[rows.indices[slice(*rows.indptr[row : row + 2])]] += less
        return y, room

    @staticmethod
    def _fill(rows: csr_matrix, y: Ints, room: Ints) -> None:
        """Give cycles what room is left, one after the other, those that hold most first."""
        if not rows.shape[0]:
            return
        least = np.minimum.reduceat(room[rows.indices], rows.indptr[:-1])
        free = np.flatnonzero(least > 0)
        for row in free[np.argsort(-y[free], kind="stable")].tolist():
            ties = rows.indices[rows.indptr[row] : rows.indptr[row + 1]]
            more = int(room[ties].min())
            if more > 0:
                y[row] += more
                room[ties] -= more

    def _walk(self, ties: NDArray[np.int32]) -> tuple[int, ...]:
        """The actors of a negative cycle in their order; the negative one where there are several."""
        near: dict[int, list[tuple[int, int]]] = {}
        for tie, a, b in zip(
            ties.tolist(), self.u[ties].tolist(), self.v[ties].tolist(), strict=True
        ):
            near.setdefault(a, []).append((b, tie))
            near.setdefault(b, []).append((a, tie))
        while True:
            at = next(actor for actor, ends in near.items() if ends)
            path, sign = [], 1.0
            while near[at]:
                path.append(at)
                following, tie = near[at].pop()
                near[following].remove((at, tie))
                sign *= self.sign[tie]
                at = following
            if sign < 0:
                return tuple(path)
