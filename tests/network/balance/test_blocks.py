"""Blocks, beside those of networkx."""

import networkx
import numpy as np
import pytest

from allegiance.network.balance.blocks import blocks
from tests.network.balance.brute import chance


@pytest.mark.parametrize("seed", range(20))
def test_they_are_the_biconnected_components(seed: int) -> None:
    ties = [pair for pair in chance(seed, 14) if sum(pair) % 4]
    u, v = np.array(ties).reshape(-1, 2).T
    number = blocks(14, u, v)
    ours = {frozenset(ties[i] for i in np.flatnonzero(number == b)) for b in set(number.tolist())}
    known = networkx.biconnected_component_edges(networkx.Graph(ties))
    assert ours == {frozenset((min(e), max(e)) for e in block) for block in known}
