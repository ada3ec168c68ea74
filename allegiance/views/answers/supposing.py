"""What if one tie were not there, or were turned round: the camps and every analysis before and after."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from allegiance.network.what_if import Before, Difference, Drop, Figure, Flip, NothingChanges
from allegiance.statements.statement import Statement

Kind = Literal["drop", "flip"]
LIMIT = 5.0
SHOWN = 8


class Supposed(msgspec.Struct, frozen=True, kw_only=True):
    """One supposition, and what it does. `camps` is None where the bounds do not tell.

    `left_out` are the ids of the statements that were left out, `supposed` the sentences that came.
    """

    reading: str
    left_out: tuple[str, ...]
    supposed: tuple[str, ...]
    figures: tuple[Figure, ...]
    differences: tuple[Difference, ...]
    camps: Literal["same", "other"] | None
    moved: tuple[str, ...]


def suppose(
    read: Sequence[Statement], before: Before, kind: Kind, asked: str, *, camps_alone: bool = False
) -> Supposed:
    """The tie of one statement, by its id, dropped or turned round.

    `read` are the statements, their ends read as the states they stand for, and `before` what is said of
    them. With `camps_alone`, the camps and their figures, which are soon known.

    Raises NothingChanges where no statement has that id, or the tie has no other side.
    """
    one = next((each for each in read if each.id == asked), None)
    if one is None:
        raise NothingChanges(f"no statement has the id {asked!r}; choose a tie of the page")
    make = Drop if kind == "drop" else Flip
    changes = [make(one.source.id, one.relation, one.target.id)]
    found = before.balance(changes) if camps_alone else before.suppose(changes)
    return Supposed(
        reading=f"{'Without' if kind == 'drop' else 'Turned round'}: "
        f"{one.source.name} {one.relation} {one.target.name}",
        left_out=tuple(each.id for made in found.changes for each in made.left_out),
        supposed=tuple(each.sentence for made in found.changes for each in made.supposed),
        figures=found.figures,
        differences=tuple(map(_short, found.differences)),
        camps=found.camps,
        moved=found.moved,
    )


def _short(each: Difference) -> Difference:
    """The first few of what came and went."""
    return msgspec.structs.replace(each, gone=each.gone[:SHOWN], new=each.new[:SHOWN])
