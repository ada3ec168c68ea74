"""A signed network made smaller without changing by how much it is frustrated.

Three steps, each exact (Ferizovic, Hespe, Lamm, Mnich, Schulz and Strash 2020, "Engineering
kernelization for maximum cut"; the star-triangle transformation is that of Ising models):

- parallel ties add up, and of opposite signs the lighter is lost: one of the two is broken anyhow;
- a tie that weighs at least as much as all others of one of its ends is never broken: its ends
  become one (that takes every actor with one or two ties);
- an actor with three ties becomes a triangle among its neighbours.

Every tie of the smaller network stands for walks of the larger one that share no weight, so that
a packing of negative cycles found in the one is lifted back into the other.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf

import numpy as np
from numpy.typing import NDArray

Walk = tuple[int, ...]
Amount = float
"""A whole number, or infinity where a tie is known to be unbroken."""
Piece = tuple[Amount, Walk]
"""A closed walk, its last actor tied to its first, or a walk from end to end, and its weight."""
Step = tuple[int, ...]


@dataclass(frozen=True)
class Graph:
    """Ties `u[i] < v[i]` of signed weight `w[i]`, whole numbers (infinite where unbreakable)."""

    n: int
    u: NDArray[np.int64]
    v: NDArray[np.int64]
    w: list[Amount]


@dataclass
class Level:
    """A network after reduction, and the way back.

    `core` numbers its actors anew: `ids[i]` is the number that actor `i` had before. `lost` are
    closed negative walks that no partition satisfies: their weights add up to `constant`.
    """

    core: Graph
    ids: list[int]
    lost: list[Piece]
    constant: int
    pieces: dict[tuple[int, int], list[Piece]]
    steps: list[tuple[int, Step, Step]] = field(default_factory=list)
    size: int = 0

    @classmethod
    def of(cls, part: Graph, ids: list[int], size: int) -> "Level":
        """A part of a network as a core of it, under other numbers."""
        return cls(part, ids, [], 0, {}, size=size)

    def lifting(
        self, assumed: frozenset[tuple[int, int]] = frozenset(), after: "Lifter | None" = None
    ) -> "Lifter":
        """What turns walks of the core into walks of the larger network.

        Between `assumed` pairs of the core a walk goes by the assumption, not by a tie. What
        another lifter has shared out before, `after` it, is gone.
        """
        return Lifter(self, assumed, after)

    def spread(self, spins: Sequence[int]) -> list[int]:
        """The side of every actor, from the sides of the core's: the best that they allow."""
        side = [1] * self.size
        for i, spin in zip(self.ids, spins, strict=True):
            side[i] = int(spin)
        for actor, ends, signs in reversed(self.steps):
            pull = sum(side[end] * sign for end, sign in zip(ends, signs, strict=True))
            side[actor] = 1 if pull > 0 else -1
        return side


class Lifter:
    """Shares out the walks behind the ties of a core, each piece of weight once."""

    def __init__(
        self, level: Level, assumed: frozenset[tuple[int, int]], after: "Lifter | None"
    ) -> None:
        self._level = level
        self._assumed = assumed
        self._at: dict[tuple[int, int], tuple[int, Amount]] = dict(after._at) if after else {}

    def __call__(self, walks: Iterable[Piece], *, closed: bool = True) -> list[Piece]:
        """Closed walks, or walks from end to end; all share the weights of one core."""
        return [made for amount, walk in walks for made in self._lift(amount, walk, closed)]

    def _lift(self, amount: Amount, walk: Walk, closed: bool) -> list[Piece]:
        path = (*walk, walk[0]) if closed else walk
        steps = [self._step(a, b, amount) for a, b in pairwise(path)]
        made = joined(steps)
        return [(part, each[:-1]) for part, each in made] if closed else made

    def _step(self, one: int, other: int, amount: Amount) -> list[Piece]:
        a, b = self._level.ids[one], self._level.ids[other]
        assumed = self._assumed and _pair(one, other) in self._assumed
        behind = None if assumed else self._level.pieces.get(_pair(a, b))
        if behind is None:
            return [(amount, (a, b))]
        taken = []
        key = _pair(a, b)
        at, used = self._at.get(key, (0, 0))
        while amount > 0:
            mass, path = behind[at]
            part = min(amount, mass - used)
            if part > 0:
                taken.append((part, path if path[0] == a else path[::-1]))
            amount -= part
            used += part
            if used >= mass and at + 1 < len(behind):
                at, used = at + 1, 0
            elif part <= 0:
                raise ArithmeticError("a walk weighs more than its tie")
        self._at[key] = at, used
        return taken


def joined(steps: Sequence[list[Piece]]) -> list[Piece]:
    """Walks that follow one another, split where their weights are: one walk for each split."""
    if all(len(step) == 1 for step in steps):
        path: list[int] = list(steps[0][0][1])
        for step in steps[1:]:
            path.extend(step[0][1][1:])
        return [(min(step[0][0] for step in steps), tuple(path))]
    made: list[Piece] = []
    at = [0] * len(steps)
    left = [step[0][0] for step in steps]
    while True:
        part = min(left)
        path = list(steps[0][at[0]][1])
        for i in range(1, len(steps)):
            path.extend(steps[i][at[i]][1][1:])
        made.append((part, tuple(path)))
        for i, step in enumerate(steps):
            left[i] -= part
            if left[i] <= 0:
                at[i] += 1
                if at[i] == len(step):
                    return made
                left[i] = step[at[i]][0]


def reduce(graph: Graph) -> Level:
    """The smaller network. Weights should be even some twenty times over: a star halves them."""
    return _Reducer(graph).run()


class _Reducer:
    def __init__(self, graph: Graph) -> None:
        self.n = graph.n
        self.near: list[dict[int, Amount]] = [{} for _ in range(graph.n)]
        self.pieces: dict[tuple[int, int], list[Piece]] = {}
        self.lost: list[Piece] = []
        self.steps: list[tuple[int, Step, Step]] = []
        for a, b, w in zip(graph.u.tolist(), graph.v.tolist(), graph.w, strict=True):
            self.near[a][b] = self.near[b][a] = w
        self.queue = deque(range(graph.n))
        self.queued = bytearray(b"\x01" * graph.n)

    def run(self) -> Level:
        while self.queue:
            actor = self.queue.popleft()
            self.queued[actor] = 0
            if self.near[actor]:
                self._visit(actor)
        return self._level()

    def _visit(self, actor: int) -> None:
        ties = self.near[actor]
        heavy = max(ties, key=lambda end: abs(ties[end]))
        if 2 * abs(ties[heavy]) >= sum(map(abs, ties.values())):
            self._contract(actor, heavy)
        elif len(ties) == 3 and not sum(int(w) for w in ties.values()) % 2:
            self._triangle(actor)

    def _contract(self, actor: int, into: int) -> None:
        """Put an actor on the side that its heaviest tie says."""
        ties = self.near[actor]
        sign = 1 if ties[into] > 0 else -1
        self.steps.append((actor, (into,), (sign,)))
        bridge = self._leave(actor)
        self._wake(into)
        for end, weight in ties.items():
            if end != into:
                first = self._behind(end, actor, abs(weight))
                second = _taken(bridge[into], abs(weight))
                self._add(end, into, weight * sign, joined([first, second]))
        for end in ties:
            self.pieces.pop(_pair(actor, end), None)

    def _triangle(self, actor: int) -> None:
        """Replace an actor of three ties by ties among its neighbours."""
        ties = self.near[actor]
        (a, p), (b, q), (c, r) = ties.items()
        self.steps.append((actor, (a, b, c), (int(p), int(q), int(r))))
        left = self._leave(actor)
        heavy = abs(p), abs(q), abs(r)
        for one, other, at in ((a, b, 2), (a, c, 1), (b, c, 0)):
            weight = (sum(heavy) - 2 * heavy[at]) // 2
            first = [(part, path[::-1]) for part, path in _taken(left[one], weight)]
            sign = 1 if (ties[one] > 0) == (ties[other] > 0) else -1
            walks = joined([first, _taken(left[other], weight)])
            self._add(one, other, sign * weight, walks)
        for end in ties:
            self.pieces.pop(_pair(actor, end), None)

    def _leave(self, actor: int) -> dict[int, list[list[object]]]:
        """Take an actor out; the walks behind its ties, from it outward, to be used up."""
        ties = self.near[actor]
        self.near[actor] = {}
        left = {}
        for end, weight in ties.items():
            del self.near[end][actor]
            left[end] = [list(piece) for piece in self._behind(actor, end, abs(weight))]
            self._wake(end)
        return left

    def _behind(self, a: int, b: int, weight: Amount) -> list[Piece]:
        """The walks that stand behind a tie, from `a` to `b`."""
        pieces = self.pieces.get(_pair(a, b))
        if pieces is None:
            return [(weight, (a, b))]
        return [(mass, path if path[0] == a else path[::-1]) for mass, path in pieces]

    def _add(self, a: int, b: int, weight: Amount, walks: list[Piece]) -> None:
        old = self.near[a].get(b, 0)
        behind = self._behind(a, b, abs(old)) if old else []
        self._wake(a)
        self._wake(b)
        if old * weight >= 0:
            heavier = behind if abs(old) == inf else walks if abs(weight) == inf else behind + walks
            self._set(a, b, old + weight, heavier)
            return
        both = min(abs(old), abs(weight))
        if both == inf:
            raise Contradiction
        stock, more = [list(each) for each in behind], [list(each) for each in walks]
        out, back = _taken(stock, both), _taken(more, both)
        closed = joined([out, [(part, path[::-1]) for part, path in back]])
        self.lost.extend((part, path[:-1]) for part, path in closed)
        rest = _rest(stock) if abs(old) > both else _rest(more)
        self._set(a, b, old + weight, rest)

    def _set(self, a: int, b: int, weight: Amount, walks: list[Piece]) -> None:
        if weight:
            self.near[a][b] = self.near[b][a] = weight
            self.pieces[_pair(a, b)] = walks
        else:
            self.near[a].pop(b, None)
            self.near[b].pop(a, None)
            self.pieces.pop(_pair(a, b), None)

    def _wake(self, actor: int) -> None:
        if not self.queued[actor]:
            self.queued[actor] = 1
            self.queue.append(actor)

    def _level(self) -> Level:
        ids = [actor for actor in range(self.n) if self.near[actor]]
        number = {actor: i for i, actor in enumerate(ids)}
        ties = [(number[a], number[b], w) for a in ids for b, w in self.near[a].items() if a < b]
        ties.sort()
        u, v, w = zip(*ties, strict=True) if ties else ((), (), ())
        core = Graph(len(ids), np.array(u, np.int64), np.array(v, np.int64), list(w))
        constant = int(sum(amount for amount, _ in self.lost))
        return Level(core, ids, self.lost, constant, self.pieces, self.steps, self.n)


class Contradiction(Exception):
    """Two assumptions that cannot hold together."""


def _pair(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)


def _taken(stock: list[list[object]], amount: Amount) -> list[Piece]:
    """So much of a stock of walks, which is used up from its front."""
    taken: list[Piece] = []
    while amount > 0:
        mass, path = stock[0]
        assert isinstance(mass, int | float)
        assert isinstance(path, tuple)
        part = min(amount, mass)
        taken.append((part, path))
        if mass == inf:
            break
        amount -= part
        if mass == part:
            stock.pop(0)
        else:
            stock[0][0] = mass - part
    return taken


def _rest(stock: list[list[object]]) -> list[Piece]:
    return [(mass, path) for mass, path in stock]  # type: ignore[misc]
