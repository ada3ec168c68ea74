"""The certificate of a balance: camps, and why none break less. To be checked without a solver.

A certificate is plain JSON. `ties` are [u, v, weight] with the sign in the weight, in whole
numbers of `unit`. `camps` are the camps of the actors; what they break is the upper bound. The
lower bound are `parts`, nodes whose bounds add up, weights in `fine` parts of a unit; rounded up
to a whole unit, since every partition costs whole units.

A node holds `cycles`, [weight, actor, actor, ...]: closed walks, each with an odd number of
negative ties, so that every partition breaks a tie of each. Where that does not do, `pairs`,
[u, v, sign, walks], distinguish cases: all pairs stand with their sign (`then`), or one against it
(`against`, and every one of its walks is broken besides); with one pair only, `against` may take
that for sure. A walk passes between two actors whose sides are sure for nothing. The bound of a
node is that of its cycles and the least of its cases. No tie may carry more than it weighs; of
cases, the one that takes most counts. Where there may be `most` camps, more than two, every cycle
has one negative tie and there are no cases.
"""

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec

from allegiance.network.balance.proof import Proof
from allegiance.network.balance.reduction import Piece
from allegiance.network.balance.signed import NoBalance, Signed, as_number
from allegiance.network.balance.solving import Solution
from allegiance.network.balance.verifying import bounds, count

KIND = "allegiance balance certificate 1"

Certificate = dict[str, Any]


class BadCertificate(NoBalance):
    """A certificate that cannot be read, or does not prove what it says."""


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """What a certificate proves.

    `by` is "cycles" where negative cycles alone do, "cases" where it also distinguishes cases.
    """

    lower: int | float
    upper: int | float
    proved: bool
    by: str
    actors: int
    ties: int
    cycles: int
    cases: int


def verify(certificate: Mapping[str, Any] | str | Path) -> Verified:
    """Check a certificate, or a file of one, without a solver.

    Raises BadCertificate where it cannot be read, or proves less than it says.
    """
    told = certificate if isinstance(certificate, Mapping) else _read(Path(certificate))
    try:
        if told["kind"] != KIND:
            raise ValueError(f"its kind is {told['kind']!r}, not {KIND!r}")
        lower, upper = bounds(told)
        if lower < Fraction(told["lower"]) or upper != Fraction(told["upper"]) or lower > upper:
            raise ValueError(
                f"it proves {lower} to {upper}, not {told['lower']} to {told['upper']}"
            )
        cycles, cases = count(told["parts"])
        size = len(told["actors"]), len(told["ties"])
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        raise BadCertificate(f"the certificate does not hold: {error}") from error
    return Verified(
        lower=as_number(lower), upper=as_number(upper), proved=lower == upper,
        by="cases" if cases else "cycles", actors=size[0], ties=size[1], cycles=cycles, cases=cases,
    )  # fmt: skip


def write(network: Signed, solution: Solution, most: int = 2) -> Certificate:
    """The certificate of a solution."""
    fine, unit = solution.fine, network.unit
    lower = -(-solution.lower // fine) * unit
    upper = solution.upper // fine * unit
    ties = zip(network.u.tolist(), network.v.tolist(), network.weight.tolist(), strict=True)
    return {
        "kind": KIND,
        "lower": str(lower),
        "upper": str(upper),
        "proved": lower == upper,
        "by": solution.by,
        "unit": str(unit),
        "fine": fine,
        "actors": [network.name(i) for i in range(network.size)],
        "most": most,
        "camps": [_camp(side, most) for side in solution.side],
        "ties": [list(tie) for tie in ties],
        "parts": [_node(part) for part in solution.parts],
    }


def _camp(side: int, most: int) -> int:
    return int(side) if most > 2 else int(side < 0)


def _node(proof: Proof) -> dict[str, Any]:
    node: dict[str, Any] = {"cycles": _walks(proof.cycles)}
    cases = [proof.branch] if proof.branch else proof.settled
    then = proof.kept or proof.then
    if then is None:
        return node
    against = _node(proof.turned) if proof.turned else {"cycles": _walks(proof.by)}
    pairs = [[*case.pair, _walks(case.breaks)] for case in cases]
    return {**node, "pairs": pairs, "then": _node(then), "against": against}


def _walks(pieces: Iterable[Piece]) -> list[list[int]]:
    return [[int(weight), *map(int, walk)] for weight, walk in pieces]


def _read(path: Path) -> Mapping[str, Any]:
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadCertificate(f"{path} holds no certificate ({error})") from error
    if not isinstance(told, dict):
        raise BadCertificate(f"{path} holds no certificate; it is no JSON object")
    return told
