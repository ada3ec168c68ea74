"""The judgements that order double games: they rank a list for reading and measure nothing."""

from collections.abc import Mapping

LINKS: Mapping[str, float] = {
    "merge": 1.0, "member": 0.9, "command": 0.9, "ally": 0.8, "support": 0.5,
    "shelter": 0.5, "arm": 0.5, "fund": 0.5, "train": 0.5,
}  # fmt: skip
"""How far a tie makes two actors one side."""

MEMBERSHIPS: Mapping[str, tuple[str, float]] = {
    "part": ("member", 0.9), "branch": ("member", 0.9), "successor": ("merge", 0.9),
    "leader": ("command", 0.9), "ally": ("ally", 0.6),
}  # fmt: skip
"""The relation that a membership of the registry is read as, and how far it makes one side."""

OTHER_SELF = 0.9
"""A link this close makes an other self, so that two of them still make one side."""

OTHER_SELVES = 64
"""A body with more links than this is no other self of its members, but a world they share."""

BOTH_WAYS = frozenset({"ally", "merge", "member", "command"})
"""Relations in which either end is friendly to the other."""

BELONGING = frozenset({"merge", "member", "command"})
RELIEF = "aid"

ACTS: Mapping[str, float] = {"aid": 0.5, "oppose": 0.8, "member": 0.8, "ally": 0.95, "merge": 0.95}
"""What an act counts as a leg; 1 where it is not listed."""

TAKEN = 0.5
"""Help that is taken and not given."""

FAINT = 0.05
"""A leg that all deny who could is still told by somebody: it holds a little."""

DIRECT, THROUGH_ONE, THROUGH_TWO, BOTH = 1.5, 1.0, 0.6, 0.5

ONE_SENTENCE = 0.6
"""A sentence that tells both legs alone may have meant one of them."""

DISTANCE = ((1.0, 1.3), (1.6, 1.8))
"""By whether the legs lie in different theatres (rows) and periods (columns)."""

FARTHEST = 1.8

NAMELESS_PEOPLE = 0.4
"""Two texts may mean two peoples, where the registry does not know one of that name."""
