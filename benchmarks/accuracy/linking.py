"""Whom and what names stand for: 300 mentions of re3d, linked to the registry and the gazetteer.

    python -m benchmarks.accuracy.linking [SHARED] [--coder frames]

Organisations, places and persons of re3d's own annotation, drawn with a fixed seed by
`benchmarks.accuracy.drawing`. Two coders said of each, one without the other
and without our answers, which entry it is, that there is none, or that the words are no name;
`linking.jsonl` keeps both their answers and the one that stands. A mention is right where ours that
fits its words best is one of the entries that stand; one that we do not find is wrong. Beside it:
the commonest way, the entry of the first name in it that the registry or else the gazetteer knows.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from allegiance.documents.document import Document
from allegiance.errors import AllegianceError
from allegiance.ontology.actors import registry
from allegiance.ontology.gazetteer import gazetteer
from allegiance.pipeline import examine
from allegiance.statements.statement import Mention
from benchmarks.accuracy.drawing import DOCUMENTS, DRAWN, named
from benchmarks.accuracy.results import (
    Mistake,
    Report,
    Result,
    command,
    parser,
    present,
    scored,
    share,
)

CODED = Path(__file__).with_name("linking.jsonl")


class Coded(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One mention: where it is, what each coder took it for, and the entries that stand.

    Nothing in `ids` says that neither the registry nor the gazetteer has it; None that it is no name.
    """

    document: str
    begin: int
    end: int
    text: str
    type: str
    one: tuple[str, ...] | None
    other: tuple[str, ...] | None
    ids: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What we took a mention for: the entries, none of which may be of the registry."""

    ids: tuple[str, ...]
    words: str = ""


def measure(shared: Path, coders: Sequence[str]) -> Report:
    """The share of mentions linked right: of those that have an entry, and of those that we link."""
    texts = _texts(shared)
    coded = list(read())
    report = Report()
    told = [each for each in coded if each.ids]
    answers = {coder: _answers(coder, texts, coded) for coder in coders}
    first = {each: naive(each.text) for each in told}
    for type_ in (None, *DRAWN):
        asked = [each for each in told if type_ in (None, each.type)]
        name = f"linking, {type_ or 'all'}"
        report.results.append(
            Result(
                name, "right, of those that have an entry", len(asked),
                {coder: scored(_rows(asked, those), share) for coder, those in answers.items()},
                {"first name known": scored(_rows(asked, first), share)},
            )
        )  # fmt: skip
    for coder, those in answers.items():
        linked = [each for each in told if those[each].ids]
        report.remarks.append(
            f"{coder}: {len(linked)} of {len(told)} found; of those"
            f" {scored(_rows(linked, those), share)} are right"
        )
        report.mistakes += [
            Mistake(f"{each.document}:{each.begin} ({coder})", each.text, ", ".join(each.ids or ()),
                    ", ".join(those[each].ids) or "nothing")
            for each in told if not _right(each, those[each])
        ]  # fmt: skip
        none = [each for each in coded if each.ids == ()]
        left = sum(not any(name in registry() for name in those[each].ids) for each in none)
        report.remarks.append(f"{coder}: of {len(none)} without an entry {left} are linked to none")
    same = sum(agree(each) for each in coded)
    report.remarks.append(f"the two coders agreed on {same} of {len(coded)}")
    return report


def read(path: Path = CODED) -> Iterator[Coded]:
    """The mentions as they were coded.

    Raises AllegianceError where a line is no such record.
    """
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            yield msgspec.json.decode(line, type=Coded)
        except msgspec.MsgspecError as error:
            raise AllegianceError(f"{path.name}:{number}: {error}") from error


def agree(each: Coded) -> bool:
    """Whether the two coders took a mention for the same: an entry in common, or the same none."""
    if each.one and each.other:
        return bool(set(each.one) & set(each.other))
    return each.one == each.other


def fitting(mentions: Sequence[Mention], begin: int, end: int) -> Answer:
    """What the mention of ours that shares most with these words, the last of such, stands for."""
    shared = {
        (each.begin, each.end): (min(end, each.end) - max(begin, each.begin))
        / (max(end, each.end) - min(begin, each.begin))
        for each in mentions
        if each.begin < end and begin < each.end
    }
    if not shared:
        return Answer(())
    best = max(shared, key=lambda place: (shared[place], place))
    those = [each for each in mentions if (each.begin, each.end) == best]
    return Answer(tuple(each.id for each in those), those[0].text)


def naive(text: str) -> Answer:
    """The entry of the longest run of words that is a name: the registry's first one, else the gazetteer's."""
    words = text.split()
    runs = ((i, j) for i in range(len(words)) for j in range(len(words), i, -1))
    for begin, end in sorted(runs, key=lambda run: (run[0] - run[1], run[0])):
        name = " ".join(words[begin:end])
        if not named(name):
            continue
        if actors := registry().find(name):
            return Answer((actors[0].id,), name)
        if places := gazetteer().find(name):
            return Answer((places[0].id,), name)
    return Answer(())


def _answers(coder: str, texts: Mapping[str, str], coded: Sequence[Coded]) -> dict[Coded, Answer]:
    said = {
        document: examine(Document(id=document, text=texts[document]), coder=coder).mentions
        for document in dict.fromkeys(each.document for each in coded)
    }
    return {each: fitting(said[each.document], each.begin, each.end) for each in coded}


def _rows(asked: Sequence[Coded], answers: Mapping[Coded, Answer]) -> list[tuple[float, float]]:
    return [(float(_right(each, answers[each])), 1.0) for each in asked]


def _right(each: Coded, answer: Answer) -> bool:
    return bool(set(each.ids or ()) & set(answer.ids))


def _texts(shared: Path) -> dict[str, str]:
    lines = present(shared / DOCUMENTS).read_text(encoding="utf-8").splitlines()
    return {each["doc_id"]: each["text"] for each in map(json.loads, lines)}


def main(arguments: Sequence[str] | None = None) -> int:
    return command("linking", measure, parser(__doc__).parse_args(arguments))


if __name__ == "__main__":
    sys.exit(main())
