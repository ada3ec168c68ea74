"""The command `spillover`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

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
)
from allegiance.errors import BadOption

if TYPE_CHECKING:
    from allegiance.network.forecast import Forecast, Model
    from allegiance.ontology.actors import Registry
    from allegiance.tables import Column


@asking
def spillover(
    asked: dict[str, Any],
    whom: Annotated[
        str | None,
        typer.Argument(metavar="ACTOR", help="Of this actor: a name or an id; no person."),
    ] = None,
    kin: Annotated[
        Path | None,
        typer.Option("--kin", metavar="FILE", help="Peoples across borders: EPR's TEK-2021.csv."),
    ] = None,
    forecast: Annotated[
        Path | None,
        typer.Option(
            "--forecast",
            metavar="FILE",
            help="Forecast from UCDP's country-years (organizedviolencecy_v*.csv), not from a store.",
        ),
    ] = None,
    known: Annotated[
        int | None,
        typer.Option("--known", metavar="YEAR", help="With --forecast: the last year known."),
    ] = None,
    own: OwnActors = None,
    store: StorePath = DEFAULT_STORE,
    form: Shape = "table",
    limit: Limit = 10,
) -> None:
    """List where actors that are pressed somewhere may turn, and what speaks for each place.

    Bases, shelter, kin, friends and land borders, each with its sentences. With --forecast, the
    probability that UCDP records an armed actor in a country where it does not fight, next to one
    where it does, and how such forecasts did before. Neither is made of persons.

    \b
    Example:
      allegiance spillover AQIM
      allegiance spillover --theatre Mali --format json
      allegiance spillover --forecast organizedviolencecy_v25_1.csv --limit 20
    """  # fmt: skip
    if forecast is not None:
        _forecast(forecast, known, whom, asked, kin, form, limit)
    elif known is not None:
        raise BadOption("--known belongs to --forecast FILE; --until chooses statements by date")
    else:
        _describe(asked, whom, kin, own, store, form, limit)


def _describe(
    asked: dict[str, Any], whom: str | None, kin: Path | None, own: Path | None, store: str,
    form: Any, limit: int | None,
) -> None:  # fmt: skip
    from allegiance import tables
    from allegiance.datasets import country_years
    from allegiance.network.spillover import spillover as spillovers

    names = [*asked.pop("actor", ()), *([whom] if whom else ())]
    peoples = list(country_years.kin(kin)) if kin else []
    actors = knowing(own)
    _refuse_persons(names, actors)
    with opened(store) as kept:
        said = selected(kept, asked, actors)
        found = spillovers(said, actor=named(names, actors), known=actors, kin=peoples)
    if form in ("json", "jsonl"):
        tables.show(found[:limit], (), form)
    else:
        rows = [(one, refuge) for one in found for refuge in one.refuges]
        tables.show(rows[:limit], _refuges(), form)
        if len(rows) > (limit if limit is not None else len(rows)):
            tables.note(f"... and {len(rows) - len(rows[:limit])} more: --limit {len(rows)}")
    if not found:
        those = f"that {' or '.join(names)} is" if names else "of an armed actor that is"
        tables.note(
            f"{store} tells nowhere {those} fought, sanctioned or driven out in a place, under these"
            " conditions; `allegiance ties --relation fight` shows who fights where"
        )


def _refuse_persons(names: Sequence[str], known: "Registry | None") -> None:
    """Raises BadOption where a name means a person and nobody else."""
    from allegiance.ontology.actors import registry

    for name in names:
        kinds = {each.kind for each in (known or registry()).find(name)}
        if kinds == {"person"}:
            raise BadOption(f"{name!r} is a person; spillover is asked of groups, not of persons")


def _refuges() -> "Sequence[Column]":
    from allegiance.tables import Column

    return (
        Column("Actor", lambda row: row[0].actor.name, "bold", 2),
        Column("Pressed in", lambda row: ", ".join(row[0].pressed_in), "", 1),
        Column("Next", lambda row: row[1].name, "bold", 2),
        Column("Score", lambda row: f"{row[1].score:.2f}", right=True),
        Column("Why", lambda row: row[1].reading, "", 8),
    )


def _forecast(
    file: Path, known: int | None, whom: str | None, asked: dict[str, Any], kin: Path | None,
    form: Any, limit: int | None,
) -> None:  # fmt: skip
    from allegiance import tables
    from allegiance.datasets.country_years import country_years
    from allegiance.network.forecast import World, forecasts, shipped

    names = [*asked.pop("actor", ()), *([whom] if whom else ())]
    if asked or kin:
        raise BadOption("--forecast reads country-years: of the conditions, it takes --actor alone")
    made = forecasts(World(country_years(file)), known=known)
    wanted = _spellings(names)
    found = [each for each in made if not wanted or each.actor.casefold() in wanted]
    tables.show(found[:limit], _forecasts(), form)
    if not found:
        _nobody(names, made, file)
    tables.note(_skill(shipped()))


def _spellings(names: Sequence[str]) -> set[str]:
    """Names, and the other names of the actors that they mean, in small letters."""
    from allegiance.ontology.actors import registry

    found = [other for name in names for actor in registry().find(name) for other in actor.names]
    return {name.casefold() for name in (*names, *found)}


def _nobody(names: Sequence[str], made: "Sequence[Forecast]", file: Path) -> None:
    from difflib import get_close_matches

    from allegiance import tables

    if not names:
        tables.note(
            f"in the last year known of {file}, no armed actor fights next to another country"
        )
        return
    near = get_close_matches(names[0], {each.actor for each in made}, n=1)
    hint = f"did you mean {near[0]!r}?" if near else "names are written as UCDP writes them"
    tables.note(f"{names[0]!r} does not fight in the last year known of {file}; {hint}")


def _skill(model: "Model") -> str:
    """What the forecast is, and how well it did, in the same breath."""
    skill = model.skill
    return (
        "These are forecasts from history alone, and mostly of what does not happen: in the back-test"
        f" ({skill.first}-{skill.last}, {skill.cases:,} cases) {skill.onsets} came true,"
        f" {skill.onsets / skill.cases:.1%}. Average precision {skill.precision:.2f} against"
        f" {skill.precision_base:.2f} of the base rate, log score {skill.log:.4f} against"
        f" {skill.log_base:.4f}, Brier {skill.brier:.5f} against {skill.brier_base:.5f}."
        f" {skill.network[:1].upper()}{skill.network[1:]}. Fitted on {model.fitted_on} ({model.licence})."
    )


def _forecasts() -> "Sequence[Column]":
    from allegiance.tables import Column

    return (
        Column("Actor", lambda f: f.actor, "bold", 3),
        Column("Fights in", lambda f: ", ".join(f.home), "", 2),
        Column("Next", lambda f: f.country, "bold"),
        Column("In", lambda f: f.year, right=True),
        Column("Probability", lambda f: f"{f.probability:.1%}", right=True),
        Column("Low", lambda f: f"{f.low:.1%}", right=True),
        Column("High", lambda f: f"{f.high:.1%}", right=True),
        Column("Such forecasts came true", _came_true, "", 4),
    )


def _came_true(found: "Forecast") -> str:
    band = found.band
    if band is None:
        return "none so high in the back-test"
    return f"{band.observed:.1%} of {band.cases:,} ({band.low:.1%} to {min(band.high, 1):.0%})"
