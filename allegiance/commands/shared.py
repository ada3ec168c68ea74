"""What the commands share: the options that choose statements, and how those are opened and found."""

from collections.abc import Callable, Iterator
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from allegiance.language import Coder
from allegiance.ontology.asked import named as named
from allegiance.ontology.asked import theatres as theatres

if TYPE_CHECKING:
    from allegiance.ontology.actors import Registry
    from allegiance.statements.statement import Statement
    from allegiance.store import Store

Form = Literal["table", "jsonl", "csv", "json"]


def _completes(*choices: str) -> Callable[[str], list[str]]:
    return lambda incomplete: [choice for choice in choices if choice.startswith(incomplete)]


def _relations(incomplete: str) -> list[str]:
    from allegiance.ontology.relations import CODEBOOK

    return [name for name in CODEBOOK if name.startswith(incomplete)]


StorePath = Annotated[
    str,
    typer.Option(
        "--store", metavar="PATH", envvar="ALLEGIANCE_STORE",
        help="The store, one DuckDB file; ':memory:' keeps nothing.",
    ),
]  # fmt: skip
Shape = Annotated[
    Form, typer.Option("--format", "-f", help="A table for people, or data for programs.")
]
Limit = Annotated[int | None, typer.Option("--limit", min=0, help="At most so many rows.")]
Title = Annotated[str | None, typer.Option("--title", help="The title.")]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="The port to serve at.")]
CoderOption = Annotated[
    Coder,
    typer.Option("--coder", help="The frames alone, or with the small or the base model."),
]
Quiet = Annotated[bool, typer.Option("--no-open", help="Do not open a browser.")]
KindOption = Annotated[
    list[str] | None, typer.Option("--kind", help="Of this kind, as in 'armed group'.")
]
OwnActors = Annotated[
    Path | None, typer.Option("--actors", metavar="FILE", help="Actors of your own: YAML.")
]
OwnPlaces = Annotated[
    Path | None,
    typer.Option("--places", metavar="FILE", help="Places of your own: YAML, JSON or CSV."),
]
DEFAULT_STORE = "allegiance.duckdb"

ActorOption = Annotated[
    list[str] | None, typer.Option("--actor", help="At either end: a name or an id. Repeatable.")
]
RelationOption = Annotated[
    list[str] | None,
    typer.Option("--relation", autocompletion=_relations, help="Of this relation. Repeatable."),
]
OutletOption = Annotated[
    list[str] | None, typer.Option("--outlet", help="In this outlet. Repeatable.")
]
SpeakerOption = Annotated[
    list[str] | None,
    typer.Option("--speaker", help="Said by: a speaker, author or outlet. Repeatable."),
]
TheatreOption = Annotated[
    list[str] | None,
    typer.Option("--theatre", help="In this country or region, as in ML, Mali, Sahel. Repeatable."),
]
SinceOption = Annotated[
    str | None, typer.Option("--since", help="Told of then or later: 2012, 2012-05, 2012-05-17.")
]
UntilOption = Annotated[str | None, typer.Option("--until", help="Told of then or earlier.")]
CertaintyOption = Annotated[
    list[str] | None,
    typer.Option(
        "--certainty",
        autocompletion=_completes("certain", "probable", "possible", "unknown"),
        help="certain, probable, possible or unknown. Repeatable.",
    ),
]
PolarityOption = Annotated[
    list[str] | None,
    typer.Option(
        "--polarity",
        autocompletion=_completes("positive", "negative"),
        help="positive, or negative where the text denies it.",
    ),
]


def _asked(
    actor: ActorOption = None,
    relation: RelationOption = None,
    outlet: OutletOption = None,
    speaker: SpeakerOption = None,
    theatre: TheatreOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    certainty: CertaintyOption = None,
    polarity: PolarityOption = None,
) -> dict[str, Any]:
    """The conditions that were given, as `query.statements` takes them."""
    return {name: value for name, value in locals().items() if value}


def asking(command: Callable[..., None]) -> Callable[..., None]:
    """A command that takes the conditions as options, and gets them as one `asked`."""
    conditions = signature(_asked).parameters
    own = [each for each in signature(command).parameters.values() if each.name != "asked"]

    @wraps(command)
    def asked(**given: Any) -> None:
        told = _asked(**{name: given.pop(name) for name in conditions})
        command(asked=told, **given)

    options = [each.replace(kind=Parameter.KEYWORD_ONLY) for each in (*own, *conditions.values())]
    asked.__signature__ = signature(command).replace(parameters=options)  # type: ignore[attr-defined]
    asked.__annotations__ = {each.name: each.annotation for each in options}
    del asked.__wrapped__
    return asked


def many(count: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count:,} {noun if count == 1 else plural}"


def opened(path: str) -> "Store":
    from allegiance.store import Store

    return Store.open(path, read_only=True)


def selected(
    store: "Store", asked: dict[str, Any], known: "Registry | None" = None
) -> "Iterator[Statement]":
    """The statements that meet the conditions; actors and theatres by any name that is known."""
    from allegiance.store import query

    return query.statements(store, **resolved(asked, known))


def resolved(asked: dict[str, Any], known: "Registry | None" = None) -> dict[str, Any]:
    """The conditions with actors and theatres as their ids."""
    asked = dict(asked)
    if "actor" in asked:
        asked["actor"] = sorted(named(asked["actor"], known))
    if "theatre" in asked:
        asked["theatre"] = sorted(theatres(asked["theatre"]))
    return asked


def knowing(own: Path | None) -> "Registry | None":
    """The registry with a user's actors before the shipped ones; None where there is no such file."""
    if own is None:
        return None
    from allegiance.ontology.resolution import extended

    return extended(own).registry


def silence(store: "Store", asked: dict[str, Any]) -> None:
    """Say that nothing was found, and what might be meant."""
    from difflib import get_close_matches

    from allegiance import tables
    from allegiance.store import query

    hint = "`allegiance actors` lists who appears in it"
    names = {actor.name.lower(): actor.name for actor in query.actors(store)}
    for name in asked.get("actor", ()):
        near = get_close_matches(name.lower(), names, n=1)
        if near and name.lower() not in names:
            hint = f"did you mean {names[near[0]]!r}?"
    tables.note(f"no statement in {store.path} meets these conditions; {hint}")
