"""Why no partition costs less: cycles that fit side by side, and cases where these do not do."""

from dataclasses import dataclass, field
from itertools import chain

from allegiance.network.balance.reduction import Level, Lifter, Piece

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


def lift(
    level: Level,
    proof: Proof,
    assumed: frozenset[tuple[int, int]] = frozenset(),
    above: Lifter | None = None,
) -> Proof:
    """A proof about a core as one about the network it was reduced from; its lost ties apart.

    What comes below in a proof takes its share of the weights behind a tie after what is `above`;
    cases do not share with one another, since no partition is in two of them.
    """
    ids, up = level.ids, level.lifting(assumed, above)
    cycles = up(proof.cycles)
    other = level.lifting(assumed, up)
    by = other(proof.by)

    def case(each: Case) -> Case:
        a, b, sign = each.pair
        return Case((ids[a], ids[b], sign), other(each.breaks, closed=False))

    def below(each: Proof | None, after: Lifter, *more: Pair) -> Proof | None:
        new = assumed.union((min(a, b), max(a, b)) for a, b, _ in more)
        return lift(level, each, new, after) if each else None

    settled, branch = [case(each) for each in proof.settled], proof.branch and case(proof.branch)
    pairs = [proof.branch.pair] if proof.branch else []
    return Proof(
        bound=proof.bound,
        cycles=cycles,
        by=by,
        settled=settled,
        then=below(proof.then, up, *(each.pair for each in proof.settled)),
        branch=branch,
        kept=below(proof.kept, up, *pairs),
        turned=below(proof.turned, other, *pairs),
    )


def with_lost(level: Level, proof: Proof) -> Proof:
    """A lifted proof with the ties that were lost on the way."""
    fields = {**vars(proof), "bound": proof.bound + level.constant}
    return Proof(**{**fields, "cycles": list(chain(proof.cycles, level.lost))})
