"""`allegiance brokers`: who stands between the camps, on whom they rest, who could speak to both."""

from collections.abc import Callable, Sequence
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
    opened,
    selected,
    silence,
)

if TYPE_CHECKING:
    from allegiance.network.brokers import Between, Broker
    from allegiance.tables import Column

SHOWN = 4
"""How many of those who change sides a table names."""

Part = Literal["brokers", "pivots", "entries"]


@asking
def brokers(
    asked: dict[str, Any],
    store: StorePath = DEFAULT_STORE,
    weight: Annotated[
        Literal["one", "count", "certainty", "sources"],
        typer.Option("--weight", help="What a pair weighs: one each, or its statements."),
    ] = "one",
    level: Annotated[
        Literal["named", "state"],
        typer.Option("--level", help="Ends as the text names them, or as the states they serve."),
    ] = "state",
    most: Annotated[
        int, typer.Option("--recompute", min=0, help="For how many the camps are found anew.")
    ] = 40,
    limit_of_time: Annotated[
        float, typer.Option("--time-limit", metavar="SECONDS", help="For each time.")
    ] = 10.0,
    total: Annotated[
        float, typer.Option("--total-time", metavar="SECONDS", help="For all of them.")
    ] = 60.0,
    part: Annotated[
        Part | None, typer.Option("--only", help="Only this; csv and jsonl print one: brokers.")
    ] = None,
    own: OwnActors = None,
    form: Shape = "table",
    limit: Limit = 20,
) -> None:
    """Find who has friends in both camps, on whom the camps rest, and who could speak to both.

    The camps are those of `allegiance balance`. They are found anew without an actor, and with it on
    one side in all its ties. Entry points talk with, or are friends of, both ends of a hostile tie;
    each with its sentences. --limit is of each table.

    \b
    Example:
      allegiance brokers --theatre Mali
      allegiance brokers --only entries --format json
    """
    from allegiance import tables
    from allegiance.network import brokers as between
    from allegiance.network.ties import read_at, tie

    actors = knowing(own)
    with opened(store) as kept:
        said = read_at(selected(kept, asked, actors), level, known=actors)
        if not said:
            silence(kept, asked)
            return
    made = tie(said, by=())
    found = between.brokers(made, weight=weight, most=most, time_limit=limit_of_time, total=total)
    if form == "json" and part is None:
        tables.emit([_encoded(found)])
    elif form == "table":
        _tables(found, part, limit)
    else:
        name = part or "brokers"
        tables.show(getattr(found, name), _COLUMNS[name](), form)


def _encoded(found: "Between") -> str:
    import msgspec

    return msgspec.json.encode(found).decode() + "\n"


def _tables(found: "Between", part: Part | None, limit: int | None) -> None:
    from allegiance import tables

    console = tables.out()
    if part is None:
        proved = "proved" if found.proved else "not proved"
        console.print(f"Frustration index: {found.lower} to {found.upper}, {proved}")
        for number, camp in enumerate(found.camps, start=1):
            console.print(tables.plain(f"Camp {number}: {', '.join(camp)}"))
        console.print(
            f"Found anew for {found.tried} of {found.candidates} actors with two ties or more"
        )
        console.print()
    shown: Sequence[Part] = (part,) if part else ("brokers", "pivots", "entries")
    for name in shown:
        rows = getattr(found, name)
        if not rows:
            console.print(f"{_TITLES[name]}: none")
            continue
        console.print(tables.table(rows[:limit], _COLUMNS[name](), _TITLES[name]))
        if limit is not None and len(rows) > limit:
            tables.note(f"... and {len(rows) - limit} more; --only {name} --limit shows them")


_TITLES: dict[Part, str] = {
    "brokers": "Brokers: friends in both camps, or on both sides of a hostile tie",
    "pivots": "The camps of the others change without these, or once they take a side",
    "entries": "Entry points: ties or talks on both sides",
}


def _of_broker() -> "Sequence[Column]":
    from allegiance.tables import Column

    return (
        Column("Actor", lambda b: b.actor.name, "bold", 2),
        Column("Camp", lambda b: b.camp, right=True),
        Column("Friends in it", lambda b: _ends(b, b.near), "", 3),
        Column("In the other", lambda b: _ends(b, b.far), "", 3),
        Column(
            "Between", lambda b: "; ".join(f"{one} and {other}" for one, other in b.between), "", 3
        ),
        Column("Without it", lambda b: _turn(b, "gone"), "", 2),
        Column("With its camp", lambda b: _turn(b, "with its camp"), "", 2),
        Column("With the other", lambda b: _turn(b, "with the other camp"), "", 2),
    )


def _ends(broker: "Broker", ties: Sequence[Any]) -> str:
    """The others of these ties, each once."""
    ends = [made.target if made.source.id == broker.actor.id else made.source for made in ties]
    return ", ".join(dict.fromkeys(end.name for end in ends))


def _turn(broker: "Broker", how: str) -> str:
    """What the network would come to: the index, and who changes sides."""
    turn = next((each for each in broker.turns if each.how == how), None)
    if turn is None:
        return ""
    index = f"{turn.upper}" if turn.proved else f"{turn.lower} to {turn.upper}"
    if turn.changes is None:
        return f"{index}, camps not sure"
    if not turn.changes:
        return f"{index}, same camps"
    more = f" and {len(turn.moved) - SHOWN} more" if len(turn.moved) > SHOWN else ""
    return f"{index}; other camps: {', '.join(turn.moved[:SHOWN])}{more}"


def _of_entry() -> "Sequence[Column]":
    from allegiance.tables import Column

    return (
        Column("Actor", lambda e: e.actor.name, "bold", 2),
        Column("Score", lambda e: f"{e.score:.2f}", right=True),
        Column(
            "Between", lambda e: "; ".join(f"{one} and {other}" for one, other in e.between), "", 3
        ),
        Column("Because", lambda e: "; ".join(e.reasons), "", 6),
        Column("But", lambda e: "; ".join(e.doubts), "", 4),
    )


_COLUMNS: dict[Part, Callable[[], "Sequence[Column]"]] = {
    "brokers": _of_broker,
    "pivots": _of_broker,
    "entries": _of_entry,
}
