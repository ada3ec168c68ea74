"""`allegiance what-if`: drop, flip or add ties, expel an actor, and see every analysis before and after."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from allegiance.commands.shared import (
    DEFAULT_STORE,
    Limit,
    OwnActors,
    StorePath,
    asking,
    knowing,
    opened,
    selected,
    silence,
)

if TYPE_CHECKING:
    from allegiance.network.what_if import Change, WhatIf


@asking
def what_if(
    asked: dict[str, Any],
    store: StorePath = DEFAULT_STORE,
    drop: Annotated[
        list[str] | None,
        typer.Option("--drop", metavar="TIE", help="Not there: 'Gondor arm Rohan'. Repeatable."),
    ] = None,
    flip: Annotated[
        list[str] | None,
        typer.Option("--flip", metavar="TIE", help="Turned round, friend for foe. Repeatable."),
    ] = None,
    add: Annotated[
        list[str] | None, typer.Option("--add", metavar="TIE", help="There, as well. Repeatable.")
    ] = None,
    expel: Annotated[
        list[str] | None,
        typer.Option("--expel", metavar="WHO", help="Gone: 'Mordor from Ithilien'. Repeatable."),
    ] = None,
    weight: Annotated[
        Literal["one", "count", "certainty", "sources"],
        typer.Option("--weight", help="What a pair weighs: one each, or its statements."),
    ] = "one",
    limit_of_time: Annotated[
        float, typer.Option("--time-limit", metavar="SECONDS", help="For the camps, each time.")
    ] = 30.0,
    own: OwnActors = None,
    form: Annotated[
        Literal["table", "json", "jsonl", "csv"], typer.Option("--format", "-f")
    ] = "table",
    limit: Limit = 10,
) -> None:
    """Suppose changes, and see every analysis before and after, side by side.

    Drops, flips, adds and expels are made in this order, in a copy: the store stays as it is. csv and
    jsonl print the figures. --limit is of what each analysis finds no longer, and of what it finds now.

    \b
    Example:
      allegiance what-if --drop "France fight AQIM"
      allegiance what-if --add "Gondor ally Rohan" --flip "Mordor arm Harad"
      allegiance what-if --expel "AQIM from Mali" --format json
    """
    from allegiance import tables
    from allegiance.network import what_if as supposing

    changes = _changes(drop, flip, add, expel)
    actors = knowing(own)
    with opened(store) as kept:
        said = list(selected(kept, asked, actors))
        if not said:
            silence(kept, asked)
            return
    found = supposing.what_if(said, changes, weight=weight, known=actors, time_limit=limit_of_time)
    if form == "json":
        tables.emit([_encoded(found)])
    elif form == "table":
        _tables(found, limit)
    else:
        tables.show(found.figures, _figures(), form)


def _changes(
    drop: Sequence[str] | None,
    flip: Sequence[str] | None,
    add: Sequence[str] | None,
    expel: Sequence[str] | None,
) -> "list[Change]":
    from allegiance.network.what_if import Add, Drop, Flip, parse, parse_expulsion

    given = ((Drop, drop), (Flip, flip), (Add, add))
    made: list[Change] = [parse(kind, told) for kind, ties in given for told in ties or ()]
    return made + [parse_expulsion(told) for told in expel or ()]


def _encoded(found: "WhatIf") -> str:
    import msgspec

    return msgspec.json.encode(found).decode() + "\n"


def _tables(found: "WhatIf", limit: int | None) -> None:
    from allegiance import tables

    console = tables.out()
    for made in found.changes:
        out, new = len(made.left_out), len(made.supposed)
        console.print(tables.plain(f"{made.reading} ({out} statements left out, {new} supposed)"))
    console.print()
    console.print(tables.table(found.figures, _figures()))
    verdict = {"same": "last: the same are among the best", "other": "change"}
    told = verdict.get(found.camps or "", "may change or last: it is not proved")
    moved = f"; change sides: {', '.join(found.moved)}" if found.moved else ""
    console.print(tables.plain(f"The camps {told}{moved}"))
    for each in found.differences:
        for title, texts in (("no longer", each.gone), ("new", each.new)):
            if texts:
                console.print(tables.plain(f"\n{each.analysis.capitalize()}, {title}:"))
            for text in texts[:limit]:
                console.print(tables.plain(f"  {text}"))
            if limit is not None and len(texts) > limit:
                console.print(f"  ... and {len(texts) - limit} more")


def _figures() -> "Sequence[Any]":
    from allegiance.tables import Column

    return (
        Column("Analysis", lambda f: f.analysis, "bold"),
        Column("Figure", lambda f: f.figure),
        Column("Before", lambda f: f.before, right=True),
        Column("After", lambda f: f.after, right=True),
    )
