"""Ties and statements leave, in the formats of others.

A package adds a format with an entry point in the group `allegiance.exports`, whose name is the
format's and whose object is a `Format`.
"""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points
from io import TextIOBase, TextIOWrapper
from pathlib import Path
from typing import IO, Any, TextIO, cast

from allegiance.errors import AllegianceError, BadOption
from allegiance.exports import (
    archive,
    brat,
    cameo,
    cypher,
    doccano,
    ftm,
    graphs,
    labelstudio,
    nanopub,
    neo4j,
    pajek,
    parquet,
    polecat,
    sqlite,
    stix,
    tables,
    webannotation,
    xlsx,
)
from allegiance.exports.format import Format, Written, replacing, replacing_bytes
from allegiance.statements.statement import Statement

__all__ = ["FORMATS", "Format", "Written", "write"]

GROUP = "allegiance.exports"


def write(
    statements: Iterable[Statement],
    out: str | Path | IO[Any],
    *,
    format: str | None = None,  # noqa: A002 - the option's name on the command line too
) -> Written:
    """Write statements to a file, or to a stream of text or bytes, in one of FORMATS.

    Without a format the file's ending tells it. A stream of text with bytes beneath it, as
    standard output has, takes the formats of bytes too. A file is written whole or not at all, and takes
    the place of one that is there. Raises BadOption for an unknown format or an impossible
    file, AllegianceError where the file cannot be written.
    """
    chosen = _chosen(format, out)
    if isinstance(out, str | Path):
        opened = replacing_bytes if chosen.binary else replacing
        with opened(Path(out)) as stream:
            return chosen.write(statements, stream)
    if chosen.binary:
        return chosen.write(statements, _bytes(out, chosen))
    if isinstance(out, TextIOBase):
        return chosen.write(statements, cast(TextIO, out))
    wrapped = TextIOWrapper(cast(IO[bytes], out), "utf-8", newline="", write_through=True)
    try:
        return chosen.write(statements, wrapped)
    finally:
        wrapped.detach()


class Formats(Mapping[str, Format]):
    """The formats by name: ours, then those that installed packages add."""

    def __getitem__(self, name: str) -> Format:
        return OURS[name] if name in OURS else _loaded(_added()[name])

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*OURS, *_added())))

    def __len__(self) -> int:
        return len(set(self))


SIBLINGS = (
    tables, xlsx, parquet, sqlite, archive, graphs, cypher, neo4j, pajek, ftm, stix, polecat, cameo,
    webannotation, nanopub, brat, doccano, labelstudio,
)  # fmt: skip
OURS: dict[str, Format] = {each.name: each for sibling in SIBLINGS for each in sibling.FORMATS}
FORMATS: Mapping[str, Format] = Formats()


def _bytes(out: IO[Any], chosen: Format) -> IO[bytes]:
    """The bytes beneath a stream; raises BadOption where there is only text."""
    if not isinstance(out, TextIOBase):
        return cast(IO[bytes], out)
    beneath = getattr(out, "buffer", None)
    if beneath is None:
        raise BadOption(f"{chosen.name} is no text; name a file, or give a stream of bytes")
    out.flush()
    return cast(IO[bytes], beneath)


def _added() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}


def _loaded(point: EntryPoint) -> Format:
    """The format that a package adds; raises AllegianceError where it adds none."""
    try:
        found = point.load()
    except (ImportError, AttributeError) as error:
        found = error
    if isinstance(found, Format):
        return found
    package = point.dist.name if point.dist else point.value
    raise AllegianceError(
        f"the export {point.name!r} of the package {package} is not a Format ({found}); "
        "update the package or uninstall it"
    )


def _chosen(name: str | None, out: str | Path | IO[Any]) -> Format:
    """The format of that name, or of that file's ending; raises BadOption where there is none."""
    if name is None and isinstance(out, str | Path):
        fitting = _by_ending(str(out), OURS) or _by_ending(str(out), FORMATS)
        if fitting:
            return fitting
    if name is not None and name in FORMATS:
        return FORMATS[name]
    near = get_close_matches(name or "", FORMATS, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"choose one of {', '.join(FORMATS)}"
    what = f"format {name!r} is unknown" if name else f"no format goes with {out}"
    raise BadOption(f"{what}; {hint}")


def _by_ending(path: str, formats: Mapping[str, Format]) -> Format | None:
    """The format whose suffix ends the path, the longest suffix first: .ties.csv is not .csv."""
    fitting = [each for each in formats.values() if path.lower().endswith(each.suffix)]
    return max(fitting, key=lambda each: len(each.suffix), default=None)
