"""A signed network: who is tied to whom, with which sign and how heavily, each pair once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from typing import Any, Literal, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from allegiance.errors import AllegianceError
from allegiance.network.ties import Tie

Weight = Literal["one", "count", "certainty", "sources"]
WEIGHTS: tuple[Weight, ...] = ("one", "count", "certainty", "sources")
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

DECIMALS = 6
"""Weights are read to so many decimals: the index is then exact in whole numbers."""
MERGING = (
    "directed and repeated pairs are merged into one tie: without weights each pair counts one, "
    "with the sign of the sum; with weights the signed weights add up; sums of zero are left out"
)


class NoBalance(AllegianceError):
    """A network, or a file of one, in which balance cannot be asked for."""


@dataclass(frozen=True)
class Signed:
    """A signed network, each pair of actors once.

    `actors` are names in the order of first appearance. Tie `i` joins `u[i] < v[i]`; its sign is
    that of `weight[i]`, a whole number of `unit`s and never zero. `said[i]` are the ties of the
    store behind it, or nothing. `told` counts the rows given, `neutral` those without a sign,
    `selves` those that tie an actor to itself, `cancelled` the pairs whose signs cancel.
    """

    actors: tuple[str, ...]
    u: Ints
    v: Ints
    weight: Ints
    unit: Fraction
    said: tuple[tuple[Tie, ...], ...] = ()
    told: int = 0
    neutral: int = 0
    selves: int = 0
    cancelled: int = 0
    names: Mapping[str, str] | None = None

    @property
    def size(self) -> int:
        return len(self.actors)

    @property
    def ties(self) -> int:
        return len(self.u)

    def name(self, actor: int) -> str:
        told = self.actors[actor]
        return self.names.get(told, told) if self.names else told

    def value(self, units: int) -> Fraction:
        return self.unit * int(units)


_Row = tuple[Any, ...]
Given = Signed | Iterable[Tie] | Iterable[_Row]


def signed(given: Given, *, weight: Weight = "one") -> Signed:
    """The signed network of ties, or of rows (u, v, sign) or (u, v, sign, weight).

    A pair's weight is the sum over its ties of sign times weight: `certainty` weighs a tie by its
    strength, `count` by the statements that affirm it less those that deny it, `sources` by the
    voices that affirm it. `one` takes the sign of the sum and counts every pair as one. A tie that
    is denied more firmly than it is affirmed says nothing of the sign, and is left out.

    Raises NoBalance where no signed tie between two actors is left.
    """
    if weight not in WEIGHTS:
        raise NoBalance(f"weight {weight!r} is none of {', '.join(WEIGHTS)}")
    if isinstance(given, Signed):
        return given
    rows: list[Any] = list(given)
    if not rows:
        raise NoBalance("the network is empty: there is no tie in it; give at least one")
    if all(isinstance(row, Tie) for row in rows):
        return _of_ties(rows, weight)
    return _of_rows(rows, weight)


def gather(
    ends: tuple[Sequence[str], Sequence[str]],
    values: Sequence[float] | Floats,
    *,
    alike: bool,
) -> Signed:
    """The network of columns: two of actors, one of signed weights; `alike` counts a pair as one.

    Raises NoBalance for weights that are no numbers, and where nothing with a sign is left.
    """
    codes: dict[str, int] = {}
    u = np.fromiter((codes.setdefault(a, len(codes)) for a in ends[0]), np.int64, len(ends[0]))
    v = np.fromiter((codes.setdefault(b, len(codes)) for b in ends[1]), np.int64, len(ends[1]))
    weight = np.asarray(values, np.float64)
    _check(weight, ends)
    selves, neutral = u == v, weight == 0
    keep = ~selves & ~neutral
    whole, unit = _whole(weight)
    network = _merged(tuple(codes), u[keep], v[keep], whole[keep], unit, alike=alike)
    counted = Signed(
        **{
            **network,
            "told": len(weight),
            "neutral": int(neutral.sum()),
            "selves": int(selves.sum()),
        }
    )
    _sound(counted)
    return counted


def _of_ties(ties: Sequence[Tie], weight: Weight) -> Signed:
    kept, values, names = [], [], {}
    for made in ties:
        kinds = {made.source.kind, made.target.kind}
        held = _held(made, weight)
        if held <= 0 or kinds & _NOBODY:
            continue
        kept.append(made)
        values.append(made.sign * held)
        names.update({end.id: end.name for end in (made.source, made.target)})
    if not kept:
        raise NoBalance(
            f"none of {len(ties)} ties joins two actors and is affirmed; widen the conditions"
        )
    ends = [made.source.id for made in kept], [made.target.id for made in kept]
    network = gather(ends, values, alike=weight == "one")
    return _with_ties(network, kept, names)


_NOBODY = {"place", "unknown"}


def _held(made: Tie, weight: Weight) -> float:
    if weight == "count":
        return float(made.affirmed - made.denied)
    if weight == "sources":
        return float(len(made.voices)) if made.strength > 0 else 0.0
    return made.strength


def _with_ties(network: Signed, ties: Sequence[Tie], names: Mapping[str, str]) -> Signed:
    code = {actor: i for i, actor in enumerate(network.actors)}
    place = {pair: i for i, pair in enumerate(zip(network.u, network.v, strict=True))}
    said: list[list[Tie]] = [[] for _ in range(network.ties)]
    for made in ties:
        one, other = code[made.source.id], code[made.target.id]
        at = place.get((np.int64(min(one, other)), np.int64(max(one, other))))
        if at is not None and made.sign:
            said[at].append(made)
    fields = {**vars(network), "said": tuple(map(tuple, said)), "names": dict(names)}
    return Signed(**fields)


def _of_rows(rows: Sequence[_Row], weight: Weight) -> Signed:
    wrong = next((row for row in rows if not isinstance(row, tuple | list) or len(row) < 3), None)
    if wrong is not None:
        raise NoBalance(f"{wrong!r} is no signed tie; give (u, v, sign) or (u, v, sign, weight)")
    weighted = any(len(row) > 3 for row in rows)
    values = [_number(row[2]) * (_number(row[3]) if len(row) > 3 else 1.0) for row in rows]
    ends = [str(row[0]) for row in rows], [str(row[1]) for row in rows]
    return gather(ends, values, alike=weight == "one" and not weighted)


def _number(told: Any) -> float:
    try:
        return float(told)
    except (TypeError, ValueError) as error:
        raise NoBalance(f"{told!r} is no number; a sign is 1 or -1, a weight a number") from error


def _check(weight: Floats, ends: tuple[Sequence[str], Sequence[str]]) -> None:
    if not len(weight):
        raise NoBalance("the network is empty: there is no tie in it; give at least one")
    bad = np.flatnonzero(~np.isfinite(weight))
    if len(bad):
        i = int(bad[0])
        raise NoBalance(
            f"the tie of {ends[0][i]!r} and {ends[1][i]!r} weighs {weight[i]}; a weight is a number"
        )


def _whole(weight: Floats) -> tuple[Ints, Fraction]:
    """Weights as whole numbers of the largest unit that measures them all, to six decimals."""
    for digits in range(DECIMALS + 1):
        scaled = weight * 10**digits
        whole = np.rint(scaled)
        if digits == DECIMALS or np.allclose(whole, scaled, rtol=0, atol=1e-6):
            break
    if np.abs(whole).sum() > _MOST:
        raise NoBalance(
            f"the weights add up to {np.abs(weight).sum():.3g}, too much to be exact; "
            "give them in a larger unit"
        )
    ints = whole.astype(np.int64)
    step = int(np.gcd.reduce(ints)) or 1
    return ints // step, Fraction(step, 10**digits)


_MOST = 2.0**32
_Key = TypeVar("_Key")


def _merged(
    actors: tuple[str, ...], u: Ints, v: Ints, weight: Ints, unit: Fraction, *, alike: bool
) -> dict[str, Any]:
    one, other = np.minimum(u, v), np.maximum(u, v)
    key = one * max(len(actors), 1) + other
    pairs, first, where = np.unique(key, return_index=True, return_inverse=True)
    total = np.zeros(len(pairs), np.int64)
    np.add.at(total, where, weight)
    keep = total != 0
    if alike:
        total, unit = np.sign(total), Fraction(1)
    at = first[keep]
    return {
        "actors": actors,
        "u": one[at],
        "v": other[at],
        "weight": total[keep],
        "unit": unit,
        "cancelled": int(len(pairs) - keep.sum()),
    }


def _sound(network: Signed) -> None:
    if network.ties:
        return
    if network.size < 2:
        raise NoBalance(
            f"the network has one actor, {network.actors[0]!r}; balance takes at least two"
        )
    why = (
        (network.neutral, "neutral"),
        (network.selves, "of an actor with itself"),
        (network.cancelled, "between pairs whose signs cancel"),
    )
    told = ", ".join(f"{count} {kind}" for count, kind in why if count)
    raise NoBalance(f"no signed tie between two actors is left: {told}; balance takes at least one")


def as_number(value: Fraction) -> int | float:
    """A whole number where it is one."""
    return int(value) if value.denominator == 1 else float(value)


def finite(told: str) -> float:
    """A number that is told in a file. Raises ValueError where it is none."""
    number = float(told)
    if not isfinite(number):
        raise ValueError(told)
    return number


def spins(camp: Sequence[int]) -> NDArray[np.int8]:
    return cast(NDArray[np.int8], np.where(np.asarray(camp) == 0, 1, -1).astype(np.int8))
