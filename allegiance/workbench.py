"""The commands of the workbench: decide about actors and statements, undo, share.

Each command makes one decision of `allegiance.store` and prints its id. Actors are told by name or
id, statements and decisions by id.
"""

from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from allegiance.errors import BadOption

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allegiance.statements.statement import Place
    from allegiance.store import Store
    from allegiance.store.decision import What

workbench = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True)

StorePath = Annotated[
    str,
    typer.Option("--store", metavar="PATH", envvar="ALLEGIANCE_STORE", help="The store."),
]
Who = Annotated[
    str | None,
    typer.Option("--who", envvar="ALLEGIANCE_WHO", help="Who decides; your login if left out."),
]
Why = Annotated[str | None, typer.Option("--why", help="Why, for those who read it later.")]
ActorName = Annotated[str, typer.Argument(metavar="ACTOR", help="A name or an id.")]
StatementId = Annotated[
    str, typer.Argument(metavar="STATEMENT", help="Its id; `statements -f jsonl` prints them.")
]
DEFAULT_STORE = "allegiance.duckdb"
NOTHING = "none"
"""What an option says to take a value away."""


@workbench.callback()
def decide() -> None:
    """Decide about actors and statements: merge, split, rename, reject, correct, undo, share.

    Each command makes one decision, with who, when and why, and prints its id. All can be undone,
    and reading documents again keeps them.

    \b
    Example:
      allegiance decide merge "Daesh fighters" "Islamic State" --why "the same group"
      allegiance decide list
      allegiance decide export decisions.jsonl
    """


@workbench.command()
def merge(
    actor: ActorName,
    into: Annotated[str, typer.Argument(metavar="INTO", help="The actor that it is.")],
    force: Annotated[
        bool, typer.Option("--force", help="Though they were never to be merged.")
    ] = False,
    store: StorePath = DEFAULT_STORE,
    who: Who = None,
    why: Why = None,
) -> None:
    """Make one actor of two.

    \b
    Example:
      allegiance decide merge "ISIL" "Islamic State" --why "another name"
    """
    from allegiance.store import Merge, query

    with _opened(store) as kept:
        what = Merge(query.identify(kept, actor), query.identify(kept, into), force)
        _decide(kept, what, who, why)


@workbench.command()
def split(
    actor: ActorName,
    into: Annotated[str, typer.Argument(metavar="INTO", help="Another actor, or a new name.")],
    kind: Annotated[str | None, typer.Option("--kind", help="The kind of a new actor.")] = None,
    document: Annotated[
        list[str] | None, typer.Option("--document", help="In this document (id). Repeatable.")
    ] = None,
    statement: Annotated[
        list[str] | None, typer.Option("--statement", help="In this statement (id). Repeatable.")
    ] = None,
    wording: Annotated[
        list[str] | None, typer.Option("--wording", help="Where written so. Repeatable.")
    ] = None,
    since: Annotated[str | None, typer.Option("--since", help="Told of then or later.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Told of then or earlier.")] = None,
    store: StorePath = DEFAULT_STORE,
    who: Who = None,
    why: Why = None,
) -> None:
    """Make two actors of one: what meets all conditions told is another.

    \b
    Example:
      allegiance decide split Taliban "Tehrik-i-Taliban Pakistan" --wording "Pakistani Taliban"
      allegiance decide split "The rebels" "Rebels of Gao" --document 3f1c --kind "armed group"
    """
    from allegiance.errors import UnknownActor
    from allegiance.store import Split, query
    from allegiance.store.decision import unknown

    with _opened(store) as kept:
        try:
            other, name = query.identify(kept, into), None
        except UnknownActor:
            other, name = unknown(into), into
        what = Split(
            query.identify(kept, actor), other, name=name, kind=kind,  # type: ignore[arg-type]
            documents=tuple(document or ()), statements=tuple(statement or ()),
            wordings=tuple(wording or ()), since=since, until=until,
        )  # fmt: skip
        _decide(kept, what, who, why)


@workbench.command()
def rename(
    actor: ActorName,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name to show.")],
    store: StorePath = DEFAULT_STORE,
    who: Who = None,
    why: Why = None,
) -> None:
    """Show an actor under another name; the former one still finds it.

    \b
    Example:
      allegiance decide rename text:ansar-eddine "Ansar Dine"
    """
    from allegiance.store import Rename, query

    with _opened(store) as kept:
        _decide(kept, Rename(query.identify(kept, actor), name), who, why)


@workbench.command()
def alias(
    actor: ActorName,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Another name of it.")],
    store: StorePath = DEFAULT_STORE,
    who: Who = None,
    why: Why = None,
) -> None:
    """Tell that a name nobody knows is this actor's, in texts to come as well.

    \b
    Example:
      allegiance decide alias "Ansar Dine" "Ancar Dine"
    """
    from allegiance.store import Alias, query

    with _opened(store) as kept:
        _decide(kept, Alias(query.identify(kept, actor), name), who, why)


@workbench.command()
def never(
    one: ActorName,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Another actor.")],
    store: StorePath = DEFAULT_STORE,
    who: Who = None,
    why: Why = None,
) -> None:
    """Keep two actors apart: they are never merged, and no longer if they were.

    \b
    Example:
      allegiance decide never "Ansar Dine" "Ansar al-Sharia" --why "two countries"
    """
    from allegiance.store import Never, query

    with _opened(store) as kept:
        _decide(kept, Never(query.identify(kept, one), query.identify(kept, other)), who, why)


@workbench.command()
def retype(
    actor: ActorName,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="As in 'armed group'.")],
    store: StorePath = DEFAULT_STORE,
    who: Who = None,
    why: Why = None,
) -> None:
    """Tell of what kind an actor is.

    \b
    Example:
      allegiance decide retype "Platform" coalition
    """
    from allegiance.store import Retype, query

    with _opened(store) as kept:
        what = Retype(query.identify(kept, actor), kind)  # type: ignore[arg-type]
        _decide(kept, what, who, why)


@workbench.command()
def reject(
    statement: StatementId, store: StorePath = DEFAULT_STORE, who: Who = None, why: Why = None
) -> None:
    """Leave a statement out: its text does not say so.

    \b
    Example:
      allegiance decide reject 81a06ee9be0c4f0e --why "a misreading"
    """
    from allegiance.store import Reject

    with _opened(store) as kept:
        _decide(kept, Reject(statement), who, why)


@workbench.command()
def accept(
    statement: StatementId, store: StorePath = DEFAULT_STORE, who: Who = None, why: Why = None
) -> None:
    """Let a statement count: its text says so.

    \b
    Example:
      allegiance decide accept 81a06ee9be0c4f0e
    """
    from allegiance.store import Accept

    with _opened(store) as kept:
        _decide(kept, Accept(statement), who, why)


@workbench.command()
def correct(
    statement: StatementId,
    source: Annotated[str | None, typer.Option("--source", help="Who: a name or an id.")] = None,
    relation: Annotated[str | None, typer.Option("--relation", help="Does what.")] = None,
    target: Annotated[str | None, typer.Option("--target", help="To whom.")] = None,
    target_place: Annotated[
        str | None, typer.Option("--target-place", help="To which place.")
    ] = None,
    phase: Annotated[
        str | None,
        typer.Option("--phase", help="starts, strengthens, holds, weakens or ends."),
    ] = None,
    mutual: Annotated[
        bool | None, typer.Option("--mutual/--one-sided", help="Told of both sides at once.")
    ] = None,
    polarity: Annotated[
        str | None, typer.Option("--polarity", help="positive, or negative where denied.")
    ] = None,
    certainty: Annotated[
        str | None, typer.Option("--certainty", help="certain, probable, possible or unknown.")
    ] = None,
    time_status: Annotated[
        str | None, typer.Option("--time-status", help="past, ongoing, future or hypothetical.")
    ] = None,
    time: Annotated[
        str | None, typer.Option("--time", help="When: 2012, 2012-03/2012-05, 2011/..; or none.")
    ] = None,
    place: Annotated[str | None, typer.Option("--place", help="Where; or none.")] = None,
    instrument: Annotated[
        str | None, typer.Option("--instrument", help="With what; or none.")
    ] = None,
    store: StorePath = DEFAULT_STORE,
    who: Who = None,
    why: Why = None,
) -> None:
    """Tell what the text says instead; what is not told stays as it was coded.

    \b
    Example:
      allegiance decide correct 81a06ee9be0c4f0e --relation fund --certainty possible
      allegiance decide correct 81a06ee9be0c4f0e --source Algeria --time none
    """
    from allegiance.store import Correct, query

    if target and target_place:
        raise BadOption("a target is an actor or a place; leave --target or --target-place out")
    plain = {
        "relation": relation, "phase": phase, "mutual": mutual, "polarity": polarity,
        "certainty": certainty, "time_status": time_status, "time": time, "instrument": instrument,
    }  # fmt: skip
    told: dict[str, Any] = {key: each for key, each in plain.items() if each is not None}
    told |= {key: None for key in ("time", "instrument") if told.get(key) == NOTHING}
    if place is not None:
        told["place"] = None if place == NOTHING else _place(place)
    if target_place is not None:
        told["target"] = _place(target_place)
    with _opened(store) as kept:
        for side, name in (("source", source), ("target", target)):
            if name is not None:
                told[side] = query.identify(kept, name)
        _decide(kept, Correct(statement, **told), who, why)


@workbench.command()
def undo(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="Its id.")],
    store: StorePath = DEFAULT_STORE,
    who: Who = None,
    why: Why = None,
) -> None:
    """Take a decision back, as if it had not been made; undo the undoing to bring it back.

    \b
    Example:
      allegiance decide undo 5d1f0c2a9b7e
    """
    from allegiance.store import Undo

    with _opened(store) as kept:
        _decide(kept, Undo(decision), who, why)


@workbench.command("list")
def list_decisions(
    everything: Annotated[bool, typer.Option("--all", help="What is undone as well.")] = False,
    about: Annotated[
        str | None, typer.Option("--about", metavar="ID", help="About this actor or statement.")
    ] = None,
    store: StorePath = DEFAULT_STORE,
    form: Annotated[
        Literal["table", "jsonl", "csv", "json"], typer.Option("--format", "-f")
    ] = "table",
) -> None:
    """List what was decided, and which decisions have no effect here.

    \b
    Example:
      allegiance decide list --all
      allegiance decide list --about aqim --format jsonl
    """
    from allegiance import tables
    from allegiance.store import Store
    from allegiance.store.decision import flat, in_force, said, subjects

    with Store.open(store, read_only=True) as kept:
        log, idle = kept.log(), kept.view().idle
        standing = {each.id for each in kept.decisions()} if not everything else set()
    forced = {each.id for each in in_force(log)}
    found = [
        flat(each)
        | {
            "said": said(each.what),
            "state": idle.get(each.id, "" if each.id in forced else "undone"),
        }
        for each in log
        if (everything or each.id in standing)
        and (about is None or any(about in ids for ids in subjects(each.what).values()))
    ]
    columns = [
        tables.Column("Id", lambda row: row["id"]),
        tables.Column("When", lambda row: row["when"][:16].replace("T", " ")),
        tables.Column("Who", lambda row: row.get("who")),
        tables.Column("Decision", lambda row: row["said"], "bold", 4),
        tables.Column("Why", lambda row: row.get("why"), "", 2),
        tables.Column("Without effect", lambda row: row["state"], "dim", 2),
    ]
    if not tables.show(found, columns, form):
        tables.note(f"nothing is decided in {store}")


@workbench.command("export")
def export_decisions(
    path: Annotated[str, typer.Argument(metavar="OUT", help="The file; '-' is standard output.")],
    store: StorePath = DEFAULT_STORE,
) -> None:
    """Write all decisions as a text file, one a line, for a colleague or for version control.

    \b
    Example:
      allegiance decide export decisions.jsonl
    """
    from allegiance import tables
    from allegiance.exports.format import replacing
    from allegiance.store import Store, decision_files

    with Store.open(store, read_only=True) as kept:
        log = kept.log()
    text = decision_files.dump(log)
    if path == "-":
        tables.emit([text])
        return
    with replacing(Path(path)) as stream:
        stream.write(text)
    tables.note(f"{path}: {len(log)} written")


@workbench.command("import")
def import_decisions(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A file that export wrote.")],
    store: StorePath = DEFAULT_STORE,
) -> None:
    """Take over what others decided: all of it, or nothing. Twice is once.

    \b
    Example:
      allegiance decide import decisions.jsonl
    """
    from allegiance import tables
    from allegiance.store import decision_files

    given = decision_files.read(path)
    with _opened(store) as kept:
        adopted = kept.adopt(given)
    tables.note(f"{path}: {adopted.new} new of {len(given)}")
    for name, reason in adopted.idle.items():
        tables.note(f"decision {name} has no effect here: {reason}")


def _decide(store: "Store", what: "What", who: str | None, why: str | None) -> None:
    """Keep a decision, print its id, and say how to take it back."""
    from allegiance import tables
    from allegiance.store.decision import said

    made = store.decide(what, who=who or _login(), why=why)
    typer.echo(made.id)
    tables.note(f"decided: {said(what)}; `allegiance decide undo {made.id}` takes it back")


def _login() -> str | None:
    from getpass import getuser

    try:
        return getuser()
    except (KeyError, OSError):
        return None


@contextmanager
def _opened(path: str) -> "Iterator[Store]":
    """A store to write to, which must be there."""
    from allegiance.store import Store

    if not Path(path).exists():
        Store.open(path, read_only=True).close()
    with Store.open(path) as kept:
        yield kept


def _place(name: str) -> "Place":
    """The place of that name. Raises UnknownPlace where none is known."""
    from allegiance.errors import UnknownPlace
    from allegiance.ontology.gazetteer.candidates import heard, rank
    from allegiance.statements.statement import Place

    found: Sequence[Any] = rank([(name, heard("", []))], limit=1)[0]
    if not found:
        raise UnknownPlace(
            f"no place is known by the name {name!r} (`allegiance places` tells what a name may mean)"
        )
    first = found[0]
    country = first.countries[0] if len(first.countries) == 1 else None
    return Place(
        id=first.id, name=first.name, country=country, lat=first.lat, lon=first.lon,
        precision=first.precision,
    )  # fmt: skip
