"""What flows are found: paths of hops, each with the sentences it rests on, and in words."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from allegiance.network.flows.transfers import Goods, How
from allegiance.network.reading import according_to, clause
from allegiance.network.ties import CERTAINTY, Party, Tie, strength, tie, voices
from allegiance.statements.statement import Certainty, Statement

Order = Literal["certain", "possible", "denied"]


class Hop(msgspec.Struct, frozen=True, kw_only=True):
    """One step: a giver's goods came to a holder, according to these statements.

    `order` says whether the dates force it after the step before, allow it, or whether the hop is
    only denied. `first` and `last` are the ISO dates between which it happened, None where that side is
    open; `dated` where a text tells them. `certainty` is that of the surest statement, and `strength`
    counts independent voices by certainty, less denials. `also` tells of the same transfer at dates
    that do not fit into the path.
    """

    giver: Party
    holder: Party
    how: How
    order: Order
    first: str | None
    last: str | None
    dated: bool
    certainty: Certainty
    strength: float
    voices: tuple[str, ...]
    denials: tuple[str, ...]
    statements: tuple[Statement, ...]
    denied: tuple[Statement, ...]
    also: tuple[Statement, ...]
    reading: str


class Path(msgspec.Struct, frozen=True, kw_only=True):
    """How some goods can have come from a giver or a stock to a holder.

    `order` is certain where the dates force every hop after the one before it, possible where they
    only allow it, and denied where the last hop is told by nobody and denied by somebody. `arrival`
    is the earliest date at which the holder can have had it, None where that is open. `weakest` is
    the place of the hop that is told least surely, by certainty and then by voices.
    """

    source: Party
    holder: Party
    goods: Goods
    order: Order
    hops: tuple[Hop, ...]
    arrival: str | None
    weakest: int
    reading: str

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(said for hop in self.hops for said in (*hop.statements, *hop.denied))


class Flows(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to one question: the paths, the best first, and those that end in a denial.

    `holders` counts who can be reached (or, of an ancestry, from whom), by goods, also where fewer
    paths are shown. `notes` say what was left out, and why there is no path where there is none.
    """

    asked: str
    paths: tuple[Path, ...]
    denied: tuple[Path, ...]
    holders: dict[Goods, int]
    notes: tuple[str, ...]


def hop_reading(giver: Party, affirmed: Sequence[Statement], denied: Sequence[Statement]) -> str:
    """A hop in one clause, with who says so: "an unknown giver armed Rohan (according to ...)"."""
    told = _firmest(affirmed or denied)
    said, against = voices(affirmed, "positive"), voices(denied, "negative")
    if giver.kind != "stock":
        return clause(told, voices=said, denials=against)
    reading = clause(told)
    origin = "" if giver.name in reading else f" from {giver.name}"
    return f"{reading}{origin}{according_to(said, against)}"


def path_reading(hops: Sequence[Hop], order: Order, weakest: int) -> str:
    """A path in plain words: its hops, what the dates say of their order, and the weakest leg."""
    told = [_step(hop) for hop in hops]
    for number, hop in enumerate(hops[1:], start=1):
        then = "then " if hop.order == "certain" else "and then, perhaps, "
        told[number] = f"{'but ' if hop.order == 'denied' else then}{told[number]}"
    sentence = "; ".join(told)
    words = [f"{sentence[0].upper()}{sentence[1:]}.", _order(hops, order)]
    if len(hops) > 1 and order != "denied":
        words.append(_weakest(hops[weakest], weakest))
    return " ".join(filter(None, words))


def weakest_of(hops: Sequence[Hop]) -> int:
    """The place of the hop that is told least surely; of equals the first."""
    held = [(CERTAINTY[hop.certainty], hop.strength, len(hop.voices)) for hop in hops]
    return held.index(min(held))


def hold(affirmed: Sequence[Statement], denied: Sequence[Statement]) -> tuple[Certainty, float]:
    """How surely a hop is told at best, and how firmly by all its voices."""
    surest = max((said.certainty for said in affirmed or denied), key=CERTAINTY.__getitem__)
    return surest, strength([*affirmed, *denied])


def _firmest(said: Sequence[Statement]) -> Tie:
    """The tie of these statements that is told most, its unnamed ends called what they are."""
    told = max(tie(said, by=()), key=lambda made: (made.affirmed, abs(made.weight)))
    source, target = _called(told.source, "giver"), _called(told.target, "taker")
    return msgspec.structs.replace(told, source=source, target=target)


def _called(end: Party, role: str) -> Party:
    if end.kind != "unknown":
        return end
    return msgspec.structs.replace(end, name=f"an unknown {role}")


def _order(hops: Sequence[Hop], order: Order) -> str:
    if order == "denied":
        step = next(n for n, hop in enumerate(hops, start=1) if hop.order == "denied")
        return f"Step {step} is denied, and nobody affirms it."
    if order == "certain":
        return "The dates force this order." if len(hops) > 1 else ""
    undated = [n for n, hop in enumerate(hops, start=1) if not hop.dated]
    handed = [n for n, hop in enumerate(hops, start=1) if hop.dated and hop.how == "handed on"]
    if len(hops) == 1:
        return "No text tells when." if undated else "The dates do not force it."
    why = [f"no date is told of {_steps(undated)}"] if undated else []
    why += [f"nobody tells that anything passed on in {_steps(handed)}"] if handed else []
    if why:
        return f"The order is possible, not certain: {', and '.join(why)}."
    return "The dates allow this order and do not force it."


def _steps(numbers: Sequence[int]) -> str:
    told = [str(number) for number in numbers]
    if len(told) == 1:
        return f"step {told[0]}"
    return f"steps {', '.join(told[:-1])} and {told[-1]}"


def _step(hop: Hop) -> str:
    return f"nobody says that {hop.reading}" if hop.order == "denied" else hop.reading


def _weakest(hop: Hop, place: int) -> str:
    count = len(hop.voices)
    told = f"{hop.certainty} by {count} voice{'' if count == 1 else 's'}"
    passed = ", which nobody tells to have passed anything on" if hop.how == "handed on" else ""
    return f"The weakest leg is step {place + 1}, told as {told}{passed}."
