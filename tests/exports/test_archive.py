"""An RO-Crate reader opens the archive, and what describes the tables is true."""

import csv
import hashlib
import json
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from allegiance.exports import archive
from allegiance.exports.rows import flat, unguard
from allegiance.statements.statement import load
from tests.exports.conftest import data, members, odd

rocrate: Any = import_module("rocrate.rocrate")

(ARCHIVE,) = archive.FORMATS


def test_rocrate_opens_it(tmp_path: Path) -> None:
    packed, written = data(ARCHIVE, *odd())
    (tmp_path / "a.zip").write_bytes(packed)
    with ZipFile(tmp_path / "a.zip") as zipped:
        zipped.extractall(tmp_path / "crate")
    crate = rocrate.ROCrate(tmp_path / "crate")
    assert crate.root_dataset["name"] == archive.TITLE
    assert crate.root_dataset["license"]
    files = {each.id for each in crate.get_entities() if each.type == "File"}
    assert files == {*archive.FILES, "datapackage.json"}
    assert written.written == len(odd())


def test_the_records_are_read_back() -> None:
    packed, _ = data(ARCHIVE, *odd())
    assert list(load(members(packed)["statements.jsonl"].split("\n"))) == list(odd())


def test_the_data_package_describes_each_file() -> None:
    packed, _ = data(ARCHIVE, *odd())
    files = members(packed)
    package = json.loads(files["datapackage.json"])
    assert {each["path"] for each in package["resources"]} == set(archive.FILES)
    for each in package["resources"]:
        content = files[each["path"]].encode()
        assert each["bytes"] == len(content)
        assert each["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        if each["format"] == "csv":
            check(files[each["path"]], each["schema"]["fields"], each["rows"])


def check(content: str, fields: list[dict[str, str]], count: int) -> None:
    """Each column is there, in order, and its values have its type."""
    lines = list(csv.DictReader(StringIO(content, newline="")))
    assert len(lines) == count
    assert content.split("\n", 1)[0] == ",".join(field["name"] for field in fields)
    reads: dict[str, Any] = {
        "string": str, "integer": int, "number": float, "boolean": ["true", "false"].index,
    }  # fmt: skip
    for line in lines:
        for field in fields:
            if line[field["name"]]:
                reads[field["type"]](line[field["name"]])


def test_no_cell_of_a_table_is_a_formula() -> None:
    packed, _ = data(ARCHIVE, *odd())
    rows = list(csv.DictReader(StringIO(members(packed)["statements.csv"], newline="")))
    assert not any(
        cell.startswith(("=", "+", "-", "@"))
        for row in rows
        for name, cell in row.items()
        if name not in ("sign", "latitude", "longitude")
    )
    assert [unguard(row["id"]) for row in rows] == [flat(said)["id"] for said in odd()]
