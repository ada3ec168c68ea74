"""`allegiance actors import`: dictionaries of actors as a file for `--actors`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from allegiance.commands.shared import many

if TYPE_CHECKING:
    from allegiance.datasets.petrarch_actors import Dictionary

SHOWN = 10


def import_actors(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Dictionaries of PETRARCH's actors, also .gz."),
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="Write here, not to the screen."),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--source", metavar="TEXT", help="What to cite; the files' names if left out."
        ),
    ] = None,
    licence: Annotated[
        str, typer.Option("--licence", metavar="TEXT", help="The terms of the dictionaries.")
    ] = "that of the dictionary",
) -> None:
    """Turn dictionaries of PETRARCH's actors into a file of actors of your own.

    Whom the registry knows by any name is passed over, and so are entries whose code tells no role.
    The file is for --actors of the other commands, and for you to correct.

    \b
    Example:
      allegiance actors import Phoenix.MilNonState.actors.txt -o groups.yaml
      allegiance read report.txt --actors groups.yaml
    """
    from allegiance.datasets.petrarch_actors import read
    from allegiance.exports.format import replacing

    found = read(files)
    cited = source or ", ".join(path.name for path in files)
    text = as_yaml(found, cited, licence)
    if out is None:
        typer.echo(text, nl=False)
    else:
        with replacing(out) as stream:
            stream.write(text)
    _tell(found, out)


def as_yaml(found: "Dictionary", cited: str, licence: str) -> str:
    """The text of a file of actors."""
    import msgspec
    import yaml

    head = {
        "source": "dictionary",
        "sources": {"dictionary": {"citation": cited, "licence": licence}},
    }
    empty: tuple[object, ...] = (None, [], {}, ())
    actors = [
        {
            key: value
            for key, value in _trimmed(msgspec.to_builtins(each)).items()
            if value not in empty
        }
        for each in found.actors
    ]
    return str(
        yaml.dump_all([head, actors], Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
    )


def _trimmed(actor: dict[str, object]) -> dict[str, object]:
    """An actor without what is left open, in its offices too."""
    parts = actor.get("part_of")
    if isinstance(parts, list):
        actor["part_of"] = [
            {key: value for key, value in part.items() if value is not None} for part in parts
        ]
    actor.pop("ids", None)
    return actor


def _tell(found: "Dictionary", out: Path | None) -> None:
    from allegiance import tables

    where = f" in {out}" if out else ""
    tables.note(f"{many(found.entries, 'entry')}; {many(len(found.actors), 'actor')} new{where}")
    for why, count in found.passed.items():
        tables.note(f"{many(count, 'entry')} passed over: {why}")
    if found.wrong:
        shown = "; ".join(f"line {each.line}, {each.why}" for each in found.wrong[:SHOWN])
        more = f" and {len(found.wrong) - SHOWN:,} more" if len(found.wrong) > SHOWN else ""
        tables.note(f"{many(len(found.wrong), 'date')} left out: {shown}{more}")
