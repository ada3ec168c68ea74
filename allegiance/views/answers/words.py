"""Who says what: outlets beside ties, what each asserts, denies, hedges or leaves out."""

from collections.abc import Sequence

import msgspec

from allegiance.network.agreement import Estimate
from allegiance.network.claims import (
    Cell,
    Claim,
    Comparison,
    Stance,
    TooFewSides,
    compare,
    sides_by,
)
from allegiance.statements.statement import Statement
from allegiance.views.answers.records import Finding, counted, digest, legs

SIDES = 12
ROWS = 60


class Outlet(msgspec.Struct, frozen=True, kw_only=True):
    """A column of the matrix: how much an outlet tells, and of how many ties it is silent."""

    name: str
    statements: int
    ties: int
    silent: int


class Say(msgspec.Struct, frozen=True, kw_only=True):
    """What the outlet of a column says of a tie; `leg` is the place of its sentences, -1 without any."""

    outlet: int
    stance: Stance
    torn: bool
    copied: bool
    leg: int


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A tie of the matrix. `division` is 0 where all who tell it agree, 1 for one against one."""

    finding: Finding
    sign: int
    division: float
    says: tuple[Say, ...]


class Matrix(msgspec.Struct, frozen=True, kw_only=True):
    """What outlets say of the same ties, those that divide them most first.

    `agreement` tells Krippendorff's alpha in words, None where no tie is told by two outlets.
    """

    outlets: tuple[Outlet, ...]
    rows: tuple[Row, ...]
    more: int
    divided: int
    shared: int
    agreement: str | None
    silence: str | None


def matrix(said: Sequence[Statement]) -> Matrix:
    """The matrix of the outlets that tell most; an author stands for a document without an outlet."""
    try:
        found = compare(sides_by(said, most=SIDES))
    except TooFewSides as alone:
        return Matrix(
            outlets=(), rows=(), more=0, divided=0, shared=0, agreement=None, silence=_alone(said, alone)
        )  # fmt: skip
    return Matrix(
        outlets=tuple(
            Outlet(name=side.name, statements=side.statements, ties=side.ties, silent=side.silent)
            for side in found.sides
        ),
        rows=tuple(_row(claim, found) for claim in found.claims[:ROWS]),
        more=max(len(found.claims) - ROWS, 0),
        divided=len(found.divided),
        shared=found.agreement.ties,
        agreement=_agreement(found),
        silence=None,
    )


def _alone(said: Sequence[Statement], problem: TooFewSides) -> str:
    names = {one.outlet or one.author for one in said} - {None}
    if not names:
        return (
            f"none of {counted(len(said), 'statement')} names an outlet or an author, and two are needed "
            "to compare; name them with `allegiance read --outlet`"
        )
    if len(names) == 1:
        return f"all statements are of one outlet, {names.pop()}, and two are needed to compare"
    return str(problem)


def _row(claim: Claim, found: Comparison) -> Row:
    told = [cell for cell in claim.cells if cell.statements]
    names = [side.name for side in found.sides]
    return Row(
        finding=Finding(
            id=digest(claim.source.id, claim.relation, claim.target.id, claim.theatre or ""),
            title=claim.reading,
            reading=_reading(claim),
            facts=(counted(claim.voices, "voice"), _divided(claim)),
            legs=legs((_heading(cell), _SIGNS[cell.stance], cell.statements) for cell in told),
        ),
        sign=claim.sign,
        division=claim.division,
        says=tuple(
            Say(
                outlet=names.index(cell.side),
                stance=cell.stance,
                torn=cell.torn,
                copied=cell.copied,
                leg=told.index(cell) if cell in told else -1,
            )
            for cell in claim.cells
        ),
    )


_SIGNS: dict[Stance, int] = {"asserts": 1, "denies": -1, "hedges": 0, "silent": 0}
_PAST: dict[Stance, tuple[str, str]] = {
    "asserts": ("asserts it", "assert it"),
    "denies": ("denies it", "deny it"),
    "hedges": ("hedges", "hedge"),
    "silent": ("is silent", "are silent"),
}


def _heading(cell: Cell) -> str:
    how = (
        " with a copy of another's story"
        if cell.copied
        else " and also the contrary"
        if cell.torn
        else ""
    )
    return f"{cell.side} {_PAST[cell.stance][0]}{how}"


def _reading(claim: Claim) -> str:
    """ "Gondor arms Rohan: The Shire Post asserts it; two others are silent." """
    told = []
    for stance, (one, many) in _PAST.items():
        sides = claim.told_by(stance)
        if sides:
            told.append(f"{_listed(sides)} {one if len(sides) == 1 else many}")
    return f"{claim.reading}: {'; '.join(told)}."


def _listed(names: Sequence[str]) -> str:
    shown = [*names[:3], *([f"{len(names) - 3} more"] if len(names) > 3 else [])]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _divided(claim: Claim) -> str:
    if not claim.division:
        return "no division"
    return f"division {claim.division:.2f}"


def _agreement(found: Comparison) -> str | None:
    """Alpha in words: 1 is full agreement, 0 is chance."""
    agreed = found.agreement
    if not agreed.ties:
        return None
    told = f"Of {counted(agreed.ties, 'tie')} told by two outlets or more"
    return f"{told}, Krippendorff’s alpha is {_alpha(agreed.ordinal)} (1 is full agreement, 0 is chance)."


def _alpha(estimate: Estimate) -> str:
    if estimate.alpha is None:
        return "not defined, for all say the same"
    if estimate.low is None or estimate.high is None:
        return _signed(estimate.alpha)
    between = f"between {_signed(estimate.low)} and {_signed(estimate.high)}"
    return f"{_signed(estimate.alpha)}, {between} in 95 of 100 resamples"


def _signed(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")
