"""Events: sentences in the manner of the wire, each with who did what to whom in PLOVER's classes.

    python -m benchmarks.accuracy.events [--coder frames] [--test]

The sentences are ours (`events/README.md` says whence). An event is found where one statement has the
country of its source, the country of its target and its class; an end without a country counts by
the actor's name. What is told of both sides at once is right either way round. Precision counts the
different events that the statements of a sentence tell, in any class. Baselines: the two countries
that the sentence names first, in the order of the text, with the commonest class, with the class of
the first subject, verb and object, and with the class that words alone tell (TF-IDF learned from the
development part, in folds where that part is itself the one measured). `--test` measures the other
part, once, at the end; without it that part is not read.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from allegiance.documents.document import Document
from allegiance.language import annotate
from allegiance.ontology.actors import registry
from allegiance.statements.coder import code
from allegiance.statements.statement import End
from benchmarks.accuracy.baselines import crossed, majority, naive, words_alone
from benchmarks.accuracy.results import (
    Missing,
    Mistake,
    Report,
    Result,
    Score,
    command,
    parser,
    present,
    scored,
    share,
)

EVENTS = Path(__file__).parent / "events"
PUBLISHED = {
    "source and target right": {"UniversalPetrarch": 0.503},
    "class right": {"UniversalPetrarch": 0.428},
    "all three right": {"PETRARCH 2": 0.248, "UniversalPetrarch": 0.330},
}
"""What the peers reach on the example sentences of CAMEO's manual."""
ELSEWHERE = (
    "events: the figures of PETRARCH 2 and UniversalPetrarch are published ones, on the example"
    " sentences of CAMEO's manual and not on these"
)

Part = Literal["dev", "test"]


class Event(NamedTuple):
    """Who did what to whom: ends as countries, or as ids of actors that have none."""

    source: str
    target: str
    kind: str
    mutual: bool = False


class Coded(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event as a line of the files has it."""

    source: str
    target: str
    kind: str = msgspec.field(name="class")
    mutual: bool = False


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence with its events, as the files have it."""

    id: str
    date: str
    text: str
    events: tuple[Coded, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, the events wanted of it, and those that a reader tells."""

    line: Line
    wanted: tuple[Event, ...]
    said: tuple[Event, ...]

    def row(self, right: "Right", kind: str | None = None) -> tuple[float, float]:
        """(found, wanted) among the events of one class, or of all."""
        asked = [each for each in self.wanted if kind in (None, each.kind)]
        return float(sum(any(right(each, one) for one in self.said) for each in asked)), len(asked)

    @property
    def precise(self) -> tuple[float, float]:
        """(right, told)."""
        good = [any(same(each, one) for each in self.wanted) for one in self.said]
        return float(sum(good)), len(good)


Right = Callable[[Event, Event], bool]


def ends(wanted: Event, said: Event) -> bool:
    """Whether two events have the same ends; either way round where one of them is of both sides."""
    told = (said.source, said.target)
    both = wanted.mutual or said.mutual
    return told == wanted[:2] or (both and told[::-1] == wanted[:2])


def alike(wanted: Event, said: Event) -> bool:
    """Whether two events are of one class."""
    return wanted.kind == said.kind


def same(wanted: Event, said: Event) -> bool:
    """Whether two events have the same class and ends."""
    return alike(wanted, said) and ends(wanted, said)


MEASURES: dict[str, Right] = {
    "source and target right": ends,
    "class right": alike,
    "all three right": same,
}


def measure(shared: Path, coders: Sequence[str], part: Part = "dev") -> Report:
    """The part as each coder reads it, and as the baselines do. The shared data are not asked.

    The mistakes told are those of the development part only.
    """
    del shared
    asked = lines(part)
    ours = {coder: [_read(line, coder) for line in asked] for coder in coders}
    theirs, remarks = _baselines(asked, part)
    report = Report(remarks=[*remarks, ELSEWHERE])
    report.results += _results(f"events, {part} part", asked, ours, theirs)
    if coders and part == "dev":
        report.mistakes += [each for told in ours[coders[-1]] for each in _mistakes(told)]
    return report


def lines(part: Part) -> list[Line]:
    """The sentences of a part.

    Raises Missing where its file is not there.
    """
    decoder = msgspec.json.Decoder(Line)
    written = present(EVENTS / f"{part}.jsonl").read_bytes()
    return [decoder.decode(each) for each in written.splitlines()]


def _results(
    task: str,
    asked: Sequence[Line],
    ours: dict[str, list[Told]],
    theirs: dict[str, list[Told]],
) -> Iterator[Result]:
    every = [event for line in asked for event in line.events]
    for name, right in MEASURES.items():
        figures, others = (
            {key: scored([each.row(right) for each in told], share) for key, told in those.items()}
            for those in (ours, theirs)
        )
        peers = {peer: Score(value, value, value) for peer, value in PUBLISHED[name].items()}
        yield Result(task, name, len(every), figures, {**others, **peers})
    figures, others = (
        {key: scored([each.precise for each in told], share) for key, told in those.items()}
        for those in (ours, theirs)
    )
    yield Result(task, "events told that are right", len(asked), figures, others)
    for kind in dict.fromkeys(each.kind for each in every):
        figures = {
            key: scored([each.row(same, kind) for each in told], share)
            for key, told in ours.items()
        }
        count = sum(each.kind == kind for each in every)
        yield Result(task, f"all three right, {kind}", count, figures)


def _read(line: Line, coder: str) -> Told:
    """A sentence as a coder reads it."""
    doc = annotate(Document(id=line.id, text=line.text, date=line.date), coder=coder)
    said = (
        Event(_end(each.source), _end(each.target), each.event, each.mutual) for each in code(doc)
    )
    return _told(line, tuple(dict.fromkeys(said)))


def _told(line: Line, said: tuple[Event, ...]) -> Told:
    wanted = tuple(
        Event(_named(each.source), _named(each.target), each.kind, each.mutual)
        for each in line.events
    )
    return Told(line, wanted, said)


def _end(end: End) -> str:
    """The country of an end; without one, the id of the actor or of the state it is a body of."""
    return end.country or end.id.partition("/")[0]


@cache
def _named(end: str) -> str:
    """An end of the files: a country as it stands, an actor by its id."""
    found = () if re.fullmatch("[A-Z]{2}", end) else registry().find(end)
    return next((each.country or each.id for each in found), end)


def _baselines(asked: Sequence[Line], part: Part) -> tuple[dict[str, list[Told]], list[str]]:
    """The two countries named first, with a class found in three ways that know little."""
    known = lines("dev")
    common = majority([each.kind for line in known for each in line.events])
    kinds = {"commonest": [common] * len(asked), "subject-verb-object": list(map(_verb, asked))}
    remarks = []
    texts, labels = [_plain(line) for line in known], [line.events[0].kind for line in known]
    try:
        kinds["TF-IDF"] = (
            crossed(texts, labels, [line.id for line in known])
            if part == "dev"
            else words_alone(texts, labels)([_plain(line) for line in asked])
        )
    except Missing as missing:
        remarks.append(str(missing))
    told = {
        name: [_told(line, _guess(line, kind)) for line, kind in zip(asked, each, strict=True)]
        for name, each in kinds.items()
    }
    return told, remarks


def _plain(line: Line) -> str:
    """The words of a sentence in small letters, parted by spaces."""
    return " ".join(re.findall(r"\w+|[^\w\s]", line.text.lower()))


def _verb(line: Line) -> str:
    """The class of the first subject, verb and object; nothing where no verb is known."""
    doc = annotate(Document(id=line.id, text=line.text, date=line.date), coder="frames")
    return next((each.event for each in naive(doc)), "")


def _guess(line: Line, kind: str) -> tuple[Event, ...]:
    """An event of that class from the first country named to the second; none without a class."""
    found = countries(line.text)
    if not found or not kind:
        return ()
    return (Event(found[0], found[min(1, len(found) - 1)], kind),)


def countries(text: str) -> list[str]:
    """The countries that a text names, by name, demonym or capital, each where it first stands.

    >>> countries("American envoys flew from Paris to Chad.")
    ['US', 'FR', 'TD']
    """
    return list(dict.fromkeys(_states()[each] for each in _pattern().findall(text)))


@cache
def _states() -> dict[str, str]:
    """Every way to name a state, and its country; today's states before those of the past."""
    found: dict[str, str] = {}
    states = [each for each in registry() if each.kind == "state"]
    for state in sorted(states, key=lambda each: each.id != each.country):
        for name in (*state.names, *state.demonyms, state.capital):
            if name:
                found.setdefault(name, state.country or state.id)
    return found


@cache
def _pattern() -> re.Pattern[str]:
    longest = sorted(_states(), key=lambda each: -len(each))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")


def _mistakes(told: Told) -> Iterator[Mistake]:
    """The events of a sentence that no statement has, and what was told instead."""
    missed = [each for each in told.wanted if not any(same(each, one) for one in told.said)]
    if missed:
        nearest = max(
            (ends(each, one) + alike(each, one) for each in missed for one in told.said), default=0
        )
        yield Mistake(
            told.line.id, told.line.text, "; ".join(map(_written, missed)),
            "; ".join(map(_written, told.said)) or "nothing", len(missed) + 1 - nearest / 2,
        )  # fmt: skip


def _written(event: Event) -> str:
    return f"{event.source} {event.kind} {event.target}"


def main() -> int:
    made = parser(__doc__)
    made.add_argument("--test", action="store_true", help="measure the test part: once, at the end")
    given = made.parse_args()
    if given.test:
        return command("events-test", partial(measure, part="test"), given)
    return command("events", partial(measure, part="dev"), given)


if __name__ == "__main__":
    sys.exit(main())
