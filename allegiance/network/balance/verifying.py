"""Checks a certificate of balance: no solver, no NumPy, whole numbers alone.

What a certificate holds is written in `certificate.py`. This is meant to be read, and copied.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

Pair = frozenset[Any]
Load = Counter[Pair]
Signs = Mapping[Pair, int]


def bounds(told: Mapping[str, Any]) -> tuple[Fraction, Fraction]:
    """The lower and upper bound that a certificate proves. Raises ValueError where it does not."""
    ties = {frozenset((u, v)): weight for u, v, weight in told["ties"]}
    fine, unit, camp = told["fine"], Fraction(told["unit"]), told["camps"]
    _demand(
        all(type(w) is int and w for w in (fine, *ties.values())), "a weight is no whole number"
    )
    _demand(fine > 0 and unit > 0, "the unit is nothing")
    _demand(len(ties) == len(told["ties"]), "a tie is told twice")
    _demand(all(len(tie) == 2 for tie in ties), "an actor is tied to itself")
    if told.get("most", 2) != 2:
        _demand(
            all(_single(part, ties) for part in told["parts"]), "a cycle has several negative ties"
        )
    load: Load = Counter()
    bound = sum(_node(part, ties, {}, load) for part in told["parts"])
    _demand(all(held <= abs(ties[tie]) * fine for tie, held in load.items()), "a tie is overfull")
    broken = (abs(w) for (u, v), w in ties.items() if (camp[u] == camp[v]) != (w > 0))
    return unit * -(-bound // fine), unit * sum(broken)


def _single(node: Mapping[str, Any], ties: Signs) -> bool:
    """Whether each cycle has one negative tie, which no number of camps satisfies; no cases."""
    steps = (pairwise([*walk[1:], walk[1]]) for walk in node["cycles"])
    one = all(sum(ties[frozenset(step)] < 0 for step in walk) == 1 for walk in steps)
    return one and "pairs" not in node


def _node(node: Mapping[str, Any], ties: Signs, sure: Signs, load: Load) -> int:
    """The bound of a node where some pairs are sure; what it takes of ties is added to `load`."""
    bound = sum(_walk(walk, -1, ties, sure, load, closed=True) for walk in node["cycles"])
    if "pairs" not in node:
        return bound
    kept = {frozenset((a, b)): sign for a, b, sign, _ in node["pairs"]}
    _demand(all(len(p) == 2 and s in (1, -1) for p, s in kept.items()), "a case has no sign")
    turned = {pair: -sign for pair, sign in kept.items()} if len(kept) == 1 else {}
    then: Load = Counter()
    against: Load = Counter()
    most: Load = Counter()
    one = _node(node["then"], ties, {**sure, **kept}, then)
    other = _node(node["against"], ties, {**sure, **turned}, against)
    costs = []
    for a, b, sign, walks in node["pairs"]:
        taken: Load = Counter()
        _demand(all({walk[1], walk[-1]} == {a, b} for walk in walks), "a walk ends elsewhere")
        costs.append(sum(_walk(walk, sign, ties, sure, taken, closed=False) for walk in walks))
        most |= taken
    against.update(most)
    load.update(then | against)
    return bound + min(one, other + min(costs))


def _walk(
    walk: Sequence[Any], sign: int, ties: Signs, sure: Signs, load: Load, *, closed: bool
) -> int:
    """The weight of a walk of that sign; sure pairs on it are free, ties carry its weight."""
    weight, *path = walk
    for step in pairwise([*path, path[0]] if closed else path):
        pair = frozenset(step)
        sign *= 1 if (sure.get(pair) or ties[pair]) > 0 else -1
        if pair not in sure:
            load[pair] += weight
    _demand(type(weight) is int and weight > 0 and sign == 1, "a walk has another sign")
    return int(weight)


def _demand(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)


def count(parts: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """How many cycles a certificate holds, and how many times it branches or settles pairs."""
    cycles = cases = 0
    for node in parts:
        below = [node[case] for case in ("then", "against") if case in node]
        under = count(below)
        cycles += len(node["cycles"]) + under[0]
        cases += len(node.get("pairs", ())) + under[1]
    return cycles, cases
