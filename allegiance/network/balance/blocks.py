"""The blocks of a network: what hangs together even when any one actor is taken out.

Every cycle lies in one block, so each block is balanced by itself (Tarjan 1972).
"""

import numpy as np
from numpy.typing import NDArray


def blocks(n: int, u: NDArray[np.int64], v: NDArray[np.int64]) -> NDArray[np.int64]:
    """The number of the block of each tie, from 0."""
    near = _neighbours(n, u, v)
    block = np.full(len(u), -1, np.int64)
    found, low = [-1] * n, [0] * n
    clock = count = 0
    trail: list[int] = []
    for root in range(n):
        if found[root] >= 0:
            continue
        found[root] = low[root] = clock = clock + 1
        stack = [(root, -1, iter(near[root]))]
        while stack:
            actor, came, ties = stack[-1]
            step = next(ties, None)
            if step is None:
                stack.pop()
                if stack and low[actor] >= found[stack[-1][0]]:
                    while True:
                        tie = trail.pop()
                        block[tie] = count
                        if tie == came:
                            break
                    count += 1
                elif stack:
                    above = stack[-1][0]
                    low[above] = min(low[above], low[actor])
                continue
            end, tie = step
            if tie == came:
                continue
            if found[end] < 0:
                trail.append(tie)
                found[end] = low[end] = clock = clock + 1
                stack.append((end, tie, iter(near[end])))
            elif found[end] < found[actor]:
                trail.append(tie)
                low[actor] = min(low[actor], found[end])
    return block


def _neighbours(n: int, u: NDArray[np.int64], v: NDArray[np.int64]) -> list[list[tuple[int, int]]]:
    near: list[list[tuple[int, int]]] = [[] for _ in range(n)]
    for tie, (a, b) in enumerate(zip(u.tolist(), v.tolist(), strict=True)):
        near[a].append((b, tie))
        near[b].append((a, tie))
    return near
