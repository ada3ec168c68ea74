"""PETRARCH's own records, coded from our parse through PETRARCH's dictionaries.

    python -m benchmarks.accuracy.petrarch [SHARED] [--errors]

Each record is a sentence with the CAMEO events that PETRARCH's authors want of it. A record is right
when exactly these events come out, and no other; a record that must be refused (a dateline, a word
that discards it) is right when it is refused for that reason. Where the authors want an actor of no
dictionary, any phrase in quotes will do. Options that a record sets hold for those after it, which
is how the records were written: one sets the length of new actors, the next expects one.

Peers on all 284 records: PETRARCH 2 33 %, UniversalPetrarch 63 %.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from allegiance.documents.document import Document, identify
from allegiance.language import annotate
from allegiance.language.reading import World
from allegiance.ontology import petrarch
from allegiance.ontology.actors import Kind, KnownActor, Registry
from allegiance.ontology.gazetteer import Gazetteer
from benchmarks.accuracy.petrarch_coder import Dictionaries, Event, Options, code, irregular
from benchmarks.accuracy.results import (
    Mistake,
    Report,
    Result,
    Score,
    command,
    parser,
    scored,
    share,
)  # fmt: skip

PEERS = {"PETRARCH 2": 0.33, "UniversalPetrarch": 0.63}
"""What the peers reach on all 284 records, as published or measured."""

SETS = {
    "unit_tests": (
        ("PETR.Validate.actors.txt",),
        "PETR.Validate.agents.txt",
        "PETR.Validate.verbs.txt",
        "PETR.Validate.discards.txt",
    ),
    "gsr_validation": (
        (
            "Phoenix.Countries.actors.txt.gz",
            "Phoenix.International.actors.txt.gz",
            "Phoenix.MilNonState.actors.txt",
        ),
        "Phoenix.agents.txt",
        "CAMEO.2.0.txt.gz",
        "Phoenix.discards.txt",
    ),
}
"""The records by file, and the dictionaries that they are coded with: actors, agents, verbs, discards."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A record, what was coded of it, and for what reason it was refused."""

    record: dict[str, Any]
    events: tuple[Event, ...]
    refused: str | None = None

    @property
    def category(self) -> str:
        return str(self.record.get("category") or "-").rstrip("S")

    @property
    def right(self) -> bool:
        """Whether exactly the wanted events came out, or the record was refused as it must be."""
        if self.record.get("error"):
            return self.refused in self.record["error"]
        return self.refused is None and same(self.record["expected"], self.events)


def measure(shared: Path, coders: Sequence[str]) -> Report:
    """The share of records exactly right, by category; the parse is the same for every coder."""
    report = Report()
    for name in SETS:
        records = shared / f"data/text/petrarch/{name}.jsonl"
        if not records.exists():
            report.remarks.append(f"{records.name} is not in {records.parent}")
            continue
        lines = records.read_text(encoding="utf-8").splitlines()
        known = read(shared / "data/dictionaries", name)
        found = list(run([json.loads(line) for line in lines], known))
        report.results += results(name, found)
        report.mistakes += [mistake(each) for each in found if not each.right]
    return report


def results(name: str, found: Sequence[Coded]) -> list[Result]:
    """A set of records in figures: each category, and all of them beside the peers."""
    groups = {
        category: [each for each in found if each.category == category]
        for category in sorted({each.category for each in found})
    }
    rows = [
        Result(name, category, len(group), {"frames": _right(group)})
        for category, group in groups.items()
    ]
    peers = {peer: Score(value, value, value) for peer, value in PEERS.items()}
    return [*rows, Result(name, "all, exactly right", len(found), {"frames": _right(found)}, peers)]


def mistake(each: Coded) -> Mistake:
    """A record that came out wrong: what was wanted, and what was said."""
    wanted = [(one["source"], one["target"], one["event"]) for one in each.record["expected"]]
    return Mistake(
        f"{each.record['id']} ({each.record.get('date')})",
        each.record["text"],
        str(each.record.get("error") or wanted),
        str(each.refused or [tuple(event) for event in each.events]),
    )


def _right(found: Sequence[Coded]) -> Score:
    return scored([(float(each.right), 1.0) for each in found], share)


def read(folder: Path, name: str) -> Dictionaries:
    """The dictionaries of one set of records.

    Raises BrokenOntology where one cannot be read.
    """
    actors, agents, verbs, discards = SETS[name]
    entries = [
        each
        for file in actors
        for each in petrarch.read_actors(petrarch.text(folder / file)).entries
    ]
    return Dictionaries(
        petrarch.Actors(tuple(entries)),
        petrarch.read_agents(petrarch.text(folder / agents)),
        petrarch.read_verbs(petrarch.text(folder / verbs)),
        petrarch.read_discards(petrarch.text(folder / discards)),
    )


def run(records: Iterable[dict[str, Any]], known: Dictionaries) -> Iterable[Coded]:
    """The records coded in their order, each under the options that those before it have set."""
    options, names = Options(), world(known)
    for record in records:
        yield coded(record, known, options, names)
        options = changed(options, record.get("config") or ())


def coded(record: dict[str, Any], known: Dictionaries, options: Options, names: World) -> Coded:
    """One record: refused, or parsed and coded."""
    text = " ".join(record["text"].split())
    refused = known.discarded(text) or irregular(text)
    if refused is not None:
        return Coded(record, (), refused)
    written = str(record.get("date") or "")
    day = petrarch.day(written) if written else None
    document = Document(id=identify(text), text=text, date=None if day is None else str(day))
    events = code(annotate(document, world=names, coder="frames"), known, day, options)
    return Coded(record, tuple(events))


def world(known: Dictionaries) -> World:
    """The actors of a dictionary as a world that our parser knows, so that a name is one name to it."""
    actors = []
    for number, each in enumerate(known.actors.entries):
        names = [" ".join(word.text for word in name).title() for name in each.names]
        kind: Kind = (
            "state" if len(each.codes[0].code if each.codes else "") == 3 else "armed group"
        )
        actors.append(
            KnownActor(id=f"petrarch-{number}", name=names[0], kind=kind, aliases=tuple(names[1:]))
        )
    return World(Registry(actors), Gazetteer({}, ()))


def changed(options: Options, settings: Iterable[Sequence[str]]) -> Options:
    """The options with some set anew, named and written as in a `<Config>` of PETRARCH."""
    for name, value in settings:
        if name == "require_dyad":
            options = replace(options, require_dyad="false" not in value.lower())
        elif re.fullmatch(r"new_actor_length|comma_[be]?(min|max)", name):
            options = replace(options, **{name: int(value)})  # type: ignore[arg-type]
    return options


def same(wanted: Sequence[dict[str, Any]], events: Sequence[Event]) -> bool:
    """Whether two sets of events are one; a wanted actor that is null is any new one."""
    left = Counter(
        tuple("" if end.startswith('"') else end for end in event[:2]) + event[2:]
        for event in events
    )
    right = Counter((each["source"] or "", each["target"] or "", each["event"]) for each in wanted)
    return left == right


if __name__ == "__main__":
    made = parser(__doc__)
    made.add_argument(
        "--errors", action="store_true", help="print every record that came out wrong"
    )
    given = made.parse_args()
    if given.errors:
        for each in measure(given.shared, ("frames",)).mistakes:
            print(f"{each.where}: {each.text}\n  wanted {each.wanted}\n  said   {each.said}\n")
    sys.exit(command("petrarch", measure, given))
