"""Real sentences coded by hand, kept without their words: `load(path, shared)` joins the two again.

    python -m training.real strip MARKED.txt OUT.jsonl --shared ../shared

The words are others' and stay where they are. A record names a file of the shared data and a text in
it, and holds the offsets of everything that was marked in that text. Who codes writes the markup of
`corpus/MARKUP.md` around the words, in a scratch file, with the name of the text at each item
(`= p re3d:ID`, `= s ged:ID`); `strip` takes the words out.
"""

import argparse
import csv
import gzip
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path

import msgspec

from training.markup import BadMarkup, Coded, Item, Mark, check

SOURCES = {
    "re3d": "data/text/re3d/documents.jsonl",
    "ged": "data/structured/ucdp/ged_events.csv.gz",
}


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """An item without its words: `source` names its text, the offsets are of that text."""

    id: str
    source: str
    shape: str
    begin: int
    end: int
    sentences: list[tuple[int, int]]
    marks: dict[str, list[tuple[int, int, list[str], str]]]
    sources: dict[str, str | None]
    statements: list[dict[str, object]]


def load(path: Path, shared: Path) -> Iterator[Item]:
    """The items of a file of records, with their words from the shared data.

    Raises FileNotFoundError where the shared data are absent, BadMarkup where a text is gone.
    """
    for line in path.read_bytes().splitlines():
        yield _joined(msgspec.json.decode(line, type=Record), shared)


def strip(path: Path, shared: Path) -> tuple[list[Record], list[str]]:
    """The records of a marked file, and its mistakes: markup that is wrong, words not in the text."""
    batch, mistakes = check(path)
    records = []
    for item in batch.items:
        try:
            records.append(_stripped(item, shared))
        except BadMarkup as mistake:
            mistakes.append(f"{item.id}: {mistake}")
    return records, mistakes


def text(source: str, shared: Path) -> str:
    """The text that a source names: "re3d:ID" a document, "ged:ID" the headline of an event."""
    kind, _, name = source.partition(":")
    if kind not in SOURCES or name not in _texts(kind, shared):
        raise BadMarkup(f"{source!r} names no text of the shared data ({', '.join(SOURCES)})")
    return _texts(kind, shared)[name]


@cache
def _texts(kind: str, shared: Path) -> Mapping[str, str]:
    path = shared / SOURCES[kind]
    if kind == "re3d":
        lines = path.read_text(encoding="utf-8").splitlines()
        return {each["doc_id"]: each["text"] for each in map(json.loads, lines)}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as rows:
        return {row["id"]: row["source_headline"] for row in csv.DictReader(rows)}


def _stripped(item: Item, shared: Path) -> Record:
    """The record of an item: each of its offsets moved to where its words stand in the source."""
    whole = text(item.region, shared)
    at = _places(item.text, whole)

    def moved(marks: Sequence[Mark]) -> list[tuple[int, int, list[str], str]]:
        return [(at[m.begin], at[m.end - 1] + 1, list(m.labels), m.kind) for m in marks]

    return Record(
        id=item.id,
        source=item.region,
        shape=item.shape,
        begin=at[0],
        end=at[len(item.text) - 1] + 1,
        sentences=[(at[begin], at[end - 1] + 1) for begin, end in item.sentences],
        marks={name: moved(getattr(item, name)) for name in MARKS},
        sources=item.sources,
        statements=[_told(said) for said in item.statements],
    )


def _told(said: Coded) -> dict[str, object]:
    """What differs from the usual in a coding."""
    usual = asdict(Coded("", None, "", None))
    told = {name: value for name, value in asdict(said).items() if value != usual[name]}
    return {"trigger": said.trigger, "source": said.source, "relation": said.relation,
            "target": said.target, **told}  # fmt: skip


def _places(words: str, whole: str) -> list[int]:
    """For each letter of the words, where it stands in the whole text; white space may differ."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = re.search(pattern, whole)
    if found is None:
        raise BadMarkup(f"{words[:60]!r} ... is not in the text: keep its words as they are")
    places, at = [], found.start()
    for n, letter in enumerate(words):
        if letter.isspace():
            places.append(at)
            if n + 1 < len(words) and not words[n + 1].isspace():
                while whole[at].isspace():
                    at += 1
            continue
        places.append(at)
        at += 1
    return places


def _joined(record: Record, shared: Path) -> Item:
    whole = text(record.source, shared)
    cut = whole[record.begin : record.end]

    def back(marks: Sequence[tuple[int, int, list[str], str]]) -> tuple[Mark, ...]:
        return tuple(
            Mark(begin - record.begin, end - record.begin, tuple(labels), kind)
            for begin, end, labels, kind in marks
        )

    return Item(
        id=record.id,
        shape=record.shape,
        region=record.source,
        text=cut,
        sentences=tuple((b - record.begin, e - record.begin) for b, e in record.sentences),
        mentions=back(record.marks["mentions"]),
        triggers=back(record.marks["triggers"]),
        cues=back(record.marks["cues"]),
        contents=back(record.marks["contents"]),
        times=back(record.marks["times"]),
        instruments=back(record.marks["instruments"]),
        sources=record.sources,
        statements=tuple(msgspec.convert(said, Coded) for said in record.statements),
    )


MARKS = ("mentions", "triggers", "cues", "contents", "times", "instruments")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["strip"])
    parser.add_argument("marked", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    given = parser.parse_args(arguments)
    records, mistakes = strip(given.marked, given.shared)
    given.out.write_bytes(b"".join(msgspec.json.encode(record) + b"\n" for record in records))
    sentences = sum(len(record.sentences) for record in records)
    print(
        f"{len(records)} items, {sentences} sentences, {len(mistakes)} mistakes",
        *mistakes,
        sep="\n",
    )
    return min(len(mistakes), 1)


if __name__ == "__main__":
    sys.exit(main())
