"""The inline markup of the corpus, read and checked: `load(path)` gives the items of a batch.

    python -m training.markup FILE...

prints what each batch holds, and every mistake with its line. The markup itself is described in
`corpus/MARKUP.md`.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import get_args

from allegiance.ontology.actors import Kind
from allegiance.ontology.relations import relations
from allegiance.statements.statement import Certainty, Phase, TimeStatus

KINDS = (*(kind.replace(" ", "_") for kind in get_args(Kind)), "place")
EVENTS = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
PLACED = frozenset({"control", "base", "move"})


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked stretch of an item's text; `labels` name what it is of, `kind` an actor's kind."""

    begin: int
    end: int
    labels: tuple[str, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Coded:
    """One line of coding. Ends, place and origin are labels of mentions; None where unsaid."""

    trigger: str
    source: str | None
    relation: str
    target: str | None
    place: str | None = None
    time: str | None = None
    instrument: str | None = None
    origin: str | None = None
    phase: str = "holds"
    mutual: bool = False
    polarity: str = "positive"
    certainty: str = "certain"
    time_status: str = "ongoing"
    event: str = ""
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence, a paragraph or a hard negative of the corpus, with everything marked in it.

    `shape` is "s", "p" or "n"; `region` is the item's own or its batch's; `sentences` are offsets in
    `text`. `sources` names, by cue, the label of who speaks (None where it is impersonal).
    """

    id: str
    shape: str
    region: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    mentions: tuple[Mark, ...]
    triggers: tuple[Mark, ...]
    cues: tuple[Mark, ...]
    contents: tuple[Mark, ...]
    times: tuple[Mark, ...]
    instruments: tuple[Mark, ...]
    sources: dict[str, str | None]
    statements: tuple[Coded, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """The items of one file, and its header (author, region, register)."""

    name: str
    header: dict[str, str]
    items: tuple[Item, ...]


class BadMarkup(ValueError):
    """A mistake in a batch: file, line, what is wrong, and the way out."""


def load(path: Path) -> Batch:
    """The batch of a file.

    Raises BadMarkup at the first mistake.
    """
    batch, mistakes = check(path)
    if mistakes:
        raise BadMarkup(mistakes[0])
    return batch


def check(path: Path) -> tuple[Batch, list[str]]:
    """The batch of a file as far as it can be read, and every mistake in it, one sentence each."""
    header: dict[str, str] = {}
    items: list[Item] = []
    mistakes: list[str] = []
    count = 0
    for line, block in _blocks(path.read_text(encoding="utf-8")):
        if not block[0].startswith("="):
            header |= dict(_pair(each) for each in block)
            continue
        count += 1
        try:
            items.append(_item(f"{path.stem}-{count}", block, header.get("region", "")))
        except BadMarkup as mistake:
            mistakes.append(f"{path.name}, item at line {line}: {mistake}")
    return Batch(path.stem, header, tuple(items)), mistakes


def batches(folder: Path) -> Iterator[Batch]:
    """Every batch of the corpus, in the order of the file names."""
    for path in sorted(folder.glob("*.txt")):
        yield load(path)


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """The stretches of lines between blank lines, each with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.strip():
            block.append(line.strip())
        elif block:
            yield number - len(block), block
            block = []


def _pair(line: str) -> tuple[str, str]:
    key, _, value = line.partition(":")
    return key.strip(), value.strip()


def _item(name: str, block: Sequence[str], region: str) -> Item:
    shape, _, own = block[0].removeprefix("=").strip().partition(" ")
    if shape not in ("s", "p", "n"):
        raise BadMarkup(f"'= {shape}' is not a shape: write '= s', '= p' or '= n'")
    lines = [line for line in block[1:] if not line.startswith("- ")]
    codings = [line[2:] for line in block[1:] if line.startswith("- ")]
    item = replace(_marked(name, shape, lines), region=own.strip() or region)
    item = _with_sources(item, [each for each in codings if each.startswith("q")])
    statements = [_coded(each, item) for each in codings if not each.startswith("q")]
    item = replace(item, statements=tuple(statements))
    _fit(item)
    return item


_OPEN = {"[": "]", "{": "}", "<": ">"}


@dataclass(slots=True)
class _Marks:
    text: list[str] = field(default_factory=list)
    length: int = 0
    open: list[tuple[str, str, int]] = field(default_factory=list)
    closed: list[tuple[str, str, int, int]] = field(default_factory=list)

    def write(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)


def _marked(name: str, shape: str, lines: Sequence[str]) -> Item:
    """The item's text without its marks, and the marks with their offsets in it."""
    marks = _Marks()
    sentences = []
    for line in lines:
        if marks.length:
            marks.write(" ")
        begin = marks.length
        _scan(line, marks)
        sentences.append((begin, marks.length))
    if marks.open:
        raise BadMarkup(f"the mark '{marks.open[-1][0]}{marks.open[-1][1]}' is never closed")
    return _sorted_out(name, shape, "".join(marks.text), tuple(sentences), marks.closed)


def _scan(line: str, marks: _Marks) -> None:
    for piece in re.findall(r"[\[{<][^\s\[\]{}<>]+\s?|[\]}>]|[^\[\]{}<>]+|.", line):
        if piece[0] in _OPEN and len(piece) > 1:
            marks.open.append((piece[0], piece[1:].strip(), marks.length))
        elif piece in _OPEN.values():
            if not marks.open or _OPEN[marks.open[-1][0]] != piece:
                raise BadMarkup(f"'{piece}' closes nothing here; marks nest and never cross")
            opener, label, begin = marks.open.pop()
            if begin == marks.length:
                raise BadMarkup(f"the mark '{opener}{label}' holds no words")
            marks.closed.append((opener, label, begin, marks.length))
        elif piece[0] in _OPEN:
            raise BadMarkup(f"'{piece}' has no label")
        else:
            marks.write(piece)


def _sorted_out(
    name: str,
    shape: str,
    text: str,
    sentences: tuple[tuple[int, int], ...],
    closed: Iterable[tuple[str, str, int, int]],
) -> Item:
    found: dict[str, list[Mark]] = {key: [] for key in ("[", "<", "1", "q", "t", "i")}
    kinds: dict[str, str] = {}
    latest_first = [*closed]
    latest_first.reverse()  # of two marks around the same words, the outer one is closed last
    outermost_first = sorted(latest_first, key=lambda mark: (mark[2], -mark[3]))
    for opener, label, begin, end in outermost_first:
        head, _, kind = label.partition(":")
        labels = tuple(head.split("+"))
        if opener == "[":
            _learn(labels, kind, kinds)
            found["["].append(Mark(begin, end, labels, kinds[labels[0]]))
        elif opener == "<":
            found["<"].append(Mark(begin, end, labels))
        else:
            key = "1" if head.isdigit() else head[:1]
            if key not in ("1", "q", "t", "i"):
                raise BadMarkup(f"'{{{label}' must be a number, or begin with q, t or i")
            found[key].append(Mark(begin, end, labels))
    return Item(
        name, shape, "", text, sentences, tuple(found["["]), tuple(found["1"]), tuple(found["q"]),
        tuple(found["<"]), tuple(found["t"]), tuple(found["i"]), {}, (),
    )  # fmt: skip


def _learn(labels: tuple[str, ...], kind: str, kinds: dict[str, str]) -> None:
    if kind:
        if kind not in KINDS:
            raise BadMarkup(f"'{kind}' is not a kind: {', '.join(KINDS)}")
        for label in labels:
            if kinds.setdefault(label, kind) != kind:
                raise BadMarkup(f"'{label}' is both {kinds[label]} and {kind}: use two labels")
    for label in labels:
        if label not in kinds:
            raise BadMarkup(f"'{label}' has no kind: write [{label}:kind ...] at its first mention")


def _with_sources(item: Item, lines: Iterable[str]) -> Item:
    sources: dict[str, str | None] = {}
    labels = {label for mention in item.mentions for label in mention.labels}
    for line in lines:
        found = re.fullmatch(r"(q\d*) (?:by ([\w+]+)|(impersonal))", line)
        if not found:
            raise BadMarkup(f"'- {line}' should be '- q1 by LABEL' or '- q1 impersonal'")
        who = found[2].split("+")[0] if found[2] else None
        if who is not None and who not in labels:
            raise BadMarkup(f"'- {line}': nobody is marked '{who}'")
        sources[found[1]] = who
    cues = {mark.labels[0] for mark in item.cues}
    for cue in cues - sources.keys():
        raise BadMarkup(f"the cue '{cue}' needs a line '- {cue} by LABEL' or '- {cue} impersonal'")
    for label in {mark.labels[0] for mark in item.contents} | sources.keys():
        if label not in cues:
            raise BadMarkup(f"'{label}' is the cue of no words: mark them {{{label} ...}}")
    return replace(item, sources=sources)


_SAID = {
    **{word: ("phase", word) for word in get_args(Phase)},
    **{word: ("certainty", word) for word in get_args(Certainty)},
    **{word: ("time_status", word) for word in get_args(TimeStatus)},
    "denied": ("polarity", "negative"),
}
_TOLD = {"in": "place", "time": "time", "with": "instrument", "from": "origin"}


def _coded(line: str, item: Item) -> Coded:
    first, *rest = (part.strip() for part in line.rstrip(";. ").split(";"))
    words = first.split()
    if len(words) != 4:
        raise BadMarkup(f"'- {line}' should begin '- TRIGGER SOURCE RELATION TARGET'")
    trigger, source, relation, target = words
    if relation not in relations():
        raise BadMarkup(f"'- {line}': '{relation}' is not a relation of the codebook")
    kind = relations()[relation]
    values: dict[str, object] = {"mutual": kind.symmetric, "event": kind.plover[0]}
    via: list[str] = []
    own = False
    for part in rest:
        word, _, value = part.partition(" ")
        if part in _SAID:
            name, meant = _SAID[part]
            values[name] = meant
        elif part == "mutual":
            values["mutual"] = True
        elif part == "own":
            own = True
        elif word == "via" and value:
            via += value.split()
        elif word == "event" and value in EVENTS:
            values["event"] = value
        elif word in _TOLD and value:
            values[_TOLD[word]] = value.split()[0]
        else:
            raise BadMarkup(f"'- {line}': '{part}' is not understood (see MARKUP.md)")
    cues = tuple(via) if own else (*_around(trigger, item), *via)
    return Coded(
        trigger,
        None if source == "?" else source,
        relation,
        None if target == "?" else target,
        cues=tuple(dict.fromkeys(cues)),
        **values,  # type: ignore[arg-type]
    )


def _around(trigger: str, item: Item) -> Iterator[str]:
    """The cues whose contents hold a trigger, outermost first."""
    for mark in item.triggers:
        if trigger in mark.labels:
            for content in item.contents:
                if content.begin <= mark.begin and mark.end <= content.end:
                    yield content.labels[0]
            return


def _fit(item: Item) -> None:
    """Whether codings and marks fit each other.

    Raises BadMarkup where they do not.
    """
    kinds = {label: mark.kind for mark in item.mentions for label in mark.labels}
    marks = {mark.labels[0] for mark in (*item.triggers, *item.times, *item.instruments)}
    if item.shape == "n" and item.statements:
        raise BadMarkup("a hard negative makes no statement: take the coding out, or write '= s'")
    if item.shape == "s" and not item.statements:
        raise BadMarkup("it makes no statement: code one, or write '= n'")
    if item.shape == "s" and len(item.sentences) > 1:
        raise BadMarkup("'= s' is one sentence on one line; write '= p' for several")
    for coded in item.statements:
        said = f"'- {coded.trigger} {coded.source} {coded.relation} {coded.target}'"
        if coded.source is None and coded.target is None:
            raise BadMarkup(f"{said}: both ends are unsaid")
        if coded.source == coded.target:
            raise BadMarkup(f"{said}: both ends are the same")
        for end in (coded.source, coded.target, coded.place, coded.origin):
            if end is not None and end not in kinds:
                raise BadMarkup(f"{said}: nobody is marked '{end}'")
        for label in (coded.trigger, coded.time, coded.instrument):
            if label is not None and label not in marks:
                raise BadMarkup(f"{said}: no words are marked '{{{label} ...}}'")
        for cue in coded.cues:
            if cue not in item.sources:
                raise BadMarkup(f"{said}: there is no cue '{cue}'")
        _placed(coded, kinds, said)
    used = {coded.trigger for coded in item.statements}
    for mark in item.triggers:
        if mark.labels[0] not in used:
            raise BadMarkup(f"the trigger '{{{mark.labels[0]}' has no coding")


def _placed(coded: Coded, kinds: dict[str, str], said: str) -> None:
    if coded.source is not None and kinds[coded.source] == "place":
        raise BadMarkup(f"{said}: a place cannot be the source; give the actor a label of its own")
    for end in (coded.place, coded.origin):
        if end is not None and kinds[end] != "place":
            raise BadMarkup(f"{said}: '{end}' is no place; mark the place with a label of its own")
    place = coded.target is not None and kinds[coded.target] == "place"
    if coded.relation in PLACED and not place:
        raise BadMarkup(f"{said}: the target of {coded.relation} is a place")
    if place and coded.relation not in PLACED | {"fight"}:
        raise BadMarkup(f"{said}: the target of {coded.relation} is an actor, not a place")


def main(paths: Sequence[str]) -> int:
    """Print what the batches hold and what is wrong in them; the number of mistakes."""
    wrong = 0
    for path in paths:
        batch, mistakes = check(Path(path))
        shapes = Counter(item.shape for item in batch.items)
        coded = [each for item in batch.items for each in item.statements]
        said = Counter(each.relation for each in coded)
        sentences = sum(len(item.sentences) for item in batch.items)
        print(
            f"{batch.name}: {shapes['s']} sentences, {shapes['p']} paragraphs, {shapes['n']} hard"
            f" negatives; {sentences} sentences in all, {len(coded)} statements"
        )
        print("  relations:", ", ".join(f"{name} {said[name]}" for name in relations()))
        for name in ("polarity", "certainty", "time_status", "phase"):
            counted = Counter(getattr(each, name) for each in coded)
            print(f"  {name}:", ", ".join(f"{key} {n}" for key, n in counted.most_common()))
        chains = Counter(len(each.cues) for each in coded)
        print("  links of attribution:", ", ".join(f"{k}: {n}" for k, n in sorted(chains.items())))
        print(*mistakes, sep="\n")
        wrong += len(mistakes)
    return wrong


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
