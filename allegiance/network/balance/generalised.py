"""More than two camps: generalised balance, known as correlation clustering elsewhere.

A network splits into some number of camps, friends inside and foes across, where no cycle has
exactly one negative tie (Davis 1967, "Clustering and structural balance in graphs", Human
Relations 20). Each such cycle has a tie that camps break, however many they are: a packing of them is
a lower bound (Doreian and Mrvar 1996, "A partitioning approach to structural balance").
"""

from math import inf
from time import monotonic
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from allegiance.network.balance.balance import Balance, broken_ties, frustration
from allegiance.network.balance.camps import colours
from allegiance.network.balance.core import Core
from allegiance.network.balance.packing import pack
from allegiance.network.balance.proof import Proof
from allegiance.network.balance.reduction import Graph
from allegiance.network.balance.signed import (
    Given,
    NoBalance,
    Signed,
    Weight,
    as_number,
    signed,
)
from allegiance.network.balance.solving import Solution, fineness

Ints = NDArray[np.int64]


def generalised(
    given: Given,
    *,
    camps: int,
    weight: Weight = "one",
    time_limit: float | None = None,
    seed: int = 0,
) -> Balance:
    """How far a network is from at most so many camps; with two, that is `frustration`.

    The lower bound holds for any number of camps, and may be far below where they are few and
    hostility is everywhere. Raises NoBalance for fewer than two camps, and as `frustration` does.
    """
    if camps < 2:
        raise NoBalance(f"a network splits into two camps or more, not {camps}")
    if camps == 2:
        return frustration(given, weight=weight, time_limit=time_limit, seed=seed)
    begun = monotonic()
    network = signed(given, weight=weight)
    if time_limit is not None and not time_limit > 0:
        raise NoBalance(f"a time limit of {time_limit} seconds is none; give more than zero")
    deadline = begun + time_limit if time_limit is not None else inf
    return _balance(network, camps, deadline, begun, seed)


def _balance(network: Signed, camps: int, deadline: float, begun: float, seed: int) -> Balance:
    graph = Graph(network.size, network.u, network.v, network.weight.tolist())
    fine = fineness(graph)
    core = Core(Graph(graph.n, graph.u, graph.v, [int(w) * fine for w in graph.w]))
    camp = _search(network, camps, deadline, seed)
    broken = (camp[network.u] == camp[network.v]) != (network.weight > 0)
    upper = int(np.abs(network.weight[broken]).sum())
    negative = network.weight < 0
    packing = pack(
        core.n, core.u, core.v, np.abs(network.weight).astype(float), lambda: negative,
        improve=lambda _: float(upper), upper=float(upper), goal=upper - 1 + 1e-3,
        deadline=deadline, single=True,
    )  # fmt: skip
    packing.y *= fine
    y, _ = core.whole(packing)
    bound = int(y.sum())
    solution = Solution(
        fine, camp.tolist(), upper * fine, bound, "cycles",
        lambda: [Proof(bound, cycles=core.walks(packing, y))],
    )  # fmt: skip
    lower = -(-bound // fine)
    return Balance(
        lower=as_number(network.value(lower)),
        upper=as_number(network.value(upper)),
        gap=(upper - lower) / upper if upper else 0.0,
        proved=lower == upper,
        by="cycles",
        seconds=monotonic() - begun,
        actors=network.size,
        ties=network.ties,
        negative=int(negative.sum()),
        total=as_number(network.value(int(np.abs(network.weight).sum()))),
        most=camps,
        camps=_named(network, camp),
        frustrated=broken_ties(network, np.flatnonzero(broken)),
        network=network,
        solution=solution,
    )


def _named(network: Signed, camp: Ints) -> tuple[tuple[str, ...], ...]:
    found: dict[int, list[str]] = {}
    for actor in sorted({*network.u.tolist(), *network.v.tolist()}):
        found.setdefault(int(camp[actor]), []).append(network.name(actor))
    return tuple(map(tuple, sorted(found.values(), key=lambda names: (-len(names), names))))


def _search(network: Signed, camps: int, deadline: float, seed: int) -> Ints:
    """Camps by annealing on classes of a colouring, the best of several runs."""
    n, ends = network.size, (np.r_[network.u, network.v], np.r_[network.v, network.u])
    scale = float(np.abs(network.weight).mean())
    pulls = csr_matrix((np.tile(network.weight, 2) / scale, ends), shape=(n, n))
    colour = colours(n, *ends)
    classes = [np.flatnonzero(colour == c) for c in range(int(colour.max()) + 1)]
    parts = [(members, pulls[members]) for members in classes]
    best, least = np.zeros(n, np.int64), inf
    rng = np.random.default_rng(seed)
    for many in range(2, min(camps, MOST) + 1):
        for run in range(RUNS):
            start = best if run == 0 else rng.integers(many, size=n)
            camp = _anneal(parts, start, many, 0.5 if run == 0 else 2.0, rng, deadline)
            broken = (camp[network.u] == camp[network.v]) != (network.weight > 0)
            cost = float(np.abs(network.weight[broken]).sum())
            if cost < least:
                best, least = camp, cost
            if monotonic() > deadline:
                return best
    return best


RUNS = 4
SWEEPS = 60
MOST = 12
"""More camps than these are filled from those that go before, not searched anew."""


def _anneal(
    parts: list[tuple[Ints, Any]],
    start: Ints,
    camps: int,
    hot: float,
    rng: np.random.Generator,
    deadline: float,
) -> Ints:
    member = np.eye(camps)[start]
    for heat in (*np.geomspace(hot, 0.1, SWEEPS), *[0.0] * 10):
        for members, pulls in parts:
            pull = pulls @ member
            stay = 1e-6 * member[members]
            chance = heat * rng.gumbel(size=pull.shape) if heat else stay
            member[members] = np.eye(camps)[np.argmax(pull + chance, axis=1)]
        if monotonic() > deadline:
            break
    return np.asarray(member.argmax(axis=1))
