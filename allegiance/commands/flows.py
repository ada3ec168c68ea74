"""The command `flows`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from allegiance.commands.shared import (
    DEFAULT_STORE,
    Limit,
    Shape,
    StorePath,
    asking,
    opened,
    selected,
)
from allegiance.errors import BadOption

if TYPE_CHECKING:
    from allegiance import network


@asking
def flows(
    asked: dict[str, Any],
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="FROM",
            help="A giver; a country or place whose stocks are meant; 'unknown', all unnamed givers. "
            "A date after it says from when on they went.",
        ),
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="HOLDER", help="All the ways to this holder.")
    ] = None,
    of: Annotated[
        list[str] | None,
        typer.Option("--of", help="arms, money, training, shelter or relief. Repeatable."),
    ] = None,
    ancestry: Annotated[
        str | None,
        typer.Option("--ancestry", metavar="HOLDER", help="From whom this holder can have it."),
    ] = None,
    hand_on: Annotated[
        bool,
        typer.Option("--hand-on", help="Members, commanders and merged bodies can hand on."),
    ] = False,
    level: Annotated[
        Literal["named", "state"],
        typer.Option("--level", help="Ends as the text names them, or as the states they serve."),
    ] = "named",
    picture: Annotated[
        Path | None, typer.Option("--picture", metavar="FILE", help="Draw the paths as SVG.")
    ] = None,
    store: StorePath = DEFAULT_STORE,
    form: Shape = "table",
    limit: Limit = 20,
) -> None:
    """Trace who can have come into whose weapons, money, training or shelter.

    Paths follow the dates: certain where these force the order, possible where they allow it. A step
    that is only denied is shown as denied.

    \b
    Example:
      allegiance flows "Libyan arsenals 2011" --of arms --hand-on
      allegiance flows France --to "Al-Nusra Front"
      allegiance flows --ancestry AQIM --format json
    """
    from allegiance import tables
    from allegiance.network.flows import Tracer
    from allegiance.network.ties import read_at

    _sensible(source, to, ancestry)
    with opened(store) as kept:
        tracer = Tracer(read_at(selected(kept, asked), level), hand_on=hand_on)
    if ancestry is not None:
        found = tracer.ancestry(ancestry, of=of, limit=limit)
    elif to is not None:
        found = tracer.ways(str(source), to, of=of, limit=limit)
    else:
        found = tracer.reach(str(source), of=of, limit=limit)
    paths = (*found.paths, *found.denied)
    tables.show(paths, _columns(), form)
    if picture is not None:
        _draw(paths, picture)
    for each in (*found.notes, *_more(found, to, hand_on=hand_on)):
        tables.note(each)


def _sensible(source: str | None, to: str | None, ancestry: str | None) -> None:
    if ancestry is not None and (source is not None or to is not None):
        raise BadOption("--ancestry asks from whom a holder has it: leave FROM and --to out")
    if ancestry is None and source is None:
        raise BadOption("tell a giver, as in `allegiance flows Libya`, or --ancestry HOLDER")


def _columns() -> "Sequence[Any]":
    from allegiance.tables import Column

    return (
        Column("From", lambda p: p.source.name, "bold", 2),
        Column("To", lambda p: p.holder.name, "bold", 2),
        Column("What", lambda p: p.goods, "cyan", 1),
        Column("Order", lambda p: p.order, "", 1),
        Column("Steps", lambda p: len(p.hops), right=True),
        Column("Arrival", lambda p: p.arrival, "", 1),
        Column("Weakest", lambda p: f"{p.weakest + 1}: {p.hops[p.weakest].certainty}", "", 1),
        Column("Reading", lambda p: p.reading, "", 8),
    )


def _more(found: "network.flows.Flows", to: str | None, *, hand_on: bool) -> list[str]:
    """What else is to be said: that there is nothing, or more than is shown."""
    total = sum(found.holders.values())
    if not found.paths:
        hint = "" if hand_on else "; --hand-on lets members, commanders and merged bodies hand on"
        return [f"no path {found.asked} that the dates allow{hint}"]
    hidden = total - len(found.paths) if to is None else 0
    return [f"... and {hidden} more: --limit {total}"] if hidden > 0 else []


def _draw(paths: "Sequence[network.flows.Path]", file: Path) -> None:
    from allegiance.views.paths import draw

    try:
        file.write_text(draw(paths), encoding="utf-8")
    except OSError as error:
        raise BadOption(f"{file} cannot be written: {error.strerror or error}") from error
