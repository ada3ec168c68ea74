"""Everything in one ZIP that can be cited and kept: an RO-Crate and a Frictionless Data Package.

RO-Crate 1.1 (Soiland-Reyes et al. 2022) and Data Package v1 (https://specs.frictionlessdata.io)
describe the same files: the records, and statements and ties as tables.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO
from zipfile import ZipFile

import msgspec

from allegiance.exports.format import Format, Written, member, stamp
from allegiance.exports.rows import STATEMENT, TIE, flat, flat_tie, slim, spelled, table, type_of
from allegiance.network.ties import tie
from allegiance.statements.statement import Statement


def write_archive(statements: Iterable[Statement], out: BinaryIO) -> Written:
    """`statements.jsonl` with all of each record, `statements.csv`, `ties.csv`, and what they are.

    Checksums (SHA-256) are in `datapackage.json`. No licence is claimed: the sentences belong to
    those who wrote them, so add one to what you publish.
    """
    with TemporaryDirectory(prefix="allegiance-") as name:
        folder = Path(name)
        counts = _tables(statements, folder)
        with ZipFile(out, "w") as archive:
            for each in FILES:
                with (
                    (folder / each).open(encoding="utf-8", newline="") as made,
                    member(archive, each) as stream,
                ):
                    copyfileobj(made, stream)
            for each, content in (
                ("datapackage.json", _json(_datapackage(folder, counts))),
                ("ro-crate-metadata.json", _json(_crate(counts))),
                ("README.md", README),
            ):
                with member(archive, each) as stream:
                    stream.write(content)
    return Written(written=counts["statements.jsonl"])


FILES = {
    "statements.jsonl": "One statement a line: the record of the codebook, with nothing left out",
    "statements.csv": "One row a statement: who does what to whom, according to whom",
    "ties.csv": "One row a tie: all statements that relate two actors in one relation and theatre",
}
COLUMNS = {
    "statements.csv": tuple(path.replace(".", "_") for path in STATEMENT),
    "ties.csv": tuple(path.replace(".", "_") for path in TIE),
}
TITLE = "Statements and ties in writing about armed conflict"
ABOUT = (
    "What documents say of actors in armed conflict, by whom and how certainly, each with its "
    "sentence. It records what is said, never what is true."
)
README = f"""# {TITLE}

{ABOUT}

Made with Allegiance. `datapackage.json` describes the columns, `ro-crate-metadata.json` the files.
In the CSV files, text that a spreadsheet would run as a formula has an apostrophe in front.
The sentences are quoted from documents of others, and no licence is given for them here.
"""
FORMATS = (
    Format(
        name="archive", gloss="an RO-Crate and Frictionless data package, to cite and keep",
        suffix=".crate.zip", write=write_archive, binary=True,
    ),
)  # fmt: skip


def _tables(statements: Iterable[Statement], folder: Path) -> dict[str, int]:
    counts = dict.fromkeys(FILES, 0)
    records, said, tied = (
        (folder / name).open("w", encoding="utf-8", newline="") for name in FILES
    )
    with records, said, tied:
        rows, lines = table(said), table(tied)
        rows.writerow(COLUMNS["statements.csv"])
        lines.writerow(COLUMNS["ties.csv"])
        encode = msgspec.json.Encoder().encode

        def kept() -> Iterator[Statement]:
            for each in statements:
                records.write(encode(each).decode() + "\n")
                rows.writerow(map(spelled, flat(each).values()))
                counts["statements.jsonl"] += 1
                yield slim(each)

        for made in tie(kept()):
            lines.writerow(map(spelled, flat_tie(made).values()))
            counts["ties.csv"] += 1
    return counts | {"statements.csv": counts["statements.jsonl"]}


def _datapackage(folder: Path, counts: dict[str, int]) -> dict[str, Any]:
    return {
        "profile": "data-package",
        "name": "allegiance-statements",
        "title": TITLE,
        "description": ABOUT,
        "created": stamp(),
        "resources": [_resource(folder / name, counts[name]) for name in FILES],
    }


def _resource(path: Path, count: int) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": path.name.replace(".", "-"),
        "path": path.name,
        "description": FILES[path.name],
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{_checksum(path)}",
        "rows": count,
    }
    if path.name not in COLUMNS:
        return told | {"format": "jsonl", "mediatype": "application/jsonl"}
    fields = [{"name": name, "type": type_of(name)} for name in COLUMNS[path.name]]
    table = {"format": "csv", "mediatype": "text/csv", "profile": "tabular-data-resource"}
    return told | table | {"schema": {"fields": fields, "missingValues": [""]}}


def _crate(counts: dict[str, int]) -> dict[str, Any]:
    files = [
        {
            "@id": name,
            "@type": "File",
            "name": name,
            "description": f"{about} ({counts[name]} rows)",
            "encodingFormat": "text/csv" if name.endswith(".csv") else "application/jsonl",
        }
        for name, about in FILES.items()
    ]
    package = {
        "@id": "datapackage.json",
        "@type": "File",
        "name": "datapackage.json",
        "encodingFormat": "application/json",
    }
    parts = [{"@id": each["@id"]} for each in (*files, package)]
    descriptor = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": TITLE,
        "description": ABOUT,
        "datePublished": stamp(),
        "license": "No licence is given: the sentences belong to those who wrote them.",
        "hasPart": parts,
    }
    graph = [descriptor, root, *files, package]
    return {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}


def _checksum(path: Path) -> str:
    with path.open("rb") as made:
        return hashlib.file_digest(made, "sha256").hexdigest()


def _json(told: dict[str, Any]) -> str:
    return msgspec.json.format(msgspec.json.encode(told)).decode() + "\n"
