"""The command `shifts`."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from allegiance.commands.shared import (
    DEFAULT_STORE,
    Limit,
    OwnActors,
    Shape,
    StorePath,
    asking,
    knowing,
    named,
    opened,
    selected,
    silence,
)
from allegiance.errors import BadOption

if TYPE_CHECKING:
    from allegiance.network.shifts import Move, Shift, Shifts, Undated
    from allegiance.network.ties import Party


@asking
def shifts(
    asked: dict[str, Any],
    store: StorePath = DEFAULT_STORE,
    level: Annotated[
        Literal["named", "state"],
        typer.Option("--level", help="Ends as the text names them, or as the states they serve."),
    ] = "state",
    by: Annotated[
        str, typer.Option("--by", help="What keeps statements apart: theatre, or nothing.")
    ] = "theatre",
    undated: Annotated[
        bool, typer.Option("--undated", help="Add what undated statements could change.")
    ] = False,
    gantt: Annotated[
        Path | None,
        typer.Option("--gantt", metavar="OUT.svg", help="Draw who stood with whom over time."),
    ] = None,
    own: OwnActors = None,
    form: Shape = "table",
    limit: Limit = 20,
) -> None:
    """List who changed sides, when, and which sentence says so.

    --actor keeps the changes of this actor; the other conditions choose the statements.

    \b
    Example:
      allegiance shifts --theatre Mali
      allegiance shifts --actor Tuaregs --gantt tuaregs.svg
      allegiance shifts --level named --undated --format json
    """
    from allegiance import tables
    from allegiance.network.shifts import shifts as changes

    if by not in ("theatre", "nothing"):
        raise BadOption(f"changes of side are not kept apart by {by!r}; write theatre or nothing")
    actors = knowing(own)
    players = named(asked.pop("actor", ()), actors)
    with opened(store) as kept:
        found = changes(
            selected(kept, asked, actors),
            level=level,
            by=("theatre",) if by == "theatre" else (),
            known=actors,
        )
        if not found.read:
            silence(kept, asked)
    every: list[Shift | Move | Undated] = [*found.actors, *found.pairs]
    every += found.undated if undated else ()
    records = [
        each
        for each in every
        if not players or any({p.id, p.name.lower()} & players for p in _parties(each))
    ]
    tables.show(records[:limit], _columns(), form)
    if gantt is not None:
        _draw(found, players, gantt)
    for note in _notes(found, len(records), limit, undated=undated, asked=bool(players)):
        tables.note(note)


def _parties(each: "Shift | Move | Undated") -> "tuple[Party, ...]":
    """Whose change it is."""
    from allegiance.network.shifts import Move

    return (each.actor,) if isinstance(each, Move) else (each.one, each.other)


def _columns() -> "Sequence[Any]":
    from allegiance.tables import Column

    return (
        Column("Who", _who, "bold", 3),
        Column("Change", _change, "cyan", 3),
        Column("When", lambda e: getattr(e, "when", None), "", 2),
        Column("Order", lambda e: getattr(e, "order", "no date"), "", 1),
        Column("Strength", lambda e: getattr(e, "strength", None), right=True),
        Column("Told by", lambda e: ", ".join(e.voices), "", 2),
        Column("Marked by", lambda e: _marked(e).sentence, "dim", 5),
    )


def _who(each: "Shift | Move | Undated") -> str:
    return " - ".join(party.name for party in _parties(each))


def _change(each: "Shift | Move | Undated") -> str:
    from allegiance.network.shifts import Move, Undated

    if isinstance(each, Move):
        left, joined = (", ".join(p.name for p in camp) for camp in (each.left, each.joined))
        return f"{left or '...'} -> {joined or '...'}"
    if isinstance(each, Undated):
        ways = (("earlier", each.if_earlier), ("later", each.if_later))
        return "; ".join(f"if {word}: {' -> '.join(sides)}" for word, sides in ways if sides)
    return f"{each.from_} -> {each.to}"


def _marked(each: "Shift | Move | Undated") -> Any:
    from allegiance.network.shifts import Undated

    return each.statements[0] if isinstance(each, Undated) else (*each.told, each.mark)[0]


def _draw(found: "Shifts", players: set[str], file: Path) -> None:
    from allegiance.exports.format import replacing
    from allegiance.views.gantt import draw

    every: list[Shift | Move | Undated] = [*found.actors, *found.pairs]
    parties = {
        party.id
        for each in every
        for party in _parties(each)
        if {party.id, party.name.lower()} & players
    }
    with replacing(file) as stream:
        stream.write(draw(found, actors=parties or players))


def _notes(
    found: "Shifts", count: int, limit: int | None, *, undated: bool, asked: bool
) -> Iterator[str]:
    """What else is to be said: nothing found, more than shown, what has no date or no time."""
    if found.silence and found.read:
        yield found.silence
    elif asked and not count:
        yield "this actor is told to have changed no side under these conditions"
    if limit is not None and count > limit:
        yield f"... and {count - limit} more: --limit {count}"
    if found.undated and not undated:
        pairs = f"{len(found.undated)} pair{'s' if len(found.undated) != 1 else ''}"
        yield f"undated statements of {pairs} could make a change: --undated lists them"
    yield from found.notes
