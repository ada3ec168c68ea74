"""Statements by what they can say of a side: of two named actors, friendly or hostile, dated or not."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from functools import cached_property
from typing import Any, TypeVar

from allegiance.network.shifts.sequence import ContradictoryDates, Spell, spell
from allegiance.network.ties import Party, told_of
from allegiance.ontology.relations import relation
from allegiance.statements.statement import Statement

Pair = tuple[str, str]
Found = TypeVar("Found")


class Memory:
    """What was found of pairs and actors, with all that it was found from, to be asked again.

    It learns until it is `full`: what it keeps then are the statements of one network, whose `id`s no
    statement of another can have while it lives.
    """

    def __init__(self) -> None:
        self.full = False
        self._kept: dict[Hashable, tuple[Any, Any]] = {}

    def recall(self, key: Hashable, given: Any, work: Callable[[], Found]) -> Found:
        """What was found for a key from the same, or what `work` finds now."""
        kept = self._kept.get(key)
        if kept is not None and kept[0] == given:
            found: Found = kept[1]
            return found
        found = work()
        if not self.full:
            self._kept[key] = (given, found)
        return found


class Sorted:
    """Friendly and hostile statements by pair of actors, with the times they tell.

    `spells` holds the time of each by its place in `statements`, None where it tells none.
    """

    def __init__(
        self,
        statements: Sequence[Statement],
        spells: Sequence[Spell | None],
        read: Counter[str],
        notes: Sequence[str],
    ) -> None:
        self.statements = statements
        self.spells = spells
        self.read = dict(read)
        self.notes = tuple(notes)
        self.pairs: dict[Pair, list[int]] = defaultdict(list)
        for number, said in enumerate(statements):
            self.pairs[pair_of(said)].append(number)

    @cached_property
    def parties(self) -> dict[str, Party]:
        """Every actor under the name most often given to it."""
        seen: dict[str, Counter[tuple[str, str, str]]] = defaultdict(Counter)
        for said in self.statements:
            for end in (said.source, said.target):
                seen[end.id][end.name, end.kind, end.country or ""] += 1
        return {actor: _party(actor, forms) for actor, forms in seen.items()}


def sort(statements: Iterable[Statement]) -> Sorted:
    """Statements that tell a side, what became of the others, and which dates contradict."""
    kept: list[Statement] = []
    spells: list[Spell | None] = []
    read: Counter[str] = Counter()
    notes: list[str] = []
    for said in statements:
        why = _aside(said)
        if why is not None:
            read[why] += 1
            continue
        try:
            when = spell(said)
        except ContradictoryDates as error:
            when = None
            notes.append(str(error))
        read["ending" if ends(said) else "undated" if when is None else "dated"] += 1
        kept.append(said)
        spells.append(when)
    return Sorted(kept, spells, read, notes)


def side(said: Statement) -> int:
    """1 for a friendly relation, -1 for a hostile one, 0 for neither."""
    return relation(said.relation).sign


def ends(said: Statement) -> bool:
    """Whether it tells that what was between two has ended: it is then no longer of their side."""
    return said.phase == "ends"


def pair_of(said: Statement) -> Pair:
    one, other = said.source.id, said.target.id
    return min(one, other), max(one, other)


def by_theatre(
    numbers: Sequence[int], statements: Sequence[Statement], by: Collection[str]
) -> dict[str | None, list[int]]:
    """Statements by theatre; those that tell none go with the only one that is told."""
    theatres = {statements[n].theatre for n in numbers} - {None}
    alone = next(iter(theatres)) if len(theatres) == 1 else None
    if "theatre" not in by or not theatres:
        return {None: list(numbers)}
    found: dict[str | None, list[int]] = defaultdict(list)
    for n in numbers:
        found[statements[n].theatre or alone].append(n)
    return found


def _aside(said: Statement) -> str | None:
    """Why a statement tells nothing of a side between two named actors; None where it does."""
    if side(said) == 0:
        return "place" if said.target.kind == "place" else "neutral"
    if "place" in (said.source.kind, said.target.kind):
        return "place"
    if said.source.id == said.target.id:
        return "self"
    return None if told_of(said.source) and told_of(said.target) else "unnamed"


def _party(actor: str, forms: Counter[tuple[str, str, str]]) -> Party:
    name, kind, country = min(forms, key=lambda form: (-forms[form], form))
    return Party(id=actor, name=name, kind=kind, country=country or None)
