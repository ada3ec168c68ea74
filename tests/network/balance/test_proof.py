"""Proofs count their cases and are lifted with them."""

from allegiance.network.balance.proof import Case, Proof


def test_leaves_and_walks() -> None:
    cycle = (1, (0, 1, 2))
    leaf = Proof(1, cycles=[cycle])
    whole = Proof(
        3, branch=Case((0, 1, 1), [(1, (0, 1))]), kept=leaf, turned=Proof(2, cycles=[cycle, cycle])
    )
    assert (leaf.leaves, whole.leaves, whole.walks) == (1, 2, 3)
