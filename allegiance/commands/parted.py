"""`allegiance export parquet FOLDER --partition year`: a store as a folder that is read where it lies."""

from typing import Annotated, Any, Literal

import typer

from allegiance.commands.shared import many, opened, resolved
from allegiance.errors import BadOption

Partition = Annotated[
    Literal["year"] | None,
    typer.Option(
        "--partition",
        help="Of parquet: a folder or URL with files by year, which --store reads where it lies.",
    ),
]


def parted(form: str, path: str, store: str, asked: dict[str, Any]) -> None:
    """Write a store as a folder of Parquet files by year. Raises BadOption for another format or no folder."""
    from allegiance import tables
    from allegiance.store.parting import part

    if form != "parquet":
        raise BadOption(f"--partition is for parquet alone, and {form} is one file; leave it out")
    if path == "-":
        raise BadOption(
            "--partition makes a folder, which standard output is not; name a folder or a URL"
        )
    with opened(store) as kept:
        made = part(kept, path, **resolved(asked))
    tables.note(
        f"{path}: {many(made.statements, 'statement')} in {many(made.files, 'file')} "
        f"({made.bytes / 1e6:,.1f} MB); `--store {path}` reads them"
    )
