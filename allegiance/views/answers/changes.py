"""Who changed sides, when, and by which sentence: the lanes of a Gantt picture and the changes in it."""

from collections.abc import Sequence

import msgspec

from allegiance.network.shifts import Move, Shift, shifts
from allegiance.statements.statement import Statement
from allegiance.views.answers.records import Finding, counted, digest, legs
from allegiance.views.gantt import Lane, lanes

ROWS = 40
LISTED = 60


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """Changes of side, the surest first. A frame of a lane bears the reading of its change."""

    lanes: tuple[Lane, ...]
    more_lanes: int
    changes: tuple[Finding, ...]
    more: int
    notes: tuple[str, ...]
    silence: str | None


def changes(read: Sequence[Statement]) -> Changes:
    """The changes of side that statements tell whose ends are read as their states."""
    found = shifts(read, level="named")
    rows = lanes(found)
    every: list[Shift | Move] = [*found.actors, *found.pairs]
    notes = list(found.notes)
    if found.undated:
        notes.append(
            f"undated statements of {counted(len(found.undated), 'pair')} could make a change of side; "
            "`allegiance shifts --undated` lists them"
        )
    return Changes(
        lanes=tuple(rows[:ROWS]),
        more_lanes=max(len(rows) - ROWS, 0),
        changes=tuple(map(_change, every[:LISTED])),
        more=max(len(every) - LISTED, 0),
        notes=tuple(notes),
        silence=found.silence,
    )


def _change(found: Shift | Move) -> Finding:
    before, after = _signs(found)
    marking = (*found.told, found.mark)[0]
    return Finding(
        id=digest(found.reading),
        title=_title(found),
        reading=found.reading,
        facts=(found.when or "no date told", f"order {found.order}", _held(found)),
        legs=legs(
            (
                ("The sentence that marks it", after, [marking]),
                ("Before", before, found.before),
                ("After", after, [one for one in found.after if one.id != marking.id]),
                ("Of the same time, and does not fit", 0, found.contrary),
            )
        ),
    )


def _signs(found: Shift | Move) -> tuple[int, int]:
    if isinstance(found, Move):
        return 0, 0
    before, after = (_SIGNS.get(side, 0) for side in (found.from_, found.to))
    return before, after


_SIGNS = {"friendly": 1, "hostile": -1}


def _title(found: Shift | Move) -> str:
    if isinstance(found, Move):
        left, joined = (
            ", ".join(party.name for party in camp) for camp in (found.left, found.joined)
        )
        return f"{found.actor.name}: {f'from {left} ' if left else ''}{f'to {joined}' if joined else 'away'}"
    return f"{found.one.name} and {found.other.name}: {found.from_} to {found.to}"


def _held(found: Shift | Move) -> str:
    """How strong the evidence of the division is, after Kass and Raftery."""
    if found.basis == "words":
        return "told in words"
    word = "strong" if found.strength >= 3 else "positive" if found.strength >= 1 else "weak"
    return f"{word} evidence" + (", told in words too" if found.basis == "both" else "")
