"""The least weight of ties that two camps break, between a lower and an upper bound.

The network is reduced; camps are searched; negative cycles are packed, over the whole core at
once. Where the two bounds do not meet in a block (a biconnected component), that block is gone
into: ties whose breaking the packing already rules out become unbreakable and the block is reduced
again; what is left is branched, a pair on one side or on opposite sides. Every step leaves its
proof behind.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf
from time import monotonic
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from allegiance.network.balance.blocks import blocks
from allegiance.network.balance.core import Core
from allegiance.network.balance.packing import Packing
from allegiance.network.balance.proof import Case, Proof, lift, with_lost
from allegiance.network.balance.reduction import Amount, Graph, Level, reduce

SETTLED = 0.15
"""From such a share of ties settled on, it pays to reduce again."""

Ints = NDArray[np.int64]


@dataclass
class Solution:
    """What was found: a side (1 or -1) of every actor, and bounds in `fine` parts of a unit.

    `parts` are proofs that share out the weight of the ties: their bounds add up.
    """

    fine: int
    side: list[int]
    upper: int
    lower: int
    by: Literal["cycles", "cases"]
    prove: Callable[[], list[Proof]]

    @cached_property
    def parts(self) -> list[Proof]:
        return self.prove()

    @property
    def met(self) -> bool:
        """Whether no camps can break a unit less, so that these are the best there are."""
        return self.upper - self.lower < self.fine


class Better(Exception):
    """Camps that break less than any known before; a side of each actor of the core."""

    def __init__(self, side: NDArray[np.float32]) -> None:
        self.side = side


def solve(graph: Graph, *, deadline: float = inf, seed: int = 0) -> Solution:
    """The camps of a network of whole weights, with proof; until `deadline` on the clock."""
    fine = fineness(graph)
    level = reduce(replace(graph, w=[int(w) * fine for w in graph.w]))
    core = Core(level.core, seed)
    side = core.search(deadline)
    goal = core.cost(side) - fine + fine // 1000
    packing, side = core.pack(side, goal=goal, deadline=deadline)
    while True:
        try:
            found = _parts(core, side, packing, fine, deadline)
            break
        except Better as better:
            side = better.side
    lower = level.constant + found.bound
    upper = level.constant + core.cost(side)
    sides = level.spread([int(s) for s in side])

    def parts() -> list[Proof]:
        lost = [Proof(level.constant, cycles=level.lost)] if level.lost else []
        return lost + [lift(level, part) for part in found.parts()]

    return Solution(fine, sides, upper, lower, found.by, parts)


@dataclass
class _Found:
    """A bound on a core, and what proves it when it is asked for."""

    bound: int
    by: Literal["cycles", "cases"]
    parts: Callable[[], list[Proof]]


def fineness(graph: Graph) -> int:
    """Into how many parts a unit is divided: stars halve weights, packings take shares.

    As many as leave every sum of weights exact in a double.
    """
    return 1 << min(40, 51 - int(sum(map(abs, graph.w))).bit_length())


def _parts(
    core: Core, side: NDArray[np.float32], packing: Packing, fine: int, deadline: float
) -> _Found:
    """What the packing proves, and more for each block where that does not do."""
    if not core.ties:
        return _Found(0, "cycles", list)
    y, _ = core.whole(packing)
    bound, cost = int(y.sum()), core.cost(side)
    if cost - bound < fine or monotonic() > deadline:
        return _Found(bound, "cycles", lambda: [Proof(bound, cycles=core.walks(packing, y))])
    block = blocks(core.n, core.u, core.v)
    of_cycle = block[packing.rows.indices[packing.rows.indptr[:-1]]]
    lacks = np.zeros(int(block.max()) + 1, np.int64)
    np.add.at(lacks, block, np.where(core.broken(side), np.abs(core.whole_weight), 0))
    np.subtract.at(lacks, of_cycle, y)
    order = np.argsort(lacks, kind="stable")
    done = order[np.cumsum(lacks[order]) < fine // 2]
    left = [number for number in order.tolist() if number not in set(done.tolist())]
    spare = (fine - 1 - int(lacks[done].sum())) // len(left)
    kept = np.isin(of_cycle, done)
    proofs = [Proof(int(y[kept].sum()), cycles=core.walks(packing, y, kept))]
    for number in left:
        ties = np.flatnonzero(block == number)
        proofs.append(_block(core, side, ties, spare, deadline))
    bound = max(bound, sum(proof.bound for proof in proofs))
    if bound > sum(proof.bound for proof in proofs):
        return _Found(bound, "cycles", lambda: [Proof(bound, cycles=core.walks(packing, y))])
    by: Literal["cycles", "cases"] = "cases" if any(p.leaves > 1 for p in proofs) else "cycles"
    return _Found(bound, by, lambda: proofs)


def _block(core: Core, side: NDArray[np.float32], ties: Ints, spare: int, deadline: float) -> Proof:
    """A proof that a block costs no less than `side` does there, by less than `spare`."""
    ids, ends = np.unique(np.r_[core.u[ties], core.v[ties]], return_inverse=True)
    u, v = np.split(ends, 2)
    graph = Graph(len(ids), u, v, [core.graph.w[tie] for tie in ties.tolist()])
    part = Core(graph, core.seed)
    target = part.cost(side[ids]) - spare
    try:
        proof = prove(part, target, deadline, side[ids])
    except Better as better:
        new = side.copy()
        new[ids] = better.side
        raise Better(new) from None
    return lift(Level.of(graph, ids.tolist(), core.n), proof)


def prove(
    core: Core, target: int, deadline: float, side: NDArray[np.float32] | None = None
) -> Proof:
    """A proof that no partition of a core costs less than `target`, or as much of one as time gives.

    Raises Better where one costs less.
    """
    if not core.ties:
        if target > 0:
            raise Better(np.zeros(0, np.float32))
        return Proof(0)
    if side is None:
        side = core.search(deadline, sweeps=20)
    packing, side = core.pack(side, goal=target * (1 + 1e-9), deadline=deadline)
    if core.cost(side) < target:
        raise Better(side)
    y, room = core.whole(packing)
    bound = int(y.sum())
    leaf = Proof(bound, cycles=core.walks(packing, y))
    if bound >= target or monotonic() > deadline:
        return leaf
    settled = np.flatnonzero(bound + room >= target)
    if len(settled) > SETTLED * core.ties:
        return _settle(core, settled, room, leaf, target, deadline)
    return _branch(core, packing, leaf, target, deadline)


def _settle(
    core: Core, settled: Ints, room: Ints, leaf: Proof, target: int, deadline: float
) -> Proof:
    """Make the ties unbreakable whose breaking would cost too much, and go on."""
    signs = {int(tie): 1 if core.graph.w[tie] > 0 else -1 for tie in settled}
    then = _under(core, {tie: sign * inf for tie, sign in signs.items()}, target, deadline)
    cases = [
        Case(
            (int(core.u[tie]), int(core.v[tie]), sign),
            [(int(room[tie]), (int(core.u[tie]), int(core.v[tie])))] if room[tie] else [],
        )
        for tie, sign in signs.items()
    ]
    if then.bound <= leaf.bound:
        return leaf
    worst = min(leaf.bound + int(room[tie]) for tie in signs)
    return Proof(min(then.bound, worst), by=leaf.cycles, settled=cases, then=then)


def _branch(core: Core, packing: Packing, leaf: Proof, target: int, deadline: float) -> Proof:
    """Two cases for the tie that the packing is least sure of."""
    tie = core.doubtful(packing)
    a, b, weight = int(core.u[tie]), int(core.v[tie]), core.graph.w[tie]
    sign, heavy = (1 if weight > 0 else -1), int(abs(weight))
    turned = _under(core, {tie: -sign * inf}, target - heavy, deadline)
    if turned.bound + heavy <= leaf.bound:
        return leaf
    kept = _under(core, {tie: sign * inf}, target, deadline)
    bound = min(kept.bound, turned.bound + heavy)
    if bound <= leaf.bound:
        return leaf
    case = Case((a, b, sign), [(heavy, (a, b))])
    return Proof(bound, branch=case, kept=kept, turned=turned)


def _under(core: Core, sure: dict[int, Amount], target: int, deadline: float) -> Proof:
    """What holds where some pairs stand for sure as told."""
    weights = list(core.graph.w)
    for tie, weight in sure.items():
        weights[tie] = weight
    level = reduce(replace(core.graph, w=weights))
    below = Core(level.core, core.seed)
    try:
        proof = prove(below, target - level.constant, deadline)
    except Better as better:
        side: Sequence[int] = level.spread([int(s) for s in better.side])
        raise Better(np.array(side, np.float32)) from None
    return with_lost(level, lift(level, proof))
