"""What if one tie were not there, or were turned round: the camps and every analysis before and after."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from allegiance.network.what_if import Difference, Drop, Figure, Flip, NothingChanges, what_if
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
    said: Sequence[Statement], read: Sequence[Statement], kind: Kind, asked: str
) -> Supposed:
    """The tie of one statement, by its id, dropped or turned round.

    Raises NothingChanges where no statement has that id, or the tie has no other side.
    """
    one = next((each for each in read if each.id == asked), None)
    if one is None:
        raise NothingChanges(f"no statement has the id {asked!r}; choose a tie of the page")
    make = Drop if kind == "drop" else Flip
    found = what_if(said, [make(one.source.id, one.relation, one.target.id)], time_limit=LIMIT)
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
