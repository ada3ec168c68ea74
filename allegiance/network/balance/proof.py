"""Why no partition costs less: cycles that fit side by side, and cases where these do not do."""

from dataclasses import dataclass, field
from itertools import chain

from allegiance.network.balance.reduction import Level, Piece

Pair = tuple[int, int, int]
"""Two actors, and 1 where they stand on one side, -1 where on opposite ones."""


@dataclass(frozen=True)
class Case:
    """A pair that is settled, and the walks that the other way round would break."""

    pair: Pair
    breaks: list[Piece]


@dataclass(frozen=True)
class Proof:
    """Why the ties of a network cannot be broken by less than `bound`.

    `cycles` are closed negative walks: every partition breaks one tie of each. To their weight
    comes the least of some cases. `settled`: where one of these pairs stands against its sign, the
    cycles of `by` and what it breaks; where all stand with it, `then`. `branch`: one pair with its
    sign, `kept`, or against it, what it breaks and `turned`.
    """

    bound: int
    cycles: list[Piece] = field(default_factory=list)
    by: list[Piece] = field(default_factory=list)
    settled: list[Case] = field(default_factory=list)
    then: "Proof | None" = None
    branch: Case | None = None
    kept: "Proof | None" = None
    turned: "Proof | None" = None

    @property
    def leaves(self) -> int:
        """How many cases it ends in; 1 where cycles alone are the proof."""
        below = [each.leaves for each in (self.then, self.kept, self.turned) if each]
        return sum(below) or 1

    @property
    def walks(self) -> int:
        own = len(self.cycles) + len(self.by)
        return own + sum(each.walks for each in (self.then, self.kept, self.turned) if each)


def lift(level: Level, proof: Proof, assumed: frozenset[tuple[int, int]] = frozenset()) -> Proof:
    """A proof about a core as one about the network it was reduced from; its lost ties apart."""
    up, ids = level.lifting(assumed), level.ids

    def case(each: Case) -> Case:
        a, b, sign = each.pair
        return Case((ids[a], ids[b], sign), up(each.breaks, closed=False))

    def below(each: Proof | None, *more: Pair) -> Proof | None:
        new = assumed.union((min(a, b), max(a, b)) for a, b, _ in more)
        return lift(level, each, new) if each else None

    cycles, by = up(proof.cycles), up(proof.by)
    return Proof(
        bound=proof.bound,
        cycles=cycles,
        by=by,
        settled=[case(each) for each in proof.settled],
        then=below(proof.then, *(each.pair for each in proof.settled)),
        branch=case(proof.branch) if proof.branch else None,
        kept=below(proof.kept, proof.branch.pair) if proof.branch else None,
        turned=below(proof.turned, proof.branch.pair) if proof.branch else None,
    )


def with_lost(level: Level, proof: Proof) -> Proof:
    """A lifted proof with the ties that were lost on the way."""
    fields = {**vars(proof), "bound": proof.bound + level.constant}
    return Proof(**{**fields, "cycles": list(chain(proof.cycles, level.lost))})
