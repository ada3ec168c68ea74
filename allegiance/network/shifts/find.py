"""Changes of side, of pairs and of actors, as statements tell them."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Literal

from allegiance.network.shifts.moves import moves
from allegiance.network.shifts.pairs import histories
from allegiance.network.shifts.records import Shifts
from allegiance.network.shifts.sorting import Memory, sort
from allegiance.network.ties import Level, Tie, read_at
from allegiance.ontology.actors import Registry, registry
from allegiance.statements.statement import Statement

By = Sequence[Literal["theatre"]]


def shifts(
    said: Iterable[Statement] | Iterable[Tie],
    *,
    level: Level = "state",
    by: By = ("theatre",),
    known: Registry | None = None,
    memory: Memory | None = None,
) -> Shifts:
    """The changes of side that statements (or the statements of ties) tell, the surest first.

    A pair changes sides where its friendly and hostile statements, in the order of their dates,
    are best divided into stretches of alternating sides (`division`), or where a sentence says that
    what was between the two has ended. An actor moves where it leaves one and joins another
    who is told to be hostile to the first, or turns from or to two or more at once, and changes
    more of its ties than it keeps.

    With `by` "theatre", statements about several theatres are never put in one order: a pair may
    be friendly here and hostile there. Those that tell no theatre are then in an order of their own, unless the pair
    is told of in one theatre only. `level` is that of `ties.read_at`. With a `memory`, what was found of the
    same statements of a pair or an actor before is not worked out again.
    """
    known = registry() if known is None else known
    plain = chain.from_iterable(map(_statements, said))
    sorted_ = sort(read_at(plain, level, known=known))
    memory = Memory() if memory is None else memory
    paired = histories(sorted_, by, memory)
    return Shifts(
        pairs=paired.shifts,
        actors=moves(sorted_, paired.shifts, by, known, memory),
        undated=paired.undated,
        courses=paired.courses,
        read=sorted_.read,
        notes=sorted_.notes,
    )


def _statements(one: Statement | Tie) -> tuple[Statement, ...]:
    return one.statements if isinstance(one, Tie) else (one,)
