"""The corpus as it is split, by author, so that near-copies never straddle the split."""

from pathlib import Path
from typing import Literal

from training.markup import Item, batches
from training.real import load

HERE = Path(__file__).parent
Part = Literal["train", "dev", "test"]
AUTHORS: dict[str, Part] = {"6": "dev", "7": "test"}


def parts(corpus: Path, shared: Path | None = None) -> dict[Part, list[Item]]:
    """The items of each part. The test part is for the end: read it once.

    Where the `shared` data are named, the real sentences that were coded by hand join the training
    part, with their words from there.
    """
    found: dict[Part, list[Item]] = {"train": [], "dev": [], "test": []}
    for batch in batches(corpus / "batches"):
        found[AUTHORS.get(batch.header["author"], "train")] += batch.items
    if shared is not None:
        for path in sorted((corpus / "real").glob("*.jsonl")):
            found["train"] += load(path, shared)
    return found


def names_by_kind(corpus: Path = HERE / "corpus") -> dict[str, list[str]]:
    """Names of actors by kind to put in place of those that a writer chose: `names.txt`, kind TAB name.

    They are a list of their own, so that a registry that grows does not change what training gives.
    """
    names: dict[str, list[str]] = {}
    for line in (corpus / "names.txt").read_text(encoding="utf-8").splitlines():
        kind, _, name = line.partition("\t")
        names.setdefault(kind, []).append(name)
    return names
