"""Whose word a double game is: one author's, several voices', or that of those who play it.

The voice of a sentence is its innermost speaker, else its author or outlet; its carrier is who
prints it. Copies of one wire story are one carrier.
"""

from collections.abc import Sequence
from functools import reduce
from typing import NamedTuple

from allegiance.network.double_games.game import Leg, Link, Standing
from allegiance.network.ties import Party, Wholes, acted, source_of
from allegiance.ontology.actors import Registry
from allegiance.statements.statement import Statement


class Told(NamedTuple):
    """One leg or link that somebody tells: its two wholes, and the sentences that affirm it."""

    ends: frozenset[str]
    statements: tuple[Statement, ...]


def standing(actor: str, told: Sequence[Told], *, known: Registry) -> Standing:
    """How far a double game is more than one voice's word.

    "admitted by both sides": each leg and told link is affirmed by one of its own two ends, and both
    the actor and another end speak; "admitted by the actor": the actor itself affirms each. Who speaks
    for an end is the end itself, a part of it, or who leads it. Else by how many voices tell the
    whole of it on their own: "told by several", "alleged by one voice", or "pieced together"
    from legs that no voice tells together.
    """
    speakers = _Speakers(known)
    admitting = [speakers.among(one) for one in told]
    if all(actor in ends for ends in admitting):
        others = any(ends - {actor} for ends in admitting)
        return "admitted by both sides" if others else "admitted by the actor"
    if all(admitting) and any(actor in ends for ends in admitting):
        return "admitted by both sides"
    voices = len(tellers(told))
    if voices > 1:
        return "told by several"
    return "alleged by one voice" if voices else "pieced together"


def tellers(told: Sequence[Told]) -> set[str]:
    """Who tells every leg: voices, and carriers that do so without leaning on one of those."""
    voices = _common([{source_of(said) for said in one.statements} for one in told])
    carried = _common(
        [
            {carrier(said) for said in one.statements if source_of(said) not in voices}
            for one in told
        ]
    )
    return voices | carried


def carrier(statement: Statement) -> str:
    """Who prints it: its wire story, else its author, its outlet, or the document itself."""
    if statement.story:
        return f"story {statement.story}"
    return statement.author or statement.outlet or f"document {statement.document}"


def carriers(statements: Sequence[Statement]) -> tuple[str, ...]:
    """Who prints it, each once, in words for a reader: of a wire story, the first to print it."""
    shown: dict[str, str] = {}
    for said in statements:
        shown.setdefault(carrier(said), said.author or said.outlet or "the document")
    return tuple(dict.fromkeys(shown.values()))


def affirmed(said: Leg | Link) -> tuple[Statement, ...]:
    return tuple(each for each in said.statements if each.polarity == "positive")


class _Speakers:
    """Which actors a speaker speaks for."""

    def __init__(self, known: Registry) -> None:
        self._known = known
        self._wholes = Wholes(known)

    def among(self, told: Told) -> set[str]:
        """The ends that affirm it themselves."""
        found: set[str] = set()
        for said in told.statements:
            found |= self._of(said) & told.ends
        return found

    def _of(self, said: Statement) -> set[str]:
        last = said.attribution[-1] if said.attribution else None
        if last is None or last.kind == "impersonal" or not last.id:
            return set()
        speaker = Party(id=last.id, name=last.name, kind=last.kind, country=None)
        return {
            last.id,
            self._wholes.of(speaker, acted(said)).id,
            *(
                above.actor
                for above in (self._known[last.id].part_of if last.id in self._known else ())
                if above.as_ in _SPEAKS
            ),
        }


_SPEAKS = {"part", "leader"}


def _common(sets: Sequence[set[str]]) -> set[str]:
    return reduce(set.__and__, sets) if sets else set()
