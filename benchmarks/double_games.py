"""How long a million ties take, beside a plain program that lists the same triangles.

    python benchmarks/double_games.py [TIES]

Makes a network of ties between a tenth as many actors (a tenth of them in most ties, as in the news), in 64
theatres and 40 years, and finds the best 10, 100 and 1,000 double games among all pairs, triangles and
cycles of four. Then lists the triangles of one hostile and two friendly ties twice, on
arrays and with the neighbours of networkx, compares the counts, and prints the ratio of their times. Seconds of the
processor, the best of three runs.
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import networkx as nx
import numpy as np

from allegiance.network.double_games import games_in_table
from allegiance.network.double_games.columns import RELATIONS
from allegiance.network.double_games.cycles import Ints, compress, meet
from allegiance.ontology.actors import Registry
from allegiance.ontology.relations import relation

TIES = 1_000_000
RUNS = 3
SHARES = {
    "fight": 0.25, "oppose": 0.15, "arm": 0.12, "support": 0.15, "ally": 0.15, "fund": 0.06,
    "member": 0.04, "merge": 0.02, "command": 0.03, "train": 0.03,
}  # fmt: skip


def main(ties: int) -> None:
    table, actors = network(ties)
    print(f"{ties:,} ties between {len(actors):,} actors\n")
    nobody = Registry([])
    for limit in (10, 100, 1_000):
        best = partial(games_in_table, table, actors, limit=limit, known=nobody)
        seconds, found = timed(best)
        print(f"the best {limit:>5,} double games  {seconds:6.2f} s  ({len(found.score):,} listed)")
    foes, friends = signed(table, len(actors))
    seconds, ours = timed(lambda: on_arrays(foes, friends, len(actors)))
    others, theirs = timed(lambda: on_sets(foes, friends), runs=1)
    assert ours == theirs, f"{ours:,} triangles on arrays, {theirs:,} with networkx"
    print(f"\n{ours:,} triangles of one hostile and two friendly ties")
    print(
        f"on arrays      {seconds:6.2f} s\nwith networkx  {others:6.2f} s, {others / seconds:.1f} times as long"
    )


def network(ties: int, seed: int = 1) -> tuple[dict[str, Any], list[str]]:
    """A table of random ties; actors by a power law, so that a few are in many."""
    chance = np.random.default_rng(seed)
    size = max(ties // 10, 3)
    share = np.cumsum(np.arange(1, size + 1) ** -0.6)
    source, target = (np.searchsorted(share / share[-1], chance.random(ties)) for _ in range(2))
    theatres = np.array([None, *(f"T{number}" for number in range(63))], dtype=object)
    first = chance.integers(1975, 2015, ties)
    names = [RELATIONS.index(name) for name in SHARES]
    return {
        "source": np.minimum(source, size - 1),
        "target": np.minimum(target, size - 1),
        "relation": chance.choice(names, ties, p=list(SHARES.values())),
        "theatre": theatres[chance.integers(0, 64, ties)],
        "strength": np.round(0.4 + chance.exponential(1.5, ties), 2),
        "first": first,
        "last": first + chance.integers(0, 3, ties),
    }, [f"actor {number}" for number in range(size)]


def signed(table: dict[str, Any], size: int) -> tuple[Ints, Ints]:
    """Pairs with a hostile and pairs with a friendly tie, each once, the lower number first."""
    low = np.minimum(table["source"], table["target"])
    high = np.maximum(table["source"], table["target"])
    signs = np.array([relation(name).sign for name in RELATIONS])[table["relation"]]
    foes, friends = (
        np.unique((low * size + high)[(signs == sign) & (low != high)]) for sign in (-1, 1)
    )
    return np.stack(np.divmod(foes, size)), np.stack(np.divmod(friends, size))


def on_arrays(foes: Ints, friends: Ints, size: int) -> int:
    ends, others = np.concatenate([friends, friends[::-1]], axis=1)
    rows = compress(ends, others, np.arange(len(ends)), size)
    return sum(len(found.at) for found in meet(rows, foes[0], rows, foes[1]))


def on_sets(foes: Ints, friends: Ints) -> int:
    graph = nx.Graph(friends.T.tolist())
    near = {actor: set(graph[actor]) for actor in graph}
    nobody: set[int] = set()
    return sum(
        len(near.get(one, nobody) & near.get(other, nobody)) for one, other in foes.T.tolist()
    )


def timed(task: Callable[[], Any], runs: int = RUNS) -> tuple[float, Any]:
    """The least processor time of several runs, and what the last gave."""
    seconds, found = [], None
    for _ in range(runs):
        begun = time.process_time()
        found = task()
        seconds.append(time.process_time() - begun)
    return min(seconds), found


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TIES)
