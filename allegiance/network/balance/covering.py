"""The covering program over negative cycles, solved to the vertex by the simplex of HiGHS.

For networks small enough: rows are added while a shortest path in the signed double cover finds a
cycle that is short, so that what is left is the bound of all negative cycles there are.
"""

from collections.abc import Callable
from time import monotonic
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from allegiance.network.balance.cycles import ShortCycles, any_cycles, triangles, unlike
from allegiance.network.balance.packing import Packing, fitting

Floats = NDArray[np.float64]


class Covering:
    """One linear program that takes more rows as they are found."""

    def __init__(self, weight: Floats) -> None:
        import highspy

        self.weight = weight
        self.rows = csr_matrix((0, len(weight)))
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("threads", 1)
        self._solver.setOptionValue("presolve", "off")
        ties = len(weight)
        none: Any = np.zeros(0, np.int32)
        self._solver.addCols(
            ties, weight, np.zeros(ties), np.full(ties, np.inf), 0, none, none, np.zeros(0)
        )

    def add(self, rows: csr_matrix) -> None:
        count = rows.shape[0]
        self._solver.addRows(
            count, np.ones(count), np.full(count, np.inf), rows.nnz,
            rows.indptr[:-1].astype(np.int32), rows.indices.astype(np.int32), rows.data,
        )  # fmt: skip
        self.rows = vstack([self.rows, rows]).tocsr()

    def solve(self, deadline: float) -> tuple[Floats, Floats] | None:
        """The lengths of ties and the weights of cycles; None where time ran out."""
        self._solver.setOptionValue(
            "time_limit", self._solver.getRunTime() + max(deadline - monotonic(), 0.01)
        )
        self._solver.run()
        if self._solver.modelStatusToString(self._solver.getModelStatus()) != "Optimal":
            return None
        found = self._solver.getSolution()
        return np.array(found.col_value), np.maximum(np.array(found.row_dual), 0)


def cover(
    n: int,
    u: NDArray[np.int64],
    v: NDArray[np.int64],
    weight: Floats,
    broken: Callable[[], NDArray[np.bool_]],
    *,
    improve: Callable[[Floats], float],
    seed: csr_matrix | None,
    upper: float,
    goal: float,
    deadline: float,
) -> Packing:
    """The heaviest packing of negative cycles, until its bound passes the goal or is complete.

    The parameters are those of `pack`.
    """
    unit = upper - goal
    rows = triangles(n, u, v, broken()) if seed is None else seed
    best = Packing(rows, np.zeros(rows.shape[0]), np.zeros(len(u)))
    short = ShortCycles(n, u, v, broken())
    program, hops = Covering(weight), 3
    if not rows.shape[0]:
        rows = any_cycles(n, u, v, broken(), best.x)
    rows = rows[:MOST_ROWS]
    while rows.shape[0]:
        program.add(rows)
        solved = program.solve(deadline)
        if solved is None:
            break
        x, raw = solved
        y = fitting(program.rows, program.rows.T.tocsr(), weight, raw)
        if y.sum() >= best.bound:
            best = Packing(program.rows, y, x)
        if best.bound > goal:
            break
        better = improve(x)
        if better < upper:
            upper, goal = better, better - unit
            short = ShortCycles(n, u, v, broken())
            if best.bound > goal:
                break
        rows = short.find(x, hops=hops, each=2, below=1 - 1e-6)
        if rows.shape[0] < 10:
            hops = min(hops + 1, 6)
            rows = unlike(vstack([rows, any_cycles(n, u, v, broken(), x)]).tocsr())
    return best


MOST_ROWS = 40_000
