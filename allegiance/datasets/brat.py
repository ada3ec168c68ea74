"""brat's standoff annotations (Stenetorp et al. 2012): an .ann beside its .txt, or a ZIP of such pairs."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args
from zipfile import ZipFile

import msgspec

from allegiance.datasets.annotated import Arc, Span, Text, Wrong, choice, from_texts, voices
from allegiance.datasets.blocks import Block
from allegiance.datasets.reading import Reading
from allegiance.datasets.rows import BadRow, plainly
from allegiance.datasets.sources import Given, Source
from allegiance.errors import UnreadableDocument
from allegiance.statements.statement import Certainty, TimeStatus


def documents(reading: Reading, given: Given) -> Iterator[Block]:
    """Each pair of files is a document; an event with two arguments is a relation, too."""
    yield from from_texts(reading, given, _texts(reading.path))


def _texts(path: Path) -> Iterator[Text | Wrong]:
    for name, text, annotations in _pairs(path):
        yield from _Standoff(name, text).read(annotations)


def _pairs(path: Path) -> Iterator[tuple[str, str, str]]:
    """The name, text and annotations of each document."""
    with plainly(path):
        if path.suffix.lower() == ".zip":
            with ZipFile(path) as archive:
                names = archive.namelist()
                told = sorted(name for name in names if name.endswith(".ann"))
                for name in told:
                    if (text := f"{name[:-4]}.txt") not in names:
                        raise UnreadableDocument(
                            f"{path} holds {name} without its text, {text}; add it"
                        )
                    words, marks = (
                        _decoded(path, each, archive.read(each)) for each in (text, name)
                    )
                    yield name[:-4], words, marks
                if not told:
                    raise UnreadableDocument(f"{path} holds no .ann file; name another format")
            return
        ann, txt = path.with_suffix(".ann"), path.with_suffix(".txt")
        for each in (ann, txt):
            if not each.is_file():
                raise UnreadableDocument(
                    f"{path} lacks {each.name} beside it; put the two together"
                )
        words, marks = (_decoded(each, each.name, each.read_bytes()) for each in (txt, ann))
        yield path.stem, words, marks


def _decoded(path: Path, name: str, told: bytes) -> str:
    try:
        return told.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            f"{path}: {name} is not UTF-8 ({error.reason}); save it as UTF-8"
        ) from error


class _Standoff:
    """The annotations of one document, line by line."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._text = text
        self._spans: dict[str, Span] = {}
        self._arcs: dict[str, tuple[int, str, str, str, str | None]] = {}
        self._marks: dict[str, dict[str, Any]] = {}

    def read(self, annotations: str) -> Iterator[Text | Wrong]:
        for number, line in enumerate(annotations.split("\n"), 1):
            try:
                if line.strip():
                    self._line(line.rstrip("\r"), number)
            except BadRow as wrong:
                yield Wrong(number, BadRow(f"{self._name}.ann: {wrong}"))
            except (ValueError, IndexError):
                yield Wrong(
                    number, BadRow(f"{self._name}.ann: {line[:60]!r} is no annotation of brat")
                )
        arcs = []
        for name, told in self._arcs.items():
            try:
                arcs.append(self._arc(name, *told))
            except BadRow as wrong:
                yield Wrong(told[0], BadRow(f"{self._name}.ann: {wrong}"))
        yield Text(
            text=self._text, spans=self._spans, arcs=arcs, line=1, name=None, title=self._name
        )

    def _line(self, line: str, number: int) -> None:
        key, _, rest = line.partition("\t")
        told, _, after = rest.partition("\t")
        words = told.split(" ")
        if key.startswith("T"):
            places = [int(each) for part in " ".join(words[1:]).split(";") for each in part.split()]
            self._spans[key] = Span(min(places), max(places), words[0])
        elif key.startswith("R"):
            source, target = (each.partition(":")[2] for each in words[1:3])
            self._arcs[key] = (number, words[0], source, target, None)
        elif key.startswith("E"):
            label, _, cue = words[0].partition(":")
            ends = [each.partition(":")[2] for each in words[1:] if each]
            if len(ends) >= 2:
                self._arcs[key] = (number, label, ends[0], ends[1], cue)
        elif key.startswith(("A", "M")):
            self._marked(words)
        elif key.startswith("#"):
            self._noted(words[-1], after)
        elif key[:1] not in ("*", "N"):
            raise ValueError(key)

    def _marked(self, words: list[str]) -> None:
        marks = self._marks.setdefault(words[1], {})
        value = words[2] if len(words) > 2 else ""
        if words[0] == "Negation":
            marks["polarity"] = "negative"
        elif words[0] == "Certainty":
            marks["certainty"] = choice(value, get_args(Certainty), "certainty")
        elif words[0] == "Speculation":
            marks.setdefault("certainty", "possible")
        elif words[0] == "TimeStatus":
            marks["time_status"] = choice(value, get_args(TimeStatus), "time status")

    def _noted(self, of: str, note: str) -> None:
        """What our export notes: the statement's id, and who says so."""
        if found := re.fullmatch(r"statement (\S+), according to (.+)", note):
            self._marks.setdefault(of, {}).update(id=found[1], voices=voices(found[2]))

    def _arc(
        self, name: str, number: int, label: str, source: str, target: str, cue: str | None
    ) -> Arc:
        for end in filter(None, (source, target, cue)):
            if end not in self._spans:
                raise BadRow(f"{name} relates {end}, which is no entity")
        at = self._spans[cue] if cue else None
        made = Arc(
            label=label, source=source, target=target, line=number,
            cue=(at.begin, at.end) if at else None,
        )  # fmt: skip
        return msgspec.structs.replace(made, **self._marks.get(name, {}))


def _fits(path: Path, head: bytes) -> bool:
    if head.startswith(b"PK\x03\x04"):
        with plainly(path), ZipFile(path) as archive:
            return any(name.endswith(".ann") for name in archive.namelist())
    return path.suffix.lower() == ".ann"


FORMAT = Source(
    name="brat",
    gloss="brat: an .ann beside its .txt, or a ZIP of them, ours too",
    outlet="brat",
    licence="that of the texts",
    fits=_fits,
    open=documents,
)
