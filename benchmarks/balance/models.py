"""Two other ways to find the frustration index with open solvers, on the whole network at once.

The AND model of Aref, Mason and Wilson 2020 in HiGHS, and maximum satisfiability by RC2 (Ignatiev,
Morgado and Marques-Silva 2019, python-sat), which tells nothing before it is done.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


class Answer(NamedTuple):
    """Bounds; None where there is none yet."""

    lower: float | None
    upper: float | None

    @property
    def proved(self) -> bool:
        return self.lower is not None and self.upper is not None and self.upper - self.lower < 1


def and_model(n: int, u: Ints, v: Ints, w: Ints, *, time_limit: float) -> Answer:
    """min sum over ties of |w| f, with x_i in {0, 1} the side of each actor and z = x_i and x_j.

    A positive tie is broken where x_i + x_j - 2 z is 1, a negative one where it is 0.
    """
    import highspy

    solver, most = highspy.Highs(), highspy.kHighsInf  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", float(time_limit))
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.999)
    for pull in np.bincount(u, w, n) + np.bincount(v, w, n):
        solver.addCol(float(pull), 0.0, 1.0, 0, [], [])
    for weight in w:
        solver.addCol(-2.0 * float(weight), 0.0, 1.0, 0, [], [])
    solver.changeColsIntegrality(
        n, np.arange(n, dtype=np.int32), np.full(n, highspy.HighsVarType.kInteger)
    )
    for tie, (a, b, weight) in enumerate(zip(u.tolist(), v.tolist(), w.tolist(), strict=True)):
        if weight > 0:
            solver.addRow(-most, 0.0, 2, [n + tie, a], [1.0, -1.0])
            solver.addRow(-most, 0.0, 2, [n + tie, b], [1.0, -1.0])
        else:
            solver.addRow(-1.0, most, 3, [n + tie, a, b], [1.0, -1.0, -1.0])
    fixed = int(np.argmax(np.bincount(np.r_[u, v], minlength=n)))
    solver.changeColBounds(fixed, 1.0, 1.0)
    solver.run()
    info, known = solver.getInfo(), float(np.abs(w[w < 0]).sum())
    lower, upper = info.mip_dual_bound + known, info.objective_function_value + known
    found = info.primal_solution_status == 2
    if not np.isfinite(lower):
        return Answer(None, round(upper) if found else None)
    return Answer(float(np.ceil(lower - 1e-6)), round(upper) if found else None)


def rc2(n: int, u: Ints, v: Ints, w: Ints, *, time_limit: float) -> Answer:
    """Soft clauses, one for each tie; run in a process of its own, which is ended with the time."""
    from multiprocessing import get_context

    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    worker = context.Process(target=_rc2, args=(n, u, v, w, theirs))
    worker.start()
    found = ours.recv() if ours.poll(time_limit) else None
    worker.kill()
    worker.join()
    return Answer(found, found)


def _rc2(n: int, u: Ints, v: Ints, w: Ints, answer: Any) -> None:
    from pysat.examples.rc2 import RC2Stratified
    from pysat.formula import WCNF

    formula = WCNF()
    for tie, (a, b, weight) in enumerate(zip(u.tolist(), v.tolist(), w.tolist(), strict=True)):
        x, y, z = a + 1, b + 1, n + tie + 1
        sign = 1 if weight > 0 else -1
        formula.append([-z, -x, sign * y])
        formula.append([-z, x, -sign * y])
        formula.append([z], weight=abs(weight))
    formula.append([1])
    with RC2Stratified(formula) as solver:
        solver.compute()
        answer.send(solver.cost)
